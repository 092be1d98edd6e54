"""Specifications of institutions, offers and recorded decisions."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import OFFER_STATUS_LABELS, PREGNANCY_AGE_YEARS
from lib.ingest.spec import Kind, TableSpec, child_column, choices_of, column
from lib.store import schema
from lib.text import msg

_institution = schema.institution
INSTITUTION: Final = TableSpec(
    table=_institution,
    sheet="einrichtungen",
    meaning=msg("Institutions that offer something or cooperate"),
    key=("key",),
    columns=(
        column(
            _institution,
            "key",
            "schluessel",
            msg("Your own short key of the institution; it stays the same for ever"),
            example="kita-sonnenweg",
        ),
        column(
            _institution,
            "name",
            "name",
            msg("Name of the institution (no names of persons)"),
            example="Kita Sonnenweg",
        ),
        column(
            _institution,
            "type_code",
            "einrichtungsart",
            msg("Type of institution (code)"),
            example="kita",
        ),
        column(
            _institution,
            "sector_code",
            "traegerart",
            msg("Provider sector (code)"),
            example="frei",
        ),
        column(
            _institution,
            "ags",
            "ags",
            msg("Municipality (AGS); empty for the whole Region"),
            example="03241002",
        ),
        child_column(
            schema.institution_life_phase,
            "institution_key",
            "life_phase_code",
            name="life_phase_codes",
            header="lebensphasen",
            meaning=msg("Life phases the institution works in (codes, separated by |)"),
            example="0-3|3-6",
        ),
        column(
            _institution,
            "successor_key",
            "nachfolge",
            msg("Institution that follows it after a merger or a new start (key); else empty"),
            example="familienzentrum-sonnenweg",
        ),
        column(
            _institution,
            "closed_on",
            "geschlossen_am",
            msg("First day on which it no longer exists; empty as long as it exists"),
            example="01.01.2020",
        ),
    ),
)
_offer = schema.offer
OFFER: Final = TableSpec(
    table=_offer,
    sheet="angebote",
    meaning=msg("Offers for children, young people and families"),
    key=("key",),
    columns=(
        column(
            _offer,
            "key",
            "schluessel",
            msg("Your own short key of the offer; it stays the same for ever"),
            example="elterncafe-sonnenweg",
        ),
        column(_offer, "name", "name", msg("Name of the offer"), example="Elterncafé"),
        column(
            _offer,
            "description",
            "beschreibung",
            msg("Short description"),
            example="Offener Treff für Eltern mit Kindern unter 3 Jahren",
        ),
        column(
            _offer,
            "institution_key",
            "einrichtung",
            msg("Institution that runs the offer (key)"),
            example="kita-sonnenweg",
        ),
        column(
            _offer,
            "status",
            "status",
            msg("State of the offer"),
            choices=choices_of(OFFER_STATUS_LABELS),
            example="aktiv",
        ),
        column(
            _offer,
            "minimum_age_years",
            "alter_von",
            msg("Youngest age in completed years; “Schwangerschaft” for pregnancy"),
            kind=Kind.AGE,
            low=PREGNANCY_AGE_YEARS,
            high=120,
            example="Schwangerschaft",
        ),
        column(
            _offer,
            "maximum_age_years",
            "alter_bis",
            msg("Oldest age in completed years, inclusive"),
            kind=Kind.AGE,
            low=PREGNANCY_AGE_YEARS,
            high=120,
            example="2",
        ),
        column(_offer, "capacity_places", "plaetze", msg("Number of places"), low=0, example="12"),
        column(_offer, "kind_code", "angebotsart", msg("Kind of offer (code)"), example="beratung"),
        column(
            _offer,
            "prevention_level_code",
            "praeventionsebene",
            msg("Prevention level (code)"),
            example="universell",
        ),
        column(
            _offer,
            "valid_from",
            "gueltig_von",
            msg("First day of the offer"),
            example="01.08.2019",
        ),
        column(
            _offer,
            "valid_to",
            "gueltig_bis",
            msg("First day on which the offer no longer exists; empty if open"),
            example="01.08.2021",
        ),
        column(
            _offer,
            "last_confirmed_on",
            "zuletzt_bestaetigt",
            msg("Day on which the provider last confirmed the entry"),
            example="15.03.2021",
        ),
        column(
            _offer,
            "ags",
            "ags",
            msg("Municipality in which it takes place (AGS); found from the coordinates if empty"),
            example="03241002",
        ),
        column(
            _offer,
            "latitude",
            "breitengrad",
            msg("Latitude of the place in degrees (WGS 84)"),
            low=-90,
            high=90,
            example="52,3029",
        ),
        column(
            _offer,
            "longitude",
            "laengengrad",
            msg("Longitude of the place in degrees (WGS 84)"),
            low=-180,
            high=180,
            example="9,4606",
        ),
        column(
            _offer,
            "is_region_wide",
            "regionsweit",
            msg("Yes if the offer is for the whole Region and has no place"),
            example="nein",
        ),
        child_column(
            schema.offer_field,
            "offer_key",
            "field_code",
            name="field_codes",
            header="handlungsfelder",
            meaning=msg("Fields of action (codes, separated by |)"),
            example="sozial|gesundheitlich",
        ),
        child_column(
            schema.offer_service_area,
            "offer_key",
            "ags",
            name="service_area_ags",
            header="einzugsgebiet",
            meaning=msg("Further municipalities it is meant for (AGS, separated by |)"),
            example="03241002|03241005",
        ),
        child_column(
            schema.offer_transition,
            "offer_key",
            "transition_code",
            name="transition_codes",
            header="uebergaenge",
            meaning=msg("Transitions the offer accompanies (codes, separated by |)"),
            example="krippe-kita",
        ),
    ),
)
_gap = schema.gap_decision
GAP_DECISION: Final = TableSpec(
    table=_gap,
    sheet="entscheidungen",
    meaning=msg("Recorded decisions that there is deliberately no offer"),
    key=("ags", "life_phase_code", "decided_on"),
    columns=(
        column(_gap, "ags", "ags", msg("Municipality (AGS)"), example="03241002"),
        column(_gap, "life_phase_code", "lebensphase", msg("Life phase (code)"), example="10-16"),
        column(
            _gap, "decided_on", "beschlossen_am", msg("Day of the decision"), example="12.02.2020"
        ),
        column(
            _gap,
            "valid_to",
            "gueltig_bis",
            msg("First day on which it no longer holds"),
            example="01.01.2023",
        ),
        column(_gap, "body", "gremium", msg("Body that decided"), example="Lenkungsgruppe"),
        column(
            _gap,
            "reason",
            "begruendung",
            msg("Reason"),
            example="Das Angebot der Nachbarkommune genügt",
        ),
    ),
)
