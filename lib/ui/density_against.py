"""What a picture of densities is set against: another phase, another day, another measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.density_change import ChangeKind
from lib.domain.offer_density import DENSITY_LABELS, DensityMeasure
from lib.insights.density_compare import Side
from lib.insights.types import ALL
from lib.text import Dated, msg
from lib.ui import filters, url_state
from lib.ui.context import DATE_FORMATS

if TYPE_CHECKING:
    from datetime import date

    from lib.ui.context import View
    from lib.ui.filters import OfferChoice

#: What the right map changes, as it stands in the address.
OTHER_PHASE: Final = "phase"
OTHER_DAY: Final = "tag"
OTHER_MEASURE: Final = "mass"
WIDTH_PX: Final = 210
_KINDS: Final = {"absolut": ChangeKind.ABSOLUTE, "prozent": ChangeKind.RELATIVE}


def other_day(view: View, chosen: OfferChoice) -> date:
    """Choose the day to compare with: one year before the reference date, if nobody says more."""
    earliest, latest = view.state.earliest_date, view.state.reference_date
    year_before = (pd.Timestamp(chosen.offers.on) - pd.DateOffset(years=1)).date()
    return url_state.day(
        view.t(msg("Compare with the day")),
        "vergleichstag",
        default=max(earliest, year_before),
        earliest=earliest,
        latest=latest,
        date_format=DATE_FORMATS[view.language],
        shown=not view.presentation,
        width_px=WIDTH_PX,
    )


def change_kind(view: View) -> ChangeKind:
    """Choose how a change is written."""
    code = url_state.segments(
        view.t(msg("Change as")),
        "aenderung",
        (
            ("absolut", view.t(msg("Difference"))),
            ("prozent", view.t(msg("Per cent"))),
        ),
        default="absolut",
        shown=not view.presentation,
    )
    return _KINDS[code]


def sides(view: View, chosen: OfferChoice) -> tuple[Side, Side]:
    """Choose what the right map shows; everything else is as in the left one."""
    what = url_state.select(
        view.t(msg("Different on the right")),
        "gegen",
        [
            (OTHER_PHASE, view.t(msg("Life phase"))),
            (OTHER_DAY, view.t(msg("Day"))),
            (OTHER_MEASURE, view.t(msg("Measure"))),
        ],
        default=OTHER_PHASE,
        shown=not view.presentation,
        width_px=WIDTH_PX,
    )
    phase = chosen.phase_label(view)
    left = Side(chosen.offers, chosen.measure, phase, phase)
    if what == OTHER_DAY:
        day = other_day(view, chosen)
        left = replace(left, label=Dated(chosen.offers.on))
        return left, replace(left, offers=replace(chosen.offers, on=day), label=Dated(day))
    if what == OTHER_MEASURE:
        measure = _other_measure(view, chosen.measure)
        left = replace(left, label=DENSITY_LABELS[chosen.measure])
        return left, replace(left, measure=measure, label=DENSITY_LABELS[measure])
    code = _other_phase(view, chosen.offers.life_phase)
    label = filters.phase_label(view, code)
    offers = replace(chosen.offers, life_phase=code)
    return left, Side(offers, chosen.measure, label, label)


def _other_phase(view: View, left: str) -> str:
    options = filters.code_options(view, "life_phase", msg("All life phases"))
    code = url_state.select(
        view.t(msg("Life phase on the right")),
        "phase2",
        options,
        default=next((code for code, _ in options if code not in {ALL, left}), ALL),
        shown=not view.presentation,
        width_px=WIDTH_PX,
    )
    return "" if code == ALL else code


def _other_measure(view: View, left: DensityMeasure) -> DensityMeasure:
    usual = DensityMeasure.PLACES_PER_100_CHILDREN
    default = DensityMeasure.PER_1000_CHILDREN if left is usual else usual
    code = url_state.select(
        view.t(msg("Measure on the right")),
        "mass2",
        [(item.value, view.t(DENSITY_LABELS[item])) for item in DensityMeasure],
        default=default.value,
        shown=not view.presentation,
        width_px=filters.MEASURE_WIDTH_PX,
    )
    return DensityMeasure(code)
