"""Ratings summed up in the circle: figures by hand and in plain Python, filters, orders, words."""

from __future__ import annotations

import shutil
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import CooperationChoice, Scope
from lib.insights.cooperation_groups import group_matrix
from lib.insights.cooperation_matrix import CooperationMatrix, MatrixKind, MatrixOrder
from lib.store.engine import reading_engine
from lib.store.queries import cooperation as queries
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

REGION = ("03241",)
OPEN = [("k1", "s1", 1), ("k2", "s1", 3), ("k3", "s2", 5), ("k4", "s2", 4)]
FEW = [("s1", "k1", 4), ("s2", "k1", 2)]


@pytest.fixture
def case(sqlite_template: Path, tmp_path: Path) -> Callable[..., str]:
    def make(ratings: Iterable[tuple[str, str, int]], **more: Any) -> str:
        path = tmp_path / f"case{len(list(tmp_path.iterdir()))}.sqlite"
        shutil.copy(sqlite_template, path)
        fill(f"sqlite:///{path}", ratings, **more)
        return f"sqlite:///{path}"

    return make


@pytest.fixture(scope="module")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    build_sample_database(path)
    return f"sqlite:///{path}"


def matrix(
    url: str,
    kind: MatrixKind = MatrixKind.TYPES,
    *,
    order: MatrixOrder = MatrixOrder.TYPE,
    circle: bool = True,
    **chosen: Any,
) -> CooperationMatrix:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    scope = Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )
    asked = CooperationChoice(**{"wave": "2020", **chosen})
    return group_matrix(
        engine, asked, kind=kind, scope=scope, lists=known, order=order, language="en"
    )


def code(found: CooperationMatrix, row: str, column: str) -> str:
    rows = [line.key for line in found.rows]
    columns = [line.key for line in found.columns]
    return found.codes[rows.index(row) * len(columns) + columns.index(column)]


def said(found: CooperationMatrix) -> str:
    return " ".join(render(sentence, "en") for sentence in found.answer)


def test_types_by_hand(case: Callable[..., str]) -> None:
    found = matrix(case([*OPEN, *FEW]))
    assert [line.key for line in found.rows] == ["kita", "schule", "amt"]
    assert found.is_square
    cell = found.cells["kita", "schule"]
    assert (cell.median, cell.lower_quartile, cell.upper_quartile) == (3.5, 2.5, 4.25)
    assert cell.distribution == (0, 1, 0, 1, 1, 1)
    # half a level takes the colour of the lower one
    assert code(found, "kita", "schule") == "3"
    assert found.numbers[1] == 3.5
    assert code(found, "schule", "kita") == "x"  # two raters only
    assert code(found, "amt", "kita") == "-"
    assert code(found, "amt", "amt") == "="
    assert found.withholds
    assert len(found.table.frame) == 9
    assert "In 1 of 1 type pairs" in said(found)


def test_no_contact_is_a_level_and_not_missing(case: Callable[..., str]) -> None:
    found = matrix(case([("k1", "a1", 0), ("k2", "a1", 0), ("k3", "a1", 0)]))
    assert code(found, "kita", "amt") == "0"
    assert found.cells["kita", "amt"].median == 0
    assert code(found, "amt", "kita") == "-"
    assert "no contact" in said(found) or "0" in said(found)


def test_no_withheld_figure_leaves_the_insight(case: Callable[..., str]) -> None:
    found = matrix(case([*OPEN, *FEW], criteria={("s1", "k1"): (4, 4, 4)}))
    cell = found.cells["schule", "kita"]
    assert cell.state is CellState.WITHHELD
    assert (cell.distribution, cell.criteria, cell.raters) == ((), (), "")
    frame = found.table.frame
    row = frame[(frame["median_state"] == "withheld")]
    assert len(row) == 1
    assert row.select_dtypes("number").isna().all().all()


def test_municipality_by_type_by_hand(case: Callable[..., str]) -> None:
    ratings = [("k1", "s2", 2), ("k2", "s2", 4), ("s3", "s2", 4), ("a1", "k1", 5)]
    found = matrix(case(ratings), MatrixKind.MUNICIPALITIES)
    assert [line.key for line in found.rows] == ["03241001", "03241002", "region"]
    assert found.cells["03241001", "schule"].median == 4
    assert found.cells["03241001", "schule"].ratings_count == 3
    assert code(found, "region", "kita") == "x"
    assert code(found, "region", "amt") == "="
    assert code(found, "03241002", "kita") == "-"


