"""The network on the page: picture, one institution with its partners, figures in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts import network as charts
from lib.charts.theme import picture_title
from lib.insights.cooperation import level_label
from lib.insights.network import network
from lib.insights.network_places import BY_TYPE, NETWORK, ON_MAP, network_places
from lib.text import Num, Text, msg
from lib.ui import (
    cache,
    cooperation_filters,
    data,
    network_control,
    panels,
    url_state,
    url_widgets,
)
from lib.ui.panels import escape
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.network import Network
    from lib.insights.network_places import Places
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked

CHART: Final = "network"
HEIGHT_PX: Final = 560
COLUMNS: Final = 4
PICTURE_PX: Final = (1250, 800)
#: Without a chosen institution, so many of the best tied ones are named.
NAMED: Final = 6
USUAL_LEVEL: Final = 3
HEADINGS: Final = (
    msg("Institution"),
    msg("Municipality"),
    msg("Type"),
    msg("Ties"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What the reader chose beside the filters."""

    arrangement: str
    level: int
    one_sided: bool
    by_degree: bool


def show(view: View, asked: CooperationAsked) -> None:
    """Show the network of the chosen selection from a level on."""
    choice = asked.choice
    said = st.container()
    picture, reading = st.columns([3, 1], gap="medium")
    with reading:
        look = _controls(view)
    found = cache.ask(
        data.at(view),
        network,
        choice,
        level=look.level,
        with_one_sided=look.one_sided,
        scope=data.scope(view),
        lists=view.lists,
    )
    with said:
        panels.show_answer(view, found.answer)
    if not found.nodes or not choice.wave:
        st.caption(view.t(msg("Choose another round, or take filters back above.")))
        return
    places = cache.ask(
        data.at(view),
        network_places,
        arrangement=look.arrangement,
        scope=data.scope(view),
        lists=view.lists,
        layer=configured_layer(view.settings),
    )
    chosen = network_control.chosen_institution(found)
    with reading:
        network_control.chooser(view, found, chosen)
        if chosen:
            network_control.partners(view, found, chosen, choice.wave)
        else:
            _figures(view, found)
    chart = partial(_chart, view, found, places, chosen=chosen, by_degree=look.by_degree)
    lines = (
        cooperation_filters.selection_text(view, asked),
        msg("Ties from {level} on", level=level_label(look.level, view.settings.level_names)),
        *found.provenance.lines(),
    )
    panels.show_panel(
        view,
        panels.Panel(
            key="netzwerk",
            title=found.table.caption,
            draw=partial(_draw, view, found, chart, chosen, picture),
            picture=lambda: chart(lines=lines),
            table=found.table,
            provenance=found.provenance,
            extra_sources=data.boundary_sources(view) if look.arrangement == ON_MAP else (),
        ),
    )
    panels.show_table(view, found.course, key="netzverlauf")


def _controls(view: View) -> _Look:
    arrangement = url_state.segments(
        view.t(msg("Arrangement")),
        "anordnung",
        (
            (NETWORK, view.t(msg("Network"))),
            (BY_TYPE, view.t(msg("By type"))),
            (ON_MAP, view.t(msg("Map"))),
        ),
        default=NETWORK,
    )
    level = url_widgets.number_slider(
        view.t(msg("Ties from level")),
        "ab",
        options=(1, 2, 3, 4, 5),
        default=USUAL_LEVEL,
        format_number=lambda value: str(int(value)),
    )
    one_sided = url_widgets.toggle(
        view.t(msg("One-sided pairs")),
        "einseitig",
        help=view.t(msg("Dashed: only one side rated; the level could be lower, so it is no tie.")),
    )
    by_degree = url_widgets.toggle(view.t(msg("Size by ties")), "groesse")
    return _Look(
        arrangement=arrangement, level=int(level), one_sided=one_sided, by_degree=by_degree
    )


