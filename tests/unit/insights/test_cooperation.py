"""Cooperation by type and by pair: figures by hand, protection under attack, words."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import (
    NO_RATINGS,
    NO_WAVE,
    CooperationChoice,
    Scope,
    TypeMatrix,
    level_label,
    type_matrix,
)
from lib.insights.cooperation_cells import type_cells
from lib.insights.cooperation_detail import NO_LEVEL, agreement_status, pair_detail
from lib.report.exports import to_csv
from lib.store.engine import reading_engine
from lib.store.queries import cooperation as queries
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

REGION = ("03241",)
# three day-care centres rate two schools: medians 3, and 2 ratings the other way
OPEN = [("k1", "s1", 1), ("k2", "s1", 3), ("k3", "s2", 5), ("k4", "s2", 3)]
FEW = [("s1", "k1", 4), ("s2", "k1", 2)]


@pytest.fixture
def case(sqlite_template: Path, tmp_path: Path) -> Callable[..., str]:
    def make(ratings: Iterable[tuple[str, str, int]], **more: Any) -> str:
        path = tmp_path / f"case{len(list(tmp_path.iterdir()))}.sqlite"
        shutil.copy(sqlite_template, path)
        fill(f"sqlite:///{path}", ratings, **more)
        return f"sqlite:///{path}"

    return make


def scope(url: str, *, circle: bool = True, names: tuple[str, ...] = ()) -> Scope:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    return Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
        level_names=names,
    )


def types(url: str, *, circle: bool = True, **chosen: Any) -> TypeMatrix:
    asked = CooperationChoice(**{"wave": "2020", **chosen})
    return type_matrix(reading_engine(url), asked, scope=scope(url, circle=circle))


def cell(matrix: TypeMatrix, rater: str, rated: str) -> Any:
    return next(one for one in matrix.cells if (one.rater, one.rated) == (rater, rated))


def said(matrix: Any) -> str:
    return " ".join(render(sentence, "en") for sentence in matrix.answer)


# --- by type -----------------------------------------------------------------------------------
def test_figures_of_a_cell_by_hand(case: Callable[..., str]) -> None:
    criteria = {("k1", "s1"): (0, 2, None), ("k2", "s1"): (4, 2, None), ("k3", "s2"): (5, None, 1)}
    shown = cell(types(case(OPEN, criteria=criteria)), "kita", "schule")
    assert shown.state is CellState.VALUE
    assert (shown.median, shown.lower_quartile, shown.upper_quartile) == (3.0, 2.5, 3.5)
    assert shown.distribution == (0, 1, 0, 2, 0, 1)
    assert (shown.ratings_count, render(shown.raters, "en")) == (4.0, "4")
    states = [state for _, state, _ in shown.criteria]
    assert states == [CellState.VALUE, CellState.WITHHELD, CellState.WITHHELD]
    assert shown.criteria[0][2] == 4.0


def test_no_contact_not_rated_withheld_and_impossible_differ(case: Callable[..., str]) -> None:
    zero = [("k1", "a1", 0), ("k2", "a1", 0), ("k3", "a1", 0)]
    matrix = types(case([*zero, *FEW]))
    assert cell(matrix, "kita", "amt").median == 0.0
    assert cell(matrix, "amt", "kita").state is CellState.UNKNOWN
    assert cell(matrix, "schule", "kita").state is CellState.WITHHELD
    assert np.isnan(cell(matrix, "schule", "kita").median)
    assert cell(matrix, "schule", "kita").distribution == ()
    assert cell(matrix, "amt", "amt").state is CellState.NOT_COMPUTABLE
    notes = matrix.table.frame.set_index(["rater_type", "rated_type"])["note"]
    assert render(notes["schule", "kita"], "en") == "withheld: too few institutions"
    assert render(notes["amt", "kita"], "en") == "not rated"


def test_answer_follows_the_minimum_level(case: Callable[..., str]) -> None:
    url = case([*OPEN, *FEW])
    assert said(types(url)).startswith(
        "In 1 of 1 type pairs with enough ratings, the median reaches at least Level 3; rated at "
        "all are 2 of 8 possible pairs. It is lowest (3) in 1 type pair: kita → schule."
    )
    assert "In 0 of 1 type pairs" in said(types(url, level_from=4))


def test_answers_where_nothing_can_be_said(case: Callable[..., str]) -> None:
    assert types(case([], waves=False), wave="").answer == (NO_WAVE,)
    url = case([("k1", "s1", 5), ("k1", "s2", 5)])
    assert types(url, wave="2018").answer == (NO_RATINGS,)
    assert said(types(url)).startswith("Nothing can be said: 1 type pair is rated")


def test_types_without_an_institution_have_no_row(case: Callable[..., str]) -> None:
    matrix = types(case(OPEN), life_phase="0-3")
    assert matrix.types == ()
    assert matrix.table.frame.empty


def test_level_names_of_the_operator() -> None:
    names = ("a", "b", "Koordination", "d", "e")
    assert render(level_label(3, names), "de") == "Stufe 3 „Koordination“"
    assert render(level_label(0, names), "de") == "kein Kontakt"


# --- outside the circle ------------------------------------------------------------------------
def published(matrix: TypeMatrix) -> str:
    """Everything that leaves the house: table, words, cells."""
    return (
        to_csv(matrix.table, matrix.provenance, language="en").decode()
        + said(matrix)
        + repr(matrix.cells)
    )


def test_filters_that_would_allow_subtracting_are_ignored(case: Callable[..., str]) -> None:
    url = case([*OPEN, *FEW], phases=("k1", "s1"))
    whole = published(types(url, circle=False))
    for narrowed in ({"ags": "03241001"}, {"life_phase": "0-3"}, {"level_from": 5}):
        assert published(types(url, circle=False, **narrowed)) == whole
        assert published(types(url, **narrowed)) != published(types(url))


def test_one_rated_institution_is_withheld_outside_only(case: Callable[..., str]) -> None:
    url = case([("k1", "a1", 5), ("k2", "a1", 5), ("k3", "a1", 4)])
    assert cell(types(url), "kita", "amt").state is CellState.VALUE
    assert cell(types(url, circle=False), "kita", "amt").state is CellState.WITHHELD


def test_no_exact_counts_and_no_quartiles_of_few_outside(case: Callable[..., str]) -> None:
    shown = cell(types(case(OPEN), circle=False), "kita", "schule")
    assert (shown.state, shown.median) == (CellState.VALUE, 3.0)
    assert shown.distribution == ()
    assert np.isnan([shown.ratings_count, shown.lower_quartile, shown.upper_quartile]).all()
    assert render(shown.raters, "en") == "3–4"
    matrix = types(case(OPEN), circle=False)
    assert "ratings_count" not in [column.key for column in matrix.table.columns]
    assert matrix.table.frame[["ratings_count", "raters_count", "mean"]].isna().all().all()


def test_single_pairs_are_refused_outside_the_circle(case: Callable[..., str]) -> None:
    url = case(OPEN)
    outside = scope(url, circle=False)
    engine = reading_engine(url)
    with pytest.raises(MeasureError, match="only within the circle"):
        pair_detail(engine, wave="2020", rater_key="k1", rated_key="s1", scope=outside)


@pytest.fixture(scope="module")
def sample(project_root: Path) -> tuple[pd.DataFrame, list[tuple[str, int]]]:
    """Ratings of the sample's newest wave, and its types."""
    folder = project_root / "data" / "sample"
    hosts = pd.read_csv(folder / "institution.csv").set_index("key")["type_code"]
    raw = pd.read_csv(folder / "cooperation_rating.csv")
    raw = raw[raw["wave_code"] == raw["wave_code"].max()].reset_index(drop=True)
    raw["rater_type"] = raw["rater_key"].map(hosts)
    raw["rated_type"] = raw["rated_key"].map(hosts)
    return raw, list(Counter(hosts).items())


