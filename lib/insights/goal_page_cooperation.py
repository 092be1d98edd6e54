"""Cooperations that a goal needs: the level wanted between two types against the ratings.

In the circle from the summed up ratings between types, outside from the public release; both
withhold what fewer than three rating institutions say. The share of ratings at the wanted level is
told in the circle only: the release publishes medians.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.vocabulary import CellState
from lib.insights.cooperation import CooperationChoice, level_label, level_number, state_note
from lib.insights.cooperation_groups import group_matrix
from lib.insights.cooperation_matrix import MatrixKind
from lib.insights.cooperation_public import public_release
from lib.insights.goal_page_types import (
    NEED_LABELS,
    GoalCooperation,
    NeededCooperation,
    NeedSide,
    NeedState,
)
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lib.insights.cooperation import Scope, TypeCell
    from lib.insights.cooperation_public import PublicCell
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.text import Label

NAMES_IN_ANSWER: Final = 2
NAN: Final = float("nan")


def goal_cooperation(
    engine: Engine, needed: pd.DataFrame, *, scope: Scope, lists: Lists
) -> GoalCooperation:
    """Hold what goals need against the newest survey round; a pair of types stands once.

    `needed`: goal_key, type_a_code, type_b_code, wanted_level (as
    `queries.goal_links.goal_cooperations`).

    Raises:
        StoreError: the database cannot answer.
        MeasureError: ratings in the database make no sense.
    """
    code, wave = scope.waves[0] if scope.waves else ("", None)
    cells = _cells(engine, code, scope=scope, lists=lists) if wave and len(needed) else {}
    types = dict(lists.codes["institution_type"])
    # what several goals need counts once, at the highest level that one of them wants
    ordered = needed.sort_values("wanted_level", ascending=False, kind="stable")
    needed = ordered.drop_duplicates(["type_a_code", "type_b_code"]).sort_index()
    needs = tuple(
        _need(
            str(row["goal_key"]),
            (str(row["type_a_code"]), str(row["type_b_code"])),
            int(row["wanted_level"]),
            types=types,
            cells=cells,
        )
        for row in needed.to_dict("records")
    )
    return GoalCooperation(
        needs=needs,
        wave=wave,
        is_public=not scope.shows_single_pairs,
        answer=_answer(needs, has_wave=wave is not None),
        table=_table(needs, scope),
        provenance=scope.provenance(
            code,
            *_notes(scope),
            method="cooperation" if scope.shows_single_pairs else "release",
        ),
    )


def _cells(
    engine: Engine, wave: str, *, scope: Scope, lists: Lists
) -> Mapping[tuple[str, str], TypeCell | PublicCell]:
    """How each type rates each other one, as far as the reader may know it."""
    if scope.shows_single_pairs:
        chosen = CooperationChoice(wave=wave)
        return group_matrix(engine, chosen, kind=MatrixKind.TYPES, scope=scope, lists=lists).cells
    release = public_release(engine, wave, prefixes=scope.prefixes)
    return {(cell.row, cell.column): cell for cell in release.types}


def _need(
    goal_key: str,
    ends: tuple[str, str],
    wanted: int,
    *,
    types: Mapping[str, Label],
    cells: Mapping[tuple[str, str], TypeCell | PublicCell],
) -> NeededCooperation:
    one, other = (types.get(code, code) for code in ends)
    ways = [(ends, one, other)]
    if ends[0] != ends[1]:
        ways.append(((ends[1], ends[0]), other, one))
    sides = tuple(_side(cells.get(way), rater, rated, wanted) for way, rater, rated in ways)
    return NeededCooperation(
        goal_key=goal_key,
        type_a=ends[0],
        type_b=ends[1],
        label=msg("{one} – {other}", one=one, other=other)
        if len(sides) > 1
        else msg("{one} among themselves", one=one),
        wanted_level=wanted,
        sides=sides,
        state=need_state(sides, wanted),
    )


def _side(
    cell: TypeCell | PublicCell | None, rater: Label | str, rated: Label | str, wanted: int
) -> NeedSide:
    state = cell.state if cell else CellState.NOT_COMPUTABLE
    is_open = cell is not None and state is CellState.VALUE
    counts: tuple[int, ...] = getattr(cell, "distribution", ())
    total, close = sum(counts), sum(counts[wanted:])
    return NeedSide(
        rater=rater,
        rated=rated,
        state=state,
        median=cell.median if cell and is_open else NAN,
        lower_quartile=cell.lower_quartile if cell and is_open else NAN,
        upper_quartile=cell.upper_quartile if cell and is_open else NAN,
        share_pct=100 * close / total if is_open and total else NAN,
        raters=cell.raters if cell and is_open else "",
    )


def need_state(sides: tuple[NeedSide, ...], wanted: int) -> NeedState:
    """Judge both directions together: the lower one counts, and a silent one is not as wanted."""
    if any(side.state is CellState.VALUE and side.median < wanted for side in sides):
        return NeedState.BELOW
    states = {side.state for side in sides}
    if states == {CellState.VALUE}:
        return NeedState.REACHED
    if states == {CellState.NOT_COMPUTABLE}:
        return NeedState.NO_PAIR
    return NeedState.WITHHELD if CellState.WITHHELD in states else NeedState.NOT_RATED


def _answer(needs: tuple[NeededCooperation, ...], *, has_wave: bool) -> tuple[Message, ...]:
    if not needs:
        return (msg("No cooperation is recorded that this goal needs."),)
    total = len(needs)
    if not has_wave:
        return (
            nmsg(
                "This goal needs {count} cooperation; no survey round has been recorded yet.",
                "This goal needs {count} cooperations; no survey round has been recorded yet.",
                total,
            ),
        )
    first = nmsg(
        "{good} of {count} needed cooperation is as close as wanted.",
        "{good} of {count} needed cooperations are as close as wanted.",
        total,
        good=sum(need.state is NeedState.REACHED for need in needs),
    )
    below = [need for need in needs if need.state is NeedState.BELOW]
    if below:
        below.sort(key=_distance)
        names = Names(tuple(need.label for need in below[:NAMES_IN_ANSWER]))
        return (first, msg("Furthest below what is wanted: {names}.", names=names))
    open_count = sum(need.state is not NeedState.REACHED for need in needs)
    if not open_count:
        return (first,)
    return (
        first,
        nmsg(
            "On {count} nothing can be said: not rated by both sides, or withheld.",
            "On {count} nothing can be said: not rated by both sides, or withheld.",
            open_count,
        ),
    )


def _distance(need: NeededCooperation) -> float:
    """How far the lower median lies from what is wanted (negative: below)."""
    shown = [side.median for side in need.sides if side.state is CellState.VALUE]
    return min(shown) - need.wanted_level


def _notes(scope: Scope) -> Iterator[Text]:
    yield msg("As wanted: the median of both directions reaches the wanted level.")
    if not scope.shows_single_pairs:
        yield msg("Medians of the public release; shares of ratings are not published.")


def _table(needs: tuple[NeededCooperation, ...], scope: Scope) -> Table:
    """One row a direction."""
    number, words = ColumnKind.NUMBER, ColumnKind.MESSAGE
    share = (
        Column(
            "share_pct",
            msg("Ratings at the wanted level or above"),
            number,
            0,
            "%",
        ),
    )
    columns = (
        Column("label", msg("Cooperation"), words),
        Column("wanted", msg("Wanted level"), words),
        Column("state", msg("State"), words),
        Column("rater", msg("Who rates"), words),
        Column("rated", msg("Who is rated"), words),
        Column("median", msg("Median"), number, 1, help=msg("Median of the levels 0 to 5")),
        *(share if scope.shows_single_pairs else ()),
        Column("raters", msg("Raters"), words, help=msg("Rating institutions")),
        Column("note", msg("Note"), words),
    )
    records = [
        {
            "label": need.label,
            "wanted": level_label(need.wanted_level, scope.level_names),
            "state": NEED_LABELS[need.state],
            "rater": side.rater,
            "rated": side.rated,
            "median": side.median,
            "median_state": side.state.value,
            "share_pct": side.share_pct,
            "share_pct_state": side.state.value,
            "raters": side.raters,
            "note": state_note(side.state),
        }
        for need in needs
        for side in need.sides
    ]
    names = [*(column.key for column in columns), "median_state", "share_pct_state"]
    frame = pd.DataFrame(records, columns=list(dict.fromkeys(names)))
    return Table(frame, columns, caption=msg("Cooperations that this goal needs"))


def side_text(side: NeedSide) -> Text:
    """Say how one type rates the other: the median, or why there is none."""
    if side.state is CellState.VALUE:
        return msg("median {median}", median=level_number(side.median))
    return state_note(side.state)
