"""What the radar shows: columns along the chain, marks in their lanes, words and sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.charts.gantt_model import FLAG
from lib.charts.theme import ACCENT, CONTRAST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lib.text import Language

PHASE_WIDTH: Final = 1.0
TRANSITION_WIDTH: Final = 0.9
BETWEEN: Final = 0.04
LINE: Final = "\n"
SHAPES: Final[dict[str, str]] = {
    "funding": FLAG,
    "period": "square",
    "offer": "circle",
    "agreement": "triangle-up",
}
FILLS: Final[dict[str, str]] = {
    "funding": "#ffffff",
    "period": ACCENT,
    "offer": "#6badb9",
    "agreement": CONTRAST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarColumn:
    """A link of the chain; `lines` is its name, `foot` the share in words, `share_pct` 0 to 100."""

    key: str
    lines: tuple[str, ...]
    is_transition: bool
    foot: tuple[str, str]
    share_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarMark:
    """Ends of one kind in one link and month; those over already have the month before."""

    column: str
    kind: str
    day: date
    count: int
    tooltip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarLook:
    """The time shown (from `first`, at or before the reference date), words and sizes."""

    language: Language
    first: date
    day: date
    last: date
    day_label: str
    kinds: Mapping[str, str]
    headings: tuple[str, str]  # of the tooltip: link, what ends
    scale: float = 1.0
    fills_height: bool = False
    width_px: int = 0


def places_of(columns: Sequence[RadarColumn]) -> dict[str, tuple[float, float]]:
    """Left and right edge of each column."""
    places, left = {}, 0.0
    for column in columns:
        right = left + (TRANSITION_WIDTH if column.is_transition else PHASE_WIDTH)
        places[column.key] = (left, right)
        left = right + BETWEEN
    return places


def column_frame(
    columns: Sequence[RadarColumn], places: Mapping[str, tuple[float, float]], look: RadarLook
) -> pd.DataFrame:
    """One row a column; the largest share is shaded fully."""
    strongest = max((column.share_pct for column in columns), default=0) or 1
    records = [
        {
            "left": places[column.key][0],
            "right": places[column.key][1],
            "middle": sum(places[column.key]) / 2,
            "name": LINE.join(column.lines),
            "transition": column.is_transition,
            "strength": 0.08 + 0.92 * column.share_pct / strongest if column.share_pct else 0.0,
            "share": column.foot[0],
            "of": column.foot[1],
            "top": pd.Timestamp(look.first),
            "bottom": pd.Timestamp(look.last),
        }
        for column in columns
    ]
    names = [
        "left",
        "right",
        "middle",
        "name",
        "transition",
        "strength",
        "share",
        "of",
        "top",
        "bottom",
    ]
    return pd.DataFrame.from_records(records, columns=names)


def mark_frame(
    columns: Sequence[RadarColumn],
    marks: Sequence[RadarMark],
    places: Mapping[str, tuple[float, float]],
    look: RadarLook,
) -> pd.DataFrame:
    """One row a mark, in the lane of its kind."""
    lanes = list(look.kinds)
    names = {column.key: " ".join(column.lines) for column in columns}
    records = []
    for mark in marks:
        left, right = places[mark.column]
        lane = (lanes.index(mark.kind) + 0.35) / len(lanes)
        records.append(
            {
                "x": left + (right - left) * lane,
                "kind": mark.kind,
                "on": pd.Timestamp(mark.day),
                "number": str(mark.count) if mark.count > 1 else "",
                "link": names[mark.column],
                "text": mark.tooltip,
            }
        )
    return pd.DataFrame.from_records(records, columns=["x", "kind", "on", "number", "link", "text"])
