"""How does the municipality stand? One municipality -> figures against Region and similar ones."""

from lib.ui import filters, panels, portrait_chooser, portrait_data, portrait_tools, portrait_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("kommune"))
bar = filters.row()
with bar:
    chosen = portrait_data.portrait_choice(view)

if chosen.ags:
    found = portrait_data.portrait_of(view, chosen)
    if not view.presentation:
        with bar:
            portrait_tools.show_tools(view, found)
    panels.show_answer(view, found.answer)
    portrait_view.show(view, found)
else:
    kinds = portrait_data.types_of(view, chosen)
    panels.show_answer(view, kinds.answer)
    portrait_chooser.show_chooser(view, kinds)
