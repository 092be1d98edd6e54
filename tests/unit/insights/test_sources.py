"""Inventory, sources, import log and methods as the page shows them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from xstatic.pkg import leaflet, leaflet_markercluster

from lib.domain.vocabulary import CellState
from lib.insights import inventory, methods, sources
from lib.insights.types import SAMPLE_LABEL
from lib.report.exports import to_csv
from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries.state import DataState, data_state
from lib.text import LANGUAGES, render
from tests.sample_database import build_sample_database

#: Tables that only link rows of others; a reader never asks for them.
LINKS = {
    "institution_life_phase",
    "offer_field",
    "offer_service_area",
    "offer_transition",
    "measure_offer",
    "goal_life_phase",
    "indicator_part",
    "import_batch",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    path = tmp_path_factory.mktemp("inventory") / "sample.sqlite"
    return reading_engine(build_sample_database(path))


@pytest.fixture(scope="module")
def insight(engine):
    return inventory.inventory(engine, state=data_state(engine))


@pytest.fixture
def empty(migrated_url):
    state = DataState(
        version=1,
        is_sample=False,
        reference_date=date(2020, 1, 2),
        earliest_date=date(2020, 1, 2),
    )
    return inventory.inventory(reading_engine(migrated_url), state=state)


def said(texts, language="de"):
    return " ".join(render(text, language) for text in texts)


def test_every_table_has_a_name_and_a_question_for_every_share(insight):
    tables = {name for name, table in schema.metadata.tables.items() if "is_kept" not in table.info}
    assert set(inventory.TABLE_NAMES) | LINKS == tables
    assert set(insight.completeness.frame.index) == set(inventory.QUESTIONS)


def test_answer_counts_the_csv_files_of_the_sample(insight):
    offers = pd.read_csv("data/sample/offer.csv", dtype=str)
    on = pd.Timestamp("2021-06-30")
    ends = pd.to_datetime(offers["valid_to"])
    active = offers[
        (offers["status"] == "active")
        & (pd.to_datetime(offers["valid_from"]) <= on)
        & (ends.isna() | (ends > on))
    ]
    confirmed = pd.to_datetime(active["last_confirmed_on"]) > on - pd.DateOffset(years=1)
    share = round(100 * confirmed.mean())
    assert said(insight.answer) == (
        f"Die Datenbank enthält {len(offers)} Angebote von "
        f"{offers['institution_key'].nunique()} Einrichtungen. {share} % der aktiven Angebote "
        "wurden in den letzten 12 Monaten bestätigt. Datenstand 30.06.2021."
    )
    never = int(active["last_confirmed_on"].isna().sum())
    assert f"{never} aktive Angebote wurden nie bestätigt." in said(insight.provenance.lines())


def test_answer_takes_singular_and_says_when_nothing_is_active():
    state = DataState(
        version=1,
        is_sample=False,
        reference_date=date(2020, 1, 2),
        earliest_date=date(2020, 1, 2),
    )
    none = dict.fromkeys(("within_12", "within_24", "older", "never"), 0)
    answer = inventory._answer(offers=1, providers=1, confirmations=none, state=state)
    assert said(answer) == (
        "Die Datenbank enthält 1 Angebot von 1 Einrichtung. Am 02.01.2020 ist keines davon aktiv. "
        "Datenstand 02.01.2020."
    )


def test_contents_keep_rows_dates_and_origin_of_the_sample(insight):
    rows = insight.contents.frame.assign(table=list(inventory.TABLE_NAMES)).set_index("table")
    assert rows.loc["offer", "rows_count"] == len(pd.read_csv("data/sample/offer.csv"))
    ratings = pd.read_csv("data/sample/cooperation_rating.csv")
    assert render(rows.loc["cooperation_rating", "newest"], "en") == pd.Timestamp(
        ratings["rated_on"].max()
    ).strftime("%-d %b %Y")
    observations = pd.read_csv("data/sample/observation.csv")
    assert rows.loc["observation", "oldest"] == str(observations["year"].min())
    assert rows.loc["offer", "origin"] == SAMPLE_LABEL
    assert render(rows.loc["municipality", "origin"], "de") == "keine Beispieldaten"
    assert render(rows.loc["life_phase", "meaning"], "de") == "ohne Datum"


def test_origin_tells_mixed_tables_from_pure_ones():
    imports = pd.DataFrame(
        {"sample_count": [1, 1, 0], "own_count": [0, 2, 1]}, index=["pure", "mixed", "own"]
    )
    assert inventory._origin("pure", 5, imports) == SAMPLE_LABEL
    assert render(inventory._origin("mixed", 5, imports), "de") == "teilweise Beispieldaten"
    assert render(inventory._origin("own", 5, imports), "de") == "keine Beispieldaten"
    assert render(inventory._origin("unlogged", 5, imports), "de") == "keine Beispieldaten"
    assert inventory._origin("pure", 0, imports) == ""


def test_zero_no_report_and_not_stated_are_three_things(empty):
    frame = empty.contents.frame
    assert set(frame["rows_count"]) == {0}
    assert set(empty.contents.state("rows_count")) == {CellState.VALUE.value}
    by_table = dict(zip(inventory.TABLE_NAMES, frame["oldest_state"], strict=True))
    assert by_table["offer"] == CellState.NO_REPORT.value
    assert inventory._date_cell(None, 3) == ("", CellState.UNKNOWN.value)
    shares = empty.completeness
    assert set(shares.state("share_pct")) == {CellState.NO_REPORT.value}
    assert shares.frame["share_pct"].isna().all()
    assert "keine Meldung" in to_csv(shares, empty.provenance, language="de").decode("utf-8-sig")
    assert said(empty.answer) == "Die Datenbank enthält noch keine Angebote. Datenstand 02.01.2020."


def test_a_share_of_zero_is_a_value():
    shares = pd.DataFrame({"key": ["goal_indicator"], "part_count": [0], "whole_count": [4]})
    table = inventory._completeness(shares)
    assert table.frame["share_pct"].tolist() == [0.0]
    assert table.state("share_pct").tolist() == [CellState.VALUE.value]


def listed(engine, **given):
    given = {"boundary_attribution": "© BKG", "boundary_stand": "2023-12-31"} | given
    return sources.sources(engine, state=data_state(engine), **given)


def test_official_figures_are_grouped_by_source_and_none_is_lost(engine):
    found = listed(engine)
    official = [source for source in found if render(source.subject, "en") == "Official figures"]
    lines = pd.read_csv("data/base/context_indicator.csv", dtype=str)
    assert {source.attribution for source in official} == set(lines["source"])
    assert len(official) == lines["source"].nunique() < len(lines)
    covered = said((source.covers for source in official), "de")
    assert all(label in covered for label in lines["label_de"])
    assert sum(int(re.match(r"\d+", render(s.covers, "de"))[0]) for s in official) == len(lines)


def test_boundaries_name_their_source_and_say_so_if_the_file_has_none(engine):
    first = listed(engine)[0]
    assert (first.attribution, render(first.stand, "de")) == ("© BKG", "31.12.2023")
    nameless = listed(engine, boundary_attribution="", boundary_stand="Anfang 2024")[0]
    assert render(nameless.attribution, "de") == "Die Grenzdatei nennt keine Quelle."
    assert nameless.stand == "Anfang 2024"


def test_reported_data_are_sample_data_exactly_when_the_state_says_so(engine):
    assert "Beispieldaten" in render(listed(engine)[-1].attribution, "de")
    own = DataState(
        version=1,
        is_sample=False,
        reference_date=date(2020, 1, 2),
        earliest_date=date(2020, 1, 2),
    )
    last = sources.sources(engine, state=own, boundary_attribution="", boundary_stand="")[-1]
    assert "Beispieldaten" not in render(last.attribution, "de")


def test_software_is_what_the_browser_gets():
    found = {item.name: item for item in sources.bundled_software()}
    assert (found["Leaflet"].licence, found["jQuery"].licence) == ("BSD-2-Clause", "MIT")
    served = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    assert f"Leaflet {found['Leaflet'].version}," in served[:200]
    clusters = found["Leaflet.markercluster"]
    source = Path(leaflet_markercluster.BASE_DIR) / "leaflet.markercluster-src.js"
    assert f"Leaflet.markercluster {clusters.version}+" in source.read_text(encoding="utf-8")[:200]
    assert clusters.licence == "MIT"


def test_version_is_the_packages_own():
    project = Path("pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{sources.monitor_version()}"' in project


def test_import_log_is_readable_and_newest_first(engine):
    table, provenance = sources.import_log(engine, state=data_state(engine))
    frame = table.frame
    assert "Sitzungen" in said(frame["name"])
    assert set(frame["checksum"].str.len()) == {sources.CHECKSUM_LENGTH}
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d UTC", render(frame["imported_at"][0], "de"))
    sample = dict(zip(frame["file_name"], frame["is_sample"], strict=True))
    assert render(sample["offer.csv"], "de") == "ja"
    assert render(sample["life_phase.csv"], "de") == "nein"
    assert provenance.is_sample


def test_import_log_of_an_empty_database_is_an_empty_table(migrated_url):
    state = DataState(
        version=1,
        is_sample=False,
        reference_date=date(2020, 1, 2),
        earliest_date=date(2020, 1, 2),
    )
    table, _ = sources.import_log(reading_engine(migrated_url), state=state)
    assert table.frame.empty
    assert {column.key for column in table.columns} == set(table.frame.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_methods_are_found_by_anchor_and_a_stale_one_finds_none(language):
    document = methods.methods(language)
    assert document.find("offer-density").text
    assert document.find("offer-density").title in {"Angebotsdichte", "Offer density"}
    assert document.find("gibt-es-nicht") is None
    assert document.introduction
    assert "{#" not in document.introduction + "".join(s.text + s.title for s in document.sections)


def test_links_to_files_keep_their_words_and_web_links_stay():
    document = methods.parse(
        "# T\n\nIntro [a](b.md).\n\n## One {#one}\n\nSee [x](../y.md) and [z](https://z.de).\n"
    )
    assert document.introduction == "Intro a."
    assert document.sections == (methods.Method("one", "One", "See x and [z](https://z.de)."),)


def test_a_missing_document_is_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setitem(methods.FILES, "de", tmp_path / "none.md")
    methods.methods.cache_clear()
    with pytest.raises(methods.MethodsError) as caught:
        methods.methods("de")
    assert render(caught.value.message, "de") == "Die Beschreibung der Methoden fehlt: none.md."
    methods.methods.cache_clear()
