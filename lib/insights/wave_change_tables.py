"""The tables of the change between two waves: one row a direction, one row a pair of types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.wave_change import CHANGE_LABELS
from lib.insights.pair_frame import ENDS
from lib.insights.types import STATE_SUFFIX, Column, ColumnKind, Table
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.wave_change import TypeChange
    from lib.insights.wave_change_pairs import Compared
    from lib.store.queries.lists import Lists

_STATED: Final = ["next_step", "next_step_due_on", "next_step_owner"]
_FIGURES: Final = ("balance", "risen", "same", "fallen", "raters")


def direction_table(found: Compared, lists: Lists) -> Table:
    """Write one row a direction: who, where, both levels, what became of it, next step."""
    frame = found.directions.copy()
    places, whole = dict(lists.municipalities), msg("Whole region")
    hosts = found.hosts.set_index("key")
    for side in ("rater", "rated"):
        ags = frame[f"{side}_key"].map(hosts["ags"]).to_numpy(dtype=object)
        words = [places.get(code, code) if code else whole for code in ags]
        frame[f"{side}_place"] = pd.Series(words, frame.index, dtype=object)
    for level in ("level_before", "level_after", "change"):
        frame[level] = frame[level].astype("float64")
    words_of_kind = {kind.value: label for kind, label in CHANGE_LABELS.items()}
    became = [words_of_kind[kind] for kind in frame["kind"].to_numpy(dtype=object)]
    frame["became"] = pd.Series(became, frame.index, dtype=object)
    frame = _with_next_step(frame, found.pairs)
    number, words_of = ColumnKind.NUMBER, ColumnKind.MESSAGE
    columns = (
        Column("rater_name", msg("Who rates")),
        Column("rater_place", msg("Municipality (who rates)"), words_of),
        Column("rated_name", msg("Who is rated")),
        Column("rated_place", msg("Municipality (who is rated)"), words_of),
        Column("level_before", msg("Level before"), number),
        Column("level_after", msg("Level now"), number),
        Column("change", msg("Change"), number),
        Column("became", msg("What became of it"), words_of),
        Column("next_step", msg("Next step")),
        Column("next_step_due_on", msg("Next step by"), ColumnKind.DATE),
        Column("next_step_owner", msg("In charge (role)")),
    )
    keys = ["rater_key", "rated_key", *(column.key for column in columns)]
    return Table(frame[keys], columns, caption=msg("How ratings changed, direction by direction"))


def _with_next_step(frame: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Add what the pair agreed on; nothing where it is no pair of the later wave."""
    first, second = frame["rater_key"], frame["rated_key"]
    forward = first < second
    keyed = frame.assign(
        **{ENDS[0]: first.where(forward, second), ENDS[1]: second.where(forward, first)}
    )
    known = keyed.merge(pairs[[*ENDS, *_STATED]], on=ENDS, how="left")
    for column in ("next_step", "next_step_owner"):
        known[column] = known[column].fillna("")
    return known


def type_table(cells: Sequence[TypeChange], types: Sequence[tuple[str, Text]]) -> Table:
    """Write one row an ordered pair of types that has a rating to compare."""
    labels = dict(types)
    records = [
        {
            "rater_label": labels[cell.rater],
            "rated_label": labels[cell.rated],
            "balance": 100 * cell.balance,
            "risen": cell.risen,
            "same": cell.same,
            "fallen": cell.fallen,
            "raters": cell.raters,
            **{f"{name}{STATE_SUFFIX}": cell.state.value for name in _FIGURES},
        }
        for cell in cells
    ]
    number, words = ColumnKind.NUMBER, ColumnKind.MESSAGE
    columns = (
        Column("rater_label", msg("Who rates"), words),
        Column("rated_label", msg("Who is rated"), words),
        Column(
            "balance",
            msg("Balance"),
            number,
            unit="%",
            help=msg("Risen less fallen ratings, as a share of the compared ones"),
        ),
        Column("risen", msg("Risen"), number),
        Column("same", msg("Unchanged"), number),
        Column("fallen", msg("Fallen"), number),
        Column("raters", msg("Rating institutions"), number),
    )
    keys = [*(column.key for column in columns), *(f"{name}{STATE_SUFFIX}" for name in _FIGURES)]
    frame = pd.DataFrame.from_records(records, columns=keys)
    return Table(frame, columns, caption=msg("How ratings changed, by type of institution"))
