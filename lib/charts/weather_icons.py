"""Weather symbols and small series as drawings of our own: they look alike on every machine.

Symbol fonts differ (emoji in colour, or an empty box), so the statuses are drawn as paths.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from lib.charts.theme import ACCENT, INK, NO_VALUE_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Light to dark as well as yellow to blue: told apart in greyscale and by colour-blind eyes.
FILLS: Final[dict[str, str]] = {
    "sun": "#f5c242",
    "light_cloud": "#dbeaf2",
    "cloud": "#9fb3c1",
    "thunderstorm": "#33415c",
    "achieved": "#e3f1d8",
    "on_track": "#b3d59c",
    "acceleration_needed": "#e0a73c",
    "limited_progress": "#a55a20",
    "moving_away": "#6b2a3a",
    "not_judged": "#ffffff",
    "no_values": "#f0f1f2",
}
INKS: Final[dict[str, str]] = {
    **dict.fromkeys(FILLS, INK),
    "thunderstorm": "#ffffff",
    "limited_progress": "#ffffff",
    "moving_away": "#ffffff",
    "no_values": "#4a555b",
}
_CLOUD: Final = (
    "M-0.6,{0} A0.3,0.3 0 0 1 -0.6,{1} A0.42,0.42 0 0 1 0.18,{2} A0.34,0.34 0 0 1 0.62,{0} Z"
)


def _cloud(shift: float) -> str:
    return _CLOUD.format(*(round(y + shift, 3) for y in (0.45, -0.15, -0.32)))


def _sun(x: float, y: float, radius: float, angles: Sequence[int]) -> str:
    """Disc and rays; a ray is a thin triangle, so that filling alone draws it."""
    path = (
        f"M{x - radius},{y} A{radius},{radius} 0 1 1 {x + radius},{y} "
        f"A{radius},{radius} 0 1 1 {x - radius},{y} Z"
    )
    for angle in angles:
        tip, side = math.radians(angle), math.radians(9)
        inner, outer = radius * 1.35, radius * 2.0
        corners = [(inner, tip - side), (inner, tip + side), (outer, tip)]
        points = [f"{x + r * math.cos(a):.3f},{y + r * math.sin(a):.3f}" for r, a in corners]
        path += f" M{points[0]} L{points[1]} L{points[2]} Z"
    return path


def _arrow(angle: float) -> str:
    """Arrow from the middle of the tile, 0 = upwards, clockwise: one filled outline."""
    outline = [(0, -0.8), (0.56, -0.12), (0.2, -0.12), (0.2, 0.72), (-0.2, 0.72), (-0.2, -0.12)]
    turn = math.radians(angle)
    corners = [
        f"{x * math.cos(turn) - y * math.sin(turn):.3f},"
        f"{x * math.sin(turn) + y * math.cos(turn):.3f}"
        for x, y in [*outline, (-0.56, -0.12)]
    ]
    return f"M{' L'.join(corners)} Z"


#: SVG paths in the square from -1 to 1, as Vega's point shapes want them.
SHAPES: Final[dict[str, str]] = {
    "sun": _sun(0, 0, 0.45, range(0, 360, 45)),
    "light_cloud": f"{_sun(0.42, -0.42, 0.24, range(-135, 46, 45))} {_cloud(0.25)}",
    "cloud": _cloud(0.05),
    "thunderstorm": f"{_cloud(-0.3)} M0.08,0.22 L-0.22,0.62 L-0.02,0.62 L-0.14,0.98 L0.26,0.5 "
    "L0.05,0.5 L0.2,0.22 Z",
    "achieved": "M-0.78,0.04 L-0.5,-0.24 L-0.2,0.08 L0.5,-0.62 L0.78,-0.34 L-0.2,0.64 Z",
    "on_track": _arrow(0),
    "acceleration_needed": _arrow(45),
    "limited_progress": _arrow(90),
    "moving_away": _arrow(180),
    "not_judged": "M-0.5,0 A0.5,0.5 0 1 1 0.5,0 A0.5,0.5 0 1 1 -0.5,0 Z "
    "M-0.34,0 A0.34,0.34 0 1 0 0.34,0 A0.34,0.34 0 1 0 -0.34,0 Z",
    "no_values": "M-0.4,-0.08 L0.4,-0.08 L0.4,0.08 L-0.4,0.08 Z",
}


#: Tiles so light that only a line tells them from the page.
_LIGHT: Final = frozenset({"not_judged", "no_values", "light_cloud", "achieved"})


def edge_of(status: str) -> str:
    """Colour of the line around a tile."""
    return NO_VALUE_LINE if status in _LIGHT else FILLS[status]


def status_svg(status: str, *, size_px: int = 22) -> str:
    """Draw one symbol on its tile."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size_px}" height="{size_px}" '
        'viewBox="-1.2 -1.2 2.4 2.4"><rect x="-1.15" y="-1.15" width="2.3" height="2.3" rx="0.35" '
        f'fill="{FILLS[status]}" stroke="{edge_of(status)}" stroke-width="0.08"/>'
        f'<path d="{SHAPES[status]}" fill="{INKS[status]}"/></svg>'
    )


def sparkline_svg(
    points: Sequence[tuple[int, float]],
    *,
    breaks: Sequence[int] = (),
    target: float | None = None,
    width_px: int = 130,
    height_px: int = 34,
) -> str:
    """Draw a small series of (year, value) with its last point; a target is a dashed line.

    The line is interrupted at a series break. A single value is a point, none an empty picture.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_px}" height="{height_px}" '
        f'viewBox="0 0 {width_px} {height_px}">'
    )
    if not points:
        return f"{head}</svg>"
    levels = [value for _, value in points] + ([target] if target is not None else [])
    low, high = min(levels), max(levels)
    first, last = points[0][0], points[-1][0]

    def x(year: int) -> float:
        return 4 + (width_px - 8) * ((year - first) / (last - first) if last > first else 1)

    def y(value: float) -> float:
        return (
            height_px - 4 - (height_px - 8) * ((value - low) / (high - low) if high > low else 0.5)
        )

    body = ""
    if target is not None:
        body += (
            f'<line x1="0" x2="{width_px}" y1="{y(target):.1f}" y2="{y(target):.1f}" '
            f'stroke="{NO_VALUE_LINE}" stroke-dasharray="3 3"/>'
        )
    runs: list[list[str]] = [[]]
    for year, value in points:
        if year in breaks and runs[-1]:
            runs.append([])
        runs[-1].append(f"{x(year):.1f},{y(value):.1f}")
    for run in runs:
        body += (
            f'<polyline points="{" ".join(run)}" fill="none" stroke="{ACCENT}" stroke-width="1.8"/>'
        )
    body += f'<circle cx="{x(last):.1f}" cy="{y(points[-1][1]):.1f}" r="3" fill="{ACCENT}"/>'
    return f"{head}{body}</svg>"
