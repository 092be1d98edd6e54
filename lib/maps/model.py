"""What a map shows: frozen descriptions, texts already in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.text import msg, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.domain.vocabulary import CellState
    from lib.text import Language


@dataclass(frozen=True, slots=True)
class AreaPaint:
    """One municipality: its colour and its words.

    `fill` is a CSS colour and counts only for the state VALUE; every other state has a pattern
    of its own. `lines` is the tooltip, the first line (the name) in bold. `text` is what a
    screen reader says. `is_marked`: a dashed outline, for areas that a scenario changes (the words
    must say so, too).
    """

    ags: str
    fill: str
    state: CellState
    lines: tuple[str, ...]
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class PointMark:
    """One place: degrees (EPSG:4326) and its words, the first line (the name) in bold."""

    latitude: float
    longitude: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointSet:
    """Places over the areas, close ones in clusters; `label` says what they are ("Offers")."""

    marks: tuple[PointMark, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Surface:
    """A grid of classes over the areas, regular in Web Mercator (lib.domain.surface_grid).

    `bounds`: south, west, north, east of the outer cell borders in degrees. `cells`: row by row
    from the north-west; 0: nothing, n: palette[n - 1]. `text`: what a screen reader says.
    With `steps` above 1 a cell also says where in its class it lies, for exact lines between the
    classes: the class of a cell is the whole part of cell / steps + 1/2.
    Its legend rows belong into the map's Legend. Areas give up their colour under a surface, but
    the pattern of those that never reported stays.
    """

    bounds: tuple[float, float, float, float]
    rows: int
    columns: int
    cells: tuple[int, ...]
    palette: tuple[str, ...]
    text: str
    is_smooth: bool = True
    steps: int = 1

    @property
    def classes(self) -> tuple[int, ...]:
        """Class of each cell: 0 nothing, n: palette[n - 1]."""
        return tuple((2 * cell + self.steps) // (2 * self.steps) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One class or state of the legend."""

    fill: str
    state: CellState
    text: str


@dataclass(frozen=True, slots=True)
class LegendGrid:
    """Key of two measures at once: nine colours, row by row from high to low `vertical`.

    Columns go from low to high `horizontal`. `vertical` and `horizontal` name the two axes, `low`
    and `high` their ends; `cells` says each field in words (also its tooltip) and `counts` writes
    into it how many areas it holds. Both may stay empty.
    """

    colours: tuple[str, ...]
    vertical: str
    horizontal: str
    low: str
    high: str
    cells: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Small strip under the classes: each value a stroke, over the colours of the classes.

    `upper_bounds` and `fills`: one each class, ascending. `ends`: least and greatest value as
    words; `reference` (None: no mark) with `reference_text`: the value of the Region. `text`: what
    a screen reader says.
    """

    values: tuple[float, ...]
    upper_bounds: tuple[float, ...]
    fills: tuple[str, ...]
    ends: tuple[str, str]
    reference: float | None = None
    reference_text: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """Key of the map; `note` holds lines under it, e.g. the value of the Region.

    `marked` explains the dashed outline of marked areas; empty: no such row.
    """

    title: str
    rows: tuple[LegendRow, ...] = ()
    note: tuple[str, ...] = ()
    grid: LegendGrid | None = None
    number_line: NumberLine | None = None
    marked: str = ""


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """The areas of a boundary layer, so that neither keys nor names travel with the values.

    Browser and server agree on one order: ascending AGS.
    """

    ags: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Mapping[str, str]) -> AreaIndex:
        """Build from {ags: name}, in any order."""
        pairs = sorted(names.items())
        return cls(tuple(ags for ags, _ in pairs), tuple(name for _, name in pairs))


@dataclass(frozen=True, slots=True)
class Basemap:
    """Tiles below the areas: an operator's choice. The attribution is shown as plain text."""

    url: str
    attribution: str


@dataclass(frozen=True, slots=True)
class MapLabels:
    """Words of the map's own controls in one language."""

    zoom_in: str
    zoom_out: str
    home: str
    legend: str
    keyboard: str
    failed: str
    cluster: str
    language: str


@dataclass(frozen=True, slots=True)
class Click:
    """A chosen municipality; `at` (milliseconds) tells a second click from an old answer."""

    ags: str
    at: int


def map_labels(language: Language) -> MapLabels:
    """The words of the map's controls for readers of `language`."""
    return MapLabels(
        zoom_in=render(msg("Zoom in"), language),
        zoom_out=render(msg("Zoom out"), language),
        home=render(msg("Show the whole area"), language),
        legend=render(msg("Legend"), language),
        keyboard=render(msg("Arrow keys move between municipalities, Enter selects."), language),
        failed=render(
            msg("The municipality boundaries could not be loaded. Please reload the page."),
            language,
        ),
        cluster=render(msg("Enter opens the group."), language),
        language=language,
    )


def read_click(returned: Mapping[str, object] | None) -> Click | None:
    """Read the chosen municipality out of what `st_folium` returned; None: nothing was clicked.

    What a browser sends is never trusted: anything that is not a click of ours counts as none.
    """
    drawing = (returned or {}).get("last_active_drawing")
    properties = drawing.get("properties") if isinstance(drawing, dict) else None
    if not isinstance(properties, dict):
        return None
    ags, at = properties.get("ags"), properties.get("at")
    if isinstance(ags, str) and ags.isdigit() and isinstance(at, int):
        return Click(ags, at)
    return None
