"""A matrix picture as data: two axes, one sign a cell. Screen and file draw the same model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Matrix", "MatrixAxis", "MatrixSign"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSign:
    """What a cell with this `code` (one character) looks like and what it is called.

    `mark` stands in the cell where there is room; `path` is drawn instead (an SVG path in the
    square from -1 to 1). A blank sign says nothing of the two: a focus on one of them leaves it
    out.
    """

    code: str
    word: str
    fill: str
    ink: str
    mark: str = ""
    path: str = ""
    is_hatched: bool = False
    in_legend: bool = True
    is_blank: bool = False

    def __post_init__(self) -> None:
        if len(self.code) != 1:
            raise ValueError(f"code of a sign must be one character: {self.code!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixAxis:
    """Rows or columns in order; equal neighbours in `groups` are one group, with a line between.

    Rows at `headings` name what follows them and hold no cells (their codes are never shown).
    """

    title: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...] = ()
    headings: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.keys):
            raise ValueError(f"{len(self.keys)} keys, but {len(self.labels)} labels")
        if self.groups and len(self.groups) != len(self.keys):
            raise ValueError(f"{len(self.keys)} keys, but {len(self.groups)} groups")
        if len(set(self.keys)) != len(self.keys):
            raise ValueError("keys of an axis must differ")
        if self.headings and not 0 <= min(self.headings) <= max(self.headings) < len(self.keys):
            raise ValueError("heading that is not there")

    @property
    def group_spans(self) -> tuple[tuple[str, int, int], ...]:
        """Name, first and last position of each group, in order."""
        spans: list[tuple[str, int, int]] = []
        for position, name in enumerate(self.groups):
            if spans and spans[-1][0] == name:
                spans[-1] = (name, spans[-1][1], position)
            else:
                spans.append((name, position, position))
        return tuple(spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Cells row by row, one character of `codes` each; positions count in the same order.

    `texts` stand in a cell instead of its sign's mark ("2,5"); `lines` are further lines of its
    tooltip and spoken text; faint cells lie outside what the reader asked for. In a square matrix
    both axes hold the same things, so that a cell's text names the opposite direction, too.
    `joint` stands between the two names of a cell.
    """

    rows: MatrixAxis
    columns: MatrixAxis
    codes: str
    signs: tuple[MatrixSign, ...]
    texts: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    faint: frozenset[int] = frozenset()
    is_square: bool = False
    joint: str = " → "

    def __post_init__(self) -> None:
        wanted = len(self.rows.keys) * len(self.columns.keys)
        if len(self.codes) != wanted:
            raise ValueError(f"{wanted} cells, but {len(self.codes)} codes")
        known = [sign.code for sign in self.signs]
        if len(set(known)) != len(known):
            raise ValueError("two signs have the same code")
        unknown = set(self.codes) - set(known)
        if unknown:
            raise ValueError(f"codes without a sign: {sorted(unknown)}")
        for name, positions in (
            ("texts", self.texts),
            ("lines", self.lines),
            ("faint", self.faint),
        ):
            if positions and not 0 <= min(positions) <= max(positions) < wanted:
                raise ValueError(f"{name} of a cell that is not there")
        if self.is_square and self.rows.keys != self.columns.keys:
            raise ValueError("a square matrix has the same keys in rows and columns")

    @property
    def by_code(self) -> dict[str, MatrixSign]:
        """Signs by their code."""
        return {sign.code: sign for sign in self.signs}

    def text(self, position: int) -> str:
        """What stands in a cell."""
        return self.texts.get(position) or self.by_code[self.codes[position]].mark
