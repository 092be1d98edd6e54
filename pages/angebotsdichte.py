"""Where are offers missing? Selection -> density of each municipality -> map, reading, table."""

from lib.ui import data, density_map, filters, panels, readings
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("angebotsdichte"))
chosen = filters.offer_choice(view)
insight = data.density(view, chosen)

panels.show_answer(view, insight.answer)
subtitle = filters.selection_line(view, readings.selection_parts(view, chosen))
panels.show_panel(
    view,
    panels.Panel(
        key="angebotsdichte",
        title=insight.table.caption,
        draw=lambda: readings.map_with_reading(view, insight, chosen),
        picture=lambda: density_map.map_picture(
            view, insight, subtitle=subtitle, selected_ags=chosen.ags
        ),
        table=insight.table,
        provenance=insight.provenance,
        extra_sources=data.boundary_sources(view),
    ),
)
readings.offer_list(view, chosen)
