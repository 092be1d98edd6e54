"""From which days on a reader may ask what has changed: publications and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from lib.store.queries import goal_values
from lib.store.queries.meetings import steering_meetings

if TYPE_CHECKING:
    from datetime import date

    from lib.store.engine import Engine

MEETINGS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class ChangeDays:
    """Days to choose from, newest first; without `publications` nothing can be compared.

    `default` is the publication before the newest one. `meetings` are (day, body): of the bodies
    of the chosen municipality and of the Region, or, for the Region as a whole, each body's last.
    """

    publications: tuple[date, ...]
    meetings: tuple[tuple[date, str], ...]

    @property
    def default(self) -> date | None:
        """Day before the newest data came; None where no day of publication is known."""
        if not self.publications:
            return None
        if len(self.publications) == 1:  # the only one: what was known on the day before
            return self.publications[0] - timedelta(days=1)
        return self.publications[1]

    @property
    def earliest(self) -> date | None:
        """First day a reader may choose."""
        days = [*self.publications, *(day for day, _ in self.meetings), self.default]
        return min((day for day in days if day is not None), default=None)


def change_days(engine: Engine, *, prefixes: tuple[str, ...], ags: str, until: date) -> ChangeDays:
    """Read publications and meetings up to a day.

    Raises:
        StoreError: the database cannot answer.
    """
    published = [day for day in goal_values.publication_days(engine) if day <= until]
    frame = steering_meetings(engine, until=until, prefixes=prefixes)
    if ags:
        frame = frame[frame["ags"].isin({"", ags})].head(MEETINGS_SHOWN)
    else:
        frame = frame.drop_duplicates("name").sort_values("name")
    held = (day.date() for day in frame["held_on"])
    return ChangeDays(tuple(published), tuple(zip(held, frame["name"].tolist(), strict=True)))
