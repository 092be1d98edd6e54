"""Bad input of the target system: refused with its cell, and what is stored counts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.ingest.conftest import complaints
from tests.unit.ingest.test_run import Importer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lib.ingest.report import Report
    from lib.store.boundaries import BoundaryLayer

    Checked = Callable[..., Report]

GOALS = "schluessel;ebene;uebergeordnetes_ziel;reihenfolge;titel_de\n"
TREE = f"{GOALS}L1;1;;1;Leit\nM1;2;L1;1;Mittel\n"
PLAIN = "schluessel;reihenfolge;name_de;einheit;richtung;zielart;quelle;verantwortung"
INDICATORS = f"{PLAIN};vergleichsindikator;teile;zielwert;zielwert_bis;zieljahr;mindestwerte\n"
VALUES = "indikator;ags;jahr;wert\n"


@pytest.fixture
def lite(base_url: str, tmp_path: Path, layer: BoundaryLayer) -> Importer:
    return Importer(tmp_path / "in", base_url, layer)


@pytest.fixture
def both(both_url: str, tmp_path: Path, layer: BoundaryLayer) -> Importer:
    return Importer(tmp_path / "in", both_url, layer)


def indicator(key: str, rest: str = ";;;;;", kind: str = "direction_only") -> str:
    """Return a row; `rest`: comparator, parts, target, its upper end, year, fewest values."""
    return f"{key};1;Name;%;1;{kind};Quelle;population;{rest}\n"


def cells(report: Report) -> list[tuple[int, str, str]]:
    return [(row, column, reason) for _, row, column, _, reason in complaints(report)]


def test_a_goal_above_itself(checked: Checked) -> None:
    report = checked(ziele=f"{GOALS}M1;2;M2;1;T\nM2;2;M1;1;T\n")
    assert cells(report) == [
        (2, "uebergeordnetes_ziel", "The goal would stand above itself: M1 → M2 → M1."),
        (3, "uebergeordnetes_ziel", "The goal would stand above itself: M2 → M1 → M2."),
    ]


def test_a_goal_above_itself_through_what_is_stored(lite: Importer) -> None:
    lite(ziele=TREE)
    ((row, column, reason),) = cells(lite(ziele=f"{GOALS}L1;1;M1;1;T\n"))
    assert (row, column) == (2, "uebergeordnetes_ziel")
    assert reason == "The goal would stand above itself: L1 → M1 → L1."


def test_a_goal_under_that_of_a_municipality_is_its_own(lite: Importer) -> None:
    head = GOALS.strip() + ";ags\n"
    town = f"{head}L1;1;;1;L;\nM1;2;L1;1;M;03241001\nH1;3;M1;1;H;03241001\n"
    assert not complaints(lite(ziele=town))
    report = lite(ziele=f"{head}H1;3;M1;1;H;\nH2;3;M1;2;H;03241002\nM2;2;L1;2;M;03241002\n")
    reason = "The goal above belongs to municipality 03241001; this one must name the same."
    assert cells(report) == [(2, "ags", reason), (3, "ags", reason)]


def test_duplicate_years_of_one_place(checked: Checked) -> None:
    values = f"{VALUES}I1;;2019;3\nI1;03241001;2019;4\nI1;;2019;3\n"
    (found,) = complaints(
        checked(indikatoren=f"{INDICATORS}{indicator('I1')}", indikatorwerte=values)
    )
    assert found[:2] == ("indikatorwerte.csv", 4)
    assert found[3] == "I1 · – · 2019"
    assert "already stands in row 2" in found[4]


@pytest.mark.parametrize("value", ["viele", "12 %", "ca. 5", "1.234.5", "–"])
def test_text_in_a_value(checked: Checked, value: str) -> None:
    values = f"{VALUES}I1;;2018;3\nI1;;2019;{value}\n"
    ((file, row, column, shown, _),) = complaints(
        checked(indikatoren=f"{INDICATORS}{indicator('I1')}", indikatorwerte=values)
    )
    assert (file, row, column, shown) == ("indikatorwerte.csv", 3, "wert", value)


@pytest.mark.parametrize(
    ("rows", "row", "column", "reason"),
    [
        ([("I1", "I1;;;;;")], 2, "vergleichsindikator", "compared with itself"),
        ([("I1", ";I1;;;;")], 2, "teile", "a part of itself"),
        ([("I1", ";I2;;;;"), ("I2", ";I3;;;;"), ("I3", ";;;;;")], 2, "teile",
         "“I2” is made of parts"),
        ([("I1", ";;5;5;;")], 2, "zielwert_bis", "greater than in “zielwert”"),
        ([("I1", ";;;5;;")], 2, "zielwert", "because “zielwert_bis” is filled"),
        ([("I1", ";;;;;3")], 2, "mindestwerte", "between 4 and 6"),
        ([("I1", "I9;;;;;")], 2, "vergleichsindikator", "I9"),
        ([("I1", ";I8|I9;;;;")], 2, "teile", "I8"),
    ],
)  # fmt: skip
def test_one_bad_cell_of_an_indicator(
    checked: Checked, rows: list[tuple[str, str]], row: int, column: str, reason: str
) -> None:
    text = INDICATORS + "".join(indicator(key, rest) for key, rest in rows)
    ((found_row, found_column, found),) = cells(checked(indikatoren=text))
    assert (found_row, found_column) == (row, column)
    assert reason in found


def test_comparators_in_a_circle(checked: Checked) -> None:
    text = INDICATORS + indicator("I1", "I2;;;;;") + indicator("I2", "I1;;;;;") + indicator("I3")
    said = "These indicators are compared with each other in a circle: "
    assert cells(checked(indikatoren=text)) == [
        (2, "vergleichsindikator", f"{said}I1 → I2 → I1."),
        (3, "vergleichsindikator", f"{said}I2 → I1 → I2."),
    ]


def test_circles_through_what_is_stored(lite: Importer) -> None:
    lite(
        indikatoren=INDICATORS + indicator("I1", "I2;;;;;") + indicator("I2")
        + indicator("K", ";I1;;;;")
    )  # fmt: skip
    ((_, column, reason),) = cells(lite(indikatoren=INDICATORS + indicator("I2", "I1;;;;;")))
    assert (column, "I2 → I1 → I2" in reason) == ("vergleichsindikator", True)
    ((_, column, reason),) = cells(lite(indikatoren=INDICATORS + indicator("I1", "I2;I2;;;;")))
    assert (column, reason) == (
        "teile",
        "The indicator is a part of “K”; a part needs values of its own.",
    )


def test_indicators_arrive_whatever_their_order(both: Importer) -> None:
    """What others are compared with is stored first, on both databases."""
    rows = indicator("I1", "I2;;;;;") + indicator("K", ";I1|I2;;;;") + indicator("I2", "I3;;;;;")
    text = INDICATORS + rows + indicator("I3")
    assert both.counts(indikatoren=text) == [(4, 0, 0)]
    stored = {row["key"]: row for row in both.rows("indicator")}
    assert [stored[key]["comparator_key"] for key in ("I1", "I2", "I3")] == ["I2", "I3", None]
    assert stored["I1"]["minimum_values"] == 6
    parts = both.rows("indicator_part", "part_key")
    assert [(row["indicator_key"], row["part_key"]) for row in parts] == [("K", "I1"), ("K", "I2")]
    assert both.counts(indikatoren=text) == [(0, 0, 4)]


def test_further_targets_beside_the_main_one(both: Importer) -> None:
    reach = indicator("I1", ";;5;;2025;", "reach_by_year")
    targets = "indikator;zieljahr;zielwert;zielwert_bis\nI1;2030;6;\nI1;2035;7;8\n"
    assert both(indikatoren=INDICATORS + reach, weitere_ziele=targets).is_written
    changed = targets.replace("2030;6", "2030;6,5")
    assert both.counts(weitere_ziele=changed) == [(0, 1, 1)]
    found = both.rows("indicator_target", "year")
    assert [(row["year"], row["value"], row["value_to"]) for row in found] == [
        (2030, 6.5, None),
        (2035, 7.0, 8.0),
    ]
    twice = "indikator;zieljahr;zielwert\nI1;2025;6\nI1;;6\nI1;2040;1\nI1;2040;2\n"
    assert [(row, column) for row, column, _ in cells(both(weitere_ziele=twice))] == [
        (2, "zieljahr"),  # the main target's year
        (3, "zieljahr"),  # a target to be reached needs a year
        (5, ""),
    ]
    moved = indicator("I1", ";;5;;2030;", "reach_by_year")
    ((row, column, reason),) = cells(both(indikatoren=INDICATORS + moved))
    assert (row, column, "A further target" in reason) == (2, "zieljahr", True)


def test_only_a_break_suspends(checked: Checked) -> None:
    header = "indikator;jahr;wert;zeitreihenbruch;bewertung_ausgesetzt\n"
    text = INDICATORS + indicator("I1")
    ((row, column, reason),) = cells(
        checked(indikatoren=text, indikatorwerte=f"{header}I1;2018;1;ja;ja\nI1;2019;2;nein;ja\n")
    )
    assert (row, column) == (3, "bewertung_ausgesetzt")
    assert "Only a series break" in reason


def test_needs_of_a_goal_have_no_direction(both: Importer) -> None:
    header = "ziel;einrichtungsart_a;einrichtungsart_b;gewuenschte_stufe\n"
    both(ziele=TREE, kooperationsbedarf=f"{header}M1;kita;grundschule;3\nM1;kita;kita;2\n")
    assert both.counts(kooperationsbedarf=f"{header}M1;grundschule;kita;4\n") == [(0, 1, 0)]
    found = both.rows("goal_cooperation", "wanted_level")
    assert [(row["type_a_code"], row["type_b_code"], row["wanted_level"]) for row in found] == [
        ("kita", "kita", 2),
        ("grundschule", "kita", 4),
    ]
    twice = f"{header}M1;kita;grundschule;3\nM1;grundschule;kita;3\nM1;kita;kita;0\n"
    assert [(row, column) for row, column, _ in cells(both(kooperationsbedarf=twice))] == [
        (3, ""),
        (4, "gewuenschte_stufe"),
    ]


def test_measures_milestones_and_proposals_arrive_as_written(both: Importer) -> None:
    both(
        ziele=TREE,
        massnahmen="schluessel;ziel;titel_de;status;beginn;budget_de;foerderung;foerderung_ende\n"
        "MN;M1;T;läuft;01.01.2020;12.000 €;Land;30.06.2022\n",
        meilensteine="schluessel;massnahme;titel_de;faellig_am;erledigt_am\nA;MN;T;31.03.2020;\n",
        vorlagen="schluessel;ziel;gremium;sitzung_am;beschluss_de\nV;M1;Ausschuss;;Weiter\n",
        vorlagen_optionen="vorlage;reihenfolge;titel_de\nV;2;Zwei\nV;1;Eins\n",
    )
    assert both.rows("measure")[0]["funding_source"] == "Land"
    assert both.rows("milestone")[0]["done_on"] is None
    assert both.rows("proposal")[0]["decision_de"] == "Weiter"
    options = both.rows("proposal_option", "position")
    assert [row["title_de"] for row in options] == ["Eins", "Zwei"]
    bad = both(
        massnahmen="schluessel;ziel;titel_de;status;beginn;foerderung_ende\n"
        "MN;M1;T;läuft;01.01.2020;31.12.2019\n",
        meilensteine="schluessel;massnahme;titel_de;faellig_am\nB;X;T;31.03.2020\n",
    )
    assert [(row, column) for row, column, _ in cells(bad)] == [
        (2, "foerderung_ende"),
        (2, "massnahme"),
    ]
