"""The one base of all statuses: indicators, rules and values of a place, as known on a day.

Everything that judges an indicator starts here, so that tree, matrix, change, indicator page,
overview, portrait and decision sheet say the same. A municipality has no baseline of its own, and
a target that is a count of the whole Region is not held against it: forty supported families in
one town do not miss the Region's target of four hundred. Baseline and target of a municipality's
own goal are its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lib.domain.indicator_judgement import Rules
from lib.domain.status_grid import GRID_STATUSES, GridCase, assess_case, status_grid
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_combined import shown_targets
from lib.domain.weather_status import Target
from lib.domain.weather_types import WINDOW_VALUES
from lib.store.queries import goals as queries
from lib.text import Label, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from lib.domain.indicator_judgement import Assessment
    from lib.domain.indicator_status import Method, Status
    from lib.store.engine import Engine

#: Units of means and shares: only these can be held against a target set for the whole Region.
RATE_UNITS: Final = frozenset(
    {"Prozent", "Prozentpunkte", "Promille", "Tage", "Wochen", "Monate", "Punkte"}
)
RATE_SIGNS: Final = ("%", "‰", " je ", " pro ")
FOREIGN_COUNT: Final = msg(
    "The target is a number for the whole Region: a single municipality is not judged by it."
)

Record = dict[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorBase:
    """Indicators of a place (`ags` "" = Region) with values as known on a day (None: today).

    `indicators` is `queries.goals.indicators`, `values` is `queries.goals.observations`; `cases`
    and `records` (its rows as dictionaries) have the order of `indicators`. The rules of a case are
    blocked where its target is a count of the whole Region and `ags` one municipality.
    """

    ags: str
    known_on: date | None
    indicators: pd.DataFrame
    values: pd.DataFrame
    cases: tuple[GridCase, ...]
    by_key: Mapping[str, GridCase]
    records: tuple[Record, ...]
    places: Mapping[str, int]
    spans: Mapping[str, tuple[int, int]]

    def case(self, key: str) -> GridCase:
        """Rules and series of one indicator.

        Raises:
            KeyError: there is no such indicator.
        """
        return self.by_key[key]

    def record(self, key: str) -> Record:
        """Row of `indicators` as a dictionary."""
        return self.records[self.places[key]]

    def rows(self, key: str) -> pd.DataFrame:
        """Rows of `values` of one indicator, by year; empty where there are none."""
        start, end = self.spans.get(key, (0, 0))
        return self.values.iloc[start:end]


def indicator_base(engine: Engine, *, ags: str = "", known_on: date | None = None) -> IndicatorBase:
    """Read the indicators of a place and their values as they were known on a day.

    Raises:
        StoreError: the database cannot answer.
    """
    values = queries.observations(engine, ags=ags, known_on=known_on)
    return base_of(
        queries.indicators(engine),
        values,
        targets=queries.targets(engine),
        ags=ags,
        known_on=known_on,
    )


def base_of(
    indicators: pd.DataFrame,
    values: pd.DataFrame,
    *,
    targets: pd.DataFrame,
    ags: str = "",
    known_on: date | None = None,
) -> IndicatorBase:
    """Build the base from frames (`values` in order of indicator and year)."""
    spans = _spans(values["indicator_key"])
    years, numbers = values["year"].tolist(), values["value"].tolist()
    series = {
        key: dict(zip(years[start:end], numbers[start:end], strict=True))
        for key, (start, end) in spans.items()
    }
    breaks, suspending = (
        _years_of(values[values[name]]) for name in ("is_series_break", "suspends_judgement")
    )
    aims = _targets(targets)
    records = indicators.to_dict("records")
    cases = tuple(
        GridCase(
            key=str(record["key"]),
            series=series.get(str(record["key"]), {}),
            rules=rules_of(record, aims.get(str(record["key"]), ()), ags=ags),
            comparator=series.get(_comparator(record), {}) if _comparator(record) else None,
            suspending_breaks=suspending.get(str(record["key"]), frozenset()),
            parts=_parts(record),
            breaks=breaks.get(str(record["key"]), frozenset()),
        )
        for record in records
    )
    return IndicatorBase(
        ags=ags,
        known_on=known_on,
        indicators=indicators,
        values=values,
        cases=cases,
        by_key={case.key: case for case in cases},
        records=tuple(records),
        places={str(record["key"]): place for place, record in enumerate(records)},
        spans=spans,
    )


def statuses(
    base: IndicatorBase, *, years: tuple[int, ...], method: Method
) -> dict[str, tuple[Status, ...]]:
    """Judge every indicator in every year: key -> one status a year."""
    if not base.cases:
        return {}
    grid = status_grid(base.cases, years=years, method=method)
    return {
        case.key: tuple(GRID_STATUSES[code] for code in row)
        for case, row in zip(base.cases, grid.tolist(), strict=True)
    }


def assessment(base: IndicatorBase, key: str, *, year: int, method: Method) -> Assessment:
    """Judge one indicator in one year, exactly and with its working.

    Raises:
        KeyError: there is no such indicator.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    return assess_case(base.case(key), by_key=base.by_key, year=year, method=method)


