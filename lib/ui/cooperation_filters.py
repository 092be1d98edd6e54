"""Filters of the cooperation pages: one row, the rest in a popover; all of them in the address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.agreements import AGREEMENT_LABELS, AgreementStatus
from lib.domain.cooperation import PAIR_RULE_LABELS, PairRule
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN
from lib.insights.cooperation import CooperationChoice, level_label
from lib.insights.cooperation_matrix import MATRIX_LABELS, MatrixKind
from lib.insights.types import ALL
from lib.text import Dated, Message, Text, msg, nmsg
from lib.ui import filters, named_view, popovers, url_state, url_widgets
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from lib.ui.context import View

MATRIX: Final = "matrix"
PICTURE: Final = "bild"
LEVEL_FROM: Final = "stufe"
LEVEL_TO: Final = "stufe-bis"
ASYMMETRY: Final = "unterschied"
UNRATED: Final = "offen"
AGREEMENT: Final = "vereinbarung"
NOT_TALKED: Final = "gespraech"
TYPE: Final = "typ"
SECTOR: Final = "traeger"
RULE: Final = "regel"
MONTHS: Final = (3, 6, 12, 24)
#: What "reset" takes back, with the default of each.
_MORE: Final = {
    TYPE: ALL,
    SECTOR: ALL,
    LEVEL_FROM: str(LEVEL_MIN),
    LEVEL_TO: str(LEVEL_MAX),
    ASYMMETRY: "0",
    UNRATED: url_widgets.OFF,
    AGREEMENT: ALL,
    NOT_TALKED: "0",
}
_PLACE: Final = {"kommune": ALL, "phase": ALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationAsked:
    """What a cooperation page is asked: picture, kind of matrix, and which pairs."""

    picture: str
    matrix: str
    choice: CooperationChoice


def choice_filters(
    view: View,
    *,
    pictures: Sequence[tuple[str, Message]] = (),
    with_matrix: bool = False,
    row: DeltaGenerator | None = None,
) -> CooperationAsked:
    """Draw the row of filters; outside the circle only wave and kind of matrix are offered.

    `pictures` are what the page can show, the first is the default; `row` is the page's own row.
    """
    picture = pictures[0][0] if pictures else ""
    matrix, ags, phase = MatrixKind.TYPES.value, "", ""
    more = CooperationChoice(wave="")
    with row or filters.row():
        if pictures and view.shows_single_pairs:
            options = [(code, view.t(label)) for code, label in pictures]
            picture = url_state.select(view.t(msg("Picture")), PICTURE, options)
        if with_matrix and picture == pictures[0][0]:
            matrix = _matrix(view)
        wave = _wave(view)
        if view.shows_single_pairs:
            ags = filters.municipality(view, msg("All municipalities"))
            phase = filters.code(
                view, msg("Life phase"), "phase", "life_phase", msg("All life phases")
            )
            more = _more_filters(view)
    choice = CooperationChoice(
        wave=wave,
        ags=ags,
        life_phase=phase,
        institution_type=more.institution_type,
        sector=more.sector,
        level_from=more.level_from,
        level_to=more.level_to,
        asymmetry_from=more.asymmetry_from,
        only_unrated=more.only_unrated,
        agreement=more.agreement,
        not_talked_months=more.not_talked_months,
        pair_rule=more.pair_rule,
    )
    return CooperationAsked(picture=picture, matrix=matrix, choice=choice)


def _matrix(view: View) -> str:
    """Choose the kind of matrix; single institutions only inside the circle."""
    options = [
        (code.value, view.t(label))
        for code, label in MATRIX_LABELS.items()
        if view.shows_single_pairs or code is not MatrixKind.INSTITUTIONS
    ]
    return url_state.select(
        view.t(msg("Matrix")),
        MATRIX,
        options,
        default=MatrixKind.TYPES.value,
        shown=not view.presentation,
    )


def _wave(view: View) -> str:
    if not view.lists.waves:
        return ""
    waves = [(code, view.t(label)) for code, label in view.lists.waves]
    return url_state.select(
        view.t(msg("Survey round")), "welle", waves, shown=not view.presentation
    )


def _more_filters(view: View) -> CooperationChoice:
    """Draw the popover with every further filter; its label says how many are active."""
    count = sum(url_state.current(n, valid=bool, default=d) != d for n, d in _MORE.items())
    label = (
        nmsg("{count} further filter", "{count} further filters", count)
        if count
        else msg("Further filters")
    )
    with popovers.popover(
        view, view.t(label), key="more_filters", icon=":material/tune:"
    ) as inside:
        chosen = _controls(inside)
        if not inside.presentation and count:
            st.button(
                view.t(msg("Reset these filters")),
                key="reset_more",
                on_click=partial(reset, tuple(_MORE)),
                width="stretch",
            )
    return chosen


def _controls(view: View) -> CooperationChoice:
    shown = not view.presentation
    kind = filters.code(
        view, msg("Type of institution"), TYPE, "institution_type", msg("All types")
    )
    sector = filters.code(view, msg("Provider"), SECTOR, "provider_sector", msg("All providers"))
    level_from = url_widgets.number_slider(
        view.t(msg("Level from")), LEVEL_FROM, maximum=LEVEL_MAX, default=LEVEL_MIN, shown=shown
    )
    level_to = url_widgets.number_slider(
        view.t(msg("Level up to")), LEVEL_TO, maximum=LEVEL_MAX, default=LEVEL_MAX, shown=shown
    )
    asymmetry = url_widgets.number_slider(
        view.t(msg("Difference of both sides from")),
        ASYMMETRY,
        maximum=LEVEL_MAX,
        default=0,
        shown=shown,
        help=view.t(msg("How many levels apart both sides rate their cooperation.")),
    )
    unrated = url_widgets.toggle(view.t(msg("Only pairs that nobody rated")), UNRATED, shown=shown)
    statuses = [(item.value, view.t(AGREEMENT_LABELS[item])) for item in AgreementStatus]
    agreement = url_state.select(
        view.t(msg("Cooperation agreement")),
        AGREEMENT,
        [(ALL, view.t(msg("All, with or without"))), *statuses],
        shown=shown,
    )
    months = [(str(number), view.t(not_talked(number))) for number in MONTHS]
    talked = url_state.select(
        view.t(msg("Last talk")),
        NOT_TALKED,
        [("0", view.t(msg("whenever it was"))), *months],
        shown=shown,
    )
    rules = [(item.value, view.t(PAIR_RULE_LABELS[item])) for item in PairRule]
    rule = url_state.select(view.t(msg("Level of a pair")), RULE, rules, shown=shown)
    return CooperationChoice(
        wave="",
        institution_type=kind,
        sector=sector,
        level_from=int(min(level_from, level_to)),
        level_to=int(max(level_from, level_to)),
        asymmetry_from=int(asymmetry),
        only_unrated=unrated,
        agreement="" if agreement == ALL else agreement,
        not_talked_months=int(talked),
        pair_rule=PairRule(rule),
    )


def not_talked(months: int) -> Message:
    """Name the filter on the last talk."""
    return nmsg("no talk recorded for {count} month", "no talk recorded for {count} months", months)


def reset(names: Sequence[str]) -> None:
    """Take filters back to their defaults (for a callback)."""
    for name in names:
        url_state.choose(name, {**_MORE, **_PLACE}[name])


def active(view: View, choice: CooperationChoice) -> tuple[tuple[tuple[str, ...], Text], ...]:
    """Name every active filter, each with the query parameters that hold it."""
    lists, found = view.lists, list[tuple[tuple[str, ...], Text]]()
    if choice.ags:
        found.append((("kommune",), lists.municipality_name(choice.ags)))
    if choice.life_phase:
        found.append((("phase",), lists.label("life_phase", choice.life_phase)))
    if choice.institution_type:
        label = lists.label("institution_type", choice.institution_type)
        found.append(((TYPE,), msg("one of both: {name}", name=label)))
    if choice.sector:
        label = lists.label("provider_sector", choice.sector)
        found.append(((SECTOR,), msg("one of both: {name}", name=label)))
    if choice.narrows_level:
        found.append(((LEVEL_FROM, LEVEL_TO), _levels(view, choice)))
    if choice.asymmetry_from:
        found.append(
            (
                (ASYMMETRY,),
                nmsg(
                    "at least {count} level apart",
                    "at least {count} levels apart",
                    choice.asymmetry_from,
                ),
            )
        )
    if choice.only_unrated:
        found.append(((UNRATED,), msg("only pairs that nobody rated")))
    if choice.agreement:
        status = AGREEMENT_LABELS[AgreementStatus(choice.agreement)]
        found.append(((AGREEMENT,), msg("agreement: {status}", status=status)))
    if choice.not_talked_months:
        found.append(((NOT_TALKED,), not_talked(choice.not_talked_months)))
    return tuple(found)


def _levels(view: View, choice: CooperationChoice) -> Text:
    names = view.settings.level_names
    low, high = (level_label(level, names) for level in (choice.level_from, choice.level_to))
    if choice.level_from == choice.level_to:
        return msg("only {level}", level=low)
    if choice.level_to == LEVEL_MAX:
        return msg("from {level}", level=low)
    if choice.level_from == LEVEL_MIN:
        return msg("up to {level}", level=high)
    return msg("{low} to {high}", low=low, high=high)


def rule_line(choice: CooperationChoice) -> Message:
    """State the rule by which two ratings become the level of a pair."""
    return msg("Level of a pair: {rule}.", rule=PAIR_RULE_LABELS[choice.pair_rule])


def selection_text(view: View, asked: CooperationAsked) -> str:
    """What is shown in one line: wave, place, every filter, day."""
    choice = asked.choice
    parts: list[Text] = [named_view.name(), dict(view.lists.waves).get(choice.wave, "")]
    if not choice.ags:
        parts.append(view.settings.extent_name)
    parts += [text for _, text in active(view, choice)]
    return filters.selection_line(view, (*parts, Dated(view.state.reference_date)))


def show_active(view: View, choice: CooperationChoice) -> None:
    """Draw one chip for each active filter; a click takes it back."""
    chips = () if view.presentation else active(view, choice)
    for names, text in chips:
        st.button(
            escape(view.t(text)),
            icon=":material/close:",
            icon_position="right",
            key=f"chip_{names[0]}",
            help=view.t(msg("Take this filter back")),
            on_click=partial(reset, names),
        )
    if len(chips) > 1:
        st.button(
            view.t(msg("Reset all filters")),
            key="reset_all",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=partial(reset, tuple(name for names, _ in chips for name in names)),
        )
