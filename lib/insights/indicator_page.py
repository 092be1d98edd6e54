"""Everything about one indicator: how it is judged, what it measures, what is done for it."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.domain.indicator_status import STATUS_LABELS, Status
from lib.domain.weather_combined import shown_targets
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.indicator import decided_by, points_of, read
from lib.insights.indicator_base import is_rate
from lib.insights.indicator_compared import places_answer, places_of
from lib.insights.indicator_page_types import EarlierValue, Event, IndicatorPage, PagePart
from lib.insights.indicator_page_types import PlaceSeries as Series
from lib.insights.indicator_tables import earlier_table, events_table, places_table
from lib.insights.indicator_ties import goal_of, tied_measures
from lib.insights.indicator_words import indicator_answer, series_table
from lib.insights.indicator_working import all_lines, working_table
from lib.insights.types import Provenance
from lib.store.queries import goals as queries
from lib.text import Label, Message, Text, msg

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.indicator_status import Method
    from lib.domain.weather_status import Target
    from lib.insights.indicator import IndicatorReading
    from lib.insights.indicator_base import IndicatorBase
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

METHOD_ANCHORS = {"wetter": "weather-status", "eurostat": "eurostat-status"}


def indicator_page(
    engine: Engine,
    base: IndicatorBase,
    key: str,
    *,
    year: int,
    method: Method,
    prefixes: tuple[str, ...],
    extent_name: str,
    places: tuple[tuple[str, str], ...],
    state: DataState,
) -> IndicatorPage:
    """Put together the page of an indicator at the place of the base.

    `places` are (ags, name) of all municipalities. A combined indicator shows the series of the
    part that decides.

    Raises:
        StoreError: the database cannot answer.
        KeyError: there is no such indicator.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    reading = read(base, key, year=year, method=method)
    members = [
        read(base, part, year=year, method=method)
        for part in base.case(key).parts
        if part in base.places
    ]
    deciding = decided_by(reading, members)
    record, targets = base.record(key), base.case(deciding.key).rules.targets
    everywhere = places_of(engine, deciding.key, places=places, extent_name=extent_name)
    earlier = _earlier(engine, base.ags, deciding)
    events = _events(engine, base.ags, key)
    goals = queries.goals(engine, prefixes=prefixes)
    next_update = day(record["next_update_on"])
    rate = is_rate(str(base.record(deciding.key)["unit"]))
    shown = _shown_target(targets, year)
    comparator = _comparator(base, deciding.key)
    return IndicatorPage(
        reading=reading,
        deciding=deciding,
        parts=tuple(PagePart(one.key, one.name, one.status, one.reason) for one in members),
        ags=base.ags,
        place=dict(places).get(base.ags, extent_name) if base.ags else extent_name,
        goal=goal_of(goals, reading.goal_key),
        caveat=Label(record["caveat_de"], record["caveat_en"] or record["caveat_de"]),
        contact_role=str(record["contact_role"]),
        next_update_on=next_update,
        is_overdue=next_update is not None and next_update < state.reference_date,
        targets=targets,
        shown_target=shown,
        comparator=comparator,
        region=everywhere[0],
        municipalities=everywhere[1:],
        is_rate=rate,
        earlier=earlier,
        events=events,
        measures=tied_measures(
            engine, goals, reading.goal_key, on=state.reference_date, prefixes=prefixes
        ),
        path=_path(deciding, shown),
        answer=_answer(reading, deciding),
        places_answer=places_answer(
            deciding, everywhere, target=shown if rate and comparator is None else None
        ),
        working_lines=all_lines(deciding),
        table=series_table(deciding),
        places_table=places_table(deciding, everywhere),
        working=working_table(deciding),
        earlier_table=earlier_table(deciding, earlier),
        events_table=events_table(events),
        provenance=_provenance(reading, method, state, ags=base.ags),
    )