def outside(ratings: pd.DataFrame, kinds: list[tuple[str, int]]) -> pd.DataFrame:
    return type_cells(ratings, kinds, shows_single_pairs=False)


def test_attack_withheld_cells_leave_no_trace(
    sample: tuple[pd.DataFrame, list[tuple[str, int]]],
) -> None:
    """Any other ratings in the withheld cells give the very same publication.

    So nothing that is published, alone or in any combination, depends on a withheld rating.
    """
    ratings, kinds = sample
    honest = outside(ratings, kinds)
    hidden = honest.loc[honest["state"] == "withheld", ["rater_type", "rated_type"]]
    assert len(hidden) > 50
    ends = pd.MultiIndex.from_frame(ratings[["rater_type", "rated_type"]])
    inside = ends.isin(list(hidden.itertuples(index=False, name=None)))
    random = np.random.default_rng(1)
    for lie in (0, 5, random.integers(0, 6, int(inside.sum()))):
        forged = ratings.copy()
        for column in ("level", "knowledge_level", "bindingness_level", "regularity_level"):
            was_rated = inside & forged[column].notna()
            forged.loc[was_rated, column] = lie if np.isscalar(lie) else lie[was_rated[inside]]
        pd.testing.assert_frame_equal(outside(forged, kinds), honest)


