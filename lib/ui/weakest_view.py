"""The gap matrix read by the weakest link: picture and reading side by side, table, pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.matrix import matrix_chart
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.theme import INK, MUTED, picture_title
from lib.domain.weakest_link import GRADE_LABELS, PART_LABELS, Grade, LinkPart
from lib.insights.weakest_link import weakest_links
from lib.insights.weakest_link_words import (
    CAPTION,
    PART_SIGNS,
    link_sentence,
    lowest_pairs,
    pairs_table,
    part_sentence,
)
from lib.text import msg
from lib.ui import (
    cache,
    cooperation_control,
    data,
    filters,
    gap_choice,
    gap_reading,
    matrix,
    panels,
    sheet_link,
)
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.charts.theme import AnyChart
    from lib.insights.weakest_link import LinkCell, WeakestLinks
    from lib.text import Text
    from lib.ui.context import View
    from lib.ui.gap_choice import GapChoice, Selected

SHEETS_SHOWN: Final = 2
HEIGHT_PX: Final = 520
#: Code, fill, ink and sign of each grade: dark to light, and discs from empty to full.
LOOKS: Final[dict[Grade, tuple[str, str, str, str]]] = {
    Grade.WEAK: ("w", "#a8480b", "#ffffff", "○"),
    Grade.STRAINED: ("s", "#f4c97c", INK, "◐"),
    Grade.HOLDS: ("h", "#d6e8ec", INK, "●"),
    Grade.UNKNOWN: ("u", "#ffffff", MUTED, "?"),
}
#: Signs of a picture file: its typeface has no discs.
FILE_SIGNS: Final[dict[Grade, str]] = {
    Grade.WEAK: "–",
    Grade.STRAINED: "~",
    Grade.HOLDS: "+",
    Grade.UNKNOWN: "?",
}
FILE_ROW_PX: Final = 46
ICONS: Final[dict[Grade, str]] = {
    Grade.WEAK: ":material/trip_origin:",
    Grade.STRAINED: ":material/contrast:",
    Grade.HOLDS: ":material/check_circle:",
    Grade.UNKNOWN: ":material/question_mark:",
}


def show(
    view: View,
    chosen: GapChoice,
    *,
    places: tuple[str, ...],
    selected: Selected,
    parts: tuple[Text, ...],
) -> None:
    """Answer, matrix of the transitions with reading, table, pairs of the chosen cell."""
    found = _found(view, chosen, places)
    panels.show_answer(view, found.answer)
    if not found.columns:
        return
    columns = {column.key for column in found.columns}
    selected = selected if selected and selected[1] in columns else None
    model = _model(view, found)
    lines = (filters.selection_line(view, parts), *found.provenance.lines())
    panels.show_panel(
        view,
        panels.Panel(
            key="schwaechstes-glied",
            title=CAPTION,
            draw=lambda: _draw(view, found, model, selected),
            picture=lambda: _picture(view, found, lines),
            table=found.table,
            provenance=found.provenance,
        ),
    )
    cell = found.cell(*selected) if selected else None
    if cell is not None:
        table = pairs_table(found, cell, level_names=view.settings.level_names)
        panels.show_table(view, table, key="pairs_of_link")


def _found(view: View, chosen: GapChoice, places: tuple[str, ...]) -> WeakestLinks:
    return cache.ask(
        data.at(view),
        weakest_links,
        chosen.offers,
        thresholds=chosen.thresholds,
        extent_name=view.settings.extent_name,
        lists=view.lists,
        scope=data.scope(view),
        places=places,
    )


def _picture(view: View, found: WeakestLinks, lines: tuple[Text, ...]) -> AnyChart:
    look = cooperation_control.look_of(view, len(found.areas))
    look = replace(look, height_px=max(look.height_px, FILE_ROW_PX * len(found.areas)))
    title = picture_title(CAPTION, lines, language=view.language)
    return matrix_chart(_model(view, found, signs=FILE_SIGNS), look=look, title=title)


def _model(view: View, found: WeakestLinks, *, signs: Mapping[Grade, str] | None = None) -> Matrix:
    """Write the matrix in the reader's language; `signs` stand for the discs in a file."""
    marks = signs or {grade: mark for grade, (*_, mark) in LOOKS.items()}
    labels = [view.t(column.label) for column in found.columns]
    return Matrix(
        rows=MatrixAxis(
            title=view.t(msg("Municipality")),
            keys=tuple(ags for ags, _ in found.areas),
            labels=tuple(name for _, name in found.areas),
        ),
        columns=MatrixAxis(
            title=view.t(msg("Transition")),
            keys=tuple(column.key for column in found.columns),
            labels=tuple(label.replace("→", "–") if signs else label for label in labels),
        ),
        codes="".join(LOOKS[cell.link.grade][0] for cell in found.cells),
        signs=tuple(
            MatrixSign(code=code, word=view.t(GRADE_LABELS[grade]), fill=fill, ink=ink, mark=mark)
            for grade, (code, fill, ink, mark) in LOOKS.items()
        ),
        texts={
            place: _text(view, cell, marks[cell.link.grade])
            for place, cell in enumerate(found.cells)
        },
        lines={
            place: (view.t(link_sentence(cell)), *_part_lines(view, cell))
            for place, cell in enumerate(found.cells)
        },
    )


