"""How well do we work together? Ratings of one wave, institution type by institution type."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.cooperation_cells import COUNT_COLUMNS, CRITERIA_LABELS, type_cells
from lib.insights.cooperation_choice import CooperationChoice
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries import cooperation as queries
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from lib.store.engine import Engine
    from lib.store.queries.state import DataState
    from lib.text import Label

__all__ = [
    "NAMES_IN_ANSWER",
    "NOT_RATED",
    "NO_CONTACT",
    "NO_RATINGS",
    "NO_WAVE",
    "SINGLE_PAIRS_PROTECTED",
    "USUAL_LEVEL",
    "CooperationChoice",
    "Scope",
    "TypeCell",
    "TypeMatrix",
    "level_label",
    "level_number",
    "state_note",
    "type_matrix",
]

#: Level that the answer asks for as long as the reader chooses no other.
USUAL_LEVEL: Final = 3
NAMES_IN_ANSWER: Final = 2
NOT_RATED: Final = msg("not rated")
NO_CONTACT: Final = msg("no contact")
SINGLE_PAIRS_PROTECTED: Final = msg(
    "Single pairs of institutions are visible only within the circle that owns them; here only "
    "summaries of several institutions are shown."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What every answer on cooperation rests on: extent, names, data, and who looks."""

    shows_single_pairs: bool
    prefixes: tuple[str, ...]
    state: DataState
    types: tuple[tuple[str, Label], ...]
    waves: tuple[tuple[str, Label], ...]
    level_names: tuple[str, ...] = ()

    def permitted(self, chosen: CooperationChoice) -> CooperationChoice:
        """Outside the circle only the wave may be chosen: subsets would allow subtracting."""
        return chosen if self.shows_single_pairs else CooperationChoice(wave=chosen.wave)

    def rating_filter(self, chosen: CooperationChoice) -> queries.RatingFilter:
        """Narrow the ratings as far as this audience may."""
        allowed = self.permitted(chosen)
        return queries.RatingFilter(
            wave=allowed.wave, ags=allowed.ags, life_phase=allowed.life_phase
        )

    def provenance(self, wave: str, *notes: Text, method: str = "cooperation") -> Provenance:
        """Where ratings come from."""
        name = dict(self.waves).get(wave, wave)
        return Provenance(
            is_sample=self.state.is_sample,
            data_version=self.state.version,
            reference_date=self.state.reference_date,
            sources=(msg("Cooperation: institutions' own ratings, {wave}.", wave=name),),
            method=method,
            notes=notes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCell:
    """How institutions of one type rate those of another; NaN and () where nothing is shown."""

    rater: str
    rated: str
    rater_label: Text
    rated_label: Text
    state: CellState
    median: float
    lower_quartile: float
    upper_quartile: float
    ratings_count: float
    raters: Text
    distribution: tuple[int, ...]
    criteria: tuple[tuple[Message, CellState, float], ...]

    def reaches(self, level: int) -> bool:
        """Whether a shown median lies at or above `level`."""
        return self.state is CellState.VALUE and self.median >= level


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeMatrix:
    """Answer, cells and table; `types` are the rows and columns in order, with their labels.

    `table.frame`: one row an ordered pair of types with rater_label, rated_label, median,
    lower_quartile, upper_quartile, spread, ratings_count (circle only), raters, the medians of
    the three criteria, note.
    """

    answer: tuple[Message, ...]
    types: tuple[tuple[str, Text], ...]
    cells: tuple[TypeCell, ...]
    level_from: int
    table: Table
    provenance: Provenance


def level_label(level: int, names: Sequence[str]) -> Text:
    """Name a level: "Level 3", with the operator's name where there is one; 0 is no contact."""
    if level == 0:
        return NO_CONTACT
    if not names:
        return msg("Level {level}", level=str(level))
    return msg("Level {level} “{name}”", level=str(level), name=names[level - 1])


def level_number(value: float) -> Num:
    """Write a level or a median of levels with the decimals it has."""
    return Num(value, 0 if float(value).is_integer() else 1)


def type_matrix(engine: Engine, chosen: CooperationChoice, *, scope: Scope) -> TypeMatrix:
    """Sum up the ratings of a wave for each ordered pair of institution types.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: ratings in the database make no sense.
    """
    allowed = scope.permitted(chosen)
    narrowed = scope.rating_filter(chosen)
    hosts = queries.institutions(engine, narrowed, prefixes=scope.prefixes)
    ratings = queries.ratings(engine, narrowed, prefixes=scope.prefixes)
    sizes = hosts["type_code"].value_counts()
    labels = dict(scope.types)
    order = [(code, int(sizes.get(code, 0))) for code in labels]
    frame = type_cells(ratings, order, shows_single_pairs=scope.shows_single_pairs)
    frame["rater_label"] = frame["rater_type"].map(labels).astype(object)
    frame["rated_label"] = frame["rated_type"].map(labels).astype(object)
    cells = tuple(_cell(record) for record in frame.to_dict("records"))
    notes = [msg("Median from {count} rating institutions on.", count=MINIMUM_RATERS)]
    if not scope.shows_single_pairs:
        notes.append(msg("Single pairs are protected."))
    return TypeMatrix(
        answer=_answer(cells, allowed, scope),
        types=tuple((code, labels[code]) for code, size in order if size),
        cells=cells,
        level_from=allowed.level_from,
        table=_table(frame, cells, scope),
        provenance=scope.provenance(chosen.wave, *notes),
    )


def _cell(record: Mapping[Hashable, Any]) -> TypeCell:
    counts = [float(record[name]) for name in COUNT_COLUMNS]
    exact = float(record["raters_count"])
    return TypeCell(
        rater=str(record["rater_type"]),
        rated=str(record["rated_type"]),
        rater_label=record["rater_label"],
        rated_label=record["rated_label"],
        state=CellState(record["state"]),
        median=float(record["median"]),
        lower_quartile=float(record["lower_quartile"]),
        upper_quartile=float(record["upper_quartile"]),
        ratings_count=float(record["ratings_count"]),
        raters=record["raters_band"] if math.isnan(exact) else Num(exact),
        distribution=() if any(map(math.isnan, counts)) else tuple(map(int, counts)),
        criteria=tuple(
            (label, CellState(record[f"{name}_state"]), float(record[f"{name}_median"]))
            for name, label in CRITERIA_LABELS.items()
        ),
    )


def state_note(state: CellState) -> Text:
    """Say in words why a cell shows no level."""
    match state:
        case CellState.VALUE:
            return ""
        case CellState.WITHHELD:
            return msg("withheld: too few institutions")
        case CellState.NOT_COMPUTABLE:
            return msg("no such pair: only one institution of this type")
        case CellState.UNKNOWN:
            return NOT_RATED
        case _:
            return CELL_STATE_LABELS[state]


def _table(frame: pd.DataFrame, cells: tuple[TypeCell, ...], scope: Scope) -> Table:
    frame = frame.assign(median_state=frame["state"], ratings_count_state=frame["state"])
    for name in ("lower_quartile", "upper_quartile", "spread"):
        frame[f"{name}_state"] = frame["quartiles_state"]
    for name in CRITERIA_LABELS:
        frame[f"{name}_median_state"] = frame[f"{name}_state"]
    frame["raters"] = pd.Series([cell.raters for cell in cells], frame.index, dtype=object)
    frame["raters_state"] = frame["state"]
    notes = [state_note(cell.state) for cell in cells]
    frame["note"] = pd.Series(notes, frame.index, dtype=object)
    frame["note_state"] = CellState.VALUE.value
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    counted = [Column("ratings_count", msg("Ratings"), number)] if scope.shows_single_pairs else []
    columns = (
        Column("rater_label", msg("Who rates"), message),
        Column("rated_label", msg("Who is rated"), message),
        Column("median", msg("Median of the levels"), number, 1),
        Column("note", msg("Note"), message),
        Column("lower_quartile", msg("Middle half from"), number, 2),
        Column("upper_quartile", msg("Middle half to"), number, 2),
        Column("spread", msg("Spread"), number, 2, help=msg("Width of the middle half")),
        *counted,
        Column("raters", msg("Rating institutions"), message),
        *(
            Column(f"{name}_median", label, number, 1, help=msg("Median"))
            for name, label in CRITERIA_LABELS.items()
        ),
    )
    return Table(frame, columns, caption=msg("Cooperation between institution types"))


def _answer(
    cells: tuple[TypeCell, ...], chosen: CooperationChoice, scope: Scope
) -> tuple[Message, ...]:
    """Say how many type pairs reach the level and which are weakest, or that nothing can be."""
    if not chosen.wave:
        return (NO_WAVE,)
    possible = sum(cell.state is not CellState.NOT_COMPUTABLE for cell in cells)
    rated = sum(cell.state in {CellState.VALUE, CellState.WITHHELD} for cell in cells)
    if not rated:
        return (NO_RATINGS,)
    shown = [cell for cell in cells if cell.state is CellState.VALUE]
    if not shown:
        return (
            nmsg(
                "Nothing can be said: {count} type pair is rated, but by too few institutions.",
                "Nothing can be said: {count} type pairs are rated, but each by too few "
                "institutions.",
                rated,
            ),
        )
    level = chosen.level_from or USUAL_LEVEL
    reached = msg(
        "In {reached} of {shown} type pairs with enough ratings, the median reaches at least "
        "{level}; rated at all are {rated} of {possible} possible pairs.",
        reached=sum(cell.reaches(level) for cell in shown),
        shown=len(shown),
        level=level_label(level, scope.level_names),
        rated=rated,
        possible=possible,
    )
    return reached, _weakest(shown)


NO_WAVE: Final = msg(
    "Nothing can be said yet: no survey round has been recorded. As soon as ratings are imported, "
    "they are shown here."
)
NO_RATINGS: Final = msg("Nothing can be said: nobody has rated a cooperation in this selection.")


def _weakest(shown: Sequence[TypeCell]) -> Message:
    low = min(cell.median for cell in shown)
    weakest = [
        msg("{rater} → {rated}", rater=cell.rater_label, rated=cell.rated_label)
        for cell in shown
        if cell.median == low
    ]
    return nmsg(
        "It is lowest ({median}) in {count} type pair: {names}.",
        "It is lowest ({median}) in {count} type pairs, among them {names}.",
        len(weakest),
        median=level_number(low),
        names=Names(tuple(weakest[:NAMES_IN_ANSWER])),
    )
