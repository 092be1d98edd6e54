"""What do the figures rest on? Section -> what is stored, where from, how computed."""

from lib.ui import data, panels, sources_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("daten-methoden"))
insight = data.inventory(view)

panels.show_answer(view, insight.answer)
sources_view.show(view, sources_view.section(view), insight)
