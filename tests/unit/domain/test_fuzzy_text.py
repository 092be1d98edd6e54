"""Search words in German names: spelling, hyphens, unfinished words, typing errors."""

from __future__ import annotations

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.fuzzy_text import (
    Match,
    Vocabulary,
    normalise,
    normalise_all,
    query_words,
    replaced,
    words_of,
)
from lib.domain.text_index import index_texts

NAMES = [
    "Erziehungsberatung",
    "Eltern-Kind-Gruppe im Mütterzentrum",
    "Müttertreff Garbsen",
    "Großelterncafé",
    "Beratung",
    "Schüler:innen-Treff",
    "AWO Krabbelgruppe",
]
WORDS = st.text(string.ascii_lowercase + "äöüß", min_size=1, max_size=14)


def found(query: str, names: list[str] = NAMES) -> dict[str, int]:
    """Names that hold every word of a query, with the sum of how they are met."""
    vocabulary, (texts,) = index_texts([names])
    total = np.zeros(len(names), int)
    hit = np.ones(len(names), bool)
    for word in query_words(query):
        best = texts.best(vocabulary.meet(word))
        hit &= best > 0
        total += best
    return {name: int(total[at]) for at, name in enumerate(names) if hit[at]}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Mütter", {"Müttertreff Garbsen", "Eltern-Kind-Gruppe im Mütterzentrum"}),
        ("muetter", {"Müttertreff Garbsen", "Eltern-Kind-Gruppe im Mütterzentrum"}),
        ("MUTTER", {"Müttertreff Garbsen", "Eltern-Kind-Gruppe im Mütterzentrum"}),
        ("muetterzentrum", {"Eltern-Kind-Gruppe im Mütterzentrum"}),
        ("grosselterncafe", {"Großelterncafé"}),
        ("elternkindgruppe", {"Eltern-Kind-Gruppe im Mütterzentrum"}),
        ("gruppe eltern", {"Eltern-Kind-Gruppe im Mütterzentrum"}),
        ("garbsen mütter", {"Müttertreff Garbsen"}),
        ("treff in Garbsen für die Mütter", {"Müttertreff Garbsen"}),
        ("beratung", {"Beratung", "Erziehungsberatung"}),
        ("erzieh", {"Erziehungsberatung"}),
        ("schuelerinnen", {"Schüler:innen-Treff"}),
        ("awo", {"AWO Krabbelgruppe"}),
        # typing errors: a letter too few, too many, another, two exchanged, an unfinished word
        ("erzihungsberatung", {"Erziehungsberatung"}),
        ("erziehhungsberatung", {"Erziehungsberatung"}),
        ("erzeihungsberatung", {"Erziehungsberatung"}),
        ("gabsen", {"Müttertreff Garbsen"}),
        ("erzihungsb", {"Erziehungsberatung"}),
        # too far, too short for a typing error, half inside, only one of two words
        ("erzuhungsbaratumg", set()),
        ("awi", set()),
        ("ratu", {"Beratung", "Erziehungsberatung"}),
        ("rat", set()),
        ("beratung garbsen", set()),
        ("", set(NAMES)),
        ("%", set(NAMES)),
        ("_ ' \" ;--", set(NAMES)),
    ],
)
def test_finds(query: str, names: set[str]) -> None:
    assert set(found(query)) == names


def test_better_ways_of_meeting_come_first() -> None:
    names = ["Erziehungsberatung", "Beratungsstelle", "Beratung"]
    assert found("beratung", names) == {
        "Erziehungsberatung": Match.INSIDE,
        "Beratungsstelle": Match.BEGINNING,
        "Beratung": Match.EXACT,
    }


def test_a_typing_error_is_assumed_only_where_nothing_fits() -> None:
    vocabulary = Vocabulary({"hort": "Hort", "wort": "Wort", "fort": "Fort"})
    assert vocabulary.meet("wort").instead == ()
    assert [vocabulary.words[at] for at in vocabulary.meet("wort").word_ids] == ["wort"]
    assert set(vocabulary.meet("xort").instead) == {"Hort", "Wort", "Fort"}


def test_corrected_words_are_told_as_the_data_write_them() -> None:
    vocabulary, _ = index_texts([["Café für Mütter-Väter"]])
    assert vocabulary.meet("muttre").instead == ("Mütter",)
    assert vocabulary.alike("vaterfest") == ("Väter",)
    assert vocabulary.alike("xqzwkp") == ()


def test_a_word_of_the_query_can_be_replaced() -> None:
    assert replaced("Müttre in Garbsen", "muttre", "Mütter") == "Mütter in Garbsen"


def test_little_words_count_only_when_there_is_nothing_else() -> None:
    assert query_words("Hilfe für die Eltern") == ("hilfe", "eltern")
    assert query_words("für die") == ("fur", "die")


def test_a_query_is_bounded() -> None:
    assert len(query_words(" ".join(f"wort{n}" for n in range(100)))) == 8


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_many_at_once_are_the_same_as_one_by_one(texts: list[str]) -> None:
    assert normalise_all(texts) == [normalise(text) for text in texts]


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_an_exact_word_ranks_first(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    ranked = found(word, words)
    best = max(ranked.values())
    same = {name for name in words if set(query_words(word)) <= set(words_of(normalise(name)))}
    assert {name for name, worth in ranked.items() if worth == best} >= same
    assert word in ranked


@given(WORDS.filter(lambda word: len(normalise(word)) >= 8), st.data())
def test_one_exchanged_letter_is_forgiven(word: str, data: st.DataObject) -> None:
    plain = normalise(word)
    at = data.draw(st.integers(0, len(plain) - 1))
    wrong = plain[:at] + "x" + plain[at + 1 :]
    assert word in found(wrong, [word])


def test_empty_vocabulary_meets_nothing() -> None:
    vocabulary, (texts,) = index_texts([[]])
    assert len(vocabulary.meet("beratung").word_ids) == 0
    assert vocabulary.alike("beratung") == ()
    assert len(texts.best(vocabulary.meet("a"))) == 0
