"""Sets that hang on rows, joined into one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select


def joined_sets(
    connection: Connection, statement: Select[Any], keys: pd.Series[str]
) -> pd.Series[str]:
    """Join the elements of each key by "|", in the order of the statement (parent, element)."""
    sets: dict[str, list[str]] = {}
    for parent, element in connection.execute(statement):
        sets.setdefault(parent, []).append(element)
    return pd.Series(["|".join(sets.get(key, ())) for key in keys], index=keys.index, dtype="str")
