"""Levels and criteria of ratings, with their words."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN
from lib.text import Message, msg

LEVELS: Final = tuple(range(LEVEL_MIN, LEVEL_MAX + 1))
COUNT_COLUMNS: Final = tuple(f"count_{level}" for level in LEVELS)
CRITERIA_LABELS: Final[dict[str, Message]] = {
    "knowledge_level": msg("Knowledge of the other's offers"),
    "bindingness_level": msg("Bindingness of the cooperation"),
    "regularity_level": msg("Regularity of exchange"),
}
