"""What has changed between two days: a map around zero, its key in words, table, picture file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.diverging import diverging_palette
from lib.charts.theme import NO_VALUE_FILL
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.density_change import DensityChange, direction, written_change
from lib.maps import AreaPaint, Legend, LegendRow
from lib.text import Dated, Num, Text, msg
from lib.ui import area_map, data, density_map, density_paint, density_words, panels
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.ui.context import View

HEIGHT_PX: Final = 500
_ARROWS: Final = {-1: "▼ ", 0: "■ ", 1: "▲ "}


def show(view: View, insight: DensityChange, *, subtitle: str, selected_ags: str) -> None:
    """Answer and panel."""
    panels.show_answer(view, insight.answer)
    panels.show_panel(
        view,
        panels.Panel(
            key="veraenderung",
            title=insight.table.caption,
            draw=lambda: _draw(view, insight, subtitle=subtitle, selected_ags=selected_ags),
            picture=lambda: _picture(view, insight, subtitle=subtitle, selected_ags=selected_ags),
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view),
        ),
    )


def _draw(view: View, insight: DensityChange, *, subtitle: str, selected_ags: str) -> None:
    if view.presentation:
        st.caption(escape(f"{view.t(insight.table.caption)} · {subtitle} · {_days(view, insight)}"))
        _map(view, insight, selected_ags=selected_ags)
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        _map(view, insight, selected_ags=selected_ags)
    with reading:
        _reading(view, insight, selected_ags)


def _map(view: View, insight: DensityChange, *, selected_ags: str) -> None:
    area_map.draw(
        view,
        paints(view, insight),
        key="density_change",
        title=insight.table.caption,
        legend=legend(view, insight),
        selected_ags=selected_ags,
        height_px=HEIGHT_PX,
    )
    density_map.name_unknown(view, insight.table.frame)


def _reading(view: View, insight: DensityChange, selected_ags: str) -> None:
    before, now = insight.reference_before, insight.reference_now
    _metric(
        view,
        insight,
        name=view.settings.extent_name,
        values=((before.value, before.state), (now.value, now.state)),
        change=insight.region_change,
    )
    rows = insight.table.frame[insight.table.frame["ags"] == selected_ags].to_dict("records")
    if not rows:
        st.caption(
            view.t(msg("Click a municipality on the map, or choose one above, to see its change."))
        )
        return
    row = rows[0]
    has_change = row["change_state"] == CellState.VALUE.value
    _metric(
        view,
        insight,
        name=str(row["name"]),
        values=(
            (float(row["before"]), CellState(row["before_state"])),
            (float(row["now"]), CellState(row["now_state"])),
        ),
        change=float(row["change"]) if has_change else None,
    )


def _metric(
    view: View,
    insight: DensityChange,
    *,
    name: str,
    values: Sequence[tuple[float, CellState]],
    change: float | None,
) -> None:
    before, now = (
        density_words.value_text(view, value, state, insight.decimals) for value, state in values
    )
    delta = None if change is None else view.t(_change_text(insight, change))
    st.metric(escape(name), f"{before} → {now}", delta=delta, delta_color="off", delta_arrow="off")


def _days(view: View, insight: DensityChange) -> str:
    return view.t(msg("{before} to {now}", before=Dated(insight.before), now=Dated(insight.now)))


def _change_text(insight: DensityChange, change: float) -> Text:
    return msg(
        "{direction}: {change}",
        direction=direction(insight, change),
        change=written_change(insight, change),
    )


def paints(view: View, insight: DensityChange) -> list[AreaPaint]:
    """Colour and words of each municipality."""
    frame = insight.table.frame
    colours = diverging_palette(insight.classes.reach)
    states = frame["change_state"].tolist()
    fills = [
        colours[number] if state == CellState.VALUE.value else NO_VALUE_FILL
        for number, state in zip(insight.classes.of(frame["change"]), states, strict=True)
    ]
    if len(frame) > area_map.SHORT_TEXTS_FROM:
        texts = density_paint.short_texts(
            view,
            frame["change"],
            frame["change_state"],
            decimals=insight.change_decimals,
            signed=True,
            wrap=lambda number: number,
        )
        return density_paint.short_paints(frame, fills, states, texts)
    found = []
    for row, fill in zip(frame.to_dict("records"), fills, strict=True):
        state = CellState(row["change_state"])
        before, now = (
            density_words.value_text(
                view, float(row[key]), CellState(row[f"{key}_state"]), insight.decimals
            )
            for key in ("before", "now")
        )
        change = (
            _change_text(insight, float(row["change"]))
            if state is CellState.VALUE
            else CELL_STATE_LABELS[state]
        )
        lines = (str(row["name"]), view.t(change), f"{before} → {now}")
        found.append(AreaPaint(str(row["ags"]), fill, state, lines, ". ".join(lines)))
    return found


def legend(view: View, insight: DensityChange, *, has_arrows: bool = True) -> Legend:
    """Key of the map, risen above fallen, each class in words with its number.

    Picture files do without arrows: their fonts have none, and another font would come in.
    """
    arrows = _ARROWS if has_arrows else {}
    classes = insight.classes
    colours = diverging_palette(classes.reach)
    counts = dict(zip(classes.classes, classes.counts, strict=True))
    rows = [
        LegendRow(
            colours[number],
            CellState.VALUE,
            f"{arrows.get((number > 0) - (number < 0), '')}{_class_text(view, insight, number)}"
            f"  ({view.t(Num(counts[number]))})",
        )
        for number in reversed(classes.classes)
    ]
    rows += density_paint.state_rows(view, insight.table.frame["change_state"])
    return Legend(
        title=view.t(insight.table.caption),
        rows=tuple(rows),
        note=density_map.legend_notes(view, _days(view, insight), is_held=insight.is_held),
    )


def _class_text(view: View, insight: DensityChange, number: int) -> str:
    """Say a class in words: "risen by over 0.5 to 2"."""
    if number == 0:
        return view.t(msg("unchanged"))
    breaks, step = insight.classes.breaks, abs(number)
    has_risen = number > 0

    def size(at: int) -> Text:
        digits = max(insight.change_decimals, density_words.decimals_of(breaks[at]))
        figure = Num(breaks[at], digits)
        is_relative = insight.kind == "relative"
        return msg("{change} %", change=figure) if is_relative else figure

    if not breaks:
        text = msg("risen") if has_risen else msg("fallen")
    elif step == 1:
        upper = size(0)
        text = msg("risen by up to {upper}", upper=upper)
        if not has_risen:
            text = msg("fallen by up to {upper}", upper=upper)
    elif step == insight.classes.reach:
        lower = size(-1)
        text = msg("risen by more than {lower}", lower=lower)
        if not has_risen:
            text = msg("fallen by more than {lower}", lower=lower)
    else:
        lower, upper = size(step - 2), size(step - 1)
        text = msg("risen by over {lower} to {upper}", lower=lower, upper=upper)
        if not has_risen:
            text = msg("fallen by over {lower} to {upper}", lower=lower, upper=upper)
    return view.t(text)


def _picture(view: View, insight: DensityChange, *, subtitle: str, selected_ags: str) -> AnyChart:
    frame = insight.table.frame
    values = [
        view.t(written_change(insight, float(change)))
        if state == CellState.VALUE.value
        else view.t(CELL_STATE_LABELS[CellState(state)])
        for change, state in zip(frame["change"], frame["change_state"], strict=True)
    ]
    return density_map.still_picture(
        view,
        paints(view, insight),
        values,
        legend=legend(view, insight, has_arrows=False),
        title=insight.table.caption,
        lines=[f"{subtitle} · {_days(view, insight)}", *insight.provenance.lines()],
        selected_ags=selected_ags,
    )
