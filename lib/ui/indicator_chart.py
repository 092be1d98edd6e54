"""The series of one indicator as its pictures need it: one place, all together, side by side."""

from __future__ import annotations

from calendar import isleap
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.charts.series import (
    SeriesEvent,
    SeriesLine,
    SeriesMark,
    SeriesPicture,
    SeriesPoint,
    series_chart,
)
from lib.charts.series_grid import SeriesGrid, series_grid
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.domain.weather_types import Rule
from lib.insights.indicator_targets import further_targets, target_words
from lib.text import Dated, Message, Num, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import altair as alt

    from lib.charts.theme import AnyChart
    from lib.insights.indicator import Point
    from lib.insights.indicator_page_types import IndicatorPage, PlaceSeries
    from lib.ui.context import View

GRID_COLUMNS: Final = 6
CHART_PX: Final = 430


class Compared(StrEnum):
    """Which places a picture shows; the values are the codes in the address."""

    ALONE = "ohne"
    TOGETHER = "zusammen"
    APART = "einzeln"


COMPARED_LABELS: Final[dict[Compared, Message]] = {
    Compared.ALONE: msg("One place"),
    Compared.TOGETHER: msg("All in one picture"),
    Compared.APART: msg("Each by itself"),
}


def chart(
    view: View,
    page: IndicatorPage,
    compared: Compared,
    *,
    title: alt.TitleParams | None = None,
    scale: float = 1.0,
    width_px: int = 0,
    height_px: int = CHART_PX,
) -> AnyChart:
    """Draw the series for the page, in presentation or as a file (`title`)."""
    if compared is Compared.APART:
        return series_grid(
            _grid(view, page),
            language=view.language,
            columns=GRID_COLUMNS,
            title=title,
            scale=scale,
            width_px=width_px,
            fills_height=not height_px,
        )
    picture = alone(view, page) if compared is Compared.ALONE else together(view, page)
    return series_chart(
        picture,
        language=view.language,
        title=title,
        scale=scale,
        width_px=width_px,
        height_px=height_px,
    )


def alone(view: View, page: IndicatorPage) -> SeriesPicture:
    """Values of one place with everything that explains its status."""
    reading, baseline, other = page.deciding, page.deciding.baseline, page.comparator
    target, target_to = _level(page)
    projected, projected_text = _projection(view, page)
    return SeriesPicture(
        points=_points(reading.points, until=reading.year),
        unit=view.t(reading.unit),
        decimals=reading.decimals,
        values_text=view.t(msg("Values")),
        break_text=view.t(msg("series break")),
        baseline=(baseline.year, baseline.value) if baseline else None,
        baseline_text=view.t(msg("Baseline {year}", year=str(baseline.year))) if baseline else "",
        target=target,
        target_to=target_to,
        target_text=view.t(msg("Target: {target}", target=target_words(page, page.shown_target))),
        further_targets=_further(view, page),
        path=page.path,
        path_text=view.t(_path_text(page)),
        projected=projected,
        projected_text=projected_text,
        revisions=_revisions(view, page),
        events=_events(view, page),
        lines=[SeriesLine(view.t(other.name), _points(other.points), is_strong=True)]
        if other
        else [],
        name=page.place if other else "",
    )


def together(view: View, page: IndicatorPage) -> SeriesPicture:
    """All places in one picture, each named at its end; the chosen one stands out."""
    reading = page.deciding
    target, target_to = _level(page) if page.is_rate else (None, None)
    has_own = bool(page.ags) or page.is_rate
    lines = [
        SeriesLine(view.t(place.name), _points(place.points))
        for place in page.municipalities
        if place.points and place.ags != page.ags
    ]
    if page.ags and page.is_rate and page.region.points:
        lines.append(_line(view, page.region, strong=True))
    return SeriesPicture(
        points=_points(reading.points, until=reading.year) if has_own else [],
        unit=view.t(reading.unit),
        decimals=reading.decimals,
        values_text=view.t(msg("Values")),
        break_text=view.t(msg("series break")),
        target=(target[0], None) if target else None,
        target_to=target_to,
        target_text=view.t(msg("Target: {target}", target=target_words(page, page.shown_target))),
        events=_events(view, page),
        lines=lines,
        name=page.place,
    )


