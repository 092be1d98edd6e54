"""Specifications of networks, the bodies that steer them, and their meetings."""

from __future__ import annotations

from typing import Final

from lib.ingest.spec import TableSpec, column
from lib.store import schema
from lib.text import msg

_network = schema.network
NETWORK: Final = TableSpec(
    table=_network,
    sheet="netzwerke",
    meaning=msg("Networks, for example Frühe Hilfen"),
    key=("key",),
    columns=(
        column(
            _network, "key", "schluessel", msg("Your own short key of the network"), example="fh-1"
        ),
        column(
            _network, "name", "name", msg("Name of the network"), example="Netzwerk Frühe Hilfen"
        ),
        column(
            _network,
            "ags",
            "ags",
            msg("Municipality (AGS); empty for the whole Region"),
            example="03241002",
        ),
        column(
            _network, "founded_on", "gegruendet_am", msg("Day it was founded"), example="01.03.2015"
        ),
    ),
)
_body = schema.steering_body
STEERING_BODY: Final = TableSpec(
    table=_body,
    sheet="steuerungsgremien",
    meaning=msg("Bodies that steer a network or the whole prevention chain"),
    key=("key",),
    columns=(
        column(_body, "key", "schluessel", msg("Your own short key of the body"), example="lg-1"),
        column(_body, "name", "name", msg("Name of the body"), example="Lenkungsgruppe"),
        column(
            _body,
            "network_key",
            "netzwerk",
            msg("Network it steers (key); empty if it steers the whole"),
            example="fh-1",
        ),
        column(
            _body,
            "rhythm_weeks",
            "rhythmus_wochen",
            msg("Weeks between two meetings"),
            low=1,
            example="8",
        ),
    ),
)
_meeting = schema.meeting
MEETING: Final = TableSpec(
    table=_meeting,
    sheet="sitzungen",
    meaning=msg("Meetings of a network or of a steering body"),
    key=("key",),
    columns=(
        column(
            _meeting, "key", "schluessel", msg("Your own short key of the meeting"), example="s-17"
        ),
        column(
            _meeting,
            "network_key",
            "netzwerk",
            msg("Network that met (key); either this or the steering body"),
            example="fh-1",
        ),
        column(
            _meeting,
            "steering_body_key",
            "steuerungsgremium",
            msg("Steering body that met (key); either this or the network"),
            example="",
        ),
        column(_meeting, "held_on", "datum", msg("Day of the meeting"), example="05.11.2019"),
        column(
            _meeting,
            "participants_count",
            "teilnehmende",
            msg("Number of participants"),
            low=0,
            example="42",
        ),
        column(
            _meeting,
            "parents_count",
            "davon_eltern",
            msg("How many of them were parents"),
            low=0,
            example="5",
        ),
    ),
)