def _text(view: View, cell: LinkCell, mark: str) -> str:
    """Sign of the link and the parts that are the weakest."""
    weakest = cell.link.weakest
    if len(weakest) == len(LinkPart):
        return " ".join((mark, view.t(msg("all three"))))
    return " ".join((mark, " + ".join(view.t(PART_SIGNS[part]) for part in weakest))).strip()


def _part_lines(view: View, cell: LinkCell) -> tuple[str, ...]:
    return tuple(
        view.t(
            msg(
                "{part}: {grade}. {why}",
                part=PART_LABELS[part],
                grade=GRADE_LABELS[cell.link.of(part)],
                why=part_sentence(cell, part),
            )
        )
        for part in LinkPart
    )


def _draw(view: View, found: WeakestLinks, model: Matrix, selected: Selected) -> None:
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        matrix.draw(
            view,
            model,
            key="weakest_matrix",
            label=view.t(CAPTION),
            selected=selected,
            on_choose=gap_choice.choose_cell,
            height_px=HEIGHT_PX,
        )
        line = msg(
            "Each cell names its weakest part: {offers} = offers, {cooperation} = cooperation "
            "between the institutions of both phases, {agreement} = agreement between them.",
            offers=PART_SIGNS[LinkPart.OFFERS],
            cooperation=PART_SIGNS[LinkPart.COOPERATION],
            agreement=PART_SIGNS[LinkPart.AGREEMENT],
        )
        st.caption(escape(view.t(line)))
    with reading:
        gap_reading.choosers(view, found.areas, found.columns, selected)
        cell = found.cell(*selected) if selected else None
        if cell is not None:
            _detail(view, found, cell)
        else:
            st.caption(
                escape(
                    view.t(
                        msg(
                            "A transition holds only where offers, cooperation and agreement hold. "
                            "Please click a cell, or choose one above, to see why."
                        )
                    )
                )
            )


def _detail(view: View, found: WeakestLinks, cell: LinkCell) -> None:
    """The link, its three parts with reasons, and the sheets of the lowest pairs."""
    st.markdown(f"**{escape(view.t(cell.gap.title))}**")
    st.markdown(f"{ICONS[cell.link.grade]} {escape(view.t(link_sentence(cell)))}")
    for part, line in zip(LinkPart, _part_lines(view, cell), strict=True):
        st.caption(f"{ICONS[cell.link.of(part)]} {escape(line)}")
    lowest = lowest_pairs(found, cell, count=SHEETS_SHOWN)
    if lowest:
        title = view.t(msg("Pairs with the lowest level"))
        st.markdown(f"**{escape(title)}**")
    for one, other in lowest:
        st.caption(escape(f"{found.names[one]} – {found.names[other]}"))
        sheet_link.link(view, one, other, found.wave)
    st.button(
        view.t(msg("Clear selection")),
        icon=":material/close:",
        on_click=gap_choice.choose_cell,
        args=("", ""),
        key="clear_cell",
    )
