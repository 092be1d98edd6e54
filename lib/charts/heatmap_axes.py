"""Axes of a heatmap: order, thinned labels, titles in the free corner, type that may grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.theme import fluid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.text import Language

FALLBACK_HEIGHT_PX: Final = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatAxis:
    """Rows or columns in order; `labels` may name fewer keys than there are (thinned).

    `breaks` are the keys with which a new group begins; a fine line is drawn before each.
    """

    title: str
    keys: tuple[str, ...]
    labels: Mapping[str, str]
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatLook:
    """Size and type; a width of 0 takes the width of the page, a height of 0 the container's."""

    language: Language
    width_px: int = 0
    height_px: int = 470
    scale: float = 1.0
    label_limit_px: int = 210
    column_limit_px: int = 150
    legend_columns: int = 8
    label_angle: int = -40
    #: Type grows with the window (presentation on a large screen).
    is_fluid: bool = False
    #: Name of the selection; a new one makes the browser forget the cell clicked before.
    selection: str = "cell"


def pixels(value: float, look: HeatLook) -> Any:  # noqa: ANN401  a number or an expression
    """Pixels, which in fluid pictures grow with the window."""
    if not look.is_fluid:
        return round(value)
    return fluid(value)


def _label_px(axis: HeatAxis, look: HeatLook) -> float:
    """Type of the labels: as large as the rows allow."""
    room = ((look.height_px or FALLBACK_HEIGHT_PX) - 190) / max(1, len(axis.labels))
    return max(10.0, min(13 * look.scale, 0.85 * room))


def _axis(axis: HeatAxis, labels: str, look: HeatLook, **place: Any) -> alt.Axis:  # noqa: ANN401
    """An axis whose title stands in the free corner, beside the row and column labels."""
    return alt.Axis(
        title=axis.title,
        titleAngle=0,
        titleX=-6,
        titleAlign="right",
        titleBaseline="bottom",
        titleFontSize=pixels(13 * look.scale, look),
        values=[key for key in axis.keys if key in axis.labels],
        labelExpr=f"{labels}[datum.value]",
        labelOverlap=False,
        labelFontSize=pixels(_label_px(axis, look), look),
        domain=False,
        ticks=False,
        labelPadding=4,
        **place,
    )


def _scale(axis: HeatAxis) -> alt.Scale:
    # without outer padding the first band may start at -1e-14, and Vega drops its label
    return alt.Scale(domain=list(axis.keys), paddingInner=0.05, paddingOuter=0.02)


def y_position(axis: HeatAxis, look: HeatLook) -> alt.Y:
    """Rows, named at the left."""
    shown = _axis(axis, "row_labels", look, labelLimit=pixels(look.label_limit_px, look), titleY=-6)
    return alt.Y("row:N", scale=_scale(axis), axis=shown)