def test_attack_counts_of_withheld_cells_cannot_be_subtracted(
    sample: tuple[pd.DataFrame, list[tuple[str, int]]],
) -> None:
    """Leaving out a rating of each cell that has two of them changes nothing that is published."""
    ratings, kinds = sample
    honest = outside(ratings, kinds)
    by = ["rater_type", "rated_type"]
    size = ratings.groupby(by)["level"].transform("size")
    seconds = ratings[(size == 2) & ratings.duplicated(by)]
    assert len(seconds) > 20
    pd.testing.assert_frame_equal(outside(ratings.drop(seconds.index), kinds), honest)


@settings(max_examples=25, deadline=None)
@given(
    levels=st.lists(st.integers(0, 5), min_size=3, max_size=7),
    repeats=st.integers(0, 2),
)
def test_attack_no_single_rating_follows_from_a_published_cell(
    levels: list[int], repeats: int
) -> None:
    """For each rating in a published cell another one would give the same publication."""
    raters = [f"r{index % (len(levels) - repeats)}" for index in range(len(levels))]
    frame = pd.DataFrame(
        {
            "rater_key": raters,
            "rated_key": [f"d{index}" for index in range(len(levels))],
            "rater_type": "r",
            "rated_type": "d",
            "level": levels,
            "knowledge_level": np.nan,
            "bindingness_level": np.nan,
            "regularity_level": np.nan,
        }
    )
    kinds = [("r", 9), ("d", 9)]
    honest = outside(frame, kinds)
    if (honest["state"] != "value").all():
        return
    for index in range(len(levels)):
        assert any(
            outside(frame.assign(level=other), kinds).equals(honest)
            for other in _others(levels, index)
        ), f"rating {index} of {levels} is revealed"


def _others(levels: list[int], index: int) -> Iterable[list[int]]:
    """Other ratings in which `index` differs: exchanged with another, or changed alone."""
    for partner, value in enumerate(levels):
        if value != levels[index]:
            swapped = list(levels)
            swapped[index], swapped[partner] = value, levels[index]
            yield swapped
    for value in set(range(6)) - {levels[index]}:
        yield [*levels[:index], value, *levels[index + 1 :]]


