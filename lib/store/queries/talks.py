"""What the list of due conversations needs beside ratings: who serves which life phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine


def institution_phases(engine: Engine) -> pd.DataFrame:
    """Life phases that institutions serve: institution_key, life_phase_code."""
    link = schema.institution_life_phase
    statement = select(link.c.institution_key, link.c.life_phase_code).order_by(
        link.c.institution_key, link.c.life_phase_code
    )
    with reading(engine) as connection:
        return frame(connection, statement, {"institution_key": "str", "life_phase_code": "str"})
