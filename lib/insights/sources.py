"""Where everything comes from: sources with licence, bundled software, the log of imports."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.insights.inventory import TABLE_NAMES
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.settings import ROOT
from lib.store.queries import state as queries
from lib.text import Dated, Label, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

PACKAGE: Final = "praeventionsketten-monitor"
IMPORTS_SHOWN: Final = 200
#: Enough of a SHA-256 to tell two files apart by eye.
CHECKSUM_LENGTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as it must be named: what, by whom, under which licence, as of when."""

    subject: Text
    attribution: Text
    licence: Text = ""
    stand: Text = ""
    covers: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A library whose files this server hands to the browser."""

    name: str
    version: str
    licence: str
    use: Text


def sources(
    engine: Engine, *, state: DataState, boundary_attribution: str, boundary_stand: str
) -> tuple[Source, ...]:
    """List the sources: boundaries, official figures grouped by source, what was reported.

    Raises:
        StoreError: the database cannot answer.
    """
    return (
        Source(
            subject=msg("Municipality boundaries"),
            attribution=boundary_attribution or msg("The boundary file names no source."),
            stand=_day(boundary_stand),
        ),
        *_official(queries.context_sources(engine)),
        _reported(state),
    )


def _day(text: str) -> Text:
    try:
        return Dated(date.fromisoformat(text))
    except ValueError:
        return text


def _official(indicators: pd.DataFrame) -> list[Source]:
    grouped = indicators.groupby(["source", "licence", "vintage"], sort=False)
    return [
        Source(
            subject=msg("Official figures"),
            attribution=str(source),
            licence=str(licence),
            stand=str(vintage),
            covers=_covered(group),
        )
        for (source, licence, vintage), group in grouped
    ]


def _covered(group: pd.DataFrame) -> Text:
    labels: list[Text] = [
        Label(de, en) for de, en in zip(group["label_de"], group["label_en"], strict=True)
    ]
    return nmsg(
        "{count} key figure: {names}",
        "{count} key figures: {names}",
        len(labels),
        names=Names(tuple(labels)),
    )


def _reported(state: DataState) -> Source:
    subject = msg("Institutions, offers, cooperation, target system, networks")
    if state.is_sample:
        return Source(
            subject=subject,
            attribution=msg("Sample data: invented, only for trying out the monitor."),
            licence=msg("part of this program, under its licence"),
            stand=Dated(state.reference_date),
        )
    return Source(
        subject=subject,
        attribution=msg("As reported to the operator of this monitor; see the import log."),
        stand=Dated(state.reference_date),
    )


def bundled_software() -> tuple[Software, ...]:
    """List the browser libraries that this server hands out itself, with their licences.

    Licences as the projects state them; what Streamlit brings along has its notices in its files.
    """
    return (
        Software(
            name="Leaflet",
            version=_upstream(metadata.version("xstatic-leaflet")),
            licence="BSD-2-Clause",
            use=msg("maps"),
        ),
        Software(
            name="Leaflet.markercluster",
            version=_upstream(metadata.version("xstatic-leaflet-markercluster")),
            licence="MIT",
            use=msg("groups of points on maps"),
        ),
        Software(
            name="jQuery",
            version=_upstream(metadata.version("xstatic-jquery")),
            licence="MIT",
            use=msg("needed by the map component"),
        ),
        Software(
            name="streamlit-folium",
            version=metadata.version("streamlit-folium"),
            licence="MIT",
            use=msg("map component"),
        ),
        Software(
            name="Streamlit",
            version=metadata.version("streamlit"),
            licence="Apache-2.0",
            use=msg("pages, tables and charts, with the libraries it brings along"),
        ),
    )


def _upstream(version: str) -> str:
    """Version of the library itself: XStatic adds a fourth number of its own."""
    return ".".join(version.split(".")[:3])


def monitor_version() -> str:
    """Version of this program."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:  # run from a checkout that was never installed
        with (ROOT / "pyproject.toml").open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])


def import_log(engine: Engine, *, state: DataState) -> tuple[Table, Provenance]:
    """List the newest imports first.

    The frame has name (of the table), file_name, imported_at, rows_added, rows_updated,
    rows_unchanged, is_sample, checksum; times are UTC, in the reader's way.

    Raises:
        StoreError: the database cannot answer.
    """
    log = queries.import_log(engine, limit=IMPORTS_SHOWN)
    frame = pd.DataFrame(
        {
            "imported_at": pd.Series([_instant(at) for at in log["imported_at"]], dtype=object),
            "file_name": log["file_name"],
            "name": pd.Series([TABLE_NAMES.get(name, name) for name in log["table_name"]]),
            "rows_added": log["rows_added"],
            "rows_updated": log["rows_updated"],
            "rows_unchanged": log["rows_unchanged"],
            "is_sample": pd.Series([msg("yes") if it else msg("no") for it in log["is_sample"]]),
            "checksum": log["sha256"].str[:CHECKSUM_LENGTH],
        }
    )
    number = ColumnKind.NUMBER
    columns = (
        Column("imported_at", msg("Imported"), ColumnKind.MESSAGE),
        Column("file_name", msg("File")),
        Column("name", msg("Data"), ColumnKind.MESSAGE),
        Column("rows_added", msg("added"), number),
        Column("rows_updated", msg("updated"), number),
        Column("rows_unchanged", msg("unchanged entries"), number),
        Column("is_sample", msg("Sample data"), ColumnKind.MESSAGE),
        Column("checksum", msg("Checksum"), help=msg("Start of the SHA-256 of the file")),
    )
    provenance = Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=(msg("Source: import log of this database, times in UTC."),),
        method="",
    )
    return Table(frame, columns, caption=msg("Import log")), provenance


def _instant(at: pd.Timestamp) -> Text:
    return msg("{day}, {time} UTC", day=Dated(at.date()), time=at.strftime("%H:%M"))
