"""What has changed since the last meeting? Each status as it was known on a day, and as it is now.

Then and now are judged by the same rules and targets, those of today: only what was known of the
values differs. Each side takes the newest year with a value, up to the year judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.domain.indicator_status import Method, Movement, Status, movement
from lib.insights.indicator_base import statuses
from lib.insights.status_change_words import answer, change_table, rules_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from lib.insights.goals import GoalsInsight
    from lib.insights.indicator_base import IndicatorBase
    from lib.insights.types import Provenance, Table
    from lib.store.engine import Engine
    from lib.text import Label, Message

#: Order of the groups: what a committee asks first.
ORDER: Final = (
    Movement.WORSENED,
    Movement.IMPROVED,
    Movement.NO_LONGER_JUDGED,
    Movement.NEWLY_JUDGED,
    Movement.SAME,
    Movement.UNJUDGED,
)
#: What has changed; the rest stands still.
MOVED: Final = ORDER[:4]


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value that was not known then, or not as this; `before` None: there was none."""

    year: int
    value: float | None  # None: taken back
    before: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Status in the newest year with a value; no year: no value yet."""

    year: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class KeyChange:
    """What became of one indicator; a combined one has no values of its own, but parts with."""

    before: Standing
    after: Standing
    movement: Movement
    news: tuple[NewValue, ...]
    parts_with_news: int = 0


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One indicator of the selection with what became of it."""

    key: str
    name: Label
    goal: str  # key of its strategic goal, "" = without a goal
    unit: Label
    decimals: int
    change: KeyChange


@dataclass(frozen=True, slots=True)
class StatusChange:
    """All indicators of a selection by movement, with answer, table and source."""

    since: date
    year: int
    method: Method
    groups: tuple[tuple[Movement, tuple[ChangeLine, ...]], ...]
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def lines(self) -> Iterator[ChangeLine]:
        """All indicators, group by group."""
        for _, lines in self.groups:
            yield from lines

    def counts(self) -> Counter[Movement]:
        """How many indicators moved how."""
        return Counter({movement: len(lines) for movement, lines in self.groups})

    def with_news(self) -> int:
        """How many indicators have new or revised values."""
        return sum(bool(line.change.news) for line in self.lines())


def key_changes(
    _engine: Engine, before: IndicatorBase, after: IndicatorBase, *, year: int, method: Method
) -> dict[str, KeyChange]:
    """Compare every indicator of a place as known on a day (`before`) with what is known now.

    Raises:
        MeasureError: an indicator cannot be judged by the method at all.
    """
    then, now = _standings(before, year, method), _standings(after, year, method)
    news = {key: _news(_series(before, key, year), _series(after, key, year)) for key in now}
    return {
        key: KeyChange(
            then[key],
            now[key],
            movement(then[key].status, now[key].status),
            news[key],
            sum(bool(news.get(part)) for part in after.case(key).parts),
        )
        for key in now
    }


def status_change(
    insight: GoalsInsight, changes: Mapping[str, KeyChange], *, since: date
) -> StatusChange:
    """Put the indicators of a selection and what became of them together."""
    lines = list(_lines(insight, changes))
    groups = tuple(
        (kind, kept)
        for kind in ORDER
        if (kept := tuple(line for line in lines if line.change.movement is kind))
    )
    return StatusChange(
        since=since,
        year=insight.year,
        method=insight.method,
        groups=groups,
        answer=answer(groups, since=since),
        table=change_table(groups, since=since),
        provenance=rules_note(insight.provenance),
    )


def _lines(insight: GoalsInsight, changes: Mapping[str, KeyChange]) -> Iterator[ChangeLine]:
    placed = [(node.key, row) for node in insight.tree for row in node.readings()]
    placed += [("", row) for row in insight.unattached]
    for goal, row in placed:
        if row.key in changes:
            yield ChangeLine(row.key, row.name, goal, row.unit, row.decimals, changes[row.key])


def _standings(base: IndicatorBase, year: int, method: Method) -> dict[str, Standing]:
    """Status of each indicator in its newest year with a value up to `year`.

    Parts and comparisons may be published apart. Where the newest year cannot be judged yet for
    want of the others, the last year that all of them have stands: nothing became "not
    assessable" by new data. A thunderstorm that one part decides alone is not hidden by this.
    """
    known = {case.key: _newest(base, case.key, year) for case in base.cases}
    years = tuple(sorted({at for pair in known.values() for at in pair if at is not None}))
    judged = statuses(base, years=years, method=method) if years else {}
    place = {found: at for at, found in enumerate(years)}

    def standing(key: str, newest: int | None, common: int | None) -> Standing:
        if newest is None:
            return Standing(None, Status.NO_VALUES)
        status = judged[key][place[newest]]
        if status is Status.NOT_JUDGED and common is not None:
            return Standing(common, judged[key][place[common]])
        return Standing(newest, status)

    return {key: standing(key, *pair) for key, pair in known.items()}


def _newest(base: IndicatorBase, key: str, year: int) -> tuple[int | None, int | None]:
    """Newest year with a value of the indicator or any part, and the newest that all have."""
    case = base.case(key)
    parts = [part for part in case.parts if part in base.places]
    members = [base.case(part) for part in parts] or [case]
    own = [{at for at in member.series if at <= year} for member in members]
    others = [member.comparator for member in members if member.comparator is not None]
    common = set.intersection(*own, *({at for at in other if at <= year} for other in others))
    return max(set().union(*own), default=None), max(common, default=None)


def _series(base: IndicatorBase, key: str, year: int) -> dict[int, float]:
    """Values of an indicator up to a year (a combined one has none of its own)."""
    return {at: value for at, value in base.case(key).series.items() if at <= year}


def _news(before: dict[int, float], after: dict[int, float]) -> tuple[NewValue, ...]:
    """Values that are new, revised or taken back, by year."""
    return tuple(
        NewValue(year, after.get(year), before.get(year))
        for year in sorted(before.keys() | after.keys())
        if before.get(year) != after.get(year)
    )
