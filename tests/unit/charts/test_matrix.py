"""Matrix: a model that refuses nonsense, its values for the browser, its picture file."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from lib.charts.level_colours import HATCH_DARK
from lib.charts.matrix import FAINT_CODE, HeatLook, matrix_chart, paler, shown_labels
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.matrix_payload import payload
from lib.charts.pictures import to_svg
from lib.charts.theme import MUTED, picture_title

SIGNS = (
    MatrixSign(code="0", word="kein Kontakt", fill="#f3d9b1", ink="#1b2429", mark="0"),
    MatrixSign(code="5", word="Stufe 5", fill="#073f4d", ink="white", mark="5"),
    MatrixSign(code="-", word="nicht eingeschätzt", fill=HATCH_DARK, ink=MUTED, mark="–",
               is_hatched=True, is_blank=True),
    MatrixSign(code="=", word="kein Paar", fill="white", ink=MUTED, in_legend=False, is_blank=True),
)  # fmt: skip
LOOK = HeatLook(language="de", width_px=600, height_px=300)


def axis(*keys: str, title: str = "Achse", **more: Any) -> MatrixAxis:
    labels = more.pop("labels", tuple(f"Name {key}" for key in keys))
    return MatrixAxis(title=title, keys=keys, labels=labels, **more)


def matrix(codes: str = "=05-=-0-=", **more: Any) -> Matrix:
    known = more.pop("known", axis("a", "b", "c"))
    fields = {"rows": known, "columns": known, "signs": SIGNS, **more}
    return Matrix(codes=codes, **fields)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"codes": "=05-=-0-"}, "9 cells, but 8 codes"),
        ({"codes": "=05-=-0-7"}, "codes without a sign: ['7']"),
        ({"texts": {9: "2,5"}}, "texts of a cell that is not there"),
        ({"lines": {-1: ("x",)}}, "lines of a cell that is not there"),
        ({"faint": frozenset({12})}, "faint of a cell that is not there"),
        ({"signs": (*SIGNS, SIGNS[0])}, "two signs have the same code"),
        ({"columns": axis("a", "b", "d"), "is_square": True}, "the same keys"),
    ],
)
def test_a_model_that_makes_no_sense_is_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        matrix(**change)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"labels": ("eins",)}, "2 keys, but 1 labels"),
        ({"groups": ("g",)}, "2 keys, but 1 groups"),
    ],
)
def test_an_axis_whose_lengths_differ_is_refused(more: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        axis("a", "b", **more)


def test_keys_of_an_axis_and_codes_of_signs_are_single() -> None:
    with pytest.raises(ValueError, match="must differ"):
        axis("a", "a")
    with pytest.raises(ValueError, match="one character"):
        MatrixSign(code="10", word="", fill="white", ink="white")


def test_neighbours_of_one_group_are_one_span() -> None:
    known = axis(*"abcde", groups=("Nord", "Nord", "Süd", "Nord", "Nord"))
    assert known.group_spans == (("Nord", 0, 1), ("Süd", 2, 2), ("Nord", 3, 4))
    assert axis("a").group_spans == ()


def test_repeated_words_travel_once() -> None:
    sent = payload(
        matrix(
            texts={1: "2,5"},
            lines={8: ("Gespräch offen", "seit Mai"), 2: ("Gespräch offen", "seit Mai"), 3: ("–",)},
            faint=frozenset({6, 2}),
            known=axis("a", "b", "c", groups=("Nord", "Süd", "Süd")),
            is_square=True,
        )
    )
    assert sent["lines"] == {
        "words": ["Gespräch offen\nseit Mai", "–"],
        "at": "2,3,8",
        "which": "0,1,0",
    }
    assert sent["texts"] == {"words": ["2,5"], "at": "1", "which": "0"}
    assert sent["faint"] == "2,6"
    assert sent["rows"]["groups"] == "0,1,1"
    assert sent["rows"]["groupNames"] == ["Nord", "Süd"]
    assert (sent["codes"], sent["square"]) == ("=05-=-0-=", True)


def drawn(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    def values(layer: dict[str, Any]) -> list[dict[str, Any]]:
        data = layer["data"]
        return data["values"] if "values" in data else spec["datasets"][data["name"]]

    return [
        row for layer in spec["layer"] if layer["mark"]["type"] == mark for row in values(layer)
    ]


def test_cells_that_nobody_rated_are_ground() -> None:
    spec = matrix_chart(matrix(faint=frozenset({2})), look=LOOK).to_dict()
    cells = [(one["x"], one["y"], one["sign"]) for one in drawn(spec, "rect") if "sign" in one]
    assert cells == [
        (0, 0, "="), (1, 0, "0"), (2, 0, "5" + FAINT_CODE),
        (1, 1, "="), (0, 2, "0"), (2, 2, "="),
    ]  # fmt: skip
    texts = {(one["x"], one["y"]): one["text"] for one in drawn(spec, "text")}
    assert texts == {(1, 0): "0", (2, 0): "5", (0, 1): "–", (2, 1): "–", (0, 2): "0", (1, 2): "–"}


def test_a_text_of_its_own_stands_instead_of_the_mark() -> None:
    spec = matrix_chart(matrix(texts={1: "0,5"}), look=LOOK).to_dict()
    assert {"x": 1, "y": 0, "text": "0,5"} in drawn(spec, "text")


def test_svg_holds_title_names_numbers_and_legend() -> None:
    chart = matrix_chart(
        matrix(),
        look=HeatLook(language="de", width_px=600, height_px=300, label_angle=-90),
        title=picture_title("Wer mit wem", ("Beispieldaten",), language="de"),
    )
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", to_svg(chart).decode())
    for wanted in ("Wer mit wem", "Beispieldaten", "Name a", "Name c", "0 kein Kontakt", "Stufe 5",
                   "– nicht eingeschätzt", "Achse"):  # fmt: skip
        assert wanted in texts, wanted
    assert texts.count("Name a") == 2  # as row and as column
    assert "kein Paar" not in texts


def large(count: int, groups: int) -> Matrix:
    keys = tuple(f"k{number}" for number in range(count))
    names = tuple(f"Kommune {number * groups // count}" for number in range(count))
    known = axis(*keys, groups=names if groups else ())
    return matrix("-" * (count * count - 1) + "5", known=known)


def test_at_300_groups_are_named_and_only_what_is_rated_travels() -> None:
    look = HeatLook(language="de", width_px=1250, height_px=1250)
    spec = matrix_chart(large(300, 21), look=look).to_dict()
    assert [one for one in drawn(spec, "rect") if "sign" in one] == [
        {"x": 299, "y": 299, "sign": "5"}
    ]
    assert drawn(spec, "text") == []
    names = {one["name"]: one["value"] for one in spec["params"]}["row_names"]
    assert set(names.values()) <= {f"Kommune {number}" for number in range(21)}
    assert len(names) == 21


@pytest.mark.parametrize(("count", "groups"), [(14, 0), (60, 0), (125, 21), (300, 21), (300, 0)])
def test_no_name_stands_on_another(count: int, groups: int) -> None:
    known = large(count, groups).rows
    middles = sorted(shown_labels(known, 1000, 14))
    step = 1000 / count
    gaps = [(after - before) * step for before, after in itertools.pairwise(middles)]
    assert min(gaps) >= 0.8 * 14
    assert middles[0] * step >= 0.5 * 14
    assert len(middles) >= min(count, 10)


def test_a_faint_colour_is_mixed_with_paper() -> None:
    assert paler("white") == "white"
    assert paler("#000000") == "#e0e0e0"
