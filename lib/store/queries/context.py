"""Census figures of the municipalities, several codes side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from sqlalchemy import ColumnElement, Engine, FromClause


@dataclass(frozen=True, slots=True, order=True)
class ContextFigure:
    """One indicator of one year."""

    code: str
    year: int

    @property
    def column(self) -> str:
        """Its column in `context_values`."""
        return f"{self.code}@{self.year}"


def context_figures(
    engine: Engine, codes: Sequence[str], *, prefixes: tuple[str, ...]
) -> tuple[ContextFigure, ...]:
    """Which of these indicators hold values in the extent, and for which years."""
    value = schema.context_value
    statement = (
        select(value.c.indicator_code, value.c.year)
        .where(value.c.indicator_code.in_(codes), in_extent(value.c.ags, prefixes))
        .distinct()
        .order_by(value.c.indicator_code, value.c.year)
    )
    with reading(engine) as connection:
        return tuple(ContextFigure(row[0], row[1]) for row in connection.execute(statement))


def context_values(
    engine: Engine, figures: Sequence[ContextFigure], *, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Read the figures of every municipality of the extent: ags, name, one column a figure.

    NaN where there is none. The columns are called as `ContextFigure.column` says.
    """
    area = schema.municipality
    columns: list[ColumnElement[object]] = []
    source: FromClause = area
    for figure in figures:  # one look into the primary key each; adding up groups takes longer
        value = schema.context_value.alias()
        source = source.outerjoin(
            value,
            and_(
                value.c.indicator_code == figure.code,
                value.c.ags == area.c.ags,
                value.c.year == figure.year,
            ),
        )
        columns.append(value.c.value.label(figure.column))
    statement = (
        select(area.c.ags, area.c.name, *columns)
        .select_from(source)
        .where(in_extent(area.c.ags, prefixes))
        .order_by(area.c.ags)
    )
    dtypes = {"ags": "str", "name": "str", **{figure.column: "float64" for figure in figures}}
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def context_sources_of(engine: Engine, codes: Sequence[str]) -> tuple[str, ...]:
    """Source lines of these indicators, without repetition, in the order of the code list."""
    indicator = schema.context_indicator
    statement = (
        select(indicator.c.source)
        .where(indicator.c.code.in_(codes))
        .order_by(indicator.c.position, indicator.c.code)
    )
    with reading(engine) as connection:
        return tuple(dict.fromkeys(connection.execute(statement).scalars()))
