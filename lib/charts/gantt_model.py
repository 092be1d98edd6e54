"""What a Gantt chart shows: rows with bars and marks, the time, words and sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.charts.theme import ACCENT, CONTRAST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lib.text import Language

SELECTION: Final = "measure"
ROW_PX: Final = 22
#: Height of a bar as a share of its row.
BAR_BAND: Final = 0.55
#: Told apart in greyscale; the word stands beside each bar.
FILLS: Final[dict[str, str]] = {
    "running": ACCENT,
    "planned": "#dcecef",
    "done": "#a7b1b6",
    "stopped": "#ffffff",
}
FLAG: Final = "M-0.35,-1.2 L1.1,-0.6 L0,0 L0,1.2 L-0.35,1.2 Z"
SHAPES: Final[dict[str, str]] = {
    "done": "circle",
    "due": "diamond",
    "overdue": "triangle-up",
    "funding": FLAG,
}
MARK_FILLS: Final[dict[str, str]] = {
    "done": "#c4ced3",
    "due": "#ffffff",
    "overdue": CONTRAST,
    "funding": "#ffffff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttMark:
    """A day on a bar: a milestone in one of its states, or the end of funding."""

    kind: str
    day: date
    tooltip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """A bar with its marks, or (without a status) the heading of a group.

    `state` is the word beside the bar, `is_pressing` writes it bold.
    """

    key: str
    name: str
    status: str = ""
    state: str = ""
    is_pressing: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    tooltip: tuple[str, ...] = ()
    marks: tuple[GanttMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttSpan:
    """The time shown, the reference date and the end of the time ahead, with their words."""

    first: date
    last: date
    day: date
    ahead: date
    day_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttLook:
    """Words and sizes; a height of 0 gives each row its own."""

    language: Language
    marks: Mapping[str, str]
    headings: tuple[str, ...]  # of the tooltip
    mark_heading: str
    name_px: int = 275
    state_px: int = 165
    scale: float = 1.0
    fills_height: bool = False
    width_px: int = 0
    chosen: str = ""


def bar_frame(rows: Sequence[GanttRow], span: GanttSpan, look: GanttLook) -> pd.DataFrame:
    """One row a bar, cut to the time shown."""
    records = []
    for row in rows:
        start = max(row.starts_on or span.first, span.first)
        end = min(row.ends_on or span.last, span.last)
        dated = row.starts_on is not None or row.ends_on is not None
        records.append(
            {
                "key": row.key,
                "name": row.name,
                "status": row.status,
                "state": row.state,
                "pressing": row.is_pressing,
                "chosen": row.key == look.chosen,
                "start": pd.Timestamp(start),
                "end": pd.Timestamp(end),
                "middle": pd.Timestamp(span.day),
                "has_bar": bool(row.status) and dated and start <= end,
                "before": row.starts_on is None or row.starts_on < span.first,
                "after": row.ends_on is None or row.ends_on > span.last,
                **{f"tip_{index}": text for index, text in enumerate(row.tooltip)},
            }
        )
    names = [
        "key",
        "name",
        "status",
        "state",
        "pressing",
        "chosen",
        "start",
        "end",
        "middle",
        "has_bar",
    ]
    tips = [f"tip_{index}" for index in range(len(look.headings))]
    frame = pd.DataFrame.from_records(records, columns=[*names, "before", "after", *tips])
    return frame.astype({"has_bar": bool, "before": bool, "after": bool})


def mark_frame(rows: Sequence[GanttRow], span: GanttSpan) -> pd.DataFrame:
    """One row a mark within the time shown."""
    records = [
        {"key": row.key, "mark": mark.kind, "on": pd.Timestamp(mark.day), "text": mark.tooltip}
        for row in rows
        for mark in row.marks
        if span.first <= mark.day <= span.last
    ]
    return pd.DataFrame.from_records(records, columns=["key", "mark", "on", "text"])
