"""Indicators and their values: the Region's are written down, municipal ones drawn around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tools.sample.base import Row, stream
from tools.sample.indicator_depth import SUSPENDING, before_2014, depth, published
from tools.sample.indicator_texts import BLOCKS

if TYPE_CHECKING:
    from tools.sample.base import Place

INDICATOR_COLUMNS: Final = (
    "key", "goal_key", "position", "name_de", "name_en", "definition_de", "definition_en",
    "unit", "unit_en", "decimals", "direction", "kind", "baseline_year", "baseline_value",
    "target_value", "target_value_to", "target_year", "minimum_values", "comparator_key",
    "part_keys", "source", "accountability", "impact_step", "caveat_de", "caveat_en",
    "contact_role", "next_update_on",
)  # fmt: skip
OBSERVATION_COLUMNS: Final = (
    "indicator_key", "ags", "year", "value", "is_series_break", "note", "suspends_judgement",
    "published_on",
)  # fmt: skip
FIRST_YEAR: Final = 2014
SOURCE: Final = "Beispieldaten (erfunden)"
KINDS: Final = {"reach": "reach_by_year", "hold": "hold_every_year", "direction": "direction_only"}
MODEL: Final = ("03241002", "03241005", "03241015")
#: "" where the word is the same.
UNITS_EN: Final = {
    "%": "", "Aufrufe": "page views", "Beratungen": "counselling cases",
    "Eltern je Treffen": "parents per meeting", "Familien": "families", "Fälle": "cases",
    "Haushalte": "households", "Kinder": "children",
    "Kinder je Fachkraft": "children per professional", "Konferenzen": "conferences",
    "Personen": "persons", "Punkte (1–5)": "points (1–5)", "Tage": "days",
    "Untersuchungen": "examinations",
}  # fmt: skip
BREAK_NOTE: Final = {
    "zahnkontrollen": "Beispieldaten: 2020 wegen der Pandemie nur wenige Untersuchungen",
    "ansprechperson-beruf": "Beispieldaten: ab 2018 neue Zählweise",
    "einschulung-zufrieden": "Beispieldaten: ab 2016 eine Frage mehr im Fragebogen",
}


@dataclass(frozen=True)
class Indicator:
    """One parsed block: the CSV row, the Region's values and where municipal values exist."""

    cells: Row
    values: dict[int, float]
    breaks: frozenset[int]
    municipal: str


def _parse(block: str, *, position: int) -> Indicator:
    head, name_de, name_en, text_de, text_en, series = block.strip().split("\n")
    key, goal, unit, decimals, sign, target, answers, municipal = head.split("; ")
    kind, *goalposts = target.split()
    accountability, step = answers.split()
    written = list(enumerate(series.split(), start=FIRST_YEAR))
    values = {year: float(text.rstrip("*")) for year, text in written if text != "-"}
    first = min(values, default=FIRST_YEAR)
    cells: Row = {
        "key": key, "goal_key": None if goal == "-" else goal, "position": position,
        "name_de": name_de, "name_en": name_en, "definition_de": text_de,
        "definition_en": text_en, "unit": unit, "unit_en": UNITS_EN[unit],
        "decimals": int(decimals), "direction": 1 if sign == "+" else -1, "kind": KINDS[kind],
        "baseline_year": first if goalposts else None,
        "baseline_value": values[first] if goalposts else None,
        "target_value": float(goalposts[0]) if goalposts else None,
        "target_year": int(goalposts[1]) if len(goalposts) > 1 else None,
        "source": SOURCE, "accountability": accountability, "impact_step": int(step),
    }  # fmt: skip
    cells |= depth(key)
    breaks = frozenset(year for year, text in written if text.endswith("*"))
    return Indicator(cells=cells, values=values, breaks=breaks, municipal=municipal)


def build() -> list[Indicator]:
    """Return the 38 indicators in the order of their texts."""
    blocks = BLOCKS.strip().split("\n\n")
    return [_parse(block, position=number) for number, block in enumerate(blocks, start=1)]


def _observation(one: Indicator, *, ags: str | None, year: int, value: float) -> Row:
    key = str(one.cells["key"])
    is_break = year in one.breaks
    return {
        "indicator_key": key, "ags": ags, "year": year, "value": value,
        "is_series_break": is_break, "note": BREAK_NOTE[key] if is_break else "",
        "suspends_judgement": is_break and key in SUSPENDING, "published_on": published(key, year),
    }  # fmt: skip


def _shares(one: Indicator, *, places: dict[str, Place]) -> list[Row]:
    """Draw municipal rates whose mean, weighted by children, stays the Region's value."""
    rng = stream(f"observation-{one.cells['key']}")
    decimals = int(str(one.cells["decimals"]))
    size = max(one.values.values()) * 0.10
    offsets = {ags: rng.gauss(0, size) for ags in places}
    slopes = {ags: rng.gauss(0, size / 9) for ags in places}
    weight = {ags: place.children_count for ags, place in places.items()}
    total = sum(weight.values())
    chosen = set(MODEL) if one.municipal == "modell" else set(places)
    if one.municipal == "einige":
        chosen = set(rng.sample(sorted(places), k=12))
    rows: list[Row] = []
    for year, level in one.values.items():
        raw = {
            ags: offsets[ags] + slopes[ags] * (year - FIRST_YEAR) + rng.gauss(0, size / 8)
            for ags in places
        }
        centre = sum(raw[ags] * weight[ags] for ags in places) / total
        for ags in sorted(chosen):
            is_missing = rng.random() < 0.04
            value = round(max(0.0, level + raw[ags] - centre), decimals)
            if str(one.cells["unit"]) == "%":
                value = min(100.0, value)
            if not is_missing:
                rows.append(_observation(one, ags=ags, year=year, value=value))
    return rows


def _counts(one: Indicator, *, places: dict[str, Place]) -> list[Row]:
    """Split the Region's counts over some municipalities by children; the rest stays open."""
    rng = stream(f"observation-{one.cells['key']}")
    total = sum(place.children_count for place in places.values())
    tilt = {ags: rng.uniform(0.7, 1.25) for ags in places}
    chosen = sorted(rng.sample(sorted(places), k=12))
    return [
        _observation(
            one,
            ags=ags,
            year=year,
            value=float(round(level * 0.8 * tilt[ags] * places[ags].children_count / total)),
        )
        for year, level in one.values.items()
        for ags in chosen
    ]


def observations(indicators: list[Indicator], *, places: dict[str, Place]) -> list[Row]:
    """Return all values: the Region's first (some from 2006 on), then the municipalities'."""
    rows = [
        _observation(one, ags=None, year=year, value=value)
        for one in indicators
        for year, value in (before_2014(str(one.cells["key"])) | one.values).items()
    ]
    for one in indicators:
        if one.municipal == "-":
            continue
        is_count = one.cells["unit"] not in {"%", "Tage", "Kinder je Fachkraft"}
        split = _counts if is_count else _shares
        rows += split(one, places=places)
    return rows
