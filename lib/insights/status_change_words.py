"""What became of the statuses, in words: sentences, table, and by which rules it was compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import MOVEMENT_LABELS, STATUS_LABELS, Movement
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Dated, Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.status_change import ChangeLine, NewValue, Standing
    from lib.insights.types import Provenance

    Groups = tuple[tuple[Movement, tuple[ChangeLine, ...]], ...]

#: So many names stand in the sentence; more are counted.
NAMED: Final = 2
SAME_RULES: Final = msg(
    "Then and now are judged by today's rules and targets: only what was known of the values "
    "differs. Values without a day of publication count as known at all times."
)


def rules_note(provenance: Provenance) -> Provenance:
    """Say with the source what is compared."""
    return replace(provenance, notes=(*provenance.notes, SAME_RULES))


def answer(groups: Groups, *, since: date) -> tuple[Message, ...]:
    """Count what moved, name what got worse, and how many have new values."""
    found = dict(groups)
    if not groups:
        return (msg("There is no indicator with values in this selection."),)
    news = sum(bool(line.change.news) for _, lines in groups for line in lines)
    return (*_moves(found, since), _news(news), DISCLAIMER)


def _moves(found: dict[Movement, tuple[ChangeLine, ...]], since: date) -> tuple[Message, ...]:
    count = {kind: len(found.get(kind, ())) for kind in Movement}
    closed = count[Movement.NO_LONGER_JUDGED]
    newly = count[Movement.NEWLY_JUDGED]
    if not count[Movement.IMPROVED] + count[Movement.WORSENED] + closed + newly:
        return (msg("Since {day} no status has changed.", day=Dated(since)),)
    parts: list[Message] = [
        msg("{number} improved", number=count[Movement.IMPROVED]),
        msg("{number} worsened", number=count[Movement.WORSENED]),
    ]
    if newly:
        parts.append(msg("{number} newly assessed", number=newly))
    if closed:
        parts.append(msg("{number} no longer assessed", number=closed))
    if count[Movement.SAME]:
        parts.append(msg("{number} with the same status", number=count[Movement.SAME]))
    sentence = msg("Since {day}: {parts}.", day=Dated(since), parts=Names(tuple(parts)))
    return (sentence, *_worse(found.get(Movement.WORSENED, ())))


def _worse(lines: tuple[ChangeLine, ...]) -> tuple[Message, ...]:
    """Name what got worse."""
    if not lines:
        return ()
    named: list[Text] = [line.name for line in lines[:NAMED]]
    if len(lines) > NAMED:
        named.append(nmsg("{count} more", "{count} more", len(lines) - NAMED))
    return (msg("Worsened: {names}.", names=Names(tuple(named))),)


def _news(count: int) -> Message:
    if not count:
        return msg("No value has been published or revised since then.")
    return nmsg(
        "{count} indicator has new or revised values.",
        "{count} indicators have new or revised values.",
        count,
    )


def news_text(line: ChangeLine, news: NewValue) -> Message:
    """Write one value that is new, revised or taken back."""
    year = str(news.year)
    if news.value is None:
        return msg("{year}: taken back", year=year)
    value = Num(news.value, line.decimals)
    if news.before is None:
        return msg("{year}: {value} (new)", year=year, value=value)
    before = Num(news.before, line.decimals)
    return msg("{year}: {value} (revised, before {before})", year=year, value=value, before=before)


def news_count(line: ChangeLine) -> Text:
    """Count new and revised values in short; "" where there is none."""
    if line.change.parts_with_news:
        return nmsg("in {count} part", "in {count} parts", line.change.parts_with_news)
    new = sum(item.before is None for item in line.change.news)
    revised = len(line.change.news) - new
    if new and revised:
        return msg("{new} new, {revised} revised", new=new, revised=revised)
    if new:
        return nmsg("{count} new", "{count} new", new)
    return nmsg("{count} revised", "{count} revised", revised) if revised else ""


def status_text(standing: Standing) -> Text:
    """Write a status with the year it holds for."""
    status = STATUS_LABELS[standing.status]
    if standing.year is None:
        return status
    return msg("{status} ({year})", status=status, year=str(standing.year))


def change_table(groups: Groups, *, since: date) -> Table:
    """List every indicator: movement, status then and now, new and revised values."""
    rows = [
        {
            "indicator": line.name,
            "movement": MOVEMENT_LABELS[kind],
            "before": status_text(line.change.before),
            "after": status_text(line.change.after),
            "news": _all_news(line),
        }
        for kind, lines in groups
        for line in lines
    ]
    message = ColumnKind.MESSAGE
    return Table(
        pd.DataFrame(rows, columns=["indicator", "movement", "before", "after", "news"]),
        (
            Column("indicator", msg("Indicator"), message),
            Column("movement", msg("Change"), message),
            Column("before", msg("As known on {day}", day=Dated(since)), message),
            Column("after", msg("As known now"), message),
            Column(
                "news",
                msg("New or revised values"),
                message,
                help=msg("Values published or changed since that day, in the indicator's unit."),
            ),
        ),
        caption=msg("What has changed since {day}", day=Dated(since)),
    )


def _all_news(line: ChangeLine) -> Text:
    text: Text = news_count(line) if line.change.parts_with_news else ""
    for item in line.change.news:
        one = news_text(line, item)
        text = msg("{before}; {next}", before=text, next=one) if text else one
    return text
