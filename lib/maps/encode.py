"""Values on their way to the browser: as few bytes as they need, and never as markup.

Tooltips of one map differ in names and numbers only. So each distinct sentence travels once,
with marks where the name and the numbers stand. Each distinct number travels once, too; the
areas then only say which sentence and which numbers are theirs, in a character or two each.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import product
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lib.maps.model import AreaIndex, AreaPaint

#: Mark for the area's name; the marks for its numbers follow (private use area of Unicode).
NAME_MARK: Final = "\ue000"
FIRST_NUMBER_MARK: Final = 0xE001
LINE_END: Final = "\n"
TEXT_START: Final = "\x1e"
ABSENT: Final = "absent"

_ALPHABET: Final = digits + ascii_letters
_NUMBER: Final = re.compile(r"(\d[\d.,\u00a0\u202f]*\d|\d)")
_HOLE: Final = "\x00"
_RESERVED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ue000-\uf8ff]")
_BLANKS: Final = re.compile(r"[\t\n\r\u2028\u2029]+")
# "_" and "'": streamlit-folium rewrites names such as map_1a2b and {{'name'}} in every script.
_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'_\u2028\u2029"}


def to_script(value: object) -> str:
    """JSON that may stand in any script: no markup, no line ends, nothing a library rewrites."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def plain(text: str) -> str:
    """One line of text without control characters and without our own marks."""
    if text.isprintable():
        return text
    return _RESERVED.sub("", _BLANKS.sub(" ", text))


def encode_areas(areas: Iterable[AreaPaint], *, index: AreaIndex) -> dict[str, object]:
    """Pack the areas in the order of `index`; areas without a value are marked as absent."""
    by_ags = {area.ags: area for area in areas}
    ordered = [by_ags.get(ags) for ags in index.ags]
    palette: dict[tuple[str, str], int] = {}
    paints = [
        palette.setdefault((area.fill, area.state.value) if area else ("", ABSENT), len(palette))
        for area in ordered
    ]
    names: dict[int, str] = {}
    sentences: list[str] = []
    for position, (area, known) in enumerate(zip(ordered, index.names, strict=True)):
        name = plain(area.lines[0]) if area and area.lines else known
        if name != known:
            names[position] = name
        sentences.append(_sentence(area, name))
    templates, texts, numbers = _fold(sentences)
    words = {number: code for code, number in enumerate(dict.fromkeys(numbers))}
    return {
        "palette": list(palette),
        "paint": _codes(paints, len(palette)),
        "templates": templates,
        "text": _codes(texts, len(templates)),
        "words": ";".join(words),
        "numbers": _codes([words[number] for number in numbers], len(words)),
        "names": names,
    }


def _sentence(area: AreaPaint | None, name: str) -> str:
    if area is None:
        return NAME_MARK + TEXT_START + NAME_MARK
    lines = LINE_END.join(plain(line) for line in area.lines)
    whole = lines + TEXT_START + plain(area.text)
    return whole.replace(name, NAME_MARK) if name else whole


def _fold(sentences: Sequence[str]) -> tuple[list[str], list[int], list[str]]:
    """Split sentences into distinct templates, the template of each, and the numbers to fill in."""
    found: list[list[str]] = []
    groups: dict[str, list[int]] = defaultdict(list)
    for position, sentence in enumerate(sentences):
        parts = _NUMBER.split(sentence)  # text, number, text, number, ..., text
        found.append(parts[1::2])
        groups[_HOLE.join(parts[0::2])].append(position)
    templates: list[str] = []
    template_of = [0] * len(sentences)
    kept: list[list[str]] = [[] for _ in sentences]
    for shape, members in groups.items():
        marks: list[str] = []
        columns: dict[tuple[str, ...], str] = {}
        for column in zip(*(found[member] for member in members), strict=True):
            # A number that is the same everywhere ("per 1 000 children") belongs to the sentence.
            constant = len(set(column)) == 1
            if not constant and column not in columns:
                columns[column] = chr(FIRST_NUMBER_MARK + len(columns))
            marks.append(column[0] if constant else columns[column])
        filler = iter(marks)
        for place, member in enumerate(members):
            template_of[member] = len(templates)
            kept[member] = [column[place] for column in columns]
        templates.append("".join(c if c != _HOLE else next(filler) for c in shape))
    return templates, template_of, [number for row in kept for number in row]


def _codes(values: Sequence[int], count: int) -> tuple[int, str]:
    """Whole numbers below `count` as text: characters a value (mostly one), and the text."""
    width = 1
    while len(_ALPHABET) ** width < count:
        width += 1
    letters = product(_ALPHABET, repeat=width)  # in ascending order of what they stand for
    table = ["".join(next(letters)) for _ in range(count)]
    return width, "".join(map(table.__getitem__, values))
