"""Who reaches an offer? Filters and distance -> accessibility by 2SFCA -> map, reading, table."""

from lib.ui import accessibility_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("erreichbarkeit"))
accessibility_view.show(view)
