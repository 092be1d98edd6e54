"""`monitor sample`: base data and the labelled sample data, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.ingest.fingerprints import SAMPLE, expected_stamps, read_log
from lib.ingest.report import Findings, Note, Report
from lib.ingest.spec import Kind
from lib.store.migrate import migrate
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lib.ingest.sheets import Sheet
    from lib.settings import Settings
    from lib.text import Message


def load_sample(settings: Settings) -> Report:
    """Migrate, then load base data and sample data; quick if they are there already.

    A database that holds own data is migrated and otherwise left alone. Sample data that name
    municipalities outside the extent are left out.

    Raises:
        BoundaryError: the boundaries of the extent cannot be read.
        IngestError: files in data/ are missing or damaged.
        StoreError: the database does not answer, or another import runs.
    """
    url = settings.database_url
    migrate(url)
    own, stamps = read_log(url)
    if own:
        return _note(msg("The database holds your own data. Sample data are not added to them."))
    boundaries, prefixes = settings.boundaries, settings.ags_prefixes
    if boundaries.is_file() and expected_stamps(boundaries, prefixes) <= stamps:
        return _note(msg("The sample data are there already; nothing has changed."))
    return _load(settings)


def _load(settings: Settings) -> Report:
    # geopandas and openpyxl take a second to import, which a second start need not wait for
    from lib.ingest.prefill import prefilled_sheets, stamped  # noqa: PLC0415
    from lib.ingest.run import import_sheets  # noqa: PLC0415
    from lib.ingest.sources import read_paths  # noqa: PLC0415
    from lib.store.boundaries import load_layer  # noqa: PLC0415

    boundaries, prefixes = settings.boundaries, settings.ags_prefixes
    layer = load_layer(boundaries, ags_prefixes=prefixes)
    findings = Findings()
    sheets = stamped(
        prefilled_sheets(layer, boundaries=boundaries), boundaries=boundaries, prefixes=prefixes
    )
    sample = read_paths([SAMPLE], findings=findings, is_sample=True)
    if _places(sample) <= set(layer.frame["ags"]):
        sheets += sample
    else:
        findings.note(
            msg(
                "The sample data describe the Region Hannover and do not fit this extent. "
                "Code lists, municipalities and official figures were loaded."
            ),
            file="",
        )
    return import_sheets(sheets, url=settings.database_url, layer=layer, findings=findings)


def _note(text: Message) -> Report:
    return Report(bad=(), bad_count=0, notes=(Note("", text),), counts=())


def _places(sheets: Iterable[Sheet]) -> set[str]:
    """Return every AGS that the sheets name."""
    found: set[str] = set()
    for sheet in sheets:
        for header, cells in zip(sheet.header, sheet.cells, strict=True):
            column = sheet.spec.by_name.get(header)
            if column is not None and column.kind in {Kind.AGS, Kind.AGS_LIST}:
                found.update(ags for cell in cells for ags in str(cell).split("|") if ags)
    return found
