"""What every monitor starts with: code lists, municipalities and census figures of the extent."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lib.domain.errors import IngestError
from lib.ingest.fingerprints import CENSUS, CODE_LISTS, extent_sha256
from lib.ingest.report import Findings
from lib.ingest.sheets import Sheet
from lib.ingest.sources import read_paths
from lib.ingest.spec_places import CONTEXT_VALUE, MUNICIPALITY
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lib.ingest.cells import Raw
    from lib.store.boundaries import BoundaryLayer

#: Reference day of the census is 15.05.2022 (Zensus 2022).
CENSUS_YEAR: Final = 2022
_WITH_YEAR: Final = re.compile(r"(.+)_((?:19|20)\d\d)")


def prefilled_sheets(layer: BoundaryLayer, *, boundaries: Path) -> list[Sheet]:
    """Return the code lists, municipalities and official figures of the extent.

    boundaries: the file the layer was read from (it names the source in the import log).

    Raises:
        IngestError: a file of data/ is missing or damaged.
    """
    findings = Findings()
    sheets = read_paths([CODE_LISTS], findings=findings)
    if findings.bad_count:
        raise IngestError(
            msg("The code lists in {folder} are damaged.", folder=str(CODE_LISTS)),
            detail=str(findings.bad[0]),
        )
    codes = {
        str(code)
        for sheet in sheets
        if sheet.spec.name == "context_indicator"
        for code in sheet.cells[sheet.header.index("code")]
    }
    return [
        *sheets,
        municipality_sheet(layer, boundaries=boundaries),
        census_sheet(layer, boundaries=boundaries, codes=codes),
    ]


def municipality_sheet(layer: BoundaryLayer, *, boundaries: Path) -> Sheet:
    """Return the municipalities of the extent as a table."""
    frame = layer.frame
    cells: list[list[Raw]] = [
        frame["ags"].tolist(),
        frame["name"].tolist(),
        [float(area) for area in frame["area_km2"]],
    ]
    return Sheet(
        file=boundaries.name,
        spec=MUNICIPALITY,
        header=("ags", "name", "area_km2"),
        rows=list(range(2, len(frame) + 2)),
        cells=cells,
        sha256=layer.digest,
    )


def census_sheet(layer: BoundaryLayer, *, boundaries: Path, codes: set[str]) -> Sheet:
    """Return the official figures of the extent, one row per figure, municipality and year."""
    wanted = set(layer.frame["ags"])
    try:
        with CENSUS.open(encoding="utf-8-sig", newline="") as file:
            rows = [
                value
                for record in csv.DictReader(file)
                if record["ags"] in wanted
                for value in _values(record, codes)
            ]
    except (OSError, KeyError, ValueError, csv.Error) as error:
        raise IngestError(
            msg("The official figures in {file} cannot be read.", file=str(CENSUS)),
            detail=str(error),
        ) from error
    columns: list[list[Raw]] = [list(column) for column in zip(*rows, strict=True)]
    return Sheet(
        file=f"{CENSUS.name} ({boundaries.name})",
        spec=CONTEXT_VALUE,
        header=("indicator_code", "ags", "year", "value"),
        rows=list(range(2, len(rows) + 2)),
        cells=columns or [[], [], [], []],
        sha256=layer.digest,
    )


def _values(record: dict[str, str], codes: set[str]) -> Iterator[tuple[str, str, int, float]]:
    for name, text in record.items():
        found = _WITH_YEAR.fullmatch(name)
        code, year = (found[1], int(found[2])) if found else (name, CENSUS_YEAR)
        if code in codes and text:
            yield code, record["ags"], year, float(text)


def stamped(sheets: list[Sheet], *, boundaries: Path, prefixes: tuple[str, ...]) -> list[Sheet]:
    """Give the sheets cut out by the extent the fingerprint that `extent_sha256` computes."""
    stamps = {
        MUNICIPALITY.name: extent_sha256(boundaries, prefixes),
        CONTEXT_VALUE.name: extent_sha256(boundaries, prefixes, CENSUS),
    }
    return [replace(s, sha256=stamps.get(s.spec.name, s.sha256)) for s in sheets]
