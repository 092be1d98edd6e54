"""Indicators and measures of one goal: rows, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.indicator_status import STATUS_LABELS, STATUS_SYMBOLS
from lib.domain.vocabulary import MEASURE_STATUS_LABELS, MeasureStatus
from lib.insights.goal_page_types import GoalIndicator, GoalMeasure
from lib.insights.indicator_base import assessment
from lib.insights.indicator_words import amount, target_text
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Label, Message, Text, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from lib.domain.indicator_status import Method
    from lib.insights.goal_tree import GoalNode, IndicatorRow
    from lib.insights.indicator_base import IndicatorBase


def indicators_of(
    node: GoalNode, base: IndicatorBase, *, year: int, method: Method
) -> tuple[GoalIndicator, ...]:
    """Indicators of a goal and of those below it, each with the reason of its status."""
    return tuple(_indicator(row, base, year=year, method=method) for row in node.readings())


def _indicator(
    row: IndicatorRow, base: IndicatorBase, *, year: int, method: Method
) -> GoalIndicator:
    found = assessment(base, row.key, year=year, method=method)
    case, rows = base.case(row.key), base.rows(row.key)
    is_judged = case.rules.blocked is None
    breaks = rows.loc[rows["is_series_break"], "year"].tolist()
    value: Text = "" if row.value is None else amount(row, row.value)
    return GoalIndicator(
        key=row.key,
        goal_key=row.goal_key,
        name=row.name,
        status=found.status,
        reason=found.reason,
        value=value,
        year=row.value_year,
        target=target_text(row),
        points=tuple((at, number) for at, number in case.series.items() if at <= year),
        breaks=tuple(int(at) for at in breaks if at <= year),
        target_value=row.target_value if is_judged else None,
        source=str(base.record(row.key)["source"]),
    )


def indicator_table(indicators: tuple[GoalIndicator, ...], names: Mapping[str, Message]) -> Table:
    """One row an indicator: goal, status with reason, newest value, target."""
    records = [
        {
            "indicator": item.name,
            "status": msg(
                "{symbol} {word}",
                symbol=STATUS_SYMBOLS[item.status],
                word=STATUS_LABELS[item.status],
            ),
            "value": item.value or msg("not stated"),
            "year": str(item.year) if item.year else "",
            "target": item.target,
            "reason": item.reason,
            "goal": names[item.goal_key],
        }
        for item in indicators
    ]
    words = ColumnKind.MESSAGE
    columns = (
        Column("indicator", msg("Indicator"), words),
        Column("status", msg("Status"), words),
        Column("value", msg("Newest value"), words),
        Column("year", msg("Year")),
        Column("target", msg("Target"), words),
        Column("reason", msg("Why"), words),
        Column("goal", msg("Goal"), words),
    )
    frame = pd.DataFrame(records, columns=[column.key for column in columns])
    return Table(frame, columns, caption=msg("Indicators of this goal"))


#: Order of the states in a list: what runs first.
_ORDER: Final = (
    MeasureStatus.RUNNING,
    MeasureStatus.PLANNED,
    MeasureStatus.DONE,
    MeasureStatus.STOPPED,
)


def measures_of(frame: pd.DataFrame, active: frozenset[str]) -> tuple[GoalMeasure, ...]:
    """Measures (rows of `queries.measures`), running ones first; `active`: keys of offers."""
    found = [_measure(row, active) for row in frame.to_dict("records")]
    return tuple(sorted(found, key=lambda measure: _ORDER.index(measure.status)))


def _measure(row: Mapping[Hashable, Any], active: frozenset[str]) -> GoalMeasure:
    offers = [key for key in str(row["offer_keys"]).split("|") if key]
    return GoalMeasure(
        key=str(row["key"]),
        goal_key=str(row["goal_key"]),
        title=_label(row, "title"),
        responsible_body=str(row["responsible_body"]),
        status=MeasureStatus(row["status"]),
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        funding_source=str(row["funding_source"] or ""),
        funding_ends_on=_day(row["funding_ends_on"]),
        budget_note=_label(row, "budget_note"),
        offers_count=sum(key in active for key in offers),
    )


def _label(row: Mapping[Hashable, Any], name: str) -> Label:
    german, english = str(row[f"{name}_de"] or ""), str(row[f"{name}_en"] or "")
    return Label(german, english or german)


def _day(value: Any) -> date | None:  # noqa: ANN401  a cell of a frame
    return None if pd.isna(value) else value.date()


def measure_table(measures: tuple[GoalMeasure, ...], names: Mapping[str, Message]) -> Table:
    """One row a measure: who, state, period, funding, active offers."""
    records = [
        {
            "title": measure.title,
            "body": measure.responsible_body,
            "status": MEASURE_STATUS_LABELS[measure.status],
            "starts_on": measure.starts_on,
            "ends_on": measure.ends_on,
            "funding_source": measure.funding_source,
            "funding_ends_on": measure.funding_ends_on,
            "budget_note": measure.budget_note,
            "offers_count": measure.offers_count,
            "goal": names[measure.goal_key],
        }
        for measure in measures
    ]
    words, day = ColumnKind.MESSAGE, ColumnKind.DATE
    columns = (
        Column("title", msg("Measure for a goal"), words),
        Column("body", msg("Responsible body")),
        Column("status", msg("Status"), words),
        Column("starts_on", msg("First day"), day),
        Column("ends_on", msg("Last day"), day),
        Column("offers_count", msg("Active offers"), ColumnKind.NUMBER),
        Column("funding_source", msg("Funded by")),
        Column("funding_ends_on", msg("Funded until"), day),
        Column("budget_note", msg("Budget note"), words),
        Column("goal", msg("Goal"), words),
    )
    frame = pd.DataFrame(records, columns=[column.key for column in columns])
    for name in ("starts_on", "ends_on", "funding_ends_on"):
        frame[name] = pd.to_datetime(frame[name])
    return Table(frame, columns, caption=msg("Measures of this goal"))
