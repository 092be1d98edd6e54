"""The overview on the page: tiles that lead onward, the strip of life phases, what needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from lib.charts.strip import phase_strip
from lib.domain.indicator_status import OFF_TRACK, ON_TRACK, Status
from lib.domain.offer_density import DENSITY_LABELS, DENSITY_UNITS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.cooperation import USUAL_LEVEL, level_label, level_number
from lib.insights.cooperation_public_change import share_band
from lib.insights.overview import MEASURE, Overview
from lib.text import Num, Text, msg
from lib.ui.navigation import page
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.ui.context import View

PRESENTATION_SCALE: Final = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A number, what it means (short: for presentation), and the page that shows more."""

    label: Text
    value: str
    short: Text
    note: Text
    slug: str
    parameters: tuple[tuple[str, str], ...] = ()


def draw_tiles(view: View, insight: Overview) -> None:
    """Draw one tile a question, side by side."""
    with st.grid(5, min_column_width=190):
        for tile in tiles(view, insight):
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(escape(view.t(tile.label)), escape(tile.value))
                st.caption(escape(view.t(tile.short if view.presentation else tile.note)))
                if not view.presentation:
                    _onward(view, tile.slug, tile.parameters, view.t(msg("Show")))


def _onward(view: View, slug: str, parameters: tuple[tuple[str, str], ...], label: str) -> None:
    st.page_link(
        page(slug).path,
        label=label,
        icon=":material/arrow_forward:",
        query_params={**dict(parameters), "lang": view.language},
    )


def tiles(view: View, insight: Overview) -> tuple[Tile, ...]:
    """The numbers of the overview."""
    totals, reference = insight.totals, insight.reference
    return (
        Tile(
            label=msg("Active offers"),
            value=view.t(Num(totals.distinct_count)),
            short=msg("{count} region-wide", count=totals.region_wide_count),
            note=msg("{count} of them region-wide without a place", count=totals.region_wide_count),
            slug="angebotsdichte",
            parameters=(("mass", "count"),),
        ),
        Tile(
            label=DENSITY_LABELS[MEASURE],
            value=_number_or_state(view, reference.value, reference.state),
            short=msg("all phases together"),
            note=msg(
                "{extent} as a whole, all life phases together", extent=view.settings.extent_name
            ),
            slug="angebotsdichte",
        ),
        _cooperation_tile(view, insight),
        _goal_tile(view, insight),
        _network_tile(view, insight),
    )


def _number_or_state(view: View, value: float, state: CellState) -> str:
    return view.t(Num(value, 1) if state is CellState.VALUE else CELL_STATE_LABELS[state])


def _cooperation_tile(view: View, insight: Overview) -> Tile:
    summary = insight.cooperation
    shown = summary.state is CellState.VALUE
    note: Text = msg("No ratings that may be shown")
    if shown:
        note = msg(
            "Median of the levels (0 to 5), middle half {low} to {high}; {share} of the ratings "
            "at {level} or higher, {wave}",
            low=_exact(summary.overall.lower_quartile),
            high=_exact(summary.overall.upper_quartile),
            share=share_band(summary.overall),
            level=level_label(USUAL_LEVEL, view.settings.level_names),
            wave=summary.wave,
        )
    return Tile(
        label=msg("Cooperation"),
        value=view.t(
            level_number(summary.overall.median) if shown else CELL_STATE_LABELS[summary.state]
        ),
        short=msg("median of levels 0 to 5") if shown else note,
        note=note,
        slug="kooperation",
    )


