"""What the page of due conversations is asked: reasons, thresholds, and how many pairs."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.conversation import ALL_REASONS, TALK_REASON_LABELS, TalkReason, TalkRule
from lib.insights.talk_words import rule_words
from lib.text import Num, msg, nmsg
from lib.ui import popovers, url_state, url_widgets
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.ui.context import View

REASONS: Final = "anlass"
POINTS: Final = "punkte"
APART: Final = "abstand"
WEAK: Final = "schwach"
SILENT: Final = "still"
COUNT: Final = "anzahl"
COUNTS: Final = (10, 20, 50)
MONTHS: Final = (6, 12, 18, 24, 36)
MOST_POINTS: Final = 8
DEFAULT: Final = TalkRule()
_EVERY_REASON: Final = url_widgets.BETWEEN_CODES.join(ALL_REASONS)
#: What "reset" takes back, with the default of each.
_DEFAULTS: Final = {
    REASONS: _EVERY_REASON,
    POINTS: str(DEFAULT.points_from),
    APART: str(DEFAULT.apart_from),
    WEAK: str(DEFAULT.weak_below),
    SILENT: str(DEFAULT.silent_months),
}
#: Signs that stand before a reason, besides its words.
SIGNS: Final[dict[TalkReason, str]] = {
    TalkReason.APART: ":material/compare_arrows:",
    TalkReason.FALLEN: ":material/trending_down:",
    TalkReason.OVERDUE: ":material/event_busy:",
    TalkReason.AGREEMENT: ":material/contract:",
    TalkReason.TRANSITION: ":material/link_off:",
    TalkReason.SILENT: ":material/voice_over_off:",
}


def rule_controls(view: View) -> TalkRule:
    """Draw the popover with reasons and thresholds; its label says when they are not the usual."""
    before = _controls(replace(view, presentation=True))  # what the address says: names the popover
    for name in _DEFAULTS:  # by now the address counts as heard: what stood here must not return
        st.session_state.pop(url_state.widget_key(name), None)
    changed = sum(
        getattr(before, field.name) != getattr(DEFAULT, field.name) for field in fields(TalkRule)
    )
    label = (
        nmsg("Reasons and points: {count} changed", "Reasons and points: {count} changed", changed)
        if changed
        else msg("Reasons and points")
    )
    with popovers.popover(view, view.t(label), key="talk_rule", icon=":material/rule:") as inside:
        rule = _controls(inside)
        if not inside.presentation:
            for sentence in rule_words(rule):
                st.caption(escape(view.t(sentence)))
            if changed:
                st.button(
                    view.t(msg("Back to the usual rule")),
                    key="reset_rule",
                    on_click=reset,
                    width="stretch",
                )
    return rule


def _controls(view: View) -> TalkRule:
    shown = not view.presentation
    reasons = url_widgets.multi(
        view.t(msg("Reasons that count")),
        REASONS,
        [(reason.value, view.t(TALK_REASON_LABELS[reason])) for reason in ALL_REASONS],
        default=tuple(reason.value for reason in ALL_REASONS),
        shown=shown,
        placeholder=view.t(msg("No reason chosen")),
    )
    number = partial(url_widgets.number_slider, shown=shown)
    left, right = st.columns(2) if shown else (nullcontext(), nullcontext())
    with left:
        points, apart = _points_and_apart(view, number)
    with right:
        weak, silent = _weak_and_silent(view, number)
    return TalkRule(
        reasons=tuple(TalkReason(reason) for reason in reasons),
        points_from=int(points),
        apart_from=int(apart),
        weak_below=int(weak),
        silent_months=int(silent),
    )


def _points_and_apart(view: View, number: Callable[..., float]) -> tuple[float, float]:
    points = number(
        view.t(msg("Listed from this number of points on")),
        POINTS,
        minimum=1,
        maximum=MOST_POINTS,
        default=DEFAULT.points_from,
    )
    apart = number(
        view.t(msg("Ratings count as different from this number of levels on")),
        APART,
        minimum=1,
        maximum=5,
        default=DEFAULT.apart_from,
    )
    return points, apart


def _weak_and_silent(view: View, number: Callable[..., float]) -> tuple[float, float]:
    weak = number(
        view.t(msg("A transition is weak below level")),
        WEAK,
        minimum=1,
        maximum=5,
        default=DEFAULT.weak_below,
    )
    silent = number(
        view.t(msg("A long time without a talk begins after")),
        SILENT,
        options=MONTHS,
        default=DEFAULT.silent_months,
        format_number=lambda months: view.t(msg("{months} months", months=Num(months))),
    )
    return weak, silent


def count_control(view: View) -> int:
    """Choose how many pairs are shown."""
    chosen = url_state.segments(
        view.t(msg("Pairs shown")),
        COUNT,
        [(str(count), view.t(nmsg("{count} pair", "{count} pairs", count))) for count in COUNTS],
        default=str(COUNTS[1]),
        is_quiet=True,
    )
    return int(chosen)


def reset() -> None:
    """Take reasons and thresholds back to the usual rule (for a callback)."""
    for name, default in _DEFAULTS.items():
        url_state.choose(name, default)
