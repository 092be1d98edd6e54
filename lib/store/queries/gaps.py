"""What the gap matrix needs besides offers: recorded decisions and the transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import Engine


def decisions(engine: Engine, *, on: date, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Decisions to have no offer that are valid on a day; of several in a cell the newest.

    Columns: ags, life_phase_code, decided_on, valid_to (exclusive; NaT: open), body, reason.
    """
    decision = schema.gap_decision
    statement = (
        select(
            decision.c.ags,
            decision.c.life_phase_code,
            decision.c.decided_on,
            decision.c.valid_to,
            decision.c.body,
            decision.c.reason,
        )
        .where(
            in_extent(decision.c.ags, prefixes),
            decision.c.decided_on <= on,
            or_(decision.c.valid_to.is_(None), decision.c.valid_to > on),
        )
        .order_by(decision.c.ags, decision.c.life_phase_code, decision.c.decided_on)
    )
    dtypes = {
        "ags": "str",
        "life_phase_code": "str",
        "decided_on": "date",
        "valid_to": "date",
        "body": "str",
        "reason": "str",
    }
    with reading(engine) as connection:
        rows = frame(connection, statement, dtypes)
    newest = rows.drop_duplicates(["ags", "life_phase_code"], keep="last")
    return newest.reset_index(drop=True)


def transitions(engine: Engine) -> pd.DataFrame:
    """Transitions in their order: code, from_phase_code, to_phase_code."""
    table = schema.transition
    statement = select(table.c.code, table.c.from_phase_code, table.c.to_phase_code).order_by(
        table.c.position, table.c.code
    )
    names = ("code", "from_phase_code", "to_phase_code")
    with reading(engine) as connection:
        return frame(connection, statement, dict.fromkeys(names, "str"))


def known_offers(engine: Engine, keys: tuple[str, ...]) -> pd.DataFrame:
    """Look up offers by key: key, name, institution_name, ags ("" where it has no place)."""
    offer, host = schema.offer, schema.institution
    statement = (
        select(offer.c.key, offer.c.name, host.c.name, offer.c.ags)
        .join(host, host.c.key == offer.c.institution_key)
        .where(offer.c.key.in_(keys))
        .order_by(offer.c.key)
    )
    dtypes = {"key": "str", "name": "str", "institution_name": "str", "ags": "object"}
    with reading(engine) as connection:
        rows = frame(connection, statement, dtypes)
    return rows.assign(ags=rows["ags"].fillna("").astype("str"))
