"""Drawn symbols and headings of a matrix file.

Fonts of picture files lack many symbols, so a sign may bring its own path; its key is then a key
of shapes, since the shape says more than the colour under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.heatmap_axes import pixels
from lib.charts.matrix_ground import across, down
from lib.charts.theme import BASE_FONT_PX, INK, MUTED

if TYPE_CHECKING:
    from lib.charts.heatmap_axes import HeatLook
    from lib.charts.matrix_model import Matrix

BAND: Final = "#e6ecee"
#: Half a symbol's side in its cell; a path from -1 to 1 has an area of 4 at size 4.
SYMBOL_SHARE: Final = 0.4
LEAST_PX: Final = 12.0
LARGEST_PX: Final = 15.0
#: From this width of a column on, the word of a symbol stands beside it.
WORD_FROM_PX: Final = 160
WORD_AT: Final = 0.12


def has_symbols(matrix: Matrix) -> bool:
    """Whether any sign is drawn with a path of its own."""
    return any(sign.path for sign in matrix.signs)


def symbols(
    cells: list[dict[str, Any]],
    matrix: Matrix,
    look: HeatLook,
    *,
    room_px: float,
    width_px: float,
) -> list[alt.Chart]:
    """Symbols in their cells; the key of shapes comes with them, also where no cell has room."""
    drawn = [sign for sign in matrix.signs if sign.path]
    if not drawn:
        return []
    by_code = {sign.code: sign for sign in drawn}
    words = [sign.word for sign in drawn if sign.in_legend]
    half = min(room_px * SYMBOL_SHARE, LARGEST_PX * look.scale)
    shown = room_px >= LEAST_PX
    values = [
        {
            "x": cell["x"],
            "y": cell["y"],
            "word": by_code[cell["sign"][0]].word,
            "text": cell["text"] or by_code[cell["sign"][0]].word,
            "ink": cell["ink"],
        }
        for cell in cells
        if shown and cell["sign"][0] in by_code and cell["y"] not in matrix.rows.headings
    ]
    is_wide = width_px / max(1, len(matrix.columns.keys)) >= WORD_FROM_PX * look.scale
    base = alt.Chart(alt.InlineData(values=values)).transform_calculate(
        middle=f"datum.x + {WORD_AT if is_wide else 0.5}", centre="datum.y + 0.5"
    )
    chart = base.mark_point(
        filled=True, strokeWidth=0, opacity=1, size=(2 * half) ** 2, aria=False
    ).encode(
        x=across("middle", matrix),
        y=down("centre", matrix),
        shape=_shape(matrix, words, look),
        fill=alt.Fill("ink:N", scale=None, legend=None),
    )
    return [chart, _words(base, matrix, look, 1.5 * half)] if is_wide else [chart]


def _words(base: alt.Chart, matrix: Matrix, look: HeatLook, right_px: float) -> alt.Chart:
    """Words beside the symbols, where columns are wide."""
    chart: alt.Chart = base.mark_text(
        align="left", dx=right_px, fontSize=pixels(BASE_FONT_PX * look.scale, look)
    ).encode(
        x=across("middle", matrix),
        y=down("centre", matrix),
        text="text:N",
        color=alt.Color("ink:N", scale=None, legend=None),
    )
    return chart


def _shape(matrix: Matrix, words: list[str], look: HeatLook) -> alt.Shape:
    """Shape by word, with the key of the shapes."""
    paths = {sign.word: sign.path for sign in matrix.signs if sign.path}
    legend = alt.Legend(
        title=None,
        values=words,
        orient="bottom",
        direction="horizontal",
        columns=look.legend_columns,
        labelLimit=420,
        labelFontSize=pixels(BASE_FONT_PX * look.scale, look),
        symbolSize=pixels(420 * look.scale, look),
        symbolFillColor=INK,
        symbolStrokeColor=MUTED,
        symbolStrokeWidth=0,
        columnPadding=14,
        offset=8,
    )
    scale = alt.Scale(domain=list(paths), range=list(paths.values()))
    return alt.Shape("word:N", scale=scale, legend=legend)


def headings(matrix: Matrix, look: HeatLook, width_px: float) -> list[alt.Chart]:
    """Bands with the name of what follows, across all columns."""
    rows = matrix.rows
    if not rows.headings:
        return []
    values = [{"y": at, "end": at + 1, "name": rows.labels[at]} for at in sorted(rows.headings)]
    base = alt.Chart(alt.InlineData(values=values))
    band = base.mark_rect(color=BAND, aria=False).encode(
        x=alt.value(0), x2=alt.value("width"), y=down("y", matrix), y2="end:Q"
    )
    names = (
        base.transform_calculate(centre="datum.y + 0.5")
        .mark_text(
            align="left",
            fontWeight=600,
            color=INK,
            fontSize=pixels(BASE_FONT_PX * look.scale, look),
            limit=width_px - 12,
        )
        .encode(x=alt.value(6), y=down("centre", matrix), text="name:N")
    )
    return [band, names]