def _goal_tile(view: View, insight: Overview) -> Tile:
    """Indicators by status in words; never a mean of symbols."""
    summary = insight.goals
    total = sum(count for _, count in summary.statuses)
    if summary.year is None or not total:
        nothing = msg("No indicators with values")
        unknown = view.t(CELL_STATE_LABELS[CellState.UNKNOWN])
        return Tile(
            label=msg("Goals"), value=unknown, short=nothing, note=nothing, slug="zielsystem"
        )
    return Tile(
        label=msg("Goals"),
        value=view.t(msg("{count} of {total}", count=summary.count(*ON_TRACK), total=total)),
        short=msg("indicators on track in {year}", year=str(summary.year)),
        note=msg(
            "indicators on track in {year} (sun or slightly cloudy); {off} not, {unknown} not "
            "assessable. {disclaimer}",
            year=str(summary.year),
            off=summary.count(*OFF_TRACK),
            unknown=summary.count(Status.NOT_JUDGED, Status.NO_VALUES),
            disclaimer=DISCLAIMER,
        ),
        slug="zielsystem",
    )


def _network_tile(view: View, insight: Overview) -> Tile:
    summary = insight.networks
    return Tile(
        label=msg("Networks"),
        value=view.t(Num(summary.networks_count)),
        short=msg("{meetings} meetings in 12 months", meetings=summary.meetings_count),
        note=msg(
            "Last 12 months: {meetings} network meetings, {participants} participations, "
            "parents among them: {parents}",
            meetings=summary.meetings_count,
            participants=_people(summary.participants_count, summary.participants_state),
            parents=_people(summary.parents_count, summary.parents_state),
        ),
        slug="daten-methoden",
    )


def _exact(level: float) -> Num:
    """Write a quartile of levels unrounded (they lie on quarters of a level)."""
    return Num(
        level, next(places for places in (0, 1, 2) if places == 2 or level * 10**places % 1 == 0)
    )


def _people(count: int, state: CellState) -> Text:
    return Num(count) if state is CellState.VALUE else CELL_STATE_LABELS[state]


def strip(view: View, insight: Overview, *, lines: tuple[Text, ...] = ()) -> AnyChart:
    """Picture of the densities by life phase."""
    frame = insight.table.frame
    shown = frame[frame["value_state"] == CellState.VALUE.value]
    labels = dict(view.lists.codes["life_phase"])
    points = pd.DataFrame(
        {
            "phase": [view.t(label) for label in shown["phase"]],
            "name": shown["name"].tolist(),
            "value": shown["value"].tolist(),
        }
    )
    references = pd.DataFrame(
        [
            {"phase": view.t(labels[code]), "value": reference.value}
            for code, reference in insight.references
            if reference.state is CellState.VALUE
        ],
        columns=["phase", "value"],
    )
    return phase_strip(
        points,
        references,
        x_title=view.t(DENSITY_UNITS[MEASURE]),
        municipality_title=view.t(msg("Municipality")),
        reference_title=view.settings.extent_name,
        language=view.language,
        scale=PRESENTATION_SCALE if view.presentation else 1.0,
        fills_height=view.presentation and not lines,
        title=insight.table.caption if lines else "",
        lines=lines,
    )


def draw_strip(view: View, insight: Overview) -> None:
    """Put the strip on the page with one line that says how to read it."""
    if not view.presentation:  # there the axes say it, and the picture needs the room
        st.subheader(view.t(insight.table.caption), anchor=False)
    alt_text = view.t(insight.table.caption)
    if view.presentation:
        with st.container(key="picture_stage", height="stretch"):
            st.altair_chart(
                strip(view, insight), theme=None, width="stretch", height="stretch", alt=alt_text
            )
    else:
        st.altair_chart(strip(view, insight), theme=None, width="stretch", alt=alt_text)
    st.caption(
        escape(
            view.t(
                msg(
                    "One dot is one municipality; the orange line is the overall value ({extent}).",
                    extent=view.settings.extent_name,
                )
            )
        )
    )


def attention_list(view: View, insight: Overview) -> None:
    """What is old or missing, each with the way to it."""
    st.subheader(view.t(msg("What is old or missing")), anchor=False)
    if not insight.attention:
        st.caption(view.t(msg("Nothing stands out.")))
    for item in insight.attention:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escape(view.t(item.text)), width="stretch")
            _onward(view, item.slug, item.parameters, view.t(page(item.slug).title))
