"""Search words in German names: spelling, hyphens, unfinished words and typing errors.

Both sides are normalised: case, accents and ß fold away, and ä = ae = a, ö = oe = o, ü = ue = u
("Mütter", "Muetter", "Mutter" are one word). "Eltern-Kind-Gruppe" counts as its parts and as one
word. Little words ("für", "und") of a query are passed over; the order of words does not matter.

A typed word meets a word of a name in one of three ways, the better one counts:
exact word > beginning of a word > inside a word (from 4 letters: "beratung" in
"Erziehungsberatung"). A typing error is assumed only where nothing in the data fits: then the
nearest words of the data take the place of what was typed, at most 1 letter away (4 to 7 letters)
or 2 (8 and more); exchanged neighbours are one error (optimal string alignment distance). So a
typing error never competes with an entry that holds what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

#: From this length on a typed word is looked for inside words as well.
INSIDE_FROM_LETTERS: Final = 4
#: (letters typed, errors allowed); shorter words are taken as they are.
TYPING_ERRORS: Final = ((8, 2), (4, 1))
MOST_WORDS: Final = 8
MOST_LETTERS: Final = 200
NEAREST_WORDS: Final = 5
SUGGESTIONS: Final = 3
#: A word that is less alike is no suggestion.
LEAST_ALIKE: Final = 0.6
SAME_LETTERS: Final = 5
#: Sorts behind every word that begins alike.
LAST_LETTER: Final = "\U0010ffff"
_LITTLE_WORDS: Final = frozenset(
    (
        *("am", "an", "and", "auf", "aus", "bei", "beim", "das", "dem", "den", "der", "des", "die"),
        *("ein", "eine", "einen", "einer", "for", "fur", "im", "in", "ins", "mit", "nach", "ob"),
        *("of", "oder", "or", "the", "to", "um", "und", "vom", "von", "zu", "zum", "zur"),
    )
)
_COMBINING: Final = re.compile(r"[\u0300-\u036f]+")
_UMLAUT_E: Final = re.compile(r"([aou])e+")
_JOINT: Final = re.compile(r"(?<=[^\W_])[-‐:*_'’](?=[^\W_])")
_NO_WORD: Final = re.compile(r"[^\w\n-]+|_+|(?<![^\W_])-+|-+(?![^\W_])")
_BLANKS: Final = re.compile(r" {2,}| (?=\n)|(?<=\n) ")


class Match(IntEnum):
    """How a typed word meets a word of a name; higher is better."""

    NONE = 0
    INSIDE = 1
    BEGINNING = 2
    EXACT = 3


def normalise(text: str) -> str:
    """Fold spelling away; normalising twice changes nothing."""
    return normalise_all((text,))[0]


def normalise_all(texts: Iterable[str]) -> list[str]:
    """Normalise many texts in one go: a million names in seconds."""
    whole = "\n".join(text.replace("\n", " ").replace("\r", " ") for text in texts)
    while (folded := _fold(whole)) != whole and not folded.isascii():
        whole = folded
    return [text.strip() for text in folded.split("\n")]


def _fold(text: str) -> str:
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold().replace("\r", " ")
        folded = _COMBINING.sub("", unicodedata.normalize("NFKD", folded))
    folded = _UMLAUT_E.sub(r"\1", _JOINT.sub("-", folded))
    return _BLANKS.sub(" ", _NO_WORD.sub(" ", folded)).replace("\n ", "\n").replace(" \n", "\n")


def words_of(normalised: str) -> list[str]:
    """Words of a normalised text; a hyphenated one as its parts and as one word."""
    if "-" not in normalised:
        return normalised.split()
    found: list[str] = []
    for word in normalised.split():
        if "-" in word:
            found += [*word.split("-"), word.replace("-", "")]
        else:
            found.append(word)
    return found


def query_words(query: str) -> tuple[str, ...]:
    """Words that a query asks for, each once; little words only if there is nothing else."""
    parts = normalise(query[:MOST_LETTERS]).replace("-", " ").split()
    telling = [word for word in parts if word not in _LITTLE_WORDS]
    return tuple(dict.fromkeys(telling or parts))[:MOST_WORDS]


def replaced(query: str, typed: str, by: str) -> str:
    """Write a query with another word in the place of a typed one."""
    return " ".join(by if typed in query_words(piece) else piece for piece in query.split())


def telling_words_counts(normalised: Sequence[str]) -> NDArray[np.int16]:
    """How many words of each text are no little words; a hyphenated one as its parts."""
    parts = (text.replace("-", " ").split() for text in normalised)
    counts = (len(words) - sum(map(_LITTLE_WORDS.__contains__, words)) for words in parts)
    return np.fromiter(counts, np.int16, len(normalised))


@dataclass(frozen=True, slots=True)
class Met:
    """Words of the data that a typed word meets.

    `word_ids` and `kinds` (`Match`) belong together; `instead` holds the words of the data that
    took the place of what was typed, as the data write them.
    """

    typed: str
    word_ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    instead: tuple[str, ...] = ()


class Vocabulary:
    """The distinct words of the data, sorted; knows how the data write them."""

    def __init__(self, examples: dict[str, str]) -> None:
        """`examples`: each normalised word and a text of the data in which it stands."""
        self.words: Final = sorted(examples)
        self._examples: Final = [examples[word] for word in self.words]

    def spelling(self, number: int) -> str:
        """How the data write a word."""
        return _spelling(self.words[number], self._examples[number])

    @cached_property
    def _joined(self) -> tuple[str, NDArray[np.int64]]:
        """All words in one text, and where each starts: looking inside them is one search."""
        lengths = np.fromiter(map(len, self.words), np.int64, len(self.words))
        return "\n".join(self.words), np.concatenate(([0], np.cumsum(lengths + 1)))

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], list[int]]]:
        """Words without digits by their length: only those can be what was meant."""
        found: dict[int, tuple[list[str], list[int]]] = {}
        for number, word in enumerate(self.words):
            if word.isalpha():
                words, numbers = found.setdefault(len(word), ([], []))
                words.append(word)
                numbers.append(number)
        return found

    def meet(self, typed: str) -> Met:
        """Find the words that a typed (normalised) word meets."""
        found = self._meet_as_typed(typed)
        if len(found.word_ids):
            return found
        nearest = self._nearest(typed)
        if not nearest:
            return found
        best = np.zeros(len(self.words), np.uint8)
        for number in nearest:
            meant = self._meet_as_typed(self.words[number])
            best[meant.word_ids] = np.maximum(best[meant.word_ids], meant.kinds)
        met = np.flatnonzero(best)
        return Met(typed, met, best[met], tuple(map(self.spelling, nearest)))

    def _meet_as_typed(self, typed: str) -> Met:
        low = bisect_left(self.words, typed)
        high = bisect_left(self.words, typed + LAST_LETTER)
        beginning = np.arange(low, high, dtype=np.int64)
        kinds = np.full(len(beginning), Match.BEGINNING, np.uint8)
        if low < len(self.words) and self.words[low] == typed:
            kinds[0] = Match.EXACT
        inside = self._inside(typed)
        inside = inside[(inside < low) | (inside >= high)]
        return Met(
            typed,
            np.concatenate((beginning, inside)),
            np.concatenate((kinds, np.full(len(inside), Match.INSIDE, np.uint8))),
        )

    def _inside(self, typed: str) -> NDArray[np.int64]:
        if len(typed) < INSIDE_FROM_LETTERS:
            return np.empty(0, np.int64)
        text, starts = self._joined
        found: list[int] = []
        at = text.find(typed)
        while at >= 0:
            found.append(at)
            at = text.find(typed, at + len(typed))
        return np.unique(np.searchsorted(starts, np.array(found, np.int64), side="right") - 1)

    def _nearest(self, typed: str) -> list[int]:
        """Find the words nearest to one with typing errors; finished words before unfinished."""
        errors = next((most for letters, most in TYPING_ERRORS if len(typed) >= letters), 0)
        if not (errors and typed.isalpha()):
            return []
        for whole in (True, False):
            found = self._within(typed, errors, whole=whole)
            if found:
                least = min(distance for distance, _ in found)
                return sorted(number for distance, number in found if distance == least)[
                    :NEAREST_WORDS
                ]
        return []

    def _within(self, typed: str, errors: int, *, whole: bool) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        size = len(typed)
        for length, (words, numbers) in self._by_length.items():
            if (abs(length - size) > errors) if whole else (length <= size + errors):
                continue
            choices = words if whole else [word[:size] for word in words]
            hits = process.extract(
                typed, choices, scorer=OSA.distance, score_cutoff=errors, limit=None
            )
            found += [(int(distance), numbers[index]) for _, distance, index in hits]
        return found

    def alike(self, typed: str) -> tuple[str, ...]:
        """Suggest words that look most alike, best first; else those with the same beginning."""
        if len(typed) < TYPING_ERRORS[-1][0]:
            return ()
        hits = process.extract(
            typed,
            self.words,
            scorer=OSA.normalized_similarity,
            score_cutoff=LEAST_ALIKE,
            limit=SUGGESTIONS,
        )
        numbers = [index for _, _, index in hits] or self._same_beginning(typed)
        return tuple(dict.fromkeys(map(self.spelling, numbers)))

    def _same_beginning(self, typed: str) -> list[int]:
        for size in range(len(typed) - 1, SAME_LETTERS - 1, -1):
            low = bisect_left(self.words, typed[:size])
            high = bisect_left(self.words, typed[:size] + LAST_LETTER)
            if low < high:
                return list(range(low, high))[:SUGGESTIONS]
        return []


def _spelling(word: str, text: str) -> str:
    """Find how a text writes one of its normalised words."""
    for piece in re.findall(r"\w[\w'’:*-]*", text):
        spelled: str = piece.strip("-:*'’")
        for part in (spelled, *re.split(r"[-:*_'’]", spelled)):
            if normalise(part).replace("-", "") == word:
                return part
    return word
