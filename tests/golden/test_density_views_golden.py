"""Change, comparison and life phases of the sample against plain pandas over the CSV files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from lib.domain.class_choice import ClassChoice
from lib.domain.classes import Scheme
from lib.domain.density_change import ChangeKind
from lib.domain.offer_density import DensityMeasure
from lib.domain.scenario import read_scenario
from lib.insights.density import density
from lib.insights.density_change import SAME_DAY, density_change
from lib.insights.density_compare import Side, density_comparison
from lib.insights.density_phases import density_phases
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from lib.store.engine import Engine

DAY, YEAR_BEFORE = date(2021, 6, 30), date(2020, 6, 30)
PER_CHILDREN = DensityMeasure.PER_1000_CHILDREN
ONE_OFFER = "+0-3,03241005,20"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return reading_engine(
        build_sample_database(tmp_path_factory.mktemp("golden") / "sample.sqlite")
    )


@pytest.fixture(scope="module")
def placed(engine: Engine) -> pd.DataFrame:
    """Each offer beside each municipality it counts in, straight from the tables."""
    with engine.connect() as connection:
        offers = pd.read_sql("select * from offer", connection.connection.dbapi_connection)
        area = pd.read_sql(
            "select offer_key as key, ags from offer_service_area",
            connection.connection.dbapi_connection,
        )
    stated = offers.loc[offers["ags"].notna(), ["key", "ags"]]
    places = pd.concat([stated, area]).drop_duplicates()
    return places.merge(offers.drop(columns="ags"), on="key")


def counts(placed: pd.DataFrame, day: date, ages: tuple[int, int]) -> pd.Series[int]:
    text = day.isoformat()
    chosen = placed[
        (placed["status"] == "active")
        & (placed["valid_from"] <= text)
        & (placed["valid_to"].isna() | (placed["valid_to"] > text))
        & (placed["minimum_age_years"] < ages[1])
        & (placed["maximum_age_years"] >= ages[0])
    ]
    return chosen.groupby("ags").size()


def common(engine: Engine) -> dict[str, object]:
    return {"prefixes": (), "extent_name": "Region Hannover", "state": data_state(engine)}


def ask_change(engine: Engine, kind: ChangeKind, **changed: object) -> object:
    return density_change(
        engine,
        OfferFilter(on=DAY, life_phase="0-3"),
        **{
            "other_day": YEAR_BEFORE,
            "measure": DensityMeasure.COUNT,
            "kind": kind,
            "phase_label": "0–3",
            "classes": ClassChoice(),
            **common(engine),
            **changed,
        },
    )


def test_change_of_counts_equals_plain_pandas(engine: Engine, placed: pd.DataFrame) -> None:
    insight = ask_change(engine, ChangeKind.ABSOLUTE)
    frame = insight.table.frame.set_index("ags")
    now, before = (counts(placed, day, (0, 3)) for day in (DAY, YEAR_BEFORE))
    expected = now.reindex(frame.index, fill_value=0) - before.reindex(frame.index, fill_value=0)
    assert frame["change"].tolist() == expected.tolist()
    assert expected.nunique() > 2  # the sample has something to compare
    risen, fallen = (expected > 0).sum(), (expected < 0).sum()
    sentence = render(insight.answer[0], "de")
    assert f"in {risen} von 21 Kommunen gestiegen und in {fallen} gesunken" in sentence
    assert sum(insight.classes.counts) == 21


def test_relative_change_equals_plain_pandas(engine: Engine, placed: pd.DataFrame) -> None:
    insight = ask_change(engine, ChangeKind.RELATIVE)
    frame = insight.table.frame.set_index("ags")
    now, before = (
        counts(placed, day, (0, 3)).reindex(frame.index, fill_value=0) for day in (DAY, YEAR_BEFORE)
    )
    expected = (100 * (now / before.where(before > 0) - 1)).to_numpy()
    np.testing.assert_allclose(frame["change"].to_numpy(), expected)


def test_days_come_in_order_and_equal_days_say_so(engine: Engine) -> None:
    turned = ask_change(engine, ChangeKind.ABSOLUTE, other_day=DAY)
    assert turned.answer == (SAME_DAY,)
    chosen = OfferFilter(on=YEAR_BEFORE, life_phase="0-3")
    turned = density_change(
        engine,
        chosen,
        other_day=DAY,
        measure=DensityMeasure.COUNT,
        kind=ChangeKind.ABSOLUTE,
        phase_label="0–3",
        classes=ClassChoice(),
        **common(engine),
    )
    straight = ask_change(engine, ChangeKind.ABSOLUTE)
    pd.testing.assert_frame_equal(turned.table.frame, straight.table.frame)
    assert turned.provenance.reference_date == DAY


def side(phase: str, **changed: object) -> Side:
    offers = OfferFilter(on=DAY, life_phase=phase)
    return replace(Side(offers, DensityMeasure.COUNT, phase, phase), **changed)


def test_comparison_equals_plain_pandas(engine: Engine, placed: pd.DataFrame) -> None:
    insight = density_comparison(
        engine, side("0-3"), side("6-10"), classes=ClassChoice(), **common(engine)
    )
    frame = insight.table.frame.set_index("ags")
    left, right = (
        counts(placed, DAY, ages).reindex(frame.index, fill_value=0) for ages in ((0, 3), (6, 10))
    )
    assert frame["difference"].tolist() == (right - left).tolist()
    widest = (right - left).abs().max()
    named = frame[frame["difference"].abs() == widest]["name"].tolist()
    assert any(name in render(insight.answer[1], "de") for name in named)
    # common classes: one set of bounds, made of both sides together
    assert insight.left.classification.upper_bounds == insight.right.classification.upper_bounds
    quantiles = np.quantile(np.concatenate([left, right]), np.arange(1, 6) / 5)
    assert set(insight.left.classification.upper_bounds) <= set(quantiles)
    assert sum(insight.left.classification.counts) == 21


def test_different_measures_have_classes_of_their_own(engine: Engine) -> None:
    held = ClassChoice(Scheme.FIXED, breaks=(2.0, 4.0), is_held=True)
    insight = density_comparison(
        engine,
        side("0-3", measure=PER_CHILDREN),
        side("0-3", measure=DensityMeasure.PER_KM2),
        classes=held,
        **common(engine),
    )
    assert not insight.is_same_measure
    assert "difference" not in {column.key for column in insight.table.columns}
    assert insight.left.classes == held
    assert insight.right.classes == ClassChoice()
    assert "verschiedene Einheiten" in render(insight.answer[0], "de")


def test_equal_sides_say_so(engine: Engine) -> None:
    insight = density_comparison(
        engine, side("0-3"), side("0-3"), classes=ClassChoice(), **common(engine)
    )
    assert "dasselbe" in render(insight.answer[0], "de")


@pytest.mark.parametrize("measure", list(DensityMeasure))
def test_phases_equal_the_density_of_each_phase(engine: Engine, measure: DensityMeasure) -> None:
    known = lists(engine, prefixes=())
    insight = density_phases(
        engine,
        OfferFilter(on=DAY, life_phase="6-10"),
        measure=measure,
        lists=known,
        classes=ClassChoice(),
        **common(engine),
    )
    for part in insight.phases:
        alone = density(
            engine,
            OfferFilter(on=DAY, life_phase=part.code),
            measure=measure,
            phase_label="",
            **common(engine),
        )
        frame = alone.table.frame
        np.testing.assert_allclose(insight.table.frame[part.key], frame["value"])
        assert insight.table.frame[f"{part.key}_state"].tolist() == frame["value_state"].tolist()
        assert part.reference == alone.reference
    assert sum(insight.classification.counts) == len(insight.figures)


def test_a_scenario_is_marked_and_named_first(engine: Engine) -> None:
    chosen = OfferFilter(on=DAY, life_phase="0-3", scenario=read_scenario(ONE_OFFER))
    insight = density(
        engine, chosen, measure=DensityMeasure.COUNT, phase_label="0–3", **common(engine)
    )
    frame = insight.table.frame
    changed = frame[frame["offers_count"] != frame["offers_reported_count"]]
    assert changed["ags"].tolist() == ["03241005"]
    assert int(changed["offers_count"].iloc[0] - changed["offers_reported_count"].iloc[0]) == 1
    assert render(insight.provenance.notes[0], "de").startswith("Szenario")


def test_bad_input_gets_a_sentence_each(engine: Engine) -> None:
    def answer(chosen: OfferFilter, measure: DensityMeasure = PER_CHILDREN, **changed) -> str:
        found = density(
            engine,
            chosen,
            measure=measure,
            **{**common(engine), "phase_label": "0–3", **changed},
        )
        assert sum(found.classification.counts) == len(found.figures)
        return " ".join(render(sentence, "de") for sentence in found.answer)

    early = OfferFilter(on=date(1990, 1, 1))
    assert "vor allen Daten" in answer(early)
    nothing = OfferFilter(on=DAY, field="gibt es nicht")
    assert "kein aktives Angebot" in answer(nothing)
    assert "kein aktives Angebot" in answer(nothing, DensityMeasure.CONFIRMED_SHARE)
    no_children = OfferFilter(on=DAY, life_phase="gibt es nicht")
    assert "keine Kinder" in answer(no_children)
    only_one = answer(OfferFilter(on=DAY), prefixes=("03241005",), extent_name="Garbsen")
    assert "die einzige Kommune" in only_one
