"""Census figures of the extent: how large each municipality is, and what need is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.need_index import COMPONENTS, NeedComponent
from lib.domain.peers import PeerGroup, peers, structure
from lib.insights.portrait_types import Place
from lib.store.queries.context import ContextFigure, context_figures, context_values
from lib.store.queries.lists import municipalities

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

POPULATION: Final = "zensus_bevoelkerung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """`structure`: ags, name, area_km2, population, density_per_km2, size, urbanisation.

    `parts`: of each component the data hold its ags, numerator and denominator, all of one census.
    """

    structure: pd.DataFrame
    parts: dict[str, pd.DataFrame]


def read_census(engine: Engine, *, prefixes: tuple[str, ...]) -> Census:
    """Read population and the figures of need, each share from its newest common census.

    Raises:
        StoreError: the database cannot answer.
    """
    needed = (code for component in COMPONENTS for code in component.codes)
    held = context_figures(engine, tuple(dict.fromkeys((POPULATION, *needed))), prefixes=prefixes)
    years = {one.code: common_year(one.codes, held) for one in COMPONENTS}
    newest = common_year((POPULATION,), held)
    wanted = {
        ContextFigure(code, year)
        for one in COMPONENTS
        if (year := years[one.code]) is not None
        for code in one.codes
    }
    if newest is not None:
        wanted.add(ContextFigure(POPULATION, newest))
    values = context_values(engine, sorted(wanted), prefixes=prefixes)
    areas = municipalities(engine, prefixes=prefixes)
    values = areas[["ags"]].merge(values, on="ags", how="left", validate="one_to_one")
    population = (
        pd.Series(float("nan"), areas.index)
        if newest is None
        else values[ContextFigure(POPULATION, newest).column]
    )
    return Census(
        structure=structure(areas.assign(population=population)),
        parts={
            one.code: _part(values, one, year)
            for one in COMPONENTS
            if (year := years[one.code]) is not None
        },
    )


def common_year(codes: tuple[str, ...], held: tuple[ContextFigure, ...]) -> int | None:
    """Newest year that holds every figure: a share comes from one census."""
    years = [{figure.year for figure in held if figure.code == code} for code in codes]
    return max(set.intersection(*years), default=None)


def _part(values: pd.DataFrame, component: NeedComponent, year: int) -> pd.DataFrame:
    def summed(codes: tuple[str, ...]) -> pd.Series[float]:
        columns = [ContextFigure(code, year).column for code in codes]
        return values[columns].sum(axis=1, skipna=False)

    return pd.DataFrame(
        {
            "ags": values["ags"],
            "numerator": summed(component.numerator_codes),
            "denominator": summed(component.denominator_codes),
        }
    )


def place_of(census: Census, ags: str, *, extent_name: str, lists: Lists) -> Place:
    """Name a municipality and its peers.

    Raises:
        MeasureError: the municipality is not in the extent.
    """
    group: PeerGroup = peers(census.structure, ags=ags)
    names = dict(lists.municipalities)
    return Place(
        ags=ags,
        name=names.get(ags, ags),
        extent_name=extent_name,
        group=group,
        similar_names=tuple(names.get(one, one) for one in group.similar),
        added_names=tuple(names.get(one, one) for one in group.added),
    )
