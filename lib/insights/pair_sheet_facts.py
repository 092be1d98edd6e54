"""What stands between two institutions: agreed level, agreement, next step, last talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.agreements import AgreementStatus, status
from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, Scope, level_label
from lib.insights.cooperation_detail import agreement_status
from lib.store.queries import cooperation as queries
from lib.text import Dated, Text, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date
    from typing import Any

    from lib.store.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A heading with its lines; one that warns needs somebody to act."""

    label: Text
    lines: tuple[Text, ...]
    warns: bool = False


def facts_of(engine: Engine, wave: str, keys: tuple[str, str], scope: Scope) -> tuple[Fact, ...]:
    """Collect what stands, at the reference date; what is missing is said in words.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    first, second = sorted(keys)
    day = scope.state.reference_date
    stated = _of(queries.pairs(engine, wave=wave), first, second)
    row: Mapping[Hashable, Any] = stated.iloc[0].to_dict() if len(stated) else {}
    talks = _of(queries.talks(engine), first, second)
    talked = talks["last_talked_on"].iloc[0] if len(talks) else pd.NaT
    return (
        _agreed(row, scope),
        _agreements(_of(queries.agreements(engine), first, second), day),
        _next_step(row, day),
        Fact(
            label=msg("Last talked"),
            lines=(msg("No conversation recorded.") if pd.isna(talked) else Dated(talked.date()),),
        ),
    )


def _of(frame: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    return frame[(frame["institution_a_key"] == first) & (frame["institution_b_key"] == second)]


def _agreed(row: Mapping[Hashable, Any], scope: Scope) -> Fact:
    level, on = row.get("agreed_level"), row.get("agreed_on")
    line: Text = msg("No level agreed in this round.")
    if level is not None and not pd.isna(level):
        line = level_label(int(level), scope.level_names)
        if not pd.isna(on):
            line = msg("{level}, agreed on {day}", level=line, day=Dated(on.date()))
    return Fact(label=msg("Agreed level"), lines=(line,))


def _agreements(found: pd.DataFrame, day: date) -> Fact:
    label = msg("Cooperation agreement")
    if found.empty:
        return Fact(label=label, lines=(msg("No cooperation agreement recorded."),))
    lines, states = [], []
    for row in found.to_dict("records"):
        starts = row["valid_from"].date()
        ends = None if pd.isna(row["valid_to"]) else row["valid_to"].date()
        lines.append(agreement_status(str(row["title"]), starts, ends, day))
        states.append(status(starts, ends, day))
    return Fact(label=label, lines=tuple(lines), warns=AgreementStatus.VALID not in states)


def _next_step(row: Mapping[Hashable, Any], day: date) -> Fact:
    label = msg("Next step")
    if not row.get("next_step"):
        return Fact(label=label, lines=(msg("No next step agreed in this round."),))
    lines: list[Text] = [str(row["next_step"])]
    due_on, is_late = row["next_step_due_on"], False
    if not pd.isna(due_on):
        due = due_on.date()
        is_late = due < day
        lines.append(
            msg("Planned by {day}; this date has passed.", day=Dated(due))
            if is_late
            else msg("Planned by {day}.", day=Dated(due))
        )
    if row["next_step_owner"]:
        lines.append(msg("In charge: {role}", role=str(row["next_step_owner"])))
    return Fact(label=label, lines=tuple(lines), warns=is_late)
