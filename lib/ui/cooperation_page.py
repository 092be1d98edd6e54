"""The cooperation page: filters, then the picture that is asked for, or the public one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.ui import cooperation_filters, cooperation_matrix_view
from lib.ui.cooperation_pictures import PICTURES

if TYPE_CHECKING:
    from lib.ui.context import View


def show(view: View) -> None:
    """Draw the filters and the picture that is asked for."""
    asked = cooperation_filters.choice_filters(
        view, pictures=[(code, label) for code, label, _ in PICTURES], with_matrix=True
    )
    if not view.shows_single_pairs:
        cooperation_matrix_view.show(view, asked)
        return
    cooperation_filters.show_active(view, asked.choice)
    next(show for code, _, show in PICTURES if code == asked.picture)(view, asked)
