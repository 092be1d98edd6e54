"""How far are our goals? Filters -> tree, course, change or links; or one indicator or goal."""

from lib.ui import goal_page
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("zielsystem"))
goal_page.show(view)
