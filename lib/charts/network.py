"""Picture of a network: ties as lines, institutions as numbered discs; for screen and file.

A number stands for the type, with a colour of its own or shared with another type: number and
legend decide, never colour alone. Lines take colour and width from the level; a pair that only one
side rated is dashed. Pointing at an institution fades what does not belong to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.label_places import label_places
from lib.charts.level_colours import LEVEL_FILLS
from lib.charts.network_model import NetworkEdge, NetworkLook, NetworkNode
from lib.charts.theme import BASE_FONT_PX, CONTRAST, GRID, INK, MUTED, styled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.charts.theme import AnyChart

__all__ = ["NetworkEdge", "NetworkLook", "NetworkNode", "network_chart"]

#: Okabe and Ito's colours without yellow and black: they hold with colour-vision deficiency.
FILLS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f")
#: Numbers in white or dark, whichever is read better on the disc.
INKS: Final = ("white", "white", "white", INK, INK, INK, "white")
SMALLEST: Final = 230
FIELD: Final = ((0.0, 1.5), (0.0, 1.0))
FADED: Final = 0.07
HALO: Final[dict[str, Any]] = {"stroke": "white", "strokeWidth": 4, "color": "white"}
HOVER: Final = "pointed"
_STORE: Final = f"data('{HOVER}_store')"
_NOBODY: Final = f"length({_STORE}) == 0"


def network_chart(
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    *,
    look: NetworkLook,
    names: Sequence[tuple[str, tuple[float, float]]] = (),
    borders: Sequence[Sequence[tuple[float, float]]] = (),
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw ties below institutions; a click selects one (`key`)."""
    x = alt.X("x:Q", scale=alt.Scale(domain=list(FIELD[0]), nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=list(FIELD[1]), nice=False), axis=None)
    layers: list[alt.Chart] = []
    if borders:
        layers.append(_borders(borders, x, y))
    if edges:
        layers += [_lines(edges, x, y, dashed=kind) for kind in (True, False)]
    layers += [_discs(nodes, look, x, y), _numbers(nodes, look, x, y)]
    layers += [*_names(nodes, names, look, x, y), _targets(nodes, look, x, y)]
    chart: AnyChart = alt.layer(*layers).properties(
        width=look.width_px or "container", height=look.height_px
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale)


def _borders(borders: Sequence[Sequence[tuple[float, float]]], x: alt.X, y: alt.Y) -> alt.Chart:
    frame = pd.DataFrame(
        [
            {"ring": ring, "order": order, "x": point[0], "y": point[1]}
            for ring, points in enumerate(borders)
            for order, point in enumerate(points)
        ]
    )
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_line(color=GRID, strokeWidth=1.6, aria=False)
        .encode(x=x, y=y, detail="ring:N", order="order:Q")
    )
    return chart


def _lines(edges: Sequence[NetworkEdge], x: alt.X, y: alt.Y, *, dashed: bool) -> alt.Chart:
    records = [
        {
            "x": edge.start[0],
            "y": edge.start[1],
            "x2": edge.end[0],
            "y2": edge.end[1],
            "first": edge.first,
            "second": edge.second,
            "colour": LEVEL_FILLS[int(edge.level)],
            "width": 0.8 + 0.55 * edge.level,
            "shown": 0.85 if edge.is_near else FADED,
        }
        for edge in edges
        if edge.is_at_most == dashed
    ]
    columns = ["x", "y", "x2", "y2", "first", "second", "colour", "width", "shown"]
    here = f"{_STORE}[0].values[0]"
    belongs = f"{_NOBODY} || datum.first == {here} || datum.second == {here}"
    mark: dict[str, Any] = {"strokeDash": [4, 4]} if dashed else {}
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame.from_records(records, columns=columns))
        .mark_rule(aria=False, **mark)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color("colour:N", scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
            opacity=alt.condition(
                belongs, alt.Opacity("shown:Q", scale=None, legend=None), alt.value(FADED)
            ),
        )
    )
    return chart


def _frame(nodes: Sequence[NetworkNode], look: NetworkLook) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "key": node.key,
                "x": node.x,
                "y": node.y,
                "number": node.number,
                "type": str(node.number),
                "ink": INKS[(node.number - 1) % len(INKS)],
                "size": _size(node, look),
                "ring": CONTRAST if node.is_chosen else "white",
                "ring_width": 4 if node.is_chosen else 1.2,
                "shown": 1.0 if node.is_near else 0.3,
                **{f"tip_{index}": text for index, text in enumerate(node.tooltip)},
            }
            for node in nodes
        ]
    )


def _size(node: NetworkNode, look: NetworkLook) -> float:
    grown = 26.0 * node.degree if look.by_degree else 0.0
    return (SMALLEST + grown) * look.scale


