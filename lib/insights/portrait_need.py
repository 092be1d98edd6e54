"""Census shares behind the need of a municipality, against Region and peers."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from lib.domain.disclosure import MINIMUM_DENOMINATOR
from lib.domain.need_index import COMPONENTS, NeedComponent, share_of_sums
from lib.domain.vocabulary import CellState
from lib.insights.portrait_compared import compared_table
from lib.insights.portrait_types import NAN, Compared, Part
from lib.insights.types import Provenance
from lib.store.queries.context import context_sources_of
from lib.text import Num, Text, msg

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from lib.insights.portrait_census import Census
    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState


def need_part(engine: Engine, census: Census, place: Place, *, on: date, state: DataState) -> Part:
    """Shares of the municipality, the extent and the peers, each from sums."""
    known = [component for component in COMPONENTS if component.code in census.parts]
    rows = tuple(_compared(one, census.parts[one.code], place) for one in known)
    title = msg("Need: shares from the census")
    codes = tuple(dict.fromkeys(code for one in known for code in one.codes))
    return Part(
        key="bedarf",
        title=title,
        sentences=_sentences(rows, place),
        table=compared_table(
            rows, place, label=msg("Share"), unit="%", caption=title, counts_offers=False
        ),
        provenance=Provenance(
            is_sample=False,  # the census is never invented
            data_version=state.version,
            reference_date=on,
            sources=_sources(context_sources_of(engine, codes)),
            method="need-index",
            notes=(
                msg("A high share is a hint at more need, not a judgement of people."),
                msg("{extent} and comparable municipalities: from sums.", extent=place.extent_name),
            ),
        ),
        compared=rows,
    )


def _sources(lines: tuple[str, ...]) -> tuple[Text, ...]:
    """Name several tables of one source once: what they begin with alike is said only once."""
    if not lines:
        return ()
    first, last = min(lines), max(lines)  # what these share, all between them share
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    shared = first[: first.rfind(", ", 0, length) + 2] if ", " in first[:length] else ""
    rest = " / ".join(line.removeprefix(shared) for line in lines)
    return (msg("Need: {source}", source=f"{shared}{rest}"),)


def _compared(component: NeedComponent, part: pd.DataFrame, place: Place) -> Compared:
    value, state = _share(part[part["ags"] == place.ags])
    region, region_state = _share(part)
    peers, peers_state = NAN, CellState.NOT_COMPUTABLE
    if place.has_peers:
        peers, peers_state = _share(part[part["ags"].isin(place.group.everyone)])
    return Compared(
        code=component.code,
        label=component.label,
        value=value,
        state=state,
        region=region,
        region_state=region_state,
        peers=peers,
        peers_state=peers_state,
        short_label=component.short_label,
    )


def _share(part: pd.DataFrame) -> tuple[float, CellState]:
    """Share from sums with its state; a share of fewer than 100 says too little."""
    known = part.dropna()
    if known.empty:
        return NAN, CellState.UNKNOWN
    if known["denominator"].sum() < MINIMUM_DENOMINATOR:
        return NAN, CellState.NOT_COMPUTABLE
    return share_of_sums(known), CellState.VALUE


def _sentences(rows: tuple[Compared, ...], place: Place) -> tuple[Text, ...]:
    known = [row for row in rows if not isnan(row.to_region)]
    if not known:
        return (msg("Nothing can be said about need: census figures are missing."),)
    higher = [row for row in known if row.is_clearly_above]
    if not higher:
        return (
            msg("No share behind the need lies clearly above {extent}.", extent=place.extent_name),
        )
    top = max(higher, key=lambda row: row.to_region)
    return (
        msg(
            "Furthest above {extent}: {label} ({value} % against {region} %).",
            extent=place.extent_name,
            label=top.label,
            value=Num(top.value, 1),
            region=Num(top.region, 1),
        ),
    )
