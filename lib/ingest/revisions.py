"""Earlier values: what a newer value replaces is kept with the days on which it stood.

A value that changes is written to `observation_revision` before it is overwritten, so that the
dashboard can say what was known on a day and what has changed since. The day on which a value
became known is what the file says, else the day of the import (UTC).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from lib.ingest.batches import BAD
from lib.ingest.spec_values import OBSERVATION, OBSERVATION_REVISION
from lib.text import nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lib.ingest.batches import Batch
    from lib.ingest.existing import Existing

Place = tuple[Any, ...]  # indicator, ags, year


def today() -> date:
    """Day of the import (UTC)."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class _Stored:
    """A stored value and what belongs to it."""

    value: float
    is_series_break: bool
    note: str
    suspends_judgement: bool
    published_on: date | None

    def until(self, replaced_on: date, place: Place) -> dict[str, Any]:
        """Return the row that keeps it."""
        indicator, ags, year = place
        return {
            "indicator_key": indicator,
            "ags": ags,
            "year": year,
            "published_on": self.published_on,
            "replaced_on": replaced_on,
            "value": self.value,
            "is_series_break": self.is_series_break,
            "note": self.note,
            "suspends_judgement": self.suspends_judgement,
        }


def earlier_values(
    batches: Sequence[Batch], existing: Existing, *, day: date
) -> list[dict[str, Any]]:
    """Date the values of an import and return what they replace, ready to be stored.

    Sets the day of publication where a file names none: values that stay keep the stored day,
    values that change (or join a series that is stored already) get the day of the import. An
    earlier value that stood for less than a day, or that the same import tells by itself, is not
    kept a second time.
    """
    observed = [batch for batch in batches if batch.spec is OBSERVATION]
    if not observed:
        return []
    stored = _stored(existing)
    series = {place[:2] for place in stored}
    known = set(existing.rows(OBSERVATION_REVISION))
    told = _told([batch for batch in batches if batch.spec is OBSERVATION_REVISION], known)
    kept: list[dict[str, Any]] = []
    for batch in observed:
        before = len(kept)
        for place, old, new_day in _changes(batch, stored, series=series, day=day):
            if (*place, old.value) in told:
                continue
            later = old.published_on is None or new_day > old.published_on
            replaced_on = new_day if later else day
            is_too_short = old.published_on is not None and replaced_on <= old.published_on
            if is_too_short or (*place, replaced_on) in known:
                continue
            known.add((*place, replaced_on))
            kept.append(old.until(replaced_on, place))
        if len(kept) > before:
            batch.note(
                nmsg(
                    "{count} value replaces a stored one; the earlier value is kept.",
                    "{count} values replace stored ones; the earlier values are kept.",
                    len(kept) - before,
                )
            )
    return kept


def _stored(existing: Existing) -> dict[Place, _Stored]:
    names = [column.name for column in OBSERVATION.stored]
    fields = [names.index(name) for name in _Stored.__dataclass_fields__]
    return {
        place: _Stored(*(row[position] for position in fields))
        for place, row in existing.rows(OBSERVATION).items()
    }


def _told(batches: Sequence[Batch], known: set[Place]) -> set[Place]:
    """Earlier values that the import itself brings for the first time: place and value."""
    return {
        (indicator, ags, year, value)
        for batch in batches
        for _, (indicator, ags, year, replaced_on, value) in batch.rows(
            "indicator_key", "ags", "year", "replaced_on", "value"
        )
        if (indicator, ags, year, replaced_on) not in known
    }


def _changes(
    batch: Batch, stored: dict[Place, _Stored], *, series: set[Place], day: date
) -> Iterator[tuple[Place, _Stored, date]]:
    """Date the rows of a batch; yield place, stored value and new day where the value changes."""
    days = batch.columns["published_on"]
    is_written = "published_on" in batch.headers
    for index, (indicator, ags, year, value) in batch.rows("indicator_key", "ags", "year", "value"):
        place = (indicator, ags, year)
        old = stored.get(place)
        named = days[index] if is_written and days[index] is not BAD else None
        if old is None:
            days[index] = named or (day if place[:2] in series else None)
        elif old.value == value:
            days[index] = named or old.published_on
        else:
            days[index] = named or day
            yield place, old, days[index]
