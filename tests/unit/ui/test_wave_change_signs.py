"""Signs of the change between rounds: each kind looks and reads differently, also without hue."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from lib.charts import asymmetry as field_colours
from lib.charts.change_bars import ChangeBar, change_bars
from lib.charts.pictures import to_svg
from lib.charts.theme import picture_title
from lib.domain.vocabulary import CellState
from lib.domain.wave_change import ChangeKind
from lib.insights.wave_change import Direction, Host, TypeChange
from lib.text import render
from lib.ui import wave_change_balance
from lib.ui import wave_change_signs as signs
from tests.unit.charts.test_bivariate_colours import SIGHT, lab, linear

K = ChangeKind
LEAST_DISTANCE = 9
HOSTS = tuple(
    Host(key=key, name=f"Haus {key}", type_code="kita", ags="", is_closed=key == "d")
    for key in "abcd"
)
VIEW = SimpleNamespace(
    t=lambda text: render(text, "de"),
    settings=SimpleNamespace(level_names=()),
    lists=SimpleNamespace(municipality_name=str),
)


def direction(pair: str, kind: ChangeKind, before: int = -1, after: int = -1) -> Direction:
    return Direction(rater=pair[0], rated=pair[1], kind=kind, before=before, after=after)


def matrix_of(*directions: Direction):
    return signs.direction_matrix(VIEW, SimpleNamespace(hosts=HOSTS, directions=directions))


def test_every_step_and_kind_has_its_own_sign():
    steps = [(0, level) for level in range(1, 6)] + [(level, 0) for level in range(1, 6)]
    drawn = set()
    for before, after in steps:
        kind = K.RISEN if after > before else K.FALLEN
        matrix = matrix_of(direction("ab", kind, before, after))
        arrow = "▲" if kind is K.RISEN else "▼"
        assert matrix.text(1) == f"{arrow}{abs(after - before)}"
        drawn.add(matrix.codes[1])
    for kind in (K.SAME, K.NEW, K.NOT_AGAIN, K.CLOSED, K.MERGED):
        drawn.add(matrix_of(direction("ab", kind)).codes[1])
    assert len(drawn) == 15


def test_a_cell_tells_both_levels_and_rows_rate_columns():
    matrix = matrix_of(
        direction("ab", K.FALLEN, 4, 1), direction("dc", K.CLOSED, 2), direction("bc", K.MERGED)
    )
    assert matrix.lines[1] == ("vorher Stufe 4, jetzt Stufe 1",)
    assert matrix.lines[3 * 4 + 2] == ("vorher Stufe 2",)
    assert 4 + 2 not in matrix.lines  # nothing to tell of a merged one without a later rating
    assert matrix.rows.labels[3] == "Haus d (geschlossen)"
    assert [matrix.codes[spot * 5] for spot in range(4)] == ["="] * 4


def test_a_picture_file_has_signs_that_its_fonts_have():
    drawn = signs.for_file(
        matrix_of(direction("ab", K.FALLEN, 4, 1), direction("ba", K.RISEN, 0, 5))
    )
    assert (drawn.text(1), drawn.text(4)) == ("-3", "+5")
    marks = [sign.mark for sign in drawn.signs if sign.mark]
    assert len(set(marks)) == len(marks)
    assert not set("".join(marks)) & set("▲▼○∪")


def test_the_legend_names_only_kinds_that_occur():
    matrix = matrix_of(direction("ab", K.NEW, -1, 3))
    shown = {sign.word for sign in matrix.signs if sign.in_legend}
    assert "neu eingeschätzt" in shown
    assert not shown & {"zusammengelegt", "Einrichtung geschlossen", "nicht wieder eingeschätzt"}


@pytest.mark.parametrize(
    ("balance", "code", "text"),
    [
        (1.0, "2", "▲ 100"),
        (0.5, "2", "▲ 50"),
        (0.49, "1", "▲ 49"),
        (0.0, "0", "="),
        (-0.49, "a", "▼ 49"),
        (-0.5, "b", "▼ 50"),
        (math.nan, "x", "•"),
    ],
)
def test_a_balance_takes_sign_and_colour(balance, code, text):
    is_open = not math.isnan(balance)
    cell = TypeChange(
        rater="kita",
        rated="schule",
        state=CellState.VALUE if is_open else CellState.WITHHELD,
        balance=balance,
        risen=2.0,
        same=1.0,
        fallen=1.0,
        raters=3.0,
    )
    types = (("kita", "Kita"), ("schule", "Schule"))
    matrix = wave_change_balance.type_matrix(
        VIEW, SimpleNamespace(types=types, type_changes=(cell,))
    )
    assert matrix.codes == f"-{code}--"
    assert matrix.text(1) == text
    assert (1 in matrix.lines) is is_open


@pytest.mark.parametrize("sight", SIGHT)
def test_risen_and_fallen_differ_with_every_sight(sight):
    def seen(colour):
        return lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1))

    fills = signs.FILLS
    # four times what the eye just tells apart; the arrow says it, too
    for up, down in ((1, -1), (2, -2), (3, -3)):
        assert np.linalg.norm(seen(fills[up]) - seen(fills[down])) > LEAST_DISTANCE
    for step in (-3, -2, -1, 1, 2, 3):
        assert np.linalg.norm(seen(fills[step]) - seen(fills[0])) > LEAST_DISTANCE
    ladder = [seen(fill)[0] for fill in field_colours.DIFFERENCE_FILLS[1:]]
    assert all(lighter - darker > 4 for lighter, darker in pairwise(ladder))


def test_marks_of_kinds_differ():
    marks = [signs.mark_of(kind) for kind in ChangeKind]
    assert all(one != other for one, other in combinations(marks, 2))


def test_pictures_hold_names_signs_and_numbers():
    rows = [field_colours.Dumbbell(lower_name="Amt", higher_name="Kita <b>", lower=1, higher=4)]
    headings = field_colours.Headings(level="Stufe", lower="niedriger", higher="höher")
    svg = to_svg(
        field_colours.asymmetry_picture(
            rows,
            {(1, 4): 7, (2, 2): 31},
            headings,
            language="de",
            title=picture_title("Titel", ("Quelle",), language="de"),
        )
    ).decode()
    assert "● Amt" not in svg  # fonts of picture files lack the sign
    for text in ("Amt", "Kita &lt;b>", ">7<", ">31<", "Titel", "Quelle"):
        assert text in svg or text.replace(">", "&gt;") in svg
    bars = change_bars([ChangeBar(words="▲ gestiegen", count=12, fill="#5ab4ac")], language="de")
    assert ">12<" in to_svg(bars.properties(width=300)).decode()
    nothing = field_colours.asymmetry_picture(
        [], {}, headings, language="de", title=picture_title("T", (), language="de")
    )
    assert b"<svg" in to_svg(nothing)
