"""Then and now as a matrix: a heading for each movement, symbol and word on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.theme import INK
from lib.domain.indicator_status import MOVEMENT_LABELS, Movement
from lib.insights.status_change import MOVED
from lib.insights.status_change_words import news_count, news_text, status_text
from lib.text import Dated, Message, msg
from lib.ui.status_signs import CODES, status_signs

if TYPE_CHECKING:
    from lib.insights.status_change import ChangeLine, StatusChange
    from lib.ui.context import View

BEFORE: Final = "damals"
AFTER: Final = "jetzt"
NEWS: Final = "werte"
NEW_CODE: Final = "+"
NONE_CODE: Final = "."
NEW_FILL: Final = "#e4eef0"
#: Triangles up and down, a ring that opens or closes: told apart without colour.
SYMBOLS: Final[dict[Movement, str]] = {
    Movement.IMPROVED: "▲",
    Movement.WORSENED: "▼",
    Movement.NEWLY_JUDGED: "●",
    Movement.NO_LONGER_JUDGED: "○",
    Movement.SAME: "=",
    Movement.UNJUDGED: "–",
}
HEADING: Final = "#"


def movement_text(view: View, kind: Movement) -> str:
    """Symbol and word of a movement."""
    return f"{SYMBOLS[kind]} {view.t(MOVEMENT_LABELS[kind])}"


def change_matrix(
    view: View, found: StatusChange, *, shows_all: bool, most: int = 0, in_file: bool = False
) -> Matrix:
    """Write then and now as a matrix; unchanged indicators without new values only if asked for.

    At most `most` rows (0: all). Fonts of files lack the symbols of movements: words stand alone.
    """
    keys: list[str] = []
    labels: list[str] = []
    headings: set[int] = set()
    codes: list[str] = []
    texts: dict[int, str] = {}
    lines: dict[int, tuple[str, ...]] = {}
    for kind, members in found.groups:
        shown = [line for line in members if shows_all or kind in MOVED or line.change.news]
        if not shown:
            continue
        headings.add(len(keys))
        name = view.t(MOVEMENT_LABELS[kind]) if in_file else movement_text(view, kind)
        keys.append(HEADING + kind.value)
        labels.append(view.t(_heading(name[:1].upper() + name[1:], len(members), len(shown))))
        codes.append(NONE_CODE * 3)
        for line in shown:
            place = 3 * len(keys)
            keys.append(line.key)
            labels.append(view.t(line.name))
            codes.append(_codes(line))
            _say(view, line, place, texts, lines)
    end = most or len(keys)
    return Matrix(
        rows=MatrixAxis(
            title=view.t(msg("Indicator")),
            keys=tuple(keys[:end]),
            labels=tuple(labels[:end]),
            headings=frozenset(place for place in headings if place < end),
        ),
        columns=MatrixAxis(
            title=view.t(msg("Status")),
            keys=(BEFORE, AFTER, NEWS),
            labels=(
                view.t(msg("known on {day}", day=Dated(found.since))),
                view.t(msg("known now")),
                view.t(msg("new values")),
            ),
        ),
        codes="".join(codes[:end]),
        signs=_signs(view, found),
        texts={at: text for at, text in texts.items() if at < 3 * end},
        lines={at: said for at, said in lines.items() if at < 3 * end},
        joint=", ",
    )


def _heading(name: str, count: int, shown: int) -> Message:
    """Name of a group with its size, and how many of it are shown."""
    if shown == count:
        return msg("{name} ({count})", name=name, count=count)
    return msg(
        "{name} ({count}, of them {shown} with new values)", name=name, count=count, shown=shown
    )


def _codes(line: ChangeLine) -> str:
    change = line.change
    news = NEW_CODE if change.news or change.parts_with_news else NONE_CODE
    return CODES[change.before.status] + CODES[change.after.status] + news


def _say(
    view: View,
    line: ChangeLine,
    place: int,
    texts: dict[int, str],
    lines: dict[int, tuple[str, ...]],
) -> None:
    """Words of the three cells of a row."""
    for at, standing in ((place, line.change.before), (place + 1, line.change.after)):
        texts[at] = view.t(status_text(standing))
        lines[at] = (texts[at],)
    if news := view.t(news_count(line)):
        texts[place + 2] = news
    if line.change.news:
        lines[place + 2] = tuple(view.t(news_text(line, news)) for news in line.change.news)


def _signs(view: View, found: StatusChange) -> tuple[MatrixSign, ...]:
    present = [
        standing.status
        for line in found.lines()
        for standing in (line.change.before, line.change.after)
    ]
    return (
        *status_signs(view, found.method, present),
        MatrixSign(
            code=NEW_CODE,
            word=view.t(msg("new or revised values")),
            fill=NEW_FILL,
            ink=INK,
            in_legend=False,
        ),
        MatrixSign(
            code=NONE_CODE,
            word=view.t(msg("no new values")),
            fill="#ffffff",
            ink=INK,
            in_legend=False,
        ),
    )
