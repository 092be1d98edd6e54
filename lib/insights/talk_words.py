"""The rule of the due conversations and the reasons of a pair, in words with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.agreements import AgreementStatus
from lib.domain.conversation import HOLDS, TalkReason, TalkRule
from lib.insights.cooperation import NOT_RATED, level_number
from lib.insights.talk_pairs import BETWEEN_CODES
from lib.text import Dated, Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from lib.store.queries.lists import Lists

NO_AGREEMENT: Final = msg("no valid agreement")


def rule_words(rule: TalkRule) -> tuple[Message, ...]:
    """Say the rule in two sentences, with its thresholds."""
    return (
        msg(
            "Points: ratings at least {apart} levels apart and a level that fell count one point a "
            "level; an overdue next step and an agreement that ends within half a year or has "
            "ended count 2; between two institutions of a transition, a level below {weak} or no "
            "rating counts 2 and no valid agreement 1; no talk for {months} months counts 1.",
            apart=Num(rule.apart_from),
            weak=Num(rule.weak_below),
            months=Num(rule.silent_months),
        ),
        nmsg(
            "A pair is listed from {count} point on; more points stand higher, the same points "
            "share a rank and stand by municipality and name.",
            "A pair is listed from {count} points on; more points stand higher, the same points "
            "share a rank and stand by municipality and name.",
            rule.points_from,
        ),
    )


def reason_words(
    kind: TalkReason,
    row: Mapping[Hashable, Any],
    *,
    rule: TalkRule,
    lists: Lists,
) -> Text:
    """Say why a pair is on the list."""
    words: dict[TalkReason, Callable[[], Message]] = {
        TalkReason.APART: lambda: _apart(row),
        TalkReason.FALLEN: lambda: _fallen(row),
        TalkReason.OVERDUE: lambda: msg("next step was due on {day}", day=_dated(row["due_on"])),
        TalkReason.AGREEMENT: lambda: _agreement(row),
        TalkReason.TRANSITION: lambda: _transition(row, rule, lists),
        TalkReason.SILENT: lambda: _silent(row),
    }
    return words[kind]()


def _apart(row: Mapping[Hashable, Any]) -> Message:
    """Both ratings in the order in which the pair is named."""
    levels = [row["level_ab"], row["level_ba"]]
    if row["first"] != row["institution_a_key"]:
        levels.reverse()
    return nmsg(
        "ratings {one} and {other}: {count} level apart",
        "ratings {one} and {other}: {count} levels apart",
        int(row["asymmetry"]),
        one=Num(levels[0]),
        other=Num(levels[1]),
    )


def _fallen(row: Mapping[Hashable, Any]) -> Message:
    """The direction that fell most; whose it is stands on the sheet, not in a list for all."""
    return msg(
        "a rating fell from {before} to {after}",
        before=Num(row["fallen_before"]),
        after=Num(row["fallen_after"]),
    )


def _transition(row: Mapping[Hashable, Any], rule: TalkRule, lists: Lists) -> Message:
    """The transition with what is weak about it; the first one where there are several."""
    code = str(row["transitions"]).split(BETWEEN_CODES, maxsplit=1)[0]
    level = row["level_at_most"]
    is_weak = not level >= rule.weak_below
    if pd.isna(level):
        weak: Text = NOT_RATED
    elif pd.isna(row["pair_level"]):
        weak = msg("level at most {level}", level=level_number(level))
    else:
        weak = msg("level {level}", level=level_number(level))
    if not is_weak:
        weak = NO_AGREEMENT
    elif row["agreement_status"] not in HOLDS:
        weak = msg("{one}, {more}", one=weak, more=NO_AGREEMENT)
    return msg(
        "transition {transition}: {weak}", transition=lists.label("transition", code), weak=weak
    )


def _agreement(row: Mapping[Hashable, Any]) -> Message:
    """When the agreement ends or ended."""
    day = _dated(row["agreement_ends_on"])
    if row["agreement_status"] == AgreementStatus.EXPIRED:
        return msg("agreement ended on {day}", day=day)
    return msg("agreement ends on {day}", day=day)


def _silent(row: Mapping[Hashable, Any]) -> Message:
    """When both last talked, as far as it is recorded."""
    if pd.isna(row["last_talked_on"]):
        return msg("no talk recorded")
    return msg("last talk on {day}", day=_dated(row["last_talked_on"]))


def _dated(value: Any) -> Dated:  # noqa: ANN401  a time stamp of a frame
    return Dated(pd.Timestamp(value).date())
