"""Small goal trees for the tests of status over time: only what these insights read of a tree."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from lib.domain.indicator_status import Method
from lib.domain.vocabulary import GoalLevel
from lib.insights.types import Provenance
from lib.text import Label

PROVENANCE = Provenance(
    is_sample=True,
    data_version=3,
    reference_date=date(2021, 6, 30),
    sources=("Quelle",),
    method="weather-status",
)


def row(key: str) -> Any:
    name = Label(f"Name {key}", f"Name of {key}")
    return SimpleNamespace(key=key, name=name, unit=Label("%", "%"), decimals=1)


def insight(*goals: tuple[str, ...], loose: tuple[str, ...] = ()) -> Any:
    """Strategic goals z1, z2, … with indicators of these keys; `loose` ones have no goal."""
    tree = tuple(
        SimpleNamespace(
            key=f"z{number}",
            level=GoalLevel.STRATEGIC,
            number=number,
            title=Label(f"Ziel {number}", f"Goal {number}"),
            readings=lambda keys=keys: tuple(row(key) for key in keys),
        )
        for number, keys in enumerate(goals, start=1)
    )
    unattached = tuple(row(key) for key in loose)
    return SimpleNamespace(
        readings=lambda: (*(one for node in tree for one in node.readings()), *unattached),
        year=2020,
        method=Method.WEATHER,
        tree=tree,
        unattached=unattached,
        provenance=PROVENANCE,
    )
