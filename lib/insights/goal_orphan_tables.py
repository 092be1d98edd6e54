"""Tables of links and of what stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.vocabulary import ACCOUNTABILITY_LABELS, MEASURE_STATUS_LABELS, MeasureStatus
from lib.domain.vocabulary import Accountability as Answerable
from lib.insights.goal_orphan_words import LINK_HELP, LINK_LABELS, ORPHAN_LABELS, Link, Orphan
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Label, Message, Names, Text, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.insights.goal_orphans import GoalLinks
    from lib.store.queries.lists import Lists


def links_table(found: Sequence[GoalLinks]) -> Table:
    """One row a goal: how many of each link, and what is missing."""
    words, number = ColumnKind.MESSAGE, ColumnKind.NUMBER
    columns = (
        Column("strategic", msg("Strategic goal"), words),
        Column("goal", msg("Goal"), words),
        *(Column(link.value, LINK_LABELS[link], number, help=LINK_HELP[link]) for link in Link),
        Column("missing", msg("Missing"), words),
        Column("key", msg("Key")),
    )
    records = [
        {
            "strategic": links.strategic,
            "goal": links.name,
            **{link.value: links.counts[link] for link in Link},
            "missing": _missing(links),
            "key": links.key,
        }
        for links in found
    ]
    frame = pd.DataFrame(records, columns=[column.key for column in columns])
    return Table(frame, columns, caption=msg("What each goal is tied to"))


def _missing(links: GoalLinks) -> Text:
    named = tuple(LINK_LABELS[link] for link in links.missing)
    return Names(named) if named else msg("nothing")


def goal_list(found: Sequence[GoalLinks], caption: Message) -> Table:
    """Goals that lack something, with all that they lack."""
    words = ColumnKind.MESSAGE
    columns = (
        Column("goal", msg("Goal"), words),
        Column("strategic", msg("Strategic goal"), words),
        Column("body", msg("Responsible body")),
        Column("missing", msg("Missing"), words),
        Column("key", msg("Key")),
    )
    records = [
        {
            "goal": links.name,
            "strategic": links.strategic,
            "body": links.responsible_body,
            "missing": _missing(links),
            "key": links.key,
        }
        for links in found
    ]
    frame = pd.DataFrame(records, columns=[column.key for column in columns])
    return Table(frame, columns, caption=caption)


def indicator_list(loose: pd.DataFrame) -> Table:
    """Indicators that belong to no goal."""
    words = ColumnKind.MESSAGE
    columns = (
        Column("indicator", msg("Indicator"), words),
        Column("latest_year", msg("Newest value of"), words),
        Column("accountability", msg("Who answers for it"), words),
        Column("source", msg("Source")),
        Column("key", msg("Key")),
    )
    records = [
        {
            "indicator": Label(row["name_de"], row["name_en"] or row["name_de"]),
            "latest_year": msg("not stated")
            if pd.isna(row["latest_year"])
            else str(row["latest_year"]),
            "accountability": ACCOUNTABILITY_LABELS[Answerable(row["accountability"])],
            "source": row["source"],
            "key": row["key"],
        }
        for row in loose.to_dict("records")
    ]
    frame = pd.DataFrame(records, columns=[column.key for column in columns])
    return Table(frame, columns, caption=ORPHAN_LABELS[Orphan.LOOSE_INDICATOR])


def measure_list(idle: pd.DataFrame, names: Mapping[str, Message]) -> Table:
    """Measures at work without an active offer: none linked, or none of the linked ones active."""
    words = ColumnKind.MESSAGE
    columns = (
        Column("measure", msg("Measure for a goal"), words),
        Column("status", msg("Status"), words),
        Column("why", msg("Why"), words),
        Column("body", msg("Responsible body")),
        Column("goal", msg("Goal"), words),
        Column("key", msg("Key")),
    )
    records = [
        {
            "measure": Label(row["title_de"], row["title_en"] or row["title_de"]),
            "status": MEASURE_STATUS_LABELS[MeasureStatus(row["status"])],
            "why": msg("linked offers are no longer active")
            if row["offers_count"]
            else msg("no offer linked"),
            "body": row["responsible_body"],
            "goal": names.get(str(row["goal_key"]), str(row["goal_key"])),
            "key": row["key"],
        }
        for row in idle.to_dict("records")
    ]
    frame = pd.DataFrame(records, columns=[column.key for column in columns])
    return Table(frame, columns, caption=ORPHAN_LABELS[Orphan.MEASURE_WITHOUT_OFFER])


def offer_list(loose: pd.DataFrame, lists: Lists) -> Table:
    """Active offers that no measure is linked to."""
    known = dict(lists.municipalities)
    places = [known.get(ags, ags) if ags else msg("no municipality") for ags in loose["ags"]]
    frame = loose.assign(place=pd.Series(places, loose.index, dtype=object))
    columns = (
        Column("name", msg("Offer")),
        Column("institution_name", msg("Institution")),
        Column("place", msg("Municipality"), ColumnKind.MESSAGE),
        Column("key", msg("Key")),
    )
    return Table(frame, columns, caption=ORPHAN_LABELS[Orphan.LOOSE_OFFER])
