"""The path of docs/eigene-daten.md, walked for the Landkreis Hameln-Pyrmont as its reader would."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import create_engine, text

from lib.cli import main
from lib.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = (ROOT / "docs" / "eigene-daten.md").read_text(encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working folder with the settings file of the document."""
    block = re.search(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert block is not None
    (tmp_path / "geo").symlink_to(ROOT / "geo")
    (tmp_path / "var").mkdir()
    (tmp_path / "monitor.toml").write_text(block[1], encoding="utf-8")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("MONITOR_CONFIG", str(tmp_path / "monitor.toml"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands() -> list[list[str]]:
    """Return the `monitor` calls of the document, in order."""
    blocks = re.findall(r"```(\w*)\n(.*?)```", DOCUMENT, re.DOTALL)
    lines = [line for kind, block in blocks if not kind for line in block.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("monitor ")]


def fill_in(path: Path, *, ags: str) -> None:
    """Fill in two institutions and three offers, as a person would in the workbook."""
    workbook = openpyxl.load_workbook(path)
    workbook["einrichtungen"].append(
        ["fz-hameln", "Familienzentrum", "familienzentrum", "frei", "03252006", "0-3|3-6"]
    )
    workbook["einrichtungen"].append(["kreis", "Kreisjugendamt", "jugendamt", "oeffentlich"])
    header = [cell.value for cell in workbook["angebote"][1]]
    common = {"einrichtung": "fz-hameln", "status": "aktiv", "gueltig_von": date(2019, 8, 1)}
    offers = [
        {"schluessel": "cafe", "name": "Elterncafé", "alter_von": "Schwangerschaft",
         "alter_bis": 2, "breitengrad": 52.104, "laengengrad": 9.356, "ags": ags,
         "handlungsfelder": "sozial|gesundheitlich"},
        {"schluessel": "lesen", "name": "Vorlesen", "alter_von": 3, "alter_bis": 5,
         "ags": "03252003"},
        {"schluessel": "telefon", "name": "Elterntelefon", "alter_von": 0, "alter_bis": 17,
         "einrichtung": "kreis", "regionsweit": "ja"},
    ]  # fmt: skip
    for offer in offers:
        cells = common | offer
        workbook["angebote"].append([cells.get(str(name)) for name in header])
    workbook.save(path)


def test_from_templates_to_a_running_monitor(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates, check, import_ = commands()
    assert [call[0] for call in (templates, check, import_)] == ["templates", "check", "import"]
    assert main(templates) == 0
    assert "Landkreis Hameln-Pyrmont" in capsys.readouterr().out

    workbook = place / templates[1] / "vorlagen.xlsx"
    fill_in(workbook, ags="03252001")  # a slip: the coordinates lie in Hameln
    assert main(check) == 1
    shown = capsys.readouterr().out
    example = re.search(r"Angegeben ist.*", DOCUMENT)
    assert example is not None
    assert example[0] in shown, "the document shows what the program says"
    assert main(import_) == 1

    assert main([*templates, "--force"]) == 0
    fill_in(workbook, ags="")
    capsys.readouterr()
    assert main(check) == 0
    assert main(import_) == 0
    assert main(import_) == 0
    assert "Unverändert" in capsys.readouterr().out

    url = tomllib.loads((place / "monitor.toml").read_text())["database_url"]
    engine = create_engine(url)
    with engine.connect() as connection:
        places = connection.execute(
            text("SELECT key, ags, is_region_wide FROM offer ORDER BY key")
        ).all()
        children = connection.scalar(
            text(
                "SELECT sum(v.value) FROM context_value v JOIN life_phase p "
                "ON p.children_indicator_code = v.indicator_code WHERE p.code = '3-6'"
            )
        )
        municipalities = connection.scalar(text("SELECT count(*) FROM municipality"))
    engine.dispose()
    assert [tuple(row) for row in places] == [
        ("cafe", "03252006", 0),  # found from its coordinates
        ("lesen", "03252003", 0),
        ("telefon", None, 1),
    ]
    assert municipalities == 8
    assert children == pytest.approx(_census_children("alter_3_5"))
    assert main(["sample"]) == 0
    assert "eigenen Daten" in capsys.readouterr().out


def _census_children(group: str) -> float:
    """Sum a census group over the Landkreis straight from the source file."""
    header, *lines = (ROOT / "data/context/gemeinden.csv").read_text("utf-8").splitlines()
    place = header.split(",").index(group) - len(header.split(","))  # names may hold commas
    return sum(float(line.split(",")[place]) for line in lines if line.startswith("03252"))
