"""Specifications of places, census figures and code lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.domain.vocabulary import PREGNANCY_AGE_YEARS
from lib.ingest.spec import ColumnSpec, Kind, TableSpec, column
from lib.store import schema
from lib.text import msg

if TYPE_CHECKING:
    from sqlalchemy import Table

    from lib.text import Message


def _code_columns(table: Table, *, example: str, label: str) -> tuple[ColumnSpec, ...]:
    return (
        column(
            table,
            "code",
            "code",
            msg("Short name that other tables use; it stays the same for ever"),
            example=example,
        ),
        column(table, "position", "reihenfolge", msg("Order in lists"), example="1"),
        column(table, "label_de", "bezeichnung_de", msg("German name"), example=label),
        column(
            table, "label_en", "bezeichnung_en", msg("English name"), example=f"({label}, English)"
        ),
    )


def _code_list(
    table: Table, sheet: str, meaning: Message, *extra: ColumnSpec, example: str, label: str
) -> TableSpec:
    columns = (*_code_columns(table, example=example, label=label), *extra)
    return TableSpec(table=table, sheet=sheet, meaning=meaning, columns=columns, key=("code",))


_place = schema.municipality
MUNICIPALITY: Final = TableSpec(
    table=_place,
    sheet="gemeinden",
    meaning=msg("The municipalities of the extent"),
    key=("ags",),
    columns=(
        column(
            _place,
            "ags",
            "ags",
            msg("Official municipality key (Amtlicher Gemeindeschlüssel), 8 digits"),
            example="03241001",
        ),
        column(_place, "name", "name", msg("Name of the municipality"), example="Hannover"),
        column(
            _place,
            "area_km2",
            "flaeche_km2",
            msg("Area in square kilometres"),
            above=0,
            example="204,3",
        ),
    ),
)
_figure = schema.context_indicator
CONTEXT_INDICATOR: Final = _code_list(
    _figure,
    "kennzahlen",
    msg("Census and other official figures that describe a municipality"),
    column(_figure, "unit", "einheit", msg("Unit of the values, in German"), example="Personen"),
    column(
        _figure,
        "unit_en",
        "einheit_englisch",
        msg("Unit of the values, in English; empty if it is the same"),
        example="persons",
    ),
    column(
        _figure,
        "source",
        "quelle",
        msg("Who published the values, in the wording of the attribution"),
        example="Statistische Ämter des Bundes und der Länder, Zensus 2022",
    ),
    column(_figure, "licence", "lizenz", msg("Licence of the values"), example="dl-de/by-2-0"),
    column(
        _figure, "vintage", "stand", msg("Day or year the values stand for"), example="15.05.2022"
    ),
    example="alter_unter_3",
    label="Kinder unter 3 Jahren",
)
_value = schema.context_value
CONTEXT_VALUE: Final = TableSpec(
    table=_value,
    sheet="kennzahlenwerte",
    meaning=msg("Values of the official figures by municipality and year"),
    key=("indicator_code", "ags", "year"),
    columns=(
        column(
            _value,
            "indicator_code",
            "kennzahl",
            msg("Which figure (code)"),
            example="alter_unter_3",
        ),
        column(_value, "ags", "ags", msg("Municipality (AGS)"), example="03241001"),
        column(_value, "year", "jahr", msg("Year"), low=1900, high=2200, example="2022"),
        column(_value, "value", "wert", msg("Value in the figure's unit"), example="14210"),
    ),
)
_phase = schema.life_phase
LIFE_PHASE: Final = _code_list(
    _phase,
    "lebensphasen",
    msg("Life phases along childhood and youth"),
    column(
        _phase,
        "age_from_years",
        "alter_von",
        msg("First age of the phase in completed years; “Schwangerschaft” for pregnancy"),
        kind=Kind.AGE,
        low=PREGNANCY_AGE_YEARS,
        high=120,
        example="3",
    ),
    column(
        _phase,
        "age_to_years",
        "alter_bis_unter",
        msg("Age at which the phase is over (3–6 years: 6)"),
        kind=Kind.AGE,
        low=PREGNANCY_AGE_YEARS,
        high=120,
        example="6",
    ),
    column(
        _phase,
        "children_indicator_code",
        "kinder_kennzahl",
        msg("Official figure that counts the children of this phase (code)"),
        example="alter_3_5",
    ),
    example="3-6",
    label="3–6 Jahre (Kita)",
)
_transition = schema.transition
TRANSITION: Final = _code_list(
    _transition,
    "uebergaenge",
    msg("Transitions between two life phases"),
    column(_transition, "from_phase_code", "von_phase", msg("Life phase that ends"), example="3-6"),
    column(_transition, "to_phase_code", "zu_phase", msg("Life phase that begins"), example="6-10"),
    example="kita-grundschule",
    label="Kita → Grundschule",
)
FIELD_OF_ACTION: Final = _code_list(
    schema.field_of_action,
    "handlungsfelder",
    msg("Fields of action"),
    example="gesundheitlich",
    label="gesundheitliche Teilhabe",
)
OFFER_KIND: Final = _code_list(
    schema.offer_kind,
    "angebotsarten",
    msg("Kinds of offers"),
    example="beratung",
    label="Beratung",
)
PREVENTION_LEVEL: Final = _code_list(
    schema.prevention_level,
    "praeventionsebenen",
    msg("Prevention levels"),
    example="universell",
    label="universell",
)
PROVIDER_SECTOR: Final = _code_list(
    schema.provider_sector,
    "traegerarten",
    msg("Provider sectors"),
    example="frei",
    label="freier Träger",
)
INSTITUTION_TYPE: Final = _code_list(
    schema.institution_type,
    "einrichtungsarten",
    msg("Types of institutions"),
    example="kita",
    label="Kita",
)
