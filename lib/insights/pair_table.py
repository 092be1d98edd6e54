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
    names = pd.Series(shown["name"].to_numpy(), index=shown["key"])
    is_shown = pairs[ENDS[0]].isin(names.index) & pairs[ENDS[1]].isin(names.index)
    frame = pairs[is_shown]
    frame = frame.assign(
        institution_a_name=frame[ENDS[0]].map(names),
        institution_b_name=frame[ENDS[1]].map(names),
        basis_label=_words(frame["basis"], {b.value: t for b, t in PAIR_BASIS_LABELS.items()}),
        agreement=_words(
            frame["agreement_status"], {s.value: t for s, t in AGREEMENT_LABELS.items()}
        ),
        fits=_words(frame["is_chosen"], {True: msg("yes"), False: msg("no")}),
        **{
            f"{name}_state": np.where(
                frame[name].notna(), CellState.VALUE.value, CellState.UNKNOWN.value
            )
            for name in _LEVELS
        },
    )
    order = ["institution_a_name", "institution_b_name", *ENDS]
    frame = frame.sort_values(
        ["is_chosen", *order], ascending=[False, *(True for _ in order)], ignore_index=True
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


def _words(values: pd.Series[Any], labels: Mapping[Any, Text]) -> pd.Series[Any]:
    """Replace codes by their words, keeping the words whole objects."""
    return pd.Series([labels[value] for value in values], index=values.index, dtype=object)
