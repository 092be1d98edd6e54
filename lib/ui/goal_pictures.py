"""What the target system page can show, in the order of its choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from lib.text import Message, msg
from lib.ui import goal_links_view, goal_tree_view, status_change_view, status_years_view

if TYPE_CHECKING:
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

Show = Callable[["View", "GoalChoice"], None]
#: Code in the address, name, and who draws it; the first one is the default.
PICTURES: Final[tuple[tuple[str, Message, Show], ...]] = (
    ("baum", msg("Goal tree"), goal_tree_view.show),
    ("verlauf", msg("Status over time"), status_years_view.show),
    ("veraenderung", msg("Changed since a day"), status_change_view.show),
    ("verknuepfung", msg("What goals are tied to"), goal_links_view.show),
)
