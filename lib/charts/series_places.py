"""Lines of several places in one picture, each named at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.series_model import segments, spread, value_range
from lib.charts.theme import ACCENT, INK, MUTED

if TYPE_CHECKING:
    from lib.charts.series_model import SeriesPicture

OTHER: Final = "#9aa7ad"
#: What axis and title take of the height.
AXIS_PX: Final = 70
#: Letters of a name at the end of a line; a longer one is cut off.
LONGEST_NAME: Final = 26


def label_room_px(picture: SeriesPicture, size: int) -> int:
    """Room at the right for the names of the places, in pixels (0 without other places)."""
    names = [line.name for line in picture.lines] + [picture.name]
    longest = max(len(name) for name in names)
    return round(min(longest, LONGEST_NAME) * size * 0.5) + 26 if picture.lines else 0


def line_layers(
    picture: SeriesPicture, x: alt.X, y: alt.Y, *, size: int, height_px: int
) -> list[alt.Chart]:
    """Lines of other places, each named at its end (no key to look up)."""
    if not picture.lines:
        return []
    rows = [
        {
            "year": point.year,
            "value": point.value,
            "name": line.name,
            "piece": f"{number}.{segment}",
            "colour": INK if line.is_strong else OTHER,
            "width": 2.0 if line.is_strong else 1.1,
        }
        for number, line in enumerate(picture.lines)
        for segment, point in segments(line.points)
    ]
    number = f",.{picture.decimals}f"
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("year:Q", format="d", title=" "),
        alt.Tooltip("value:Q", format=number, title=" "),
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=x, y=y, detail="piece:N", color=alt.Color("colour:N", scale=None), tooltip=tooltip
    )
    return [
        base.mark_line().encode(strokeWidth=alt.StrokeWidth("width:Q", scale=None)),
        base.mark_circle(size=size * 1.3, opacity=1),
        *_names(picture, x, size=size, height_px=height_px),
    ]


def _names(picture: SeriesPicture, x: alt.X, *, size: int, height_px: int) -> list[alt.Chart]:
    """Name each line at the right edge, moved apart, tied to its last point."""
    low, high = value_range(picture)
    ends = [
        (line.points[-1], line.name, INK if line.is_strong else MUTED, line.is_strong)
        for line in picture.lines
        if line.points
    ]
    if picture.points and picture.name:
        ends.append((picture.points[-1], picture.name, ACCENT, True))
    height = max(height_px - AXIS_PX * size / 14, size)
    if len(ends) * size > height and any(end[3] for end in ends):
        ends = [end for end in ends if end[3]]  # the others say their name when pointed at
    gap = (high - low) * size / height
    places = spread([end[0].value for end in ends], gap=gap, low=low + gap / 2, high=high - gap / 2)
    rows = [
        {
            "year": point.year,
            "value": point.value,
            "place": place,
            "name": name,
            "colour": colour,
            "weight": "bold" if is_strong else "normal",
        }
        for (point, name, colour, is_strong), place in zip(ends, places, strict=True)
    ]
    room = label_room_px(picture, size)
    base = alt.Chart(alt.InlineData(values=rows))
    # one scale for both: the axis of the values carries the names, too
    place = alt.Y("place:Q", title=picture.unit)
    layers = [
        base.mark_rule(strokeWidth=0.6, color=OTHER).encode(
            x=x,
            x2=alt.value(alt.expr(f"width - {room - 6}")),
            y=alt.Y("value:Q"),
            y2="place:Q",
        )
    ]
    for weight in ("normal", "bold"):
        chosen = [row for row in rows if row["weight"] == weight]
        if chosen:
            layers.append(
                alt.Chart(alt.InlineData(values=chosen))
                .mark_text(
                    align="left",
                    fontSize=round(size * 0.9),
                    fontWeight=weight,
                    limit=room - 9,
                )
                .encode(
                    x=alt.value(alt.expr(f"width - {room - 9}")),
                    y=place,
                    text="name:N",
                    color=alt.Color("colour:N", scale=None),
                )
            )
    return layers
