"""Where do we stand? Offers, cooperation and networks of the extent, and what is old or missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.cooperation_network import rated_pairs_share
from lib.domain.offer_density import (
    DENSITY_UNITS,
    DensityMeasure,
    RegionReference,
    densities,
    region_reference,
)
from lib.domain.vocabulary import CellState
from lib.insights.goals import goal_lists, goals
from lib.insights.indicator import Status
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.cooperation import RatingFilter, institutions, ratings
from lib.store.queries.networks import networks
from lib.store.queries.offers import (
    OfferFilter,
    OfferTotals,
    children_sources,
    offer_counts,
    offer_totals,
)
from lib.text import Message, Names, Num, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Label

MEASURE: Final = DensityMeasure.PER_1000_CHILDREN
#: An aggregate of ratings needs this many different rating institutions (domain.md).
RATERS_NEEDED: Final = 3
#: Counts of persons below this are withheld (domain.md, "Disclosure").
PERSONS_NEEDED: Final = 3
MONTHS_RECENT: Final = 12
THIN_SHARE: Final = 0.5
NAMES_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class CooperationSummary:
    """Levels of the newest wave over all directed ratings; NaN unless `state` is VALUE."""

    state: CellState
    wave: Label | str
    mean_level: float
    lower_quartile: float
    upper_quartile: float
    ratings_count: int
    rated_share_pct: float


@dataclass(frozen=True, slots=True)
class NetworkSummary:
    """Networks and their meetings of the last 12 months before the reference date."""

    networks_count: int
    meetings_count: int
    participants_count: int
    parents_count: int
    parents_state: CellState
    without_meeting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalSummary:
    """Indicators by status in the newest year with values; no year where there are none."""

    year: int | None
    statuses: tuple[tuple[Status, int], ...]

    def count(self, *chosen: Status) -> int:
        """Number of indicators in any of the chosen statuses."""
        return sum(number for status, number in self.statuses if status in chosen)


@dataclass(frozen=True, slots=True)
class Attention:
    """Something old or missing, and the page (with its filters) where it can be seen."""

    text: Message
    slug: str
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of one look.

    `table.frame` has one row a municipality and life phase: name, phase (label), value,
    value_state, offers_count, ags, phase_code. `references` maps a phase code to the extent's
    value.
    """

    answer: tuple[Message, ...]
    totals: OfferTotals
    reference: RegionReference
    references: tuple[tuple[str, RegionReference], ...]
    table: Table
    cooperation: CooperationSummary
    goals: GoalSummary
    networks: NetworkSummary
    attention: tuple[Attention, ...]
    provenance: Provenance


def overview(
    engine: Engine,
    *,
    prefixes: tuple[str, ...],
    extent_name: str,
    lists: Lists,
    state: DataState,
) -> Overview:
    """Compute the overview at the newest day of the data.

    Raises:
        StoreError: the database cannot answer.
    """
    everything = OfferFilter(on=state.reference_date)
    counts = offer_counts(engine, everything, prefixes=prefixes)
    totals = offer_totals(engine, everything, prefixes=prefixes)
    reference = region_reference(counts, measure=MEASURE)
    frame, references = _by_phase(engine, everything, prefixes=prefixes, lists=lists)
    cooperation = _cooperation(engine, prefixes=prefixes, lists=lists)
    meetings = _networks(engine, until=state.reference_date, prefixes=prefixes)
    goal_summary = _goals(engine, prefixes=prefixes, state=state)
    return Overview(
        answer=_answer(frame, totals, reference, extent_name),
        totals=totals,
        reference=reference,
        references=references,
        table=Table(frame, _columns(), caption=msg("Offer density by life phase")),
        cooperation=cooperation,
        goals=goal_summary,
        networks=meetings,
        attention=_attention(
            counts,
            totals,
            frame,
            cooperation=cooperation,
            goal_summary=goal_summary,
            meetings=meetings,
        ),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=state.reference_date,
            sources=(
                msg("Offers: sample data.")
                if state.is_sample
                else msg("Offers: as reported by providers."),
                *(msg("Children: {source}", source=line) for line in children_sources(engine)),
            ),
            method="offer-density",
        ),
    )


