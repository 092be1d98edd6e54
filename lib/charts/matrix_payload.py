"""A matrix as plain values for the browser: repeated words travel once, positions as text.

Long lists of numbers are joined into one string, since everything is looked through cell by cell
on its way to the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lib.charts.matrix_model import Matrix, MatrixAxis


def payload(matrix: Matrix) -> dict[str, Any]:
    """Everything that the screen needs to draw and to name the cells."""
    return {
        "rows": _axis(matrix.rows),
        "columns": _axis(matrix.columns),
        "codes": matrix.codes,
        "signs": [
            {
                "code": sign.code,
                "word": sign.word,
                "fill": sign.fill,
                "ink": sign.ink,
                "mark": sign.mark,
                "path": sign.path,
                "hatched": sign.is_hatched,
                "legend": sign.in_legend,
                "blank": sign.is_blank,
            }
            for sign in matrix.signs
        ],
        "texts": _shared(matrix.texts),
        "lines": _shared({at: "\n".join(lines) for at, lines in matrix.lines.items()}),
        "faint": joined(sorted(matrix.faint)),
        "square": matrix.is_square,
        "joint": matrix.joint,
    }


def _axis(axis: MatrixAxis) -> dict[str, Any]:
    names = list(dict.fromkeys(axis.groups))
    numbers = {name: number for number, name in enumerate(names)}
    return {
        "title": axis.title,
        "keys": list(axis.keys),
        "labels": list(axis.labels),
        "groupNames": names,
        "groups": joined(numbers[name] for name in axis.groups),
        "headings": joined(sorted(axis.headings)),
    }


def _shared(words: Mapping[int, str]) -> dict[str, Any]:
    """Words of cells: each different word once, then position and number of the word."""
    different = list(dict.fromkeys(words.values()))
    numbers = {word: number for number, word in enumerate(different)}
    places = sorted(words)
    return {
        "words": different,
        "at": joined(places),
        "which": joined(numbers[words[place]] for place in places),
    }


def joined(numbers: Iterable[int]) -> str:
    """Write whole numbers as one string, with commas."""
    return ",".join(map(str, numbers))
