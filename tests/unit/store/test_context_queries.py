"""Census figures side by side, on both databases."""

from __future__ import annotations

import math

from lib.store.engine import reading_engine
from lib.store.queries.context import (
    ContextFigure,
    context_figures,
    context_sources_of,
    context_values,
)
from tests.unit.store.test_offer_queries import fill

U3_OLD, U3, U6 = ContextFigure("u3", 2011), ContextFigure("u3", 2022), ContextFigure("u6", 2022)


def test_which_years_an_indicator_holds_in_the_extent(migrated_url: str) -> None:
    fill(migrated_url, [])
    engine = reading_engine(migrated_url)
    assert context_figures(engine, ("u3", "u6", "gone"), prefixes=()) == (U3_OLD, U3, U6)
    assert context_figures(engine, ("u3",), prefixes=("03241002",)) == (U3,)
    assert context_figures(engine, (), prefixes=()) == ()


def test_figures_stand_side_by_side_and_nothing_is_filled_in(migrated_url: str) -> None:
    fill(migrated_url, [])
    engine = reading_engine(migrated_url)
    found = context_values(engine, (U6, U3), prefixes=())
    assert list(found.columns) == ["ags", "name", "u6@2022", "u3@2022"]
    assert found["ags"].tolist() == ["03241001", "03241002", "03241003"]
    assert found["u3@2022"].tolist()[:2] == [100.0, 0.0]
    assert math.isnan(found.loc[2, "u3@2022"])
    assert found["u6@2022"].tolist()[:2] == [50.0, 0.0]
    assert math.isnan(found.loc[2, "u6@2022"])
    assert context_values(engine, (U3_OLD,), prefixes=())["u3@2011"].tolist()[0] == 1.0


def test_without_figures_the_municipalities_remain(migrated_url: str) -> None:
    fill(migrated_url, [])
    engine = reading_engine(migrated_url)
    assert context_values(engine, (), prefixes=()).columns.tolist() == ["ags", "name"]
    assert len(context_values(engine, (), prefixes=("03241001",))) == 1
    assert context_values(engine, (U3,), prefixes=("05",)).empty


def test_sources_without_repetition(migrated_url: str) -> None:
    fill(migrated_url, [])
    engine = reading_engine(migrated_url)
    assert set(context_sources_of(engine, ("u3", "u6"))) == {"source of u3", "source of u6"}
    assert context_sources_of(engine, ("u3", "u3")) == ("source of u3",)
    assert context_sources_of(engine, ()) == ()
