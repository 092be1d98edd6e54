"""Rules of the tree of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.vocabulary import GOAL_LEVEL_LABELS, GoalLevel
from lib.ingest.batches import BAD
from lib.ingest.successors import chain_of, shown
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.ingest.batches import Batch
    from lib.ingest.existing import Existing


def check_goals(batches: Sequence[Batch], existing: Existing) -> None:
    """Check that no goal stands above itself and that a parent is exactly one level up.

    What stands under the goal of a municipality is that municipality's, too: elsewhere it would
    hang on a goal that nobody sees there.
    """
    before = {key: level for (key,), (_, level, *_) in existing.rows(batches[0].spec).items()}
    levels = dict(before)
    for batch in batches:
        keys_and_levels = zip(batch.columns["key"], batch.columns["level"], strict=True)
        levels |= {key: level for key, level in keys_and_levels if key is not BAD}
    above = _after(batches, existing, "parent_key")
    places = _after(batches, existing, "ags")
    for batch in batches:
        for index, (key, level, parent) in batch.rows("key", "level", "parent_key"):
            circle = chain_of(key, above)
            if len(circle) > 1 and circle[-1] == key:
                reason = msg("The goal would stand above itself: {names}.", names=shown(circle))
                batch.fault(index, "parent_key", reason)
            elif key in before and before[key] != level:
                batch.fault(
                    index,
                    "level",
                    msg(
                        "The goal is already stored as “{level}”; its level cannot change.",
                        level=GOAL_LEVEL_LABELS[GoalLevel(before[key])],
                    ),
                )
            elif key in places and places.get(parent or "") not in {None, places[key]}:
                reason = msg(
                    "The goal above belongs to municipality {ags}; this one must name the same.",
                    ags=str(places[parent]),
                )
                batch.fault(index, "ags", reason)
            else:
                _goal_parent(batch, index, level=level, parent=parent, levels=levels)


def _goal_parent(
    batch: Batch, index: int, *, level: int, parent: str | None, levels: Mapping[str, object]
) -> None:
    if level == GoalLevel.STRATEGIC:
        if parent is not None:
            batch.fault(index, "parent_key", msg("A strategic goal has no goal above it."))
        return
    above = GOAL_LEVEL_LABELS[GoalLevel(level - 1)]
    if parent is None:
        batch.fault(
            index, "parent_key", msg("The goal above it is missing (a “{level}”).", level=above)
        )
    elif levels[parent] is not BAD and levels[parent] != level - 1:
        batch.fault(
            index,
            "parent_key",
            msg("The goal above must be exactly one level up (a “{level}”).", level=above),
        )


def _after(batches: Sequence[Batch], existing: Existing, name: str) -> dict[str, str | None]:
    """Map each goal to a value of its row as it will be after the import."""
    place = [column.name for column in batches[0].spec.stored].index(name)
    rows = existing.rows(batches[0].spec).items()
    found: dict[str, str | None] = {key: row[place] for (key,), row in rows}
    for batch in batches:
        found |= {key: value for _, (key, value) in batch.rows("key", name)}
    return found
