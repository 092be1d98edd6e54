"""Rules that look at more than one cell of a row."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from lib.domain.vocabulary import IndicatorKind
from lib.ingest.goal_rules import check_goals
from lib.ingest.indicator_rules import check_indicators
from lib.ingest.successors import check_successors
from lib.text import Dated, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.ingest.batches import Batch
    from lib.ingest.existing import Existing
    from lib.text import Message


def check_rules(batches: Sequence[Batch], existing: Existing) -> None:
    """Apply the rules of one table to all batches of that table."""
    for batch in batches:
        for rule in _RULES.get(batch.spec.name, ()):
            rule(batch)
    if batches and (across := _ACROSS.get(batches[0].spec.name)):
        across(batches, existing)


def _later(batch: Batch, *, first: str, last: str, may_equal: bool = False) -> None:
    """Check that `last` is empty or later (or larger) than `first`."""
    header = batch.spec.by_name[first].header
    for index, (start, end) in batch.rows(first, last):
        if start is None or end is None:
            continue
        if end < start or (end == start and not may_equal):
            batch.fault(index, last, _too_early(header, start, may_equal=may_equal))


def _too_early(header: str, start: object, *, may_equal: bool) -> Message:
    if isinstance(start, date):
        day = Dated(start)
        if may_equal:
            return msg("The day must not come before {day} (“{column}”).", day=day, column=header)
        return msg("The day must come after {day} (“{column}”).", day=day, column=header)
    if may_equal:
        return msg("The value must not be smaller than in “{column}”.", column=header)
    return msg("The value must be greater than in “{column}”.", column=header)


def _together(batch: Batch, *, one: str, other: str) -> None:
    for index, values in batch.rows(one, other):
        if (values[0] is None) != (values[1] is None):
            empty, filled = (one, other) if values[0] is None else (other, one)
            batch.fault(
                index,
                empty,
                msg(
                    "The cell must not be empty because “{column}” is filled.",
                    column=batch.spec.by_name[filled].header,
                ),
            )


def _different(batch: Batch, *, one: str, other: str) -> None:
    for index, values in batch.rows(one, other):
        if values[0] is not None and values[0] == values[1]:
            reason = msg(
                "The same as in “{column}”; two different ones are needed.",
                column=batch.spec.by_name[one].header,
            )
            batch.fault(index, other, reason)


def _not_itself(batch: Batch) -> None:
    for index, (rater, rated) in batch.rows("rater_key", "rated_key"):
        if rater == rated:
            reason = msg("An institution does not rate itself. Please remove the row.")
            batch.fault(index, "rated_key", reason)


def _region_wide(batch: Batch) -> None:
    for index, (wide, ags, latitude) in batch.rows("is_region_wide", "ags", "latitude"):
        if wide and (ags is not None or latitude is not None):
            batch.fault(
                index,
                "is_region_wide",
                msg(
                    "A region-wide offer has no place. "
                    "Please remove municipality and coordinates, or write “nein” here."
                ),
            )
    lost = sum(
        not (wide or ags or areas)
        for _, (wide, ags, areas) in batch.rows("is_region_wide", "ags", "service_area_ags")
    )
    if lost:
        batch.note(
            nmsg(
                "{count} offer has neither place nor service area and is not region-wide; "
                "it is counted in no municipality.",
                "{count} offers have neither place nor service area and are not region-wide; "
                "they are counted in no municipality.",
                lost,
            )
        )


def _targets(batch: Batch) -> None:
    for index, (kind, value, year) in batch.rows("kind", "target_value", "target_year"):
        if kind == IndicatorKind.REACH_BY_YEAR and value is None:
            batch.fault(index, "target_value", msg("This kind of target needs a target value."))
        if kind == IndicatorKind.REACH_BY_YEAR and year is None:
            batch.fault(index, "target_year", msg("This kind of target needs a target year."))
        if kind == IndicatorKind.HOLD_EVERY_YEAR and value is None:
            batch.fault(index, "target_value", msg("This kind of target needs a target value."))
    for index, (low, high) in batch.rows("target_value", "target_value_to"):
        if high is not None and low is None:
            batch.fault(
                index,
                "target_value",
                msg(
                    "The cell must not be empty because “{column}” is filled.",
                    column=batch.spec.by_name["target_value_to"].header,
                ),
            )


def _suspended(batch: Batch) -> None:
    """Check that only a series break suspends; without the column a break withdrawn ends it."""
    is_written = "suspends_judgement" in batch.headers
    for index, (is_break, suspends) in batch.rows("is_series_break", "suspends_judgement"):
        if suspends and not is_break and not is_written:
            batch.columns["suspends_judgement"][index] = False
        elif suspends and not is_break:
            reason = msg(
                "Only a series break suspends the status. Please write “ja” in “{column}”, "
                "or “nein” here.",
                column=batch.spec.by_name["is_series_break"].header,
            )
            batch.fault(index, "suspends_judgement", reason)


def _one_host(batch: Batch) -> None:
    for index, (network, body) in batch.rows("network_key", "steering_body_key"):
        if (network is None) == (body is None):
            batch.fault(
                index,
                "network_key",
                msg("Please fill either the network or the steering body, not both or none."),
            )


def _parents(batch: Batch) -> None:
    for index, (everybody, parents) in batch.rows("participants_count", "parents_count"):
        if parents is not None and (everybody is None or parents > everybody):
            batch.fault(
                index, "parents_count", msg("More parents than participants are not possible.")
            )


_validity = partial(_later, first="valid_from", last="valid_to")
_RULES: Final[dict[str, tuple[Callable[[Batch], None], ...]]] = {
    "life_phase": (partial(_later, first="age_from_years", last="age_to_years"),),
    "transition": (partial(_different, one="from_phase_code", other="to_phase_code"),),
    "offer": (
        partial(_later, first="minimum_age_years", last="maximum_age_years", may_equal=True),
        _validity,
        partial(_together, one="latitude", other="longitude"),
        _region_wide,
    ),
    "gap_decision": (partial(_later, first="decided_on", last="valid_to"),),
    "wave": (partial(_later, first="starts_on", last="ends_on", may_equal=True),),
    "cooperation_rating": (_not_itself,),
    "cooperation_pair": (partial(_different, one="institution_a_key", other="institution_b_key"),),
    "agreement": (
        partial(_different, one="institution_a_key", other="institution_b_key"),
        _validity,
    ),
    "measure": (
        partial(_later, first="starts_on", last="ends_on", may_equal=True),
        partial(_later, first="starts_on", last="funding_ends_on", may_equal=True),
    ),
    "indicator": (
        partial(_together, one="baseline_year", other="baseline_value"),
        _targets,
        partial(_later, first="target_value", last="target_value_to"),
    ),
    "indicator_target": (partial(_later, first="value", last="value_to"),),
    "observation": (_suspended,),
    "observation_revision": (
        _suspended,
        partial(_later, first="published_on", last="replaced_on"),
    ),
    "meeting": (_one_host, _parents),
}
#: Rules that look at all files of a table together, and at what is stored.
_ACROSS: Final[dict[str, Callable[[Sequence[Batch], Existing], None]]] = {
    "goal": check_goals,
    "institution": check_successors,
    "indicator": check_indicators,
}
