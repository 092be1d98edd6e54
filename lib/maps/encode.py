"""Values on their way to the browser: as few bytes as they need, and never as markup.

Tooltips of one map differ in names and numbers only. So each distinct sentence travels once,
with marks where the name and the numbers stand. Each distinct number travels once, too, with
the colour it stands for; an area then says which of them are its own in a character or two.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise, product
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lib.maps.model import AreaIndex, AreaPaint

#: Characters a value, and the text.
Packed: TypeAlias = tuple[int, str]
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
    by_ags = {area.ags: area for area in _without_marks(areas)}
    ordered = [by_ags.get(ags) for ags in index.ags]
    palette: dict[tuple[str, str], int] = {("", ABSENT): 0}
    paints: list[int] = []
    names: dict[int, str] = {}
    sentences: list[str] = []
    marked: list[int] = []
    for position, (area, known) in enumerate(zip(ordered, index.names, strict=True)):
        if area is None:
            paints.append(0)
            sentences.append(NAME_MARK + TEXT_START + NAME_MARK)
            continue
        paints.append(palette.setdefault((area.fill, area.state), len(palette)))
        if area.is_marked:
            marked.append(position)
        name = area.lines[0] if area.lines else known
        if name != known:
            names[position] = name
        whole = LINE_END.join(area.lines) + TEXT_START + area.text
        sentences.append(whole.replace(name, NAME_MARK) if name else whole)
    templates, template_of, columns = _fold(sentences)
    members: list[list[int]] = [[] for _ in templates]
    for paint, template in zip(paints, template_of, strict=True):
        members[template].append(paint)
    usual = max(range(len(members)), key=lambda template: len(members[template]), default=0)
    return {
        "count": len(ordered),
        "palette": list(palette),
        "templates": templates,
        "usual": usual,
        "others": _exceptions(
            (i, template) for i, template in enumerate(template_of) if template != usual
        ),
        "groups": [_group(*group) for group in zip(members, columns, strict=True)],
        "names": names,
        "marked": marked,
    }


def _without_marks(areas: Iterable[AreaPaint]) -> list[AreaPaint]:
    """The areas with texts in which our own marks cannot occur."""
    found = list(areas)
    # One test over everything is far cheaper than one for each text.
    everything = "".join("".join(area.lines) + area.text for area in found)
    if everything.replace("\u202f", "").replace("\u00a0", "").isprintable():
        return found
    return [
        replace(area, lines=tuple(map(plain, area.lines)), text=plain(area.text)) for area in found
    ]


def _fold(
    sentences: Sequence[str],
) -> tuple[list[str], list[int], list[list[tuple[str, ...]]]]:
    """Split sentences into templates, the template of each, and the numbers of each template.

    The numbers stand in columns, a row for each sentence of that template in order.
    """
    groups: dict[str, int] = {}
    template_of: list[int] = []
    rows: list[list[list[str]]] = []
    known: dict[str, tuple[int, list[str]]] = {}  # many areas say the same, but for their name
    for sentence in sentences:
        found = known.get(sentence)
        if found is None:
            parts = _NUMBER.split(sentence)  # text, number, text, number, ..., text
            group = groups.setdefault(_HOLE.join(parts[0::2]), len(groups))
            if group == len(rows):
                rows.append([])
            found = known[sentence] = group, parts[1::2]
        template_of.append(found[0])
        rows[found[0]].append(found[1])
    templates: list[str] = []
    columns: list[list[tuple[str, ...]]] = []
    for shape, numbers in zip(groups, rows, strict=True):
        marks: list[str] = []
        varying: dict[tuple[str, ...], str] = {}
        for column in zip(*numbers, strict=True):
            # A number that is the same everywhere ("per 1 000 children") belongs to the sentence.
            constant = len(set(column)) == 1
            if not constant and column not in varying:
                varying[column] = chr(FIRST_NUMBER_MARK + len(varying))
            marks.append(column[0] if constant else varying[column])
        filler = iter(marks)
        templates.append("".join(c if c != _HOLE else next(filler) for c in shape))
        columns.append(list(varying))
    return templates, template_of, columns


def _group(paints: Sequence[int], columns: Sequence[Sequence[str]]) -> tuple[object, ...]:
    """Areas that share a sentence: their columns of numbers, and how they are painted.

    A column is each distinct number, and which of them stands in each row. Colours mostly follow
    a number, so they travel once a number: (number of that column, colours of its numbers, rows
    that differ, columns); without such a column the first is -1 and the second one colour.
    """
    packed: list[tuple[str, Packed]] = []
    follows, colours = -1, paints[:1]
    differing = [(row, paint) for row, paint in enumerate(paints) if paint != paints[0]]
    for number, column in enumerate(columns):
        words = {word: code for code, word in enumerate(dict.fromkeys(column))}
        packed.append((";".join(words), _codes([words[word] for word in column])))
        if not differing:
            continue
        paint_of = dict(zip(column, paints, strict=True))
        expected = map(paint_of.__getitem__, column)
        pairs = enumerate(zip(expected, paints, strict=True))
        others = [(row, paint) for row, (guess, paint) in pairs if guess != paint]
        if len(others) + len(words) < len(differing):
            follows, colours, differing = number, [paint_of[word] for word in words], others
    return follows, _codes(colours), _exceptions(differing), packed


def _exceptions(found: Iterable[tuple[int, int]]) -> tuple[Packed, Packed]:
    """Rows that differ from what is usual, as steps from one to the next, and their values."""
    rows: list[int] = []
    values: list[int] = []
    for row, value in found:
        rows.append(row)
        values.append(value)
    steps = [after - before for before, after in pairwise([0, *rows])]
    return _codes(steps), _codes(values)


def _codes(values: Sequence[int]) -> Packed:
    """Whole numbers from 0 as text: characters a value (mostly one), and the text."""
    count = max(values, default=0) + 1
    width = 1
    while len(_ALPHABET) ** width < count:
        width += 1
    letters = product(_ALPHABET, repeat=width)  # in ascending order of what they stand for
    table = ["".join(next(letters)) for _ in range(count)]
    return width, "".join(map(table.__getitem__, values))
