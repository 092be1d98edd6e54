"""How well do we work together? Selection -> picture of the levels -> answer, reading, table."""

from lib.ui import audience, cooperation_page
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("kooperation"), tools=audience.switch)
cooperation_page.show(view)
