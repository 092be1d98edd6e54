"""Need index against scipy and plain Python on the real census; its laws; bad input."""

from __future__ import annotations

import math
import statistics
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import zscore

from lib.domain.errors import MeasureError
from lib.domain.need_index import (
    COMPONENTS,
    DEFAULT_WEIGHTS,
    MOST_WEIGHT,
    SHARE,
    SHARE_STATE,
    NeedComponent,
    Z,
    need_index,
    read_weights,
    share_of_sums,
    weights_text,
    z_scores,
)
from lib.settings import ROOT
from lib.text import msg

A = NeedComponent(
    code="a",
    label=msg("A"),
    short_label=msg("A"),
    numerator_codes=("n",),
    denominator_codes=("d",),
)
B = NeedComponent(
    code="b",
    label=msg("B"),
    short_label=msg("B"),
    numerator_codes=("n",),
    denominator_codes=("d",),
    default_weight=0,
)


def part(numerators: list[float], denominators: list[float] | None = None) -> pd.DataFrame:
    whole = denominators or [1000.0] * len(numerators)
    names = [f"{position:08d}" for position in range(len(numerators))]
    return pd.DataFrame({"ags": names, "numerator": numerators, "denominator": whole})


def census(prefix: str) -> pd.DataFrame:
    table = pd.read_csv(ROOT / "data" / "context" / "gemeinden.csv", dtype={"ags": str})
    return table[table["ags"].str.startswith(prefix)].reset_index(drop=True)


def real_parts(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        one.code: pd.DataFrame(
            {
                "ags": table["ags"],
                "numerator": sum(table[code] for code in one.numerator_codes),
                "denominator": sum(table[code] for code in one.denominator_codes),
            }
        )
        for one in COMPONENTS
    }


@pytest.mark.parametrize("weights", [DEFAULT_WEIGHTS, (1, 2, 0, 3), (0, 0, 1, 0)])
def test_real_census_of_the_region_against_scipy(weights: tuple[int, ...]) -> None:
    table = census("03241")
    assert len(table) == 21
    given_weights = {one.code: w for one, w in zip(COMPONENTS, weights, strict=True)}
    result = need_index(real_parts(table), components=COMPONENTS, weights=given_weights)
    families = table["haushalte_alleinerziehende"] + table["haushalte_paare_mit_kind"]
    population = table["zensus_bevoelkerung"]
    shares = {
        "alleinerziehende": table["haushalte_alleinerziehende"] / families,
        "einwanderungsgeschichte": table["personen_einwanderungsgeschichte"] / population,
        "auslaendisch": table["personen_auslaendisch"] / population,
        "kinder_unter_10": table["kinder_unter_10"] / population,
    }
    expected = np.zeros(len(table))
    for one, weight in zip(COMPONENTS, weights, strict=True):
        scores = zscore(shares[one.code].to_numpy(), ddof=0)
        np.testing.assert_allclose(result.frame[one.code + Z], scores, rtol=1e-10)
        np.testing.assert_allclose(result.frame[one.code + SHARE], 100 * shares[one.code])
        expected += weight * scores
    np.testing.assert_allclose(result.frame["index"], expected / sum(weights), rtol=1e-10)
    assert (result.frame["index_state"] == "value").all()
    assert result.frame["index"].mean() == pytest.approx(0, abs=1e-12)


def test_a_state_with_gaps_against_plain_python() -> None:
    table = census("03")
    result = need_index(
        real_parts(table),
        components=COMPONENTS,
        weights=dict(zip((one.code for one in COMPONENTS), DEFAULT_WEIGHTS, strict=True)),
    )
    rows = table.to_dict("records")

    def share(row: dict[Any, Any], one: NeedComponent) -> float | None:
        over = sum(row[code] for code in one.numerator_codes)
        under = sum(row[code] for code in one.denominator_codes)
        return None if math.isnan(over + under) or under < 100 else over / under

    sums: list[float | None] = [0.0] * len(rows)
    used = [one for one in COMPONENTS if one.default_weight]
    for one in used:
        found = [share(row, one) for row in rows]
        known = [value for value in found if value is not None]
        mean, spread = statistics.fmean(known), statistics.pstdev(known)
        sums = [
            None if total is None or value is None else total + (value - mean) / spread
            for total, value in zip(sums, found, strict=True)
        ]
    expected = [math.nan if total is None else total / len(used) for total in sums]
    np.testing.assert_allclose(result.frame["index"], expected, rtol=1e-9)
    missing = result.frame["index"].isna()
    assert missing.sum() > 50  # unincorporated areas and very small municipalities
    assert set(result.frame.loc[missing, "index_state"]) == {"unknown", "not_computable"}


def test_default_components_do_not_count_migration_twice() -> None:
    table = census("03241")
    frame = need_index(real_parts(table), components=COMPONENTS, weights={}).frame
    together = frame["einwanderungsgeschichte_share"].corr(frame["auslaendisch_share"])
    assert together > 0.95
    by_code = {one.code: one.default_weight for one in COMPONENTS}
    assert (by_code["einwanderungsgeschichte"], by_code["auslaendisch"]) == (1, 0)


numbers = st.lists(st.integers(0, 1000), min_size=2, max_size=30)


@given(numbers, st.integers(2, 50))
def test_scaling_a_component_changes_nothing(values: list[int], factor: int) -> None:
    plain = need_index({"a": part([float(v) for v in values])}, components=(A,), weights={"a": 1})
    scaled = need_index(
        {"a": part([float(v) * factor for v in values])}, components=(A,), weights={"a": 1}
    )
    np.testing.assert_allclose(plain.frame["index"], scaled.frame["index"], atol=1e-9)


