"""Specifications of the target system: decision sheets for committees and their options."""

from __future__ import annotations

from typing import Final

from lib.ingest.spec import TableSpec, column
from lib.store import schema
from lib.text import msg

_proposal = schema.proposal
PROPOSAL: Final = TableSpec(
    table=_proposal,
    sheet="vorlagen",
    meaning=msg("Decision sheets: one goal for one committee"),
    key=("key",),
    columns=(
        column(
            _proposal, "key", "schluessel", msg("Your own short key of the sheet"), example="V1"
        ),
        column(_proposal, "goal_key", "ziel", msg("Goal it is about (key)"), example="H1"),
        column(
            _proposal,
            "body",
            "gremium",
            msg("Committee that decides"),
            example="Jugendhilfeausschuss",
        ),
        column(
            _proposal,
            "decides_on",
            "sitzung_am",
            msg("Day of the meeting; empty if it is not fixed"),
            example="15.09.2020",
        ),
        column(
            _proposal,
            "situation_de",
            "sachlage_de",
            msg("Situation in German, in a few sentences"),
            example="Das Elterncafé erreicht mehr Familien, die Förderung endet.",
        ),
        column(
            _proposal,
            "situation_en",
            "sachlage_en",
            msg("Situation in English, in a few sentences"),
            example="The parents' café reaches more families, the funding ends.",
        ),
        column(
            _proposal,
            "decision_de",
            "beschluss_de",
            msg("Decision asked for, in German"),
            example="Die Verwaltung führt das Elterncafé weiter.",
        ),
        column(
            _proposal,
            "decision_en",
            "beschluss_en",
            msg("Decision asked for, in English"),
            example="The administration continues the parents' café.",
        ),
    ),
)
_option = schema.proposal_option
PROPOSAL_OPTION: Final = TableSpec(
    table=_option,
    sheet="vorlagen_optionen",
    meaning=msg("Options of a decision sheet, in their order"),
    key=("proposal_key", "position"),
    columns=(
        column(_option, "proposal_key", "vorlage", msg("Decision sheet (key)"), example="V1"),
        column(
            _option,
            "position",
            "reihenfolge",
            msg("Order of the options"),
            low=1,
            high=99,
            example="1",
        ),
        column(
            _option,
            "title_de",
            "titel_de",
            msg("Option in German"),
            example="Weiterführen wie bisher",
        ),
        column(
            _option,
            "title_en",
            "titel_en",
            msg("Option in English"),
            example="Continue as before",
        ),
        column(
            _option,
            "text_de",
            "text_de",
            msg("What speaks for and against it, in German"),
            example="Kosten 12.000 € im Jahr; die Wege bleiben kurz.",
        ),
        column(
            _option,
            "text_en",
            "text_en",
            msg("What speaks for and against it, in English"),
            example="Costs €12,000 a year; families stay close to help.",
        ),
    ),
)
