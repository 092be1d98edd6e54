"""What the picture of a network shows: institutions, ties, size and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """An institution: `number` of its type, `tooltip` one text a heading; named where it helps."""

    key: str
    x: float
    y: float
    number: int
    degree: int
    name: str
    tooltip: tuple[str, ...]
    is_chosen: bool = False
    is_near: bool = True
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEdge:
    """A tie between two places; `level` gives colour and width."""

    first: str
    second: str
    start: tuple[float, float]
    end: tuple[float, float]
    level: float
    is_at_most: bool
    is_near: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLook:
    """Size and words; a width of 0 takes the width of the page."""

    language: Language
    type_names: Mapping[int, str]
    headings: tuple[str, ...]
    width_px: int = 0
    expected_width_px: int = 900
    height_px: int = 560
    scale: float = 1.0
    by_degree: bool = False
    selection: str = "node"
