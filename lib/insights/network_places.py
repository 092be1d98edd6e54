"""Places of institutions in the network picture: the same in all waves, whatever is filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.errors import MeasureError
from lib.domain.network_layout import HEIGHT, WIDTH, Place, free_places, grouped_places, map_places
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, Scope
from lib.store.queries import cooperation as queries
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.store.boundaries import BoundaryLayer
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

NETWORK: Final = "netz"
BY_TYPE: Final = "typ"
ON_MAP: Final = "karte"
PLANAR: Final = "EPSG:25832"
#: The map takes the left of the field; beside it stand the institutions of the whole Region.
MAP_WIDTH: Final = 1.22
#: Borders are drawn no finer than the picture shows.
BORDER_M: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Places by institution; names of groups; borders as lines (x, y) where there is a map."""

    points: Mapping[str, Place]
    names: tuple[tuple[Text, Place], ...] = ()
    borders: tuple[tuple[Place, ...], ...] = ()


def network_places(
    engine: Engine, *, arrangement: str, scope: Scope, lists: Lists, layer: BoundaryLayer
) -> Places:
    """Place every institution of the extent that any wave knows.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    hosts = _hosts(engine, scope)
    if arrangement == BY_TYPE:
        return _by_type(hosts, scope)
    if arrangement == ON_MAP:
        return _on_map(hosts, lists, layer)
    return Places(points=free_places(hosts["key"].tolist(), _ties(engine, scope)))


def _hosts(engine: Engine, scope: Scope) -> pd.DataFrame:
    waves = [code for code, _ in scope.waves] or [""]
    frames = [
        queries.institutions(engine, queries.RatingFilter(wave=code), prefixes=scope.prefixes)
        for code in waves
    ]
    return pd.concat(frames).drop_duplicates("key").sort_values("key", ignore_index=True)


def _ties(engine: Engine, scope: Scope) -> list[tuple[str, str, float]]:
    """Mean level of each pair over both directions and all waves."""
    frames = [
        queries.ratings(engine, queries.RatingFilter(wave=code), prefixes=scope.prefixes)
        for code, _ in scope.waves
    ]
    if not frames:
        return []
    ratings = pd.concat(frames, ignore_index=True)
    rater, rated = ratings["rater_key"], ratings["rated_key"]
    forward = rater < rated
    pairs = ratings.assign(a=rater.where(forward, rated), b=rated.where(forward, rater))
    means = pairs.groupby(["a", "b"], sort=True, as_index=False)["level"].mean()
    return list(means[["a", "b", "level"]].itertuples(index=False, name=None))


def _by_type(hosts: pd.DataFrame, scope: Scope) -> Places:
    groups = [
        (label, hosts.loc[hosts["type_code"] == code, "key"].tolist())
        for code, label in scope.types
    ]
    filled = [(label, keys) for label, keys in groups if keys]
    points, tops = grouped_places([keys for _, keys in filled])
    return Places(
        points=points,
        names=tuple((label, top) for (label, _), top in zip(filled, tops, strict=True)),
    )


def _on_map(hosts: pd.DataFrame, lists: Lists, layer: BoundaryLayer) -> Places:
    planar = layer.frame.to_crs(PLANAR)
    west, south, east, north = planar.total_bounds
    scale = min(MAP_WIDTH / (east - west), 0.96 * HEIGHT / (north - south))

    def place(x: float, y: float) -> Place:
        return (x - west) * scale, 0.02 + (y - south) * scale

    inside = planar.geometry.representative_point()
    centres = {
        str(ags): place(point.x, point.y) for ags, point in zip(planar["ags"], inside, strict=True)
    }
    members = {
        ags: hosts.loc[hosts["ags"] == ags, "key"].tolist()
        for ags in sorted(centres)
        if (hosts["ags"] == ags).any()
    }
    beside = hosts.loc[~hosts["ags"].isin(list(members)), "key"].tolist()
    left = min(WIDTH - 0.2, (east - west) * scale + 0.08)
    # names stand above the institutions; the region's own group is named at the top
    names: list[tuple[Text, Place]] = [
        (lists.municipality_name(ags), (centres[ags][0], centres[ags][1] + 0.022 + _reach(keys)))
        for ags, keys in members.items()
    ]
    if beside:
        names.append((msg("Whole region"), (left + 0.06, 0.965)))
    return Places(
        points=map_places(centres, members, beside, left=left),
        names=tuple(names),
        borders=tuple(
            tuple(place(x, y) for x, y in ring)
            for ring in _rings(planar.geometry.simplify_coverage(BORDER_M))
        ),
    )


def _reach(keys: list[str]) -> float:
    """How far a spiral of so many institutions reaches up."""
    return 0.024 * float(len(keys) - 1) ** 0.5 if len(keys) > 1 else 0.0


def _rings(geometries: object) -> list[list[tuple[float, float]]]:
    rings = []
    for geometry in geometries:  # type: ignore[attr-defined]  # shapely is untyped
        parts = getattr(geometry, "geoms", [geometry])
        rings += [[(x, y) for x, y, *_ in part.exterior.coords] for part in parts]
    return rings