def day(value: object) -> date | None:
    """Day of a cell; None where there is none."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return pd.Timestamp(value).date()  # type: ignore[arg-type]


def _answer(reading: IndicatorReading, deciding: IndicatorReading) -> tuple[Message, ...]:
    """Say in short where the indicator stands; a combined one names the part that decides."""
    if deciding is reading or reading.status is Status.NO_VALUES:
        return indicator_answer(reading)
    decided = msg(
        "{name}: {status}; what decides is “{part}”.",
        name=reading.name,
        status=STATUS_LABELS[reading.status],
        part=deciding.name,
    )
    return decided, reading.reason, DISCLAIMER


def _shown_target(targets: tuple[Target, ...], year: int) -> Target | None:
    """Return the target that the status is about: the nearest year not yet passed."""
    ordered = sorted(targets, key=lambda target: target.last_year)
    return ordered[shown_targets(ordered, year=year)[0]] if ordered else None


def _comparator(base: IndicatorBase, key: str) -> Series | None:
    """Return name and values of the indicator that this one is compared with."""
    other = str(base.record(key)["comparator_key"] or "")
    if other not in base.places:
        return None
    record = base.record(other)
    name = Label(record["name_de"], record["name_en"] or record["name_de"])
    return Series(other, name, points_of(base, other))


def _path(reading: IndicatorReading, target: Target | None) -> tuple[tuple[int, float], ...]:
    """Way to the target that growth rates ask for, year by year; empty for an even way."""
    found = reading.assessment.eurostat
    if found is None or target is None or found.required_pct is None:
        return ()
    start, first, last = found.baseline_value, found.baseline_year, found.target_year
    if start is None or first is None or last is None:
        return ()
    factor = 1 + found.required_pct / 100
    return tuple((year, start * factor ** (year - first)) for year in range(first, last + 1))


def _earlier(engine: Engine, ags: str, reading: IndicatorReading) -> tuple[EarlierValue, ...]:
    rows = queries.revisions(engine, ags=ags, indicator_key=reading.key)
    now = {point.year: point.value for point in reading.points}
    return tuple(
        EarlierValue(
            year=int(row["year"]),
            value=float(row["value"]),
            published_on=day(row["published_on"]),
            replaced_on=pd.Timestamp(row["replaced_on"]).date(),
            now=now.get(int(row["year"])),
            note=str(row["note"]),
        )
        for row in rows.to_dict("records")
    )


def _events(engine: Engine, ags: str, key: str) -> tuple[Event, ...]:
    """Events of the whole Region, and those of the municipality where one is chosen."""
    rows: list[dict[Any, Any]] = queries.events(engine, indicator_key=key).to_dict("records")
    shown = [row for row in rows if row["ags"] in {"", ags}]
    return tuple(
        Event(
            letter=ascii_uppercase[number % len(ascii_uppercase)],
            happened_on=pd.Timestamp(row["happened_on"]).date(),
            text=Label(str(row["text_de"]), str(row["text_en"] or row["text_de"])),
        )
        for number, row in enumerate(shown)
    )


def _provenance(
    reading: IndicatorReading, method: Method, state: DataState, *, ags: str
) -> Provenance:
    sources: list[Text] = [msg("Indicator: {source}.", source=reading.source)]
    if method.value == "wetter":
        sources.append(
            msg(
                "Status: weather symbols after the method of the German sustainability indicators "
                "(Destatis), own calculation."
            )
        )
    else:
        sources.append(msg("Status: growth rates after the method of Eurostat, own calculation."))
    notes: list[Text] = [DISCLAIMER]
    if ags:
        notes.append(
            msg(
                "Targets are set for the whole Region; shares and averages of a municipality are "
                "compared with them, counts are not."
            )
        )
    notes.append(msg("Values of municipalities are shown as they were delivered."))
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=tuple(sources),
        method=METHOD_ANCHORS[method.value],
        notes=tuple(notes),
    )
