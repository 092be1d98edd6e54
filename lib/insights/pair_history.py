"""Ratings between two institutions over all waves, mergers told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import NOT_RATED, SINGLE_PAIRS_PROTECTED, Scope
from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.insights.types import Column, ColumnKind, Table
from lib.store.queries import cooperation as queries
from lib.text import Dated, Label, Text, msg

if TYPE_CHECKING:
    from collections.abc import Collection

    from lib.store.engine import Engine

OVERALL: Final = msg("Overall level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two institutions."""

    key: str
    name: str
    type_label: Text
    place: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Overall levels over all waves, the oldest first; None where there is none to show."""

    waves: tuple[Text, ...]
    there: tuple[int | None, ...]
    back: tuple[int | None, ...]
    notes: tuple[Text, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no wave has a level."""
        return all(level is None for level in (*self.there, *self.back))


@dataclass(frozen=True, slots=True)
class History:
    """Ratings of both directions in all waves, predecessors taken for their successors."""

    sides: tuple[Side, Side]
    waves: tuple[tuple[str, Text], ...]  # the oldest first
    ratings: pd.DataFrame  # wave_code, is_there, level, the criteria, rated_on
    notes: tuple[Text, ...]

    @classmethod
    def read(cls, engine: Engine, sides: tuple[Side, Side], scope: Scope) -> History:
        """Read the ratings of all waves, those of predecessors included.

        Raises:
            StoreError: the database cannot answer.
            MeasureError: the audience may not see single pairs.
        """
        if not scope.shows_single_pairs:
            raise MeasureError(SINGLE_PAIRS_PROTECTED)
        ended = queries.successors(engine)
        keys = [[side.key, *ended.loc[ended["successor_key"] == side.key, "key"]] for side in sides]
        ratings = queries.pair_history(engine, keys_a=keys[0], keys_b=keys[1])
        ratings = ratings.assign(is_there=ratings["rater_key"].isin(keys[0]))
        order = queries.wave_days(engine)["code"].tolist()[::-1]
        labels = dict(scope.waves)
        waves = tuple((code, labels.get(code, code)) for code in order)
        merged = ended[ended["successor_key"].isin([side.key for side in sides])]
        notes = _merged_notes(engine, merged, sides, scope, order) + _several(ratings, labels)
        return cls(sides, waves, ratings, notes)

    def _level(self, code: str, *, is_there: bool) -> int | None:
        found = self.ratings[
            (self.ratings["wave_code"] == code) & (self.ratings["is_there"] == is_there)
        ]
        return int(found["level"].iloc[0]) if len(found) == 1 else None

    def course(self) -> Course:
        """Levels of both directions, wave by wave."""
        return Course(
            waves=tuple(label for _, label in self.waves),
            there=tuple(self._level(code, is_there=True) for code, _ in self.waves),
            back=tuple(self._level(code, is_there=False) for code, _ in self.waves),
            notes=self.notes,
        )

    def table(self) -> Table:
        """One row a wave and direction, also those that nobody rated."""
        names = [side.name for side in self.sides]
        rows: list[dict[str, object]] = []
        for code, label in self.waves:
            for is_there in (True, False):
                found = self.ratings[
                    (self.ratings["wave_code"] == code) & (self.ratings["is_there"] == is_there)
                ]
                rater, rated = names if is_there else names[::-1]
                given = found.iloc[0].to_dict() if len(found) == 1 else {}
                note = "" if len(found) == 1 else SEVERAL if len(found) else NOT_RATED
                rows.append(
                    {
                        "wave_label": label,
                        "rater_name": rater,
                        "rated_name": rated,
                        **{name: given.get(name, float("nan")) for name in _MEASURED},
                        "rated_on": given.get("rated_on", pd.NaT),
                        "note": note,
                        "note_state": CellState.VALUE.value,
                    }
                )
        number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
        columns = (
            Column("wave_label", msg("Survey round"), message),
            Column("rater_name", msg("Who rates")),
            Column("rated_name", msg("Who is rated")),
            Column("level", OVERALL, number),
            *(Column(name, label, number) for name, label in CRITERIA_LABELS.items()),
            Column("rated_on", msg("Rated on"), ColumnKind.DATE),
            Column("note", msg("Note"), message),
        )
        names_of_columns = [column.key for column in columns]
        frame = pd.DataFrame(rows, columns=[*names_of_columns, "note_state"])
        frame["rated_on"] = pd.to_datetime(frame["rated_on"])
        frame[list(_MEASURED)] = frame[list(_MEASURED)].astype("float64")
        return Table(frame, columns, caption=msg("Ratings of all survey rounds"))


_MEASURED: Final = ("level", *CRITERIA_LABELS)
SEVERAL: Final = msg("several earlier ratings, not compared")


def _several(ratings: pd.DataFrame, labels: dict[str, Label]) -> tuple[Text, ...]:
    counts = ratings.groupby(["wave_code", "is_there"], sort=False).size()
    waves = list(dict.fromkeys(counts[counts > 1].index.get_level_values("wave_code")))
    return tuple(
        msg(
            "{wave}: before the merger several institutions rated; none of these levels is shown.",
            wave=labels.get(code, code),
        )
        for code in waves
    )


def _merged_notes(
    engine: Engine,
    merged: pd.DataFrame,
    sides: tuple[Side, Side],
    scope: Scope,
    waves: Collection[str],
) -> tuple[Text, ...]:
    """Say which institutions were merged into one of the two, and when."""
    if merged.empty:
        return ()
    names: dict[str, str] = {}
    for code in waves:
        hosts = queries.institutions(
            engine, queries.RatingFilter(wave=code), prefixes=scope.prefixes
        )
        names |= dict(zip(hosts["key"], hosts["name"], strict=True))
    notes: list[Text] = []
    for side in sides:
        own = merged[merged["successor_key"] == side.key]
        for key, closed_on in zip(own["key"], own["closed_on"], strict=True):
            name = names.get(str(key), str(key))
            notes.append(
                msg("{old} has become part of {new}.", old=name, new=side.name)
                if pd.isna(closed_on)
                else msg(
                    "{old} has been part of {new} since {day}.",
                    old=name,
                    new=side.name,
                    day=Dated(closed_on.date()),
                )
            )
    return tuple(notes)