def _grid(view: View, page: IndicatorPage) -> SeriesGrid:
    target, _ = _level(page) if page.is_rate else (None, None)
    region = page.region if page.is_rate and page.region.points else None
    return SeriesGrid(
        places=[_line(view, place, strong=place.ags == page.ags) for place in page.municipalities],
        behind=_line(view, region, strong=False) if region else None,
        decimals=page.deciding.decimals,
        target=target[0] if target else None,
        no_value_text=view.t(CELL_STATE_LABELS[CellState.UNKNOWN]),
    )


def _line(view: View, place: PlaceSeries, *, strong: bool) -> SeriesLine:
    return SeriesLine(view.t(place.name), _points(place.points), strong)


def _points(points: Sequence[Point], *, until: int = 9999) -> list[SeriesPoint]:
    return [SeriesPoint(p.year, p.value, p.is_series_break, p.year > until) for p in points]


def _level(page: IndicatorPage) -> tuple[tuple[float, int | None] | None, float | None]:
    """Level that counts and the other end of an interval, where a target applies to the place."""
    target, reading = page.shown_target, page.deciding
    level = target.weakest(reading.direction) if target else None
    applies = reading.target_applies and page.comparator is None
    if target is None or level is None or not applies:
        return None, None
    ends = {target.value, target.value_to} - {None, level}
    return (level, target.year), next(iter(ends), None)


def has_level(page: IndicatorPage) -> bool:
    """Whether the pictures show the level of a target."""
    return _level(page)[0] is not None


def _further(view: View, page: IndicatorPage) -> list[SeriesMark]:
    """Targets of other years; one to be held every year is said in words only."""
    if not page.deciding.target_applies or page.comparator is not None:
        return []
    return [
        SeriesMark(target.year, level, view.t(target_words(page, target)))
        for target in further_targets(page)
        if target.year is not None
        and (level := target.weakest(page.deciding.direction)) is not None
    ]


def _projection(view: View, page: IndicatorPage) -> tuple[list[tuple[int, float]], str]:
    """Continuation as the method computes it (none where its rule asks for none)."""
    working, growth = page.deciding.working, page.deciding.assessment.eurostat
    if working is not None and working.rule is Rule.REACH and working.values:
        start, end = working.values[-1], working.projected_value
        if end is None or not working.target_year:
            return [], ""
        text = view.t(msg("Mean change continued arithmetically (no forecast)"))
        return [start, (working.target_year, end)], text
    if growth is None or growth.projected_value is None or growth.target_year is None:
        return [], ""
    if not growth.value or growth.is_distance:
        return [], ""
    years, ratio = growth.target_year - growth.year, growth.projected_value / growth.value
    if not years:  # in the target year itself nothing lies ahead
        return [], ""
    way = [
        (growth.year + step, growth.value * ratio ** (step / years)) for step in range(years + 1)
    ]
    return way, view.t(msg("Observed growth continued arithmetically (no forecast)"))


def _path_text(page: IndicatorPage) -> Message:
    if page.path:
        return msg("Path of even growth to the target")
    return msg("Even path from the baseline to the target")


def _revisions(view: View, page: IndicatorPage) -> list[SeriesMark]:
    return [
        SeriesMark(
            one.year,
            one.value,
            view.t(msg("earlier {value}", value=Num(one.value, page.deciding.decimals))),
        )
        for one in page.earlier
    ]


def _events(view: View, page: IndicatorPage) -> list[SeriesEvent]:
    return [
        SeriesEvent(
            at=point_in_time(event.happened_on),
            letter=event.letter,
            text=event_text(view, page, number),
        )
        for number, event in enumerate(page.events)
    ]


def point_in_time(day: date) -> float:
    """Place of a day on an axis whose years stand for their middle (a value of a year)."""
    length = 366 if isleap(day.year) else 365
    return day.year - 0.5 + (day.timetuple().tm_yday - 1) / length


def event_text(view: View, page: IndicatorPage, number: int) -> str:
    """Day and words of one event."""
    event = page.events[number]
    text = msg("{day}: {event}", day=Dated(event.happened_on), event=event.text)
    return view.t(text)
