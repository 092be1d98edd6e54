"""One pair of institutions, both ways: what they rated, agreed on and plan. Circle only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import PAIR_BASIS_LABELS, PairBasis, PairRule, pair_levels
from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, Scope, level_label, level_number
from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.store.queries import cooperation as queries
from lib.text import Dated, Message, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lib.store.engine import Engine

#: An agreement that ends within this time is "about to end" (own choice).
EXPIRING_WITHIN: Final = timedelta(days=183)
NO_LEVEL: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """How one side rates the other; a level of -1 means not rated."""

    rater_name: str
    rated_name: str
    level: int
    criteria: tuple[tuple[Message, int], ...]
    rated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDetail:
    """Both directions and what follows from them, in words."""

    directions: tuple[Direction, Direction]
    asymmetry: Text
    pair_level: Text
    agreed: tuple[Text, ...]
    agreements: tuple[Text, ...]


def pair_detail(
    engine: Engine,
    *,
    wave: str,
    rater_key: str,
    rated_key: str,
    scope: Scope,
    rule: PairRule = PairRule.AGREED_ELSE_LOWER,
) -> PairDetail:
    """Collect what is known of one pair in a wave; agreements stand at the reference date.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs, or an institution is unknown.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    everyone = queries.RatingFilter(wave=wave)
    hosts = queries.institutions(engine, everyone, prefixes=scope.prefixes)
    names = dict(zip(hosts["key"], hosts["name"], strict=True))
    ends = {rater_key, rated_key}
    if len(ends) != 2 or not ends <= names.keys():
        raise MeasureError(msg("This pair of institutions does not exist."))
    ratings = queries.ratings(engine, everyone, prefixes=scope.prefixes)
    ratings = ratings[ratings["rater_key"].isin(ends) & ratings["rated_key"].isin(ends)]
    there = _direction(ratings, rater_key, rated_key, names)
    back = _direction(ratings, rated_key, rater_key, names)
    stated = _of_pair(queries.pairs(engine, wave=wave), ends)
    pairs = pair_levels(ratings, agreed=stated, rule=rule)
    agreements = _of_pair(queries.agreements(engine), ends)
    day = scope.state.reference_date
    return PairDetail(
        directions=(there, back),
        asymmetry=_asymmetry(there, back),
        pair_level=_pair_level(pairs, scope),
        agreed=tuple(_agreed(stated, day, scope)),
        agreements=tuple(
            agreement_status(str(title), start.date(), None if pd.isna(end) else end.date(), day)
            for title, start, end in zip(
                agreements["title"], agreements["valid_from"], agreements["valid_to"], strict=True
            )
        ),
    )


def _of_pair(frame: pd.DataFrame, ends: set[str]) -> pd.DataFrame:
    is_pair = frame["institution_a_key"].isin(ends) & frame["institution_b_key"].isin(ends)
    return frame[is_pair]


def _direction(ratings: pd.DataFrame, rater: str, rated: str, names: dict[str, str]) -> Direction:
    row = ratings[ratings["rater_key"] == rater]
    given = row.iloc[0].to_dict() if len(row) else {}
    criteria = tuple(
        (label, NO_LEVEL if pd.isna(given.get(name)) else int(given[name]))
        for name, label in CRITERIA_LABELS.items()
    )
    return Direction(
        rater_name=names[rater],
        rated_name=names[rated],
        level=int(given.get("level", NO_LEVEL)),
        criteria=criteria,
        rated_on=given["rated_on"].date() if given else None,
    )


def _asymmetry(there: Direction, back: Direction) -> Text:
    if there.level == NO_LEVEL and back.level == NO_LEVEL:
        return msg("Neither side has rated this cooperation.")
    if NO_LEVEL in {there.level, back.level}:
        silent = there if there.level == NO_LEVEL else back
        return msg("Only one side has rated; {name} has not.", name=silent.rater_name)
    difference = there.level - back.level
    if not difference:
        return msg("Both sides rate their cooperation alike.")
    higher = there if difference > 0 else back
    return nmsg(
        "{name} rates the cooperation {count} level higher than the other side: a reason to talk.",
        "{name} rates the cooperation {count} levels higher than the other side: a reason to talk.",
        abs(difference),
        name=higher.rater_name,
    )


def _pair_level(pairs: pd.DataFrame, scope: Scope) -> Text:
    basis = PairBasis.UNRATED if pairs.empty else PairBasis(str(pairs.iloc[0]["basis"]))
    if basis is PairBasis.UNRATED:
        return msg("Pair level: none, nobody has rated.")
    pair, rule = pairs.iloc[0], PAIR_BASIS_LABELS[basis]
    if basis is PairBasis.ONE_SIDED:
        level = level_of(float(pair["level_at_most"]), scope)
        return msg("Pair level: open, at most {level} ({rule}).", level=level, rule=rule)
    level = level_of(float(pair["pair_level"]), scope)
    return msg("Pair level: {level} ({rule}).", level=level, rule=rule)


def level_of(value: float, scope: Scope) -> Text:
    """Name a level of a pair; one between two levels (a mean) is a number."""
    if value.is_integer():
        return level_label(int(value), scope.level_names)
    return level_number(value)


def _agreed(stated: pd.DataFrame, day: date, scope: Scope) -> Iterator[Text]:
    for row in stated.to_dict("records"):
        if not pd.isna(row["agreed_level"]):
            label = level_label(int(row["agreed_level"]), scope.level_names)
            yield (
                msg("Agreed level: {level}.", level=label)
                if pd.isna(row["agreed_on"])
                else msg(
                    "Agreed level: {level}, on {day}.",
                    level=label,
                    day=Dated(row["agreed_on"].date()),
                )
            )
        if row["next_step"]:
            yield msg("Next step: {step}", step=str(row["next_step"]))
        if row["next_step_owner"]:
            yield msg("In charge: {role}", role=str(row["next_step_owner"]))
        if not pd.isna(row["next_step_due_on"]):
            due = row["next_step_due_on"].date()
            yield (
                msg("Planned by {day}; this date has passed.", day=Dated(due))
                if due < day
                else msg("Planned by {day}.", day=Dated(due))
            )


def agreement_status(title: str, starts: date, ends: date | None, day: date) -> Text:
    """Say whether an agreement holds on a day; `ends` is the first day on which it does not."""
    if starts > day:
        return msg("{title}: holds from {start}.", title=title, start=Dated(starts))
    if ends is None:
        return msg("{title}: valid since {start}, open-ended.", title=title, start=Dated(starts))
    last = Dated(ends - timedelta(days=1))
    if ends <= day:
        return msg("{title}: expired, held until {last}.", title=title, last=last)
    if ends - day <= EXPIRING_WITHIN:
        return msg("{title}: expires soon, on {last}.", title=title, last=last)
    return msg("{title}: valid until {last}.", title=title, last=last)
