"""Earlier values: what was published first and corrected a year later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from tools.sample.base import Row, stream
from tools.sample.indicator_depth import published

if TYPE_CHECKING:
    from tools.sample.indicators import Indicator

COLUMNS: Final = (
    "indicator_key", "ags", "year", "published_on", "replaced_on", "value", "is_series_break",
    "note", "suspends_judgement",
)  # fmt: skip
NOTE: Final = "Beispieldaten: vorläufiger Wert"
#: Figures of 2020, published in March 2021, that June 2021 corrected: statuses change with them.
CORRECTED_IN_JUNE: Final[dict[str, float]] = {
    "u8-teilnahme": 93.3,
    "angebote-bestaetigt": 63.4,
    "ohne-abschluss": 6.4,
    "wartezeit-kita": 112.0,
}
#: Corrected a year after: how many of the Region's values and of the municipalities'.
REGIONAL_COUNT: Final = 14
MUNICIPAL_COUNT: Final = 8
_JUNE: Final = date(2021, 6, 15)


def _earlier(row: Row, *, value: float, replaced_on: date) -> Row:
    return {
        "indicator_key": row["indicator_key"], "ags": row["ags"], "year": row["year"],
        "published_on": row["published_on"], "replaced_on": replaced_on, "value": value,
        "is_series_break": row["is_series_break"], "note": NOTE,
        "suspends_judgement": row["suspends_judgement"],
    }  # fmt: skip


def with_revisions(observations: list[Row], indicators: list[Indicator]) -> list[Row]:
    """Return the earlier values; the rows that replaced them get their day of publication."""
    rng = stream("observation-revision")
    decimals = {one.cells["key"]: int(str(one.cells["decimals"])) for one in indicators}
    yearly = [row for row in observations if 2015 <= int(str(row["year"])) <= 2019]
    regional = rng.sample([row for row in yearly if row["ags"] is None], k=REGIONAL_COUNT)
    municipal = rng.sample([row for row in yearly if row["ags"]], k=MUNICIPAL_COUNT)
    revisions: list[Row] = []
    for row in [*regional, *municipal]:
        key, value = str(row["indicator_key"]), float(str(row["value"]))
        first = round(value * (1 + rng.choice((-1, 1)) * rng.uniform(0.015, 0.05)), decimals[key])
        if first == value:
            first = value + 10 ** -decimals[key]
        later = published(key, int(str(row["year"])) + 1)
        revisions.append(_earlier(row, value=first, replaced_on=later))
        row["published_on"] = later
    for row in observations:
        key = str(row["indicator_key"])
        if row["ags"] is None and row["year"] == 2020 and key in CORRECTED_IN_JUNE:
            revisions.append(_earlier(row, value=CORRECTED_IN_JUNE[key], replaced_on=_JUNE))
            row["published_on"] = _JUNE
    return revisions
