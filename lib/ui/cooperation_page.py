"""The cooperation page: filters, then the picture that is asked for, or the public one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.ui import audience, cooperation_filters, data, filters, named_view, panels
from lib.ui.cooperation_pictures import PICTURES

if TYPE_CHECKING:
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked


def show(view: View) -> None:
    """Draw the filters and the picture that is asked for."""
    pictures = [(code, label) for code, label, _ in PICTURES]
    row = filters.row()
    asked = cooperation_filters.choice_filters(view, pictures=pictures, with_matrix=True, row=row)
    with row:
        audience.switch(view)
    if view.shows_single_pairs:
        cooperation_filters.show_active(view, asked.choice)
    named_view.show_name(view)
    if view.shows_single_pairs:
        next(show for code, _, show in PICTURES if code == asked.picture)(view, asked)
    else:
        _show_public(view, asked)
    with row:
        named_view.remember(view, welle=asked.choice.wave)


def _show_public(view: View, asked: CooperationAsked) -> None:
    """Show the protected summary by type."""
    found = data.cooperation_types(view, asked.choice)
    panels.show_answer(view, found.answer)
    if asked.choice.wave and found.types:
        panels.show_panel(
            view,
            panels.Panel(
                key="kooperation",
                title=found.table.caption,
                draw=lambda: None,
                picture=None,
                table=found.table,
                provenance=found.provenance,
            ),
        )
