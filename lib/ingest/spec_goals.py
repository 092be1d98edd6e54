"""Specifications of the target system: the tree of goals and the cooperation they need."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import (
    GOAL_LEVEL_LABELS,
    LEVEL_MAX,
)
from lib.ingest.spec import Choice, TableSpec, child_column, column
from lib.store import schema
from lib.text import msg

_goal = schema.goal
GOAL: Final = TableSpec(
    table=_goal,
    sheet="ziele",
    meaning=msg("The tree of goals: strategic, intermediate, operational"),
    key=("key",),
    columns=(
        column(_goal, "key", "schluessel", msg("Your own short key of the goal"), example="M1"),
        column(
            _goal,
            "level",
            "ebene",
            msg("Level of the goal; it cannot change later"),
            choices=tuple(Choice(int(level), label) for level, label in GOAL_LEVEL_LABELS.items()),
            example="Mittlerziel",
        ),
        column(
            _goal,
            "parent_key",
            "uebergeordnetes_ziel",
            msg("Goal one level up (key); empty for strategic goals"),
            example="L1",
        ),
        column(_goal, "position", "reihenfolge", msg("Order in lists"), example="1"),
        column(
            _goal,
            "title_de",
            "titel_de",
            msg("Goal in German"),
            example="Familien kennen die Angebote vor Ort",
        ),
        column(
            _goal,
            "title_en",
            "titel_en",
            msg("Goal in English"),
            example="Families know the local offers",
        ),
        column(
            _goal,
            "ags",
            "ags",
            msg("Municipality (AGS); empty for the whole Region"),
            example="03241002",
        ),
        column(
            _goal,
            "responsible_body",
            "zustaendig",
            msg("Body that answers for it (no names of persons)"),
            example="Kommunale Steuergruppe",
        ),
        child_column(
            schema.goal_life_phase,
            "goal_key",
            "life_phase_code",
            name="life_phase_codes",
            header="lebensphasen",
            meaning=msg("Life phases the goal is about (codes, separated by |)"),
            example="0-3|3-6",
        ),
    ),
)
_need = schema.goal_cooperation
GOAL_COOPERATION: Final = TableSpec(
    table=_need,
    sheet="kooperationsbedarf",
    meaning=msg("Which types of institutions a goal needs to work together, and how closely"),
    key=("goal_key", "type_a_code", "type_b_code"),
    columns=(
        column(_need, "goal_key", "ziel", msg("Goal (key)"), example="H1"),
        column(
            _need,
            "type_a_code",
            "einrichtungsart_a",
            msg("Type of institution; the order of the two does not matter"),
            example="kita",
        ),
        column(
            _need,
            "type_b_code",
            "einrichtungsart_b",
            msg("The other type of institution, or the same one"),
            example="grundschule",
        ),
        column(
            _need,
            "wanted_level",
            "gewuenschte_stufe",
            msg("Level of cooperation that the goal needs"),
            low=1,
            high=LEVEL_MAX,
            example="3",
        ),
    ),
)
