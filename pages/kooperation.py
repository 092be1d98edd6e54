"""How well do we work together? Selection -> matrix of levels -> heatmap, reading, table."""

from lib.ui import cooperation_page, filters
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("kooperation"))
cooperation_page.show(view, filters.cooperation_choice(view))
