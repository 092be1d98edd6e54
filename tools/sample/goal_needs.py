"""What goals are about and need: life phases, and cooperation between types of institutions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tools.sample.base import Row

#: Life phases of the goals; a goal without an entry is about no phase in particular.
LIFE_PHASES: Final[dict[str, str]] = {
    "HZ1.1.1": "3-6", "HZ1.1.2": "3-6", "HZ1.1.3": "3-6",
    "HZ1.2.1": "0-3|3-6|6-10|10-16|16-18", "HZ1.2.2": "6-10|10-16",
    "HZ1.2.3": "0-3|3-6|6-10|10-16", "HZ1.3.1": "3-6|6-10", "HZ1.3.2": "6-10",
    "HZ2.1.1": "schwangerschaft|0-3", "HZ2.1.2": "schwangerschaft|0-3", "HZ2.1.3": "0-3",
    "HZ2.2.1": "0-3", "HZ2.2.2": "0-3|3-6", "HZ2.3.1": "0-3|3-6|6-10|10-16",
    "HZ2.3.2": "schwangerschaft|0-3|3-6", "HZ3.1.1": "3-6|6-10", "HZ3.1.2": "3-6|6-10",
    "HZ3.1.3": "0-3|3-6", "HZ3.2.1": "10-16|16-18", "HZ3.2.2": "16-18",
    "MZ1.1": "3-6", "MZ2.1": "schwangerschaft|0-3", "MZ2.2": "0-3|3-6", "MZ3.1": "3-6|6-10",
    "MZ3.2": "10-16|16-18",
}  # fmt: skip
COOPERATION_COLUMNS: Final = ("goal_key", "type_a_code", "type_b_code", "wanted_level")
#: goal, two types of institutions (in the order of their codes), level the goal needs
COOPERATIONS: Final = (
    ("HZ1.1.1", "familienzentrum", "kita", 3),
    ("HZ1.1.1", "gesundheitsdienst", "kita", 3),
    ("HZ1.1.2", "gesundheitsdienst", "kita", 2),
    ("HZ1.1.2", "hebamme-arztpraxis", "kita", 2),
    ("HZ1.2.1", "familienzentrum", "jobcenter", 3),
    ("HZ1.2.1", "grundschule", "jobcenter", 2),
    ("HZ2.1.1", "fruehe-hilfen", "hebamme-arztpraxis", 4),
    ("HZ2.1.1", "fruehe-hilfen", "jugendamt", 4),
    ("HZ2.1.2", "fruehe-hilfen", "gesundheitsdienst", 3),
    ("HZ2.1.2", "hebamme-arztpraxis", "jugendamt", 3),
    ("HZ2.1.3", "familienzentrum", "fruehe-hilfen", 3),
    ("HZ2.3.1", "beratungsstelle", "familienzentrum", 3),
    ("HZ2.3.1", "beratungsstelle", "jugendamt", 4),
    ("HZ3.1.1", "grundschule", "kita", 4),
    ("HZ3.1.1", "familienzentrum", "grundschule", 2),
    ("HZ3.1.2", "gesundheitsdienst", "grundschule", 3),
    ("HZ3.1.2", "grundschule", "kita", 4),
    ("HZ3.2.1", "jugendamt", "weiterfuehrende-schule", 4),
    ("HZ3.2.1", "polizei", "weiterfuehrende-schule", 2),
    ("HZ3.2.2", "jobcenter", "weiterfuehrende-schule", 3),
    ("HZ4.2.1", "kita", "kita", 2),
)


def cooperations() -> list[Row]:
    """Return the cooperation that goals need."""
    return [dict(zip(COOPERATION_COLUMNS, one, strict=True)) for one in COOPERATIONS]
