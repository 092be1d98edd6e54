"""What runs, what ends? Timeline of the measures, or what ends by link of the chain."""

from lib.ui import audience, measure_page
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("massnahmen"), tools=audience.switch)
measure_page.show(view)
