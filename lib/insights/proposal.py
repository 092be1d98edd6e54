"""What is to be decided on a goal? The decision sheet (Vorlage): situation, evidence, options.

The operator's words (situation, options, decision asked) stand beside what the monitor computes. A
sheet is passed on, so cooperation always comes from the public release, whoever looks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.errors import MeasureError
from lib.domain.indicator_status import (
    METHOD_LABELS,
    METHOD_STATUSES,
    OFF_TRACK,
    ON_TRACK,
    STATUS_LABELS,
    UNJUDGED,
    Method,
    Status,
    worst,
)
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_page import goal_page
from lib.insights.indicator_base import indicator_base
from lib.insights.proposal_evidence import evidence_of
from lib.insights.proposal_facts import endings, ends_sentence, facts_of
from lib.insights.proposal_recorded import due_sentence, recorded_of
from lib.insights.proposal_types import ProposalSheet
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.cooperation import Scope
    from lib.insights.goal_page import GoalPage
    from lib.insights.proposal_types import Evidence
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

NO_SUCH_GOAL: Final = msg("There is no such goal in the extent. Please choose one of the list.")
PASSED_ON: Final = msg("Cooperation: from the public release, because a sheet is passed on.")


def proposal(
    engine: Engine,
    *,
    goal_key: str,
    proposal_key: str,
    ags: str,
    year: int,
    method: Method,
    extent_name: str,
    scope: Scope,
    lists: Lists,
) -> ProposalSheet:
    """Collect the decision sheet of a goal, judged for its municipality, else for the one chosen.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: there is no such goal, or the method cannot judge one of its indicators.
    """
    page = goal_page(
        engine,
        key=goal_key,
        ags=ags,
        year=year,
        method=method,
        extent_name=extent_name,
        scope=replace(scope, shows_single_pairs=False),
        lists=lists,
    )
    if page is None:
        raise MeasureError(NO_SUCH_GOAL)
    day = scope.state.reference_date
    place = page.ags or ags
    base = indicator_base(engine, ags=place)
    keys = [line.key for line in page.indicators]
    evidence = evidence_of(base, keys, year=year, method=method)
    recorded, listed, next_key = recorded_of(engine, goal_key, proposal_key=proposal_key, day=day)
    asking = endings(page.measures, day=day)
    return ProposalSheet(
        goal_key=goal_key,
        title=page.title,
        level=page.level,
        above=tuple(name for _, name in page.path),
        place=lists.municipality_name(place) if place else extent_name,
        extent=extent_name,
        responsible_body=page.responsible_body,
        recorded=recorded,
        sheets=listed,
        next_key=next_key,
        year=year,
        method=method,
        counts=_counts(evidence, method),
        evidence=evidence,
        facts=facts_of(engine, page, day=day),
        due=due_sentence(recorded, day),
        standing=(_standing(evidence, year), *ends_sentence(asking)),
        disclaimer=DISCLAIMER,
        table=_table(evidence, method),
        provenance=_provenance(page),
    )


def _counts(evidence: tuple[Evidence, ...], method: Method) -> tuple[tuple[Status, int], ...]:
    """How many indicators have each status, best first, without those that do not occur."""
    found = Counter(line.status for line in evidence)
    return tuple((status, found[status]) for status in METHOD_STATUSES[method] if found[status])


def _standing(evidence: tuple[Evidence, ...], year: int) -> Message:
    """Say how many indicators are off track, and name the worst."""
    if not evidence:
        return msg("No indicator is recorded for this goal: its progress cannot be judged.")
    if len(evidence) == 1:
        return msg(
            "Its only indicator, “{name}”: {status} in {year}.",
            name=evidence[0].name,
            status=STATUS_LABELS[evidence[0].status],
            year=str(year),
        )
    off = [line for line in evidence if line.status in OFF_TRACK]
    unjudged = sum(line.status in UNJUDGED for line in evidence)
    counted = nmsg("{count} indicator", "{count} indicators", len(evidence))
    if off:
        status = worst(line.status for line in off)
        first = next(line for line in off if line.status is status)
        return msg(
            "{off} of {counted} not on track in {year}; the worst: {name} ({status}).",
            off=len(off),
            counted=counted,
            year=str(year),
            name=first.name,
            status=STATUS_LABELS[status],
        )
    good = sum(line.status in ON_TRACK for line in evidence)
    if not unjudged:
        return msg("{counted}: all on track ({year}).", counted=counted, year=str(year))
    return msg(
        "{counted}: {good} on track, {open} not assessable ({year}).",
        counted=counted,
        good=good,
        open=unjudged,
        year=str(year),
    )


def _table(evidence: tuple[Evidence, ...], method: Method) -> Table:
    """One row an indicator, with the working of its status."""
    words = ColumnKind.MESSAGE
    columns = (
        Column("name", msg("Indicator"), words),
        Column("status", msg("Status"), words),
        Column("value", msg("Value"), words),
        Column("target", msg("Target"), words),
        Column("trend", msg("Trend"), words),
        Column("reason", msg("Reason"), words),
        Column("working", msg("Working"), words),
        Column("method", msg("Method"), words),
    )
    rows = [
        {
            "name": line.name,
            "status": STATUS_LABELS[line.status],
            "value": line.value,
            "target": line.target,
            "trend": line.trend,
            "reason": line.reason,
            "working": _joined(line.working),
            "method": METHOD_LABELS[method],
        }
        for line in evidence
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    return Table(frame, columns, caption=msg("Indicators of the decision sheet"))


def _joined(lines: tuple[Text, ...]) -> Text:
    text: Text = ""
    for line in lines:
        text = msg("{before}; {next}", before=text, next=line) if text else line
    return text


def _provenance(page: GoalPage) -> Provenance:
    """Name the sources of everything on the sheet, and how gaps and cooperation are read."""
    found = page.provenance
    sources, notes = [*found.sources], [*found.notes]
    if page.measures or page.offers.columns:
        sources += page.offers.provenance.sources
        notes += page.offers.provenance.notes
    if page.cooperation.needs:
        sources += page.cooperation.provenance.sources
        notes.append(PASSED_ON)
    return replace(found, sources=tuple(dict.fromkeys(sources)), notes=tuple(notes))
