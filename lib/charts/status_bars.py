"""Distribution of statuses: one tile an indicator, one row a strategic goal. Never a mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import INK, NO_VALUE_LINE, styled
from lib.charts.weather_icons import FILLS, INKS, SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

ROW_PX: Final = 92
SELECTION: Final = "indicator"
#: Below this width (a phone) the words under the tiles would overlap; the key above has them.
WORDS_FROM_PX: Final = 620


@dataclass(frozen=True, slots=True)
class StatusTile:
    """One indicator: its status code, what its tooltip says."""

    key: str
    name: str
    status: str
    status_text: str
    detail: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One strategic goal with its indicators, in the order of the statuses."""

    label: str
    tiles: tuple[StatusTile, ...]


def status_bars(
    rows: Sequence[StatusRow],
    *,
    language: Language,
    title: alt.TitleParams | None = None,
    scale: float = 1.0,
    row_px: int = ROW_PX,
    width_px: int | None = None,
) -> AnyChart:
    """Draw the tiles of each row side by side, with symbol, and count and word below each group.

    A click on a tile fires the selection `SELECTION` with the field `key`.
    """
    tiles, groups, labels = _records(rows)
    longest = max((len(row.tiles) for row in rows), default=1)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, max(longest, 1)], nice=False), axis=None)
    y = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)
    size = round(14 * scale)
    chosen = alt.selection_point(name=SELECTION, fields=["key"])
    squares = (
        alt.Chart(alt.InlineData(values=tiles))
        .mark_rect(cornerRadius=4, strokeWidth=1.2, cursor="pointer")
        .encode(
            x=x,
            x2="x2:Q",
            y=alt.Y("y:Q", scale=y, axis=None),
            y2="y2:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            tooltip=_tooltip(),
            description="description:N",
        )
        .add_params(chosen)
    )
    base = alt.Chart(alt.InlineData(values=tiles))
    symbols = base.mark_point(filled=True, opacity=1, strokeWidth=0).encode(
        x=alt.X("mid:Q"),
        y=alt.Y("mid_y:Q", scale=y),
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("ink:N", scale=None),
        size=alt.value(900 * scale * scale),
        tooltip=_tooltip(),
    )
    words = (
        alt.Chart(alt.InlineData(values=groups))
        .transform_calculate(shown=f"width >= {WORDS_FROM_PX} ? datum.text : datum.count")
        .mark_text(
            align="left", baseline="top", color=INK, fontSize=round(size * 0.93), lineBreak="\n"
        )
        .encode(
            x="x:Q",
            y=alt.Y("y:Q", scale=y),
            text="shown:N",
        )
    )
    names = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(
            align="left",
            baseline="bottom",
            color=INK,
            fontSize=size,
            fontWeight=600,
            limit=alt.ExprRef("width"),
        )
        .encode(
            x="x:Q",
            y=alt.Y("y:Q", scale=y),
            text="label:N",
            tooltip=alt.Tooltip("label:N", title=""),
        )
    )
    chart = alt.layer(squares, symbols, words, names).properties(
        width=width_px or "container", height=max(1, len(rows)) * row_px
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("status:N", title="  "),
        alt.Tooltip("detail:N", title="   "),
    ]


def _records(
    rows: Sequence[StatusRow],
) -> tuple[list[dict[str, object]], list[dict[str, object]], list[dict[str, object]]]:
    """Place tiles, group words and row labels (x in tiles, y in rows)."""
    tiles: list[dict[str, object]] = []
    groups: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    order = list(FILLS)
    for index, row in enumerate(rows):
        labels.append({"x": 0, "y": index + 0.27, "label": row.label})
        ordered = sorted(row.tiles, key=lambda tile: order.index(tile.status))
        position = 0
        for _, members in groupby(ordered, key=lambda tile: tile.status):
            group = list(members)
            text = f"{len(group)} {group[0].status_text}"
            if len(group) == 1:  # one tile is too narrow for two words side by side
                text = text.replace(" ", "\n").replace("\n", " ", 1)
            groups.append(
                {"x": position + 0.04, "y": index + 0.76, "text": text, "count": str(len(group))}
            )
            for tile in group:
                tiles.append(_tile(tile, position, index))
                position += 1
    return tiles, groups, labels


def _tile(tile: StatusTile, position: int, row: int) -> dict[str, object]:
    is_open = tile.status in {"not_judged", "no_values", "light_cloud"}
    return {
        "key": tile.key,
        "name": tile.name,
        "status": tile.status_text,
        "detail": tile.detail,
        "description": f"{tile.name}: {tile.status_text}",
        "x": position + 0.03,
        "x2": position + 0.97,
        "mid": position + 0.5,
        "y": row + 0.33,
        "y2": row + 0.72,
        "mid_y": row + 0.525,
        "fill": FILLS[tile.status],
        "edge": NO_VALUE_LINE if is_open else FILLS[tile.status],
        "ink": INKS[tile.status],
        "shape": SHAPES[tile.status],
    }
