"""What do the figures rest on? What lies in the database, from when, and how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.vocabulary import CellState
from lib.insights.types import SAMPLE_LABEL, Column, ColumnKind, Provenance, Table
from lib.store.queries import inventory as queries
from lib.store.queries.state import table_counts
from lib.text import Dated, Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

#: Tables in the order in which a reader asks for them. What links rows is not listed.
TABLE_NAMES: Final[dict[str, Message]] = {
    "offer": msg("Offers"),
    "institution": msg("Institutions"),
    "gap_decision": msg("Decisions “deliberately no offer”"),
    "wave": msg("Survey rounds"),
    "cooperation_rating": msg("Cooperation ratings"),
    "cooperation_pair": msg("Agreed levels and next steps"),
    "agreement": msg("Cooperation agreements"),
    "reflection_question": msg("Reflection questions"),
    "goal": msg("Goals"),
    "goal_cooperation": msg("Cooperation that goals need"),
    "measure": msg("Measures of the target system"),
    "milestone": msg("Milestones of the measures"),
    "indicator": msg("Indicators"),
    "indicator_target": msg("Further targets of the indicators"),
    "observation": msg("Values of the indicators"),
    "observation_revision": msg("Earlier values of the indicators"),
    "annotation": msg("Events beside the indicators"),
    "proposal": msg("Decision sheets"),
    "proposal_option": msg("Options of the decision sheets"),
    "network": msg("Networks"),
    "steering_body": msg("Steering bodies"),
    "meeting": msg("Meetings"),
    "municipality": msg("Municipalities"),
    "context_indicator": msg("Official key figures"),
    "context_value": msg("Values of the official key figures"),
    "life_phase": msg("Code list: life phases"),
    "transition": msg("Code list: transitions"),
    "field_of_action": msg("Code list: fields of action"),
    "offer_kind": msg("Code list: kinds of offers"),
    "prevention_level": msg("Code list: prevention levels"),
    "provider_sector": msg("Code list: provider sectors"),
    "institution_type": msg("Code list: types of institutions"),
}
#: What the oldest and newest date of a table mean.
DATE_MEANINGS: Final[dict[str, Message]] = {
    "offer": msg("last confirmed"),
    "gap_decision": msg("day of the decision"),
    "wave": msg("end of the round"),
    "cooperation_rating": msg("day of the rating"),
    "cooperation_pair": msg("day of the agreement"),
    "agreement": msg("start of validity"),
    "observation": msg("year of the value"),
    "observation_revision": msg("day of the newer value"),
    "annotation": msg("day of the event"),
    "proposal": msg("day of the decision"),
    "milestone": msg("due day"),
    "measure": msg("start of the measure"),
    "network": msg("founding day"),
    "meeting": msg("day of the meeting"),
    "context_value": msg("year of the value"),
}
#: Question of each share -> (what it is about, what is stated).
QUESTIONS: Final[dict[str, tuple[Message, Message]]] = {
    "offer_place": (msg("Active offers"), msg("with a place, or named as region-wide")),
    "offer_capacity": (msg("Active offers"), msg("with a number of places")),
    "offer_field": (msg("Active offers"), msg("with a field of action")),
    "offer_confirmed_12": (msg("Active offers"), msg("confirmed in the last 12 months")),
    "offer_confirmed_24": (msg("Active offers"), msg("confirmed in the last 24 months")),
    "offer_confirmed_ever": (msg("Active offers"), msg("ever confirmed")),
    "institution_rating": (msg("Institutions"), msg("gave a rating in the newest survey round")),
    "institution_rated": (msg("Institutions"), msg("were rated in the newest survey round")),
    "rating_returned": (msg("Ratings"), msg("answered by the other side")),
    "goal_indicator": (msg("Operational goals"), msg("with an indicator")),
    "indicator_target": (msg("Indicators"), msg("with a target value")),
    "indicator_baseline": (msg("Indicators"), msg("with a baseline value")),
    "indicator_current": (msg("Indicators"), msg("with a current value")),
    "network_met": (msg("Networks"), msg("met in the last 12 months")),
    "meeting_participants": (msg("Meetings"), msg("with a number of participants")),
}


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is in the database.

    `contents.frame`: name, rows_count, oldest, newest, meaning, origin, one row a table.
    `completeness.frame`: subject, stated, part_count, whole_count, share_pct (0 to 100, missing
    where there is nothing to count), one row a question; the index is the question's key.
    """

    answer: tuple[Message, ...]
    contents: Table
    completeness: Table
    provenance: Provenance


