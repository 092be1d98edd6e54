"""Lists for filters: municipalities, code lists, waves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.text import Label

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine

CODE_LISTS = (
    schema.life_phase,
    schema.transition,
    schema.field_of_action,
    schema.offer_kind,
    schema.prevention_level,
    schema.provider_sector,
    schema.institution_type,
)


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything a filter may offer, in the order in which it is offered.

    `codes` maps the name of a code list to its (code, label) pairs.
    """

    municipalities: tuple[tuple[str, str], ...]  # (ags, name), alphabetical
    codes: dict[str, tuple[tuple[str, Label], ...]]
    waves: tuple[tuple[str, Label], ...]  # newest first

    def label(self, list_name: str, code: str) -> Label | str:
        """Label of a code; the code itself where the list does not know it."""
        return dict(self.codes[list_name]).get(code, code)

    def municipality_name(self, ags: str) -> str:
        """Name of a municipality; the AGS itself where the extent does not know it."""
        return dict(self.municipalities).get(ags, ags)


def lists(engine: Engine, *, prefixes: tuple[str, ...]) -> Lists:
    """Read municipalities of the extent, code lists and waves."""
    area, wave = schema.municipality, schema.wave
    with reading(engine) as connection:
        municipalities = connection.execute(
            select(area.c.ags, area.c.name).where(in_extent(area.c.ags, prefixes))
        ).all()
        codes = {
            table.name: tuple(
                (row.code, Label(row.label_de, row.label_en))
                for row in connection.execute(
                    select(table.c.code, table.c.label_de, table.c.label_en).order_by(
                        table.c.position, table.c.code
                    )
                )
            )
            for table in CODE_LISTS
        }
        waves = tuple(
            (row.code, Label(row.label_de, row.label_en))
            for row in connection.execute(
                select(wave.c.code, wave.c.label_de, wave.c.label_en).order_by(
                    wave.c.starts_on.desc(), wave.c.code
                )
            )
        )
    return Lists(
        municipalities=tuple(sorted(((r.ags, r.name) for r in municipalities), key=_german_order)),
        codes=codes,
        waves=waves,
    )


def _german_order(item: tuple[str, str]) -> tuple[str, str]:
    """Sort key of DIN 5007-1: ä as a, ß as ss (databases differ in their collations)."""
    name = item[1].casefold().translate(str.maketrans("äöü", "aou")).replace("ß", "ss")
    return name, item[0]


def municipalities(engine: Engine, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Municipalities of the extent: ags, name, area_km2."""
    area = schema.municipality
    statement = (
        select(area.c.ags, area.c.name, area.c.area_km2)
        .where(in_extent(area.c.ags, prefixes))
        .order_by(area.c.ags)
    )
    with reading(engine) as connection:
        return frame(connection, statement, {"ags": "str", "name": "str", "area_km2": "float64"})
