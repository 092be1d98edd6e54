"""The cooperation sheet of two institutions: both directions, what stands, its course. Circle only.

What the two institutions look at together: levels and criteria of a wave, the agreed level, the
agreement, the next step, all waves, and the operator's questions. Predecessors of a merged
institution belong to its course; where several of them rated the same direction in a wave, none of
the levels is taken (never guessed), and it is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.insights.cooperation import NOT_RATED, Scope, level_label
from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.insights.cooperation_detail import NO_LEVEL, pair_detail
from lib.insights.pair_history import OVERALL, Course, History, Side
from lib.insights.pair_sheet_facts import Fact, facts_of
from lib.store.queries import cooperation as queries
from lib.text import Label, Names, Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lib.domain.cooperation import PairRule
    from lib.insights.cooperation_detail import PairDetail
    from lib.insights.types import Provenance, Table
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

GENERAL: Final = msg("General")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of the comparison; a level of -1 means not rated."""

    label: Text
    is_overall: bool
    there: int
    back: int

    @property
    def difference(self) -> int | None:
        """Levels between both sides; None unless both rated."""
        return None if NO_LEVEL in {self.there, self.back} else abs(self.there - self.back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Questions of one criterion, or general ones."""

    label: Text
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSheet:
    """Everything on the sheet; `table.frame`: wave_label, rater_name, level, criteria, rated_on."""

    sides: tuple[Side, Side]
    wave: Text
    compared: tuple[Compared, ...]
    rated_on: tuple[date | None, date | None]
    facts: tuple[Fact, ...]
    course: Course
    questions: tuple[Questions, ...]
    level_names: tuple[str, ...]
    answer: tuple[Text, ...]
    table: Table
    provenance: Provenance

    def word(self, level: int) -> Text:
        """Name a level; "not rated" is no level."""
        return NOT_RATED if level == NO_LEVEL else level_label(level, self.level_names)


def pair_sheet(
    engine: Engine,
    *,
    wave: str,
    first_key: str,
    second_key: str,
    scope: Scope,
    lists: Lists,
    rule: PairRule,
) -> PairSheet:
    """Collect the sheet of a pair in a wave.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs, or there is no such pair in the wave.
    """
    detail = pair_detail(
        engine, wave=wave, rater_key=first_key, rated_key=second_key, scope=scope, rule=rule
    )
    there, back = detail.directions
    sides = _sides(engine, wave, (first_key, second_key), scope, lists)
    history = History.read(engine, sides, scope)
    return PairSheet(
        sides=sides,
        wave=dict(scope.waves).get(wave, wave),
        compared=(
            Compared(label=OVERALL, is_overall=True, there=there.level, back=back.level),
            *(
                Compared(label=label, is_overall=False, there=one, back=other)
                for (label, one), (_, other) in zip(there.criteria, back.criteria, strict=True)
            ),
        ),
        rated_on=(there.rated_on, back.rated_on),
        facts=facts_of(engine, wave, (first_key, second_key), scope),
        course=history.course(),
        questions=_questions(engine),
        level_names=scope.level_names,
        answer=_answer(detail),
        table=history.table(),
        provenance=scope.provenance(
            wave,
            msg("Single pairs: only for the circle that owns them, not for passing on."),
        ),
    )


def _answer(detail: PairDetail) -> tuple[Text, ...]:
    return detail.asymmetry, detail.pair_level


def _sides(
    engine: Engine, wave: str, keys: tuple[str, str], scope: Scope, lists: Lists
) -> tuple[Side, Side]:
    hosts = queries.institutions(engine, queries.RatingFilter(wave=wave), prefixes=scope.prefixes)
    known = hosts.set_index("key")
    types = dict(scope.types)
    first, second = (
        Side(
            key=key,
            name=str(known.loc[key, "name"]),
            type_label=types.get(str(known.loc[key, "type_code"]), ""),
            place=_place(str(known.loc[key, "ags"]), lists),
        )
        for key in keys
    )
    return first, second


def _place(ags: str, lists: Lists) -> Text:
    return lists.municipality_name(ags) if ags else msg("Whole region")


def _questions(engine: Engine) -> tuple[Questions, ...]:
    frame = queries.reflection_questions(engine)
    groups: Sequence[tuple[str, Text]] = (("", GENERAL), *CRITERIA_LABELS.items())
    found = []
    for criterion, label in groups:
        own = frame[frame["criterion"] == criterion]
        items = tuple(
            Label(de=german, en=english or german)
            for german, english in zip(own["text_de"], own["text_en"], strict=True)
        )
        if items:
            found.append(Questions(label=label, items=items))
    return tuple(found)


def institution_names(engine: Engine, *, wave: str, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Institutions of a wave by name, for choosing a pair: (key, name).

    Raises:
        StoreError: the database cannot answer.
    """
    hosts = queries.institutions(engine, queries.RatingFilter(wave=wave), prefixes=scope.prefixes)
    return tuple(sorted(zip(hosts["key"], hosts["name"], strict=True), key=_by_name))


def _by_name(host: tuple[str, str]) -> tuple[str, str]:
    return host[1].casefold(), host[0]


def pair_title(sheet: PairSheet) -> Text:
    """Name the sheet by its two institutions."""
    return msg("Cooperation sheet: {names}", names=Names(tuple(side.name for side in sheet.sides)))
