"""Recorded decisions "bewusst kein Angebot", invented, for cells that have no offer."""

from __future__ import annotations

from datetime import date
from typing import Final

from tools.sample.base import Row, ags_of

COLUMNS: Final = ("ags", "life_phase_code", "decided_on", "valid_to", "body", "reason")


def build() -> list[Row]:
    """Return the recorded decisions to have no offer on purpose."""
    return [
        {
            "ags": ags_of(20), "life_phase_code": "16-18", "decided_on": date(2020, 2, 11),
            "valid_to": None, "body": "Kommunale Steuergruppe Präventionskette (Beispiel)",
            "reason": "Die Jugendlichen besuchen Schulen in der Nachbarstadt und nutzen dort die "
            "Berufsberatung. Statt eines eigenen Angebots wird die Busverbindung finanziert.",
        },
        {
            "ags": ags_of(13), "life_phase_code": "schwangerschaft",
            "decided_on": date(2019, 11, 5), "valid_to": date(2022, 12, 31),
            "body": "Arbeitsgruppe Präventionsketten (Beispiel)",
            "reason": "Kurse in den Nachbarkommunen sind gut erreichbar und haben freie Plätze. "
            "Die Entscheidung wird Ende 2022 überprüft.",
        },
    ]  # fmt: skip
