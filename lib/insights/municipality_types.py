"""Which municipalities can be compared? Size class and settlement density of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.peers import (
    FEWEST_PEERS,
    SIZE_LABELS,
    URBANISATION_LABELS,
    SizeClass,
    Urbanisation,
    german_key,
)
from lib.domain.vocabulary import CellState
from lib.insights.portrait_census import POPULATION, read_census
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.context import context_sources_of
from lib.text import Message, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.store.engine import Engine
    from lib.store.queries.state import DataState


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityType:
    """One municipality; without a census population it has no class."""

    ags: str
    name: str
    population: float
    size: SizeClass | None
    urbanisation: Urbanisation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityTypes:
    """Every municipality, alphabetical; `counts`: how many have each size class, small to large."""

    answer: tuple[Message, ...]
    areas: tuple[MunicipalityType, ...]
    counts: tuple[tuple[SizeClass, int], ...]
    table: Table
    provenance: Provenance


def municipality_types(
    engine: Engine,
    *,
    on: date,
    prefixes: tuple[str, ...],
    extent_name: str,
    state: DataState,
) -> MunicipalityTypes:
    """Sort the municipalities of the extent by size class and settlement density.

    Raises:
        StoreError: the database cannot answer.
    """
    frame = read_census(engine, prefixes=prefixes).structure
    names = frame["name"].map(german_key)
    frame = frame.iloc[names.argsort(kind="stable")].reset_index(drop=True)
    groups = frame[frame["size"] != ""].groupby(["size", "urbanisation"]).size()
    frame["group_size"] = [
        float(groups.get((size, kind), 0)) if size else float("nan")
        for size, kind in zip(frame["size"], frame["urbanisation"], strict=True)
    ]
    sizes = frame["size"].value_counts()
    return MunicipalityTypes(
        answer=_answer(frame, extent_name),
        areas=tuple(
            MunicipalityType(
                ags=str(row["ags"]),
                name=str(row["name"]),
                population=float(row["population"]),
                size=SizeClass(row["size"]) if row["size"] else None,
                urbanisation=Urbanisation(row["urbanisation"]) if row["urbanisation"] else None,
            )
            for row in frame.to_dict("records")
        ),
        counts=tuple((size, int(sizes[size])) for size in SizeClass if size.value in sizes),
        table=_table(frame),
        provenance=Provenance(
            is_sample=False,  # the census is never invented
            data_version=state.version,
            reference_date=on,
            sources=tuple(
                msg("Population: {source}", source=line)
                for line in context_sources_of(engine, (POPULATION,))
            ),
            method="peers",
        ),
    )


def _answer(frame: pd.DataFrame, extent_name: str) -> tuple[Message, ...]:
    first = nmsg(
        "{extent} has {count} municipality: choose it above or on the map.",
        "{extent} has {count} municipalities: choose one above or on the map.",
        len(frame),
        extent=extent_name,
    )
    if len(frame) < 2:
        return (first,)
    alone = int((frame["group_size"] <= FEWEST_PEERS).sum())
    how = msg(
        "It is compared with the Region and with municipalities of the same size class and "
        "settlement density."
    )
    if not alone:
        return first, how
    few = nmsg(
        "For {count} of them there are fewer than {fewest}; the nearest in population are added.",
        "For {count} of them there are fewer than {fewest}; the nearest in population are added.",
        alone,
        fewest=FEWEST_PEERS,
    )
    return first, how, few


def _table(frame: pd.DataFrame) -> Table:
    shown = frame.assign(
        size=pd.Series(
            [SIZE_LABELS[SizeClass(code)] if code else "" for code in frame["size"]], dtype=object
        ),
        urbanisation=pd.Series(
            [
                URBANISATION_LABELS[Urbanisation(code)] if code else ""
                for code in frame["urbanisation"]
            ],
            dtype=object,
        ),
    )
    for key in ("size", "urbanisation"):
        known = shown[key] != ""
        shown[f"{key}_state"] = known.map(
            {True: CellState.VALUE.value, False: CellState.UNKNOWN.value}
        )
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    columns = (
        Column("name", msg("Municipality")),
        Column("population", msg("Population (census)"), number),
        Column("density_per_km2", msg("Population per km²"), number),
        Column("size", msg("Size class"), message),
        Column("urbanisation", msg("Settlement density"), message),
        Column("group_size", msg("Municipalities of this kind"), number),
        Column("ags", msg("AGS")),
    )
    return Table(shown, columns, caption=msg("Municipalities by size and settlement density"))
