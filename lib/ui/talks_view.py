"""The page of due conversations: the ranked list, or the sheet of the pair that a link names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.cooperation import PairRule
from lib.insights.cooperation import CooperationChoice
from lib.insights.talk_pairs import is_pair
from lib.insights.talks import talk_list
from lib.text import Dated, Num, msg, nmsg
from lib.ui import (
    audience,
    cache,
    cooperation_filters,
    data,
    filters,
    named_view,
    panels,
    sheet_link,
    sheet_view,
    talks_calendar,
    talks_choice,
    url_state,
)
from lib.ui.navigation import page
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.domain.conversation import TalkRule
    from lib.insights.talks import Partner, Talk, TalkList
    from lib.text import Message
    from lib.ui.context import View

STYLE: Final = Path(__file__).parent / "styles" / "talks.css"
WIDTHS: Final = (0.65, 3.6, 5.4, 1.9, 1.85)
WAVE: Final = "welle"
WAVE_WIDTH_PX: Final = 195
PROTECTED: Final = msg(
    "Which two institutions should talk is for the circle that owns the ratings, not for the "
    "public or a presentation. Here you see no pairs and no figures about them."
)


def show(view: View) -> None:
    """Show what is due, or say for whom it is."""
    if not view.shows_single_pairs:
        audience.tell_closed(view)
        panels.show_answer(view, (PROTECTED,))
        if not view.presentation:
            st.page_link(
                page("kooperation").path,
                label=view.t(msg("Summaries of the cooperation")),
                icon=":material/arrow_forward:",
                query_params={"lang": view.language},
            )
        return
    st.html(STYLE)
    waves = [(code, view.t(label)) for code, label in view.lists.waves]
    pair = _opened_pair(view, waves)
    if pair is None:
        _show_list(view)
    else:
        _show_sheet(view, pair, waves)


def _opened_pair(view: View, waves: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Pair whose sheet the address asks for; one that does not exist falls back to the list."""
    code = url_state.current(
        sheet_link.PAIR, valid=lambda text: bool(sheet_link.parsed_pair(text)), default=""
    )
    pair = sheet_link.parsed_pair(code)
    if pair is not None and not (waves and _is_known(view, pair, waves)):
        code, pair = "", None
    st.session_state[url_state.widget_key(sheet_link.PAIR)] = code
    url_state.publish(sheet_link.PAIR, code, default="")
    return pair


def _is_known(view: View, pair: tuple[str, str], waves: list[tuple[str, str]]) -> bool:
    wave = url_state.current(WAVE, valid=dict(waves).__contains__, default=waves[0][0])
    first, second = pair
    return cache.ask(
        data.at(view),
        is_pair,
        wave=wave,
        first_key=first,
        second_key=second,
        scope=data.scope(view),
    )


def _show_sheet(view: View, pair: tuple[str, str], waves: list[tuple[str, str]]) -> None:
    """Show the sheet of a pair, with the way back to the list."""
    row = filters.row()
    with row:
        st.button(
            view.t(msg("Back to the list")),
            icon=":material/arrow_back:",
            key="close_sheet",
            on_click=url_state.choose,
            args=(sheet_link.PAIR, ""),
        )
        wave = url_state.select(view.t(msg("Survey round")), WAVE, waves, width_px=WAVE_WIDTH_PX)
    rule = url_state.current(
        cooperation_filters.RULE, valid=set(PairRule).__contains__, default=next(iter(PairRule))
    )
    sheet_view.show(view, CooperationChoice(wave=wave, pair_rule=PairRule(rule)), pair, row=row)


def _show_list(view: View) -> None:
    choice = cooperation_filters.choice_filters(view).choice
    tools = st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="talk_tools"
    )
    with tools:
        rule = talks_choice.rule_controls(view)
        limit = talks_choice.count_control(view)
    found = _talks(view, choice, rule, limit)
    with tools:
        if found.talks:
            selected = [talk for talk in found.talks if st.session_state.get(_tick(talk))]
            talks_calendar.control(view, found, wave=choice.wave, selected=selected)
        named_view.remember(view, welle=choice.wave)
        named_view.show_name(view)
        cooperation_filters.show_active(view, choice)
    panels.show_answer(view, found.answer)
    if not found.talks:
        _what_next(view, choice)
        return
    panel = panels.Panel(
        key="gespraeche",
        title=found.table.caption,
        draw=lambda: _list(view, found, choice.wave),
        picture=None,
        table=found.table,
        provenance=named_view.named(view, found.provenance),
        export=lambda: _talks(view, choice, rule, 0).table,
    )
    panel.draw()
    panels.show_foot(view, panel)
    panels.show_table(view, panel.table, key=panel.key)


