"""An import and what is kept of it are one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lib.ingest import writing
from lib.ingest.run import run_import
from lib.store import kept
from lib.store.engine import reading_engine
from lib.store.queries.offers import OfferFilter, offer_counts
from tests.unit.ingest.conftest import EAST, WEST, offers

if TYPE_CHECKING:
    from pathlib import Path

    from lib.store.boundaries import BoundaryLayer

HEAD = "schluessel;name;einrichtungsart;traegerart;ags;lebensphasen\n"


@pytest.fixture
def write(both_url: str, tmp_path: Path, layer: BoundaryLayer):
    folder = tmp_path / "files"

    def run(**files: str) -> None:
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, content in files.items():
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        assert run_import([folder], url=both_url, layer=layer).is_clean

    return run


def is_fresh(url: str) -> bool:
    with reading_engine(url).connect() as connection:
        return kept.is_fresh(connection)


def counted(url: str, **chosen: str) -> dict[str, int]:
    table = offer_counts(
        reading_engine(url), OfferFilter(on=date(2020, 6, 1), **chosen), prefixes=()
    )
    return dict(zip(table["ags"], table["offers_count"].tolist(), strict=True))


def test_every_import_leaves_it_fresh_and_right(write, both_url: str) -> None:
    assert is_fresh(both_url)
    assert counted(both_url) == {WEST: 0, EAST: 0}
    write(angebote=offers({}, {"ags": EAST, "laengengrad": "10,5"}))
    assert is_fresh(both_url)
    assert counted(both_url) == {WEST: 1, EAST: 1}
    write(angebote=offers({"status": "eingestellt"}))  # an update
    assert is_fresh(both_url)
    assert counted(both_url) == {WEST: 0, EAST: 1}
    write(angebote=offers({"handlungsfelder": "kulturell"}))  # only a set of the offer changes
    assert is_fresh(both_url)
    assert counted(both_url, field="kulturell") == {WEST: 1, EAST: 0}
    assert counted(both_url, sector="frei") == {WEST: 1, EAST: 1}
    write(einrichtungen=HEAD + f"kita;Kita;kita;privat;{WEST};\n")  # the sector of both offers
    assert is_fresh(both_url)
    assert counted(both_url, sector="frei") == {WEST: 0, EAST: 0}
    assert counted(both_url, sector="privat") == {WEST: 1, EAST: 1}


def test_an_import_that_changes_nothing_leaves_it_alone(write, both_url: str) -> None:
    for _ in range(2):
        write(angebote=offers({}))
        assert is_fresh(both_url)
        assert counted(both_url) == {WEST: 1, EAST: 0}


def test_an_import_that_fails_at_the_end_changes_neither(
    write, both_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(angebote=offers({}))

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr(writing.kept, "after_import", broken)
    with pytest.raises(RuntimeError):
        write(angebote=offers({}, {}))
    assert is_fresh(both_url)
    assert counted(both_url) == {WEST: 1, EAST: 0}
