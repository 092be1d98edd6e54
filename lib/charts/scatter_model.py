"""What a scatter plot is asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lib.charts.theme import BASE_FONT_PX, fluid

if TYPE_CHECKING:
    import altair as alt

    from lib.text import Language

SMALL: Final = 0.86


@dataclass(frozen=True, slots=True)
class Plane:
    """Both axes with their ranges."""

    x: alt.X
    y: alt.Y
    x_range: tuple[float, float]
    y_range: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterPoint:
    """One municipality; `tooltip` holds one entry a heading. `rank` 0 is named first."""

    key: str
    name: str
    x: float
    y: float
    fill: str
    tooltip: tuple[str, ...]
    rank: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterAxes:
    """Titles, reference lines with their words (NaN: no line), and the words of the corners.

    `corners`: top left, top right, bottom left, bottom right; a line break begins a second line.
    """

    x_title: str
    y_title: str
    x_reference: float
    y_reference: float
    x_reference_text: str
    corners: tuple[str, str, str, str]
    tooltip: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterLook:
    """Size and type; width 0 takes the container's (then `expected_width_px` places the names).

    `selection` names the click ("" for none).
    """

    language: Language
    height_px: int
    width_px: int = 0
    expected_width_px: int = 480
    scale: float = 1.0
    selection: str = ""
    fills_height: bool = False

    @property
    def font_px(self) -> float:
        """Type size of names and corners."""
        return BASE_FONT_PX * SMALL * self.scale

    def px(self, value: float) -> Any:  # noqa: ANN401  as theme.fluid
        """Pixels; in presentation they grow with the window."""
        return fluid(value) if self.fills_height else value