@given(numbers, numbers, st.integers(1, MOST_WEIGHT))
def test_the_other_direction_mirrors(one: list[int], two: list[int], weight: int) -> None:
    size = min(len(one), len(two))
    parts = {"a": part([float(v) for v in one[:size]]), "b": part([float(v) for v in two[:size]])}

    def index(direction: int) -> pd.Series[float]:
        turned = [
            NeedComponent(
                code=code,
                label=msg("A"),
                short_label=msg("A"),
                numerator_codes=("n",),
                denominator_codes=("d",),
                direction=direction,
            )
            for code in "ab"
        ]
        weights = {"a": weight, "b": 1}
        return need_index(parts, components=turned, weights=weights).frame["index"]

    np.testing.assert_allclose(index(1), -index(-1), atol=1e-12)


@given(numbers)
def test_z_has_mean_0_and_deviation_1_or_is_0(values: list[int]) -> None:
    z = z_scores(pd.Series(values, dtype="float64"))
    assert abs(z.mean()) < 1e-9
    assert z.std(ddof=0) == pytest.approx(0 if len(set(values)) == 1 else 1)


def test_a_constant_component_has_no_effect_and_is_told() -> None:
    parts = {"a": part([100, 200, 300]), "b": part([70, 70, 70])}
    result = need_index(parts, components=(A, B), weights={"a": 1, "b": 1})
    alone = need_index({"a": parts["a"]}, components=(A,), weights={"a": 1})
    assert result.frame["b_z"].tolist() == [0, 0, 0]
    np.testing.assert_allclose(result.frame["index"] * 2, alone.frame["index"])
    assert [reading.is_constant for reading in result.components] == [False, True]


def test_one_municipality_lies_at_its_own_mean() -> None:
    result = need_index({"a": part([120])}, components=(A,), weights={"a": 1})
    assert result.frame["index"].tolist() == [0]
    assert result.components[0].is_constant


def test_missing_and_small_figures_are_two_different_things_and_nothing_is_filled_in() -> None:
    parts = {
        "a": part([100, math.nan, 5, 300], [1000, 1000, 99, 1000]),
        "b": part([10, 20, 30, 40]),
    }
    result = need_index(parts, components=(A, B), weights={"a": 1, "b": 1})
    assert result.frame["a_share_state"].tolist() == [
        "value",
        "unknown",
        "not_computable",
        "value",
    ]
    assert result.frame["index_state"].tolist() == result.frame["a_share_state"].tolist()
    assert result.frame["index"].isna().tolist() == [False, True, True, False]
    assert result.frame["b" + Z].notna().all()
    assert [one.missing_count for one in result.components] == [2, 0]
    # a component that does not count takes nobody's index away
    without = need_index(parts, components=(A, B), weights={"a": 0, "b": 1})
    assert without.frame["index"].notna().all()


def test_a_denominator_of_100_is_enough_and_zero_is_a_share() -> None:
    result = need_index({"a": part([0, 50], [100, 100])}, components=(A,), weights={"a": 1})
    assert result.frame["a" + SHARE].tolist() == [0, 50]
    assert result.frame["a" + SHARE_STATE].tolist() == ["value", "value"]


def test_all_weights_zero_means_the_default() -> None:
    parts = {"a": part([1, 2, 3]), "b": part([3, 1, 2])}
    result = need_index(parts, components=(A, B), weights={"a": 0, "b": 0})
    assert result.is_fallback
    assert [one.weight for one in result.components] == [1, 0]
    # where nothing of the default has figures, the rest counts alike
    rest = need_index({"b": parts["b"]}, components=(B,), weights={"b": 0})
    assert (rest.is_fallback, rest.components[0].weight) == (True, 1)


def test_a_component_without_any_figure_weighs_nothing() -> None:
    parts = {"a": part([math.nan] * 3), "b": part([3, 1, 2])}
    result = need_index(parts, components=(A, B), weights={"a": 3, "b": 1})
    assert [one.weight for one in result.components] == [0, 1]
    assert result.frame["index"].notna().all()
    nothing = need_index({"a": parts["a"]}, components=(A,), weights={"a": 1})
    assert nothing.frame["index"].isna().all()
    assert set(nothing.frame["index_state"]) == {"unknown"}


def test_no_municipality_and_no_component() -> None:
    assert need_index({"a": part([])}, components=(A,), weights={"a": 1}).frame.empty
    assert need_index({}, components=(), weights={}).frame.empty


def test_share_of_the_extent_comes_from_sums() -> None:
    one = part([10, 90, math.nan], [100, 300, 500])
    assert share_of_sums(one) == 25
    assert math.isnan(share_of_sums(part([0], [0])))


@pytest.mark.parametrize(
    ("parts", "weights"),
    [
        ({"a": part([-1, 2])}, {"a": 1}),
        ({"a": pd.concat([part([1]), part([2])])}, {"a": 1}),
        ({"a": part([1, 2])}, {"a": MOST_WEIGHT + 1}),
        ({"a": part([1, 2])}, {"a": -1}),
        ({"a": part([1, 2]), "b": part([1, 2, 3])}, {"a": 1}),
    ],
)
def test_what_cannot_be_is_refused(parts: dict[str, pd.DataFrame], weights: dict[str, int]) -> None:
    with pytest.raises(MeasureError):
        need_index(parts, components=(A, B)[: len(parts)], weights=weights)


@given(st.tuples(*[st.integers(0, MOST_WEIGHT)] * len(COMPONENTS)))
def test_weights_survive_a_link(weights: tuple[int, ...]) -> None:
    assert read_weights(weights_text(weights)) == weights


@pytest.mark.parametrize("text", ["", "1", "1.1.1", "1.1.1.1.1", "1.1.4.1", "1.-1.1.1", "a.b.c.d"])
def test_what_is_no_weights_reads_as_none(text: str) -> None:
    assert read_weights(text) is None
