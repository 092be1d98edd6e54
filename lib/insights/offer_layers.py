"""Where exactly are the offers? Each offer with a place as a point over the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.insights.offer_list import age_range
from lib.insights.scenario import scenario_note
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.offer_points import PointTotals, offer_points, point_totals
from lib.text import Message, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState

#: More points are neither read by anybody nor sent quickly.
MOST_POINTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class OfferPoints:
    """Offers as points, and what is not among them.

    `table.frame` has one row a point by municipality and name: key, name, institution_name, ages,
    last_confirmed_on, municipality, ags, latitude, longitude. `needs_municipality`: there are more
    than MOST_POINTS, so that points appear only in a chosen municipality.
    """

    answer: tuple[Message, ...]
    table: Table
    totals: PointTotals
    needs_municipality: bool
    provenance: Provenance


def offer_point_layer(
    engine: Engine,
    chosen: OfferFilter,
    *,
    prefixes: tuple[str, ...],
    ags: str,
    lists: Lists,
    state: DataState,
) -> OfferPoints:
    """Find the active offers of a selection that have a place on the map.

    Raises:
        StoreError: the database cannot answer.
    """
    totals = point_totals(engine, chosen, prefixes=prefixes)
    is_crowded = totals.with_coordinates_count > MOST_POINTS
    where = ags if is_crowded else ""
    wanted = 0 if is_crowded and not ags else MOST_POINTS
    frame = offer_points(engine, chosen, prefixes=prefixes, ags=where, limit=wanted)
    is_cut = bool(where) and len(frame) == MOST_POINTS
    return OfferPoints(
        answer=_answer(totals, len(frame), lists.municipality_name(where) if where else ""),
        table=Table(
            _arranged(frame, lists), _columns(), caption=msg("Offers as points on the map")
        ),
        totals=totals,
        needs_municipality=is_crowded and not ags,
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.on,
            sources=(offer_source(state),),
            method="offer-density",
            notes=(*scenario_note(chosen), *_notes(chosen, totals, is_cut=is_cut)),
        ),
    )


def offer_source(state: DataState) -> Message:
    """Say where the offers come from."""
    return (
        msg("Offers: sample data.") if state.is_sample else msg("Offers: as reported by providers.")
    )


def _arranged(frame: pd.DataFrame, lists: Lists) -> pd.DataFrame:
    """Rows as people look for them, with words for ages and municipality."""
    names = dict(lists.municipalities)
    ranges = zip(frame["minimum_age_years"], frame["maximum_age_years"], strict=True)
    order = {ags: at for at, (ags, _) in enumerate(lists.municipalities)}
    named = frame.assign(
        ages=pd.Series([age_range(*ends) for ends in ranges], frame.index, dtype=object),
        municipality=frame["ags"].map(lambda ags: names.get(ags, ags)).astype("str"),
        at=frame["ags"].map(lambda ags: order.get(ags, len(order))).astype("int64"),
    )
    return named.sort_values(["at", "name", "key"], ignore_index=True).drop(columns="at")


def _columns() -> tuple[Column, ...]:
    return (
        Column("municipality", msg("Municipality")),
        Column("name", msg("Offer")),
        Column("institution_name", msg("Institution")),
        Column("ages", msg("Ages"), ColumnKind.MESSAGE),
        Column("last_confirmed_on", msg("Last confirmed"), ColumnKind.DATE),
    )


def _answer(totals: PointTotals, shown: int, place: str) -> tuple[Message, ...]:
    count = totals.with_coordinates_count
    if count > MOST_POINTS and not place:
        return (
            msg(
                "{count} offers have a place on the map, more than can be shown as points. Please "
                "choose a municipality to see its offers.",
                count=count,
            ),
        )
    if place:
        return (
            nmsg(
                "{count} offer in {municipality} is a point on the map.",
                "{count} offers in {municipality} are points on the map.",
                shown,
                municipality=place,
            ),
        )
    return (
        nmsg(
            "{count} offer is a point on the map.", "{count} offers are points on the map.", count
        ),
    )


def _notes(chosen: OfferFilter, totals: PointTotals, *, is_cut: bool) -> tuple[Text, ...]:
    notes: list[Text] = []
    if totals.without_coordinates_count:
        notes.append(
            nmsg(
                "{count} matching offer has no coordinates and is not a point.",
                "{count} matching offers have no coordinates and are not points.",
                totals.without_coordinates_count,
            )
        )
    if is_cut:
        notes.append(msg("Only the first {count} offers are points.", count=MOST_POINTS))
    if chosen.scenario.added:
        notes.append(no_place_note())
    return tuple(notes)


def no_place_note() -> Message:
    """Why an added offer is not on the map of places."""
    return msg("Offers that the scenario adds have no place and are not points.")
