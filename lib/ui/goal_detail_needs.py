"""Cooperation that one goal needs: what is wanted against how both sides rate it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.goal_needs import NeedRow, needs_chart
from lib.charts.theme import picture_title
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import level_label, level_number
from lib.insights.goal_page import NEED_LABELS, NeedState
from lib.insights.goal_page_cooperation import side_text
from lib.text import Num, Text, msg
from lib.ui.goals_view import presented, stage
from lib.ui.panels import Panel, escape, show_panel

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.goal_page import GoalCooperation, GoalPage, NeededCooperation, NeedSide
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

PICTURE_WIDTH_PX: Final = 1100
PRESENTATION_SCALE: Final = 1.5


def show(view: View, found: GoalPage, chosen: GoalChoice) -> None:
    """Draw the cooperations that the goal needs, or say how to record them."""
    del chosen
    cooperation = found.cooperation
    if not cooperation.needs:
        st.info(
            view.t(
                msg(
                    "No cooperation is recorded that this goal needs. Record in the table of "
                    "needed cooperation which types of institutions should work together, and at "
                    "what level."
                )
            ),
            icon=":material/info:",
        )
        return
    show_panel(
        view,
        Panel(
            key=f"ziel_{found.key}_kooperationen",
            title=cooperation.table.caption,
            draw=lambda: _draw(view, cooperation),
            picture=lambda: _picture(view, found),
            table=cooperation.table,
            provenance=presented(view, cooperation.provenance),
        ),
    )


def _draw(view: View, cooperation: GoalCooperation) -> None:
    alt_text = " ".join(view.t(text) for text in (cooperation.table.caption, *cooperation.answer))
    if view.presentation:
        with stage():
            st.altair_chart(
                _chart(view, cooperation, scale=PRESENTATION_SCALE, fills_height=True),
                theme=None,
                width="stretch",
                height="stretch",
                alt=alt_text,
            )
        return
    st.markdown(escape(" ".join(view.t(text) for text in cooperation.answer)))
    picture, reading = st.columns([5, 3], gap="medium")
    with picture:
        st.altair_chart(
            _chart(view, cooperation, scale=1.0), theme=None, width="stretch", alt=alt_text
        )
    with reading:
        for need in cooperation.needs:
            _read(view, need)


def _read(view: View, need: NeededCooperation) -> None:
    """Say one cooperation in words."""
    wanted = level_label(need.wanted_level, view.settings.level_names)
    head = msg("{cooperation}: {state}", cooperation=need.label, state=NEED_LABELS[need.state])
    lines: list[Text] = [msg("Wanted: {level}.", level=wanted)]
    lines += [
        msg("{rater}: {rating}.", rater=side.rater, rating=_rating(side)) for side in need.sides
    ]
    said = escape(" ".join(view.t(line) for line in lines))
    st.markdown(f"**{escape(view.t(head))}**  \n{said}")


def _rating(side: NeedSide) -> Text:
    if side.state is CellState.VALUE and not math.isnan(side.share_pct):
        return msg(
            "median {median}, {share} % of the ratings at least as wanted",
            median=level_number(side.median),
            share=Num(side.share_pct),
        )
    return side_text(side)


def _chart(view: View, cooperation: GoalCooperation, **look: object) -> AnyChart:
    return needs_chart(
        [
            _row(view, need, place, side)
            for need in cooperation.needs
            for place, side in enumerate(need.sides)
        ],
        level_title=view.t(msg("Level of cooperation (0 no contact to 5)")),
        median_text=view.t(msg("Median of the ratings (bar: middle half)")),
        wanted_text=view.t(msg("Wanted level")),
        language=view.language,
        **look,  # type: ignore[arg-type]
    )


def _row(view: View, need: NeededCooperation, place: int, side: NeedSide) -> NeedRow:
    is_shown = side.state is CellState.VALUE
    has_quartiles = is_shown and not math.isnan(side.lower_quartile)
    label = msg("{rater} rates {rated}", rater=side.rater, rated=side.rated)
    return NeedRow(
        key=f"{need.goal_key} {need.type_a} {need.type_b} {place}",
        label=view.t(label),
        wanted=need.wanted_level,
        median=side.median if is_shown else None,
        low=side.lower_quartile if has_quartiles else None,
        high=side.upper_quartile if has_quartiles else None,
        note=_note(view, side),
        verdict="" if place else view.t(NEED_LABELS[need.state]),
        is_reached=need.state is NeedState.REACHED,
        tooltip=view.t(msg("{label}: {rating}", label=label, rating=_rating(side))),
    )


def _note(view: View, side: NeedSide) -> str:
    """Why there is no median; what is withheld carries its sign."""
    text = view.t(side_text(side))
    return f"• {text}" if side.state is CellState.WITHHELD else text


def _picture(view: View, found: GoalPage) -> AnyChart:
    lines: list[Text] = [found.name, *found.cooperation.provenance.lines()[:4]]
    return _chart(
        view,
        found.cooperation,
        width_px=PICTURE_WIDTH_PX,
        title=picture_title(found.cooperation.table.caption, lines, language=view.language),
    )
