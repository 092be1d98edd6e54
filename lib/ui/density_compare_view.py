"""Two maps side by side that move together, with one key where they have one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.choropleth import PictureArea
from lib.charts.small_maps import AREAS_LIMIT, SmallMap, small_maps
from lib.domain.offer_density import DENSITY_LABELS
from lib.domain.vocabulary import CellState
from lib.maps import Legend, LegendRow
from lib.text import Num, Text, msg
from lib.ui import area_map, data, density_key, density_map, density_words, panels
from lib.ui.density_paint import Shades, state_rows
from lib.ui.panels import escape
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.density import DensityInsight
    from lib.insights.density_compare import DensityComparison
    from lib.ui.context import View

HEIGHT_PX: Final = 420
HEIGHT_WITH_TWO_KEYS_PX: Final = 395
#: Both maps pan and zoom together.
LINK: Final = "density"


def show(view: View, insight: DensityComparison, *, subtitle: str, selected_ags: str) -> None:
    """Answer and panel."""
    panels.show_answer(view, insight.answer)
    has_picture = len(insight.table.frame) <= AREAS_LIMIT
    panels.show_panel(
        view,
        panels.Panel(
            key="vergleich",
            title=insight.table.caption,
            draw=lambda: _draw(view, insight, selected_ags=selected_ags),
            picture=(
                (lambda: _picture(view, insight, subtitle=subtitle, selected_ags=selected_ags))
                if has_picture
                else None
            ),
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view),
        ),
    )


def _draw(view: View, insight: DensityComparison, *, selected_ags: str) -> None:
    if insight.is_same_measure:
        _key(view, insight, insight.left, title=view.t(DENSITY_LABELS[insight.left.measure]))
    sides = (
        ("density_left", insight.left, insight.left_label),
        ("density_right", insight.right, insight.right_label),
    )
    columns = st.columns(2, gap="small")
    for column, (key, side, label) in zip(columns, sides, strict=True):
        with column:
            st.markdown(f"**{escape(_heading(view, side, label))}**")
            if not insight.is_same_measure:
                _key(view, insight, side)  # the heading names the measure
            area_map.draw(
                view,
                density_map.paints(view, side, shades(view, insight, side)),
                key=key,
                title=label,
                legend=Legend(title=""),
                selected_ags=selected_ags,
                height_px=HEIGHT_PX if insight.is_same_measure else HEIGHT_WITH_TWO_KEYS_PX,
                link=LINK,
            )
    density_map.name_unknown(view, insight.table.frame)


def _key(view: View, insight: DensityComparison, side: DensityInsight, *, title: str = "") -> None:
    notes = density_map.legend_notes(view, is_held=side.classes.is_held)
    if insight.is_same_measure:
        notes = (view.t(msg("In brackets: municipalities left | right")), *notes)
    density_key.show(title, key_rows(view, insight, side), notes)


def _heading(view: View, side: DensityInsight, label: Text) -> str:
    """Name a side, with the Region's value in it."""
    region = density_words.region_line(
        view, side.reference, decimals=side.decimals, label=view.settings.extent_name
    )
    heading = view.t(label)
    return f"{heading[:1].upper()}{heading[1:]} · {view.t(region)}"


def shades(view: View, insight: DensityComparison, side: DensityInsight) -> Shades:
    """Colours and words of one side; common ones where both have the same measure."""
    figures = insight.figures if insight.is_same_measure else side.figures
    return Shades.of(view, side.classification, figures, decimals=side.decimals)


def key_rows(view: View, insight: DensityComparison, side: DensityInsight) -> tuple[LegendRow, ...]:
    """Rows of a side's key; a common one has the numbers of the left and of the right map."""
    used = shades(view, insight, side)
    states = side.table.frame["value_state"]
    if not insight.is_same_measure:
        rows = used.rows(view, side.classification.counts)
        return (*rows, *state_rows(view, states))
    left, right = insight.left, insight.right
    rows = [
        LegendRow(fill, CellState.VALUE, f"{text}  ({_pair(view, first, second)})")
        for fill, text, first, second in zip(
            used.fills,
            used.texts,
            left.classification.counts,
            right.classification.counts,
            strict=True,
        )
    ]
    columns = [each.table.frame["value_state"] for each in (left, right)]
    for state, fill, word in density_map.states_present(view, columns):
        first, second = (int((column == state.value).sum()) for column in columns)
        rows.append(LegendRow(fill, state, f"{word}  ({_pair(view, first, second)})"))
    return tuple(rows)


def _pair(view: View, left: int, right: int) -> str:
    return f"{view.t(Num(left))} | {view.t(Num(right))}"


def _picture(
    view: View, insight: DensityComparison, *, subtitle: str, selected_ags: str
) -> AnyChart:
    """Draw both maps in one picture for PNG and SVG."""
    sides = ((insight.left, insight.left_label), (insight.right, insight.right_label))
    maps: list[SmallMap] = []
    legend: dict[str, str] = {}
    for side, label in sides:
        rows = key_rows(view, insight, side)
        prefix = "" if insight.is_same_measure else f"{view.t(DENSITY_LABELS[side.measure])}: "
        by_fill = {row.fill: prefix + row.text for row in rows if row.state is CellState.VALUE}
        by_state = {row.state: prefix + row.text for row in rows}
        legend |= {prefix + row.text: row.fill for row in rows}
        frame = side.table.frame
        painted = density_map.paints(view, side, shades(view, insight, side))
        areas = tuple(
            PictureArea(
                paint.ags,
                paint.fill,
                by_fill[paint.fill] if paint.state is CellState.VALUE else by_state[paint.state],
                density_words.value_text(view, value, paint.state, side.decimals),
            )
            for paint, value in zip(painted, frame["value"], strict=True)
        )
        region = density_words.region_line(view, side.reference, decimals=side.decimals)
        maps.append(SmallMap(view.t(label), view.t(region), areas))
    layer = configured_layer(view.settings)
    return small_maps(
        layer.frame,
        maps,
        columns=2,
        legend=list(legend.items()),
        language=view.language,
        name_title=view.t(msg("Municipality")),
        value_title=view.t(msg("Value")),
        selected_ags=selected_ags,
        scale=1.2,
        title=insight.table.caption,
        lines=[
            f"{view.t(DENSITY_LABELS[insight.left.measure])} · {subtitle}",
            *insight.provenance.lines(),
            layer.attribution,
        ],
    )
