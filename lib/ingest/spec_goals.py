"""Specifications of the target system: goals, measures, indicators and their values."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import (
    ACCOUNTABILITY_LABELS,
    GOAL_LEVEL_LABELS,
    INDICATOR_KIND_LABELS,
    MEASURE_STATUS_LABELS,
)
from lib.ingest.spec import Choice, TableSpec, child_column, choices_of, column
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
    ),
)
_measure = schema.measure
MEASURE: Final = TableSpec(
    table=_measure,
    sheet="massnahmen",
    meaning=msg("Measures that serve a goal, linked to offers"),
    key=("key",),
    columns=(
        column(
            _measure, "key", "schluessel", msg("Your own short key of the measure"), example="MN1"
        ),
        column(_measure, "goal_key", "ziel", msg("Goal it serves (key)"), example="H1"),
        column(
            _measure,
            "title_de",
            "titel_de",
            msg("Measure in German"),
            example="Familienwegweiser drucken",
        ),
        column(
            _measure,
            "title_en",
            "titel_en",
            msg("Measure in English"),
            example="Print a family guide",
        ),
        column(
            _measure,
            "responsible_body",
            "zustaendig",
            msg("Body that answers for it (no names of persons)"),
            example="Koordination Frühe Hilfen",
        ),
        column(
            _measure,
            "status",
            "status",
            msg("State of the measure"),
            choices=choices_of(MEASURE_STATUS_LABELS),
            example="läuft",
        ),
        column(_measure, "starts_on", "beginn", msg("First day"), example="01.01.2019"),
        column(_measure, "ends_on", "ende", msg("Last day"), example="31.12.2020"),
        child_column(
            schema.measure_offer,
            "measure_key",
            "offer_key",
            name="offer_keys",
            header="angebote",
            meaning=msg("Offers that belong to it (keys, separated by |)"),
            example="elterncafe-sonnenweg",
        ),
    ),
)
_indicator = schema.indicator
INDICATOR: Final = TableSpec(
    table=_indicator,
    sheet="indikatoren",
    meaning=msg("Indicators that show how far a goal is"),
    key=("key",),
    columns=(
        column(
            _indicator,
            "key",
            "schluessel",
            msg("Your own short key of the indicator"),
            example="I1",
        ),
        column(
            _indicator,
            "goal_key",
            "ziel",
            msg("Goal it belongs to (key); empty if none"),
            example="M1",
        ),
        column(_indicator, "position", "reihenfolge", msg("Order in lists"), example="1"),
        column(
            _indicator,
            "name_de",
            "name_de",
            msg("Indicator in German"),
            example="Familien im Elterncafé",
        ),
        column(
            _indicator,
            "name_en",
            "name_en",
            msg("Indicator in English"),
            example="Families in the parents' café",
        ),
        column(
            _indicator,
            "definition_de",
            "definition_de",
            msg("What exactly is counted, in German"),
            example="Familien mit mindestens einem Besuch im Jahr",
        ),
        column(
            _indicator,
            "definition_en",
            "definition_en",
            msg("What exactly is counted, in English"),
            example="Families with at least one visit a year",
        ),
        column(
            _indicator, "unit", "einheit", msg("Unit of the values, in German"), example="Familien"
        ),
        column(
            _indicator,
            "unit_en",
            "einheit_englisch",
            msg("Unit of the values, in English; empty if it is the same"),
            example="families",
        ),
        column(
            _indicator,
            "decimals",
            "nachkommastellen",
            msg("Decimals to show"),
            low=0,
            high=6,
            example="0",
        ),
        column(
            _indicator,
            "direction",
            "richtung",
            msg("Which direction is wanted"),
            choices=(Choice(1, msg("higher is better")), Choice(-1, msg("lower is better"))),
            example="höher ist besser",
        ),
        column(
            _indicator,
            "kind",
            "zielart",
            msg("How the target is meant"),
            choices=choices_of(INDICATOR_KIND_LABELS),
            example="bis zu einem Jahr erreichen",
        ),
        column(
            _indicator,
            "baseline_year",
            "ausgangsjahr",
            msg("Year of the baseline"),
            low=1900,
            high=2200,
            example="2015",
        ),
        column(
            _indicator,
            "baseline_value",
            "ausgangswert",
            msg("Value of the baseline"),
            example="120",
        ),
        column(_indicator, "target_value", "zielwert", msg("Target value"), example="200"),
        column(
            _indicator,
            "target_year",
            "zieljahr",
            msg("Year by which the target is due"),
            low=1900,
            high=2200,
            example="2022",
        ),
        column(
            _indicator,
            "source",
            "quelle",
            msg("Where the values come from"),
            example="Jahresberichte der Einrichtungen",
        ),
        column(
            _indicator,
            "accountability",
            "verantwortung",
            msg("Who answers for it: the whole partnership or one offer"),
            choices=choices_of(ACCOUNTABILITY_LABELS),
            example="einzelnes Angebot (Leistung)",
        ),
        column(
            _indicator,
            "impact_step",
            "wirkungsstufe",
            msg("Step of the Wirkungstreppe (PHINEO), 1 to 7"),
            low=1,
            high=7,
            example="2",
        ),
    ),
)
_observation = schema.observation
OBSERVATION: Final = TableSpec(
    table=_observation,
    sheet="indikatorwerte",
    meaning=msg("Values of the indicators by year, for the Region or a municipality"),
    key=("indicator_key", "ags", "year"),
    columns=(
        column(_observation, "indicator_key", "indikator", msg("Indicator (key)"), example="I1"),
        column(
            _observation,
            "ags",
            "ags",
            msg("Municipality (AGS); empty for the whole Region"),
            example="",
        ),
        column(_observation, "year", "jahr", msg("Year"), low=1900, high=2200, example="2019"),
        column(_observation, "value", "wert", msg("Value in the indicator's unit"), example="163"),
        column(
            _observation,
            "is_series_break",
            "zeitreihenbruch",
            msg("Yes if the value cannot be compared with earlier ones"),
            example="nein",
        ),
        column(
            _observation,
            "note",
            "anmerkung",
            msg("Note on the value"),
            example="Neue Zählweise ab 2019",
        ),
    ),
)
