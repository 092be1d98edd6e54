"""Table of pairs of institutions: both directions, pair level, agreement, talk, next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from lib.domain.agreements import AGREEMENT_LABELS
from lib.domain.cooperation import PAIR_BASIS_LABELS
from lib.domain.vocabulary import CellState
from lib.insights.pair_frame import ENDS
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

_LEVELS: Final = ("level_ab", "level_ba", "asymmetry", "pair_level")
_COLUMNS: Final = (
    Column("institution_a_name", msg("Institution A")),
    Column("institution_b_name", msg("Institution B")),
    Column("level_ab", msg("A rates B"), ColumnKind.NUMBER),
    Column("level_ba", msg("B rates A"), ColumnKind.NUMBER),
    Column(
        "asymmetry",
        msg("Difference"),
        ColumnKind.NUMBER,
        help=msg("A reason to talk, not an error"),
    ),
    Column("pair_level", msg("Pair level"), ColumnKind.NUMBER),
    Column("basis_label", msg("Pair level rests on"), ColumnKind.MESSAGE),
    Column("agreement", msg("Cooperation agreement"), ColumnKind.MESSAGE),
    Column("agreement_ends_on", msg("Agreement until"), ColumnKind.DATE),
    Column("last_talked_on", msg("Last talk"), ColumnKind.DATE),
    Column("next_step", msg("Next step")),
    Column("next_step_due_on", msg("Next step by"), ColumnKind.DATE),
    Column("next_step_owner", msg("In charge (role)")),
)
_FITS: Final = Column("fits", msg("Fits the filters"), ColumnKind.MESSAGE)


def pair_table(pairs: pd.DataFrame, shown: pd.DataFrame, *, has_filter: bool) -> Table:
    """Write every pair between the shown institutions; those that fit the filters come first.

    `pairs` as `PairFrame.pairs`, `shown` as `PairFrame.institutions`. "Not rated" stands for a
    missing level, in words.
    """
    keys = pd.Index(shown["key"])
    names = shown["name"].to_numpy(dtype=object)
    ranks = np.argsort(np.argsort(names, kind="stable"), kind="stable")
    first, second = keys.get_indexer(pairs[ENDS[0]]), keys.get_indexer(pairs[ENDS[1]])
    inside = np.flatnonzero((first >= 0) & (second >= 0))
    is_last = ~pairs["is_chosen"].to_numpy()[inside]
    order = inside[np.lexsort((ranks[second[inside]], ranks[first[inside]], is_last))]
    frame = pairs.iloc[order].reset_index(drop=True)
    words = {
        "institution_a_name": names[first[order]],
        "institution_b_name": names[second[order]],
        "basis_label": _words(frame["basis"], {b.value: t for b, t in PAIR_BASIS_LABELS.items()}),
        "agreement": _words(
            frame["agreement_status"], {s.value: t for s, t in AGREEMENT_LABELS.items()}
        ),
        "fits": _words(frame["is_chosen"], {True: msg("yes"), False: msg("no")}),
    }
    states = {
        f"{name}_state": _words(
            frame[name].notna(), {True: CellState.VALUE.value, False: CellState.UNKNOWN.value}
        )
        for name in _LEVELS
    }
    frame = frame.assign(
        **{name: pd.Series(column, dtype=object) for name, column in (words | states).items()}
    )
    halves = frame["pair_level"].dropna() % 1 != 0
    columns = tuple(
        Column(c.key, c.label, c.kind, 1) if c.key == "pair_level" and halves.any() else c
        for c in _COLUMNS
    )
    return Table(
        frame,
        (_FITS, *columns) if has_filter else columns,
        caption=msg("Pairs of institutions"),
    )


def _words(values: pd.Series[Any], labels: Mapping[Any, Text]) -> npt.NDArray[Any]:
    """Replace codes by their words: each different code is looked up once."""
    codes, different = pd.factorize(values)
    words = np.empty(len(different), dtype=object)
    words[:] = [labels[value] for value in different]
    found: npt.NDArray[Any] = words[codes]
    return found
