"""Values become colours and words, for a whole country at once: shades, paints, legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.charts.theme import NO_VALUE_FILL, palette
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.maps import AreaPaint, LegendRow, NumberLine
from lib.text import Num, format_number, msg
from lib.ui.density_words import class_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from lib.domain.classes import Classification
    from lib.ui.context import View

#: Strokes of a number line that can still be told apart.
MOST_STROKES: Final = 300


@dataclass(frozen=True, slots=True)
class Shades:
    """Colour and words of each class, ascending; the last class is open upwards."""

    upper_bounds: tuple[float, ...]
    fills: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(
        cls, view: View, classification: Classification, values: pd.Series[float], *, decimals: int
    ) -> Shades:
        """Give the classes of these values colours and words."""
        return cls(
            classification.upper_bounds,
            palette(len(classification.upper_bounds)),
            tuple(class_texts(view, classification, values, decimals=decimals)),
        )

    def class_numbers(self, values: pd.Series[float]) -> list[int]:
        """Class of each value (missing ones: the last; look at their state first)."""
        last = len(self.upper_bounds) - 1
        found = np.searchsorted(self.upper_bounds, values.to_numpy(dtype="float64"), side="left")
        numbers: list[int] = np.minimum(found, max(last, 0)).tolist()
        return numbers

    def fill_of(self, values: pd.Series[float], states: pd.Series[str]) -> list[str]:
        """Colour of each municipality; its state decides where it has no value."""
        present = CellState.VALUE.value
        return [
            self.fills[number] if state == present else NO_VALUE_FILL
            for number, state in zip(self.class_numbers(values), states.tolist(), strict=True)
        ]

    def rows(self, view: View, counts: Sequence[int]) -> list[LegendRow]:
        """Rows of the legend, with the number of municipalities in each class."""
        return [
            LegendRow(fill, CellState.VALUE, f"{text}  ({view.t(Num(count))})")
            for fill, text, count in zip(self.fills, self.texts, counts, strict=True)
        ]


def state_rows(view: View, states: pd.Series[str]) -> list[LegendRow]:
    """Rows of the legend for what has no value, with their numbers."""
    found = states.value_counts()
    return [
        LegendRow(
            NO_VALUE_FILL,
            state,
            f"{view.t(CELL_STATE_LABELS[state])}  ({view.t(Num(int(found[state.value])))})",
        )
        for state in CellState
        if state is not CellState.VALUE and state.value in found
    ]


def short_texts(
    view: View,
    values: pd.Series[float],
    states: pd.Series[str],
    *,
    decimals: int,
    signed: bool = False,
    wrap: Callable[[str], str],
) -> list[str]:
    """Write the figures of a whole country: each distinct number is written once only."""
    words = {state.value: view.t(CELL_STATE_LABELS[state]) for state in CellState}
    present = CellState.VALUE.value
    written: dict[float, str] = {}
    texts: list[str] = []
    rounded = np.round(values.to_numpy(dtype="float64"), decimals).tolist()
    for number, state in zip(rounded, states.tolist(), strict=True):
        if state != present:
            texts.append(words[state])
            continue
        text = written.get(number)
        if text is None:
            text = wrap(format_number(number, view.language, decimals=decimals, signed=signed))
            written[number] = text
        texts.append(text)
    return texts


def short_paints(
    frame: pd.DataFrame, fills: Sequence[str], states: Sequence[str], texts: Sequence[str]
) -> list[AreaPaint]:
    """Paint a whole country: name and figure only; a click tells the rest (docs/benchmarks.md)."""
    known = {state.value: state for state in CellState}
    return [
        AreaPaint(ags, fill, known[state], (name, text), f"{name}. {text}")
        for ags, name, fill, state, text in zip(
            frame["ags"].tolist(), frame["name"].tolist(), fills, states, texts, strict=True
        )
    ]


def number_line(
    view: View,
    shades: Shades,
    values: pd.Series[float],
    *,
    decimals: int,
    reference: float | None,
    reference_text: str,
) -> NumberLine | None:
    """Lay the values out on a line under the classes, with the Region's mark; None: no values."""
    if values.empty:
        return None
    low, high = float(values.min()), float(values.max())
    step = (high - low) / MOST_STROKES
    strokes = np.unique(np.round(values / step) * step) if step else np.array([low])
    least, most = (view.t(Num(value, decimals)) for value in (low, high))
    return NumberLine(
        values=tuple(np.round(strokes, decimals + 2).tolist())
        if len(values) > MOST_STROKES
        else tuple(values.tolist()),
        upper_bounds=shades.upper_bounds,
        fills=shades.fills,
        ends=(least, most),
        reference=reference,
        reference_text=reference_text,
        text=view.t(
            msg(
                "Values from {least} to {most}. {reference}",
                least=least,
                most=most,
                reference=reference_text,
            )
        ),
    )
