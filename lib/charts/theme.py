"""Look of every chart: one palette, the reader's numbers, type that scales for presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import altair as alt

from lib.text import Text, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.text import Language

AnyChart: TypeAlias = (
    alt.Chart | alt.LayerChart | alt.VConcatChart | alt.HConcatChart | alt.FacetChart
)

#: One hue, light to dark: readable in greyscale and with colour-vision deficiency.
SEQUENTIAL: Final = ("#dcecef", "#a9d0d8", "#6badb9", "#2f8699", "#0b5566")
SEQUENTIAL_7: Final = (*SEQUENTIAL[:4], "#1a6d80", "#0b5566", "#063a47")
ACCENT: Final = "#0b5566"
CONTRAST: Final = "#c8741a"
INK: Final = "#1b2429"
MUTED: Final = "#5b6870"
GRID: Final = "#e3e8ea"
NO_VALUE_FILL: Final = "#e9ebec"
NO_VALUE_LINE: Final = "#8b969c"
FONT: Final = "Source Sans, Noto Sans, Segoe UI, sans-serif"
BASE_FONT_PX: Final = 14
#: Window width for which pixels are meant: the video of a shared screen.
FLUID_BASE_PX: Final = 1280

_NUMBER_LOCALES: Final[dict[str, dict[str, object]]] = {
    "de": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""]},
}


def palette(classes_count: int) -> tuple[str, ...]:
    """Colours for n classes, spread over the ramp so that few classes still differ clearly."""
    if classes_count <= 0:
        return ()
    if classes_count == 1:
        return (SEQUENTIAL[2],)
    ramp = SEQUENTIAL if classes_count <= len(SEQUENTIAL) else SEQUENTIAL_7
    steps = [round(i * (len(ramp) - 1) / (classes_count - 1)) for i in range(classes_count)]
    return tuple(ramp[step] for step in steps)


def fluid(value_px: float) -> Any:  # noqa: ANN401  Altair types an expression as Any
    """Pixels at a window of 1280, more on a larger one (Vega reads the window itself)."""
    return alt.expr(f"{value_px} * max(1, windowSize()[0] / {FLUID_BASE_PX})")


def styled(
    chart: AnyChart,
    *,
    language: Language,
    scale: float = 1.0,
    is_fluid: bool = False,
) -> AnyChart:
    """Give a chart fonts, quiet axes and German or English numbers; `scale` enlarges type.

    A fluid chart's axis type grows with the window, for presentation on large screens.
    """
    size = round(BASE_FONT_PX * scale)
    axis_size = fluid(size) if is_fluid else size
    result: AnyChart = (
        chart.configure(font=FONT, locale={"number": _NUMBER_LOCALES[language]}, background="white")
        .configure_axis(
            labelFontSize=axis_size,
            titleFontSize=axis_size,
            labelColor=INK,
            titleColor=MUTED,
            titleFontWeight="normal",
            domainColor=NO_VALUE_LINE,
            tickColor=NO_VALUE_LINE,
            gridColor=GRID,
            labelLimit=fluid(280 * scale) if is_fluid else round(280 * scale),
        )
        .configure_legend(labelFontSize=size, titleFontSize=size, labelColor=INK, titleColor=MUTED)
        .configure_title(
            fontSize=round(size * 1.2),
            subtitleFontSize=round(size * 0.8),
            subtitleColor=MUTED,
            color=INK,
            anchor="start",
            offset=12,
        )
        .configure_view(strokeWidth=0)
    )
    return result


def picture_title(title: Text, lines: Sequence[Text], *, language: Language) -> alt.TitleParams:
    """Title and source lines that stay with a downloaded picture."""
    return alt.TitleParams(
        text=render(title, language), subtitle=[render(line, language) for line in lines]
    )
