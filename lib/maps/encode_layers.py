"""Points, surface and legend on their way to the browser: short, and never as markup."""

from __future__ import annotations

import hashlib
from itertools import groupby
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from lib.maps.encode import Packed, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lib.maps.model import Legend, LegendGrid, NumberLine, PointSet, Surface

#: A step of latitude or longitude: about a metre, finer than any address.
STEPS_A_DEGREE: Final = 100_000
_ALPHABET: Final = digits + ascii_letters


def pack_numbers(values: Sequence[int]) -> Packed:
    """Whole numbers from 0, however large, as text: characters a value, and the text."""
    base, width = len(_ALPHABET), 1
    largest = max(values, default=0)
    while base**width <= largest:
        width += 1
    return width, "".join(_number(value, width) for value in values)


def _number(value: int, width: int) -> str:
    letters = []
    for _ in range(width):
        value, rest = divmod(value, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(reversed(letters))


def encode_points(points: PointSet) -> dict[str, object]:
    """Places as steps from their south-western corner; each distinct line travels once."""
    latitudes = [round(mark.latitude * STEPS_A_DEGREE) for mark in points.marks]
    longitudes = [round(mark.longitude * STEPS_A_DEGREE) for mark in points.marks]
    south, west = min(latitudes, default=0), min(longitudes, default=0)
    most = max((len(mark.lines) for mark in points.marks), default=0)
    lines = [
        _column(plain(mark.lines[at]) if at < len(mark.lines) else "" for mark in points.marks)
        for at in range(most)
    ]
    places = [
        pack_numbers([value - south for value in latitudes]),
        pack_numbers([value - west for value in longitudes]),
    ]
    content = {
        "label": plain(points.label),
        "count": len(points.marks),
        "corner": (south, west),
        "places": places,
        "lines": lines,
    }
    return {"key": _key(content), **content}


def _column(words: Iterable[str]) -> tuple[list[str], Packed]:
    """Distinct words, and which of them stands in each row."""
    found = list(words)
    codes = {word: code for code, word in enumerate(dict.fromkeys(found))}
    return list(codes), pack_numbers([codes[word] for word in found])


def encode_surface(surface: Surface) -> dict[str, object]:
    """Cells as runs of equal ones, row after row.

    Raises:
        ValueError: the cells are not rows times columns.
    """
    if len(surface.cells) != surface.rows * surface.columns:
        raise ValueError(f"{len(surface.cells)} cells, {surface.rows} × {surface.columns} expected")
    runs = [(cell, sum(1 for _ in same)) for cell, same in groupby(surface.cells)]
    content = {
        "bounds": surface.bounds,
        "rows": surface.rows,
        "columns": surface.columns,
        "cells": pack_numbers([cell for cell, _ in runs]),
        "runs": pack_numbers([length for _, length in runs]),
        "palette": list(surface.palette),
        "smooth": surface.is_smooth,
        "steps": surface.steps,
        "text": plain(surface.text),
    }
    return {"key": _key(content), **content}


def encode_legend(legend: Legend) -> dict[str, object]:
    """Everything of the legend, as plain text and numbers."""
    return {
        "title": plain(legend.title),
        "rows": [(row.fill, row.state.value, plain(row.text)) for row in legend.rows],
        "note": [plain(line) for line in legend.note],
        "marked": plain(legend.marked),
        "grid": _grid(legend.grid) if legend.grid else None,
        "line": _line(legend.number_line) if legend.number_line else None,
    }


def _grid(grid: LegendGrid) -> dict[str, object]:
    return {
        "colours": list(grid.colours),
        "vertical": plain(grid.vertical),
        "horizontal": plain(grid.horizontal),
        "low": plain(grid.low),
        "high": plain(grid.high),
        "cells": [plain(text) for text in grid.cells],
        "counts": list(grid.counts),
    }


def _line(line: NumberLine) -> dict[str, object]:
    """Values and bounds as shares of the way from the least to the greatest, in thousandths."""
    inside = [*line.values, *([] if line.reference is None else [line.reference])]
    least, most = min(inside, default=0.0), max(inside, default=0.0)
    length = most - least

    def at(value: float) -> int:
        return round(1000 * min(1.0, max(0.0, (value - least) / length))) if length else 500

    return {
        "values": pack_numbers(sorted({at(value) for value in line.values})),
        "bounds": [at(bound) for bound in line.upper_bounds],
        "fills": list(line.fills),
        "ends": [plain(text) for text in line.ends],
        "reference": None if line.reference is None else at(line.reference),
        "referenceText": plain(line.reference_text),
        "text": plain(line.text),
    }


def _key(content: object) -> str:
    """Tells the browser whether anything changed, without comparing thousands of lines."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]
