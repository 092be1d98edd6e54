"""Distribution of statuses, one row a strategic goal. Never a mean.

One tile an indicator; above `MOST_TILES` indicators one bar a status, as long as its count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import INK, styled
from lib.charts.weather_icons import FILLS, INKS, SHAPES, edge_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

ROW_PX: Final = 98
SELECTION: Final = "indicator"
#: With fewer tiles in every row a tile does not grow any more.
FEWEST_TILES: Final = 6
SHADED: Final = 0.25
MOST_TILES: Final = 300
#: Mean width of a character as a share of the type size, to tell whether a word fits.
CHARACTER_WIDTH: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where things stand in a row, and how large type is, as shares of its height."""

    label: float
    top: float
    bottom: float
    words: float
    type_share: float


TILED: Final = _Place(label=0.25, top=0.3, bottom=0.68, words=0.71, type_share=0.21)
COUNTED: Final = _Place(label=0.42, top=0.47, bottom=0.93, words=0.7, type_share=0.34)


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
    only: str = "",
    width_px: int = 0,
    fills_height: bool = False,
) -> AnyChart:
    """Draw the tiles of each row side by side, with symbol, and count and word below each group.

    A width of 0 takes the page's; `fills_height` takes the height of the container. Where a word
    has no room under its tiles (a phone), only the count stands there: symbol and word of every
    status belong into a key above. Statuses other than `only` (if any) step back. A click fires
    the selection `SELECTION` with the field `key`.
    """
    is_counted = sum(len(row.tiles) for row in rows) > MOST_TILES
    place = COUNTED if is_counted else TILED
    tiles, groups, labels = _records(rows, only, place)
    longest = max([FEWEST_TILES, *(len(row.tiles) for row in rows)])
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, longest], nice=False), axis=None)
    y = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)
    # Type and symbols shrink with the rows where the height is the screen's (presentation).
    row = f"(height / {max(1, len(rows))})"
    size = f"min({round(14 * scale)}, {row} * {place.type_share})"
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
            opacity=alt.Opacity("shade:Q", scale=None),
            tooltip=_tooltip(),
            description="description:N",
        )
        .add_params(chosen)
    )
    base = alt.Chart(alt.InlineData(values=tiles))
    symbols = base.mark_point(
        filled=True,
        strokeWidth=0,
        size=alt.ExprRef(f"min({round(900 * scale * scale)}, pow({row} * 0.36, 2))"),
    ).encode(
        x=alt.X("mid:Q"),
        y=alt.Y("mid_y:Q", scale=y),
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("ink:N", scale=None),
        opacity=alt.Opacity("sign:Q", scale=None),
        tooltip=_tooltip(),
    )
    words = (
        alt.Chart(alt.InlineData(values=groups))
        .transform_calculate(
            shown=_fitting(
                longest, size, two_lines=not (fills_height or is_counted), is_inside=is_counted
            )
        )
        .mark_text(
            align="left",
            baseline="middle" if is_counted else "top",
            fontSize=alt.ExprRef(f"{size} * 0.93"),
            lineBreak="\n",
        )
        .encode(
            x="x:Q",
            y=alt.Y("y:Q", scale=y),
            text="shown:N",
            color=alt.Color("ink:N", scale=None),
        )
    )
    names = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(
            align="left",
            baseline="bottom",
            color=INK,
            fontSize=alt.ExprRef(size),
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
        width=width_px or "container",
        height="container" if fills_height else max(1, len(rows)) * ROW_PX,
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _fitting(longest: int, size: str, *, two_lines: bool, is_inside: bool) -> str:
    """Expression: the words in one line or two, or only the count, whatever has room.

    Inside a bar without room for its count stands nothing.
    """
    room = f"(datum.tiles * width / {longest} - 6) / ({size} * {CHARACTER_WIDTH})"
    count = f"{room} >= length(datum.count) + 1 ? datum.count : ''" if is_inside else "datum.count"
    narrow = f"{room} >= datum.widest ? datum.wrapped : datum.count" if two_lines else count
    return f"{room} >= datum.length ? datum.text : ({narrow})"


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("status:N", title="  "),
        alt.Tooltip("detail:N", title="   "),
    ]


def _records(
    rows: Sequence[StatusRow], only: str, place: _Place
) -> tuple[list[dict[str, object]], list[dict[str, object]], list[dict[str, object]]]:
    """Place tiles, group words and row labels (x in tiles, y in rows)."""
    tiles: list[dict[str, object]] = []
    groups: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    order = list(FILLS)
    is_counted = place is COUNTED
    longest = max((len(row.tiles) for row in rows), default=0)
    for index, row in enumerate(rows):
        labels.append({"x": 0, "y": index + place.label, "label": row.label})
        ordered = sorted(row.tiles, key=lambda tile: order.index(tile.status))
        position = 0
        for _, members in groupby(ordered, key=lambda tile: tile.status):
            group = list(members)
            text = f"{len(group)} {group[0].status_text}"
            first, _, rest = text.rpartition(" ")
            groups.append(
                {
                    "x": position + (longest / 200 if is_counted else 0.04),
                    "y": index + place.words,
                    "ink": INKS[group[0].status] if is_counted else INK,
                    "text": text,
                    "wrapped": f"{first}\n{rest}",
                    "count": str(len(group)),
                    "tiles": len(group),
                    "length": len(text),
                    "widest": max(len(first), len(rest)),
                }
            )
            shade = 1.0 if only in {"", group[0].status} else SHADED
            if is_counted:
                whole = _counted(group, position, index, gap=longest / 600)
                tiles.append({**whole, "shade": shade, "sign": 0.0})  # its word stands in it
                position += len(group)
                continue
            for tile in group:
                tiles.append({**_tile(tile, position, index, place), "shade": shade, "sign": shade})
                position += 1
    return tiles, groups, labels


def _counted(
    group: Sequence[StatusTile], position: int, row: int, *, gap: float
) -> dict[str, object]:
    """Draw all indicators of a status as one bar; it opens none of them."""
    text = f"{len(group)} {group[0].status_text}"
    whole = _tile(replace(group[0], key="", name=text), position, row, COUNTED)
    end = position + len(group)
    return {
        **whole,
        "description": text,
        "x": position + gap,
        "x2": end - gap,
        "mid": (position + end) / 2,
    }


def _tile(tile: StatusTile, position: int, row: int, place: _Place) -> dict[str, object]:
    return {
        "key": tile.key,
        "name": tile.name,
        "status": tile.status_text,
        "detail": tile.detail,
        "description": f"{tile.name}: {tile.status_text}",
        "x": position + 0.03,
        "x2": position + 0.97,
        "mid": position + 0.5,
        "y": row + place.top,
        "y2": row + place.bottom,
        "mid_y": row + (place.top + place.bottom) / 2,
        "fill": FILLS[tile.status],
        "edge": edge_of(tile.status),
        "ink": INKS[tile.status],
        "shape": SHAPES[tile.status],
    }
