"""Where should we act first? Selection -> every cell judged -> gap matrix, reading, table."""

from lib.ui import gap_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("bedarf-luecken"))
gap_view.show(view)