def test_sample_medians_against_plain_python(
    sample: tuple[pd.DataFrame, list[tuple[str, int]]],
) -> None:
    ratings, kinds = sample
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in ratings.to_dict("records"):
        groups.setdefault((row["rater_type"], row["rated_type"]), []).append(row)
    cells = type_cells(ratings, kinds, shows_single_pairs=True)
    for row in cells.to_dict("records"):
        group = groups.get((row["rater_type"], row["rated_type"]), [])
        enough = len({one["rater_key"] for one in group}) >= 3
        expected = "value" if enough else ("withheld" if group else "unknown")
        assert row["state"] == expected
        if enough:
            assert row["median"] == median(one["level"] for one in group)
            assert sum(row[f"count_{level}"] for level in range(6)) == len(group)


# --- one pair ----------------------------------------------------------------------------------
def test_pair_detail_in_words(case: Callable[..., str]) -> None:
    stated = pair(
        "k1",
        "s1",
        agreed_level=3,
        agreed_on=date(2020, 11, 1),
        next_step="Übergabebogen",
        next_step_owner="Leitung",
        next_step_due_on=date(2020, 9, 1),
    )
    agreement = {
        "key": "v",
        "institution_a_key": "k1",
        "institution_b_key": "s1",
        "title": "Vertrag",
        "valid_from": date(2019, 1, 1),
        "valid_to": date(2020, 12, 1),
    }
    url = case(
        [("k1", "s1", 4), ("s1", "k1", 2)],
        criteria={("k1", "s1"): (5, None, 0)},
        pairs=[stated],
        agreements=[agreement],
    )
    engine = reading_engine(url)
    detail = pair_detail(engine, wave="2020", rater_key="s1", rated_key="k1", scope=scope(url))
    assert [one.level for one in detail.directions] == [2, 4]
    assert [level for _, level in detail.directions[1].criteria] == [5, NO_LEVEL, 0]
    assert "Haus k1 rates the cooperation 2 levels higher" in render(detail.asymmetry, "en")
    assert render(detail.pair_level, "en") == "Pair level: Level 3 (agreed by both)."
    assert [render(line, "en") for line in detail.agreed] == [
        "Agreed level: Level 3, on 1 Nov 2020.",
        "Next step: Übergabebogen",
        "In charge: Leitung",
        "Planned by 1 Sept 2020; this date has passed.",
    ]
    assert [render(line, "en") for line in detail.agreements] == [
        "Vertrag: expires soon, on 30 Nov 2020."
    ]
    alone = pair_detail(engine, wave="2018", rater_key="k1", rated_key="s1", scope=scope(url))
    assert "Neither side" in render(alone.asymmetry, "en")
    assert alone.agreed == ()


@pytest.mark.parametrize("ends", [("k1", "k1"), ("k1", "nobody"), ("k1", "far")])
def test_pairs_that_do_not_exist(case: Callable[..., str], ends: tuple[str, str]) -> None:
    url = case(OPEN)
    with pytest.raises(MeasureError, match="does not exist"):
        pair_detail(
            reading_engine(url),
            wave="2020",
            rater_key=ends[0],
            rated_key=ends[1],
            scope=scope(url),
        )


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2021, 1, 2), None, "holds from"),
        (date(2021, 1, 1), None, "open-ended"),
        (date(2020, 1, 1), date(2021, 1, 1), "expired, held until 31 Dec 2020"),
        (date(2020, 1, 1), date(2021, 1, 2), "expires soon, on 1 Jan 2021"),
        (date(2020, 1, 1), date(2021, 7, 4), "valid until 3 Jul 2021"),
    ],
)
def test_agreement_status(starts: date, ends: date | None, words: str) -> None:
    assert words in render(agreement_status("T", starts, ends, date(2021, 1, 1)), "en")


def test_queries_know_nothing_of_protection_but_insights_do(case: Callable[..., str]) -> None:
    """The store gives single ratings; what leaves the insight outside the circle does not."""
    url = case([*OPEN, *FEW])
    raw = queries.ratings(reading_engine(url), queries.RatingFilter(wave="2020"), prefixes=REGION)
    assert "Haus k1" in set(raw["rater_name"])
    assert "Haus" not in published(types(url, circle=False))