def _by_phase(
    engine: Engine, everything: OfferFilter, *, prefixes: tuple[str, ...], lists: Lists
) -> tuple[pd.DataFrame, tuple[tuple[str, RegionReference], ...]]:
    frames, references = [], []
    for code, label in lists.codes["life_phase"]:
        chosen = OfferFilter(on=everything.on, life_phase=code)
        counts = offer_counts(engine, chosen, prefixes=prefixes)
        values = densities(counts, measure=MEASURE)
        rows = counts.merge(values[["ags", "value", "state"]], on="ags", validate="one_to_one")
        rows["value_state"] = rows["state"].astype(str)
        rows["phase_code"] = code
        rows["phase"] = pd.Series([label] * len(rows), rows.index, dtype=object)
        frames.append(rows)
        references.append((code, region_reference(counts, measure=MEASURE)))
    columns = ["name", "phase", "value", "value_state", "offers_count", "ags", "phase_code"]
    if not frames:
        return pd.DataFrame(columns=columns), ()
    order = {ags: place for place, (ags, _) in enumerate(lists.municipalities)}
    frame = pd.concat(frames, ignore_index=True)[columns]
    ranked = frame["ags"].map(order)
    return frame.iloc[ranked.argsort(kind="stable")].reset_index(drop=True), tuple(references)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", msg("Municipality")),
        Column("phase", msg("Life phase"), ColumnKind.MESSAGE),
        Column("value", msg("Density"), ColumnKind.NUMBER, 1, DENSITY_UNITS[MEASURE]),
        Column("offers_count", msg("Offers"), ColumnKind.NUMBER),
    )


def _cooperation(engine: Engine, *, prefixes: tuple[str, ...], lists: Lists) -> CooperationSummary:
    nothing = float("nan")
    if not lists.waves:
        return CooperationSummary(CellState.UNKNOWN, "", nothing, nothing, nothing, 0, nothing)
    code, label = lists.waves[0]
    chosen = RatingFilter(wave=code)
    frame = ratings(engine, chosen, prefixes=prefixes)
    hosts = institutions(engine, chosen, prefixes=prefixes)
    if frame.empty:
        return CooperationSummary(CellState.UNKNOWN, label, nothing, nothing, nothing, 0, nothing)
    if frame["rater_key"].nunique() < RATERS_NEEDED:
        return CooperationSummary(CellState.WITHHELD, label, nothing, nothing, nothing, 0, nothing)
    share = rated_pairs_share(frame, institutions=hosts["key"].tolist())
    return CooperationSummary(
        state=CellState.VALUE,
        wave=label,
        mean_level=float(frame["level"].mean()),
        lower_quartile=float(frame["level"].quantile(0.25)),
        upper_quartile=float(frame["level"].quantile(0.75)),
        ratings_count=len(frame),
        rated_share_pct=100 * share.value,
    )


def _goals(engine: Engine, *, prefixes: tuple[str, ...], state: DataState) -> GoalSummary:
    years = goal_lists(engine, prefixes=prefixes).years
    if not years:
        return GoalSummary(None, ())
    insight = goals(engine, prefixes=prefixes, ags="", year=years[0], state=state)
    found = [reading.status for reading in insight.readings()]
    return GoalSummary(years[0], tuple((status, found.count(status)) for status in Status))


def _networks(engine: Engine, *, until: date, prefixes: tuple[str, ...]) -> NetworkSummary:
    since = (pd.Timestamp(until) - pd.DateOffset(months=MONTHS_RECENT)).date()
    frame = networks(engine, since=since, until=until, prefixes=prefixes)
    parents = int(frame["parents_count"].sum())
    return NetworkSummary(
        networks_count=len(frame),
        meetings_count=int(frame["meetings_count"].sum()),
        participants_count=int(frame["participants_count"].sum()),
        parents_count=parents if parents >= PERSONS_NEEDED else 0,
        parents_state=CellState.WITHHELD if 0 < parents < PERSONS_NEEDED else CellState.VALUE,
        without_meeting=tuple(frame.loc[frame["meetings_count"] == 0, "name"]),
    )