def inventory(engine: Engine, *, state: DataState) -> Inventory:
    """Count, date and judge the completeness of everything the monitor shows.

    Raises:
        StoreError: the database cannot answer.
    """
    shares = queries.completeness(engine, on=state.reference_date)
    confirmations = queries.confirmations(engine, on=state.reference_date)
    rows = table_counts(engine).set_index("table_name")["rows_count"]
    return Inventory(
        answer=_answer(
            offers=int(rows["offer"]),
            providers=queries.providers_count(engine),
            confirmations=confirmations,
            state=state,
        ),
        contents=_contents(rows, queries.date_spans(engine), queries.table_origins(engine)),
        completeness=_completeness(shares),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=state.reference_date,
            sources=(msg("Source: counts of this database."),),
            method="",
            notes=_notes(confirmations),
        ),
    )


def _answer(
    *, offers: int, providers: int, confirmations: dict[str, int], state: DataState
) -> tuple[Message, ...]:
    stand = msg("Data as of {day}.", day=Dated(state.reference_date))
    if not offers:
        return (msg("The database holds no offers yet."), stand)
    # Two numbers in one sentence: the second has a sentence part of its own, so that each can
    # take its own plural.
    institutions = nmsg("{count} institution", "{count} institutions", providers)
    held = nmsg(
        "The database holds {count} offer of {institutions}.",
        "The database holds {count} offers of {institutions}.",
        offers,
        institutions=institutions,
    )
    active = sum(confirmations.values())
    if not active:
        none = msg("On {day}, none of them is active.", day=Dated(state.reference_date))
        return (held, none, stand)
    confirmed = msg(
        "{share} % of the active offers were confirmed in the last 12 months.",
        share=Num(100 * confirmations["within_12"] / active),
    )
    return (held, confirmed, stand)


def _notes(confirmations: dict[str, int]) -> tuple[Text, ...]:
    never = confirmations["never"]
    if not never:
        return ()
    return (
        nmsg(
            "{count} active offer was never confirmed.",
            "{count} active offers were never confirmed.",
            never,
        ),
    )


def _contents(rows: pd.Series[int], spans: pd.DataFrame, origins: pd.DataFrame) -> Table:
    ends = spans.set_index("table_name")
    imports = origins.set_index("table_name")
    records = []
    for name, label in TABLE_NAMES.items():
        count = int(rows[name])
        record: dict[str, object] = {
            "name": label,
            "rows_count": count,
            "meaning": DATE_MEANINGS.get(name, msg("carries no date")),
            "origin": _origin(name, count, imports),
        }
        for end in ("oldest", "newest"):
            value = ends.loc[name, end] if name in ends.index else ""
            record[end], record[f"{end}_state"] = _date_cell(value, count)
        records.append(record)
    return Table(
        pd.DataFrame(records),
        (
            Column("name", msg("Data"), ColumnKind.MESSAGE),
            Column("rows_count", msg("Entries"), ColumnKind.NUMBER),
            Column("oldest", msg("Oldest"), ColumnKind.MESSAGE),
            Column("newest", msg("Newest"), ColumnKind.MESSAGE),
            Column("meaning", msg("Which date"), ColumnKind.MESSAGE),
            Column("origin", msg("Origin"), ColumnKind.MESSAGE),
        ),
        caption=msg("What is in the database"),
    )


def _date_cell(value: object, count: int) -> tuple[Text, str]:
    """Write an end of a span; a table that carries no dates at all stays empty."""
    if value == "":
        return "", CellState.VALUE.value
    if not count:
        return "", CellState.NO_REPORT.value
    if not isinstance(value, str):
        return "", CellState.UNKNOWN.value
    text: Text = Dated(date.fromisoformat(value)) if "-" in value else value
    return text, CellState.VALUE.value


def _origin(name: str, count: int, imports: pd.DataFrame) -> Text:
    if not count:
        return ""
    if name not in imports.index or not imports.loc[name, "sample_count"]:
        return msg("no sample data")
    if imports.loc[name, "own_count"]:
        return msg("partly sample data")
    return SAMPLE_LABEL


def _completeness(shares: pd.DataFrame) -> Table:
    frame = shares.set_index("key")
    frame.insert(0, "subject", [QUESTIONS[key][0] for key in frame.index])
    frame.insert(1, "stated", [QUESTIONS[key][1] for key in frame.index])
    countable = frame["whole_count"] > 0
    frame["share_pct"] = 100 * frame["part_count"] / frame["whole_count"].where(countable)
    frame["share_pct_state"] = countable.map(
        {True: CellState.VALUE.value, False: CellState.NO_REPORT.value}
    )
    number = ColumnKind.NUMBER
    return Table(
        frame,
        (
            Column("subject", msg("Data"), ColumnKind.MESSAGE),
            Column("stated", msg("What is stated"), ColumnKind.MESSAGE),
            Column("part_count", msg("stated for"), number),
            Column("whole_count", msg("out of"), number),
            Column("share_pct", msg("Share"), number, 0, "%"),
        ),
        caption=msg("How complete are the data?"),
    )
