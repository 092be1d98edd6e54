"""Names beside points without covering one another: a place for each, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Mean width of a letter, as a share of the type size.
LETTER: Final = 0.54
GAP_PX: Final = 10
#: Right, left, above, below, then the corners, then askew: (align, horizontal, vertical) in gaps.
PLACES: Final = (
    ("left", 1.0, 0.0),
    ("right", -1.0, 0.0),
    ("center", 0.0, -1.5),
    ("center", 0.0, 1.5),
    ("left", 0.7, -1.1),
    ("left", 0.7, 1.1),
    ("right", -0.7, -1.1),
    ("right", -0.7, 1.1),
    ("right", 0.6, -1.6),
    ("right", 0.6, 1.6),
    ("left", -0.6, -1.6),
    ("left", -0.6, 1.6),
)


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a name stands: alignment, and distance from its point in pixels."""

    align: str
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def label_places(
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    *,
    width_px: float,
    height_px: float,
    font_px: float,
    gap_px: float = GAP_PX,
    taken: Sequence[tuple[float, float, float, float]] = (),
) -> list[LabelPlace | None]:
    """Find a place for each name, in order: earlier names choose first; None: no room.

    `points` are pixels from the top left of the picture; `taken` are boxes (left, top, right,
    bottom) that stay free. No name meets another one, a point, a taken box or the border.
    """
    radius = gap_px * 0.65
    dots = [_Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    boxes = [_Box(*box) for box in taken]
    places: list[LabelPlace | None] = []
    for position, ((x, y), name) in enumerate(zip(points, names, strict=True)):
        others = [*dots[:position], *dots[position + 1 :], *boxes]
        length = LETTER * font_px * len(name)
        found: LabelPlace | None = None
        for align, right, down in PLACES:
            dx, dy = right * gap_px, down * gap_px
            start = {"left": 0.0, "right": -length, "center": -length / 2}[align]
            left, top = x + dx + start, y + dy - font_px / 2
            box = _Box(left, top, left + length, top + font_px)
            inside = left >= 0 and top >= 0 and box.right <= width_px and box.bottom <= height_px
            if inside and not any(box.meets(other) for other in others):
                found = LabelPlace(align, dx, dy)
                boxes.append(box)
                break
        places.append(found)
    return places