def _answer(
    frame: pd.DataFrame, totals: OfferTotals, reference: RegionReference, extent_name: str
) -> tuple[Message, ...]:
    if not totals.distinct_count:
        return (msg("{extent}: no active offer is reported.", extent=extent_name),)
    if reference.state is not CellState.VALUE:
        first = nmsg(
            "{extent}: {count} active offer.",
            "{extent}: {count} active offers.",
            totals.distinct_count,
            extent=extent_name,
        )
    else:
        first = nmsg(
            "{extent}: {count} active offer, {value} {unit}.",
            "{extent}: {count} active offers, {value} {unit}.",
            totals.distinct_count,
            extent=extent_name,
            value=Num(reference.value, 1),
            unit=DENSITY_UNITS[MEASURE],
        )
    gaps = int(((frame["value_state"] == CellState.VALUE.value) & (frame["value"] == 0)).sum())
    if not gaps:
        return (first, msg("Every municipality has an offer for every life phase."))
    return first, nmsg(
        "{count} combination of municipality and life phase has no active offer.",
        "{count} combinations of municipality and life phase have no active offer.",
        gaps,
    )


def _attention(
    counts: pd.DataFrame,
    totals: OfferTotals,
    frame: pd.DataFrame,
    *,
    cooperation: CooperationSummary,
    goal_summary: GoalSummary,
    meetings: NetworkSummary,
) -> tuple[Attention, ...]:
    items = [
        *_offer_attention(counts, totals),
        *_gap_attention(frame),
        *_cooperation_attention(cooperation),
    ]
    unjudged = goal_summary.count(Status.NOT_JUDGED, Status.NO_VALUES)
    if unjudged:
        items.append(
            Attention(
                nmsg(
                    "{count} indicator cannot be assessed.",
                    "{count} indicators cannot be assessed.",
                    unjudged,
                ),
                "zielsystem",
                (("status", Status.NOT_JUDGED.value),),
            )
        )
    if meetings.without_meeting:
        items.append(
            Attention(
                nmsg(
                    "{count} network has not met in the last 12 months: {names}.",
                    "{count} networks have not met in the last 12 months: {names}.",
                    len(meetings.without_meeting),
                    names=Names(meetings.without_meeting[:NAMES_SHOWN]),
                ),
                "daten-methoden",
            )
        )
    return tuple(items)


def _offer_attention(counts: pd.DataFrame, totals: OfferTotals) -> list[Attention]:
    items = []
    silent = counts.loc[~counts["has_any_report"], "name"].tolist()
    if silent:
        items.append(
            Attention(
                nmsg(
                    "{count} municipality has reported nothing: {names}.",
                    "{count} municipalities have reported nothing, among them {names}.",
                    len(silent),
                    names=Names(tuple(silent[:NAMES_SHOWN])),
                ),
                "angebotsdichte",
            )
        )
    stale = totals.distinct_count - totals.confirmed_count
    if stale:
        share = 100 * stale / totals.distinct_count
        items.append(
            Attention(
                nmsg(
                    "{count} active offer ({share} %) was not confirmed in the last 12 months.",
                    "{count} active offers ({share} %) were not confirmed in the last 12 months.",
                    stale,
                    share=Num(share),
                ),
                "angebotsdichte",
                (("mass", DensityMeasure.CONFIRMED_SHARE.value),),
            )
        )
    return items


def _gap_attention(frame: pd.DataFrame) -> list[Attention]:
    """Name the life phase that most municipalities lack (thin cells are the density page's)."""
    empty = frame[(frame["value_state"] == CellState.VALUE.value) & (frame["value"] == 0)]
    if empty.empty:
        return []
    by_phase: dict[Any, int] = empty["phase_code"].value_counts().to_dict()
    code = max(sorted(by_phase), key=lambda phase: by_phase[phase])
    rows = empty[empty["phase_code"] == code]
    return [
        Attention(
            nmsg(
                "{phase}: {count} municipality has no active offer ({names}).",
                "{phase}: {count} municipalities have no active offer, among them {names}.",
                len(rows),
                phase=rows.iloc[0]["phase"],
                names=Names(tuple(rows["name"].head(NAMES_SHOWN))),
            ),
            "angebotsdichte",
            (("phase", str(code)),),
        )
    ]


def _cooperation_attention(cooperation: CooperationSummary) -> list[Attention]:
    if cooperation.state is not CellState.VALUE:
        return [Attention(msg("There are no ratings of cooperation to show."), "kooperation")]
    return [
        Attention(
            msg(
                "Only {share} % of all possible pairs of institutions are rated.",
                share=Num(cooperation.rated_share_pct, 1),
            ),
            "kooperation",
        )
    ]
