"""14 invented networks of Frühe Hilfen with steering bodies and their meetings, 2014 to 2021."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tools.sample.base import MARK, NEWEST, SHORT, Row, ags_of, day_between, stream, workday

if TYPE_CHECKING:
    import random

NETWORK_COLUMNS: Final = ("key", "name", "ags", "founded_on")
BODY_COLUMNS: Final = ("key", "name", "network_key", "rhythm_weeks")
MEETING_COLUMNS: Final = (
    "key", "network_key", "steering_body_key", "held_on", "participants_count", "parents_count",
)  # fmt: skip
#: Municipalities without a youth office of their own; two have no network yet.
WHERE: Final = tuple(ags_of(n) for n in (2, 4, 5, 6, 7, 8, 12, 14, 15, 16, 17, 18, 19, 21))
#: The pandemic gap: nobody met between these days.
GAP: Final = (date(2020, 3, 13), date(2020, 9, 6))
FOUNDED_LATE: Final = {"03241018": date(2017, 10, 24), "03241016": date(2016, 3, 8)}
#: This network fell asleep.
ASLEEP_SINCE: Final = {"03241004": date(2019, 6, 1)}


def _slug(ags: str) -> str:
    return SHORT[ags].lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")


def build() -> tuple[list[Row], list[Row]]:
    """Return networks and their steering bodies."""
    rng = stream("networks")
    networks: list[Row] = []
    bodies: list[Row] = []
    for ags in WHERE:
        founded = workday(day_between(rng, date(2008, 3, 1), date(2013, 11, 30)))
        networks.append({
            "key": f"netz-{_slug(ags)}", "ags": ags,
            "name": f"Netzwerk Frühe Hilfen {SHORT[ags]} {MARK}",
            "founded_on": FOUNDED_LATE.get(ags, founded),
        })  # fmt: skip
        bodies.append({
            "key": f"lenkung-{_slug(ags)}", "network_key": f"netz-{_slug(ags)}",
            "name": f"Lenkungsgruppe Frühe Hilfen {SHORT[ags]} {MARK}",
            "rhythm_weeks": rng.choice((8, 8, 9, 10, 12, 13, 13)),
        })  # fmt: skip
    return networks, bodies


def _is_open(day: date, *, ags: str, founded: date) -> bool:
    return founded <= day <= ASLEEP_SINCE.get(ags, NEWEST) and not GAP[0] <= day <= GAP[1]


def _in_term(day: date) -> date:
    """Move a day out of summer and Christmas holidays, and from a weekend to Friday."""
    if day.month == 7:
        day = date(day.year, 6, 10 + day.day // 2)
    elif day.month == 8:
        day = date(day.year, 9, 4 + day.day // 2)
    elif day.month == 12 and day.day > 18:
        day -= timedelta(days=16)
    elif day.month == 1 and day.day < 8:
        day += timedelta(days=7)
    return workday(day)


def _network_days(rng: random.Random, *, a_year: int) -> list[date]:
    days: list[date] = []
    for year in range(2014, 2022):
        count = max(2, min(4, a_year + rng.choice((-1, 0, 0, 1))))
        span = 365 // count
        for turn in range(count):
            first = date(year, 1, 10) + timedelta(days=turn * span)
            days.append(_in_term(day_between(rng, first, first + timedelta(days=span - 45))))
    return days


def _attendance(rng: random.Random, *, day: date, usual: int) -> tuple[int | None, int | None]:
    """Draw participants and, among them, parents; some minutes do not say."""
    factor = 0.55 if day > GAP[1] else rng.uniform(0.75, 1.25)
    participants = max(30, min(150, round(usual * factor)))
    if rng.random() < 0.04:
        return None, None
    parents = rng.choice((0, 0, 1, 1, 2, 2, 3, 4, 5, 8) if day < GAP[0] else (0, 0, 1, 1, 2, 3))
    return participants, None if rng.random() < 0.2 else parents


def build_meetings(networks: list[Row], bodies: list[Row]) -> list[Row]:
    """Return network and steering meetings in order of time."""
    rng = stream("meetings")
    rows: list[Row] = []
    for network, body in zip(networks, bodies, strict=True):
        ags, founded = str(network["ags"]), network["founded_on"]
        rhythm = body["rhythm_weeks"]
        assert isinstance(founded, date)  # noqa: S101  # narrows the type of a cell
        assert isinstance(rhythm, int)  # noqa: S101
        usual = rng.randint(38, 115)
        for day in _network_days(rng, a_year=rng.choice((2, 3, 3))):
            if _is_open(day, ags=ags, founded=founded):
                people, parents = _attendance(rng, day=day, usual=usual)
                rows.append({
                    "network_key": network["key"], "held_on": day,
                    "participants_count": people, "parents_count": parents,
                })  # fmt: skip
        day = date(2014, 1, 13) + timedelta(days=rng.randint(0, 40))
        while day <= NEWEST:
            held = _in_term(day + timedelta(days=rng.randint(-5, 5)))
            if _is_open(held, ags=ags, founded=founded):
                rows.append({
                    "steering_body_key": body["key"], "held_on": held,
                    "participants_count": rng.randint(5, 14), "parents_count": None,
                })  # fmt: skip
            day += timedelta(weeks=rhythm)
    rows.sort(
        key=lambda row: (
            str(row["held_on"]),
            str(row.get("network_key")),
            str(row.get("steering_body_key")),
        )
    )
    return [{"key": f"treffen-{n:04d}", **row} for n, row in enumerate(rows, start=1)]
