"""Which conversations are due? Filters -> ranked list of pairs, or the sheet of one pair."""

from lib.ui import audience, talks_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("gespraeche"), tools=audience.switch)
talks_view.show(view)
