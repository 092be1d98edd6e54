"""On earlier days more looks unconfirmed than was: matrix and confirmed shares say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lib.domain.class_choice import ClassChoice
from lib.domain.density_change import ChangeKind
from lib.domain.gaps import GapThresholds
from lib.domain.offer_density import DensityMeasure
from lib.insights.density import density
from lib.insights.density_change import density_change
from lib.insights.gap_matrix import gap_matrix
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from lib.insights.types import Provenance
    from lib.store.engine import Engine

TODAY, BEFORE = date(2021, 6, 30), date(2020, 6, 30)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return reading_engine(build_sample_database(tmp_path_factory.mktemp("past") / "sample.sqlite"))


def is_said(provenance: Provenance) -> bool:
    return any("Only the newest confirmation" in render(note, "en") for note in provenance.notes)


@pytest.mark.parametrize(("day", "said"), [(TODAY, False), (BEFORE, True)])
def test_the_gap_matrix_says_it_of_earlier_days(engine: Engine, day: date, *, said: bool) -> None:
    matrix = gap_matrix(
        engine,
        OfferFilter(on=day),
        thresholds=GapThresholds(),
        prefixes=(),
        extent_name="Testkreis",
        lists=lists(engine, prefixes=()),
        state=data_state(engine),
    )
    assert is_said(matrix.provenance) is said


@pytest.mark.parametrize(
    ("measure", "day", "said"),
    [
        (DensityMeasure.CONFIRMED_SHARE, TODAY, False),
        (DensityMeasure.CONFIRMED_SHARE, BEFORE, True),
        (DensityMeasure.PER_1000_CHILDREN, BEFORE, False),
    ],
)
def test_confirmed_shares_say_it(
    engine: Engine, measure: DensityMeasure, day: date, *, said: bool
) -> None:
    asked = OfferFilter(on=day)
    common = {
        "measure": measure,
        "prefixes": (),
        "extent_name": "Testkreis",
        "phase_label": "alle",
        "state": data_state(engine),
    }
    assert is_said(density(engine, asked, **common).provenance) is said
    change = density_change(
        engine,
        replace(asked, on=TODAY),
        other_day=day,
        kind=ChangeKind.ABSOLUTE,
        classes=ClassChoice(),
        **common,
    )
    assert is_said(change.provenance) is said
