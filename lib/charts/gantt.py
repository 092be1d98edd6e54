"""Measures as bars over time: by group, with milestones, end of funding and the reference date.

A bar without a last day ends in an arrow. The status stands beside each bar as a word; a milestone
has a shape for each of its states. Behind the bars lies the time ahead that a reader asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from lib.charts import gantt_layers as layer
from lib.charts.gantt_model import ROW_PX, bar_frame, mark_frame
from lib.charts.theme import styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.gantt_model import GanttLook, GanttRow, GanttSpan
    from lib.charts.theme import AnyChart


def gantt(
    rows: Sequence[GanttRow],
    *,
    span: GanttSpan,
    look: GanttLook,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the bars; a click selects a measure (field `key`)."""
    frame = bar_frame(rows, span, look)
    bars, y = frame[frame["status"] != ""], layer.y_position(rows, look)
    layers = [
        layer.ahead_layer(span),
        layer.targets_layer(bars, y, look),
        *layer.group_layers(rows, y, look, frame),
        layer.bars_layer(bars[bars["has_bar"]], y, look),
        *layer.arrow_layers(bars, y, look),
        *layer.today_layers(span, look),
        layer.marks_layer(mark_frame(rows, span), y, look),
        layer.states_layer(bars, y, look),
    ]
    height: Any = "container" if look.fills_height else round(ROW_PX * look.scale) * len(rows)
    chart = alt.layer(*layers).add_params(
        alt.param(
            name="row_labels", value={row.key: row.name if row.status else "" for row in rows}
        ),
        alt.param(name="mark_words", value=dict(look.marks)),
    )
    chart = chart.properties(width=look.width_px or "container", height=height)
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale, is_fluid=look.fills_height)
