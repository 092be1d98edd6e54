"""Public change between waves: only what both releases publish is compared, nothing is computed
anew over common pairs. So a change tells nothing that the two releases do not tell already.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.release import CLOSE_LEVEL
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import level_label
from lib.insights.cooperation_public_tables import (
    CAPTIONS,
    CRITERIA,
    TYPES,
    arranged,
    note,
    notes,
)
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.domain.release import OverallFigures
    from lib.insights.cooperation import Scope
    from lib.insights.cooperation_public import PublicCell, PublicRelease

NAN: Final = float("nan")
HIGHER: Final = msg("higher")
LOWER: Final = msg("lower")
SAME: Final = msg("unchanged")
COMPARED_NOTE: Final = msg(
    "Compared are the published medians of both rounds; a cell may hold other pairs in each round."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCell:
    """Published medians of one cell in two waves; `change` is NaN unless both are shown."""

    row: str
    column: str
    state: CellState
    before: float = NAN
    after: float = NAN
    change: float = NAN

    @property
    def word(self) -> Text:
        """Say the change in one word, or why there is none."""
        if self.state is not CellState.VALUE:
            return note(self.state)
        return SAME if not self.change else HIGHER if self.change > 0 else LOWER


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """Two waves cell by cell."""

    answer: tuple[Message, ...]
    rows: tuple[tuple[str, Text], ...]
    columns: tuple[tuple[str, Text], ...]
    cells: tuple[ChangeCell, ...]
    table: Table
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCourse:
    """Overall figures over the waves, oldest first; `table.frame` has one row a wave."""

    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance


def public_change(
    before: PublicRelease,
    after: PublicRelease,
    kind: str,
    *,
    places: tuple[tuple[str, str], ...],
    scope: Scope,
) -> PublicChange:
    """Compare two releases cell by cell."""
    kind = kind if kind in CAPTIONS else TYPES
    rows, columns, now = arranged(after, kind, places=places, scope=scope)
    _, _, then = arranged(before, kind, places=places, scope=scope)
    earlier = {(cell.row, cell.column): cell for cell in then}
    cells = tuple(_compared(earlier.get((cell.row, cell.column)), cell) for cell in now)
    names = dict(scope.waves)
    return PublicChange(
        answer=_change_answer(cells, names[before.wave], names[after.wave]),
        rows=rows,
        columns=columns,
        cells=cells,
        table=_change_table(kind, cells, dict(rows), dict(columns), names[before.wave]),
        provenance=scope.provenance(after.wave, COMPARED_NOTE, *notes(), method="release"),
    )


def _compared(before: PublicCell | None, after: PublicCell) -> ChangeCell:
    states = [CellState.UNKNOWN if before is None else before.state, after.state]
    cell = ChangeCell(
        row=after.row,
        column=after.column,
        state=next((s for s in _GRAVEST if s in states), CellState.VALUE),
    )
    if before is None or cell.state is not CellState.VALUE:
        return cell
    return ChangeCell(
        row=after.row,
        column=after.column,
        state=CellState.VALUE,
        before=before.median,
        after=after.median,
        change=after.median - before.median,
    )


_GRAVEST: Final = (CellState.NOT_COMPUTABLE, CellState.WITHHELD, CellState.UNKNOWN)


def _change_answer(cells: Sequence[ChangeCell], before: Text, after: Text) -> tuple[Message, ...]:
    shown = [cell for cell in cells if cell.state is CellState.VALUE]
    if not shown:
        return (
            msg(
                "Nothing can be said: no cell is published both in {before} and in {after}.",
                before=before,
                after=after,
            ),
        )
    return (
        nmsg(
            "{count} cell is published both in {before} and in {after}: {higher} higher, {same} "
            "unchanged, {lower} lower.",
            "{count} cells are published both in {before} and in {after}: {higher} higher, {same} "
            "unchanged, {lower} lower.",
            len(shown),
            before=before,
            after=after,
            higher=sum(cell.change > 0 for cell in shown),
            same=sum(cell.change == 0 for cell in shown),
            lower=sum(cell.change < 0 for cell in shown),
        ),
    )


def _change_table(
    kind: str,
    cells: Sequence[ChangeCell],
    rows: dict[str, Text],
    columns: dict[str, Text],
    before: Text,
) -> Table:
    states = [cell.state.value for cell in cells]
    frame = pd.DataFrame(
        {
            "row": pd.Series([rows[cell.row] for cell in cells], dtype=object),
            "column": pd.Series([columns[cell.column] for cell in cells], dtype=object),
            "before": [cell.before for cell in cells],
            "before_state": states,
            "after": [cell.after for cell in cells],
            "after_state": states,
            "word": pd.Series([cell.word for cell in cells], dtype=object),
        }
    )
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    return Table(
        frame,
        (
            Column("row", msg("Criterion") if kind == CRITERIA else msg("Who rates"), message),
            Column("column", msg("Who is rated"), message),
            Column("before", msg("Median, {wave}", wave=before), number, 1),
            Column("after", msg("Median in this round"), number, 1),
            Column("word", msg("Change"), message),
        ),
        caption=msg("Change of the published medians"),
    )


def public_course(releases: tuple[PublicRelease, ...], *, scope: Scope) -> PublicCourse:
    """Show the overall figures of several waves, oldest first."""
    names = dict(scope.waves)
    frame = pd.DataFrame([_course_record(found, names[found.wave]) for found in releases])
    level = level_label(CLOSE_LEVEL, scope.level_names)
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    table = Table(
        frame,
        (
            Column("wave", msg("Survey round"), message),
            Column("institutions_count", msg("Institutions"), number),
            Column("rated_pct", msg("Pairs rated"), number, 1, "%"),
            Column("mutual_pct", msg("of these by both sides"), number, 0, "%"),
            Column("median", msg("Median of the levels"), number, 1),
            Column("lower_quartile", msg("Middle half from"), number, 2),
            Column("upper_quartile", msg("Middle half to"), number, 2),
            Column("close_from", msg("Share from {level}: from", level=level), number, 0, "%"),
            Column("close_to", msg("Share from {level}: to below", level=level), number, 0, "%"),
        ),
        caption=msg("Overall figures by survey round"),
    )
    newest = releases[-1].wave if releases else ""
    return PublicCourse(
        answer=_course_answer(releases, scope),
        table=table,
        provenance=scope.provenance(
            newest,
            msg("The share is given in steps that no single rating can be read from."),
            *notes(),
            method="release",
        ),
    )


def _course_record(found: PublicRelease, wave: Text) -> dict[str, object]:
    overall, state = found.overall, found.overall.state.value
    figures = {
        "median": overall.median,
        "lower_quartile": overall.lower_quartile,
        "upper_quartile": overall.upper_quartile,
        "close_from": overall.close_from_pct,
        "close_to": overall.close_to_pct,
    }
    has_mutual = not math.isnan(found.mutual_pairs_pct)
    mutual = found.pairs_state if has_mutual else CellState.UNKNOWN
    return {
        "code": found.wave,
        "wave": wave,
        "institutions_count": found.institutions_count,
        "rated_pct": found.rated_pairs_pct,
        "rated_pct_state": found.pairs_state.value,
        "mutual_pct": found.mutual_pairs_pct,
        "mutual_pct_state": found.pairs_state.value
        if found.pairs_state is not CellState.VALUE
        else mutual.value,
        **figures,
        **{f"{name}_state": state for name in figures},
    }


def _course_answer(releases: tuple[PublicRelease, ...], scope: Scope) -> tuple[Message, ...]:
    """Say whether the network grows denser."""
    shown = [found for found in releases if found.pairs_state is CellState.VALUE]
    if not shown:
        return (msg("Nothing can be said: too few institutions to show overall figures."),)
    names, last = dict(scope.waves), shown[-1]
    share = Num(last.rated_pairs_pct, 1)
    if len(shown) == 1:
        first = msg(
            "{wave}: {share} % of all possible pairs are rated.",
            wave=names[last.wave],
            share=share,
        )
        return first, *_close_answer(last.overall, None, scope)
    before = shown[-2]
    first = msg(
        "{wave}: {share} % of all possible pairs are rated, after {earlier} % in {before}.",
        wave=names[last.wave],
        share=share,
        earlier=Num(before.rated_pairs_pct, 1),
        before=names[before.wave],
    )
    return first, *_close_answer(last.overall, before.overall, scope)


def _close_answer(
    now: OverallFigures, before: OverallFigures | None, scope: Scope
) -> tuple[Message, ...]:
    if now.state is not CellState.VALUE:
        return (msg("On which level they work together is withheld: too few ratings."),)
    level = level_label(CLOSE_LEVEL, scope.level_names)
    if before is None or before.state is not CellState.VALUE:
        return (
            msg(
                "{share} of the counted ratings lie at {level} or higher.",
                share=share_band(now),
                level=level,
            ),
        )
    return (
        msg(
            "{share} of the counted ratings lie at {level} or higher, after {before}.",
            share=share_band(now),
            before=share_band(before),
            level=level,
        ),
    )


def share_band(overall: OverallFigures) -> Message:
    """Write the band of the share of close ties."""
    return msg("{low} to {high} %", low=Num(overall.close_from_pct), high=Num(overall.close_to_pct))
