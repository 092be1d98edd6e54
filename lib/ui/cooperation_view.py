"""The cooperation heatmaps on the page: cells in words, axes, legend, the clicked cell."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts import heatmap as heat
from lib.charts.theme import picture_title
from lib.domain.vocabulary import CELL_STATE_LABELS, LEVEL_MAX, LEVEL_MIN, CellState
from lib.insights.cooperation import NOT_RATED, level_label, level_number, state_note
from lib.text import Dated, Num, Text, msg
from lib.ui import url_state
from lib.ui.filters import selection_line
from lib.ui.panels import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.charts.theme import AnyChart
    from lib.insights.cooperation import TypeCell, TypeMatrix
    from lib.insights.cooperation_pairs import Institution, InstitutionMatrix
    from lib.ui.context import View
    from lib.ui.filters import CooperationAsked

CELL: Final = "zelle"
SEPARATOR: Final = "~"
CHART_KEY: Final = "cooperation_matrix"
WITHHELD_MARK: Final = "•"
NOT_RATED_MARK: Final = "–"
HEIGHT_PX: Final = 560
TALL_PX: Final = 720
PICTURE_WIDTH_PX: Final = 1250
PICTURE_HEIGHT_PX: Final = 700
PRESENTATION_SCALE: Final = 1.45
#: Leaves room for question, answer and source line on a shared 16:9 screen.
STAGE_STYLE: Final = "<style>.st-key-stage { height: calc(100vh - 13.5rem); }</style>"
Selected = tuple[str, str] | None


def selected_cell(view: View, known: Sequence[str]) -> Selected:
    """Read which cell the address names (`?zelle=kita~jugendamt`); None for none."""
    if view.presentation:
        return None
    codes = set(known)

    def valid(text: str) -> bool:
        rater, _, rated = text.partition(SEPARATOR)
        return not text or {rater, rated} <= codes

    chosen = url_state.current(CELL, valid=valid, default="")
    st.session_state[url_state.widget_key(CELL)] = chosen
    url_state.publish(CELL, chosen, default="")
    rater, _, rated = chosen.partition(SEPARATOR)
    return (rater, rated) if chosen else None


def choose_cell(rater: str, rated: str) -> None:
    """Select a cell from a callback."""
    url_state.choose(CELL, f"{rater}{SEPARATOR}{rated}" if rater and rated else "")


def _take_click() -> None:
    points = st.session_state[CHART_KEY]["selection"].get(heat.SELECTION) or [{}]
    choose_cell(points[0].get("row", ""), points[0].get("column", ""))


def selection_text(view: View, asked: CooperationAsked) -> str:
    """What is shown in one line: wave, place, life phase, minimum level, day."""
    choice, lists = asked.choice, view.lists
    parts: list[Text] = [dict(view.lists.waves).get(choice.wave, "")]
    parts.append(lists.municipality_name(choice.ags) if choice.ags else view.settings.extent_name)
    if choice.life_phase:
        parts.append(lists.label("life_phase", choice.life_phase))
    if choice.minimum_level:
        label = level_label(choice.minimum_level, view.settings.level_names)
        parts.append(msg("from {level}", level=label))
    return selection_line(view, (*parts, Dated(view.state.reference_date)))


def legend(view: View, *, withholds: bool) -> dict[str, str]:
    """Words of the colours, in order; mark and word for what is no level."""
    names = view.settings.level_names
    words = {str(LEVEL_MIN): f"{LEVEL_MIN} {view.t(level_label(LEVEL_MIN, names))}"}
    for level in range(1, LEVEL_MAX + 1):
        words[str(level)] = (
            f"{level} {names[level - 1]}" if names else view.t(level_label(level, names))
        )
    if withholds:
        words[heat.WITHHELD] = f"{WITHHELD_MARK} {view.t(CELL_STATE_LABELS[CellState.WITHHELD])}"
    words[heat.UNKNOWN] = f"{NOT_RATED_MARK} {view.t(NOT_RATED)}"
    return words


def _type_cell(view: View, cell: TypeCell, minimum_level: int) -> heat.HeatCell:
    groups = {
        CellState.UNKNOWN: (heat.UNKNOWN, NOT_RATED_MARK),
        CellState.WITHHELD: (heat.WITHHELD, WITHHELD_MARK),
        CellState.NOT_COMPUTABLE: (heat.IMPOSSIBLE, ""),
    }
    if cell.state is CellState.VALUE:
        # half a level takes the colour of the lower one: never flatter
        group, text = str(math.floor(cell.median)), view.t(level_number(cell.median))
    else:
        group, text = groups[cell.state]
    return heat.HeatCell(
        row=cell.rater,
        column=cell.rated,
        group=group,
        text=text,
        tooltip=(
            view.t(cell.rater_label),
            view.t(cell.rated_label),
            text if cell.state is CellState.VALUE else view.t(state_note(cell.state)),
            view.t(middle_half(cell)),
            view.t(cell.raters) or NOT_RATED_MARK,
        ),
        is_faint=cell.state is CellState.VALUE and not cell.reaches(minimum_level),
    )


def middle_half(cell: TypeCell) -> Text:
    """Write the spread: between which levels the middle half of the ratings lies."""
    if math.isnan(cell.lower_quartile):
        return WITHHELD_MARK if cell.state is CellState.VALUE else NOT_RATED_MARK
    return msg(
        "{low} to {high}",
        low=_quartile(cell.lower_quartile),
        high=_quartile(cell.upper_quartile),
    )


def _quartile(value: float) -> Num:
    return Num(value, 0 if value.is_integer() else 2 if (value * 2) % 1 else 1)


def type_chart(
    view: View, matrix: TypeMatrix, look: heat.HeatLook, *, selected: Selected, lines: Lines = ()
) -> AnyChart:
    """Draw the matrix of types."""
    labels = {code: view.t(label) for code, label in matrix.types}
    axis = tuple(labels)
    return heat.heatmap(
        [_type_cell(view, cell, matrix.minimum_level) for cell in matrix.cells],
        rows=heat.HeatAxis(title=view.t(msg("Who rates")), keys=axis, labels=labels),
        columns=heat.HeatAxis(title=view.t(msg("Who is rated")), keys=axis, labels=labels),
        legend=legend(view, withholds=True),
        tooltip=[
            view.t(text)
            for text in (
                msg("Who rates"),
                msg("Who is rated"),
                msg("Median of the levels"),
                msg("Middle half"),
                msg("Rating institutions"),
            )
        ],
        look=look,
        selected=selected,
        title=picture_title(matrix.table.caption, lines, language=view.language) if lines else None,
    )


Lines = tuple[Text, ...]


def institution_chart(
    view: View,
    matrix: InstitutionMatrix,
    look: heat.HeatLook,
    *,
    selected: Selected,
    lines: Lines = (),
) -> AnyChart:
    """Draw the matrix of institutions; in the whole extent municipalities stand at the sides."""
    hosts = matrix.institutions
    names = {host.key: host.name for host in hosts}
    is_large = len(hosts) > heat.NUMBERS_UP_TO
    breaks = tuple(host.key for before, host in itertools.pairwise(hosts) if before.ags != host.ags)
    labels = _municipality_labels(view, hosts) if is_large else names
    cells = [
        heat.HeatCell(
            row=cell.rater,
            column=cell.rated,
            group=str(cell.level),
            text=str(cell.level),
            tooltip=(
                names[cell.rater],
                names[cell.rated],
                view.t(level_label(cell.level, view.settings.level_names)),
                view.t(NOT_RATED)
                if cell.opposite < 0
                else view.t(level_label(cell.opposite, view.settings.level_names)),
            ),
            is_faint=cell.level < matrix.minimum_level,
        )
        for cell in matrix.cells
    ]
    itself = view.t(msg("the institution itself"))
    cells += [
        heat.HeatCell(
            row=key, column=key, group=heat.IMPOSSIBLE, text="", tooltip=(name, name, itself, "")
        )
        for key, name in names.items()
    ]
    return heat.heatmap(
        cells,
        rows=heat.HeatAxis(
            title=view.t(msg("Who rates")), keys=tuple(names), labels=labels, breaks=breaks
        ),
        columns=heat.HeatAxis(
            title=view.t(msg("Who is rated")), keys=tuple(names), labels=labels, breaks=breaks
        ),
        legend=legend(view, withholds=False),
        tooltip=[
            view.t(text)
            for text in (
                msg("Who rates"),
                msg("Who is rated"),
                msg("Level of cooperation"),
                msg("Opposite direction"),
            )
        ],
        look=look,
        selected=selected,
        title=picture_title(matrix.table.caption, lines, language=view.language) if lines else None,
    )


def _municipality_labels(view: View, hosts: tuple[Institution, ...]) -> dict[str, str]:
    """One label a municipality, at its middle institution."""
    groups: dict[str, list[str]] = {}
    for host in hosts:
        groups.setdefault(host.ags, []).append(host.key)
    wide = view.t(msg("Whole region"))
    return {
        keys[len(keys) // 2]: view.lists.municipality_name(ags) if ags else wide
        for ags, keys in groups.items()
    }


def draw(view: View, chart: AnyChart, *, alt: str) -> None:
    """Put the matrix on the page; a click selects a cell."""
    if view.presentation:
        st.html(STAGE_STYLE)
        with st.container(key="stage"):
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt)
        return
    st.altair_chart(
        chart, theme=None, width="stretch", key=CHART_KEY, on_select=_take_click, alt=alt
    )


def look_of(view: View, rows_count: int, *, for_file: bool = False) -> heat.HeatLook:
    """Size and type of a matrix of so many rows."""
    is_large = rows_count > heat.NUMBERS_UP_TO
    angle = -90 if rows_count > 20 or is_large else -40
    if for_file:
        side = PICTURE_HEIGHT_PX if not is_large else PICTURE_WIDTH_PX
        return heat.HeatLook(
            language=view.language,
            width_px=PICTURE_WIDTH_PX,
            height_px=side,
            scale=1.3,
            label_limit_px=320,
            label_angle=angle,
        )
    if view.presentation:
        return heat.HeatLook(
            language=view.language, height_px=0, scale=PRESENTATION_SCALE, label_limit_px=330
        )
    return heat.HeatLook(
        language=view.language,
        height_px=TALL_PX if rows_count > 20 else HEIGHT_PX,
        label_angle=angle,
        label_limit_px=210,
    )


def panel(
    view: View,
    matrix: TypeMatrix | InstitutionMatrix,
    asked: CooperationAsked,
    *,
    draw_all: Callable[[], None],
    picture: Callable[[heat.HeatLook, Lines], AnyChart],
    rows_count: int,
) -> Panel:
    """One panel for either matrix."""
    lines = (selection_text(view, asked), *matrix.provenance.lines())
    return Panel(
        key="kooperation",
        title=matrix.table.caption,
        draw=draw_all,
        picture=lambda: picture(look_of(view, rows_count, for_file=True), lines),
        table=matrix.table,
        provenance=matrix.provenance,
    )
