"""What the gap matrix is asked: filters, thresholds, which municipalities are shown, which cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.gaps import (
    DEFAULT_MONTHS,
    DEFAULT_SHARE_PCT,
    MONTHS,
    SHARES_PCT,
    URGENT_STATES,
    GapThresholds,
)
from lib.insights.gap_matrix import gap_matrix
from lib.text import Dated, Message, Num, Text, msg
from lib.ui import cache, cooperation_control, data, filters, scenario_view, url_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.insights.gap_matrix import GapMatrix
    from lib.store.queries.offers import OfferFilter
    from lib.ui.context import View

CELL: Final = "luecke"
PART: Final = "ausschnitt"
SEPARATOR: Final = cooperation_control.SEPARATOR
#: A picture with more municipalities than this cannot be read: parts of it are shown.
MOST_ROWS: Final = 60
ROWS_OF_A_PART: Final = 40
THRESHOLD_WIDTH_PX: Final = 160
PART_WIDTH_PX: Final = 420
MOST_MISSING: Final = "dringend"
#: How the matrix is read: by its offers, or by the weakest link of each transition (circle only).
READING: Final = "lesart"
BY_OFFERS: Final = "angebote"
BY_WEAKEST_LINK: Final = "schwaechstes-glied"
READING_WIDTH_PX: Final = 190
Selected = tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChoice:
    """What the page is asked."""

    offers: OfferFilter
    thresholds: GapThresholds
    reading: str = BY_OFFERS


def choice(view: View, beside: st.delta_generator.DeltaGenerator) -> GapChoice:
    """Draw the filters and the two thresholds; `beside` the switch of the page: what if."""
    with filters.row():
        offers = filters.offer_filter(view, with_phase=False)
        share = _number(
            view,
            msg("Thin below"),
            "schwelle",
            numbers=SHARES_PCT,
            default=DEFAULT_SHARE_PCT,
            words=_share,
        )
        months = _number(
            view,
            msg("Unclear after"),
            "unklar",
            numbers=MONTHS,
            default=DEFAULT_MONTHS,
            words=_months,
        )
        reading = _reading(view)
    with beside:
        scenario_view.control(view, offers)
    return GapChoice(
        offers=offers,
        thresholds=GapThresholds(thin_below_share_pct=share, unclear_after_months=months),
        reading=reading,
    )


def _reading(view: View) -> str:
    """How the matrix is read; in presentation, and in public, by its offers alone."""
    if view.presentation:
        return BY_OFFERS
    options = [
        (BY_OFFERS, view.t(msg("Offers alone"))),
        (BY_WEAKEST_LINK, view.t(msg("Weakest link"))),
    ]
    is_offered = view.shows_single_pairs
    return url_state.select(
        view.t(msg("Reading")),
        READING,
        options if is_offered else options[:1],
        default=BY_OFFERS,
        shown=is_offered,
        width_px=READING_WIDTH_PX,
    )


def _share(number: int) -> Message:
    return msg("{share} % of the Region", share=Num(number))


def _months(number: int) -> Message:
    return msg("{months} months", months=Num(number))


def _number(
    view: View,
    label: Message,
    name: str,
    *,
    numbers: tuple[int, ...],
    default: int,
    words: Callable[[int], Message],
) -> int:
    options = [(str(number), view.t(words(number))) for number in numbers]
    chosen = url_state.select(
        view.t(label),
        name,
        options,
        default=str(default),
        shown=not view.presentation,
        width_px=THRESHOLD_WIDTH_PX,
    )
    return int(chosen)


def matrix_of(view: View, chosen: GapChoice) -> GapMatrix:
    """Every cell judged, from the cache."""
    return cache.ask(
        data.at(view),
        gap_matrix,
        chosen.offers,
        thresholds=chosen.thresholds,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        lists=view.lists,
        state=view.state,
    )


def selection_parts(view: View, chosen: GapChoice) -> tuple[Text, ...]:
    """Every filter that narrows, the thresholds, and the day."""
    offers = chosen.offers
    narrowing = (
        ("field_of_action", offers.field),
        ("prevention_level", offers.prevention_level),
        ("provider_sector", offers.sector),
    )
    return (
        *(view.lists.label(name, code) for name, code in narrowing if code),
        Dated(offers.on),
    )


def selected_cell(view: View, matrix: GapMatrix) -> Selected:
    """Read which cell the address names (`?luecke=03241001~3-6`); None for none."""
    if view.presentation:
        return None
    places = {ags for ags, _ in matrix.areas}
    columns = {column.key for column in matrix.columns}

    def valid(text: str) -> bool:
        ags, _, column = text.partition(SEPARATOR)
        return not text or (ags in places and column in columns)

    chosen = url_state.current(CELL, valid=valid, default="")
    st.session_state[url_state.widget_key(CELL)] = chosen
    url_state.publish(CELL, chosen, default="")
    ags, _, column = chosen.partition(SEPARATOR)
    return (ags, column) if chosen else None


def choose_cell(ags: str, column: str) -> None:
    """Select a cell from a callback."""
    url_state.choose(CELL, f"{ags}{SEPARATOR}{column}" if ags and column else "")


def shown_places(view: View, matrix: GapMatrix) -> tuple[str, ...]:
    """Which municipalities the picture shows: all, or the part that is chosen."""
    areas = matrix.areas
    if len(areas) <= MOST_ROWS:
        return tuple(ags for ags, _ in areas)
    starts = range(0, len(areas), ROWS_OF_A_PART)
    parts = {
        str(start // ROWS_OF_A_PART + 1): areas[start : start + ROWS_OF_A_PART] for start in starts
    }
    most = msg("{count} municipalities with most missing offers", count=Num(ROWS_OF_A_PART))
    options = [
        (MOST_MISSING, view.t(most)),
        *((code, f"{part[0][1]} – {part[-1][1]}") for code, part in parts.items()),
    ]
    code = url_state.select(
        view.t(msg("Municipalities shown")),
        PART,
        options,
        shown=not view.presentation,
        width_px=PART_WIDTH_PX,
    )
    if code == MOST_MISSING:
        return _most_missing(matrix)
    return tuple(ags for ags, _ in parts[code])


def _most_missing(matrix: GapMatrix) -> tuple[str, ...]:
    """Municipalities with most missing offers, alphabetically."""
    urgent = matrix.cells[matrix.cells["state"].isin([state.value for state in URGENT_STATES])]
    sums = urgent.groupby("ags", sort=False)["missing_offers"].sum()
    most = set(sums.sort_values(ascending=False, kind="stable").head(ROWS_OF_A_PART).index)
    return tuple(ags for ags, _ in matrix.areas if ags in most)
