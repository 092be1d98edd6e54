"""One link and one download for a whole portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib.charts.pictures import to_png, to_svg
from lib.insights.methods import methods
from lib.insights.scenario import follows_scenario
from lib.report.exports import Sheet, to_workbook
from lib.text import Dated, Text, msg
from lib.ui import panels
from lib.ui.portrait_charts import comparison_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.insights.portrait_types import Portrait
    from lib.ui.context import View

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a link keeps: the choice, not the way the page is shown.
LINK_PARAMETERS: Final = ("kommune", "stichtag", "szenario")

#: A spreadsheet shows 31 characters at most.
SHEET_NAMES: Final[dict[str, Text]] = {
    "phasen": msg("Density by life phase"),
    "felder": msg("Density by field of action"),
    "bedarf": msg("Need"),
    "luecken": msg("Gaps"),
    "kooperation": msg("Cooperation"),
    "ziele": msg("Goals"),
    "netzwerke": msg("Networks"),
    "eintraege": msg("Entries"),
}


def show_tools(view: View, portrait: Portrait) -> None:
    """Offer the download and the link, beside the filters."""
    kinds: list[tuple[str, str, Callable[[], bytes]]] = [
        ("XLSX", XLSX, lambda: workbook(view, portrait)),
        ("PNG", "image/png", lambda: to_png(comparison_file(view, portrait))),
        ("SVG", "image/svg+xml", lambda: to_svg(comparison_file(view, portrait))),
    ]
    panels.download_menu(view, kinds, key="portrait", name=portrait_file_name(view, portrait))
    with st.popover(view.t(msg("Link")), icon=":material/link:"):
        st.caption(view.t(msg("Whoever opens this link sees the same portrait.")))
        st.code(link(view), language=None, wrap_lines=True)


def link(view: View) -> str:
    """Address of this portrait, whole where the browser has told it."""
    kept = {name: st.query_params[name] for name in LINK_PARAMETERS if name in st.query_params}
    query = urlencode({**kept, "lang": view.language})
    here = urlsplit(st.context.url or "")
    start = f"{here.scheme}://{here.netloc}{here.path}" if here.netloc else "/kommune"
    return f"{start}?{query}"


def workbook(view: View, portrait: Portrait) -> bytes:
    """Write every part of the portrait into one XLSX."""
    day = Dated(portrait.day)
    place = portrait.place
    opening: tuple[Text, ...] = (
        msg("Portrait: {name}, {day}", name=place.name, day=day),
        *portrait.answer,
        *place.explanation(),
        *(
            msg("{label}: {value} ({note})", label=fact.label, value=fact.value, note=fact.note)
            if view.t(fact.note)
            else msg("{label}: {value}", label=fact.label, value=fact.value)
            for fact in portrait.facts
        ),
    )
    return to_workbook(
        [
            Sheet(
                name=SHEET_NAMES[part.key],
                table=part.table,
                provenance=part.provenance,
                sentences=part.sentences,
            )
            for part in portrait.parts
        ],
        opening=opening,
        language=view.language,
        methods={one.anchor: one.title for one in methods(view.language).sections},
    )


def portrait_file_name(view: View, portrait: Portrait) -> str:
    """Name of a download: which municipality, which day, sample data or scenario."""
    provenance = portrait.phases.provenance
    sample = "_beispieldaten" if provenance.is_sample else ""
    scenario = "_szenario" if follows_scenario(provenance) else ""
    ags = portrait.place.ags
    return f"portrait_{ags}_{portrait.day.isoformat()}_{view.language}{sample}{scenario}"
