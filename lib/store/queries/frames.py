"""From a statement to a typed frame."""

from __future__ import annotations

from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import or_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

_NUMBERS: Final = ("int64", "float64", "bool")
_EPOCH: Final = date(1970, 1, 1).toordinal()
_NOT_A_TIME: Final = np.iinfo(np.int64).min


def frame(
    connection: Connection, statement: Select[tuple[object, ...]], dtypes: Mapping[str, str]
) -> pd.DataFrame:
    """Run a statement; the columns and their dtypes are exactly those of `dtypes`.

    An empty answer keeps its columns and dtypes, so that callers need no special case.
    """
    rows = connection.execute(statement).all()
    columns: Iterable[tuple[object, ...]] = zip(*rows, strict=True) if rows else repeat(())
    return pd.DataFrame(
        {
            name: _column(values, dtype)
            for (name, dtype), values in zip(dtypes.items(), columns, strict=False)
        }
    )


def _column(values: Sequence[Any], dtype: str) -> pd.Series[Any]:
    """Make a typed column: a whole column at a time, because lists may have thousands of rows."""
    if dtype == "date":
        # by ordinals: numpy takes twenty times as long for the dates themselves
        days = [_NOT_A_TIME if day is None else day.toordinal() - _EPOCH for day in values]
        return pd.Series(np.array(days, dtype=np.int64).view("datetime64[D]")).astype(
            "datetime64[s]"
        )
    if dtype in _NUMBERS:
        return pd.Series(np.array(values, dtype=dtype))  # None as float: not a number
    cells = pd.Series(list(values), dtype=object)
    return cells if dtype == "object" else cells.astype(pd.api.types.pandas_dtype(dtype))


def in_extent(column: ColumnElement[str], prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    """Condition that an AGS belongs to the extent; no prefix means all."""
    return or_(*(column.startswith(prefix, autoescape=True) for prefix in prefixes or ("",)))
