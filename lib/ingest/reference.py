"""What a file may hold, written for people: templates, help and docs/import.md share it.

`python -m lib.ingest.reference` prints the part of docs/import.md that is generated.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from lib.ingest.spec import INT_LIMIT, Kind
from lib.ingest.tables import BY_NAME, TABLES
from lib.text import Names, msg, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lib.ingest.spec import ColumnSpec, TableSpec
    from lib.text import Language, Message, Text

KIND_LABELS: Final[dict[Kind, Message]] = {
    Kind.TEXT: msg("Text"),
    Kind.KEY: msg("Key"),
    Kind.KEYS: msg("Keys, separated by |"),
    Kind.AGS: msg("AGS (8 digits)"),
    Kind.AGS_LIST: msg("AGS, separated by |"),
    Kind.INTEGER: msg("Whole number"),
    Kind.AGE: msg("Age in years or “Schwangerschaft”"),
    Kind.NUMBER: msg("Number"),
    Kind.DATE: msg("Day (31.12.2020)"),
    Kind.BOOLEAN: msg("ja or nein"),
    Kind.CHOICE: msg("Choice"),
}
HEADINGS: Final[tuple[Message, ...]] = (
    msg("Table"),
    msg("Column"),
    msg("Meaning"),
    msg("Type"),
    msg("Required"),
    msg("Allowed"),
    msg("Example"),
)


def need(column: ColumnSpec) -> Message:
    """Say whether a cell must be filled."""
    return msg("required") if column.required else msg("optional")


def allowed(column: ColumnSpec) -> Text:
    """Say which values a column takes, beyond its type."""
    if column.choices:
        return Names(tuple(choice.label for choice in column.choices))
    if column.reference:
        return msg("from the table “{table}”", table=BY_NAME[column.reference].sheet)
    if column.max_length and column.kind in {Kind.TEXT, Kind.KEY}:
        return msg("up to {limit} characters", limit=column.max_length)
    return _bounds(column)


def _bounds(column: ColumnSpec) -> Text:
    if column.above is not None:
        return msg("greater than {low}", low=str(int(column.above)))
    if column.low is None or column.low <= -INT_LIMIT:
        return ""
    if column.high is None or column.high >= INT_LIMIT:
        return msg("from {low}", low=str(int(column.low)))
    return msg("{low} to {high}", low=str(int(column.low)), high=str(int(column.high)))


def explanation(column: ColumnSpec, language: Language) -> tuple[str, str, str, str, str]:
    """Return meaning, type, need, allowed values and example of a column."""
    return (
        render(column.meaning, language),
        render(KIND_LABELS[column.kind], language),
        render(need(column), language),
        render(allowed(column), language),
        column.example,
    )


def rows(language: Language) -> Iterator[tuple[str, ...]]:
    """Yield one row per table and column: sheet, header, then the explanation."""
    for spec in TABLES:
        for column in spec.columns:
            yield (spec.sheet, column.header, *explanation(column, language))


def markdown(language: Language) -> str:
    """Return the reference of all tables as Markdown."""
    return "\n".join(_section(spec, language) for spec in TABLES)


def _section(spec: TableSpec, language: Language) -> str:
    key = ", ".join(f"`{spec.by_name[name].header}`" for name in spec.key)
    lines = [
        f"### `{spec.sheet}` (`{spec.name}`)",
        "",
        render(msg("{meaning}. Key of a row: {key}.", meaning=spec.meaning, key=key), language),
        "",
        "| " + " | ".join(render(heading, language) for heading in HEADINGS[1:]) + " |",
        "|" + "---|" * (len(HEADINGS) - 1),
    ]
    for column in spec.columns:
        name = f"`{column.header}` (`{column.name}`)"
        cells = (name, *explanation(column, language))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(markdown("de"))
