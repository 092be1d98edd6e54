"""What the picture of a yearly series holds, in the reader's words, and its ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One value; `is_later` marks values after the year judged."""

    year: int
    value: float
    is_break: bool = False
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class SeriesMark:
    """Something to mark beside the values, e.g. an earlier value or a further target."""

    year: int
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class SeriesEvent:
    """An event at a point in time (a year with its part, 2018.25), named by a letter."""

    at: float
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """The series of another place, named at its end; a strong one stands out."""

    name: str
    points: Sequence[SeriesPoint]
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPicture:
    """What the picture shows, in the reader's words; values in one unit.

    `target` is (value, year or None for every year), `target_to` the other end of an interval;
    `baseline` is (year, value). `projected` is the continuation from the value judged, `path` the
    way that the method asks for, from the baseline to the target (empty: an even one). `lines` are
    other places; `name` names the line of the values itself among them.
    """

    points: Sequence[SeriesPoint]
    unit: str
    decimals: int
    values_text: str
    break_text: str = ""
    baseline: tuple[int, float] | None = None
    baseline_text: str = ""
    target: tuple[float, int | None] | None = None
    target_to: float | None = None
    target_text: str = ""
    further_targets: Sequence[SeriesMark] = ()
    path: Sequence[tuple[int, float]] = ()
    path_text: str = ""
    projected: Sequence[tuple[int, float]] = ()
    projected_text: str = ""
    revisions: Sequence[SeriesMark] = ()
    events: Sequence[SeriesEvent] = ()
    lines: Sequence[SeriesLine] = ()
    name: str = ""


def years_of(picture: SeriesPicture) -> list[int]:
    """All years that need room in the picture."""
    years = [point.year for point in picture.points]
    years += [mark.year for mark in (*picture.further_targets, *picture.revisions)]
    years += [point.year for line in picture.lines for point in line.points]
    if picture.baseline:
        years.append(picture.baseline[0])
    if picture.target and picture.target[1]:
        years.append(picture.target[1])
    years += [year for year, _ in (*picture.projected, *picture.path)]
    return years or [0]


def value_range(picture: SeriesPicture) -> list[float]:
    """Range of all values, with room above for the labels."""
    levels = [point.value for point in picture.points]
    levels += [mark.value for mark in (*picture.further_targets, *picture.revisions)]
    levels += [point.value for line in picture.lines for point in line.points]
    levels += [picture.baseline[1]] if picture.baseline else []
    levels += [level for _, level in (*picture.projected, *picture.path)]
    if picture.target:
        ends = (picture.target[0], picture.target_to)
        levels += [end for end in ends if end is not None]
    low, high = (min(levels), max(levels)) if levels else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * 0.15
    return [max(0.0, low - room) if low >= 0 else low - room, high + room]


def year_ticks(years: Sequence[int]) -> list[int]:
    """Years to write on the axis: each one while there is room."""
    first, last = min(years), max(years)
    step = 1 if last - first <= 14 else 2 if last - first <= 28 else 5
    return list(range(first, last + 1, step))


def segments(points: Sequence[SeriesPoint]) -> list[tuple[int, SeriesPoint]]:
    """Number the pieces of a line: a series break begins a new one."""
    found, number = [], 0
    for point in points:
        number += point.is_break
        found.append((number, point))
    return found


def spread(values: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Move labels apart so that neighbours keep `gap`, as near to their values as may be.

    The order of the values stays. Where all labels do not fit between `low` and `high`, they
    stand evenly.
    """
    count = len(values)
    if count < 2:
        return list(values)
    if gap * (count - 1) >= high - low:
        gap = (high - low) / (count - 1)
    order = sorted(range(count), key=lambda index: (values[index], index))
    # blocks of labels that touch, each as near to its values as it can be: [sum, count]
    blocks: list[list[float]] = []
    for rank, index in enumerate(order):
        blocks.append([values[index] - rank * gap, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, size = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + size]
    starts = [total / size for total, size in blocks for _ in range(int(size))]
    result = [0.0] * count
    for rank, (index, start) in enumerate(zip(order, starts, strict=True)):
        result[index] = min(max(start, low), high - gap * (count - 1)) + rank * gap
    return result