def _draw(
    view: View,
    found: Network,
    chart: partial[AnyChart],
    chosen: str,
    picture: st.delta_generator.DeltaGenerator,
) -> None:
    with picture:
        key = network_control.chart_key(CHART, chosen)
        with st.container(key="network_frame"):
            st.altair_chart(
                chart(selection=key),
                theme=None,
                width="stretch",
                key=key,
                on_select=partial(network_control.take_click, key),
                alt=" ".join(view.t(sentence) for sentence in found.answer),
            )
        st.caption(
            view.t(
                msg(
                    "The stronger the line, the higher the level. Everyone keeps the same place in "
                    "all rounds. Point at an institution to see its ties, click to choose it."
                )
            )
        )
    _meanings(view, found)


def _figures(view: View, found: Network) -> None:
    """Figures beside the picture; what they mean stands below it."""
    lines = [
        f"{escape(view.t(reading.label))}: **{escape(view.t(reading.value))}**"
        for reading in found.readings
    ]
    st.markdown("  \n".join(lines))


def _meanings(view: View, found: Network) -> None:
    """Say what each figure means here, in columns below the picture."""
    if not found.readings:
        return
    columns = st.columns(COLUMNS, gap="medium")
    for position, reading in enumerate(found.readings):
        label, value = escape(view.t(reading.label)), escape(view.t(reading.value))
        with columns[position % COLUMNS]:
            st.markdown(f"**{label}: {value}**  \n:small[{escape(view.t(reading.meaning))}]")


def _chart(
    view: View,
    found: Network,
    places: Places,
    *,
    chosen: str,
    by_degree: bool,
    lines: tuple[Text, ...] = (),
    selection: str = "node",
) -> AnyChart:
    """Put the insight into the picture's words; with `lines` for a file."""
    types = [code for code, _ in view.lists.codes["institution_type"]]
    near = network_control.neighbours(found, chosen)
    largest = sorted(found.nodes, key=lambda node: (-node.degree, node.key))[:NAMED]
    named = near if chosen else {node.key for node in largest if node.degree}
    is_file = bool(lines)
    present = {node.type_code for node in found.nodes}
    nodes = [
        charts.NetworkNode(
            key=node.key,
            x=places.points[node.key][0],
            y=places.points[node.key][1],
            number=types.index(node.type_code) + 1,
            degree=node.degree,
            name=node.name,
            tooltip=(
                node.name,
                _place(view, node.ags),
                view.t(view.lists.label("institution_type", node.type_code)),
                view.t(Num(node.degree)),
            ),
            is_chosen=node.key == chosen,
            is_near=not chosen or node.key in near,
            is_named=node.key in named,
        )
        for node in found.nodes
        if node.key in places.points
    ]
    edges = [
        charts.NetworkEdge(
            first=edge.first,
            second=edge.second,
            start=places.points[edge.first],
            end=places.points[edge.second],
            level=edge.level,
            is_at_most=edge.is_at_most,
            is_near=not chosen or chosen in {edge.first, edge.second},
        )
        for edge in found.edges
    ]
    return charts.network_chart(
        nodes,
        edges,
        look=charts.NetworkLook(
            language=view.language,
            type_names={
                number: view.t(view.lists.label("institution_type", code))
                for number, code in enumerate(types, start=1)
                if code in present
            },
            headings=tuple(view.t(text) for text in HEADINGS),
            width_px=PICTURE_PX[0] if is_file else 0,
            expected_width_px=PICTURE_PX[0] if is_file else 940,
            height_px=PICTURE_PX[1] if is_file else HEIGHT_PX,
            scale=1.2 if is_file else 1.0,
            by_degree=by_degree,
            selection=selection,
        ),
        names=[(view.t(text), at) for text, at in places.names],
        borders=places.borders,
        title=picture_title(found.table.caption, lines, language=view.language) if lines else None,
    )


def _place(view: View, ags: str) -> str:
    return view.lists.municipality_name(ags) if ags else view.t(msg("Whole region"))
