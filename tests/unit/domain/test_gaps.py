"""The truth table of the gap matrix, by hand."""

import math

import pandas as pd
import pytest

from lib.domain.errors import MeasureError
from lib.domain.gaps import GapState, GapThresholds, gap_cells, most_urgent

DEFAULT = GapThresholds()
# A column of 4 other municipalities with 8 offers for 4 000 children sets the Region's density.
CELL = {
    "ags": "m",
    "column": "kita",
    "phase": "3-6",
    "offers_count": 2,
    "confirmed_count": 1,
    "confirmed_24_months_count": 1,
    "children_count": 1000.0,
    "has_any_report": True,
    "has_decision": False,
}
OTHERS = [CELL | {"ags": f"o{i}"} for i in range(4)]


def judge(thresholds: GapThresholds = DEFAULT, **changes: object) -> pd.Series:
    frame = pd.DataFrame([CELL | changes, *OTHERS])
    return gap_cells(frame, thresholds=thresholds).iloc[0]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, GapState.COVERED),
        ({"offers_count": 0, "confirmed_24_months_count": 0}, GapState.GAP),
        ({"offers_count": 0, "confirmed_24_months_count": 0, "children_count": 0}, GapState.GAP),
        ({"offers_count": 0, "has_any_report": False}, GapState.NO_REPORT),
        # a scenario adds an offer where nobody reported: then there is something to judge
        ({"has_any_report": False}, GapState.COVERED),
        ({"confirmed_24_months_count": 0, "confirmed_count": 0}, GapState.UNCLEAR),
        ({"confirmed_24_months_count": 0, "children_count": 9000}, GapState.UNCLEAR),
        ({"children_count": 3000}, GapState.THIN),
        ({"children_count": math.nan}, GapState.COVERED),
        ({"children_count": 0}, GapState.COVERED),
        ({"has_decision": True}, GapState.COVERED),
        ({"has_decision": True, "offers_count": 0}, GapState.NONE_MEANT),
        ({"has_decision": True, "children_count": 3000}, GapState.NONE_MEANT),
        ({"has_decision": True, "confirmed_24_months_count": 0}, GapState.NONE_MEANT),
        (
            {"has_decision": True, "offers_count": 0, "has_any_report": False},
            GapState.NONE_MEANT,
        ),
    ],
)
def test_the_first_rule_that_fits_decides(changes: dict[str, object], state: GapState) -> None:
    assert judge(**changes)["state"] == state


def test_thin_begins_below_the_share_of_the_region_not_at_it() -> None:
    # 10 offers, 4 000 + K children; with K = 4 000 the density 0.5 meets D = 1.25 at 40 %
    at = GapThresholds(thin_below_share_pct=40)
    assert judge(at, children_count=4000)["state"] == GapState.COVERED
    above = GapThresholds(thin_below_share_pct=41)
    assert judge(above, children_count=4000)["state"] == GapState.THIN


def test_the_reference_comes_from_sums_and_leaves_unknown_children_out_of_both() -> None:
    assert judge(children_count=4000)["reference"] == pytest.approx(1000 * 10 / 8000)
    assert judge(children_count=math.nan)["reference"] == pytest.approx(1000 * 8 / 4000)
    assert math.isnan(judge(children_count=math.nan)["density"])


def test_twelve_months_ask_for_a_newer_confirmation() -> None:
    strict = GapThresholds(unclear_after_months=12)
    assert judge(strict, confirmed_count=0)["state"] == GapState.UNCLEAR
    assert judge(confirmed_count=0)["state"] == GapState.COVERED


def test_missing_offers_are_counted_up_to_the_threshold_in_gaps_and_thin_cells_only() -> None:
    gap = judge(offers_count=0, children_count=4000)
    assert gap["reference"] == pytest.approx(1.0)
    assert gap["missing_offers"] == pytest.approx(0.5 * 1.0 * 4)
    thin = judge(children_count=4000)
    assert thin["missing_offers"] == pytest.approx(0.5 * 1.25 * 4 - 2)
    assert math.isnan(judge()["missing_offers"])
    assert math.isnan(judge(offers_count=0, has_decision=True)["missing_offers"])


def test_the_region_without_any_children_is_judged_by_count_alone() -> None:
    frame = pd.DataFrame([CELL | {"children_count": math.nan, "offers_count": n} for n in (0, 3)])
    frame["ags"] = ["a", "b"]
    cells = gap_cells(frame, thresholds=DEFAULT)
    assert list(cells["state"]) == [GapState.GAP, GapState.COVERED]
    assert cells["reference"].isna().all()
    assert list(most_urgent(cells, count=5)["ags"]) == ["a"]


def test_most_urgent_goes_by_missing_offers_then_children_then_order() -> None:
    rows = [
        CELL | {"ags": "rich", "offers_count": 50},
        CELL | {"ags": "b-small", "offers_count": 0, "children_count": 500},
        CELL | {"ags": "unknown", "offers_count": 0, "children_count": math.nan},
        CELL | {"ags": "a-small", "offers_count": 0, "children_count": 500},
        CELL | {"ags": "large", "offers_count": 0, "children_count": 2000},
        CELL | {"ags": "old", "confirmed_24_months_count": 0},
    ]
    cells = gap_cells(pd.DataFrame(rows), thresholds=DEFAULT)
    order = ["large", "b-small", "a-small", "unknown"]
    assert list(most_urgent(cells, count=5)["ags"]) == order
    assert list(most_urgent(cells, count=2)["ags"]) == order[:2]


def test_a_phase_and_the_transition_into_it_are_named_once() -> None:
    bare = CELL | {"offers_count": 0}
    rows = [
        *OTHERS,
        *(other | {"column": "u~x", "offers_count": 4} for other in OTHERS),
        bare,
        bare | {"column": "u~x"},
        bare | {"column": "0-3", "phase": "0-3"},
    ]
    first = most_urgent(gap_cells(pd.DataFrame(rows), thresholds=DEFAULT), count=5)
    # the transition has the higher density in the Region, so more offers are missing there
    assert list(first["column"]) == ["u~x", "0-3"]


def test_no_cells_at_all_are_no_error() -> None:
    cells = gap_cells(pd.DataFrame([CELL]).iloc[:0], thresholds=DEFAULT)
    assert cells.empty
    assert most_urgent(cells, count=5).empty


def test_impossible_tables_are_refused() -> None:
    with pytest.raises(MeasureError):
        gap_cells(pd.DataFrame([CELL]).drop(columns="children_count"), thresholds=DEFAULT)
    with pytest.raises(MeasureError):
        gap_cells(pd.DataFrame([CELL, CELL]), thresholds=DEFAULT)
    with pytest.raises(MeasureError):
        gap_cells(pd.DataFrame([CELL | {"offers_count": -1}]), thresholds=DEFAULT)
