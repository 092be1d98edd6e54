"""What operators recorded for committees: decision sheets of goals, and which one is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.insights.proposal_types import Option, Recorded
from lib.store.queries import goal_links as queries
from lib.text import Label, Message, Text, msg
from lib.text.message import Dated

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from lib.store.engine import Engine

NOTHING: Final = Recorded(key="", body="", decides_on=None, situation="", decision="", options=())


def recorded_of(
    engine: Engine, goal_key: str, *, proposal_key: str, day: date
) -> tuple[Recorded, tuple[tuple[str, str, date | None], ...], str]:
    """Sheet of a goal; in the order of their days all sheets of it (key, body, day); the next one.

    The sheet is the one named by `proposal_key`, else the next one; `NOTHING` without any.

    Raises:
        StoreError: the database cannot answer.
    """
    frame = queries.proposals(engine)
    own = frame[frame["goal_key"] == goal_key]
    if own.empty:
        return NOTHING, (), ""
    records = own.to_dict("records")
    named = [record for record in records if record["key"] == proposal_key]
    due = records[next_place([_day(row) for row in records], day)]
    record = named[0] if named else due
    listed = tuple((str(row["key"]), str(row["body"]), _day(row)) for row in records)
    return _recorded(record, queries.proposal_options(engine)), listed, str(due["key"])


def next_place(days: list[date | None], day: date) -> int:
    """Place of the sheet that is due next: the first day to come, else one without, else the last.

    `days` are in order, those without a day at the end.
    """
    to_come = [place for place, known in enumerate(days) if known is not None and known >= day]
    without = [place for place, known in enumerate(days) if known is None]
    return (to_come or without or [len(days) - 1])[0]


def due_sentence(recorded: Recorded, day: date) -> Message:
    """Say who decides, and when."""
    if recorded is NOTHING:
        return msg("No decision is recorded for this goal; the computed facts stand ready.")
    if recorded.decides_on is None:
        return msg("{body} is to decide; no day is recorded yet.", body=recorded.body)
    on = Dated(recorded.decides_on)
    if recorded.decides_on < day:
        return msg("{body} was to decide on {day}.", body=recorded.body, day=on)
    return msg("{body} decides on {day}.", body=recorded.body, day=on)


def _recorded(record: Mapping[Hashable, Any], options: pd.DataFrame) -> Recorded:
    own = options[options["proposal_key"] == record["key"]]
    return Recorded(
        key=str(record["key"]),
        body=str(record["body"]),
        decides_on=_day(record),
        situation=_label(record, "situation"),
        decision=_label(record, "decision"),
        options=tuple(
            Option(title=_label(row, "title"), text=_label(row, "text"))
            for row in own.to_dict("records")
        ),
    )


def _day(record: Mapping[Hashable, Any]) -> date | None:
    found = record["decides_on"]
    if pd.isna(found):
        return None
    known: date = found.date()
    return known


def _label(record: Mapping[Hashable, Any], field: str) -> Text:
    german, english = str(record[f"{field}_de"]), str(record[f"{field}_en"])
    return Label(german, english or german) if german else ""
