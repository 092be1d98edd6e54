"""Which conversations are due? Pairs ranked by the stated rule, each with its reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.conversation import (
    ALL_REASONS,
    TALK_REASON_LABELS,
    TalkReason,
    TalkRule,
    ranked,
)
from lib.domain.errors import MeasureError
from lib.insights.cooperation import NO_WAVE, SINGLE_PAIRS_PROTECTED
from lib.insights.talk_pairs import candidates
from lib.insights.talk_words import reason_words, rule_words
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from lib.insights.cooperation import CooperationChoice, Scope
    from lib.insights.talk_pairs import Candidates
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

METHOD: Final = "conversation"
WHOLE_REGION: Final = msg("Whole region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One institution of a pair, with the municipality it stands in."""

    key: str
    name: str
    place: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a pair is on the list: what applies, its points, and the figures in words."""

    kind: TalkReason
    points: int
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One pair that should talk."""

    rank: int
    points: int
    first: Partner
    second: Partner
    reasons: tuple[Reason, ...]
    next_step: str
    due_on: date | None
    owner: str
    last_talked_on: date | None

    @property
    def code(self) -> str:
        """The pair as it stands in links: the smaller key first."""
        return "~".join(sorted((self.first.key, self.second.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkList:
    """The first pairs of the list, and how many it holds.

    `table.frame`: one row a pair of `talks` with rank, first_name, first_place, second_name,
    second_place, points, reasons, one column of points a reason, next_step, due_on, owner,
    last_talked_on. `is_tied`: the pair after the last one shown has the same points.
    """

    answer: tuple[Message, ...]
    talks: tuple[Talk, ...]
    pairs_count: int
    possible_count: int
    is_tied: bool
    rule: tuple[Message, ...]
    table: Table
    provenance: Provenance


def talk_list(
    engine: Engine,
    chosen: CooperationChoice,
    *,
    rule: TalkRule,
    limit: int,
    scope: Scope,
    lists: Lists,
) -> TalkList:
    """Rank the pairs that should talk; the first `limit` of them (0: all) are told in full.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    found = candidates(engine, chosen, scope=scope, lists=lists)
    due = ranked(found.pairs, rule, day=scope.state.reference_date)
    shown = due.head(limit) if limit else due
    talks = tuple(_talk(row, found, rule, lists) for row in shown.to_dict("records"))
    rest = due["points"].iloc[len(shown) :]
    return TalkList(
        answer=_answer(due, rule) if chosen.wave else (NO_WAVE,),
        talks=talks,
        pairs_count=len(due),
        possible_count=len(found.pairs),
        is_tied=not rest.empty and bool(rest.iloc[0] == shown["points"].iloc[-1]),
        rule=rule_words(rule),
        table=_table(shown, talks),
        provenance=scope.provenance(chosen.wave, *rule_words(rule), method=METHOD),
    )


def _talk(row: Mapping[Hashable, Any], found: Candidates, rule: TalkRule, lists: Lists) -> Talk:
    first, second = (_partner(row[end], found, lists) for end in ("first", "second"))
    reasons = tuple(
        Reason(
            kind=kind,
            points=int(row[f"points_{kind}"]),
            words=reason_words(kind, row, rule=rule, lists=lists),
        )
        for kind in ALL_REASONS
        if row[f"points_{kind}"]
    )
    return Talk(
        rank=int(row["rank"]),
        points=int(row["points"]),
        first=first,
        second=second,
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.points)),
        next_step=str(row["next_step"]),
        due_on=_day(row["due_on"]),
        owner=str(row["next_step_owner"]),
        last_talked_on=_day(row["last_talked_on"]),
    )


def _partner(key: str, found: Candidates, lists: Lists) -> Partner:
    host = found.institutions.loc[key]
    place = lists.municipality_name(host["ags"]) if host["ags"] else WHOLE_REGION
    return Partner(key=key, name=str(host["name"]), place=place)


def _day(value: Any) -> date | None:  # noqa: ANN401  a time stamp or nothing
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _answer(due: pd.DataFrame, rule: TalkRule) -> tuple[Message, ...]:
    """Say how many pairs should talk, and which reason most often gives the most points."""
    if not rule.reasons:
        return (msg("No reason is chosen, so no pair is listed. Please choose at least one."),)
    if due.empty:
        return (
            nmsg(
                "No pair of this selection reaches {count} point: no conversation is due by "
                "this rule.",
                "No pair of this selection reaches {count} points: no conversation is due by "
                "this rule.",
                rule.points_from,
            ),
        )
    each = due[[f"points_{kind}" for kind in rule.reasons]]
    weightiest = each.idxmax(axis="columns").value_counts()
    most = int(weightiest.max())
    kinds = [
        TALK_REASON_LABELS[kind] for kind in ALL_REASONS if weightiest.get(f"points_{kind}") == most
    ]
    listed = nmsg(
        "{count} pair of institutions should talk soon.",
        "{count} pairs of institutions should talk soon.",
        len(due),
    )
    reason = nmsg(
        "Most often, “{reason}” weighs most (in {count} pair).",
        "Most often, “{reason}” weighs most (in {count} pairs).",
        most,
        reason=kinds[0],
    )
    quoted = [msg("“{reason}”", reason=kind) for kind in kinds]
    reasons = nmsg(
        "Most often, {reasons} weigh most (each in {count} pair).",
        "Most often, {reasons} weigh most (each in {count} pairs).",
        most,
        reasons=Names(tuple(quoted)),
    )
    return listed, reason if len(kinds) == 1 else reasons


def _table(shown: pd.DataFrame, talks: tuple[Talk, ...]) -> Table:
    """Everything that the list says, a column each."""
    number, message, day = ColumnKind.NUMBER, ColumnKind.MESSAGE, ColumnKind.DATE
    texts: dict[str, list[Any]] = {
        "first_name": [talk.first.name for talk in talks],
        "first_place": [talk.first.place for talk in talks],
        "second_name": [talk.second.name for talk in talks],
        "second_place": [talk.second.place for talk in talks],
        "reasons": [_joined(talk) for talk in talks],
        "owner": [talk.owner for talk in talks],
    }
    frame = shown.assign(
        **{name: pd.Series(cells, shown.index, dtype=object) for name, cells in texts.items()}
    )
    for name in ("next_step", "owner"):
        frame[name] = frame[name].where(frame[name] != "", None)
    columns = (
        Column("rank", msg("Rank"), number, help=msg("Pairs with the same points share a rank.")),
        Column("first_name", msg("Institution")),
        Column("first_place", msg("Municipality"), message),
        Column("second_name", msg("Other institution")),
        Column("second_place", msg("Its municipality"), message),
        Column("points", msg("Points"), number, help=msg("Sum of the points of all reasons.")),
        Column("reasons", msg("Reasons"), message),
        *(
            Column(
                f"points_{kind}", msg("Points: {reason}", reason=TALK_REASON_LABELS[kind]), number
            )
            for kind in ALL_REASONS
        ),
        Column("next_step", msg("Next step")),
        Column("due_on", msg("Due on"), day),
        Column("owner", msg("Responsible")),
        Column("last_talked_on", msg("Last talk"), day),
    )
    return Table(frame, columns, caption=msg("Pairs that should talk"))


def _joined(talk: Talk) -> Text:
    """All reasons of a pair as one text: "a; b"."""
    text: Text = talk.reasons[0].words
    for reason in talk.reasons[1:]:
        text = msg("{one}; {more}", one=text, more=reason.words)
    return text
