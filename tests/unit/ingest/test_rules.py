"""Bad content: every fault is named with file, row, column, value and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.ingest.report import MAX_DETAILS, BadCell, Findings, show
from lib.text import msg, render
from tests.unit.ingest.conftest import EAST, OFFER_HEADER, WEST, complaints, offers

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.ingest.report import Report

    Checked = Callable[..., Report]


def test_correct_offers_pass(checked: Checked) -> None:
    report = checked(angebote=offers({}, {"ags": "", "breitengrad": "", "laengengrad": ""}))
    assert complaints(report) == []
    assert [(c.table, c.added, c.updated, c.unchanged) for c in report.counts] == [
        ("offer", 2, 0, 0)
    ]
    assert not report.is_written


@pytest.mark.parametrize(
    ("change", "column", "value", "reason"),
    [
        ({"name": ""}, "name", "", "must not be empty"),
        ({"einrichtung": "kitta"}, "einrichtung", "kitta", "Did you mean “kita”?"),
        ({"einrichtung": "zzz"}, "einrichtung", "zzz", "Possible are: amt, kita and schule"),
        ({"status": "offen"}, "status", "offen", "Unknown value"),
        ({"alter_von": "4"}, "alter_bis", "2", "not be smaller than in “alter_von”"),
        ({"gueltig_bis": "01.08.2019"}, "gueltig_bis", "01.08.2019", "after 1 Aug 2019"),
        ({"gueltig_von": "30.02.2019"}, "gueltig_von", "30.02.2019", "does not exist"),
        ({"ags": "99999999"}, "ags", "99999999", "does not stand in “gemeinden”"),
        ({"laengengrad": ""}, "laengengrad", "", "because “breitengrad” is filled"),
        ({"breitengrad": "9,5", "laengengrad": "52,5"}, "breitengrad", "9,5", "outside the extent"),
        ({"ags": EAST}, "ags", EAST, ("says Oststadt (03241002), but the coordinates 52.5000 / "
         "9.5000 lie in Weststadt (03241001)")),
        ({"regionsweit": "ja"}, "regionsweit", "ja", "has no place"),
        ({"handlungsfelder": "sozial|sozal"}, "handlungsfelder", "sozial|sozal", "“sozial”"),
        ({"handlungsfelder": "03. Jun"}, "handlungsfelder", "03. Jun", "into a date"),
        ({"name": "x" * 301}, "name", "x" * 59 + "…", "at most 300"),
        ({"name": "a\x1b[31mb"}, "name", "a�[31mb", "control character"),
    ],
)  # fmt: skip
def test_one_bad_cell_of_an_offer(
    checked: Checked, change: dict[str, str], column: str, value: str, reason: str
) -> None:
    ((file, row, *rest),) = complaints(checked(angebote=offers({}, change)))
    assert (file, row) == ("angebote.csv", 3)
    assert rest[:2] == [column, value]
    assert reason in rest[2]


def test_every_bad_cell_is_reported_at_once(checked: Checked) -> None:
    bad = {"name": "", "status": "?", "alter_von": "x", "gueltig_von": "heute", "ags": "1"}
    report = checked(
        angebote=offers(bad, {}, bad),
        ziele="schluessel;ebene;uebergeordnetes_ziel;reihenfolge;titel_de\nL;9;;1;T\n",
    )
    rows = [(file, row) for file, row, *_ in complaints(report)]
    assert rows == [("angebote.csv", 2)] * 5 + [("angebote.csv", 4)] * 5 + [("ziele.csv", 2)]
    assert report.counts == ()


def test_a_bad_cell_gives_no_follow_up_faults(checked: Checked) -> None:
    report = checked(angebote=offers({"laengengrad": "x"}, {"gueltig_von": "x"}))
    assert [(row, column) for _, row, column, *_ in complaints(report)] == [
        (2, "laengengrad"),
        (3, "gueltig_von"),
    ]


def test_place_near_a_border_does_not_contradict(checked: Checked) -> None:
    near = {"ags": WEST, "laengengrad": "10,001"}  # 68 m east of the border
    far = {"ags": WEST, "laengengrad": "10,01"}
    assert [row for _, row, *_ in complaints(checked(angebote=offers(near, far)))] == [3]


def test_coordinates_outside_without_ags(checked: Checked) -> None:
    report = checked(angebote=offers({"ags": "", "laengengrad": "13,4"}))
    assert "outside the extent" in complaints(report)[0][4]


def test_offers_that_count_nowhere_are_noted(checked: Checked) -> None:
    lost = {"ags": "", "breitengrad": "", "laengengrad": ""}
    report = checked(angebote=offers({}, lost, lost | {"regionsweit": "ja"}))
    assert report.is_clean
    assert [render(note.text, "en")[:30] for note in report.notes] == [
        "1 offer has neither place nor "
    ]


def test_duplicates_within_and_between_files(checked: Checked) -> None:
    again = offers({}).splitlines()[1]
    report = checked(
        angebote=f"{OFFER_HEADER}\n{again}\n", angebote_2=f"{OFFER_HEADER}\n{again}\n{again}\n"
    )
    assert complaints(report) == [
        ("angebote_2.csv", 2, "schluessel", "a1",
         "The same key already stands in angebote.csv, row 2."),
        ("angebote_2.csv", 3, "schluessel", "a1",
         "The same key already stands in angebote.csv, row 2."),
    ]  # fmt: skip
    within = checked(angebote=offers({}) + again, angebote_2=offers())
    assert [reason for *_, reason in complaints(within)] == [
        "The same key already stands in row 2."
    ]


def test_references_may_point_into_the_same_import(checked: Checked) -> None:
    new = "schluessel;name;einrichtungsart;traegerart\nneu;Neue Kita;kita;frei\n"
    report = checked(einrichtungen=new, angebote=offers({"einrichtung": "neu"}))
    assert complaints(report) == []


def test_reference_into_an_empty_table_names_the_templates(checked: Checked) -> None:
    text = "indikator;jahr;wert\nI1;2019;3\n"
    assert "“monitor templates”" in complaints(checked(indikatorwerte=text))[0][4]


RATING = "erhebungsrunde;einschaetzende_einrichtung;eingeschaetzte_einrichtung;datum;stufe"
GOAL = "schluessel;ebene;uebergeordnetes_ziel;reihenfolge;titel_de"
TREE = f"{GOAL}\nL1;1;;1;Leit\nM1;2;L1;1;Mittel\nH1;3;M1;1;Handlung\n"
INDICATOR = (
    "schluessel;ziel;reihenfolge;name_de;einheit;richtung;zielart;quelle;verantwortung;"
    "ausgangsjahr;ausgangswert;zielwert;zieljahr"
)
_I = "I1;;1;Name;%;1;{kind};Quelle;population;{rest}"


@pytest.mark.parametrize(
    ("files", "row", "column", "reason"),
    [
        ({"einschaetzungen": f"{RATING}\n2020;kita;kita;17.03.2020;3\n"}, 2,
         "eingeschaetzte_einrichtung", "does not rate itself"),
        ({"einschaetzungen": f"{RATING}\n2020;kita;amt;17.03.2020;6\n"}, 2, "stufe",
         "between 0 and 5"),
        ({"einschaetzungen": f"{RATING}\n2020;kita;amt;17.03.2020;3\n2020;kita;amt;18.03.2020;4\n"},
         3, "", "already stands in row 2"),
        ({"kooperationspaare": "erhebungsrunde;einrichtung_a;einrichtung_b\n2020;kita;amt\n"
          "2020;amt;kita\n"}, 3, "", "already stands in row 2"),
        ({"vereinbarungen": "schluessel;einrichtung_a;einrichtung_b;titel;gueltig_von\n"
          "v;kita;kita;T;01.01.2020\n"}, 2, "einrichtung_b", "two different ones"),
        ({"ziele": f"{GOAL}\nM1;2;;1;T\n"}, 2, "uebergeordnetes_ziel", "is missing"),
        ({"ziele": f"{TREE}L2;1;L1;1;T\n"}, 5, "uebergeordnetes_ziel", "no goal above"),
        ({"ziele": f"{TREE}H2;3;L1;1;T\n"}, 5, "uebergeordnetes_ziel", "exactly one level up"),
        ({"ziele": f"{TREE}H3;3;H3;1;T\n"}, 5, "uebergeordnetes_ziel", "above itself: H3 → H3"),
        ({"ziele": f"{TREE}H3;3;fehlt;1;T\n"}, 5, "uebergeordnetes_ziel", "does not stand in"),
        ({"massnahmen": "schluessel;ziel;titel_de;status;beginn;ende\n"
          "m;L1;T;läuft;02.01.2020;01.01.2020\n", "ziele": TREE}, 2, "ende",
         "not come before 2 Jan 2020"),
        ({"indikatoren": f"{INDICATOR}\n{_I.format(kind='reach_by_year', rest=';;5;')}\n"}, 2,
         "zieljahr", "needs a target year"),
        ({"indikatoren": f"{INDICATOR}\n{_I.format(kind='reach_by_year', rest=';;;2020')}\n"}, 2,
         "zielwert", "needs a target value"),
        ({"indikatoren": f"{INDICATOR}\n{_I.format(kind='hold_every_year', rest=';;;')}\n"}, 2,
         "zielwert", "needs a target value"),
        ({"indikatoren": f"{INDICATOR}\n{_I.format(kind='direction_only', rest='2015;;;')}\n"}, 2,
         "ausgangswert", "must not be empty because “ausgangsjahr”"),
        ({"indikatoren": f"{INDICATOR}\n{_I.format(kind='direction_only', rest=';;;')}\n",
          "indikatorwerte": "indikator;ags;jahr;wert\nI1;;2019;3\nI1;;2019;4\n"}, 3, "",
         "already stands in row 2"),
        ({"netzwerke": "schluessel;name\nn;Netz\n",
          "sitzungen": "schluessel;netzwerk;steuerungsgremium;datum\ns;;;05.11.2019\n"}, 2,
         "netzwerk", "either the network or the steering body"),
        ({"netzwerke": "schluessel;name\nn;Netz\n",
          "sitzungen": "schluessel;netzwerk;datum;teilnehmende;davon_eltern\n"
          "s;n;05.11.2019;4;5\n"}, 2, "davon_eltern", "More parents than participants"),
        ({"entscheidungen": "ags;lebensphase;beschlossen_am;gueltig_bis;gremium;begruendung\n"
          f"{WEST};0-3;12.02.2020;12.02.2020;G;B\n"}, 2, "gueltig_bis", "come after 12 Feb 2020"),
        ({"erhebungsrunden": "code;bezeichnung_de;bezeichnung_en;beginn;ende\n"
          "w;a;b;02.03.2020;01.03.2020\n"}, 2, "ende", "not come before 2 Mar 2020"),
        ({"lebensphasen": "code;reihenfolge;bezeichnung_de;bezeichnung_en;alter_von;"
          "alter_bis_unter\nx;9;a;b;3;3\n"}, 2, "alter_bis_unter", "greater than in"),
        ({"uebergaenge": "code;reihenfolge;bezeichnung_de;bezeichnung_en;von_phase;zu_phase\n"
          "x;9;a;b;0-3;0-3\n"}, 2, "zu_phase", "two different ones"),
    ],
)  # fmt: skip
def test_rules_of_the_other_tables(
    checked: Checked, files: dict[str, str], row: int, column: str, reason: str
) -> None:
    ((_, found_row, found_column, _, found),) = complaints(checked(**files))
    assert (found_row, found_column) == (row, column)
    assert reason in found


def test_goals_may_come_in_any_order_and_from_two_files(checked: Checked) -> None:
    header, *rows = TREE.splitlines()
    backwards = "\n".join([header, *reversed(rows[1:])])
    report = checked(ziele=backwards, ziele_2=f"{header}\n{rows[0]}\n")
    assert complaints(report) == []


def test_long_reports_are_counted_in_full_but_kept_in_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lib.ingest.report.MAX_DETAILS", 2)
    findings = Findings()
    for row in range(5):
        findings.add(msg("Text"), file="f", row=row)
    assert (findings.bad_count, len(findings.bad)) == (5, 2)
    assert findings.bad[0] == BadCell("f", 0, "", "", msg("Text"))
    assert MAX_DETAILS >= 10_000


def test_shown_values_cannot_steer_a_terminal() -> None:
    assert show("a\x1b[2Jb\nc\u202ed") == "a�[2Jb⏎c�d"
    assert len(show("x" * 10**6)) == 60
