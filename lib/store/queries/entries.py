"""Entries of the directory, read by key: rows of a list, and one offer or institution in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import func, select

from lib.domain.vocabulary import OfferStatus
from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection, Engine

#: Databases limit how many values a question may name.
KEYS_AT_ONCE: Final = 5_000
OFFER_DTYPES: Final = {
    "key": "str",
    "name": "str",
    "institution_key": "str",
    "institution_name": "str",
    "ags": "str",
    "municipality": "str",
    "is_region_wide": "bool",
    "minimum_age_years": "int64",
    "maximum_age_years": "int64",
    "capacity_places": "float64",
    "status": "str",
    "valid_from": "date",
    "valid_to": "date",
    "last_confirmed_on": "date",
}
HOST_DTYPES: Final = {
    "key": "str",
    "name": "str",
    "type_code": "str",
    "sector_code": "str",
    "ags": "str",
    "municipality": "str",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEntry:
    """One offer as it stands in the directory; "" and None: not stated."""

    key: str
    name: str
    description: str
    institution_key: str
    institution_name: str
    institution_type: str
    sector: str
    ags: str
    municipality: str
    is_region_wide: bool
    service_area: tuple[str, ...]
    minimum_age_years: int
    maximum_age_years: int
    capacity_places: int | None
    fields: tuple[str, ...]
    transitions: tuple[str, ...]
    kind: str
    prevention_level: str
    status: OfferStatus
    valid_from: date
    valid_to: date | None
    last_confirmed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostEntry:
    """One institution as it stands in the directory; "" is not stated (`ags`: whole Region)."""

    key: str
    name: str
    institution_type: str
    sector: str
    ags: str
    municipality: str
    life_phases: tuple[str, ...]


def offer_entries(engine: Engine, keys: Sequence[str]) -> pd.DataFrame:
    """List offers in the order of `keys`; a key that is gone is left out.

    Columns: those of OFFER_DTYPES ("" and NaN: not stated), `fields` (codes) and `service_area`
    (names of municipalities), each a tuple.
    """
    offer, host, area = schema.offer, schema.institution, schema.municipality
    link, reach = schema.offer_field, schema.offer_service_area
    statement = (
        select(
            offer.c.key,
            offer.c.name,
            host.c.key,
            host.c.name,
            func.coalesce(offer.c.ags, ""),
            func.coalesce(area.c.name, ""),
            offer.c.is_region_wide,
            offer.c.minimum_age_years,
            offer.c.maximum_age_years,
            offer.c.capacity_places,
            offer.c.status,
            offer.c.valid_from,
            offer.c.valid_to,
            offer.c.last_confirmed_on,
        )
        .join(host, host.c.key == offer.c.institution_key)
        .outerjoin(area, area.c.ags == offer.c.ags)
    )
    fields = select(link.c.offer_key, link.c.field_code).order_by(link.c.field_code)
    reached = select(reach.c.offer_key, area.c.name).join(area, area.c.ags == reach.c.ags)
    reached = reached.order_by(area.c.name, area.c.ags)
    parts, of_fields, of_areas = [], {}, {}
    with reading(engine) as connection:
        for some in _portions(keys):
            parts.append(frame(connection, statement.where(offer.c.key.in_(some)), OFFER_DTYPES))
            of_fields.update(_grouped(connection, fields.where(link.c.offer_key.in_(some))))
            of_areas.update(_grouped(connection, reached.where(reach.c.offer_key.in_(some))))
    rows = _in_order(parts, keys, OFFER_DTYPES)
    for name, groups in (("fields", of_fields), ("service_area", of_areas)):
        rows[name] = pd.Series([groups.get(key, ()) for key in rows["key"]], rows.index, object)
    return rows


def host_entries(engine: Engine, keys: Sequence[str]) -> pd.DataFrame:
    """List institutions in the order of `keys`: columns of HOST_DTYPES ("": not stated)."""
    host, area = schema.institution, schema.municipality
    statement = select(
        host.c.key,
        host.c.name,
        host.c.type_code,
        host.c.sector_code,
        func.coalesce(host.c.ags, ""),
        func.coalesce(area.c.name, ""),
    ).outerjoin(area, area.c.ags == host.c.ags)
    with reading(engine) as connection:
        parts = [
            frame(connection, statement.where(host.c.key.in_(some)), HOST_DTYPES)
            for some in _portions(keys)
        ]
    return _in_order(parts, keys, HOST_DTYPES)


def _portions(keys: Sequence[str]) -> list[Sequence[str]]:
    """Portions of at most KEYS_AT_ONCE keys; an empty list asks once, for its dtypes."""
    return [keys[at : at + KEYS_AT_ONCE] for at in range(0, len(keys) or 1, KEYS_AT_ONCE)]


def _grouped(connection: Connection, statement: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401  a select of pairs
    groups: dict[str, tuple[str, ...]] = {}
    for key, value in connection.execute(statement):
        groups[key] = (*groups.get(key, ()), value)
    return groups


def _in_order(
    parts: list[pd.DataFrame], keys: Sequence[str], dtypes: dict[str, str]
) -> pd.DataFrame:
    rows = pd.concat(parts, ignore_index=True)[list(dtypes)]
    place = {key: number for number, key in enumerate(keys)}
    return rows.iloc[rows["key"].map(place).argsort(kind="stable")].reset_index(drop=True)


def offer_entry(engine: Engine, key: str) -> OfferEntry | None:
    """Read one offer in full; None where there is none (a stale link)."""
    offer, host, area = schema.offer, schema.institution, schema.municipality
    link, reach, step = schema.offer_field, schema.offer_service_area, schema.offer_transition
    statement = (
        select(
            offer,
            host.c.name.label("institution_name"),
            host.c.type_code,
            host.c.sector_code,
            func.coalesce(area.c.name, "").label("municipality"),
        )
        .join(host, host.c.key == offer.c.institution_key)
        .outerjoin(area, area.c.ags == offer.c.ags)
        .where(offer.c.key == key)
    )
    reached = select(area.c.name).join(reach, reach.c.ags == area.c.ags)
    with reading(engine) as connection:
        row = connection.execute(statement).first()
        if row is None:
            return None
        of = [
            tuple(connection.execute(query).scalars())
            for query in (
                reached.where(reach.c.offer_key == key).order_by(area.c.name, area.c.ags),
                select(link.c.field_code)
                .where(link.c.offer_key == key)
                .order_by(link.c.field_code),
                select(step.c.transition_code)
                .where(step.c.offer_key == key)
                .order_by(step.c.transition_code),
            )
        ]
    return OfferEntry(
        key=row.key,
        name=row.name,
        description=row.description,
        institution_key=row.institution_key,
        institution_name=row.institution_name,
        institution_type=row.type_code,
        sector=row.sector_code,
        ags=row.ags or "",
        municipality=row.municipality,
        is_region_wide=bool(row.is_region_wide),
        service_area=of[0],
        minimum_age_years=row.minimum_age_years,
        maximum_age_years=row.maximum_age_years,
        capacity_places=row.capacity_places,
        fields=of[1],
        transitions=of[2],
        kind=row.kind_code or "",
        prevention_level=row.prevention_level_code or "",
        status=OfferStatus(row.status),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        last_confirmed_on=row.last_confirmed_on,
    )


def host_entry(engine: Engine, key: str) -> HostEntry | None:
    """Read one institution in full; None where there is none (a stale link)."""
    rows = host_entries(engine, (key,))
    if rows.empty:
        return None
    link, phase = schema.institution_life_phase, schema.life_phase
    statement = (
        select(phase.c.code)
        .join(link, link.c.life_phase_code == phase.c.code)
        .where(link.c.institution_key == key)
        .order_by(phase.c.position, phase.c.code)
    )
    with reading(engine) as connection:
        phases = tuple(connection.execute(statement).scalars())
    row = rows.iloc[0]
    return HostEntry(
        key=str(row["key"]),
        name=str(row["name"]),
        institution_type=str(row["type_code"]),
        sector=str(row["sector_code"]),
        ags=str(row["ags"]),
        municipality=str(row["municipality"]),
        life_phases=phases,
    )
