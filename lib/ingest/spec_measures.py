"""Specifications of the target system: measures and their milestones."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import (
    MEASURE_STATUS_LABELS,
)
from lib.ingest.spec import TableSpec, child_column, choices_of, column
from lib.store import schema
from lib.text import msg

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
        column(
            _measure,
            "budget_note_de",
            "budget_de",
            msg("What it costs and who pays, in German"),
            example="12.000 € im Jahr, davon 8.000 € gefördert",
        ),
        column(
            _measure,
            "budget_note_en",
            "budget_en",
            msg("What it costs and who pays, in English"),
            example="€12,000 a year, €8,000 of it funded",
        ),
        column(
            _measure,
            "funding_source",
            "foerderung",
            msg("Programme or body that funds it"),
            example="Landesprogramm (befristet)",
        ),
        column(
            _measure,
            "funding_ends_on",
            "foerderung_ende",
            msg("Last day that is funded; empty if it is permanent"),
            example="30.06.2020",
        ),
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
_milestone = schema.milestone
MILESTONE: Final = TableSpec(
    table=_milestone,
    sheet="meilensteine",
    meaning=msg("Milestones of the measures"),
    key=("key",),
    columns=(
        column(
            _milestone,
            "key",
            "schluessel",
            msg("Your own short key of the milestone"),
            example="MN1-1",
        ),
        column(_milestone, "measure_key", "massnahme", msg("Measure (key)"), example="MN1"),
        column(
            _milestone,
            "title_de",
            "titel_de",
            msg("Milestone in German"),
            example="Texte abgestimmt",
        ),
        column(
            _milestone,
            "title_en",
            "titel_en",
            msg("Milestone in English"),
            example="Texts agreed",
        ),
        column(
            _milestone, "due_on", "faellig_am", msg("Day on which it is due"), example="31.03.2020"
        ),
        column(
            _milestone,
            "done_on",
            "erledigt_am",
            msg("Day on which it was done; empty if it is open"),
            example="",
        ),
    ),
)
