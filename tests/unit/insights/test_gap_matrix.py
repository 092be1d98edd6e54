"""The gap matrix: the sample against plain Python over its files, scenarios, and small cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point
from sqlalchemy import delete, insert

from lib.domain.gaps import GapState, GapThresholds
from lib.domain.scenario import AddedOffer, Scenario
from lib.insights.gap_cell import reason
from lib.insights.gap_matrix import GapMatrix, gap_matrix
from lib.insights.gap_table import gap_table, offers_of_cell
from lib.settings import ROOT
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database
from tests.unit.insights.test_overview import BATCH
from tests.unit.store.test_gap_queries import decision
from tests.unit.store.test_offer_queries import DAY, fill, offer

if TYPE_CHECKING:
    from collections.abc import Iterable

NEWEST = date(2021, 6, 30)
TODAY = NEWEST.isoformat()
PHASES = ("schwangerschaft", "0-3", "3-6", "6-10", "10-16", "16-18")


@pytest.fixture(scope="module")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_sample_database(tmp_path_factory.mktemp("gaps") / "sample.sqlite")


def fill_with_import(url: str, offers: list[dict[str, object]]) -> None:
    fill(url, offers)
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.import_batch), BATCH)


def ask(
    url: str, *, on: date = NEWEST, thresholds: GapThresholds | None = None, **chosen: Any
) -> GapMatrix:
    engine = reading_engine(url)
    return gap_matrix(
        engine,
        OfferFilter(on=on, **chosen),
        thresholds=thresholds or GapThresholds(),
        prefixes=(),
        extent_name="Testkreis",
        lists=lists(engine, prefixes=()),
        state=data_state(engine),
    )


def words(matrix: GapMatrix) -> str:
    return " ".join(render(sentence, "en") for sentence in matrix.answer)


# --- an independent computation: rows of the files, loops, no query ---
def months_before(day: date, months: int) -> date:
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()


def file(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / name, dtype=str, keep_default_na=False)


Rows = list[dict[str, str]]


def sample_offers() -> Rows:
    """Offers of the file; the import finds the municipality of those that give only a point."""
    rows = file("sample/offer.csv").to_dict("records")
    borders = gpd.read_file(ROOT / "geo" / "region_hannover.geojson").set_index("ags").geometry
    for row in rows:
        if not row["ags"] and row["latitude"]:
            point = Point(float(row["longitude"]), float(row["latitude"]))
            row["ags"] = borders.index[borders.contains(point)][0]
    return rows


def is_active(row: dict[str, str], field: str) -> bool:
    if row["status"] != "active" or row["valid_from"] > TODAY:
        return False
    if row["valid_to"] and row["valid_to"] <= TODAY:
        return False
    return not field or field in row["field_codes"].split("|")


def columns_of(row: dict[str, str], phases: pd.DataFrame, links: pd.DataFrame) -> Iterable[str]:
    low, high = int(row["minimum_age_years"]), int(row["maximum_age_years"])
    for code in phases.index:
        start, end = (int(phases.loc[code, f"age_{side}_years"]) for side in ("from", "to"))
        if low < end and high >= start:
            yield code
    for code in links.index:
        border = int(phases.loc[links.loc[code, "to_phase_code"], "age_from_years"])
        if code in row["transition_codes"].split("|") or low < border <= high:
            yield f"u~{code}"


def decided_cells() -> set[tuple[str, str]]:
    return {
        (row["ags"], row["life_phase_code"])
        for row in file("sample/gap_decision.csv").to_dict("records")
        if row["decided_on"] <= TODAY and (not row["valid_to"] or row["valid_to"] > TODAY)
    }


def judged(rows: Rows, *, children: float, wanted: float, limit: str) -> str:
    if not rows:
        return "gap"
    if not any(limit < row["last_confirmed_on"] <= TODAY for row in rows):
        return "unclear"
    return "thin" if len(rows) / children < wanted else "covered"


def expected(*, share: float, months: int, field: str) -> dict[tuple[str, str], tuple[str, int]]:
    """State and number of offers of each cell, by municipality and column."""
    phases = file("base/life_phase.csv").set_index("code")
    links = file("base/transition.csv").set_index("code")
    census = file("context/gemeinden.csv").set_index("ags")
    census = census[census.index.str.startswith("03241")]
    found: dict[tuple[str, str], Rows] = {}
    for row in sample_offers():
        if is_active(row, field):
            for ags in {row["ags"], *row["service_area_ags"].split("|")} & set(census.index):
                for column in columns_of(row, phases, links):
                    found.setdefault((ags, column), []).append(row)
    limit = months_before(NEWEST, months).isoformat()
    states = {}
    for column in [*phases.index, *(f"u~{code}" for code in links.index)]:
        phase = links.loc[column[2:], "to_phase_code"] if column.startswith("u~") else column
        children = census[phases.loc[phase, "children_indicator_code"]].astype(float)
        offers = {ags: found.get((ags, column), []) for ags in census.index}
        wanted = share * sum(map(len, offers.values())) / children.sum()
        for ags, rows in offers.items():
            state = judged(rows, children=children[ags], wanted=wanted, limit=limit)
            if (ags, column) in decided_cells() and state != "covered":
                state = "none_meant"
            states[ags, column] = (state, len(rows))
    return states


@pytest.mark.parametrize(
    ("share", "months", "field"),
    [(50, 24, ""), (75, 12, ""), (50, 24, "kulturell"), (100, 24, "materiell")],
)
def test_the_sample_equals_an_independent_computation(
    sample_url: str, share: int, months: int, field: str
) -> None:
    thresholds = GapThresholds(thin_below_share_pct=share, unclear_after_months=months)
    matrix = ask(sample_url, thresholds=thresholds, field=field)
    cells = matrix.cells
    found = {
        (row["ags"], row["column"]): (row["state"], row["offers_count"])
        for row in cells.to_dict("records")
    }
    wanted = expected(share=share / 100, months=months, field=field)
    assert len(wanted) == 21 * 11
    assert found == wanted
    assert len(set(cells["state"])) >= 4


# --- the answer and its cells ---
def test_columns_alternate_between_phases_and_transitions(sample_url: str) -> None:
    columns = ask(sample_url).columns
    assert [column.code for column in columns if not column.is_transition] == list(PHASES)
    assert [column.is_transition for column in columns] == [False, True] * 5 + [False]


def test_the_answer_counts_what_the_cells_show(sample_url: str) -> None:
    matrix = ask(sample_url)
    states = matrix.cells.groupby(matrix.cells["column"].str.startswith("u~"))["state"]
    numbers = states.value_counts()
    for between in (False, True):
        assert f"{numbers[between, 'gap']} gaps" in words(matrix)
    assert len(matrix.urgent) == 5
    assert render(matrix.urgent[0].title, "en") in words(matrix)
    missing = [cell.missing_offers for cell in matrix.urgent]
    assert missing == sorted(missing, reverse=True)
    assert {cell.state for cell in matrix.urgent} <= {GapState.GAP, GapState.THIN}


def test_every_cell_has_a_reason_in_both_languages(sample_url: str) -> None:
    matrix = ask(sample_url)
    every = matrix.of(tuple(ags for ags, _ in matrix.areas))
    assert len(every) == len(matrix.cells)
    for cell in every:
        for language in ("de", "en"):
            text = render(reason(cell, matrix.thresholds), language)
            assert "nan" not in text.split()
            assert "{" not in text
            if cell.state in {GapState.COVERED, GapState.THIN}:
                assert str(cell.offers_count) in text


def test_a_cell_lists_the_offers_that_it_counts(sample_url: str) -> None:
    matrix = ask(sample_url)
    engine = reading_engine(sample_url)
    for cell in matrix.of(("03241016", "03241001")):
        table = offers_of_cell(
            engine, OfferFilter(on=NEWEST), ags=cell.ags, column=cell.column.key, title=cell.title
        )
        assert len(table.frame) == cell.offers_count


def test_the_decision_stands_in_the_cell_with_body_and_day(sample_url: str) -> None:
    cell = ask(sample_url).cell("03241020", "16-18")
    assert cell is not None
    assert cell.state is GapState.NONE_MEANT
    text = render(reason(cell, GapThresholds()), "de")
    assert all(part in text for part in ("11.02.2020", "Kommunale Steuergruppe", "Busverbindung"))


def test_no_such_cell(sample_url: str) -> None:
    matrix = ask(sample_url)
    assert matrix.cell("03241001", "u~gone") is None
    assert matrix.cell("99999999", "0-3") is None


# --- scenario ---
def test_an_added_offer_closes_a_gap_and_the_cell_knows_what_was_before(sample_url: str) -> None:
    before = ask(sample_url)
    gap = before.urgent[0]
    assert gap.state is GapState.GAP
    added = AddedOffer(gap.column.code, gap.ags, 10)
    after = ask(sample_url, scenario=Scenario(added=(added, added)))
    cell = after.cell(gap.ags, gap.column.key)
    assert cell is not None
    assert (cell.before, cell.offers_before, cell.offers_count) == (GapState.GAP, 0, 2)
    assert cell.state is GapState.COVERED
    assert cell.is_changed
    old, new = (matrix.cells["state"].eq("gap").sum() for matrix in (before, after))
    assert new == old - 1
    assert f"{new} instead of {old} gaps" in words(after)
    note = render(after.provenance.notes[0], "en")
    assert note == "Scenario: 2 offers added; not the reported data."
    changed = [c for c in after.of(tuple(a for a, _ in after.areas)) if c.is_changed]
    assert {c.column.key for c in changed} == {gap.column.key}


def test_a_removed_offer_opens_a_gap(sample_url: str) -> None:
    before = ask(sample_url)
    engine = reading_engine(sample_url)
    single = next(
        cell
        for cell in before.of(tuple(ags for ags, _ in before.areas))
        if cell.offers_count == 1 and not cell.column.is_transition
    )
    offers = offers_of_cell(
        engine, OfferFilter(on=NEWEST), ags=single.ags, column=single.column.key, title=""
    )
    after = ask(sample_url, scenario=Scenario(removed=(str(offers.frame.loc[0, "key"]),)))
    cell = after.cell(single.ags, single.column.key)
    assert cell is not None
    assert cell.state is GapState.GAP
    assert cell.before is single.state


def test_the_table_says_all_and_names_the_state_before(sample_url: str) -> None:
    matrix = ask(sample_url)
    cells = matrix.of(("03241016",))
    table = gap_table(cells, matrix.thresholds, with_scenario=False, caption="")
    assert list(table.frame["state"].map(lambda text: render(text, "de"))) == [
        {"covered": "gedeckt", "thin": "dünn", "gap": "Lücke", "unclear": "unklar"}[cell.state]
        for cell in cells
    ]
    assert "before" not in [column.key for column in table.columns]
    with_before = gap_table(cells, matrix.thresholds, with_scenario=True, caption="")
    assert "before" in [column.key for column in with_before.columns]
    unclear = [cell.state is GapState.UNCLEAR for cell in cells]
    assert any(unclear)
    assert list(table.state("missing_offers") == "not_computable") == unclear


# --- bad input ---
def link(url: str) -> None:
    with writing_engine(url).begin() as connection:
        connection.execute(
            schema.transition.insert(),
            {
                "code": "x",
                "position": 1,
                "label_de": "x",
                "label_en": "x",
                "from_phase_code": "0-3",
                "to_phase_code": "3-6",
            },
        )


def states(matrix: GapMatrix) -> dict[tuple[str, str], str]:
    return {(row["name"], row["column"]): row["state"] for row in matrix.cells.to_dict("records")}


def test_small_case_on_both_databases(migrated_url: str) -> None:
    fill_with_import(
        migrated_url,
        [
            offer("spans", maximum_age_years=4, last_confirmed_on=DAY),
            offer("old", ags="03241002", last_confirmed_on=date(2017, 1, 1)),
        ],
    )
    link(migrated_url)
    with writing_engine(migrated_url).begin() as connection:
        rows = [decision("03241003", date(2019, 1, 1), None, "why")]
        connection.execute(schema.gap_decision.insert(), rows)
    assert states(ask(migrated_url, on=DAY)) == {
        ("A", "s"): "gap",
        ("A", "0-3"): "covered",
        ("A", "u~x"): "covered",
        ("A", "3-6"): "covered",
        ("B", "s"): "gap",
        ("B", "0-3"): "unclear",
        ("B", "u~x"): "gap",
        ("B", "3-6"): "gap",
        ("C", "s"): "no_report",
        ("C", "0-3"): "none_meant",
        ("C", "u~x"): "no_report",
        ("C", "3-6"): "no_report",
    }


def test_no_children_and_unknown_children_are_said(migrated_url: str) -> None:
    fill_with_import(
        migrated_url,
        [offer(f"o{ags}", ags=f"0324100{ags}", last_confirmed_on=DAY) for ags in (2, 3)],
    )
    matrix = ask(migrated_url, on=DAY)
    none, unknown = matrix.cell("03241002", "0-3"), matrix.cell("03241003", "0-3")
    assert none is not None
    assert unknown is not None
    assert none.state is unknown.state is GapState.COVERED
    assert render(reason(none, matrix.thresholds), "en").startswith("1 offer; no children live")
    assert "is not known" in render(reason(unknown, matrix.thresholds), "en")
    empty = matrix.cell("03241002", "s")
    assert empty is not None
    assert empty.state is GapState.GAP
    assert "no children live" in render(reason(empty, matrix.thresholds), "en")


def test_no_offers_at_all_is_a_sentence(migrated_url: str) -> None:
    fill_with_import(migrated_url, [])
    matrix = ask(migrated_url, on=DAY)
    nothing = "No municipality has reported an offer yet: nothing can be said."
    assert words(matrix) == nothing
    assert set(matrix.cells["state"]) == {"no_report"}
    assert matrix.urgent == ()
    assert [column.key for column in matrix.columns] == ["s", "0-3", "3-6"]
    with writing_engine(migrated_url).begin() as connection:
        connection.execute(
            insert(schema.gap_decision), [decision("03241001", date(2020, 1, 1), None, "-")]
        )
    assert words(ask(migrated_url, on=DAY)) == nothing  # a decision reports no offer


def test_a_day_before_all_data_is_a_sentence(migrated_url: str) -> None:
    fill_with_import(migrated_url, [offer("a", last_confirmed_on=DAY)])
    matrix = ask(migrated_url, on=date(2001, 1, 1))
    assert words(matrix) == "In Testkreis, no offer is active on this day and in this selection."


def test_one_municipality_alone_is_its_own_region(migrated_url: str) -> None:
    fill_with_import(migrated_url, [offer("a", last_confirmed_on=DAY)])
    with writing_engine(migrated_url).begin() as connection:
        connection.execute(
            delete(schema.context_value).where(schema.context_value.c.ags != "03241001")
        )
        connection.execute(
            delete(schema.municipality).where(schema.municipality.c.ags != "03241001")
        )
    matrix = ask(migrated_url, on=DAY)
    assert states(matrix) == {("A", "s"): "gap", ("A", "0-3"): "covered", ("A", "3-6"): "gap"}
    assert "2 gaps and 0 thin spots" in words(matrix)
