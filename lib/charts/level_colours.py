"""Colours of cooperation levels: light to dark, and what is no level.

Level 0 ("no contact") is a warm tone, 1 to 5 go from light to dark; withheld is a warm grey, what
nobody rated is hatched. Colour never stands alone: a number, a mark or a word stands with it.
tests/unit/charts/test_level_colours.py simulates colour-vision deficiency and greyscale.
"""

from typing import Final

LEVEL_FILLS: Final = ("#f3d9b1", "#d3e7eb", "#a3cdd6", "#6badb9", "#27788a", "#073f4d")
DARK_FROM: Final = 4
WITHHELD_FILL: Final = "#d8d2c8"
PAPER: Final = "white"
HATCH_LIGHT: Final = "#f4f5f6"
HATCH_DARK: Final = "#e2e6e8"