def rules_of(record: Mapping[Hashable, Any], targets: Sequence[Target], *, ags: str = "") -> Rules:
    """Put a row of `queries.goals.indicators` and its targets into the rules of the methods."""
    year, value = whole(record.get("baseline_year")), number(record.get("baseline_value"))
    has_baseline = has_own_rules(record, ags) and year is not None and value is not None
    return Rules(
        direction=int(record["direction"]),
        kind=IndicatorKind(record["kind"]),
        targets=tuple(targets),
        baseline=(year or 0, value or 0.0) if has_baseline else None,
        minimum_values=whole(record.get("minimum_values")) or WINDOW_VALUES,
        is_distance=bool(_comparator(record)),
        blocked=None if _decides(record, ags) else FOREIGN_COUNT,
    )


def has_own_rules(record: Mapping[Hashable, Any], ags: str) -> bool:
    """Whether baseline and target were set for this place: the Region, or the goal's own one."""
    return not ags or record.get("goal_ags") == ags


def is_rate(unit: str) -> bool:
    """Whether values in this (German) unit can be compared between places of different size."""
    words = unit.replace(",", " ").split()
    return bool(words and words[0] in RATE_UNITS) or any(sign in f" {unit} " for sign in RATE_SIGNS)


def number(value: object) -> float | None:
    """Number of a cell; None where there is none (NaN and NA are unequal to themselves)."""
    if value is None or str(value) == "<NA>" or value != value:  # noqa: PLR0124
        return None
    return float(str(value))


def whole(value: object) -> int | None:
    """Whole number of a cell; None where there is none."""
    found = number(value)
    return None if found is None else int(found)


def _decides(record: Mapping[Hashable, Any], ags: str) -> bool:
    free = record["kind"] == IndicatorKind.DIRECTION_ONLY.value
    return has_own_rules(record, ags) or free or is_rate(str(record["unit"]))


def _comparator(record: Mapping[Hashable, Any]) -> str:
    return str(record.get("comparator_key") or "")


def _parts(record: Mapping[Hashable, Any]) -> tuple[str, ...]:
    return tuple(part for part in str(record.get("parts") or "").split("|") if part)


def _spans(keys: pd.Series[str]) -> dict[str, tuple[int, int]]:
    """First and last row (exclusive) of each key; rows of a key lie together."""
    names = keys.tolist()
    if not names:
        return {}
    array = np.array(names, dtype=object)
    starts = [0, *(np.flatnonzero(array[1:] != array[:-1]) + 1).tolist()]
    ends = [*starts[1:], len(names)]
    return {names[start]: (start, end) for start, end in zip(starts, ends, strict=True)}


def _years_of(rows: pd.DataFrame) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for key, year in zip(rows["indicator_key"], rows["year"], strict=True):
        found.setdefault(str(key), set()).add(int(year))
    return {key: frozenset(years) for key, years in found.items()}


def shown_target(case: GridCase, year: int) -> Target | None:
    """Return the target that a status of the year is about: the nearest year not yet passed."""
    targets = case.rules.targets
    if len(targets) < 2:
        return targets[0] if targets else None
    ordered = sorted(targets, key=lambda target: target.last_year)
    return ordered[shown_targets(ordered, year=year)[0]]


def comparator_name(base: IndicatorBase, record: Record) -> Label | None:
    """Name of the indicator that this one is held against, where there is one."""
    other = _comparator(record)
    if other not in base.places:
        return None
    found = base.record(other)
    return Label(found["name_de"], found["name_en"] or found["name_de"])


def _targets(frame: pd.DataFrame) -> dict[str, tuple[Target, ...]]:
    found: dict[str, list[Target]] = {}
    columns = (frame[name].tolist() for name in ("indicator_key", "year", "value", "value_to"))
    for key, year, value, value_to in zip(*columns, strict=True):
        target = Target(number(value), whole(year), number(value_to))
        found.setdefault(str(key), []).append(target)
    return {key: tuple(targets) for key, targets in found.items()}
