"""Where are offers missing? Filters -> density of each municipality -> one of four views."""

from lib.ui import density_page
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("angebotsdichte"))
density_page.show(view)
