import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import CellState
from lib.maps import AreaIndex, AreaPaint
from lib.maps.encode import encode_areas, plain, to_script

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def decode(packed):
    width, text = packed
    values = []
    for start in range(0, len(text), width):
        value = 0
        for letter in text[start : start + width]:
            value = value * 62 + ALPHABET.index(letter)
        values.append(value)
    return values


def merge(usual, packed):
    values = list(usual)
    row = 0
    for step, value in zip(*map(decode, packed), strict=True):
        row += step
        values[row] = value
    return values


def unpack(payload, index):
    """What static/texts.js does, written a second time: (fill and state, lines, text)."""
    kinds = merge([payload["usual"]] * payload["count"], payload["others"])
    waiting = []
    for kind, (follows, colours, others, columns) in enumerate(payload["groups"]):
        codes = [decode(packed) for _, packed in columns]
        words = [texts.split(";") for texts, _ in columns]
        numbers = [[known[code] for code in row] for known, row in zip(words, codes, strict=True)]
        known = decode(colours)
        usual = (
            [known[code] for code in codes[follows]]
            if follows >= 0
            else (known * kinds.count(kind))
        )
        waiting.append((iter(merge(usual, others)), [iter(column) for column in numbers]))
    areas = []
    for position, kind in enumerate(kinds):
        colours, columns = waiting[kind]
        own = {chr(0xE001 + i): next(column) for i, column in enumerate(columns)}
        own["\ue000"] = payload["names"].get(position, index.names[position])
        text = "".join(own.get(letter, letter) for letter in payload["templates"][kind])
        lines, spoken = text.split("\x1e")
        areas.append((tuple(payload["palette"][next(colours)]), tuple(lines.split("\n")), spoken))
    return areas


def shown(area):
    return (
        (area.fill, area.state.value),
        tuple(plain(line) for line in area.lines),
        plain(area.text),
    )


def paint(ags, *lines, text="", fill="#123456", state=CellState.VALUE):
    return AreaPaint(ags, fill, state, lines, text)


def many(count):
    names = {f"{i:08d}": f"Ort {chr(97 + i % 26)}{chr(97 + i // 26 % 26)}" for i in range(count)}
    areas = [
        paint(
            ags,
            name,
            f"{i * 7 % 400 / 10:.1f} Angebote je 1.000 Kinder".replace(".", ","),
            f"{i % 60} Angebote, {i * 13 % 900} Kinder",
            text=f"{name}: {i * 7 % 400 / 10:.1f} je 1.000 Kinder".replace(".", ","),
            fill=f"#00000{i % 5}",
        )
        for i, (ags, name) in enumerate(names.items())
    ]
    return areas, AreaIndex.of(names)


def test_what_is_packed_can_be_unpacked():
    areas, index = many(1500)
    payload = json.loads(to_script(encode_areas(areas, index=index)))
    assert payload["names"] == {}
    assert unpack(payload, index) == [shown(area) for area in areas]


def test_colours_that_follow_a_number_travel_once_a_number():
    names = {f"{i:08d}": "Ort" for i in range(500)}
    areas = [paint(ags, "Ort", str(i % 20), fill=f"#{i % 20 // 4}") for i, ags in enumerate(names)]
    index = AreaIndex.of(names)
    payload = encode_areas(areas, index=index)
    follows, (_, colours), others, _ = payload["groups"][0]
    assert (follows, len(colours), others) == (0, 20, ((1, ""), (1, "")))
    assert unpack(payload, index) == [shown(area) for area in areas]
    areas[499] = replace(areas[499], fill="#other")
    payload = encode_areas(areas, index=index)
    assert payload["groups"][0][0] == 0
    assert unpack(payload, index) == [shown(area) for area in areas]


def test_some_areas_without_a_value_cost_little():
    areas, index = many(5000)
    plain_size = len(to_script(encode_areas(areas, index=index)))
    for i in range(0, 5000, 10):
        areas[i] = paint(index.ags[i], index.names[i], "keine Angabe", state=CellState.NO_REPORT)
    payload = encode_areas(areas, index=index)
    assert unpack(payload, index) == [shown(area) for area in areas]
    assert len(to_script(payload)) < plain_size + 500


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.lists(
        st.tuples(TEXTS, st.lists(TEXTS, min_size=1, max_size=3), TEXTS), min_size=1, max_size=8
    )
)
def test_any_text_arrives_as_it_was(rows):
    index = AreaIndex(
        tuple(f"{i:08d}" for i in range(len(rows))), tuple(plain(row[0]) for row in rows)
    )
    areas = [
        paint(ags, *lines, text=text, fill=text[:1])
        for ags, (_, lines, text) in zip(index.ags, rows, strict=True)
    ]
    assert unpack(encode_areas(areas, index=index), index) == [shown(area) for area in areas]


def test_numbers_that_never_change_belong_to_the_sentence():
    index = AreaIndex(("01", "02"), ("A", "B"))
    payload = encode_areas(
        [paint("01", "A", "5 je 1000"), paint("02", "B", "6 je 1000")], index=index
    )
    assert payload["templates"] == ["\ue000\n\ue001 je 1000\x1e"]
    assert payload["groups"] == [(-1, (1, "1"), ((1, ""), (1, "")), [("5;6", (1, "01"))])]


def test_the_order_of_the_areas_does_not_matter():
    areas, index = many(40)
    assert encode_areas(areas[::-1], index=index) == encode_areas(areas, index=index)


def test_area_without_a_value_is_absent_and_keeps_its_name():
    index = AreaIndex(("01", "02"), ("A", "B"))
    payload = encode_areas([paint("02", "B", "7")], index=index)
    assert unpack(payload, index)[0] == (("", "absent"), ("A",), "A")


def test_another_name_than_the_boundaries_have_travels():
    index = AreaIndex(("01",), ("Hannover",))
    payload = encode_areas([paint("01", "Hannover, Stadt", "Hannover hat 3")], index=index)
    assert payload["names"] == {0: "Hannover, Stadt"}
    assert unpack(payload, index)[0][1] == ("Hannover, Stadt", "Hannover hat 3")


def test_bytes_grow_linearly_and_stay_small():
    sizes = {}
    for count in (1_000, 2_000, 10_997):
        areas, index = many(count)
        sizes[count] = len(to_script(encode_areas(areas, index=index)).encode())
    assert sizes[10_997] < 9 * 10_997
    assert sizes[10_997] < sizes[1_000] * 11.5
    assert sizes[2_000] < sizes[1_000] * 2.1


@pytest.mark.parametrize(
    "text",
    ["</script><img src=x onerror=alert(1)>", "a\u2028b\u2029c", "map_div {{'window'}}", "a & b"],
)
def test_no_text_can_leave_its_string(text):
    script = to_script([text])
    assert not set(script) & set("<>&'_\u2028\u2029")
    assert json.loads(script) == [text]


def test_infinite_numbers_are_refused():
    with pytest.raises(ValueError, match="Out of range"):
        to_script([float("nan")])
