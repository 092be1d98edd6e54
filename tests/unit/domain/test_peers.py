"""Peers: thresholds on their edges, hand-made groups, widening, laws."""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.peers import (
    FEWEST_PEERS,
    SizeClass,
    Urbanisation,
    german_key,
    peers,
    size_class,
    structure,
    urbanisation,
)
from lib.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN = float("nan")


def table(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    """Municipalities from (ags, name, population, area)."""
    frame = pd.DataFrame(rows, columns=["ags", "name", "population", "area_km2"])
    return structure(frame.astype({"ags": "str", "name": "str"}))


def group(frame: pd.DataFrame, ags: str) -> tuple[Sequence[str], Sequence[str]]:
    found = peers(frame, ags=ags)
    return found.similar, found.added


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (0, SizeClass.RURAL),
        (4_999, SizeClass.RURAL),
        (5_000, SizeClass.SMALL_TOWN),
        (9_999, SizeClass.SMALL_TOWN),
        (10_000, SizeClass.LARGE_SMALL_TOWN),
        (20_000, SizeClass.MEDIUM_TOWN),
        (49_999, SizeClass.MEDIUM_TOWN),
        (50_000, SizeClass.LARGE_MEDIUM_TOWN),
        (100_000, SizeClass.CITY),
        (499_999, SizeClass.CITY),
        (500_000, SizeClass.LARGE_CITY),
        (UNKNOWN, None),
    ],
)
def test_size_class(population: float, expected: SizeClass | None) -> None:
    assert size_class(population) is expected


@pytest.mark.parametrize(
    ("population", "area", "expected"),
    [
        (2_999, 10.0, Urbanisation.THIN),
        (3_000, 10.0, Urbanisation.INTERMEDIATE),
        (14_999, 10.0, Urbanisation.INTERMEDIATE),
        (15_000, 10.0, Urbanisation.DENSE),
        (0, 10.0, Urbanisation.THIN),
        (UNKNOWN, 10.0, None),
        (5_000, 0.0, None),
        (5_000, UNKNOWN, None),
    ],
)
def test_urbanisation(population: float, area: float, expected: Urbanisation | None) -> None:
    assert urbanisation(population, area_km2=area) is expected


def test_similar_ones_share_class_and_urbanisation_alphabetically() -> None:
    frame = table(
        ("1", "Mitte", 30_000, 60),
        ("2", "Zett", 31_000, 60),
        ("3", "Öster", 22_000, 60),
        ("4", "Osten", 49_000, 60),
        ("5", "Dünn", 30_000, 200),
        ("6", "Klein", 19_999, 60),
        ("7", "Dicht", 30_000, 15),
    )
    assert group(frame, "1") == (("4", "3", "2"), ())  # Osten before Öster, as DIN 5007-1 has it


def test_fewer_than_three_take_the_nearest_in_population() -> None:
    frame = table(
        ("1", "Groß", 100_000, 50),
        ("2", "Halb", 50_000, 500),
        ("3", "Doppelt", 200_001, 500),
        ("4", "Drittel", 33_000, 50),
        ("5", "Gleich", 110_000, 50),
    )
    # 5 is similar; of the others a half is a smaller factor than a little over double
    assert group(frame, "1") == (("5",), ("3", "2"))


def test_ties_in_population_are_broken_by_ags() -> None:
    frame = table(
        ("9", "A", 100, 1), ("3", "D", 6_000, 90), ("2", "C", 6_000, 90), ("1", "B", 6_000, 90)
    )
    frame = pd.concat([frame, table(("0", "E", 6_000, 90))], ignore_index=True)
    assert group(frame, "9") == ((), ("1", "2", "0"))


def test_one_municipality_only_has_no_peers() -> None:
    assert group(table(("1", "Allein", 5_000, 10)), "1") == ((), ())


def test_unknown_population_gives_no_class_and_is_nobodys_peer() -> None:
    frame = table(("1", "A", UNKNOWN, 10), ("2", "B", 5_000, 10), ("3", "C", 5_500, 10))
    own = peers(frame, ags="1")
    assert (own.size, own.urbanisation, own.everyone) == (None, None, ())
    assert math.isnan(own.population)
    other = peers(frame, ags="2")
    assert (other.everyone, other.unknown_count) == (("3",), 1)


def test_bad_tables_are_refused() -> None:
    frame = table(("1", "A", 1, 1))
    with pytest.raises(MeasureError):
        peers(frame, ags="2")
    with pytest.raises(MeasureError):
        structure(frame.drop(columns="name"))
    with pytest.raises(MeasureError):
        structure(pd.concat([frame, frame]))
    for population, area in ((-1, 1), (1, -1), (math.inf, 1)):
        with pytest.raises(MeasureError):
            table(("1", "A", population, area))


numbers = st.one_of(st.just(UNKNOWN), st.integers(0, 900_000).map(float))
towns = st.lists(
    st.tuples(st.text("abäöß", min_size=1, max_size=3), numbers, st.floats(0.5, 500)),
    min_size=1,
    max_size=12,
)


@given(towns)
def test_laws(rows: list[tuple[str, float, float]]) -> None:
    frame = table(*((str(i), name, people, area) for i, (name, people, area) in enumerate(rows)))
    kinds = frame.set_index("ags")[["size", "urbanisation"]]
    names = dict(zip(frame["ags"], frame["name"], strict=True))
    for ags in frame["ags"]:
        found = peers(frame, ags=ags)
        assert ags not in found.everyone
        assert len(set(found.everyone)) == len(found.everyone)
        for part in (found.similar, found.added):
            assert list(part) == sorted(part, key=lambda a: (german_key(names[a]), a))
        if found.size is None or found.urbanisation is None:
            assert not found.everyone
            continue
        alike = (kinds == kinds.loc[ags]).all(axis=1)
        assert set(found.similar) == set(kinds.index[alike]) - {ags}
        considered = len(frame) - 1 - found.unknown_count
        assert len(found.everyone) >= min(FEWEST_PEERS, considered)
        assert not found.added or len(found.everyone) == min(FEWEST_PEERS, considered)
        # being similar is mutual, being merely the nearest need not be
        assert all(ags in peers(frame, ags=peer).similar for peer in found.similar)


@given(towns, st.randoms(use_true_random=False))
def test_order_of_the_table_does_not_matter(rows, random) -> None:
    frame = table(*((str(i), name, people, area) for i, (name, people, area) in enumerate(rows)))
    shuffled = frame.sample(frac=1, random_state=random.randint(0, 999))
    for ags in frame["ags"]:
        here, there = peers(frame, ags=ags), peers(shuffled, ags=ags)
        assert (here.similar, here.added) == (there.similar, there.added)


def test_groups_of_the_region_from_the_census() -> None:
    """Counted by hand from the census and the areas of the 21 municipalities."""
    with (ROOT / "data/context/gemeinden.csv").open(encoding="utf-8") as lines:
        census = {row["ags"]: row for row in csv.DictReader(lines)}
    areas = {"03241013": 67.2, "03241006": 43.1, "03241020": 54.2, "03241007": 31.6}
    frame = table(
        *((a, census[a]["name"], float(census[a]["zensus_bevoelkerung"]), areas[a]) for a in areas)
    )
    assert group(frame, "03241006") == (("03241007",), ("03241013", "03241020"))
    assert group(frame, "03241013") == (("03241020",), ("03241006", "03241007"))
