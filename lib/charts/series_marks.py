"""Marks around a series: targets, breaks, events, earlier values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.series_model import value_range, years_of
from lib.charts.series_places import label_room_px
from lib.charts.theme import CONTRAST, INK, MUTED, NO_VALUE_LINE

if TYPE_CHECKING:
    from lib.charts.series_model import SeriesPicture

BAND: Final = "#e7ecd9"
#: Earlier values named in the picture itself; the rest say it when pointed at.
REVISIONS_NAMED: Final = 2


def written(
    rows: list[dict[str, Any]],
    x: alt.X,
    y: alt.Y,
    text: alt.Text,
    **mark: Any,  # noqa: ANN401
) -> list[alt.Chart]:
    """Words on a white edge, so that lines below them do not cross them out."""
    if not rows:
        return []
    base = alt.Chart(alt.InlineData(values=rows))
    edge = {**mark, "color": "#ffffff", "stroke": "#ffffff", "strokeWidth": 4}
    return [base.mark_text(**one).encode(x=x, y=y, text=text) for one in (edge, mark)]


def target_layers(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> list[alt.Chart]:
    """A line (or band) at the target; in its year a marker; its words where they hide least."""
    if picture.target is None:
        return []
    value, year = picture.target
    years = years_of(picture)
    is_left, is_above = freest_corner(picture, value)
    text_at = min(years) - 0.3 if is_left else max(years) + 0.3
    base = alt.Chart(alt.InlineData(values=[{"year": year, "value": value}]))
    words: list[dict[str, Any]] = [{"year": text_at, "value": value, "text": picture.target_text}]
    layers = _band(value, picture, y, size)
    layers += [
        _rule(base, picture, y, size),
        *written(
            words,
            x,
            y,
            alt.Text("text:N"),
            align="left" if is_left else "right",
            baseline="bottom" if is_above else "top",
            dy=-6 if is_above else 7,
            fontSize=size,
            fontWeight=600,
            color=INK,
        ),
    ]
    if year:
        layers.append(
            base.mark_point(
                shape="diamond", size=13 * size, filled=True, fill=INK, opacity=1, strokeWidth=0
            ).encode(x=x, y=y)
        )
    return [*layers, *_further(picture, x, y, size)]


def _rule(base: alt.Chart, picture: SeriesPicture, y: alt.Y, size: int) -> alt.Chart:
    """Level of a target, as wide as the years: the names of places keep clear."""
    rule = base.mark_rule(color=INK, strokeWidth=1.2, strokeDash=[8, 3])
    end = alt.value(alt.expr(f"width - {label_room_px(picture, size)}"))
    level: alt.Chart = rule.encode(x=alt.value(0), x2=end, y=y)
    return level


def _band(value: float, picture: SeriesPicture, y: alt.Y, size: int) -> list[alt.Chart]:
    value_to = picture.target_to
    if value_to is None:
        return []
    rows = [{"value": value, "value_to": value_to}]
    base = alt.Chart(alt.InlineData(values=rows))
    return [
        base.mark_rect(fill=BAND, opacity=1).encode(y=y, y2="value_to:Q"),
        _rule(base, picture, alt.Y("value_to:Q", title=picture.unit), size),
    ]


def _further(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> list[alt.Chart]:
    """Targets of other years: hollow diamonds with their words, away from the main target."""
    if not picture.further_targets:
        return []
    main = picture.target[0] if picture.target else float("inf")
    rows: list[dict[str, Any]] = [
        {"year": m.year, "value": m.value, "text": m.text} for m in picture.further_targets
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    above, below = (
        written(
            some,
            x,
            y,
            alt.Text("text:N"),
            dy=dy,
            fontSize=round(size * 0.9),
            color=INK,
        )
        for some, dy in (
            ([row for row in rows if row["value"] > main], -round(size * 1.3)),
            ([row for row in rows if row["value"] <= main], round(size * 1.3)),
        )
    )
    return [
        base.mark_point(
            shape="diamond", size=13 * size, filled=True, fill="#ffffff", stroke=INK, opacity=1
        ),
        *above,
        *below,
    ]


def freest_corner(picture: SeriesPicture, value: float) -> tuple[bool, bool]:
    """Where the words of the target hide fewest values: (at the left, above the line)."""
    low, high = value_range(picture)
    years = years_of(picture)
    span = max(years) - min(years)
    shown = [(point.year, point.value) for point in picture.points]
    shown += [(m.year, m.value) for m in (*picture.further_targets, *picture.revisions)]

    def hidden(corner: tuple[bool, bool]) -> int:
        is_left, is_above = corner
        band = (-0.08, 0.14) if is_above else (-0.16, 0.02)
        return sum(
            band[0] < (level - value) / (high - low) < band[1]
            for year, level in shown
            if (year - min(years) if is_left else max(years) - year) <= 0.4 * span
        )

    corners = [(True, True), (False, True), (True, False), (False, False)]
    return min(corners, key=hidden)


def break_layers(picture: SeriesPicture, x: alt.X, size: int) -> list[alt.Chart]:
    """A dashed upright before the first year of each new series."""
    years = [
        {"year": point.year - 0.5, "text": picture.break_text}
        for point in picture.points
        if point.is_break
    ]
    if not years:
        return []
    base = alt.Chart(alt.InlineData(values=years)).encode(x=x)
    return [
        base.mark_rule(color=NO_VALUE_LINE, strokeDash=[3, 3], strokeWidth=1.5),
        base.mark_text(
            align="left", baseline="top", dx=5, fontSize=round(size * 0.9), color=MUTED
        ).encode(y=alt.value(2), text="text:N"),
    ]


def event_layers(picture: SeriesPicture, x: alt.X, size: int) -> list[alt.Chart]:
    """A thin upright for each event, with its letter in a disc at the foot of the picture."""
    if not picture.events:
        return []
    rows = [{"year": e.at, "letter": e.letter, "text": e.text} for e in picture.events]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=x, tooltip=[alt.Tooltip("text:N", title=" ")]
    )
    foot = alt.value(alt.expr(f"height - {round(size * 0.95)}"))
    return [
        base.mark_rule(color=CONTRAST, strokeWidth=1.2, opacity=0.65),
        base.mark_circle(
            size=size * size * 1.9, color="#ffffff", stroke=CONTRAST, opacity=1
        ).encode(y=foot),
        base.mark_text(fontSize=round(size * 0.85), fontWeight=700, color="#7a430a").encode(
            y=foot, text="letter:N"
        ),
    ]


def revision_layers(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> list[alt.Chart]:
    """Earlier values as hollow marks, tied to the value that replaced them."""
    if not picture.revisions:
        return []
    now = {point.year: point.value for point in picture.points}
    rows: list[dict[str, Any]] = [
        {"year": m.year, "value": m.value, "now": now.get(m.year, m.value), "text": m.text}
        for m in picture.revisions
    ]
    named = sorted(rows, key=lambda row: row["year"])[-REVISIONS_NAMED:]
    base = alt.Chart(alt.InlineData(values=rows))
    tooltip = [alt.Tooltip("text:N", title=" ")]
    below = [row for row in named if row["value"] <= row["now"]]
    above = [row for row in named if row["value"] > row["now"]]
    layers = [
        base.mark_rule(color=CONTRAST, strokeWidth=1).encode(x=x, y=y, y2="now:Q"),
        base.mark_point(
            shape="circle", size=6 * size, filled=True, fill="#ffffff", stroke=CONTRAST, opacity=1
        ).encode(x=x, y=y, tooltip=tooltip),
    ]
    for group, dy in ((below, round(size * 1.2)), (above, -round(size * 1.0))):
        layers += written(
            group, x, y, alt.Text("text:N"), dy=dy, fontSize=round(size * 0.85), color="#7a430a"
        )
    return layers
