"""What the command line prints: reports as aligned lists, and as a CSV file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from lib.domain.errors import IngestError
from lib.ingest.tables import BY_NAME
from lib.text import msg, nmsg, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lib.ingest.report import BadCell, FileCount, Note, Report
    from lib.text import Language, Message

#: Bad cells shown on the screen; `--report` writes all of them.
SCREEN_LINES: Final = 50
_FORMULA_STARTS: Final = ("=", "+", "-", "@")


def report_lines(report: Report, language: Language, *, has_file: bool) -> Iterator[str]:
    """Yield the lines of a report for the screen."""
    if not report.is_clean:
        yield from _bad_lines(report, language, has_file=has_file)
    for note in report.notes:
        yield _note_line(note, language)
    if report.is_clean and report.counts:
        # the templates leave many tables empty; nothing is to be said about them
        counts = [c for c in report.counts if c.changed or c.unchanged]
        yield from _aligned([_count_cells(count, language) for count in counts])
        yield ""


def _note_line(note: Note, language: Language) -> str:
    text = render(note.text, language)
    return render(msg("Note: {text}", text=f"{note.file}: {text}" if note.file else text), language)


def _bad_lines(report: Report, language: Language, *, has_file: bool) -> Iterator[str]:
    headings = (msg("File"), msg("Row"), msg("Column"), msg("Value"), msg("Reason"))
    shown = report.bad[:SCREEN_LINES]
    yield from _aligned(
        [
            tuple(render(heading, language) for heading in headings),
            *(_bad_cells(bad, language) for bad in shown),
        ]
    )
    yield ""
    if report.bad_count > len(shown):
        more: Message = nmsg(
            "{count} further fault is not shown.",
            "{count} further faults are not shown.",
            report.bad_count - len(shown),
        )
        if not has_file:
            more = nmsg(
                "{count} further fault is not shown; --report FILE.csv lists all.",
                "{count} further faults are not shown; --report FILE.csv lists all.",
                report.bad_count - len(shown),
            )
        yield render(more, language)


def _bad_cells(bad: BadCell, language: Language) -> tuple[str, ...]:
    row = str(bad.row) if bad.row else "–"
    return (bad.file, row, bad.column or "–", bad.value or "–", render(bad.reason, language))


def _count_cells(count: FileCount, language: Language) -> tuple[str, ...]:
    if not count.changed:
        rows = nmsg("{count} row, unchanged", "{count} rows, unchanged", count.unchanged)
        return (count.file, BY_NAME[count.table].sheet, render(rows, language))
    text = msg(
        "{added} added, {updated} updated, {unchanged} unchanged",
        added=count.added,
        updated=count.updated,
        unchanged=count.unchanged,
    )
    return (count.file, BY_NAME[count.table].sheet, render(text, language))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def write_report(path: Path, report: Report, language: Language) -> None:
    """Write all bad cells and notes as CSV (semicolon, UTF-8 with BOM).

    Raises:
        IngestError: the file cannot be written.
    """
    headings = (msg("File"), msg("Row"), msg("Column"), msg("Value"), msg("Reason"))
    rows = [
        *((b.file, b.row or "", b.column, b.value, render(b.reason, language)) for b in report.bad),
        *((note.file, "", "", "", render(note.text, language)) for note in report.notes),
    ]
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([render(heading, language) for heading in headings])
            writer.writerows([_as_text(cell) for cell in row] for row in rows)
    except OSError as error:
        raise IngestError(
            msg("The report “{path}” cannot be written.", path=str(path)), detail=str(error)
        ) from error


def _as_text(cell: object) -> str:
    """Keep a spreadsheet from computing what came out of a faulty file."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
