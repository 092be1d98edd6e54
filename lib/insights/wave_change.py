"""How has cooperation changed since an earlier survey round? Directed pairs, only in the circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.domain import wave_change as domain
from lib.domain.cooperation import MINIMUM_RATERS
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.domain.wave_change import ChangeCounts, ChangeKind, Tendency
from lib.insights import wave_change_tables as tables
from lib.insights.cooperation import (
    NO_WAVE,
    SINGLE_PAIRS_PROTECTED,
    CooperationChoice,
    Scope,
)
from lib.insights.wave_change_pairs import Compared, compared
from lib.text import Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    import pandas as pd

    from lib.insights.types import Provenance, Table
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

NO_EARLIER_WAVE: Final = msg(
    "There is no earlier survey round to compare with; choose a later one above."
)
#: Who asks for pairs that stand high today finds mostly risen ones.
OF_SOME_PAIRS: Final = msg(
    "These are only the pairs that fit the further filters: they say nothing about the whole "
    "network."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A row and column of the picture; a closed one exists in the earlier round only."""

    key: str
    name: str
    type_code: str
    ags: str
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What became of one rating; levels are -1 where there is none to tell."""

    rater: str
    rated: str
    kind: ChangeKind
    before: int
    after: int

    @property
    def steps(self) -> int:
        """Levels up or down; 0 where nothing is compared."""
        return self.after - self.before if self.kind in domain.COMPARED else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChange:
    """How the ratings of one type by another changed; NaN where withheld."""

    rater: str
    rated: str
    state: CellState
    balance: float
    risen: float
    same: float
    fallen: float
    raters: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveChange:
    """Answer, sums, directions and tables.

    `hosts`: by municipality (whole Region last), type and name. `directions`: fallen ones first,
    the deepest at the top, then unchanged, risen, and what is not compared. `types`: rows and
    columns of the picture by type. `table` holds one row a direction, `type_table` one a pair of
    types.
    """

    answer: tuple[Message, ...]
    since: Text
    counts: ChangeCounts
    inside_count: int
    hosts: tuple[Host, ...]
    directions: tuple[Direction, ...]
    types: tuple[tuple[str, Text], ...]
    type_changes: tuple[TypeChange, ...]
    table: Table
    type_table: Table
    provenance: Provenance


def earlier_waves(scope: Scope, wave: str) -> tuple[tuple[str, Text], ...]:
    """Survey rounds before `wave`, the latest first."""
    codes = [code for code, _ in scope.waves]  # newest first
    return scope.waves[codes.index(wave) + 1 :] if wave in codes else ()


def wave_change(
    engine: Engine, chosen: CooperationChoice, *, since: str, scope: Scope, lists: Lists
) -> WaveChange:
    """Compare the chosen wave with the earlier wave `since`, direction by direction.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; `since` is no earlier wave; ratings
            make no sense.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    names = dict(earlier_waves(scope, chosen.wave))
    if since not in names:
        raise MeasureError(NO_EARLIER_WAVE)
    found = compared(engine, chosen, since=since, scope=scope)
    counts = domain.change_counts(found.directions)
    labels = dict(scope.types)
    present = set(found.hosts["type_code"])
    types = tuple((code, label) for code, label in labels.items() if code in present)
    cells = _type_changes(found)
    return WaveChange(
        answer=answer(counts, names[since], chosen),
        since=names[since],
        counts=counts,
        inside_count=found.inside_count,
        hosts=tuple(
            Host(key=key, name=name, type_code=type_code, ags=ags, is_closed=is_closed)
            for key, name, type_code, ags, is_closed in found.hosts.itertuples(
                index=False, name=None
            )
        ),
        directions=_directions(found.directions),
        types=types,
        type_changes=cells,
        table=tables.direction_table(found, lists),
        type_table=tables.type_table(cells, types),
        provenance=scope.provenance(
            chosen.wave,
            msg("Compared with {wave}: only ratings that both rounds have.", wave=names[since]),
            msg("Single pairs: only for the circle that owns them, not for passing on."),
            method="wave-change",
        ),
    )


def _directions(frame: pd.DataFrame) -> tuple[Direction, ...]:
    columns = (frame[name].to_numpy(dtype=object) for name in ("rater_key", "rated_key", "kind"))
    levels = (
        frame[name].astype("float64").fillna(-1).astype("int64").tolist()
        for name in ("level_before", "level_after")
    )
    kinds = {kind.value: kind for kind in ChangeKind}
    return tuple(
        Direction(rater=rater, rated=rated, kind=kinds[kind], before=before, after=after)
        for rater, rated, kind, before, after in zip(*columns, *levels, strict=True)
    )


def _type_changes(found: Compared) -> tuple[TypeChange, ...]:
    kinds = found.hosts.set_index("key")["type_code"]
    rows = found.directions.assign(
        rater=found.directions["rater_key"].map(kinds),
        rated=found.directions["rated_key"].map(kinds),
    )
    cells = domain.group_changes(rows, by=["rater", "rated"])
    return tuple(
        TypeChange(
            rater=row["rater"],
            rated=row["rated"],
            state=CellState(row["state"]),
            balance=row["balance"],
            risen=row["risen_count"],
            same=row["same_count"],
            fallen=row["fallen_count"],
            raters=row["raters_count"],
        )
        for row in cells.to_dict("records")
    )


def answer(counts: ChangeCounts, since: Text, chosen: CooperationChoice) -> tuple[Message, ...]:
    """Say what rose and fell, and whether the network grew closer."""
    if not chosen.wave:
        return (NO_WAVE,)
    of_kind = counts.of_kind
    if not counts.compared_count:
        return (
            msg(
                "No cooperation was rated both in {since} and now: nothing can be compared. Rated "
                "for the first time: {new}; not rated again: {lost}.",
                since=since,
                new=of_kind[ChangeKind.NEW],
                lost=of_kind[ChangeKind.NOT_AGAIN] + of_kind[ChangeKind.CLOSED],
            ),
        )
    first = nmsg(
        "{count} rating can be compared with {since}: risen {risen}, unchanged {same}, fallen "
        "{fallen}.",
        "{count} ratings can be compared with {since}: risen {risen}, unchanged {same}, fallen "
        "{fallen}.",
        counts.compared_count,
        since=since,
        risen=of_kind[ChangeKind.RISEN],
        same=of_kind[ChangeKind.SAME],
        fallen=of_kind[ChangeKind.FALLEN],
    )
    if chosen.narrows_pairs:
        return first, OF_SOME_PAIRS
    return first, _tendency(counts)


def _tendency(counts: ChangeCounts) -> Message:
    if counts.tendency is Tendency.TOO_FEW:
        return nmsg(
            "Only {count} institution rated in both rounds; at least {least} are needed to say "
            "something about the whole network.",
            "Only {count} institutions rated in both rounds; at least {least} are needed to say "
            "something about the whole network.",
            counts.raters_count,
            least=MINIMUM_RATERS,
        )
    balance = Num(100 * counts.balance, 0, signed=True)
    mean = Num(counts.mean_change, 1, signed=True)
    if counts.tendency is Tendency.CLOSER:
        return msg(
            "The network grew closer: balance {balance} %, on average {mean} levels.",
            balance=balance,
            mean=mean,
        )
    if counts.tendency is Tendency.LOOSER:
        return msg(
            "The network became looser: balance {balance} %, on average {mean} levels.",
            balance=balance,
            mean=mean,
        )
    return msg(
        "The network as a whole is neither clearly closer nor clearly looser: balance "
        "{balance} %, on average {mean} levels.",
        balance=balance,
        mean=mean,
    )
