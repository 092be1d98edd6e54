"""Specifications of waves, ratings, pairs, agreements and reflection questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN, REFLECTION_TOPIC_LABELS
from lib.ingest.spec import ColumnSpec, TableSpec, choices_of, column
from lib.store import schema
from lib.text import msg

if TYPE_CHECKING:
    from sqlalchemy import Table

    from lib.text import Message


def _level(table: Table, name: str, header: str, meaning: Message) -> ColumnSpec:
    return column(table, name, header, meaning, low=LEVEL_MIN, high=LEVEL_MAX, example="3")


_wave = schema.wave
WAVE: Final = TableSpec(
    table=_wave,
    sheet="erhebungsrunden",
    meaning=msg("Waves in which cooperation was rated"),
    key=("code",),
    columns=(
        column(_wave, "code", "code", msg("Short name of the wave"), example="2020"),
        column(_wave, "label_de", "bezeichnung_de", msg("German name"), example="Erhebung 2020"),
        column(_wave, "label_en", "bezeichnung_en", msg("English name"), example="Survey 2020"),
        column(_wave, "starts_on", "beginn", msg("First day"), example="01.03.2020"),
        column(_wave, "ends_on", "ende", msg("Last day"), example="31.05.2020"),
    ),
)
_rating = schema.cooperation_rating
COOPERATION_RATING: Final = TableSpec(
    table=_rating,
    sheet="einschaetzungen",
    meaning=msg("How one institution rates its cooperation with another"),
    key=("wave_code", "rater_key", "rated_key"),
    columns=(
        column(_rating, "wave_code", "erhebungsrunde", msg("Wave (code)"), example="2020"),
        column(
            _rating,
            "rater_key",
            "einschaetzende_einrichtung",
            msg("Institution that rates (key)"),
            example="kita-sonnenweg",
        ),
        column(
            _rating,
            "rated_key",
            "eingeschaetzte_einrichtung",
            msg("Institution that is rated (key)"),
            example="grundschule-nord",
        ),
        column(_rating, "rated_on", "datum", msg("Day of the rating"), example="17.03.2020"),
        _level(_rating, "level", "stufe", msg("Overall level 0 to 5 (0 = no contact)")),
        _level(
            _rating,
            "knowledge_level",
            "stufe_wissenstiefe",
            msg("Level of knowledge of the other's offers, 0 to 5"),
        ),
        _level(
            _rating,
            "bindingness_level",
            "stufe_verbindlichkeit",
            msg("Level of bindingness, 0 to 5"),
        ),
        _level(
            _rating,
            "regularity_level",
            "stufe_regelmaessigkeit",
            msg("Level of regularity of exchange, 0 to 5"),
        ),
    ),
)
_pair = schema.cooperation_pair
COOPERATION_PAIR: Final = TableSpec(
    table=_pair,
    sheet="kooperationspaare",
    meaning=msg("What two institutions agreed on: common level and next step"),
    key=("wave_code", "institution_a_key", "institution_b_key"),
    columns=(
        column(_pair, "wave_code", "erhebungsrunde", msg("Wave (code)"), example="2020"),
        column(
            _pair,
            "institution_a_key",
            "einrichtung_a",
            msg("One institution (key); the order of the two does not matter"),
            example="grundschule-nord",
        ),
        column(
            _pair,
            "institution_b_key",
            "einrichtung_b",
            msg("The other institution (key)"),
            example="kita-sonnenweg",
        ),
        _level(_pair, "agreed_level", "gemeinsame_stufe", msg("Level both agreed on, 0 to 5")),
        column(_pair, "agreed_on", "vereinbart_am", msg("Day they agreed"), example="02.06.2020"),
        column(
            _pair,
            "talked_on",
            "gesprochen_am",
            msg("Day both last talked with each other about their cooperation"),
            example="02.06.2020",
        ),
        column(
            _pair,
            "next_step",
            "naechster_schritt",
            msg("Next step they agreed on"),
            example="Gemeinsamer Elternabend im Herbst",
        ),
        column(
            _pair,
            "next_step_due_on",
            "naechster_schritt_bis",
            msg("Day by which the next step is due"),
            example="31.10.2020",
        ),
        column(
            _pair,
            "next_step_owner",
            "naechster_schritt_wer",
            msg("Function that takes the next step (no names of persons)"),
            example="Leitung der Kita",
        ),
    ),
)
_agreement = schema.agreement
AGREEMENT: Final = TableSpec(
    table=_agreement,
    sheet="vereinbarungen",
    meaning=msg("Cooperation agreements with their validity"),
    key=("key",),
    columns=(
        column(
            _agreement,
            "key",
            "schluessel",
            msg("Your own short key of the agreement"),
            example="kv-2019-04",
        ),
        column(
            _agreement,
            "institution_a_key",
            "einrichtung_a",
            msg("One institution (key); the order of the two does not matter"),
            example="grundschule-nord",
        ),
        column(
            _agreement,
            "institution_b_key",
            "einrichtung_b",
            msg("The other institution (key)"),
            example="kita-sonnenweg",
        ),
        column(
            _agreement,
            "title",
            "titel",
            msg("Title of the agreement"),
            example="Kooperationsvereinbarung Kita und Grundschule",
        ),
        column(_agreement, "valid_from", "gueltig_von", msg("First day"), example="01.08.2019"),
        column(
            _agreement,
            "valid_to",
            "gueltig_bis",
            msg("First day on which it no longer holds"),
            example="01.08.2022",
        ),
    ),
)
_question = schema.reflection_question
REFLECTION_QUESTION: Final = TableSpec(
    table=_question,
    sheet="reflexionsfragen",
    meaning=msg("Your own questions for the talk of two institutions about their cooperation"),
    key=("code",),
    columns=(
        column(
            _question, "code", "code", msg("Your own short key of the question"), example="frage-1"
        ),
        column(_question, "position", "reihenfolge", msg("Order in lists"), example="1"),
        column(
            _question,
            "criterion",
            "kriterium",
            msg("Criterion the question belongs to; empty if it is about the whole cooperation"),
            choices=choices_of(REFLECTION_TOPIC_LABELS),
            example="Verbindlichkeit",
        ),
        column(
            _question,
            "text_de",
            "frage_de",
            msg("Question in German"),
            example="Was haben wir fest verabredet?",
        ),
        column(
            _question,
            "text_en",
            "frage_en",
            msg("Question in English"),
            example="What have we firmly agreed on?",
        ),
    ),
)
