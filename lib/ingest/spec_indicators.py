"""Specifications of the target system: indicators with all that belongs to their rule."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import (
    ACCOUNTABILITY_LABELS,
    INDICATOR_KIND_LABELS,
)
from lib.ingest.spec import Choice, TableSpec, child_column, choices_of, column
from lib.store import schema
from lib.text import msg

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
            "target_value_to",
            "zielwert_bis",
            msg("Upper end of the target if it is an interval; empty if it is one value"),
            example="",
        ),
        column(
            _indicator,
            "minimum_values",
            "mindestwerte",
            msg("Values a status needs: 6 as a rule; 4 or 5 are the method's exceptional case"),
            low=4,
            high=6,
            example="6",
        ),
        column(
            _indicator,
            "comparator_key",
            "vergleichsindikator",
            msg("Indicator from which the distance is judged (key); empty if none"),
            example="",
        ),
        child_column(
            schema.indicator_part,
            "indicator_key",
            "part_key",
            name="part_keys",
            header="teile",
            meaning=msg(
                "Only for a combined indicator: the indicators whose worst status it takes "
                "(keys, separated by |)"
            ),
            example="",
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
        column(
            _indicator,
            "caveat_de",
            "einschraenkung_de",
            msg("What to bear in mind when reading it, in German"),
            example="Ohne Besuche in den Ferien",
        ),
        column(
            _indicator,
            "caveat_en",
            "einschraenkung_en",
            msg("What to bear in mind when reading it, in English"),
            example="Without visits during the holidays",
        ),
        column(
            _indicator,
            "contact_role",
            "ansprechstelle",
            msg("Role or body to ask (no names of persons)"),
            example="Fachplanung Jugendhilfe",
        ),
        column(
            _indicator,
            "next_update_on",
            "naechste_aktualisierung",
            msg("Day on which the next value is expected"),
            example="31.03.2021",
        ),
    ),
)
