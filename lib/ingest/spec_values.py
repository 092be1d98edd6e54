"""Specifications of the target system: values of the indicators, earlier ones, targets, events."""

from __future__ import annotations

from typing import Final

from lib.ingest.spec import TableSpec, column
from lib.store import schema
from lib.text import msg

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
        column(
            _observation,
            "suspends_judgement",
            "bewertung_ausgesetzt",
            msg("Yes if no status is given across this series break; it is drawn in any case"),
            example="nein",
        ),
        column(
            _observation,
            "published_on",
            "veroeffentlicht_am",
            msg("Day on which the value became known; empty: kept as stored, or the day of import"),
            example="31.03.2020",
        ),
    ),
)
_target = schema.indicator_target
INDICATOR_TARGET: Final = TableSpec(
    table=_target,
    sheet="weitere_ziele",
    meaning=msg("Further targets of an indicator, beside its main one"),
    key=("indicator_key", "year"),
    columns=(
        column(_target, "indicator_key", "indikator", msg("Indicator (key)"), example="I1"),
        column(
            _target,
            "year",
            "zieljahr",
            msg("Year by which the target is due; empty if it counts every year"),
            low=1900,
            high=2200,
            example="2025",
        ),
        column(_target, "value", "zielwert", msg("Target value"), example="240"),
        column(
            _target,
            "value_to",
            "zielwert_bis",
            msg("Upper end of the target if it is an interval; empty if it is one value"),
            example="",
        ),
    ),
)
_revision = schema.observation_revision
OBSERVATION_REVISION: Final = TableSpec(
    table=_revision,
    sheet="fruehere_werte",
    meaning=msg("Earlier values that a newer one replaced; the import also writes them by itself"),
    key=("indicator_key", "ags", "year", "replaced_on"),
    columns=(
        column(_revision, "indicator_key", "indikator", msg("Indicator (key)"), example="I1"),
        column(
            _revision,
            "ags",
            "ags",
            msg("Municipality (AGS); empty for the whole Region"),
            example="",
        ),
        column(_revision, "year", "jahr", msg("Year"), low=1900, high=2200, example="2018"),
        column(
            _revision,
            "published_on",
            "veroeffentlicht_am",
            msg("Day on which this earlier value became known; empty if unknown"),
            example="31.03.2019",
        ),
        column(
            _revision,
            "replaced_on",
            "ersetzt_am",
            msg("Day on which the newer value took its place"),
            example="31.03.2020",
        ),
        column(_revision, "value", "wert", msg("The earlier value"), example="158"),
        column(
            _revision,
            "is_series_break",
            "zeitreihenbruch",
            msg("Yes if the value cannot be compared with earlier ones"),
            example="nein",
        ),
        column(
            _revision,
            "note",
            "anmerkung",
            msg("Note on the value"),
            example="Vorläufig",
        ),
        column(
            _revision,
            "suspends_judgement",
            "bewertung_ausgesetzt",
            msg("Yes if no status is given across this series break; it is drawn in any case"),
            example="nein",
        ),
    ),
)
_annotation = schema.annotation
ANNOTATION: Final = TableSpec(
    table=_annotation,
    sheet="ereignisse",
    meaning=msg("Events that help to read the series of an indicator"),
    key=("key",),
    columns=(
        column(
            _annotation, "key", "schluessel", msg("Your own short key of the event"), example="E1"
        ),
        column(_annotation, "indicator_key", "indikator", msg("Indicator (key)"), example="I1"),
        column(
            _annotation,
            "ags",
            "ags",
            msg("Municipality (AGS); empty for the whole Region"),
            example="",
        ),
        column(
            _annotation,
            "happened_on",
            "datum",
            msg("Day of the event, or on which it began"),
            example="01.08.2018",
        ),
        column(
            _annotation,
            "text_de",
            "text_de",
            msg("What happened, in German, in a few words"),
            example="Zweites Elterncafé öffnet",
        ),
        column(
            _annotation,
            "text_en",
            "text_en",
            msg("What happened, in English, in a few words"),
            example="Second parents' café opens",
        ),
    ),
)