def test_criteria_by_hand(case: Callable[..., str]) -> None:
    criteria = {
        ("k1", "s1"): (0, 2, None),
        ("k2", "s1"): (4, 2, None),
        ("k3", "s2"): (5, None, 1),
    }
    found = matrix(case(OPEN, criteria=criteria), MatrixKind.CRITERIA)
    assert [line.key for line in found.rows] == [
        "level",
        "knowledge_level",
        "bindingness_level",
        "regularity_level",
    ]
    assert found.cells["level", "schule"].median == 3.5
    assert found.cells["knowledge_level", "schule"].median == 4
    assert code(found, "bindingness_level", "schule") == "x"
    assert code(found, "knowledge_level", "kita") == "-"


@pytest.mark.parametrize("kind", [MatrixKind.TYPES, MatrixKind.MUNICIPALITIES])
def test_sample_against_plain_python(sample_url: str, kind: MatrixKind) -> None:
    found = matrix(sample_url, kind)
    engine = reading_engine(sample_url)
    rows = queries.ratings(engine, queries.RatingFilter(wave="2020"), prefixes=REGION)
    hosts = queries.institutions(engine, queries.RatingFilter(wave="2020"), prefixes=REGION)
    place = dict(zip(hosts["key"], hosts["ags"], strict=True))
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in rows.to_dict("records"):
        first = row["rater_type"] if kind is MatrixKind.TYPES else place[row["rater_key"]]
        groups.setdefault((first or "region", row["rated_type"]), []).append(row)
    for ends, cell in found.cells.items():
        group = groups.get(ends, [])
        if len({row["rater_key"] for row in group}) >= 3:
            assert cell.median == median(row["level"] for row in group)
            assert sum(cell.distribution) == len(group)
        else:
            assert cell.state is not CellState.VALUE
            assert (cell.state is CellState.WITHHELD) == bool(group)


def test_filters_narrow_the_ratings_and_hide_empty_lines(case: Callable[..., str]) -> None:
    both = [("k1", "s1", 1), ("k2", "s1", 3), ("k3", "s1", 5), ("s1", "k1", 4)]
    found = matrix(case(both), asymmetry_from=3)
    assert found.cells["kita", "schule"].state is CellState.WITHHELD
    assert [line.key for line in found.rows] == ["kita", "schule"]
    assert (found.hidden_rows, found.hidden_columns) == (1, 1)
    low = matrix(case(both), level_from=4)
    assert not low.rows
    assert "In 0 of 1" in said(low)
    high = matrix(case(both), level_from=3, level_to=3)
    assert code(high, "kita", "schule") == "3"
    assert 1 not in high.faint
    assert {0, 2, 3} <= high.faint
    assert "No rating fits" in said(matrix(case(both), asymmetry_from=5))


def test_unrated_counts_the_pairs_nobody_rated(case: Callable[..., str]) -> None:
    url = case(OPEN, pairs=[pair("k1", "s1")])
    found = matrix(url, only_unrated=True)
    # 4 x 3 pairs of day-care centre and school, 4 of them rated
    assert found.numbers[1] == 8
    assert found.numbers[0] == 6  # pairs within the day-care centres
    assert set(found.codes) == {"-", "="}
    by_place = matrix(url, MatrixKind.MUNICIPALITIES, only_unrated=True)
    columns = [line.key for line in by_place.columns]
    assert by_place.numbers[columns.index("amt")] == 4  # k1, k2, s1, s3 and the office
    assert "8" in said(found)


@pytest.mark.parametrize("kind", [kind for kind in MatrixKind if kind != "einrichtungen"])
@pytest.mark.parametrize("order", [MatrixOrder.ALPHABETICAL, MatrixOrder.SIMILAR])
def test_orders_move_cells_but_change_none(
    sample_url: str, kind: MatrixKind, order: MatrixOrder
) -> None:
    usual, other = matrix(sample_url, kind), matrix(sample_url, kind, order=order)
    assert sorted(usual.codes) == sorted(other.codes)
    assert {line.key for line in usual.columns} == {line.key for line in other.columns}
    assert usual.answer == other.answer
    for row in (line.key for line in usual.rows):
        for column in (line.key for line in usual.columns):
            assert code(usual, row, column) == code(other, row, column)
    if order is MatrixOrder.ALPHABETICAL:
        labels = [render(line.label, "en").casefold() for line in other.columns]
        assert labels == sorted(labels)


def test_protected_and_empty(case: Callable[..., str]) -> None:
    with pytest.raises(MeasureError, match="circle"):
        matrix(case(OPEN), circle=False)
    assert "nobody has rated" in said(matrix(case([])))
    assert "no survey round" in said(matrix(case([], waves=False), wave=""))
    assert "too few institutions" in said(matrix(case(FEW)))
