"""From a statement to a typed frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import or_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Select


def frame(
    connection: Connection, statement: Select[tuple[object, ...]], dtypes: Mapping[str, str]
) -> pd.DataFrame:
    """Run a statement; the columns and their dtypes are exactly those of `dtypes`.

    An empty answer keeps its columns and dtypes, so that callers need no special case.
    """
    rows = connection.execute(statement).all()
    data = pd.DataFrame(rows, columns=list(dtypes), dtype=object)
    for name, dtype in dtypes.items():
        wanted = pd.api.types.pandas_dtype("datetime64[s]" if dtype == "date" else dtype)
        data[name] = data[name].astype(wanted)
    return data


def in_extent(column: ColumnElement[str], prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    """Condition that an AGS belongs to the extent; no prefix means all."""
    return or_(*(column.startswith(prefix, autoescape=True) for prefix in prefixes or ("",)))
