"""Validation of all sheets together, against each other and against the database."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from lib.ingest.batches import BAD, Batch, read_batch
from lib.ingest.cells import EXCEL_MADE_A_DATE
from lib.ingest.indicator_rules import check_targets
from lib.ingest.places import check_places
from lib.ingest.rules import check_rules
from lib.ingest.tables import BY_NAME, TABLES
from lib.text import Message, Names, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.ingest.existing import Existing
    from lib.ingest.report import Findings
    from lib.ingest.sheets import Sheet
    from lib.ingest.spec import ColumnSpec
    from lib.store.boundaries import BoundaryLayer

#: Lists up to this length are named in full in a reason, and searched for what was meant.
SHORT_LIST: Final = 12
SEARCHED: Final = 2_000
#: What Excel makes of a code such as 3-6 when it takes it for a date and saves a CSV.
_EXCEL_DATE: Final = re.compile(
    r"\d{1,2}[.\-/]? ?(?:jan|feb|m[äa]r|mrz|apr|ma[iy]|jun|jul|aug|sep|okt|oct|nov|de[zc])\w*\.?"
    r"(?: ?\d{2,4})?",
    re.IGNORECASE,
)
#: Tables whose two columns stand for a pair without direction.
_PAIRS: Final[dict[str, tuple[str, str]]] = {
    "cooperation_pair": ("institution_a_key", "institution_b_key"),
    "agreement": ("institution_a_key", "institution_b_key"),
    "goal_cooperation": ("type_a_code", "type_b_code"),
}


def check_sheets(
    sheets: Sequence[Sheet], *, existing: Existing, layer: BoundaryLayer, findings: Findings
) -> list[Batch]:
    """Read and check all sheets, in the order in which tables refer to each other.

    Every fault goes to `findings`; the batches may be written only if there is none.
    """
    by_table: dict[str, list[Batch]] = {
        spec.name: [read_batch(sheet, findings=findings) for sheet in sheets if sheet.spec is spec]
        for spec in TABLES
    }
    for name, batches in by_table.items():
        if name in _PAIRS:
            _order_pairs(batches, _PAIRS[name])
        _check_duplicates(batches)
        for batch in batches:
            _complete(batch, existing)
            for column in batch.spec.columns:
                if column.reference:
                    _check_reference(batch, column, by_table[column.reference], existing)
        if name == "offer":
            check_places(batches, layer)
        check_rules(batches, existing)
    check_targets(by_table, existing)
    return [batch for batches in by_table.values() for batch in batches]


def _order_pairs(batches: Sequence[Batch], names: tuple[str, str]) -> None:
    """Bring the two sides of a pair into the order in which they are stored."""
    for batch in batches:
        one, other = (batch.columns[name] for name in names)
        for index, (a, b) in batch.rows(*names):
            if a > b:
                one[index], other[index] = b, a


def row_keys(batch: Batch) -> list[tuple[Any, ...]]:
    """Return the key of each row."""
    return list(zip(*(batch.columns[name] for name in batch.spec.key), strict=True))


def _check_duplicates(batches: Sequence[Batch]) -> None:
    seen: dict[tuple[Any, ...], tuple[Batch, int]] = {}
    for batch in batches:
        for index, key in enumerate(row_keys(batch)):
            if BAD in key:
                continue
            first = seen.setdefault(key, (batch, index))
            if first != (batch, index):
                _duplicate(batch, index, key, first=first)


def _duplicate(batch: Batch, index: int, key: tuple[Any, ...], *, first: tuple[Batch, int]) -> None:
    other, other_index = first
    row = str(other.sheet.rows[other_index])
    if other is batch:
        reason = msg("The same key already stands in row {row}.", row=row)
    else:
        reason = msg(
            "The same key already stands in {file}, row {row}.", file=other.sheet.file, row=row
        )
    if len(key) == 1:
        batch.fault(index, batch.spec.key[0], reason)
    else:
        batch.row_fault(
            index, reason, value=" · ".join("–" if part is None else str(part) for part in key)
        )


def _complete(batch: Batch, existing: Existing) -> None:
    """Let columns that the file lacks keep what the database holds for a known row."""
    spec = batch.spec
    absent = [column for column in spec.columns if column.name not in batch.headers]
    if not absent:
        return
    stored = existing.rows(spec)
    if not stored:
        return
    positions = {column.name: place for place, column in enumerate(spec.stored)}
    keys = row_keys(batch)
    for column in absent:
        values = batch.columns[column.name]
        for index, key in enumerate(keys):
            if BAD in key or key not in stored or values[index] is BAD:
                continue
            if column.child is None:
                values[index] = stored[key][positions[column.name]]
            else:
                values[index] = frozenset(existing.sets(column).get(key[0], ())) or None


def _check_reference(
    batch: Batch, column: ColumnSpec, targets: Sequence[Batch], existing: Existing
) -> None:
    values = batch.columns[column.name]
    used: set[Any] = {value for value in values if value is not BAD and value is not None}
    if column.is_list:
        used = set().union(*used)
    (key,) = BY_NAME[column.reference].key
    unknown = used - existing.keys(column.reference)
    for target in targets:
        unknown.difference_update(value for value in target.columns[key] if value is not BAD)
    if not unknown:
        return
    known = existing.keys(column.reference).union(
        *({v for v in target.columns[key] if v is not BAD} for target in targets)
    )
    reasons = {value: _unknown(value, column, known) for value in unknown}
    for index, value in enumerate(values):
        if value is BAD or value is None:
            continue
        faulty = sorted(value & unknown) if column.is_list else [value] * (value in unknown)
        if faulty:
            batch.fault(index, column.name, reasons[faulty[0]])


def _unknown(value: str, column: ColumnSpec, known: set[str]) -> Message:
    sheet = BY_NAME[column.reference].sheet
    if not known:
        return msg(
            "“{value}” is unknown: the table “{table}” is still empty. "
            "“monitor templates” writes it, filled in where possible.",
            value=value,
            table=sheet,
        )
    if _EXCEL_DATE.fullmatch(value):
        return EXCEL_MADE_A_DATE
    close = get_close_matches(value, known, n=1) if len(known) <= SEARCHED else []
    if close:
        return msg(
            "“{value}” does not stand in “{table}”. Did you mean “{meant}”?",
            value=value,
            table=sheet,
            meant=close[0],
        )
    if len(known) <= SHORT_LIST:
        return msg(
            "“{value}” does not stand in “{table}”. Possible are: {values}.",
            value=value,
            table=sheet,
            values=Names(tuple(sorted(known))),
        )
    return msg("“{value}” does not stand in “{table}”.", value=value, table=sheet)
