"""Rows that refer to rows of their own table: chains, circles, and who is stored first.

Institutions follow each other after mergers; goals and indicators use the same chains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.ingest.batches import Batch
    from lib.ingest.existing import Existing

#: Longest circle that a reason names in full.
_NAMED: Final = 6


def chain_of(key: str, following: Mapping[str, str | None]) -> list[str]:
    """List a row and those that follow it, as far as `following` knows them.

    In a circle the chain ends with the first one that comes again.
    """
    chain, step = [key], following.get(key)
    while step is not None and step in following:
        if step in chain:
            return [*chain, step]
        chain.append(step)
        step = following[step]
    return chain


def shown(chain: Sequence[str]) -> str:
    """Write a chain for a reason, shortened in the middle."""
    named = chain if len(chain) <= _NAMED else (*chain[: _NAMED - 2], "…", chain[-1])
    return " → ".join(named)


def check_successors(batches: Sequence[Batch], existing: Existing) -> None:
    """Refuse institutions that follow themselves, directly or in a circle."""
    names = [column.name for column in batches[0].spec.stored]
    place = names.index("successor_key")
    stored = existing.rows(batches[0].spec).items()
    following: dict[str, str | None] = {key: row[place] for (key,), row in stored}
    for batch in batches:
        following |= {key: successor for _, (key, successor) in batch.rows("key", "successor_key")}
    for batch in batches:
        for index, (key, successor) in batch.rows("key", "successor_key"):
            if key == successor:
                batch.fault(
                    index,
                    "successor_key",
                    msg("An institution cannot follow itself. Please name another one."),
                )
            elif (chain := chain_of(key, following))[-1] == key and len(chain) > 1:
                _refuse_circle(batch, index, chain)


def _refuse_circle(batch: Batch, index: int, chain: Sequence[str]) -> None:
    batch.fault(
        index,
        "successor_key",
        msg(
            "These institutions follow each other in a circle: {names}. "
            "The last one must have no successor.",
            names=shown(chain),
        ),
    )