def _talks(view: View, choice: CooperationChoice, rule: TalkRule, limit: int) -> TalkList:
    return cache.ask(
        data.at(view),
        talk_list,
        choice,
        rule=rule,
        limit=limit,
        scope=data.scope(view),
        lists=view.lists,
    )


def _tick(talk: Talk) -> str:
    return f"talk_{talk.code}"


def _list(view: View, found: TalkList, wave: str) -> None:
    """Draw the pairs as a list to read from in a meeting."""
    with st.container(key="talks"):
        for talk in found.talks:
            _row(view, talk, wave)
    st.caption(escape(view.t(_how_many(found))))


def _row(view: View, talk: Talk, wave: str) -> None:
    tick, pair, reasons, step, sheet = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    with (
        tick,
        st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"rank_{talk.code}"
        ),
    ):
        st.checkbox(
            view.t(
                msg(
                    "Rank {rank}: {one} and {other}",
                    rank=Num(talk.rank),
                    one=talk.first.name,
                    other=talk.second.name,
                )
            ),
            key=_tick(talk),
            label_visibility="collapsed",
        )
        st.markdown(f"**{talk.rank}.**", width="content")
    with pair:
        st.markdown(f"{_named(view, talk.first)}  \n{_named(view, talk.second)}")
    with reasons:
        st.markdown(_reasons(view, talk))
    with step:
        st.markdown(_next_step(view, talk))
    with sheet:
        _sheet_link(view, talk, wave)


def _sheet_link(view: View, talk: Talk, wave: str) -> None:
    """Lead to the sheet; the address keeps filters and rule, so that the way back keeps them."""
    st.page_link(
        page("gespraeche").path,
        label=view.t(msg("Open the sheet")),
        icon=":material/description:",
        query_params={
            **st.query_params.to_dict(),
            "welle": wave,
            "lang": view.language,
            sheet_link.PAIR: talk.code,
        },
    )


def _named(view: View, partner: Partner) -> str:
    return f"**{escape(partner.name)}** · {escape(view.t(partner.place))}"


def _reasons(view: View, talk: Talk) -> str:
    """Points first, then each reason with its sign, its figures and its own points."""
    total = nmsg("{count} point", "{count} points", talk.points)
    each = [
        f"{talks_choice.SIGNS[reason.kind]}\u00a0{escape(view.t(reason.words))}\u00a0"
        f"({escape(view.t(Num(reason.points)))})"
        for reason in talk.reasons
    ]
    return f"**{escape(view.t(total))}:** " + " · ".join(each)


def _next_step(view: View, talk: Talk) -> str:
    """The agreed next step and its day, or that there is none."""
    if not talk.next_step:
        return escape(view.t(msg("no next step yet")))
    step = escape(talk.next_step)
    if talk.due_on is None:
        return step
    due = msg("until {day}", day=Dated(talk.due_on))
    return f"{step}, {escape(view.t(due))}"


def _how_many(found: TalkList) -> Message:
    """Say what the list leaves out; nobody is left out by the alphabet alone."""
    shown, count = len(found.talks), found.pairs_count
    if shown == count:
        return nmsg(
            "The list holds this {count} pair of {possible} possible ones.",
            "The list holds these {count} pairs of {possible} possible ones.",
            count,
            possible=found.possible_count,
        )
    if found.is_tied:
        return msg(
            "The first {shown} of {count} pairs. Those that follow begin with the same points as "
            "the last one shown; the download holds all of them.",
            shown=shown,
            count=count,
        )
    return msg(
        "The first {shown} of {count} pairs; the download holds all of them.",
        shown=shown,
        count=count,
    )


def _what_next(view: View, choice: CooperationChoice) -> None:
    """Say what to do when no pair is listed."""
    if not choice.wave:
        return
    st.caption(
        view.t(
            msg(
                "To see more pairs, choose more reasons or fewer points under “Reasons and "
                "points”, or another municipality, life phase or survey round above."
            )
        )
    )
