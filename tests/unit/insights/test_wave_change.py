"""Differences of both sides and change between waves: by hand, on both databases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, update

from lib.domain.cooperation import PairRule
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.domain.wave_change import ChangeKind, Tendency
from lib.insights.asymmetry import Asymmetry, asymmetry
from lib.insights.cooperation import NO_RATINGS, CooperationChoice, Scope
from lib.insights.wave_change import NO_EARLIER_WAVE, OF_SOME_PAIRS, WaveChange, wave_change
from lib.report.exports import to_csv
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.institution_ends import institution_ends
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair

if TYPE_CHECKING:
    from collections.abc import Iterable

REGION = ("03241",)
K = ChangeKind
NOW = [
    *[("k1", "k2", 4), ("k2", "k1", 1)],  # three apart
    *[("k1", "s1", 2), ("s1", "k1", 3)],  # one apart
    *[("k3", "s2", 3), ("s2", "k3", 3)],  # alike, in B
    *[("a1", "k1", 5), ("k1", "a1", 3)],  # two apart, agreed
    ("s3", "k1", 0),  # one side only
]
THEN = [
    ("k1", "k2", 2),
    ("k2", "k1", 3),
    ("k3", "s2", 3),
    ("a1", "k1", 4),
    ("k4", "k1", 5),
    ("s1", "k2", 1),
]


def earlier(url: str, ratings: Iterable[tuple[str, str, int]]) -> None:
    """Add ratings of the round of 2018."""
    rows = [
        {
            "wave_code": "2018",
            "rater_key": rater,
            "rated_key": rated,
            "rated_on": date(2018, 10, 1),
            "level": level,
        }
        for rater, rated, level in ratings
    ]
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.cooperation_rating), rows)


def end(url: str, key: str, **values: object) -> None:
    """Close an institution, with or without a successor."""
    host = schema.institution
    with writing_engine(url).begin() as connection:
        connection.execute(update(host).where(host.c.key == key).values(**values))


def scope(url: str, *, circle: bool = True) -> Scope:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    return Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )


def differences(url: str, *, cell: tuple[int, int] = (-1, -1), **chosen: Any) -> Asymmetry:
    engine = reading_engine(url)
    asked = CooperationChoice(**{"wave": "2020", **chosen})
    known = lists(engine, prefixes=REGION)
    return asymmetry(engine, asked, scope=scope(url), lists=known, cell=cell)


def change(url: str, *, since: str = "2018", **chosen: Any) -> WaveChange:
    engine = reading_engine(url)
    asked = CooperationChoice(**{"wave": "2020", **chosen})
    known = lists(engine, prefixes=REGION)
    return wave_change(engine, asked, since=since, scope=scope(url), lists=known)


def kinds(result: WaveChange) -> dict[str, ChangeKind]:
    return {f"{one.rater}>{one.rated}": one.kind for one in result.directions}


def said(result: Asymmetry | WaveChange) -> str:
    return " ".join(render(sentence, "en") for sentence in result.answer)


# --- asymmetry -----------------------------------------------------------------------------------
def test_the_field_folds_both_directions_and_one_sided_pairs_stand_apart(
    migrated_url: str,
) -> None:
    fill(migrated_url, NOW, pairs=[pair("a1", "k1", agreed_level=4, next_step="Meet")])
    result = differences(migrated_url)
    assert result.field == {(1, 4): 1, (2, 3): 1, (3, 3): 1, (3, 5): 1}
    assert (result.both_count, result.one_sided_count) == (4, 1)
    assert result.unrated_count == 8 * 7 // 2 - 5
    assert [(p.lower_key, p.higher_key, p.difference) for p in result.pairs] == [
        ("k2", "k1", 3),
        ("k1", "a1", 2),
        ("k1", "s1", 1),
        ("k3", "s2", 0),
    ]
    rows = result.table.frame
    assert rows["asymmetry"].fillna(-1).tolist() == [3, 2, 1, 0, -1]
    assert rows["pair_level"].fillna(-1).tolist() == [1, 4, 2, 3, -1]
    assert [render(basis, "en") for basis in rows["basis"]][1] == "agreed by both"
    assert rows["next_step"].tolist()[1] == "Meet"
    assert "In 2 of 4 pairs that both sides rated" in said(result)
    assert "1 see their cooperation alike, 1 lie one level apart" in said(result)


def test_a_cell_of_the_field_narrows_list_and_table_only(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    whole, one = differences(migrated_url), differences(migrated_url, cell=(2, 3))
    assert one.field == whole.field
    assert one.answer == whole.answer
    assert [p.lower_key for p in one.pairs] == ["k1"]
    assert len(one.table.frame) == 1
    assert differences(migrated_url, cell=(0, 5)).table.frame.empty


def test_the_rule_of_pairs_is_stated_and_followed(migrated_url: str) -> None:
    fill(migrated_url, NOW, pairs=[pair("a1", "k1", agreed_level=4)])
    mean = differences(migrated_url, pair_rule=PairRule.MEAN)
    assert mean.table.frame["pair_level"].tolist()[:3] == [2.5, 4.0, 2.5]
    assert "mean" in render(mean.rule, "en")
    assert b"2,5" in to_csv(mean.table, mean.provenance, language="de")
    lower = differences(migrated_url, pair_rule=PairRule.LOWER)
    assert lower.table.frame["pair_level"].tolist()[:3] == [1, 3, 2]


def test_filters_narrow_the_field(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    assert differences(migrated_url, ags="03241002").field == {(3, 3): 1}
    far_apart = differences(migrated_url, asymmetry_from=2)
    assert far_apart.field == {(1, 4): 1, (3, 5): 1}
    assert far_apart.one_sided_count == 0
    assert "at least 2 levels apart; the largest difference is 3" in said(far_apart)


def test_nothing_to_compare_is_said(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "k2", 3), ("k1", "s1", 0)])
    result = differences(migrated_url)
    assert "2 pairs are rated, each by one side only" in said(result)
    assert result.field == {}
    assert len(result.table.frame) == 2
    assert differences(migrated_url, wave="2018").answer == (NO_RATINGS,)
    assert "No rated pair fits" in said(differences(migrated_url, level_from=5))


# --- change --------------------------------------------------------------------------------------
def test_every_direction_is_told_apart_and_what_fell_comes_first(migrated_url: str) -> None:
    fill(migrated_url, NOW, pairs=[pair("k1", "k2", next_step="Meet")])
    earlier(migrated_url, THEN)
    end(migrated_url, "k4", closed_on=date(2019, 5, 1))
    result = change(migrated_url)
    found = kinds(result)
    assert found["k1>k2"] is K.RISEN
    assert found["k2>k1"] is K.FALLEN
    assert found["k3>s2"] is K.SAME
    assert found["a1>k1"] is K.RISEN
    assert found["s1>k2"] is K.NOT_AGAIN
    assert found["k4>k1"] is K.CLOSED
    assert found["s2>k3"] is K.NEW
    first = result.directions[0]
    assert (first.rater, first.before, first.after, first.steps) == ("k2", 3, 1, -2)
    assert [host.key for host in result.hosts if host.is_closed] == ["k4"]
    assert "4 ratings can be compared with Round 2018: risen 2, unchanged 1, fallen 1" in said(
        result
    )
    assert result.counts.tendency is Tendency.CLOSER
    rows = result.table.frame.set_index(["rater_key", "rated_key"])
    assert rows.loc[("k2", "k1"), "next_step"] == "Meet"
    assert rows.loc[("k1", "k2"), "change"] == 2
    assert rows.loc[("k4", "k1"), "level_before"] == 5
    assert len(rows) == len(result.directions) == 11


def test_a_closed_institution_stays_out_where_it_does_not_belong(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    earlier(migrated_url, THEN)
    end(migrated_url, "k4", closed_on=date(2019, 5, 1))  # of municipality B
    assert "k4>k1" not in kinds(change(migrated_url, ags="03241001"))
    assert kinds(change(migrated_url, ags="03241002"))["k3>s2"] is K.SAME
    end(migrated_url, "k4", closed_on=date(2020, 9, 2))  # during the later round
    assert kinds(change(migrated_url))["k4>k1"] is K.NOT_AGAIN


def test_a_successor_inherits_one_rating_and_never_two(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    earlier(migrated_url, [("k4", "s2", 1), ("s2", "k4", 4), ("k3", "k4", 2), ("s1", "k4", 1)])
    end(migrated_url, "k4", successor_key="k3", closed_on=date(2019, 5, 1))
    result = change(migrated_url)
    assert kinds(result)["k3>s2"] is K.RISEN  # only the predecessor had rated
    assert kinds(result)["s2>k3"] is K.FALLEN
    assert kinds(result)["s1>k3"] is K.NOT_AGAIN
    assert result.inside_count == 1
    earlier(migrated_url, [("k3", "s2", 3)])
    assert kinds(change(migrated_url))["k3>s2"] is K.MERGED
    # the predecessor stood in another municipality: its rating is not lost there
    end(migrated_url, "k4", ags="03241001")
    assert kinds(change(migrated_url, ags="03241002"))["k3>s2"] is K.MERGED
    assert "s1>k4" not in kinds(change(migrated_url, ags="03241001"))


def test_a_chain_of_successors_ends_where_the_round_found_it(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    earlier(migrated_url, [("k4", "s2", 1)])
    end(migrated_url, "k4", successor_key="k3", closed_on=date(2019, 5, 1))
    end(migrated_url, "k3", successor_key="k2", closed_on=date(2025, 1, 1))
    assert kinds(change(migrated_url))["k3>s2"] is K.RISEN
    ends = institution_ends(reading_engine(migrated_url))
    assert ends[["key", "successor_key"]].to_numpy().tolist() == [["k3", "k2"], ["k4", "k3"]]


def test_an_institution_that_still_rates_has_gone_nowhere(migrated_url: str) -> None:
    fill(migrated_url, [("k4", "s2", 3), ("k3", "s2", 2)])
    earlier(migrated_url, [("k4", "s2", 1), ("k3", "s2", 2)])
    end(migrated_url, "k4", successor_key="k3")  # a merger without its day
    assert kinds(change(migrated_url)) == {"k4>s2": K.RISEN, "k3>s2": K.SAME}


def test_pair_filters_are_judged_in_the_later_round_and_claim_nothing(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    earlier(migrated_url, THEN)
    end(migrated_url, "k4", closed_on=date(2019, 5, 1))
    result = change(migrated_url, asymmetry_from=3)
    assert set(kinds(result)) == {"k1>k2", "k2>k1"}
    assert result.answer[-1] == OF_SOME_PAIRS
    # one side only, also in the earlier round: fits as a pair that has no difference to show
    unrated = change(migrated_url, only_unrated=True)
    assert set(kinds(unrated)) == {"s1>k2"}


def test_types_need_three_raters(migrated_url: str) -> None:
    ups = [("k1", "s1", 3), ("k2", "s1", 2), ("k3", "s2", 5), ("s1", "k1", 1)]
    fill(migrated_url, ups)
    earlier(migrated_url, [("k1", "s1", 2), ("k2", "s1", 2), ("k3", "s2", 1), ("s1", "k1", 5)])
    result = change(migrated_url)
    cells = {(cell.rater, cell.rated): cell for cell in result.type_changes}
    assert cells["kita", "schule"].balance == pytest.approx(2 / 3)
    assert cells["schule", "kita"].state is CellState.WITHHELD
    text = to_csv(result.type_table, result.provenance, language="en").decode()
    rows = [line.replace('"', "").split(",") for line in text.splitlines()[1:3]]
    assert rows[0][2:] == ["66.666667", "2", "1", "0", "3"]
    assert set(rows[1][2:]) == {"•"}


def test_waves_without_anything_in_common_say_so(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "k2", 3)])
    earlier(migrated_url, [("k2", "k1", 3)])
    result = change(migrated_url)
    assert "nothing can be compared. Rated for the first time: 1; not rated again: 1" in said(
        result
    )
    earlier(migrated_url, [("k1", "k2", 1)])
    assert "Only 1 institution rated in both rounds; at least 3" in said(change(migrated_url))


@pytest.mark.parametrize("chosen", [{"level_from": 3}, {"only_unrated": True}, {"sector": "x"}])
def test_pair_filters_where_neither_round_has_a_rating(
    migrated_url: str, chosen: dict[str, Any]
) -> None:
    """As in a municipality that nobody has rated yet."""
    fill(migrated_url, [])
    result = change(migrated_url, **chosen)
    assert not result.directions
    assert result.table.frame.empty
    assert "nothing can be compared" in said(result)


def test_only_an_earlier_round_can_be_compared_and_only_in_the_circle(migrated_url: str) -> None:
    fill(migrated_url, NOW)
    earlier(migrated_url, THEN)
    for wave, since in (("2018", "2020"), ("2018", "2018"), ("2020", "1066")):
        with pytest.raises(MeasureError) as caught:
            change(migrated_url, wave=wave, since=since)
        assert caught.value.message == NO_EARLIER_WAVE
    engine = reading_engine(migrated_url)
    known, public = lists(engine, prefixes=REGION), scope(migrated_url, circle=False)
    asked = CooperationChoice(wave="2020")
    with pytest.raises(MeasureError):
        wave_change(engine, asked, since="2018", scope=public, lists=known)
    with pytest.raises(MeasureError):
        asymmetry(engine, asked, scope=public, lists=known)