def _discs(nodes: Sequence[NetworkNode], look: NetworkLook, x: alt.X, y: alt.Y) -> alt.Chart:
    order = sorted(look.type_names)
    labels = {str(number): f"{number} {look.type_names[number]}" for number in order}
    fills = [FILLS[(number - 1) % len(FILLS)] for number in order]
    chart: alt.Chart = (
        alt.Chart(_frame(nodes, look))
        .mark_point(shape="circle", filled=True, aria=False)
        .encode(
            x=x,
            y=y,
            size=alt.Size("size:Q", scale=None, legend=None),
            fill=alt.Fill(
                "type:N",
                scale=alt.Scale(domain=list(labels), range=fills),
                legend=alt.Legend(
                    title=None,
                    orient="bottom",
                    columns=4 if look.expected_width_px < 1100 else 5,
                    labelExpr=f"{_mapping(labels)}[datum.label]",
                    labelLimit=round(230 * look.scale),
                    symbolSize=round(130 * look.scale),
                    symbolStrokeWidth=0,
                    symbolOpacity=1,
                ),
            ),
            stroke=alt.Stroke("ring:N", scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("ring_width:Q", scale=None, legend=None),
            opacity=alt.Opacity("shown:Q", scale=None, legend=None),
        )
    )
    return chart


def _targets(nodes: Sequence[NetworkNode], look: NetworkLook, x: alt.X, y: alt.Y) -> alt.Chart:
    """Invisible discs on top of all: they take clicks and the pointer, and tell their words."""
    pointed = alt.selection_point(
        name=HOVER, fields=["key"], on="pointerover", clear="pointerout", empty=False
    )
    picked = alt.selection_point(name=look.selection, fields=["key"], on="click", empty=False)
    frame = _frame(nodes, look)
    frame["words"] = [", ".join(node.tooltip) for node in nodes]
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_point(shape="circle", fill="transparent", stroke="transparent", cursor="pointer")
        .encode(
            x=x,
            y=y,
            size=alt.Size("size:Q", scale=None, legend=None),
            description="words:N",
            tooltip=[
                alt.Tooltip(f"tip_{index}:N", title=heading)
                for index, heading in enumerate(look.headings)
            ],
        )
        .add_params(pointed, picked)
    )
    return chart


def _mapping(labels: Mapping[str, str]) -> str:
    """A Vega object of texts; quotes and backslashes of a text stay text."""
    parts = []
    for key, text in labels.items():
        safe = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
        parts.append(f"'{key}': '{safe}'")
    return "{" + ", ".join(parts) + "}"


def _numbers(nodes: Sequence[NetworkNode], look: NetworkLook, x: alt.X, y: alt.Y) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(_frame(nodes, look))
        .mark_text(fontSize=round(10.5 * look.scale), fontWeight="bold", aria=False, tooltip=None)
        .encode(
            x=x,
            y=y,
            text="number:Q",
            color=alt.Color("ink:N", scale=None, legend=None),
            opacity=alt.Opacity("shown:Q", scale=None, legend=None),
        )
    )
    return chart


def _names(
    nodes: Sequence[NetworkNode],
    groups: Sequence[tuple[str, tuple[float, float]]],
    look: NetworkLook,
    x: alt.X,
    y: alt.Y,
) -> list[alt.Chart]:
    """Names of groups, and of institutions where none covers another."""
    layers: list[alt.Chart] = []
    if groups:
        frame = pd.DataFrame([{"x": at[0], "y": at[1], "text": text} for text, at in groups])
        size = round(12 * look.scale)
        layers.append(_texts(frame, x, y, fontSize=size, **HALO))
        layers.append(_texts(frame, x, y, color=MUTED, fontSize=size))
    width, height = look.width_px or look.expected_width_px, look.height_px - 70 * look.scale
    # names may lie over faded institutions
    order = sorted(
        (node for node in nodes if node.is_near),
        key=lambda node: (not node.is_chosen, not node.is_named, node.key),
    )
    found = label_places(
        [(width * node.x / FIELD[0][1], height * (1 - node.y)) for node in order],
        [node.name if node.is_named else "" for node in order],
        width_px=width,
        height_px=height,
        font_px=BASE_FONT_PX * look.scale,
        gap_px=14 * look.scale,
    )
    records = [
        {"x": node.x, "y": node.y, "text": node.name, "align": at.align, "dx": at.dx, "dy": at.dy}
        for node, at in zip(order, found, strict=True)
        if at is not None and node.is_named
    ]
    if records:
        frame = pd.DataFrame(records)
        place = {key: alt.expr(f"datum.{key}") for key in ("align", "dx", "dy")}
        size = round(BASE_FONT_PX * look.scale)
        layers.append(_texts(frame, x, y, fontSize=size, fontWeight="bold", **HALO, **place))
        layers.append(_texts(frame, x, y, color=INK, fontSize=size, fontWeight="bold", **place))
    return layers


def _texts(frame: pd.DataFrame, x: alt.X, y: alt.Y, **look: Any) -> alt.Chart:  # noqa: ANN401
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_text(aria=False, baseline="middle", tooltip=None, **look)
        .encode(x=x, y=y, text="text:N")
    )
    return chart
