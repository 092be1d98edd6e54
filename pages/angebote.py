"""Which offers are there? Words and filters -> list of offers or institutions -> one entry."""

from lib.ui import panels, search_data, search_filters, search_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("angebote"))
choice = search_filters.search_choice(view)
insight = search_data.found(view, choice)

panels.show_answer(view, insight.answer)
search_view.show(view, choice, insight)
