"""The indicators as light rows of the goal tree: thousands of them in a moment, none worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.status_grid import trend_grid
from lib.domain.vocabulary import Accountability, IndicatorKind
from lib.insights.goal_tree import IndicatorRow
from lib.insights.indicator_base import comparator_name, shown_target, statuses, whole
from lib.text import Label

if TYPE_CHECKING:
    from lib.domain.indicator_status import Method
    from lib.insights.indicator_base import IndicatorBase


def rows_of(base: IndicatorBase, *, year: int, method: Method) -> list[IndicatorRow]:
    """Judge every indicator in one year, in the order of the base."""
    judged = statuses(base, years=(year,), method=method)
    trends = trend_grid(base.cases, year=year) if base.cases else []
    latest = _latest(base, year)
    rows = []
    for record, case, trend in zip(base.records, base.cases, trends, strict=True):
        key = str(record["key"])
        target = shown_target(case, year)
        value_year, value = latest.get(key, (None, None))
        rows.append(
            IndicatorRow(
                key=key,
                goal_key=str(record["goal_key"]),
                name=Label(record["name_de"], record["name_en"] or record["name_de"]),
                unit=Label(record["unit"], record["unit_en"] or record["unit"]),
                decimals=int(record["decimals"]),
                kind=IndicatorKind(record["kind"]),
                status=judged[key][0],
                value=value,
                value_year=value_year,
                target_value=target.value if target else None,
                target_year=target.year if target else None,
                target_to=target.value_to if target else None,
                comparator=comparator_name(base, record),
                parts_count=len(case.parts),
                direction=case.rules.direction,
                trend=trend,
                impact_step=whole(record["impact_step"]),
                accountability=Accountability(record["accountability"]),
            )
        )
    return rows


def _latest(base: IndicatorBase, year: int) -> dict[str, tuple[int, float]]:
    """Newest value up to a year: key -> year and value."""
    frame = base.values
    known = frame[(frame["year"] <= year) & frame["value"].notna()]
    last = known.drop_duplicates("indicator_key", keep="last")
    columns = (last[name].tolist() for name in ("indicator_key", "year", "value"))
    return {key: (int(found), float(value)) for key, found, value in zip(*columns, strict=True)}
