"""The goal tree as lists for the browser: one entry a row, top down, in the reader's language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lib.charts.weather_icons import FILLS, INKS, SHAPES, edge_of
from lib.domain.indicator_status import STATUS_LABELS, Status, worst
from lib.domain.trend import TREND_LABELS, TREND_SYMBOLS, Trend
from lib.domain.vocabulary import GOAL_LEVEL_LABELS, MEASURE_STATUS_LABELS, GoalLevel, IndicatorKind
from lib.insights.indicator_words import target_text
from lib.text import Message, format_number, msg, nmsg, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.insights.goal_tree import GoalMeasure, GoalNode, IndicatorRow
    from lib.insights.goals import GoalsInsight
    from lib.text import Language, Text

GOAL, INDICATOR, MEASURE = range(3)
NO_STATUS: Final = -1


@dataclass(slots=True)
class _Rows:
    """Lists of equal length; what a kind of row does not have is empty."""

    language: Language
    order: tuple[Status, ...]
    municipalities: Mapping[str, str]
    counts_of: Mapping[str, Counter[Status]]
    phrases: Mapping[str, str]
    kinds: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    counts: list[list[int]] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    trends: list[str] = field(default_factory=list)

    def t(self, text: Text) -> str:
        return render(text, self.language)

    def add(
        self,
        kind: int,
        depth: int,
        key: str,
        name: Text,
        *,
        level: Text = "",
        facts: Sequence[str] = (),
        status: Status | None = None,
        counts: Counter[Status] | None = None,
        value: Text = "",
        target: Text = "",
        trend: str = "",
    ) -> None:
        """Append one row."""
        self.kinds.append(kind)
        self.depths.append(depth)
        self.keys.append(key)
        self.levels.append(self.t(level))
        self.names.append(self.t(name))
        self.facts.append(" · ".join(facts))
        self.statuses.append(NO_STATUS if status is None else self.order.index(status))
        self.counts.append([counts[s] for s in self.order] if counts is not None else [])
        self.values.append(self.t(value))
        self.targets.append(self.t(target))
        self.trends.append(trend)


def tree_rows(
    insight: GoalsInsight,
    *,
    language: Language,
    order: tuple[Status, ...],
    municipalities: Mapping[str, str],
    within: GoalsInsight | None = None,
) -> dict[str, object]:
    """Write the tree; `order` are the statuses that numbers of the rows stand for.

    `within` is the tree before it was narrowed to one status: a goal's distribution keeps all.
    """
    whole = within or insight
    counts = {node.key: node.counts() for top in whole.tree for node in top.walk()}
    rows = _Rows(language, order, municipalities, counts, _phrases(language))
    trends = {trend: _trend(trend, language) for trend in Trend}
    for node in insight.tree:
        _goal(rows, node, 0, trends)
    if insight.unattached:
        counts[""] = Counter(row.status for row in whole.unattached)
        _without_goal(rows, insight.unattached, trends)
    plain = ("kinds", "depths", "keys", "names", "statuses", "counts", "values")
    return {
        **{name: getattr(rows, name) for name in plain},
        **{name: _coded(getattr(rows, name)) for name in ("levels", "facts", "targets", "trends")},
    }


def _coded(texts: list[str]) -> dict[str, list[str] | list[int]]:
    """Send a text that many rows share once."""
    places: dict[str, int] = {}
    codes = [places.setdefault(text, len(places)) for text in texts]
    return {"words": list(places), "codes": codes}


def status_looks(order: tuple[Status, ...], language: Language) -> list[dict[str, str]]:
    """Word, colours and drawing of each status."""
    return [
        {
            "word": render(STATUS_LABELS[status], language),
            "fill": FILLS[status.value],
            "ink": INKS[status.value],
            "edge": edge_of(status.value),
            "path": SHAPES[status.value],
        }
        for status in order
    ]


def _goal(rows: _Rows, node: GoalNode, depth: int, trends: Mapping[Trend, str]) -> None:
    counts = rows.counts_of[node.key]
    is_top = node.level is GoalLevel.STRATEGIC
    rows.add(
        GOAL,
        depth,
        node.key,
        node.title,
        level=msg("Strategic goal {number}:", number=str(node.number))
        if is_top
        else GOAL_LEVEL_LABELS[node.level],
        facts=_facts(rows, node),
        status=worst(counts) if counts else None,
        counts=counts,
        value=_unjudged(rows, counts),
    )
    for row in node.indicators:
        _indicator(rows, row, depth + 1, trends)
    for measure in node.measures:
        _measure(rows, measure, depth + 1)
    for child in node.children:
        _goal(rows, child, depth + 1, trends)


def _facts(rows: _Rows, node: GoalNode) -> list[str]:
    facts = []
    if node.ags:
        facts.append(rows.municipalities.get(node.ags, node.ags))
    if node.responsible_body:
        facts.append(node.responsible_body)
    if node.measures:
        facts.append(rows.t(nmsg("{count} measure", "{count} measures", len(node.measures))))
    return facts


def _unjudged(rows: _Rows, counts: Counter[Status]) -> str:
    """Say how many have no judgement; a value that nobody stated is something else."""
    told = []
    if count := counts[Status.NOT_JUDGED]:
        sentence = msg("{count} of {total} not assessable", count=count, total=counts.total())
        told.append(rows.t(sentence))
    if count := counts[Status.NO_VALUES]:
        told.append(rows.t(msg("{count} not stated", count=count)))
    return " · ".join(told)


def _without_goal(
    rows: _Rows, unattached: tuple[IndicatorRow, ...], trends: Mapping[Trend, str]
) -> None:
    counts = rows.counts_of[""]
    rows.add(
        GOAL,
        0,
        "",
        msg("Indicators without a goal"),
        status=worst(counts),
        counts=counts,
        value=_unjudged(rows, counts),
    )
    for row in unattached:
        _indicator(rows, row, 1, trends)


def _indicator(rows: _Rows, row: IndicatorRow, depth: int, trends: Mapping[Trend, str]) -> None:
    rows.add(
        INDICATOR,
        depth,
        row.key,
        row.name,
        status=row.status,
        value=_newest(rows, row),
        target=_aim(rows, row),
        trend=trends[row.trend] if row.value is not None else "",
    )


def _newest(rows: _Rows, row: IndicatorRow) -> Text:
    if row.value is None:
        return msg("not stated")
    value = _amount(rows, row, row.value)
    return rows.phrases["newest"].format(value=value, year=row.value_year)


def _aim(rows: _Rows, row: IndicatorRow) -> Text:
    """Say the target as `target_text` does; the two common kinds from phrases (thousands)."""
    is_plain = row.comparator is None and not row.parts_count and row.target_to is None
    if not is_plain or row.target_value is None or row.kind is IndicatorKind.DIRECTION_ONLY:
        return target_text(row)
    is_held = row.kind is IndicatorKind.HOLD_EVERY_YEAR
    phrase = rows.phrases["held" if is_held else "reached"]
    return phrase.format(value=_amount(rows, row, row.target_value), year=row.target_year)


def _amount(rows: _Rows, row: IndicatorRow, value: float) -> str:
    number = format_number(value, rows.language, decimals=row.decimals)
    return rows.phrases["amount"].format(value=number, unit=rows.t(row.unit))


def _phrases(language: Language) -> dict[str, str]:
    """Sentences of every row, looked up once; names in braces stand for the figures."""
    value, unit, year = "{value}", "{unit}", "{year}"
    texts: dict[str, Message] = {
        "amount": msg("{value} {unit}", value=value, unit=unit),
        "newest": msg("{value} ({year})", value=value, year=year),
        "held": msg("{value} every year", value=value),
        "reached": msg("{value} by {year}", value=value, year=year),
    }
    return {name: render(text, language) for name, text in texts.items()}


def _measure(rows: _Rows, measure: GoalMeasure, depth: int) -> None:
    facts: list[str] = []
    if measure.responsible_body:
        facts.append(measure.responsible_body)
    facts.append(
        rows.t(nmsg("{count} offer", "{count} offers", measure.offers_count))
        if measure.offers_count
        else rows.t(msg("no offer linked"))
    )
    rows.add(
        MEASURE,
        depth,
        measure.key,
        measure.title,
        level=msg("Goal measure"),
        value=MEASURE_STATUS_LABELS[measure.status],
        target=" · ".join(facts),
    )


def _trend(trend: Trend, language: Language) -> str:
    word: Message = TREND_LABELS[trend]
    return f"{TREND_SYMBOLS[trend]} {render(word, language)}".strip()
