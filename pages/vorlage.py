"""What is to be decided? A goal -> its decision sheet: situation, evidence, options, PDF."""

from lib.ui import proposal_view
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("vorlage"))
proposal_view.show(view)
