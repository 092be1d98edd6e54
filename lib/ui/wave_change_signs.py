"""Signs and matrices of the change between two waves: colour, arrow and word say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lib.charts.diverging import UNCHANGED, diverging_palette
from lib.charts.level_colours import HATCH_DARK, PAPER
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.theme import INK, MUTED
from lib.domain.vocabulary import LEVEL_MAX
from lib.domain.wave_change import CHANGE_LABELS, ChangeKind
from lib.insights.cooperation import level_label
from lib.text import Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.wave_change import Direction, WaveChange
    from lib.ui.context import View

UP: Final = "▲"
DOWN: Final = "▼"
EQUAL: Final = "="
#: From this many levels on, the colour grows no stronger; arrow and number still say how many.
REACH: Final = 3
FILLS: Final = diverging_palette(REACH)
RISEN_FILL: Final = FILLS[2]
FALLEN_FILL: Final = FILLS[-2]
#: What is not compared stands outside the two ramps: greys and a pale blue.
NEW_FILL: Final = "#d6def2"
LOST_FILL: Final = "#d5d2da"
CLOSED_FILL: Final = "#b9b4c2"
MERGED_FILL: Final = "#f3f0f8"
_RISEN: Final = "12345"
_FALLEN: Final = "ABCDE"
_OTHER: Final = {
    ChangeKind.SAME: "s",
    ChangeKind.NEW: "n",
    ChangeKind.NOT_AGAIN: "l",
    ChangeKind.CLOSED: "c",
    ChangeKind.MERGED: "m",
}
NEITHER_CODE: Final = "-"
_ITSELF: Final = "="
_DARK: Final = frozenset({REACH, -REACH})


#: Fonts of a picture file lack these signs.
_IN_FILES: Final = str.maketrans({UP: "+", DOWN: "-", "○": "O", "∪": "U"})


def for_file(matrix: Matrix) -> Matrix:
    """Write the signs of a matrix so that every font of a picture file has them."""
    return replace(
        matrix,
        signs=tuple(replace(sign, mark=sign.mark.translate(_IN_FILES)) for sign in matrix.signs),
        texts={place: text.translate(_IN_FILES) for place, text in matrix.texts.items()},
    )


def fill_of(kind: ChangeKind) -> str:
    """Colour of a kind where its size does not count."""
    return {
        ChangeKind.RISEN: RISEN_FILL,
        ChangeKind.SAME: UNCHANGED,
        ChangeKind.FALLEN: FALLEN_FILL,
        ChangeKind.NEW: NEW_FILL,
        ChangeKind.NOT_AGAIN: LOST_FILL,
        ChangeKind.CLOSED: CLOSED_FILL,
        ChangeKind.MERGED: MERGED_FILL,
    }[kind]


def mark_of(kind: ChangeKind) -> str:
    """Sign of a kind where its size does not count."""
    return {
        ChangeKind.RISEN: UP,
        ChangeKind.SAME: EQUAL,
        ChangeKind.FALLEN: DOWN,
        ChangeKind.NEW: "*",
        ChangeKind.NOT_AGAIN: "○",
        ChangeKind.CLOSED: "×",
        ChangeKind.MERGED: "∪",
    }[kind]


def steps_text(steps: int) -> Text:
    """Say how many levels a rating rose or fell."""
    if not steps:
        return CHANGE_LABELS[ChangeKind.SAME]
    if steps > 0:
        return nmsg("risen by {count} level", "risen by {count} levels", steps)
    return nmsg("fallen by {count} level", "fallen by {count} levels", -steps)


def direction_matrix(view: View, found: WaveChange) -> Matrix:
    """Institution by institution: what became of each rating."""
    hosts = found.hosts
    spots = {host.key: spot for spot, host in enumerate(hosts)}
    codes = [NEITHER_CODE] * len(hosts) ** 2
    lines: dict[int, tuple[str, ...]] = {}
    for spot in range(len(hosts)):
        codes[spot * (len(hosts) + 1)] = _ITSELF
    words: dict[tuple[int, int], str] = {}  # few different ones, said thousands of times
    for one in found.directions:
        place = spots[one.rater] * len(hosts) + spots[one.rated]
        codes[place] = _code(one)
        levels = (one.before, one.after)
        if levels not in words:
            words[levels] = levels_line(view, one)
        if words[levels]:
            lines[place] = (words[levels],)
    names = tuple(host_name(view, host.name, is_closed=host.is_closed) for host in hosts)
    keys = tuple(host.key for host in hosts)
    places = tuple(
        view.lists.municipality_name(host.ags) if host.ags else view.t(msg("Whole region"))
        for host in hosts
    )
    return Matrix(
        rows=MatrixAxis(title=view.t(msg("Who rates")), keys=keys, labels=names, groups=places),
        columns=MatrixAxis(
            title=view.t(msg("Who is rated")), keys=keys, labels=names, groups=places
        ),
        codes="".join(codes),
        signs=_direction_signs(view, has={ChangeKind(one.kind) for one in found.directions}),
        lines=lines,
        is_square=True,
    )


def host_name(view: View, name: str, *, is_closed: bool) -> str:
    """Name an institution; one that no longer exists says so."""
    return view.t(msg("{name} (closed)", name=name)) if is_closed else name


def levels_line(view: View, one: Direction) -> str:
    """Say both levels, or the one there is."""
    names = view.settings.level_names
    before = view.t(level_label(one.before, names)) if one.before >= 0 else ""
    after = view.t(level_label(one.after, names)) if one.after >= 0 else ""
    if before and after:
        return view.t(msg("before {before}, now {after}", before=before, after=after))
    if after:
        return view.t(msg("now {after}", after=after))
    return view.t(msg("before {before}", before=before)) if before else ""


def _code(one: Direction) -> str:
    if one.kind is ChangeKind.RISEN:
        return _RISEN[one.steps - 1]
    if one.kind is ChangeKind.FALLEN:
        return _FALLEN[-one.steps - 1]
    return _OTHER[one.kind]


def _direction_signs(view: View, *, has: set[ChangeKind]) -> tuple[MatrixSign, ...]:
    fallen = [_step_sign(view, -size) for size in range(LEVEL_MAX, 0, -1)]
    risen = [_step_sign(view, size) for size in range(1, LEVEL_MAX + 1)]
    others = [
        MatrixSign(
            code=code,
            word=view.t(CHANGE_LABELS[kind]),
            fill=fill_of(kind),
            ink=INK,
            mark=mark_of(kind),
            in_legend=kind in has,
        )
        for kind, code in _OTHER.items()
    ]
    return (
        *fallen,
        others[0],
        *risen,
        *others[1:],
        MatrixSign(
            code=NEITHER_CODE,
            word=view.t(msg("rated in neither round")),
            fill=HATCH_DARK,
            ink=MUTED,
            is_hatched=True,
            is_blank=True,
        ),
        MatrixSign(
            code=_ITSELF,
            word=view.t(msg("the institution itself")),
            fill=PAPER,
            ink=MUTED,
            in_legend=False,
            is_blank=True,
        ),
    )


def _step_sign(view: View, steps: int) -> MatrixSign:
    shown = max(-REACH, min(REACH, steps))
    word = view.t(steps_text(steps))
    if steps == REACH:
        word = view.t(msg("risen by {count} or more levels", count=REACH))
    if steps == -REACH:
        word = view.t(msg("fallen by {count} or more levels", count=REACH))
    return MatrixSign(
        code=_RISEN[steps - 1] if steps > 0 else _FALLEN[-steps - 1],
        word=word,
        fill=FILLS[shown],
        ink=PAPER if shown in _DARK else INK,
        mark=f"{UP if steps > 0 else DOWN}{abs(steps)}",
        in_legend=abs(steps) <= REACH,
    )
