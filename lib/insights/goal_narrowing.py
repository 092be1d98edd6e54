"""Which part of the goal tree a reader asked for: what is kept, and the goals that lead to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.domain.fuzzy_text import normalise_all, query_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lib.insights.goal_tree import GoalNode, IndicatorRow
    from lib.text import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is kept; "" and 0 narrow nothing.

    `body` keeps the goals that a body is responsible for or takes a measure for, with all below;
    `step` (Wirkungstreppe) and `status` keep indicators; every word of `search` must stand in the
    name of an indicator, or in the title of a goal or measure (a goal keeps all below it).
    """

    strategic: str = ""
    status: str = ""
    body: str = ""
    step: int = 0
    search: str = ""

    @property
    def asks_for_indicators(self) -> bool:
        """Whether a goal without an indicator left has nothing to show."""
        return bool(self.status or self.step)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words that are sought, and every name as they are compared (folded in one go)."""

    words: tuple[str, ...]
    folded: Mapping[Label, str]

    def met_by(self, *names: Label) -> bool:
        """Whether every word stands in one of the names, in either language."""
        texts = (self.folded[name] for name in names)
        return any(all(word in text for word in self.words) for text in texts)


def _sought(search: str, names: Iterable[Label]) -> _Sought | None:
    words = query_words(search)
    if not words:
        return None
    labels = list(dict.fromkeys(names))
    folded = normalise_all(f"{label.de} {label.en}" for label in labels)
    return _Sought(words, dict(zip(labels, folded, strict=True)))


def kept_tree(tree: tuple[GoalNode, ...], asked: Narrowing) -> tuple[GoalNode, ...]:
    """Keep what is asked for and the path to it."""
    tops = [node for node in tree if asked.strategic in {"", node.key}]
    sought = _sought(asked.search, (name for node in tops for name in _names(node)))
    found = (_kept(node, asked, sought, has_body=not asked.body) for node in tops)
    return tuple(node for node in found if node is not None)


def kept_rows(rows: tuple[IndicatorRow, ...], asked: Narrowing) -> tuple[IndicatorRow, ...]:
    """Keep of the indicators without a goal what is asked for."""
    if asked.strategic or asked.body:
        return ()
    sought = _sought(asked.search, (row.name for row in rows))
    return tuple(
        row for row in rows if _fits(row, asked) and (sought is None or sought.met_by(row.name))
    )


def _names(top: GoalNode) -> Iterator[Label]:
    for node in top.walk():
        yield node.title
        yield from (measure.title for measure in node.measures)
        yield from (row.name for row in node.indicators)


def _kept(
    node: GoalNode, asked: Narrowing, sought: _Sought | None, *, has_body: bool
) -> GoalNode | None:
    """Prune a goal; None if nothing of it is asked for. Words met once hold for all below."""
    has_body = has_body or _is_answered_by(node, asked.body)
    if sought and sought.met_by(node.title, *(measure.title for measure in node.measures)):
        sought = None
    children = tuple(
        found
        for child in node.children
        if (found := _kept(child, asked, sought, has_body=has_body)) is not None
    )
    rows = tuple(
        row
        for row in node.indicators
        if has_body and _fits(row, asked) and (sought is None or sought.met_by(row.name))
    )
    is_hit = has_body and sought is None and not asked.asks_for_indicators
    if not (rows or children or is_hit):
        return None
    is_whole = len(rows) == len(node.indicators) and all(
        kept is child for kept, child in zip(children, node.children, strict=False)
    )
    if is_whole and len(children) == len(node.children):
        return node
    return replace(node, indicators=rows, children=children)


def _is_answered_by(node: GoalNode, body: str) -> bool:
    bodies = {node.responsible_body, *(measure.responsible_body for measure in node.measures)}
    return body in bodies


def _fits(row: IndicatorRow, asked: Narrowing) -> bool:
    fits_status = not asked.status or row.status.value == asked.status
    return fits_status and (not asked.step or row.impact_step == asked.step)
