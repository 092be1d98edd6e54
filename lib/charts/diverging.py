"""Colours on both sides of zero: ochre below, teal above (ColorBrewer BrBG, colour-blind safe)."""

from __future__ import annotations

from typing import Final

#: Light to dark; readable with every colour-vision deficiency and apart from "no value" grey.
FALLEN: Final = ("#f6e8c3", "#d8b365", "#8c510a")
RISEN: Final = ("#c7eae5", "#5ab4ac", "#01665e")
UNCHANGED: Final = "#e3e3df"
#: Where the first class of a side begins on its ramp: clearly apart from "unchanged".
_FIRST: Final = 0.25
_ALONE: Final = 0.6


def diverging_palette(reach: int) -> dict[int, str]:
    """Colour of each class from -reach over 0 to reach."""
    colours = {0: UNCHANGED}
    for step in range(1, reach + 1):
        position = _ALONE if reach == 1 else _FIRST + (1 - _FIRST) * (step - 1) / (reach - 1)
        colours[-step] = _between(FALLEN, position)
        colours[step] = _between(RISEN, position)
    return colours


def _between(ramp: tuple[str, str, str], position: float) -> str:
    """Colour at a position from 0 to 1 of a ramp of three stops."""
    lower = 0 if position < 0.5 else 1
    share = position * 2 - lower
    channels = (
        round(
            int(ramp[lower][at : at + 2], 16) * (1 - share)
            + int(ramp[lower + 1][at : at + 2], 16) * share
        )
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)
