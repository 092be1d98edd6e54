"""The page of one indicator through AppTest: comparison, working, targets, presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.text import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

PAGE = "zielsystem.py"
TOWN = "03241005"


def words(app: AppTest) -> str:
    html = [element.proto.body for element in app.get("html")]
    kinds = (app.markdown, app.caption, app.subheader, app.info, app.warning)
    parts = [element.value for kind in kinds for element in kind]
    return " ".join([*parts, *html]).replace("\\", "").replace("\u00a0", " ")


def picture(app: AppTest) -> str:
    """What the browser gets for the one chart: its rows and words as they are sent."""
    (chart,) = app.get("vega_lite_chart")
    assert chart.proto
    sent: bytes = chart.proto.SerializeToString()
    return sent.decode("utf-8", errors="replace")


def columns(app: AppTest) -> list[set[str]]:
    return [{str(name) for name in table.value.columns} for table in app.dataframe]


def test_status_working_and_facts_stand_on_the_page(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="sprachstand")
    assert not app.exception
    text = words(app)
    for part in (
        "Keine politische Bewertung und keine Prognose",
        "Mittlere jährliche Veränderung: +1,06 Prozentpunkte",
        "Was gemessen wird",
        "Ansprechstelle:",
        "Nächste Aktualisierung: 31.03.2022",
        "Weiteres Ziel: 80,0 % bis 2025",
        "Ziel für 2030:",
        "Maßnahmen des Ziels",
        "Rechenweg: Sonne (Wettersymbole (Destatis), 2020)",
    ):
        assert part in text.replace("**", ""), part
    assert {"Schritt", "Jahr", "Wert", "Einheit", "So gerechnet"} in columns(app)
    downloads = [element.key or "" for element in app.get("download_button")]
    assert "rechenweg_sprachstand_CSV" in downloads


def test_the_other_method_has_its_own_working(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="en", indikator="sprachstand", verfahren="eurostat")
    assert not app.exception
    text = words(app)
    assert "Pace: " in text
    assert "Observed growth a year: +1.41 %" in text
    assert "Mean yearly change" not in text
    assert "Path of even growth to the target" in picture(app)


def test_all_places_in_one_picture_name_each_line(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="u8-teilnahme", vergleich="zusammen", kommune=TOWN)
    assert not app.exception
    assert all(name in picture(app) for name in ("Garbsen", "Lehrte", "Region Hannover"))
    assert "liegen die Kommunen zwischen" in words(app)
    table = app.dataframe[0].value
    assert list(table.iloc[:, 0])[:2] == ["Region Hannover", "Barsinghausen"]
    assert app.query_params["vergleich"] == "zusammen"


def test_counts_leave_the_region_out_and_say_so(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="familienhebammen", vergleich="zusammen")
    assert "Garbsen" in picture(app)
    assert "Region Hannover" not in picture(app)
    assert "Die Zahl der ganzen Region ist nicht eingezeichnet" in words(app)
    assert "erreichen den Zielwert" not in words(app)


def test_each_place_by_itself_shows_missing_ones_as_not_stated(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="familienhebammen", vergleich="einzeln")
    assert not app.exception
    unknown = render(CELL_STATE_LABELS[CellState.UNKNOWN], "de")
    assert all(text in picture(app) for text in ("Barsinghausen", "Wunstorf", unknown))


@pytest.mark.parametrize(
    ("key", "has_target"), [("u8-teilnahme", True), ("rueckstellungen", False)]
)
def test_small_pictures_explain_their_lines(
    open_page: OpenPage, key: str, has_target: bool
) -> None:
    app = open_page(PAGE, lang="de", indikator=key, vergleich="einzeln")
    assert "Überall derselbe Maßstab; grau: die Region insgesamt" in words(app)
    assert ("gestrichelt: der Zielwert" in words(app)) is has_target


def test_a_stale_comparison_in_the_address_falls_back(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="sprachstand", vergleich="<b>")
    assert not app.exception
    assert "vergleich" not in app.query_params


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("gesund-aufwachsen", "den Ausschlag gibt „Kinder mit Übergewicht bei der Einschulung“"),
        ("u8-benachteiligt", "Vergleichswert: Teilnahme an der Früherkennungsuntersuchung U8"),
        ("kinder-je-fachkraft", "Zielwert: 3,0 bis 4,0 Kinder je Fachkraft bis 2025"),
        ("haltung-befragung", "bewertet nach nur 4 Werten statt sechs"),
        ("ansprechperson-beruf", "Bewertung ausgesetzt"),
        ("familienzentren-sprachen", "war bis 31.05.2021 erwartet und ist überfällig"),
        ("verzeichnis-aufrufe", "Dieser Indikator gehört zu keinem Ziel."),
        ("u8-teilnahme", "Später korrigierte Werte"),
        ("betreuungsquote-u3", "A – 01.08.2013: Rechtsanspruch auf einen Platz"),
    ],
)
def test_every_special_case_is_said(open_page: OpenPage, key: str, sentence: str) -> None:
    app = open_page(PAGE, lang="de", indikator=key)
    assert not app.exception
    assert sentence in words(app).replace("**", "")


def test_an_overdue_update_is_said_once(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="familienzentren-sprachen")
    assert len(app.warning) == 1
    assert "Nächste Aktualisierung" not in words(app)


def test_a_part_opens_its_own_page(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", indikator="gesund-aufwachsen")
    app.button(key="open_part_zahngesundheit").click().run()
    assert app.query_params["indikator"] == "zahngesundheit"
    app.button(key="clear_indicator").click().run()
    assert "indikator" not in app.query_params


@pytest.mark.parametrize("compared", ["ohne", "zusammen", "einzeln"])
def test_presentation_has_the_picture_and_no_controls(open_page: OpenPage, compared: str) -> None:
    app = open_page(PAGE, lang="de", view="vortrag", indikator="sprachstand", vergleich=compared)
    assert not app.exception
    assert picture(app)
    assert not app.selectbox
    assert not app.get("button_group")
    assert not app.dataframe
    assert "Region Hannover" in words(app)
    assert ("Spielgruppen für Kinder" in words(app)) is (compared != "einzeln")


@pytest.mark.parametrize("method", ["wetter", "eurostat"])
def test_in_the_target_year_itself_nothing_is_continued(open_page: OpenPage, method: str) -> None:
    app = open_page("zielsystem.py", indikator="schulden-kinder", jahr="2018", verfahren=method)
    assert not app.exception
    assert not app.error  # the frame catches what a page raises and says so here
