"""A matrix as a picture file: the same model as on the screen, drawn by Vega for PNG and SVG.

Only cells that somebody rated are drawn, over one hatched ground; positions are numbers, so that
90 000 cells stay a file of moderate size. Cells are plain values: Altair takes no frame above
5 000 rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.heatmap_axes import HeatLook, pixels
from lib.charts.level_colours import HATCH_DARK, PAPER
from lib.charts.matrix_ground import across, down, grid, ground, group_lines
from lib.charts.matrix_symbols import has_symbols, headings, symbols
from lib.charts.theme import BASE_FONT_PX, MUTED, styled

if TYPE_CHECKING:
    from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
    from lib.charts.theme import AnyChart

__all__ = ["HeatLook", "matrix_chart", "shown_labels"]

Cell = dict[str, Any]
#: Cells smaller than this hold no number, names closer than this would touch (heights of type).
NUMBER_ROOM: Final = 1.25
NAME_ROOM: Final = 1.15
FALLBACK_PX: Final = 520
#: A faint cell is mixed with paper: level 5 must stay lighter than what is withheld.
FAINT_SHARE: Final = 0.12
FAINT_CODE: Final = "~"


def matrix_chart(
    matrix: Matrix, *, look: HeatLook, title: alt.TitleParams | None = None
) -> AnyChart:
    """Draw a matrix with names, group lines, numbers where there is room, and its legend."""
    width, height = look.width_px or FALLBACK_PX, look.height_px or FALLBACK_PX
    cells = _cells(matrix)
    position = _position(matrix, look, width, height)
    layers = [
        *ground(matrix, width, height),
        _rects(cells, matrix, look, position),
        *grid(matrix, width, height),
        *group_lines(matrix),
        *headings(matrix, look, width),
    ]
    type_px = BASE_FONT_PX * look.scale
    room = min(height / max(1, len(matrix.rows.keys)), width / max(1, len(matrix.columns.keys)))
    if room >= NUMBER_ROOM * type_px * 0.75:
        layers += _numbers(cells, matrix, look, min(type_px, room / NUMBER_ROOM))
    layers += symbols(cells, matrix, look, room_px=room, width_px=width)
    chart = alt.layer(*layers).properties(width=width, height=height)
    chart = chart.add_params(
        alt.param(name="row_names", value=_named(matrix.rows, look, height)),
        alt.param(name="column_names", value=_named(matrix.columns, look, width)),
        alt.param(name="sign_words", value={sign.code: legend_word(sign) for sign in matrix.signs}),
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale)


def legend_word(sign: MatrixSign) -> str:
    """Mark and word of a sign; a word that already holds its mark stands alone."""
    return sign.word if not sign.mark or sign.mark in sign.word else f"{sign.mark} {sign.word}"


def shown_labels(axis: MatrixAxis, room_px: float, type_px: float) -> dict[float, str]:
    """Names by their middle, in cells: all, or groups, or some, so that none covers another."""
    count = len(axis.keys)
    step = room_px / max(1, count)
    if step >= NAME_ROOM * type_px * 0.8:
        return {
            place + 0.5: label
            for place, label in enumerate(axis.labels)
            if place not in axis.headings
        }
    spans = axis.group_spans
    if len(spans) > 1:
        largest_first = sorted(spans, key=lambda span: span[1] - span[2])
        wanted = [((first + last + 1) / 2, name) for name, first, last in largest_first]
    else:
        wanted = [(place + 0.5, label) for place, label in enumerate(axis.labels)]
    kept: dict[float, str] = {}
    edge = min(0.6 * type_px / step, count / 2)
    for centre, name in wanted:
        middle = round(min(max(centre, edge), count - edge), 2)
        if all(abs(middle - other) * step >= NAME_ROOM * type_px for other in kept):
            kept[middle] = name
    return kept


def _type_px(axis: MatrixAxis, look: HeatLook, room_px: float) -> float:
    """Type of the names: as large as the cells allow, never below a legible size."""
    step = room_px / max(1, len(axis.keys))
    largest = BASE_FONT_PX * look.scale
    return min(largest, step / NAME_ROOM) if step >= NAME_ROOM * largest * 0.8 else largest


def _named(axis: MatrixAxis, look: HeatLook, room_px: float) -> dict[str, str]:
    names = shown_labels(axis, room_px, BASE_FONT_PX * look.scale)
    return {f"{middle:g}": name for middle, name in names.items()}


def _cells(matrix: Matrix) -> list[Cell]:
    """Every cell in which something stands or that is more than ground."""
    across = len(matrix.columns.keys)
    signs = matrix.by_code
    cells: list[Cell] = []
    for at, code in enumerate(matrix.codes):
        sign = signs[code]
        is_faint = at in matrix.faint
        cells.append(
            {
                "x": at % across,
                "y": at // across,
                "sign": code + FAINT_CODE * is_faint,
                "text": matrix.texts.get(at) or sign.mark,
                "ink": MUTED if is_faint else sign.ink,
            }
        )
    return cells


def _values(cells: list[Cell], *names: str) -> alt.InlineData:
    """Values of cells for Vega."""
    return alt.InlineData(values=[{name: cell[name] for name in names} for cell in cells])


def _axis(axis: MatrixAxis, names: str, look: HeatLook, room_px: float, **place: Any) -> alt.Axis:  # noqa: ANN401
    middles = list(shown_labels(axis, room_px, BASE_FONT_PX * look.scale))
    return alt.Axis(
        title=axis.title,
        titleAngle=0,
        titleX=-6,
        titleAlign="right",
        titleBaseline="bottom",
        titleFontSize=pixels(13 * look.scale, look),
        values=middles,
        tickCount=max(1, len(middles)),  # Vega drops every second name above a count of its own
        labelExpr=f"{names}[toString(datum.value)]",
        labelOverlap=False,
        labelFontSize=_type_px(axis, look, room_px),
        domain=False,
        ticks=False,
        grid=False,
        labelPadding=6,
        **place,
    )


def _position(matrix: Matrix, look: HeatLook, width: float, height: float) -> dict[str, Any]:
    return {
        "x": across(
            "left",
            matrix,
            axis=_axis(
                matrix.columns,
                "column_names",
                look,
                width,
                orient="top",
                labelAngle=look.label_angle,
                labelAlign="left" if look.label_angle else "center",
                labelBaseline="middle" if look.label_angle else "bottom",
                labelLimit=pixels(look.column_limit_px, look),
                titleY=pixels(-24 * look.scale, look),
            ),
        ),
        "y": down(
            "top",
            matrix,
            axis=_axis(
                matrix.rows,
                "row_names",
                look,
                height,
                labelLimit=pixels(look.label_limit_px, look),
                titleY=-6,
            ),
        ),
    }


def paler(fill: str) -> str:
    """Colour of a faint cell."""
    if fill == PAPER:
        return fill
    channels = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - value) * FAINT_SHARE):02x}" for value in channels)


def _rects(
    cells: list[Cell], matrix: Matrix, look: HeatLook, position: dict[str, Any]
) -> alt.Chart:
    hatched = {sign.code for sign in matrix.signs if sign.is_hatched}
    legend = [sign.code for sign in matrix.signs if sign.in_legend]
    drawn = [cell for cell in cells if cell["sign"][0] not in hatched]
    fills = {sign.code: HATCH_DARK if sign.is_hatched else sign.fill for sign in matrix.signs}
    fills |= {sign.code + FAINT_CODE: paler(sign.fill) for sign in matrix.signs}
    chart: alt.Chart = (
        alt.Chart(_values(drawn, "x", "y", "sign"))
        .transform_calculate(
            left="datum.x",
            right="datum.x + 1",
            top="datum.y",
            bottom="datum.y + 1",
        )
        .mark_rect(aria=False)
        .encode(
            **position,
            x2="right:Q",
            y2="bottom:Q",
            color=alt.Color(
                "sign:N",
                scale=alt.Scale(domain=list(fills), range=list(fills.values())),
                legend=None if has_symbols(matrix) else _legend(legend, look),
            ),
        )
    )
    return chart


def _legend(codes: list[str], look: HeatLook) -> alt.Legend:
    """Key of the fills, with mark and word."""
    return alt.Legend(
        title=None,
        values=codes,
        orient="bottom",
        direction="horizontal",
        columns=look.legend_columns,
        labelExpr="sign_words[datum.label]",
        labelLimit=420,
        symbolType="square",
        symbolSize=pixels(180 * look.scale, look),
        labelFontSize=pixels(BASE_FONT_PX * look.scale, look),
        symbolOpacity=1,
        symbolStrokeColor="#8b969c",
        symbolStrokeWidth=0.6,
        columnPadding=14,
        offset=8,
    )


def _numbers(cells: list[Cell], matrix: Matrix, look: HeatLook, size: float) -> list[alt.Chart]:
    """Marks and numbers in the ink of their sign."""
    drawn = [cell for cell in cells if cell["text"] and not _is_drawn(cell, matrix)]
    return [
        alt.Chart(_values([cell for cell in drawn if cell["ink"] == ink], "x", "y", "text"))
        .transform_calculate(middle="datum.x + 0.5", centre="datum.y + 0.5")
        .mark_text(fontSize=pixels(size, look), fontWeight=600, color=ink)
        .encode(
            x=across("middle", matrix),
            y=down("centre", matrix),
            text="text:N",
        )
        for ink in sorted({cell["ink"] for cell in drawn})
    ]


def _is_drawn(cell: Cell, matrix: Matrix) -> bool:
    """Whether a cell is a heading's or holds a drawn symbol instead of a number."""
    return cell["y"] in matrix.rows.headings or bool(matrix.by_code[cell["sign"][0]].path)
