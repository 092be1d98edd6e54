"""What of points, surfaces and legends travels: short, complete, and never markup."""

import json

import pytest

from lib.domain.vocabulary import CellState
from lib.maps import (
    AreaIndex,
    AreaPaint,
    Legend,
    LegendGrid,
    LegendRow,
    NumberLine,
    PointMark,
    PointSet,
    Surface,
    ValueLayer,
)
from lib.maps.encode_layers import encode_legend, encode_points, encode_surface, pack_numbers

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
EVIL = "<img src=x onerror=alert(1)></script>"


def unpack(packed):
    """Read packed numbers as the browser does."""
    width, text = packed
    return [
        sum(
            ALPHABET.index(letter) * 62 ** (width - 1 - at)
            for at, letter in enumerate(text[start : start + width])
        )
        for start in range(0, len(text), width)
    ]


def unpack_points(sent):
    """Places and lines of encoded points, as the browser reads them."""
    north, east = (unpack(part) for part in sent["places"])
    columns = [(words, unpack(codes)) for words, codes in sent["lines"]]
    return [
        (
            (sent["corner"][0] + north[i]) / 100_000,
            (sent["corner"][1] + east[i]) / 100_000,
            tuple(line for line in (words[codes[i]] for words, codes in columns) if line),
        )
        for i in range(sent["count"])
    ]


def unpack_cells(sent):
    """Cells of an encoded surface."""
    cells, runs = unpack(sent["cells"]), unpack(sent["runs"])
    return [cell for cell, run in zip(cells, runs, strict=True) for _ in range(run)]


def surface(cells, *, rows=2, columns=3):
    return Surface((52.0, 9.0, 53.0, 10.0), rows, columns, tuple(cells), ("#111111",), "Dichte")


@pytest.mark.parametrize("values", [[], [0], [61, 62, 0], [3_843, 3_844], [4_000_000_000, 7]])
def test_packed_numbers_come_back(values):
    assert unpack(pack_numbers(values)) == values


def test_points_come_back_within_a_metre_and_with_their_lines():
    marks = (
        PointMark(52.375892, 9.732010, ("Krabbelgruppe", "Träger & Söhne", "0–3 Jahre")),
        PointMark(-33.9, 151.2, ("Weit weg",)),
        PointMark(52.375892, 9.732010, ("Krabbelgruppe", "Anderer Träger", "0–3 Jahre")),
    )
    back = unpack_points(encode_points(PointSet(marks, "Angebote")))
    assert [lines for _, _, lines in back] == [mark.lines for mark in marks]
    for mark, (latitude, longitude, _) in zip(marks, back, strict=True):
        assert abs(mark.latitude - latitude) < 1e-5
        assert abs(mark.longitude - longitude) < 1e-5


def test_no_points_at_all():
    assert unpack_points(encode_points(PointSet((), "Angebote"))) == []


def test_a_thousand_points_are_short():
    marks = tuple(
        PointMark(52 + i / 1e4, 9.5 + i / 1e4, (f"Angebot {i}", "Träger", "0–3 Jahre"))
        for i in range(1_000)
    )
    assert len(json.dumps(encode_points(PointSet(marks, "Angebote")))) < 30_000


def test_equal_points_have_an_equal_key_and_others_another():
    def key(*lines):
        return encode_points(PointSet((PointMark(52.0, 9.0, lines),), "Angebote"))["key"]

    assert key("a", "b") == key("a", "b")
    assert key("a", "b") != key("a", "c")


def test_surface_comes_back():
    cells = [0, 0, 1, 1, 1, 0]
    sent = encode_surface(surface(cells))
    assert unpack_cells(sent) == cells
    assert (sent["rows"], sent["columns"], sent["bounds"]) == (2, 3, (52.0, 9.0, 53.0, 10.0))
    assert sent["key"] != encode_surface(surface([0, 0, 1, 1, 1, 1]))["key"]


def test_steps_say_where_in_its_class_a_cell_lies():
    fine = Surface((52.0, 9.0, 53.0, 10.0), 1, 6, (0, 8, 12, 19, 20, 27), ("#1",) * 3, "", steps=8)
    assert fine.classes == (0, 1, 2, 2, 3, 3)
    assert encode_surface(fine)["steps"] == 8
    assert surface([0, 1, 0, 1, 0, 1]).classes == (0, 1, 0, 1, 0, 1)


def test_a_large_quiet_surface_is_short():
    sent = encode_surface(surface([0] * 40_000, rows=200, columns=200))
    assert len(json.dumps(sent)) < 400


def test_a_surface_with_cells_missing_is_a_mistake():
    with pytest.raises(ValueError, match="5 cells"):
        encode_surface(surface([0] * 5))


def test_number_line_travels_as_shares_of_its_length():
    line = NumberLine((2.0, 4.0, 12.0), (7.0, 12.0), ("#111111", "#222222"), ("2", "12"), 7.0, "R")
    sent = encode_legend(Legend("Dichte", number_line=line))["line"]
    assert unpack(sent["values"]) == [0, 200, 1000]
    assert sent["bounds"] == [500, 1000]
    assert sent["reference"] == 500


def test_number_line_of_one_value_stands_in_the_middle():
    line = NumberLine((3.0, 3.0), (3.0,), ("#111111",), ("3", "3"))
    sent = encode_legend(Legend("Dichte", number_line=line))["line"]
    assert unpack(sent["values"]) == [500]
    assert sent["reference"] is None


def test_a_reference_beyond_the_values_stays_on_the_line():
    line = NumberLine((2.0, 4.0), (4.0,), ("#111111",), ("2", "4"), 6.0)
    sent = encode_legend(Legend("Dichte", number_line=line))["line"]
    assert sent["reference"] == 1000
    assert unpack(sent["values"]) == [0, 500]


def test_hostile_texts_stay_text_in_every_layer():
    layer = ValueLayer(
        [AreaPaint("03241001", "#abcdef", CellState.VALUE, ("Hannover",), "Hannover")],
        index=AreaIndex(("03241001",), ("Hannover",)),
        legend=Legend(
            EVIL,
            (LegendRow("#abcdef", CellState.VALUE, EVIL),),
            (EVIL,),
            grid=LegendGrid(("#111111",) * 9, EVIL, EVIL, EVIL, EVIL, (EVIL,) * 9),
            number_line=NumberLine((1.0,), (1.0,), ("#111111",), (EVIL, EVIL), 1.0, EVIL, EVIL),
            marked=EVIL,
        ),
        title=EVIL,
        points=PointSet((PointMark(52.0, 9.0, (EVIL, f"{EVIL}\n\u2028")),), EVIL),
        surface=Surface((52.0, 9.0, 53.0, 10.0), 1, 1, (1,), ("#111111",), EVIL),
    )
    for forbidden in ("<", ">", "&", "\n", "\u2028"):
        assert forbidden not in layer.data
    sent = json.loads(layer.data)
    assert unpack_points(sent["points"])[0][2] == (EVIL, f"{EVIL} ")
    assert sent["surface"]["text"] == sent["legend"]["grid"]["cells"][8] == EVIL


def test_only_marked_areas_are_named_as_marked():
    index = AreaIndex(("03241001", "03241003"), ("Hannover", "Barsinghausen"))
    areas = [
        AreaPaint(ags, "#abcdef", CellState.VALUE, (name,), name, is_marked=ags == "03241003")
        for ags, name in zip(index.ags, index.names, strict=True)
    ]
    sent = json.loads(ValueLayer(areas, index=index, legend=Legend(""), title="").data)
    assert sent["marked"] == [1]
    assert sent["points"] is None
    assert sent["surface"] is None
