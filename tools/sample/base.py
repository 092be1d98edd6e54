"""What all sample modules share: places, random streams, dates, CSV writing.

Municipalities, boundaries and children counts are real (read from the repository); everything
that is drawn from them is invented.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from shapely.geometry import Point, shape
from shapely.prepared import prep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SEED: Final = "praeventionsketten-beispieldaten-1"
#: The sample's own "today": nothing is confirmed, rated or held later.
NEWEST: Final = date(2021, 6, 30)
#: Everybody sees at once that a name is invented.
MARK: Final = "(Beispiel)"

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]

#: Short names for running text.
SHORT: Final[dict[str, str]] = {
    "03241001": "Hannover", "03241002": "Barsinghausen", "03241003": "Burgdorf",
    "03241004": "Burgwedel", "03241005": "Garbsen", "03241006": "Gehrden",
    "03241007": "Hemmingen", "03241008": "Isernhagen", "03241009": "Laatzen",
    "03241010": "Langenhagen", "03241011": "Lehrte", "03241012": "Neustadt",
    "03241013": "Pattensen", "03241014": "Ronnenberg", "03241015": "Seelze",
    "03241016": "Sehnde", "03241017": "Springe", "03241018": "Uetze",
    "03241019": "Wedemark", "03241020": "Wennigsen", "03241021": "Wunstorf",
}  # fmt: skip
#: (code, first age, age after the last) as in the code list; -1 is pregnancy.
PHASES: Final = (
    ("schwangerschaft", -1, 0), ("0-3", 0, 3), ("3-6", 3, 6),
    ("6-10", 6, 10), ("10-16", 10, 16), ("16-18", 16, 27),
)  # fmt: skip
CHILD_GROUPS: Final = ("alter_unter_3", "alter_3_5", "alter_6_9", "alter_10_15", "alter_16_18")


def ags_of(number: int) -> str:
    """Return the AGS of the Region's municipality with this running number (1 to 21)."""
    return f"03241{number:03d}"


def stream(name: str) -> random.Random:
    """Return a random stream of its own, so that one table does not shift another."""
    return random.Random(f"{SEED}/{name}")


def phases_met(minimum: int, maximum: int) -> set[str]:
    """Return the codes of the life phases that an age range (inclusive) meets."""
    return {code for code, first, after in PHASES if minimum < after and maximum >= first}


def day_between(rng: random.Random, first: date, last: date) -> date:
    """Draw a day, both ends included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def workday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True)
class Place:
    """One municipality: boundary (EPSG:4326), children by age group, neighbours."""

    ags: str
    polygon: Any = field(repr=False)
    children: dict[str, int]
    neighbours: tuple[str, ...]

    @property
    def children_count(self) -> int:
        """Children and young people under 19 (census)."""
        return sum(self.children.values())

    def point(self, rng: random.Random) -> tuple[float, float]:
        """Draw (latitude, longitude) inside, denser towards the centre, not at the border."""
        inner = self.polygon.buffer(-0.0015)
        inside = prep(inner)
        centre = self.polygon.centroid
        if not inside.contains(centre):
            centre = inner.representative_point()
        west, south, east, north = inner.bounds
        while True:
            pull = rng.uniform(0.15, 1.0)
            lon = centre.x + pull * (rng.uniform(west, east) - centre.x)
            lat = centre.y + pull * (rng.uniform(south, north) - centre.y)
            lon, lat = round(lon, 5), round(lat, 5)
            if inside.contains(Point(lon, lat)):
                return lat, lon


def _children(context: Path) -> dict[str, dict[str, int]]:
    with context.open(encoding="utf-8", newline="") as handle:
        return {
            row["ags"]: {group: int(row[group]) for group in CHILD_GROUPS}
            for row in csv.DictReader(handle)
            if row["ags"] in SHORT
        }


def load_places(*, context: Path, boundaries: Path) -> dict[str, Place]:
    """Read children counts and boundaries of the 21 municipalities, keyed by AGS."""
    children = _children(context)
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    polygons = {f["properties"]["ags"]: shape(f["geometry"]) for f in features}
    polygons = {ags: polygons[ags] for ags in sorted(SHORT)}
    return {
        ags: Place(
            ags=ags,
            polygon=polygon,
            children=children[ags],
            neighbours=tuple(
                other
                for other, its in polygons.items()
                if other != ags and its.distance(polygon) < 0.0005
            ),
        )
        for ags, polygon in polygons.items()
    }


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return value.isoformat() if isinstance(value, date) else str(value)


def write_table(path: Path, *, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write one CSV (UTF-8, comma, LF) and return the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            unknown = set(row) - set(columns)
            if unknown:
                raise KeyError(f"{path.name}: {sorted(unknown)}")
            writer.writerow([_text(row.get(column)) for column in columns])
            count += 1
    return count
