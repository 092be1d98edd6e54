"""One invented institution that merged into another one at the end of 2019, and its ratings.

It is written by hand and has random streams of its own, so that no other table shifts. It offers
nothing any more and took part in the first wave only.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tools.sample.base import MARK, Row, stream
from tools.sample.cooperation import rate
from tools.sample.institutions import Institution

CLOSED_ON: Final = date(2020, 1, 1)
#: Where the closed institution went.
SUCCESSOR_KEY: Final = "inst-093"
CLOSED: Final = Institution(
    key="inst-125",
    name=f"Elternberatung Uferweg {MARK}",
    type_code="beratungsstelle",
    sector_code="frei",
    ags="03241005",
    phases=("0-3", "3-6", "6-10"),
)
#: Chosen so that the share of ratings at level 3 or higher, an indicator of its own, stays.
#: The other institution -> the closed one's rating of it, its rating of the closed one.
LEVELS: Final[dict[str, tuple[int | None, int | None]]] = {
    "inst-029": (2, 2),
    "inst-030": (2, None),
    "inst-048": (1, 2),
    "inst-067": (3, 2),
    "inst-093": (3, 3),
}


def rows() -> list[Row]:
    """Return the institution's row."""
    return [{**CLOSED.row(), "successor_key": SUCCESSOR_KEY, "closed_on": CLOSED_ON}]


def ratings(institutions: list[Institution]) -> list[Row]:
    """Return its ratings of the first wave, in both directions."""
    rng = stream("closed")
    known = {one.key: one for one in institutions}
    made: list[Row] = []
    for key, (given, received) in LEVELS.items():
        sides = ((CLOSED, known[key], given), (known[key], CLOSED, received))
        for rater, rated, level in sides:
            if level is not None:
                made.append(rate(rng, wave="2018", rater=rater, rated=rated, level=level))
    return made
