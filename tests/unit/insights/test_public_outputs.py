"""Every public table, file and tile is made of the release: withheld levels enter none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lib.domain.vocabulary import CellState
from lib.insights.cooperation import Scope
from lib.insights.cooperation_public import public_release
from lib.insights.cooperation_public_change import public_change, public_course
from lib.insights.cooperation_public_tables import CAPTIONS, public_matrix
from lib.insights.overview_parts import cooperation_summary
from lib.report.exports import to_csv
from lib.store.engine import reading_engine
from lib.store.migrate import migrate
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from tests import cooperation_case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Rated = tuple[str, str, int]
#: Day-care centres rate schools: enough of them. The office alone rates and is rated.
OPEN: tuple[Rated, ...] = tuple(
    (kita, school, 1 + (place + at) % 4)
    for place, kita in enumerate(("k1", "k2", "k3", "k4"))
    for at, school in enumerate(("s1", "s2", "s3"))
)
HIDDEN: tuple[Rated, ...] = (("a1", "k1", 0), ("k1", "a1", 0), ("k2", "a1", 1), ("s1", "a1", 0))


def outputs(url: str) -> list[Any]:
    """All that the public can get of both waves."""
    engine = reading_engine(url)
    known, state = lists(engine, prefixes=()), data_state(engine)
    scope = Scope(
        shows_single_pairs=False,
        prefixes=(),
        state=state,
        types=known.codes["institution_type"],
        waves=known.waves,
    )
    now, before = (public_release(engine, code, prefixes=()) for code, _ in known.waves)
    found: list[Any] = []
    for kind in CAPTIONS:
        matrix = public_matrix(now, kind, places=known.municipalities, scope=scope)
        change = public_change(before, now, kind, places=known.municipalities, scope=scope)
        for part in (matrix, change):
            found += [part.answer, to_csv(part.table, part.provenance, language="de")]
    course = public_course((before, now), scope=scope)
    found += [course.answer, to_csv(course.table, course.provenance, language="en")]
    found.append(repr(cooperation_summary(engine, prefixes=(), lists=known)))
    return found


def filled(url: str, hidden: Sequence[Rated]) -> list[Any]:
    cooperation_case.fill(url, [*OPEN, *hidden])
    return outputs(url)


def test_other_levels_of_withheld_cells_change_no_public_output(
    migrated_url: str, tmp_path: Path
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    migrate(other)
    changed = [(rater, rated, 5 - level) for rater, rated, level in HIDDEN]
    assert filled(migrated_url, HIDDEN) == filled(other, changed)


def test_what_is_open_is_shown_and_what_could_never_be_is_withheld(migrated_url: str) -> None:
    cooperation_case.fill(migrated_url, OPEN)
    release = public_release(reading_engine(migrated_url), "2020", prefixes=())
    cells = {(cell.row, cell.column): cell for cell in release.types}
    assert cells["kita", "schule"].state is CellState.VALUE
    assert cells["kita", "schule"].median == 2.5
    assert cells["schule", "kita"].state is CellState.UNKNOWN  # could be published, nobody rated
    assert cells["kita", "amt"].state is CellState.WITHHELD  # one office: "not rated" would tell
    assert cells["amt", "kita"].state is CellState.WITHHELD
    assert cells["amt", "amt"].state is CellState.NOT_COMPUTABLE
