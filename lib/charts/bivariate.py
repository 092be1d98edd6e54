"""Nine colours for two measures at once.

Need darkens towards orange, scarcity of offers towards blue, both together to a dark plum. Any two
of the nine stay at least 20 apart (CIELAB) for readers with protanopia, deuteranopia or
tritanopia, and each step of need or of scarcity is darker than the one before, so the order
reads in greyscale: the darkest field is where high need meets few offers. tests hold both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lib.domain.bivariate import Field

#: Row by row from high to low need, in a row from low to high density (Field.position).
BIVARIATE: Final = (
    *("#33203b", "#84503e", "#e08214"),
    *("#3f597b", "#948a88", "#edbb8e"),
    *("#2f97c1", "#9ac4d7", "#f3f1ea"),
)
#: Dark fields carry white type.
DARK: Final = frozenset({"#33203b", "#84503e", "#3f597b"})


def field_fill(field: Field) -> str:
    """Colour of a field."""
    return BIVARIATE[field.position]
