"""Names beside the points of a scatter plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.label_places import label_places
from lib.charts.theme import FLUID_BASE_PX, INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.scatter_model import Plane, ScatterLook, ScatterPoint

#: What axis, ticks and title take of a chart's width and height.
AXIS_X_PX: Final = 62
AXIS_Y_PX: Final = 72
#: Height that the words of the corners take.
BAND_PX: Final = 40


def point_names(
    points: Sequence[ScatterPoint],
    *,
    look: ScatterLook,
    plane: Plane,
    selected: str,
) -> list[alt.Chart]:
    """Write names where they cover nothing, the selected one and the pressing ones first."""
    width = (look.width_px or look.expected_width_px) - AXIS_X_PX * look.scale
    height = look.height_px - AXIS_Y_PX * look.scale
    order = sorted(points, key=lambda point: (point.key != selected, point.rank, point.name))
    (left, right), (bottom, top) = plane.x_range, plane.y_range

    def down(value: float) -> float:
        return height * (top - value) / (top - bottom)

    band = (BAND_PX - 10) * look.scale
    found = label_places(
        [(width * (point.x - left) / (right - left), down(point.y)) for point in order],
        [point.name for point in order],
        width_px=width,
        height_px=height,
        font_px=look.font_px,
        taken=((0, 0, width, band), (0, height - band, width, height)),
    )
    records = [
        {"x": point.x, "y": point.y, "text": point.name}
        | {"weight": "bold" if point.key == selected else "normal"}
        | {"align": place.align, "dx": place.dx, "dy": place.dy}
        for point, place in zip(order, found, strict=True)
        if place is not None
    ]
    frame = pd.DataFrame.from_records(
        records, columns=["x", "y", "text", "weight", "align", "dx", "dy"]
    )
    grows = f" * max(1, windowSize()[0] / {FLUID_BASE_PX})" if look.fills_height else ""
    word: dict[str, Any] = {
        "aria": False,
        "align": alt.expr("datum.align"),
        "dx": alt.expr(f"datum.dx{grows}"),
        "dy": alt.expr(f"datum.dy{grows}"),
        "fontWeight": alt.expr("datum.weight"),
        "baseline": "middle",
        "fontSize": look.px(look.font_px),
    }
    halo = alt.Chart(frame).mark_text(**word, color="white", stroke="white", strokeWidth=3)
    ink = alt.Chart(frame).mark_text(**word, color=INK)
    return [one.encode(x=plane.x, y=plane.y, text="text:N") for one in (halo, ink)]
