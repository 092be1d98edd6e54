"""What stands between two institutions: when a next step is late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from lib.insights import pair_sheet_facts
from lib.text import render

if TYPE_CHECKING:
    from collections.abc import Hashable

DAY = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("due", "is_late"), [("2021-06-29", True), ("2021-06-30", False), ("2021-07-01", False)]
)
def test_a_next_step_is_late_from_the_day_after_it_was_due(due: str, is_late: bool) -> None:
    row: dict[Hashable, Any] = {
        "next_step": "x",
        "next_step_due_on": pd.Timestamp(due),
        "next_step_owner": "",
    }
    fact = pair_sheet_facts._next_step(row, DAY)
    assert fact.warns is is_late
    assert ("passed" in render(fact.lines[1], "en")) is is_late
