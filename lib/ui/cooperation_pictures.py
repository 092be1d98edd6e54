"""What the cooperation page can show inside the circle, in the order of its choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from lib.text import Message, msg
from lib.ui import asymmetry_view, cooperation_matrix_view, network_view, wave_change_view

if TYPE_CHECKING:
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked

Show = Callable[["View", "CooperationAsked"], None]
#: Code in the address, name, and who draws it; the first one is the default.
PICTURES: Final[tuple[tuple[str, Message, Show], ...]] = (
    ("matrix", msg("Matrix"), cooperation_matrix_view.show),
    ("unterschiede", msg("Difference of ratings"), asymmetry_view.show),
    ("veraenderung", msg("Change"), wave_change_view.show),
    ("netz", msg("Network"), network_view.show),
)
