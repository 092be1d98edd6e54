"""Rules of indicators that refer to each other, and of their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lib.domain.vocabulary import IndicatorKind
from lib.ingest.spec_indicators import INDICATOR
from lib.ingest.spec_values import INDICATOR_TARGET
from lib.ingest.successors import chain_of, shown
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.ingest.batches import Batch
    from lib.ingest.existing import Existing


def check_indicators(batches: Sequence[Batch], existing: Existing) -> None:
    """Refuse indicators that are compared with or made of themselves, directly or in a circle."""
    _comparators(batches, existing)
    _parts(batches, existing)


def _stored(existing: Existing, *names: str) -> dict[str, tuple[Any, ...]]:
    """Map each stored indicator to some of its values."""
    order = [column.name for column in INDICATOR.stored]
    positions = [order.index(name) for name in names]
    rows = existing.rows(INDICATOR).items()
    return {key: tuple(row[place] for place in positions) for (key,), row in rows}


def _comparators(batches: Sequence[Batch], existing: Existing) -> None:
    following: dict[str, str | None] = {
        key: comparator for key, (comparator,) in _stored(existing, "comparator_key").items()
    }
    for batch in batches:
        following |= {key: other for _, (key, other) in batch.rows("key", "comparator_key")}
    for batch in batches:
        for index, (key, other) in batch.rows("key", "comparator_key"):
            circle = chain_of(key, following)
            if key == other:
                reason = msg("An indicator cannot be compared with itself.")
            elif len(circle) > 1 and circle[-1] == key:
                reason = msg(
                    "These indicators are compared with each other in a circle: {names}.",
                    names=shown(circle),
                )
            else:
                continue
            batch.fault(index, "comparator_key", reason)


def _parts(batches: Sequence[Batch], existing: Existing) -> None:
    """Check that a part is another indicator and has no parts itself."""
    stored = existing.sets(INDICATOR.by_name["part_keys"])
    parts: dict[str, set[str]] = dict(stored)
    for batch in batches:
        parts |= {key: set(its or ()) for _, (key, its) in batch.rows("key", "part_keys")}
    written = {key for batch in batches for _, (key, _) in batch.rows("key", "part_keys")}
    #: combined indicators that only the database knows: the fault lies with the new row
    owners = {part: key for key, its in stored.items() if key not in written for part in its}
    for batch in batches:
        for index, (key, its) in batch.rows("key", "part_keys"):
            combined = sorted(part for part in its or () if parts.get(part))
            if key in (its or ()):
                reason = msg("An indicator cannot be a part of itself.")
            elif combined:
                reason = msg(
                    "“{part}” is made of parts itself; a part needs values of its own.",
                    part=combined[0],
                )
            elif its and key in owners:
                reason = msg(
                    "The indicator is a part of “{other}”; a part needs values of its own.",
                    other=owners[key],
                )
            else:
                continue
            batch.fault(index, "part_keys", reason)


def check_targets(by_table: Mapping[str, Sequence[Batch]], existing: Existing) -> None:
    """Check further targets against the main target of their indicator, whichever is imported."""
    names = ("kind", "target_value", "target_year")
    mains = _stored(existing, *names)
    for batch in by_table[INDICATOR.name]:
        mains |= {key: tuple(main) for _, (key, *main) in batch.rows("key", *names)}
    for batch in by_table[INDICATOR_TARGET.name]:
        for index, (key, year) in batch.rows("indicator_key", "year"):
            kind, value, main_year = mains.get(key, (None, None, None))
            if kind == IndicatorKind.REACH_BY_YEAR and year is None:
                batch.fault(index, "year", msg("This kind of target needs a target year."))
            elif value is not None and year == main_year:
                reason = msg("The indicator's main target already counts for this year.")
                batch.fault(index, "year", reason)
    further = set(existing.rows(INDICATOR_TARGET))
    for batch in by_table[INDICATOR.name]:
        for index, (key, value, year) in batch.rows("key", "target_value", "target_year"):
            if value is not None and (key, year) in further:
                reason = msg("A further target of the indicator is stored for this year.")
                batch.fault(index, "target_year", reason)
