"""Nobody recovers a withheld value from all public figures together, or a single rating."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain import release as release_domain
from lib.domain import release_audit
from lib.domain.vocabulary import CellState
from lib.insights.cooperation_public import PublicCell, PublicRelease, release_of
from tests.attack import Attack, Known, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable

#: More networks: MONITOR_ATTACK_SEEDS=200 pytest tests/unit/insights/test_public_attack.py
SEEDS = int(os.environ.get("MONITOR_ATTACK_SEEDS", "6"))
CRITERIA = ("knowledge_level", "bindingness_level", "regularity_level")
Network = tuple[pd.DataFrame, pd.DataFrame]


def network(
    seed: int, *, sizes: tuple[int, ...] = (5, 4, 3), places: int = 2, share: float = 0.5
) -> Network:
    """Random institutions and ratings; levels of a few kinds, so that many are alike."""
    random = np.random.default_rng(seed)
    kinds = [f"t{kind}" for kind, size in enumerate(sizes) for _ in range(size)]
    keys = [f"i{number:03}" for number in range(len(kinds))]
    ags = [f"m{place}" for place in random.integers(0, places, len(keys))]
    hosts = pd.DataFrame({"key": keys, "name": keys, "type_code": kinds, "ags": ags})
    pairs = [(a, b) for a in keys for b in keys if a != b and random.random() < share]
    levels = random.choice(6, len(pairs), p=random.dirichlet([0.7] * 6))
    return hosts, rated(hosts, [(a, b, int(x)) for (a, b), x in zip(pairs, levels, strict=True)])


def rated(hosts: pd.DataFrame, found: Iterable[tuple[str, str, int]]) -> pd.DataFrame:
    kinds = hosts.set_index("key")["type_code"]
    frame = pd.DataFrame(found, columns=["rater_key", "rated_key", "level"])
    for side in ("rater", "rated"):
        frame[f"{side}_type"] = frame[f"{side}_key"].map(kinds)
    for place, name in enumerate(CRITERIA):
        frame[name] = ((frame["level"] + place) % 6).astype("float64")
    return frame


def cells_of(hosts: pd.DataFrame, ratings: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """Cell of each rating in each table, as the attacker knows it."""
    ags = ratings["rater_key"].map(hosts.set_index("key")["ags"])
    return {
        "types": ratings["rater_type"] + ">" + ratings["rated_type"],
        "places": ags + ">" + ratings["rated_type"],
    }


def positions(mask: pd.Series[bool]) -> tuple[int, ...]:
    return tuple(int(place) for place in np.flatnonzero(mask))


def quantiles(cell: PublicCell) -> tuple[tuple[float, float], ...]:
    found = [(0.5, cell.median), (0.25, cell.lower_quartile), (0.75, cell.upper_quartile)]
    return tuple((share, value) for share, value in found if not math.isnan(value))


def learned(hosts: pd.DataFrame, ratings: pd.DataFrame, release: PublicRelease) -> list[Known]:
    """All that the public figures of the overall level say."""
    cells = cells_of(hosts, ratings)
    shown = [cell for cell in release.types if cell.state is CellState.VALUE]
    base = cells["types"].isin([f"{cell.row}>{cell.column}" for cell in shown])
    known = [
        Known(
            members=positions(cells["types"] == f"{cell.row}>{cell.column}"),
            quantiles=quantiles(cell),
        )
        for cell in shown
    ]
    known += [
        Known(
            members=positions((cells["places"] == f"{cell.row}>{cell.column}") & base),
            quantiles=quantiles(cell),
        )
        for cell in release.places
        if cell.state is CellState.VALUE
    ]
    overall = release.overall
    if overall.state is CellState.VALUE:
        known.append(
            Known(
                members=positions(base),
                quantiles=(
                    (0.5, overall.median),
                    (0.25, overall.lower_quartile),
                    (0.75, overall.upper_quartile),
                ),
                close_from_pct=overall.close_from_pct,
                close_to_pct=overall.close_to_pct,
            )
        )
    return known


def recovered(
    hosts: pd.DataFrame, ratings: pd.DataFrame, known: list[Known], release: PublicRelease
) -> list[str]:
    """Single ratings and withheld cells that have one possible value only."""
    attack, truth = Attack(len(ratings), known), ratings["level"].to_numpy()
    pinned, others = attack.others(truth)
    found = [f"rating {place}: {truth[place]}" for place in sorted(pinned)]
    for name, cells in cells_of(hosts, ratings).items():
        for cell in getattr(release, name):
            members = positions(cells == f"{cell.row}>{cell.column}")
            if cell.state is not CellState.WITHHELD or not members:
                continue
            medians = {float(np.median(levels[list(members)])) for levels in (truth, *others)}
            if len(medians) == 1 and len(set(attack.median_range(members))) == 1:
                found.append(f"{name} {cell.row}>{cell.column}: {medians}")
    return found


def attacked(hosts: pd.DataFrame, ratings: pd.DataFrame) -> list[str]:
    release = release_of("2020", hosts, ratings)
    return recovered(hosts, ratings, learned(hosts, ratings, release), release)


def varied(seed: int) -> Network:
    """Dense and sparse networks by turns; in the sparse ones municipality cells overlap badly."""
    sizes, places, share = (
        ((6, 6), 4, 0.25),
        ((4, 3), 2, 0.75),
        ((4, 4, 4), 4, 0.4),
    )[seed % 3]
    return network(seed // 3 + seed % 2, sizes=sizes, places=places, share=share)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_integer_programme_recovers_nothing(seed: int) -> None:
    hosts, ratings = varied(seed)
    release = release_of("2020", hosts, ratings)
    known = learned(hosts, ratings, release)
    assert recovered(hosts, ratings, known, release) == []


def test_in_most_of_these_networks_something_is_published() -> None:
    published = [release_of("2020", *varied(seed)) for seed in range(SEEDS)]
    assert sum(bool(cells_shown(found)) for found in published) >= SEEDS * 2 // 3


def cells_shown(release: PublicRelease) -> int:
    return sum(cell.state is CellState.VALUE for cell in (*release.types, *release.places))


@pytest.mark.parametrize("seed", range(SEEDS // 3))
def test_with_overall_figures_nothing_is_recovered(seed: int) -> None:
    hosts, ratings = network(100 + seed, sizes=(5, 4, 3), share=0.6)
    release = release_of("2020", hosts, ratings)
    known = learned(hosts, ratings, release)
    assert recovered(hosts, ratings, known, release) == []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_criteria_are_not_recovered(seed: int) -> None:
    hosts, ratings = network(seed, sizes=(4, 3), share=0.6)
    ratings.loc[ratings.index % 4 == 0, "knowledge_level"] = math.nan
    release = release_of("2020", hosts, ratings)
    some = ratings[ratings["knowledge_level"].notna()].reset_index(drop=True)
    known = [
        Known(members=positions(some["rated_type"] == cell.column), quantiles=quantiles(cell))
        for cell in release.criteria
        if cell.row == "knowledge_level" and cell.state is CellState.VALUE
    ]
    assert known
    truth = some["knowledge_level"].to_numpy().astype(int)
    assert not Attack(len(some), known).others(truth)[0]


def overlapping() -> Network:
    """A type cell {0, 5, 0} and a municipality cell {0, 5, 5}: together they pin two ratings."""
    hosts = pd.DataFrame(
        [(f"a{n}", "A", "m1" if n < 3 else "m2") for n in (1, 2, 3)]
        + [(f"b{n}", "B", "m1" if n < 2 else "m2") for n in (1, 2, 3)]
        + [(f"x{n}", "X", "m3") for n in (1, 2, 3)],
        columns=["key", "type_code", "ags"],
    )
    hosts["name"] = hosts["key"]
    levels = [("a1", "x1", 0), ("a2", "x2", 5), ("a3", "x3", 0)]
    levels += [("b1", "x3", 5), ("b2", "x1", 3), ("b3", "x2", 3)]
    return hosts, rated(hosts, levels)


def test_the_programme_agrees_with_enumeration() -> None:
    for hosts, ratings in (overlapping(), tiny(1), tiny(2), tiny(3)):
        known = learned(hosts, ratings, release_of("2020", hosts, ratings))
        assert known
        fits = enumerated(len(ratings), known)
        attack = Attack(len(ratings), known)
        for place in range(len(ratings)):
            low, high = attack.level_range(place)
            assert (low, high) == (fits[:, place].min(), fits[:, place].max())
            assert low < high


def tiny(seed: int) -> Network:
    """Six ratings of two types on a third, in two municipalities."""
    hosts, ratings = overlapping()
    random = np.random.default_rng(seed)
    ratings["level"] = random.integers(0, 6, len(ratings))
    return hosts, ratings


def without_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        release_audit, "unsafe", lambda found: np.zeros(len(found.levels), dtype=bool)
    )


def test_without_the_audit_ratings_are_recovered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked(*overlapping()) == []
    without_audit(monkeypatch)
    found = attacked(*overlapping())
    assert "rating 2: 0" in found
    assert "rating 3: 5" in found


def test_without_the_audit_random_networks_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    without_audit(monkeypatch)
    for sparse in (
        network(1, sizes=(6, 6), places=4, share=0.25),
        network(0, sizes=(4, 4, 4), places=4, share=0.4),
    ):
        assert attacked(*sparse)


def test_without_the_primary_rule_and_audit_single_cells_speak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_audit(monkeypatch)
    monkeypatch.setattr(release_domain, "MINIMUM_RATERS", 1)
    monkeypatch.setattr(release_domain, "MAXIMUM_SHARE", 1.0)
    assert attacked(*network(0, sizes=(4, 3), share=0.2))


def test_exact_counts_would_give_ratings_away() -> None:
    hosts, ratings = overlapping()
    ratings["level"] = 3
    release = release_of("2020", hosts, ratings)
    known = learned(hosts, ratings, release)
    assert recovered(hosts, ratings, known, release) == []
    cells = cells_of(hosts, ratings)["types"]
    counted = [
        Known(members=positions(cells == name), counts=(0, 0, 0, int((cells == name).sum()), 0, 0))
        for name in cells.unique()
    ]
    assert len(recovered(hosts, ratings, [*known, *counted], release)) >= len(ratings)


def changed_outside(hosts: pd.DataFrame, ratings: pd.DataFrame, level: int) -> pd.DataFrame:
    """Give every rating of a withheld type cell another level."""
    release = release_of("2020", hosts, ratings)
    shown = {(c.row, c.column) for c in release.types if c.state is CellState.VALUE}
    inside = [
        pair in shown for pair in zip(ratings["rater_type"], ratings["rated_type"], strict=True)
    ]
    return ratings.assign(level=ratings["level"].where(inside, (ratings["level"] + level) % 6))


def keeps_primary_rule(hosts: pd.DataFrame, ratings: pd.DataFrame) -> bool:
    """Whether every withheld type cell is withheld by who rated whom alone."""
    frame = ratings.assign(rater_ags=ratings["rater_key"].map(hosts.set_index("key")["ags"]))
    code = frame.groupby(["rater_type", "rated_type"]).ngroup().to_numpy()
    primary = release_domain.publishable(frame, code)[code]
    return bool((release_domain.release(frame).counted.to_numpy() == primary).all())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), level=st.integers(1, 5))
def test_levels_of_withheld_type_cells_enter_no_figure(seed: int, level: int) -> None:
    hosts, ratings = network(seed, sizes=(5, 3, 2, 1), places=3, share=0.4)
    if not keeps_primary_rule(hosts, ratings):
        return
    after = changed_outside(hosts, ratings, level)
    for name in CRITERIA:  # criteria are figures of their own
        after[name] = ratings[name]
    assert repr(release_of("2020", hosts, after)) == repr(release_of("2020", hosts, ratings))


def test_without_the_base_withheld_levels_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts, ratings = network(3, sizes=(5, 3, 2, 1), places=2, share=0.8)
    after = changed_outside(hosts, ratings, 3)
    assert not after["level"].equals(ratings["level"])
    for name in CRITERIA:
        after[name] = ratings[name]
    assert repr(release_of("2020", hosts, after)) == repr(release_of("2020", hosts, ratings))
    monkeypatch.setattr(release_domain, "_base", lambda types: np.ones(len(types.code), dtype=bool))
    assert repr(release_of("2020", hosts, after)) != repr(release_of("2020", hosts, ratings))
