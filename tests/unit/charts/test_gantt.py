"""The timeline of measures: what is drawn, where it is cut, and that no status lacks its word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lib.charts.gantt import gantt
from lib.charts.gantt_model import (
    FILLS,
    MARK_FILLS,
    SHAPES,
    GanttLook,
    GanttMark,
    GanttRow,
    GanttSpan,
    bar_frame,
    mark_frame,
)
from lib.charts.pictures import to_svg
from lib.domain.measure_timing import MilestoneState
from lib.domain.vocabulary import MeasureStatus

SPAN = GanttSpan(
    first=date(2019, 1, 1),
    last=date(2022, 12, 31),
    day=date(2021, 6, 30),
    ahead=date(2022, 6, 30),
    day_label="Stichtag 30.06.2021",
)
LOOK = GanttLook(
    language="de",
    marks={"done": "erledigt", "due": "fällig", "overdue": "überfällig", "funding": "Geld"},
    headings=("Maßnahme",),
    mark_heading="Meilenstein",
    width_px=400,
)


def row(key: str, **more: Any) -> GanttRow:
    given = {"name": key, "status": "running", "state": "läuft", "tooltip": (key,), **more}
    return GanttRow(key=key, **given)


ROWS = [
    GanttRow(key="g", name="Leitziel <b>"),
    row("cut", starts_on=date(2010, 1, 1), ends_on=date(2030, 1, 1)),
    row("within", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)),
    row("endless", starts_on=date(2020, 1, 1)),
    row("undated"),
    row("past", starts_on=date(2010, 1, 1), ends_on=date(2012, 1, 1)),
    row(
        "marked",
        starts_on=date(2020, 1, 1),
        marks=(
            GanttMark(kind="overdue", day=date(2021, 1, 1), tooltip="spät"),
            GanttMark(kind="done", day=date(2015, 1, 1), tooltip="früher"),
        ),
    ),
]


def test_bars_are_cut_to_the_time_shown_and_say_where_they_go_on() -> None:
    bars: dict[str, Any] = {
        str(bar["key"]): bar for bar in bar_frame(ROWS, SPAN, LOOK).to_dict("records")
    }
    assert (bars["cut"]["before"], bars["cut"]["after"]) == (True, True)
    assert bars["cut"]["start"].date() == SPAN.first
    assert bars["cut"]["end"].date() == SPAN.last
    assert (bars["within"]["before"], bars["within"]["after"]) == (False, False)
    assert (bars["endless"]["before"], bars["endless"]["after"]) == (False, True)
    assert not any(bars[key]["has_bar"] for key in ("undated", "past", "g"))


def test_marks_outside_the_time_shown_are_left_out() -> None:
    marks = mark_frame(ROWS, SPAN)
    assert marks[["key", "mark"]].to_numpy().tolist() == [["marked", "overdue"]]


def test_every_status_has_a_fill_and_every_milestone_a_shape_of_its_own() -> None:
    assert set(FILLS) == {status.value for status in MeasureStatus}
    assert set(SHAPES) == set(MARK_FILLS) == {*(state.value for state in MilestoneState), "funding"}
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert len(set(FILLS.values())) == len(FILLS)


def test_the_file_holds_every_word_as_text() -> None:
    svg = to_svg(gantt(ROWS, span=SPAN, look=LOOK)).decode()
    for word in ("läuft", "Stichtag 30.06.2021", "within", "überfällig", "Leitziel &lt;b&gt;"):
        assert word in svg
    assert "<b>" not in svg


@pytest.mark.parametrize("fills_height", [False, True])
def test_only_the_page_listens_to_clicks(*, fills_height: bool) -> None:
    look = GanttLook(
        language="de",
        marks=LOOK.marks,
        headings=("Maßnahme",),
        mark_heading="Meilenstein",
        fills_height=fills_height,
    )
    params = gantt(ROWS, span=SPAN, look=look).to_dict()["params"]
    listens = any(param["name"] == "measure" for param in params)
    assert listens is not fills_height
