"""Placements: where each offer counts, as columns of numbers that a count can run over.

An offer has one placement in each municipality where it counts (where it takes place, and each
municipality of its service area), or a single one without a municipality (`ags` -1). The columns
hold no names: municipalities, prevention levels and sectors are positions in `codes`.

columns: ags, offer (number of the offer in the order of the keys: the same in all its placements),
key (UTF-8), flags, age_from, age_to
(inclusive), places (NO_PLACES: none stated), starts, ends (exclusive), confirmed (days since
1970-01-01; NEVER / ALWAYS where there is none), level, sector (-1: none), and a boolean column for
each field ("field:CODE") and each named transition ("transition:CODE").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import select

from lib.domain.vocabulary import OfferStatus
from lib.store import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

    Array = np.ndarray[tuple[int, ...], np.dtype[Any]]

ACTIVE, TAKES_PLACE_HERE, HAS_COORDINATES, REGION_WIDE = 1, 2, 4, 8
NO_PLACES: Final = -1
NEVER: Final = np.iinfo(np.int32).min
ALWAYS: Final = np.iinfo(np.int32).max
_ROWS_AT_A_TIME: Final = 50_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Placements:
    """Columns of equal length, and the lists that their positions refer to."""

    columns: Mapping[str, Array]
    #: municipalities (those of any placement, sorted), levels, sectors
    codes: Mapping[str, Sequence[str]]

    def code(self, name: str, value: str) -> int:
        """Position of a code; -2 (no placement has it) where it is unknown."""
        known = self.codes[name]
        return known.index(value) if value in known else -2

    def holds(self, name: str, value: str) -> Array | bool:
        """The boolean column of a field or transition; False where nobody ever named it."""
        return self.columns.get(f"{name}:{value}", False)


def read_placements(connection: Connection, *, keys: Sequence[str] | None = None) -> Placements:
    """Build the placements of all offers, or of some, from the rows."""
    numbers, offers = _offers(connection, keys)
    places = offers.pop("ags")
    codes = {"level": _encoded(offers, "level"), "sector": _encoded(offers, "sector")}
    served, areas = _links(connection, schema.offer_service_area, "ags", numbers, keys)
    has_place = np.array([place is not None for place in places], dtype=bool)
    elsewhere = areas != places[served] if len(served) else np.zeros(0, dtype=bool)
    nowhere = ~has_place
    nowhere[served] = False
    offer = np.concatenate(
        [np.flatnonzero(has_place), served[elsewhere], np.flatnonzero(nowhere)]
    ).astype(np.int32)
    named = np.concatenate([places[has_place], areas[elsewhere]])
    codes["ags"] = sorted(set(named))
    position = {ags: place for place, ags in enumerate(codes["ags"])}
    ags = np.full(len(offer), -1, dtype=np.int32)
    ags[: len(named)] = [position[name] for name in named]
    columns = {name: values[offer] for name, values in offers.items()}
    columns["flags"][: int(has_place.sum())] |= TAKES_PLACE_HERE
    for name, table, column in (
        ("field", schema.offer_field, "field_code"),
        ("transition", schema.offer_transition, "transition_code"),
    ):
        linked, values = _links(connection, table, column, numbers, keys)
        for value in sorted(set(values)):
            holds = np.zeros(len(numbers), dtype=bool)
            holds[linked[values == value]] = True
            columns[f"{name}:{value}"] = holds[offer]
    keys_read = np.array([key.encode() for key in numbers], dtype=bytes)
    return Placements({"ags": ags, "offer": offer, "key": keys_read[offer], **columns}, codes)


def _offers(
    connection: Connection, keys: Sequence[str] | None
) -> tuple[dict[str, int], dict[str, Array]]:
    """Number the offers in the order in which they are read, and read their columns."""
    offer, host = schema.offer, schema.institution
    statement = select(
        offer.c.key,
        offer.c.status == OfferStatus.ACTIVE.value,
        offer.c.latitude.is_not(None),
        offer.c.is_region_wide,
        offer.c.minimum_age_years,
        offer.c.maximum_age_years,
        offer.c.capacity_places,
        offer.c.valid_from,
        offer.c.valid_to,
        offer.c.last_confirmed_on,
        offer.c.prevention_level_code,
        host.c.sector_code,
        offer.c.ags,
    ).join(host, host.c.key == offer.c.institution_key)
    statement = statement.order_by(offer.c.key)
    if keys is not None:
        statement = statement.where(offer.c.key.in_(keys))
    numbers: dict[str, int] = {}
    parts: list[dict[str, Array]] = [_offer_columns([])]
    result = connection.execute(statement.execution_options(yield_per=_ROWS_AT_A_TIME))
    for rows in result.partitions():
        for row in rows:
            numbers[row[0]] = len(numbers)
        parts.append(_offer_columns(rows))
    return numbers, {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _offer_columns(rows: Sequence[Any]) -> dict[str, Array]:
    cells: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 13
    _, active, located, wide, age_from, age_to, places, starts, ends, confirmed, *texts = cells
    flags = (
        ACTIVE * np.array(active, dtype=bool)
        + HAS_COORDINATES * np.array(located, dtype=bool)
        + REGION_WIDE * np.array(wide, dtype=bool)
    )
    return {
        "flags": flags.astype(np.uint8),
        "age_from": np.array(age_from, dtype=np.int32),
        "age_to": np.array(age_to, dtype=np.int32),
        "places": np.array([NO_PLACES if n is None else n for n in places], dtype=np.int32),
        "starts": _days(starts, absent=NEVER),
        "ends": _days(ends, absent=ALWAYS),
        "confirmed": _days(confirmed, absent=NEVER),
        **{
            name: np.array(values, dtype=object)
            for name, values in zip(("level", "sector", "ags"), texts, strict=True)
        },
    }


def _days(dates: Sequence[Any], *, absent: int) -> Array:
    # by ordinals: numpy takes twenty times as long for the dates themselves
    numbers = [absent if day is None else day.toordinal() - _EPOCH for day in dates]
    return np.array(numbers, dtype=np.int32)


def _encoded(columns: dict[str, Array], name: str) -> list[str]:
    """Replace a column of texts by positions in the list that is returned."""
    known = sorted({text for text in columns[name] if text is not None})
    position: dict[str | None, int] = {text: place for place, text in enumerate(known)}
    position[None] = -1
    columns[name] = np.array([position[text] for text in columns[name]], dtype=np.int16)
    return known


def _links(
    connection: Connection,
    table: Table,
    column: str,
    numbers: Mapping[str, int],
    keys: Sequence[str] | None,
) -> tuple[Array, Array]:
    """Read a table of (offer, code): numbers of the offers, and the codes."""
    statement = select(table.c.offer_key, table.c[column])
    if keys is not None:
        statement = statement.where(table.c.offer_key.in_(keys))
    rows = connection.execute(statement).all()
    linked = np.array([numbers[key] for key, _ in rows], dtype=np.int32)
    return linked, np.array([code for _, code in rows], dtype=object)
