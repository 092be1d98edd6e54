"""Offers and gaps of one goal: density by municipality, what is missing, the list of offers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.goal_density import DensityCell, DensityColumn, density_chart
from lib.charts.theme import picture_title
from lib.domain.gaps import GAP_LABELS, GapState
from lib.insights.gap_cell import DENSITY_DECIMALS
from lib.insights.goal_page_offer_tables import own_density
from lib.text import Message, Names, Num, Text, format_number, msg
from lib.ui.goals_view import presented, stage
from lib.ui.panels import Panel, escape, kept_together, show_panel

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.gap_cell import GapCell, GapColumn
    from lib.insights.goal_page import GoalOffers, GoalPage
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

#: In a larger extent only municipalities where something is missing are drawn; the table has all.
MOST_ROWS: Final = 60
PICTURE_WIDTH_PX: Final = 1200
PRESENTATION_SCALE: Final = 1.2
NAMES_SHOWN: Final = 4
CAPTION: Final = msg(
    "Offers per 1 000 children. Light bars: all offers; dark: those of this goal; upright line: "
    "Region as a whole."
)


def show(view: View, found: GoalPage, chosen: GoalChoice) -> None:
    """Draw density and gaps in the life phases of the goal, then its offers."""
    offers = found.offers
    if not offers.columns:
        st.info(
            view.t(
                msg(
                    "This goal names no life phase, and none of its offers is active. Name its "
                    "life phases in the table of goals, or link offers to its measures."
                )
            ),
            icon=":material/info:",
        )
        return
    show_panel(
        view,
        Panel(
            key=f"ziel_{found.key}_angebote",
            title=offers.table.caption,
            draw=lambda: _draw(view, offers, chosen),
            picture=lambda: _picture(view, found),
            table=offers.table,
            provenance=presented(view, offers.provenance),
        ),
    )
    if not view.presentation and len(offers.offers.frame):
        show_panel(
            view,
            Panel(
                key=f"ziel_{found.key}_angebotsliste",
                title=offers.offers.caption,
                draw=lambda: None,
                picture=None,
                table=offers.offers,
                provenance=offers.provenance,
            ),
        )


def _draw(view: View, offers: GoalOffers, chosen: GoalChoice) -> None:
    if view.presentation:
        with stage():
            _chart(view, offers, chosen, scale=PRESENTATION_SCALE)
        st.caption(view.t(CAPTION))
        return
    answer = " ".join(view.t(text) for text in offers.answer)
    st.markdown(kept_together(escape(answer)))
    picture, reading = st.columns([5, 2], gap="medium")
    with picture:
        st.caption(view.t(CAPTION))
        _chart(view, offers, chosen, scale=1.0)
        left_out = len(offers.areas) - len(_rows(offers))
        if left_out:
            note = msg(
                "{count} more municipalities stand in the table.",
                count=left_out,
            )
            st.caption(view.t(note))
    with reading:
        for column in offers.columns:
            _read_column(view, offers, column)


def _chart(view: View, offers: GoalOffers, chosen: GoalChoice, *, scale: float) -> None:
    st.altair_chart(
        _density(
            view,
            offers,
            selected=view.lists.municipality_name(chosen.ags) if chosen.ags else "",
            scale=scale,
            fills_height=view.presentation,
        ),
        theme=None,
        width="stretch",
        height="stretch" if view.presentation else "content",
        alt=" ".join(view.t(text) for text in (offers.table.caption, *offers.answer)),
    )


def _density(view: View, offers: GoalOffers, **look: object) -> AnyChart:
    rows = _rows(offers)
    kept = set(rows)
    place = {column.key: spot for spot, column in enumerate(offers.columns)}
    cells = [cell for cell in offers.cells if cell.name in kept]
    states = {cell.state for cell in cells}
    return density_chart(
        [_cell(view, offers, cell, place[cell.column.key]) for cell in cells],
        rows=rows,
        columns=[
            DensityColumn(
                label=view.t(column.label),
                is_transition=column.is_transition,
                region=_region(offers, column),
            )
            for column in offers.columns
        ],
        legend={state: view.t(GAP_LABELS[state]) for state in GapState if state in states},
        language=view.language,
        **look,  # type: ignore[arg-type]
    )


def _rows(offers: GoalOffers) -> list[str]:
    """Municipalities that are drawn, alphabetical."""
    names = [name for _, name in offers.areas]
    if len(names) <= MOST_ROWS:
        return names
    lacking = {cell.name for cell in offers.cells if cell.state in {GapState.GAP, GapState.THIN}}
    return [name for name in names if name in lacking][:MOST_ROWS]


def _cell(view: View, offers: GoalOffers, cell: GapCell, place: int) -> DensityCell:
    is_known = cell.state is not GapState.NO_REPORT and not math.isnan(cell.density)
    count = offers.own_counts.get((cell.ags, cell.column.key), 0)
    figure = _number(view, cell.density) if is_known else ""
    tip = msg(
        "{column}: {state}. {all} offers, {own} of this goal; {density} per 1 000 children.",
        column=cell.column.label,
        state=GAP_LABELS[cell.state],
        all=cell.offers_count,
        own=count,
        density=figure or "–",
    )
    if cell.state is GapState.NO_REPORT:
        tip = msg("{column}: no report.", column=cell.column.label)
    return DensityCell(
        row=cell.name,
        column=place,
        value=cell.density if is_known else None,
        own=own_density(cell, count) if is_known and count else None,
        figure=figure,
        state=cell.state,
        tooltip=view.t(tip),
    )


def _number(view: View, value: float) -> str:
    return format_number(value, view.language, decimals=DENSITY_DECIMALS)


def _region(offers: GoalOffers, column: GapColumn) -> float | None:
    known = (cell.reference for cell in offers.cells if cell.column.key == column.key)
    value = next(known, math.nan)
    return None if math.isnan(value) else value


def _read_column(view: View, offers: GoalOffers, column: GapColumn) -> None:
    """Say what the picture shows in one life phase or transition."""
    lines = " ".join(view.t(text) for text in _sentences(offers, column))
    st.markdown(f"**{escape(view.t(column.label))}**  \n{kept_together(escape(lines))}")


def _sentences(offers: GoalOffers, column: GapColumn) -> list[Message]:
    cells = [cell for cell in offers.cells if cell.column.key == column.key]
    region = _region(offers, column)
    found: list[Message] = []
    if region is not None:
        children = sum(cell.children_count for cell in cells if cell.children_count > 0)
        own = sum(offers.own_counts.get((cell.ags, column.key), 0) for cell in cells)
        share = msg(
            "Region: {all} offers per 1 000 children, {own} of them of this goal.",
            all=Num(region, DENSITY_DECIMALS),
            own=Num(1000 * own / children if children else 0.0, DENSITY_DECIMALS),
        )
        found.append(share)
    named = {state: [c.name for c in cells if c.state is state] for state in GapState}
    if named[GapState.GAP]:
        found.append(msg("Gap: {names}.", names=_names(named[GapState.GAP])))
    if named[GapState.THIN]:
        found.append(msg("Thin: {names}.", names=_names(named[GapState.THIN])))
    if not named[GapState.GAP] and not named[GapState.THIN]:
        found.append(msg("No gap, nowhere thin."))
    return found


def _names(found: list[str]) -> Names:
    rest = len(found) - NAMES_SHOWN
    more: tuple[Text, ...] = (msg("{count} more", count=rest),) if rest > 0 else ()
    return Names((*found[:NAMES_SHOWN], *more))


def _picture(view: View, found: GoalPage) -> AnyChart:
    lines: list[Text] = [found.name, CAPTION, *found.offers.provenance.lines()[:4]]
    return _density(
        view,
        found.offers,
        width_px=PICTURE_WIDTH_PX,
        title=picture_title(found.offers.table.caption, lines, language=view.language),
    )
