"""From paths to tables: which files hold what."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lib.domain.errors import IngestError
from lib.ingest.delimited import read_delimited
from lib.ingest.sheets import MAX_FILE_BYTES
from lib.ingest.tables import closest_table, find_table, normalise
from lib.ingest.workbooks import read_workbook
from lib.text import Message, Names, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lib.ingest.report import Findings
    from lib.ingest.sheets import Sheet

TEXT_ENDINGS: Final = frozenset({".csv", ".tsv", ".txt"})
WORKBOOK_ENDINGS: Final = frozenset({".xlsx", ".xlsm"})
#: Files of our own templates that explain and hold no data.
EXPLANATION_FILES: Final = frozenset({"erlaeuterungen", "explanations"})
FOREIGN_WORKBOOKS: Final = frozenset({".xls", ".xlsb", ".ods", ".numbers"})


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    shown: str
    is_named: bool  # given on the command line itself, not found in a folder


def read_paths(
    paths: Sequence[Path], *, findings: Findings, is_sample: bool = False
) -> list[Sheet]:
    """Read all tables of files and folders (a folder's own files, not its subfolders).

    Raises:
        IngestError: a path does not exist or cannot be opened, or nothing names a table.
    """
    sheets: list[Sheet] = []
    for file in _files(paths):
        sheets += _read(file, findings=findings)
    if not sheets and not findings.bad_count:
        raise IngestError(
            msg(
                "Nothing to import was found in {paths}. A file is named like its table, "
                "for example “{example}”.",
                paths=Names(tuple(str(path) for path in paths)),
                example="angebote.csv",
            )
        )
    return [replace(sheet, is_sample=is_sample) for sheet in sheets]


def _files(paths: Sequence[Path]) -> list[_File]:
    found: dict[Path, tuple[Path, bool]] = {}
    for path in paths:
        if path.is_dir():
            # .~lock and ~$ files belong to programs that have a table open
            inside = sorted(p for p in path.iterdir() if p.is_file())
            for file in inside:
                if not file.name.startswith((".", "~$")):
                    found.setdefault(file.resolve(), (file, False))
        elif path.exists():
            found[path.resolve()] = (path, True)
        else:
            raise IngestError(msg("There is no file or folder “{path}”.", path=str(path)))
    names = Counter(path.name for path, _ in found.values())
    return [
        _File(path, path.name if names[path.name] == 1 else str(path), is_named)
        for path, is_named in found.values()
    ]


def _read(file: _File, *, findings: Findings) -> list[Sheet]:
    ending = file.path.suffix.casefold()
    if ending in FOREIGN_WORKBOOKS:
        findings.add(
            msg("This format is not read. Please save the table as .xlsx or as CSV."),
            file=file.shown,
        )
        return []
    if normalise(file.path.stem) in EXPLANATION_FILES:
        return []
    spec = find_table(file.path.stem)
    is_text = ending in TEXT_ENDINGS and spec is not None
    if not is_text and ending not in WORKBOOK_ENDINGS:
        _unrecognised(file, findings=findings)
        return []
    data = _bytes(file, findings=findings)
    if data is None:
        return []
    sha256 = hashlib.sha256(data).hexdigest()
    if spec is not None and is_text:
        sheet = read_delimited(data, spec=spec, file=file.shown, sha256=sha256, findings=findings)
        return [sheet] if sheet else []
    return read_workbook(
        data, file=file.shown, stem=file.path.stem, sha256=sha256, findings=findings
    )


def _unrecognised(file: _File, *, findings: Findings) -> None:
    suggestion = closest_table(file.path.stem)
    text: Message = msg("The name of the file names no table; the file is left out.")
    if suggestion:
        text = msg("The name of the file names no table. Did you mean “{name}”?", name=suggestion)
    if file.is_named or (suggestion and file.path.suffix.casefold() in TEXT_ENDINGS):
        # a slip of the pen must not silently leave a table out
        findings.add(text, file=file.shown)
    else:
        findings.note(text, file=file.shown)


def _bytes(file: _File, *, findings: Findings) -> bytes | None:
    try:
        if file.path.stat().st_size > MAX_FILE_BYTES:
            findings.add(
                msg(
                    "The file is larger than {limit} MB and was not read.",
                    limit=MAX_FILE_BYTES // 1_000_000,
                ),
                file=file.shown,
            )
            return None
        return file.path.read_bytes()
    except OSError as error:
        raise IngestError(
            msg("The file “{path}” cannot be opened.", path=str(file.path)), detail=str(error)
        ) from error
