"""What confirmations cannot say: only the newest one of each offer is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.text import Message, msg

if TYPE_CHECKING:
    from datetime import date

    from lib.store.queries.state import DataState


def earlier_day_note(*days: date, state: DataState) -> tuple[Message, ...]:
    """Say that on a day before the newest data more looks unconfirmed than was.

    An offer that was confirmed again afterwards has lost its earlier confirmation.
    """
    if min(days) >= state.reference_date:
        return ()
    return (
        msg(
            "Only the newest confirmation of an offer is known: on earlier days, more looks "
            "unconfirmed than was."
        ),
    )
