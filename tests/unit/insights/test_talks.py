"""The list of due conversations: points and words by hand, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, update

from lib.domain.conversation import TalkReason, TalkRule
from lib.domain.errors import MeasureError
from lib.insights.cooperation import NO_WAVE, CooperationChoice, Scope
from lib.insights.talk_pairs import is_pair
from lib.insights.talks import TalkList, talk_list
from lib.report.exports import to_csv
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import code, fill, pair

REGION = ("03241",)
R = TalkReason
#: Newest day of the data: every rating is of this day.
DAY = date(2020, 10, 1)
NOW = [
    *[("k1", "k2", 5), ("k2", "k1", 1)],  # four apart, both of A
    *[("k3", "s2", 2), ("s2", "k3", 2)],  # a transition of B, fallen from 4
    *[("k4", "s2", 4), ("s2", "k4", 4)],  # the same transition, all well
    *[("a1", "k1", 3), ("k1", "a1", 3)],  # agreement ends, step overdue
    ("s1", "s3", 0),  # one side only
]
PAIRS = [
    pair(
        "a1",
        "k1",
        next_step="=Treffen",
        next_step_due_on=date(2020, 9, 30),
        talked_on=None,
    ),
    pair("k4", "s2", talked_on=date(2020, 9, 1)),
    pair("k3", "s2", talked_on=date(2019, 1, 1), next_step="Anrufen"),
]
AGREEMENTS = [
    {
        "key": "v1",
        "institution_a_key": "a1",
        "institution_b_key": "k1",
        "title": "Vereinbarung",
        "valid_from": date(2019, 1, 1),
        "valid_to": date(2021, 1, 1),
    },
    {
        "key": "v2",
        "institution_a_key": "k4",
        "institution_b_key": "s2",
        "title": "Vereinbarung",
        "valid_from": date(2019, 1, 1),
        "valid_to": None,
    },
]


def prepare(url: str) -> None:
    """Day-care centres serve 0-3, schools 6-10, k2 both; a transition between; a round before."""
    fill(url, NOW, pairs=PAIRS, agreements=AGREEMENTS, phases=("k1", "k2", "k3", "k4"))
    phase = code("6-10", 2, age_from_years=6, age_to_years=10, children_indicator_code=None)
    transition = code("start", 1, from_phase_code="0-3", to_phase_code="6-10")
    links = [
        {"institution_key": key, "life_phase_code": "6-10"} for key in ("s1", "s2", "s3", "k2")
    ]
    before = [("k3", "s2", 4), ("s2", "k3", 3), ("k4", "s2", 2)]
    rated = [
        {
            "wave_code": "2018",
            "rater_key": rater,
            "rated_key": rated,
            "rated_on": date(2018, 10, 1),
            "level": level,
        }
        for rater, rated, level in before
    ]
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.life_phase), [phase])
        connection.execute(insert(schema.transition), [transition])
        connection.execute(insert(schema.institution_life_phase), links)
        connection.execute(insert(schema.cooperation_rating), rated)


def found(
    url: str,
    *,
    rule: TalkRule | None = None,
    limit: int = 0,
    open_: bool = True,
    **chosen: Any,
) -> TalkList:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    scope = Scope(
        shows_single_pairs=open_,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )
    choice = CooperationChoice(**{"wave": "2020", **chosen})
    return talk_list(engine, choice, rule=rule or TalkRule(), limit=limit, scope=scope, lists=known)


def told(insight: TalkList) -> dict[str, dict[str, int]]:
    """Points of each reason by pair."""
    return {
        talk.code: {reason.kind.value: reason.points for reason in talk.reasons}
        for talk in insight.talks
    }


def words(insight: TalkList) -> dict[str, list[str]]:
    return {
        talk.code: [render(reason.words, "de") for reason in talk.reasons] for talk in insight.talks
    }


def test_points_and_ranks_by_hand(migrated_url: str) -> None:
    prepare(migrated_url)
    insight = found(migrated_url)
    points = told(insight)
    assert points["k3~s2"] == {"gesunken": 2, "uebergang": 3, "lange-her": 1}
    assert points["a1~k1"] == {"schritt": 2, "vereinbarung": 2, "lange-her": 1}
    assert points["k1~k2"] == {"unterschied": 4, "lange-her": 1}
    # a day-care centre and a school of A that nobody rated, without an agreement
    assert points["k1~s1"] == {"uebergang": 3}
    # rated 4 by both, talked a month ago, agreement without an end: nothing is due
    assert "k4~s2" not in points
    # a day-care centre of A and a school of B are no transition of one municipality
    assert "k1~s2" not in points
    assert [talk.rank for talk in insight.talks] == [1, 2, 2, *[4] * (len(points) - 3)]
    assert list(points)[:3] == ["k3~s2", "k1~k2", "a1~k1"]
    # whoever serves both life phases hands no child over
    transitions = ["k3~s2", "k1~s1", "k1~s3"]
    assert [name for name in points if "uebergang" in points[name]] == transitions
    assert insight.pairs_count == len(points) == 5
    assert insight.possible_count == 8 * 7 // 2


def test_reasons_in_words_with_their_figures(migrated_url: str) -> None:
    prepare(migrated_url)
    said = words(found(migrated_url))
    assert said["k3~s2"] == [
        "Übergang start: Stufe 2, keine gültige Vereinbarung",
        "eine Einschätzung von 4 auf 2 gesunken",
        "letztes Gespräch am 01.01.2019",
    ]
    assert said["a1~k1"] == [
        "nächster Schritt war fällig am 30.09.2020",
        "Vereinbarung endet am 31.12.2020",
        "kein Gespräch erfasst",
    ]
    assert said["k1~k2"][0] == "Einschätzungen 5 und 1: 4 Stufen auseinander"
    assert said["k1~s1"] == ["Übergang start: nicht eingeschätzt, keine gültige Vereinbarung"]


def test_answer_names_what_weighs_most(migrated_url: str) -> None:
    prepare(migrated_url)
    answer = " ".join(render(sentence, "de") for sentence in found(migrated_url).answer)
    assert answer == (
        "5 Paare von Einrichtungen sollten bald miteinander sprechen. Am häufigsten wiegt "
        "„Schwache Stelle an einem Übergang“ am schwersten (bei 3 Paaren)."
    )


def test_ratings_stand_in_the_order_of_the_names(migrated_url: str) -> None:
    """a1 is of the whole Region and stands second, whatever its key."""
    prepare(migrated_url)
    with writing_engine(migrated_url).begin() as connection:
        table = schema.cooperation_rating
        connection.execute(
            update(table).where(table.c.rater_key == "a1", table.c.wave_code == "2020"),
            {"level": 0},
        )
    insight = found(migrated_url, rule=TalkRule(reasons=(R.APART,)))
    talk = next(talk for talk in insight.talks if talk.code == "a1~k1")
    assert (talk.first.key, talk.second.key) == ("k1", "a1")
    assert render(talk.second.place, "de") == "Ganze Region"
    assert words(insight)["a1~k1"] == ["Einschätzungen 3 und 0: 3 Stufen auseinander"]


def test_only_the_reasons_asked_for_and_the_first_rows(migrated_url: str) -> None:
    prepare(migrated_url)
    only = found(migrated_url, rule=TalkRule(reasons=(R.TRANSITION,)), limit=2)
    assert len(only.talks) == len(only.table.frame) == 2
    assert only.pairs_count == 3
    assert only.is_tied
    assert {kind for each in told(only).values() for kind in each} == {"uebergang"}
    none = found(migrated_url, rule=TalkRule(reasons=()))
    assert not none.talks
    assert "kein Anlass gewählt" in render(none.answer[0], "de")


def test_filters_of_the_selection_hold(migrated_url: str) -> None:
    prepare(migrated_url)
    assert set(told(found(migrated_url, ags="03241002"))) == {"k3~s2"}
    assert set(told(found(migrated_url, asymmetry_from=4))) == {"k1~k2"}
    nothing = found(migrated_url, ags="03241002", rule=TalkRule(points_from=8))
    assert "erreicht 8 Punkte" in render(nothing.answer[0], "de")


def test_the_first_round_has_no_level_that_fell(migrated_url: str) -> None:
    prepare(migrated_url)
    earlier = found(migrated_url, wave="2018", rule=TalkRule(points_from=1))
    assert earlier.talks
    assert not any(R.FALLEN.value in each for each in told(earlier).values())


def test_a_merged_institution_takes_its_earlier_ratings_along(migrated_url: str) -> None:
    """k3 went into k4 before the round: 4 by k3 and 2 by k4 are two, and are not compared."""
    prepare(migrated_url)
    with writing_engine(migrated_url).begin() as connection:
        table = schema.institution
        connection.execute(
            update(table)
            .where(table.c.key == "k3")
            .values(successor_key="k4", closed_on=date(2020, 1, 1))
        )
    points = told(found(migrated_url, rule=TalkRule(reasons=(R.FALLEN,), points_from=1)))
    assert points == {}


def close(url: str, **values: object) -> None:
    with writing_engine(url).begin() as connection:
        table = schema.institution
        connection.execute(update(table).where(table.c.key == "k3").values(**values))


@pytest.mark.parametrize("wave", ["2018", "2020"])
def test_nobody_talks_with_an_institution_that_closed_since_the_round(
    migrated_url: str, wave: str
) -> None:
    """k3 closed after both rounds had begun, but before the newest day of the data."""
    prepare(migrated_url)
    rule = TalkRule(points_from=1)
    assert any("k3" in each for each in told(found(migrated_url, wave=wave, rule=rule)))
    close(migrated_url, successor_key="k4", closed_on=date(2020, 9, 15))
    points = told(found(migrated_url, wave=wave, rule=rule))
    assert points
    assert not any("k3" in each for each in points)


def test_a_successor_without_a_day_ends_nobody_who_still_rates(migrated_url: str) -> None:
    """k3 rates in this round: its earlier ratings stay its own, and it stays on the list."""
    prepare(migrated_url)
    rule = TalkRule(reasons=(R.FALLEN,), points_from=1)
    before = told(found(migrated_url, rule=rule))
    assert "k3~s2" in before
    close(migrated_url, successor_key="k1")
    assert told(found(migrated_url, rule=rule)) == before


def test_no_round_no_list(migrated_url: str) -> None:
    fill(migrated_url, [], waves=False)
    insight = found(migrated_url, wave="")
    assert insight.answer == (NO_WAVE,)
    assert not insight.talks


def test_outside_the_circle_there_is_no_list(migrated_url: str) -> None:
    prepare(migrated_url)
    with pytest.raises(MeasureError):
        found(migrated_url, open_=False)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_table_says_all_that_the_list_says(migrated_url: str, language: Any) -> None:
    prepare(migrated_url)
    insight = found(migrated_url)
    text = to_csv(insight.table, insight.provenance, language=language).decode("utf-8-sig")
    for talk in insight.talks:
        for reason in talk.reasons:
            assert render(reason.words, language) in text
        assert talk.first.name in text
        assert talk.second.name in text
    assert "'=Treffen" in text
    for sentence in insight.rule:
        assert render(sentence, language) in text


def test_a_pair_of_a_link_is_two_institutions_of_the_extent(migrated_url: str) -> None:
    prepare(migrated_url)
    engine = reading_engine(migrated_url)
    known = lists(engine, prefixes=REGION)

    def asked(first: str, second: str, *, open_: bool = True) -> bool:
        scope = Scope(
            shows_single_pairs=open_,
            prefixes=REGION,
            state=data_state(engine),
            types=known.codes["institution_type"],
            waves=known.waves,
        )
        return is_pair(engine, wave="2020", first_key=first, second_key=second, scope=scope)

    assert asked("k1", "s2")
    assert not asked("k1", "k1")
    assert not asked("k1", "nobody")
    assert not asked("k1", "far")
    with pytest.raises(MeasureError):
        asked("k1", "s2", open_=False)
