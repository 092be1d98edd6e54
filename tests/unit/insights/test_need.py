"""Need against density: the sample against plain pandas, sentences, and every kind of bad input."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import mapclassify
import numpy as np
import pandas as pd
import pytest
from scipy.stats import zscore
from sqlalchemy import text

from lib.domain.bivariate import FIELDS, URGENT, Step
from lib.domain.need_index import COMPONENTS, DEFAULT_WEIGHTS
from lib.domain.offer_density import DensityMeasure
from lib.domain.scenario import AddedOffer, Scenario
from lib.domain.vocabulary import CellState
from lib.insights.need import NEED_MEASURES, NeedInsight, need
from lib.settings import ROOT
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.offers import OfferFilter, offer_counts
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REGION = ("03241",)
DAY = date(2021, 6, 30)
ASKED = OfferFilter(on=DAY)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("need") / "sample.sqlite"
    build_sample_database(path)
    return path


@pytest.fixture
def changed(sample: Path, tmp_path: Path) -> Callable[..., str]:
    """URL of the sample after some statements (what the import keeps is dropped with them)."""

    def change(*statements: str) -> str:
        path = tmp_path / "changed.sqlite"
        shutil.copy(sample, path)
        with writing_engine(f"sqlite:///{path}").begin() as connection:
            for statement in (*statements, "DELETE FROM kept_state"):
                connection.execute(text(statement))
        return f"sqlite:///{path}"

    return change


def ask(url: str, chosen: OfferFilter = ASKED, **more: Any) -> NeedInsight:
    engine = reading_engine(url)
    options: dict[str, Any] = {
        "measure": DensityMeasure.PER_1000_CHILDREN,
        "weights": DEFAULT_WEIGHTS,
        "prefixes": REGION,
        "extent_name": "Region Hannover",
        "phase_label": "alle Lebensphasen",
        "state": data_state(engine),
        **more,
    }
    return need(engine, chosen, **options)


def said(insight: NeedInsight) -> str:
    lines = (*insight.answer, *insight.notes, *insight.provenance.lines())
    return "\n".join(render(line, "de") for line in lines)


@pytest.fixture
def url(sample: Path) -> str:
    return f"sqlite:///{sample}"


def census() -> pd.DataFrame:
    table = pd.read_csv(ROOT / "data" / "context" / "gemeinden.csv", dtype={"ags": str})
    return table[table["ags"].str.startswith("03241")].set_index("ags")


@pytest.mark.parametrize("measure", NEED_MEASURES)
def test_fields_of_the_sample_equal_an_independent_computation(
    url: str, measure: DensityMeasure
) -> None:
    insight = ask(url, measure=measure)
    real = census()
    shares = [
        real["haushalte_alleinerziehende"]
        / (real["haushalte_alleinerziehende"] + real["haushalte_paare_mit_kind"]),
        real["personen_einwanderungsgeschichte"] / real["zensus_bevoelkerung"],
        real["kinder_unter_10"] / real["zensus_bevoelkerung"],
    ]
    index = pd.Series(sum(zscore(one.to_numpy(), ddof=0) for one in shares) / 3, index=real.index)
    counts = offer_counts(reading_engine(url), ASKED, prefixes=REGION).set_index("ags")
    parts = {
        DensityMeasure.PER_1000_CHILDREN: (1000 * counts["offers_count"], "children_count"),
        DensityMeasure.PLACES_PER_100_CHILDREN: (100 * counts["capacity_places"], "children_count"),
        DensityMeasure.PER_KM2: (counts["offers_count"], "area_km2"),
    }
    over, under = parts[measure]
    density = over / counts[under]
    assert [area.state for area in insight.areas] == [CellState.VALUE] * 21
    need_bins = mapclassify.Quantiles(index, k=3).bins
    density_bins = mapclassify.Quantiles(density, k=3).bins
    for area in insight.areas:
        assert area.index == pytest.approx(index[area.ags])
        assert area.density == pytest.approx(density[area.ags])
        assert area.field is not None
        assert area.field.need == np.searchsorted(need_bins[:2], index[area.ags] - 1e-12)
        assert area.field.density == np.searchsorted(density_bins[:2], density[area.ags] - 1e-12)
    assert sum(insight.field_counts) == 21
    whole = over.sum() / counts[under].sum()
    assert insight.reference.value == pytest.approx(whole)


def test_answer_names_those_with_high_need_and_few_offers(url: str) -> None:
    insight = ask(url)
    urgent = [area.name for area in insight.areas if area.field == URGENT]
    assert urgent == ["Hannover", "Laatzen", "Langenhagen"]
    assert insight.field_counts[FIELDS.index(URGENT)] == 3
    first = render(insight.answer[0], "de")
    assert first == (
        "Für alle Lebensphasen trifft hoher Bedarf in 3 von 21 Kommunen auf wenige Angebote: "
        "Hannover, Laatzen und Langenhagen."
    )
    assert "Alleinerziehende, Einwanderungsgeschichte und Kinder unter 10" in said(insight)
    places = ask(url, measure=DensityMeasure.PLACES_PER_100_CHILDREN)
    assert "wenige Plätze" in said(places)


def test_shares_of_the_extent_come_from_sums(url: str) -> None:
    insight, real = ask(url), census()
    by_code = {one.component.code: one for one in insight.components}
    whole = 100 * real["kinder_unter_10"].sum() / real["zensus_bevoelkerung"].sum()
    assert by_code["kinder_unter_10"].extent_share == pytest.approx(whole)
    assert by_code["kinder_unter_10"].year == 2022
    assert {one.component.code for one in insight.components} == {one.code for one in COMPONENTS}


def test_table_holds_every_component_with_share_score_and_weight(url: str) -> None:
    insight = ask(url, weights=(2, 1, 0, 3))
    keys = {column.key for column in insight.table.columns}
    for one in COMPONENTS:
        assert {one.code, f"{one.code}_z"} <= keys
    headings = " ".join(render(column.label, "de") for column in insight.table.columns)
    assert "Alleinerziehende: z-Wert (Gewicht 2)" in headings
    assert "Ausländische Staatsangehörigkeit: z-Wert (Gewicht 0)" in headings
    assert insight.table.frame["name"].tolist() == [area.name for area in insight.areas]
    assert "Alleinerziehende (Gewicht 2)" in said(insight)


def test_weights_change_the_index_and_none_mean_the_default(url: str) -> None:
    default, other = ask(url), ask(url, weights=(0, 0, 0, 1))
    assert [area.index for area in default.areas] != [area.index for area in other.areas]
    nothing = ask(url, weights=(0, 0, 0, 0))
    assert [area.index for area in nothing.areas] == [area.index for area in default.areas]
    assert "Alle Gewichte stehen auf 0" in said(nothing)
    assert "Alle Gewichte stehen auf 0" not in said(default)


def test_scenario_is_named_first_and_moves_the_density(url: str) -> None:
    more = Scenario(added=(AddedOffer("0-3", "03241001"),) * 20)
    before, after = ask(url), ask(url, replace(ASKED, scenario=more))
    assert render(after.provenance.notes[0], "de").startswith("Szenario")
    hannover = {area.ags: area.density for area in after.areas}["03241001"]
    assert hannover > {area.ags: area.density for area in before.areas}["03241001"]
    assert "Szenario" not in said(before)


@pytest.mark.parametrize("ags", ["03241001", "03241004"])
def test_one_municipality_only(url: str, ags: str) -> None:
    insight = ask(url, prefixes=(ags,))
    assert insight.classes is None
    assert insight.field_counts == (0,) * 9
    assert insight.areas[0].index == 0
    assert "nur 1 Kommune" in said(insight)
    assert "Überall gleich" in said(insight)
    assert "field" not in {column.key for column in insight.table.columns}


def test_without_census_figures_the_answer_says_what_to_do(changed: Callable[..., str]) -> None:
    url = changed(
        "DELETE FROM context_value WHERE indicator_code IN ('zensus_bevoelkerung', "
        "'haushalte_alleinerziehende')"
    )
    insight = ask(url)
    assert insight.components == ()
    assert insight.classes is None
    assert "fehlen die Zensuszahlen" in said(insight)
    assert {area.state for area in insight.areas} == {CellState.UNKNOWN}
    assert not math.isnan(insight.areas[0].density)


def test_only_what_the_data_hold_is_offered(changed: Callable[..., str]) -> None:
    url = changed(
        "DELETE FROM context_value WHERE indicator_code = 'personen_einwanderungsgeschichte'"
    )
    insight = ask(url, weights=(0, 3, 0, 1))
    codes = [one.component.code for one in insight.components]
    assert codes == ["alleinerziehende", "auslaendisch", "kinder_unter_10"]
    assert [one.reading.weight for one in insight.components] == [0, 0, 1]


def test_a_missing_figure_is_listed_and_never_filled_in(changed: Callable[..., str]) -> None:
    url = changed(
        "DELETE FROM context_value WHERE indicator_code = 'kinder_unter_10' AND ags = '03241004'"
    )
    insight = ask(url)
    area = next(area for area in insight.areas if area.ags == "03241004")
    assert (area.state, area.field) == (CellState.UNKNOWN, None)
    assert not math.isnan(area.density)
    assert area.shares[0].state is CellState.VALUE
    assert "Ohne Bedarfsindex" in said(insight)
    assert "Burgwedel" in said(insight)
    assert insight.table.state("index").tolist().count("unknown") == 1
    without = ask(url, weights=(1, 1, 0, 0))  # a component that does not count takes nothing away
    assert all(area.state is CellState.VALUE for area in without.areas)


def test_a_newer_census_counts_only_where_it_is_complete(changed: Callable[..., str]) -> None:
    newer = (
        "INSERT INTO context_value (indicator_code, ags, year, value) "
        "SELECT indicator_code, ags, 2031, value * 2 FROM context_value WHERE year = 2022 "
        "AND indicator_code IN ('kinder_unter_10', 'zensus_bevoelkerung', 'personen_auslaendisch')"
    )
    years = {one.component.code: one.year for one in ask(changed(newer)).components}
    assert years == {
        "alleinerziehende": 2022,
        "einwanderungsgeschichte": 2022,  # its numerator was not counted anew
        "auslaendisch": 2031,
        "kinder_unter_10": 2031,
    }


def test_the_same_everywhere_collapses_to_the_middle(changed: Callable[..., str]) -> None:
    url = changed("UPDATE context_value SET value = 1000")
    insight = ask(url)
    assert {area.index for area in insight.areas} == {0.0}
    assert {area.field.need for area in insight.areas if area.field} == {Step.MIDDLE}
    text_of_all = said(insight)
    assert "überall gleich" in text_of_all
    assert "nur 1 Klasse des Bedarfs" in text_of_all


def test_nothing_active_and_nothing_reported_are_two_things(
    url: str, changed: Callable[..., str]
) -> None:
    before = ask(url, OfferFilter(on=date(1990, 1, 1)))
    assert {area.density for area in before.areas} == {0.0}
    assert "kein aktives Angebot" in said(before)
    silent = ask(
        changed(
            "DELETE FROM offer_service_area",
            "DELETE FROM offer_field",
            "DELETE FROM offer_transition",
            "DELETE FROM measure_offer",
            "DELETE FROM offer",
        )
    )
    assert {area.density_state for area in silent.areas} == {CellState.NO_REPORT}
    assert silent.classes is None
    assert "lässt sich nichts sagen" in said(silent)


def test_no_children_in_a_group_is_not_computable(changed: Callable[..., str]) -> None:
    url = changed(
        "UPDATE context_value SET value = 0 WHERE ags = '03241002' "
        "AND indicator_code LIKE 'alter_%'"
    )
    insight = ask(url)
    area = next(area for area in insight.areas if area.ags == "03241002")
    assert (area.state, area.field) == (CellState.NOT_COMPUTABLE, None)
    assert area.index_state is CellState.VALUE
    assert sum(insight.field_counts) == 20


def test_sources_name_census_and_offers_once(url: str) -> None:
    sources = [render(one, "de") for one in ask(url).provenance.sources]
    assert sources[0] == "Angebote: Beispieldaten."
    assert len(sources) == 3
    assert all("Zensus 2022" in one for one in sources[1:])
    by_area = ask(url, measure=DensityMeasure.PER_KM2)
    assert len(by_area.provenance.sources) == 3
