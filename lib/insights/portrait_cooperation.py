"""How the institutions of a municipality work together, with the protection of raters.

Only ratings between two institutions of the same municipality count; institutions of the whole
Region are left out, so that no rating counts in two municipalities.
Outside the circle a portrait shows the municipality's row of the public release and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS, aggregate_cells
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import USUAL_LEVEL, level_label
from lib.insights.cooperation_public import public_release
from lib.insights.portrait_cooperation_public import NOTE, PublicRow, public_row
from lib.insights.portrait_types import NAN, Part
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.cooperation import RatingFilter, institutions, ratings
from lib.text import Num, Text, msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """What of a reader decides what may be seen and how levels are called."""

    shows_single_pairs: bool
    level_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Cooperation within one or several municipalities; NaN unless a value."""

    median: float
    median_state: CellState
    close_pct: float
    close_state: CellState
    rated_pct: float
    rated_state: CellState
    raters: Text
    institutions_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationPart(Part):
    """Cooperation as a part; `own` is None where nobody had rated anything.

    Outside the circle `public` takes the place of `own`.
    """

    own: Ties | None
    wave: Label | str
    public: PublicRow | None = None


def cooperation_part(
    engine: Engine,
    place: Place,
    *,
    on: date,
    audience: Audience,
    prefixes: tuple[str, ...],
    lists: Lists,
    state: DataState,
) -> CooperationPart:
    """Median level, share of close ties and share of rated pairs in the newest wave up to a day."""
    found = _newest(engine, on, prefixes=prefixes, lists=lists)
    wave: Label | str = ""
    own = region = peers = public = None
    if found is not None:
        code, wave, hosts, frame = found
        if audience.shows_single_pairs:
            everywhere = [ags for ags in hosts["ags"].unique() if ags]
            own, region, peers = (
                ties(hosts, frame, among)
                for among in ((place.ags,), everywhere, place.group.everyone)
            )
        else:
            release = public_release(engine, code, prefixes=prefixes)
            public = public_row(release, place, wave, lists=lists)
    sources = (msg("Cooperation: institutions' own ratings, {wave}.", wave=wave),) if wave else ()
    return CooperationPart(
        key="kooperation",
        title=msg("Cooperation within the municipality"),
        sentences=(_sentence(own, place, wave, audience) if public is None else public.sentence,),
        table=_table(own, region, peers, place, audience) if public is None else public.table,
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=on,
            sources=sources,
            method="cooperation" if public is None else "release",
            notes=_notes(audience),
        ),
        own=own,
        wave=wave,
        public=public,
    )


def _newest(
    engine: Engine, on: date, *, prefixes: tuple[str, ...], lists: Lists
) -> tuple[str, Label | str, pd.DataFrame, pd.DataFrame] | None:
    """Newest wave that had begun on a day, with its institutions and ratings."""
    for code, label in lists.waves:
        frame = ratings(engine, RatingFilter(wave=code), prefixes=prefixes)
        if not frame.empty and frame["rated_on"].min() <= pd.Timestamp(on):
            hosts = institutions(engine, RatingFilter(wave=code), prefixes=prefixes)
            return code, label, hosts, frame
    return None


def ties(hosts: pd.DataFrame, frame: pd.DataFrame, among: Iterable[str]) -> Ties:
    """Sum up the ratings within each of several municipalities, never between two of them."""
    places = hosts.set_index("key")["ags"]
    chosen = set(among)
    rater, rated = frame["rater_key"].map(places), frame["rated_key"].map(places)
    inside = frame[(rater == rated) & rater.isin(chosen)]
    sizes = places[places.isin(chosen)].value_counts()
    possible = int((sizes * (sizes - 1)).sum())
    raters = int(inside["rater_key"].nunique())
    state = CellState.UNKNOWN
    if raters:
        state = CellState.VALUE if raters >= MINIMUM_RATERS else CellState.WITHHELD
    median = aggregate_cells(inside, by=[])["median"].iloc[0] if state is CellState.VALUE else NAN
    close = int((inside["level"] >= USUAL_LEVEL).sum())
    pairs = {frozenset(pair) for pair in zip(inside["rater_key"], inside["rated_key"], strict=True)}
    return Ties(
        median=float(median),
        median_state=state,
        close_pct=100 * close / possible if state is CellState.VALUE else NAN,
        close_state=state,
        rated_pct=100 * len(pairs) / (possible / 2) if possible else NAN,
        rated_state=CellState.VALUE if possible else CellState.NOT_COMPUTABLE,
        raters=Num(raters) if state is CellState.VALUE else "",
        institutions_count=int(sizes.sum()),
    )


def _sentence(own: Ties | None, place: Place, wave: Label | str, audience: Audience) -> Text:
    if own is None:
        return msg("There are no ratings of cooperation up to this day.")
    if own.median_state is CellState.WITHHELD:
        return msg(
            "{wave}: withheld, because too few institutions of {name} rated one another "
            "({count} are needed).",
            wave=wave,
            name=place.name,
            count=MINIMUM_RATERS,
        )
    if own.median_state is CellState.UNKNOWN:
        return msg(
            "{wave}: no institution of {name} rated another of the same municipality.",
            wave=wave,
            name=place.name,
        )
    return msg(
        "{wave}: median level {median} of 5; {share} % of the possible ties reach at least "
        "{level}.",
        wave=wave,
        median=Num(own.median, 0 if own.median.is_integer() else 1),
        share=Num(own.close_pct),
        level=level_label(USUAL_LEVEL, audience.level_names),
    )


def _notes(audience: Audience) -> tuple[Text, ...]:
    if not audience.shows_single_pairs:
        return (NOTE, msg("Single pairs are protected."))
    return (msg("Only ratings between two institutions of the same municipality count."),)


def _table(
    own: Ties | None, region: Ties | None, peers: Ties | None, place: Place, audience: Audience
) -> Table:
    """One row a place: the municipality, the Region, the peers."""
    named: list[tuple[Text, Ties | None]] = [(place.name, own), (place.extent_name, region)]
    if place.has_peers:
        named.append((place.peers_label, peers))
    records = [_record(label, ties_of) for label, ties_of in named if ties_of is not None]
    frame = pd.DataFrame(records, columns=list(_COLUMNS))
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    level = level_label(USUAL_LEVEL, audience.level_names)
    columns = (
        Column("label", msg("Institutions within"), message),
        Column("median", msg("Median"), number, 1, help=msg("Median of the levels 0 to 5")),
        Column(
            "close_pct",
            msg("from {level}", level=level),
            number,
            0,
            "%",
            help=msg("Share of the possible ties that are rated at this level or higher"),
        ),
        Column("rated_pct", msg("Pairs rated"), number, 0, "%"),
        Column("raters", msg("Raters"), message, help=msg("Rating institutions")),
        Column("institutions_count", msg("Institutions"), number),
    )
    return Table(frame, columns, caption=msg("Cooperation within the municipality"))


def _record(label: Text, found: Ties) -> dict[str, object]:
    return {
        "label": label,
        "label_state": CellState.VALUE.value,
        "median": found.median,
        "median_state": found.median_state.value,
        "close_pct": found.close_pct,
        "close_pct_state": found.close_state.value,
        "rated_pct": found.rated_pct,
        "rated_pct_state": found.rated_state.value,
        "raters": found.raters,
        "raters_state": found.median_state.value,
        "institutions_count": found.institutions_count,
    }


_COLUMNS: Final = (
    *("label", "label_state", "median", "median_state", "close_pct", "close_pct_state"),
    *("rated_pct", "rated_pct_state", "raters", "raters_state", "institutions_count"),
)
