"""Accessibility at the size of the Region and of Germany: how long one answer takes.

    python tests/benchmarks/accessibility.py [--database sqlite:////tmp/germany.sqlite]

Without a database only the computation is measured: invented offers at real boundaries, for each
distance of the slider that matters. With one (tests/benchmarks/offer_data.py writes it) the whole
answer of the page is measured, too: queries, computation, sentences, table. Prints medians.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from lib.domain.accessibility import Points, SupplyKind, by_area, two_step_access
from lib.domain.demand_points import DemandPlaces, demand_places, municipality_places
from lib.insights.accessibility import accessibility
from lib.settings import ROOT
from lib.store.boundaries import BoundaryLayer, load_layer
from lib.store.engine import reading_engine
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state

DISTANCES_KM = (1, 5, 30)
REPEATS = 7
SEED = 20_260_315


def layer_of(name: str) -> BoundaryLayer:
    """Boundaries of an extent."""
    return load_layer(ROOT / "geo" / f"{name}.geojson", ags_prefixes=())


def median_ms(work: Callable[[], object]) -> float:
    """Median time of a piece of work, the first run not counted."""
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def computation(name: str, layer: BoundaryLayer, places: DemandPlaces, supply: Points) -> None:
    """Print the time of 2SFCA alone."""
    random = np.random.default_rng(SEED)
    demand = places.with_children(random.integers(0, 3_000, len(layer.frame)).astype(float))
    for distance in DISTANCES_KM:

        def work(distance_m: int = 1000 * distance) -> None:
            access = two_step_access(demand, supply, distance_m=distance_m)
            by_area(access, demand.weight, places.area, areas_count=len(layer.frame))

        print(
            f"{name}: {len(demand):,} points of demand, {len(supply):,} of supply, "
            f"{distance} km: {median_ms(work):.0f} ms"
        )


def answers(url: str, name: str, layer: BoundaryLayer, prefixes: tuple[str, ...]) -> None:
    """Print the time of the whole answer of the page."""
    engine = reading_engine(url)
    state = data_state(engine)
    for kind in SupplyKind:
        for distance in DISTANCES_KM:

            def work(kind: SupplyKind = kind, distance_km: int = distance) -> None:
                accessibility(
                    engine,
                    OfferFilter(on=state.reference_date, life_phase="0-3"),
                    layer,
                    kind=kind,
                    distance_km=distance_km,
                    prefixes=prefixes,
                    extent_name=name,
                    phase_label="0-3",
                    state=state,
                )

            print(f"{name}: answer of the page, {kind}, {distance} km: {median_ms(work):.0f} ms")
    engine.dispose()


def scattered(layer: BoundaryLayer, count: int) -> Points:
    """Invented offers over the bounding box of an extent."""
    random = np.random.default_rng(SEED)
    west, south, east, north = layer.frame.to_crs(25832).total_bounds
    return Points(
        random.uniform(west, east, count), random.uniform(south, north, count), np.ones(count)
    )


def main() -> None:
    """Measure Region, Region with many offers, Germany."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="URL of a database with all Germany")
    database = parser.parse_args().database
    region, country = layer_of("region_hannover"), layer_of("deutschland")
    grid = demand_places(region.frame)
    print(f"Region: grid of demand {median_ms(lambda: demand_places(region.frame)):.0f} ms")
    for count in (600, 10_000):
        computation("Region", region, grid, scattered(region, count))
    points = municipality_places(country.frame)
    amounts = np.random.default_rng(SEED).integers(0, 200, len(country.frame)).astype(float)
    computation("Germany", country, points, Points(points.east_m, points.north_m, amounts))
    if database:
        answers(database, "Region", region, ("03241",))
        answers(database, "Germany", country, ())


if __name__ == "__main__":
    main()
