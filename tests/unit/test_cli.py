"""The command line: exit codes, sentences instead of tracebacks, help in both languages."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lib.cli import main
from lib.cli.parser import COMMANDS
from lib.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OFFERS = "schluessel;name;einrichtung;status;alter_von;alter_bis;gueltig_von\n"
NETWORKS = "schluessel;name\nn1;Netzwerk Frühe Hilfen\n"


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'monitor.sqlite'}")
    monkeypatch.delenv("MONITOR_LANGUAGE", raising=False)
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_each_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, out, err = run(capsys, command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Aufruf: monitor {command} ")
    assert "usage:" not in out
    assert "options:" not in out
    assert len(out.splitlines()) > 6


def test_help_is_there_in_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_LANGUAGE", "en")
    _, out, _ = run(capsys, "--help")
    assert out.startswith("Usage: monitor [-h] COMMAND ...")
    assert all(f"\n  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["impot"], "Den Befehl „impot“ gibt es nicht."),
        (["import"], "Bitte nennen Sie die Dateien oder Ordner"),
        (["check"], "Bitte nennen Sie die Dateien oder Ordner"),
        (["templates"], "Bitte nennen Sie den Ordner für die Vorlagen."),
        (["import", "x", "--schnell"], "„--schnell“ ist nicht verständlich."),
        (["import", "x", "--report"], "monitor import --help"),
    ],
)
def test_calls_that_are_not_understood(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert sentence in err.replace("hier ", "")
    assert "help" in err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert code == 2
    assert "Befehle:" in out


def test_import_check_and_import_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "netzwerke.csv").write_text(NETWORKS, encoding="cp1252")
    code, out, _ = run(capsys, "check", "netzwerke.csv")
    assert code == 0
    assert "können importiert werden" in out
    assert not (tmp_path / "monitor.sqlite").exists()
    code, out, _ = run(capsys, "import", "netzwerke.csv")
    assert code == 0
    assert "1 neu, 0 geändert, 0 unverändert" in out
    assert "1 Zeile geschrieben." in out
    code, out, _ = run(capsys, "import", "netzwerke.csv")
    assert code == 0
    assert "1 Zeile, unverändert" in out
    assert "Unverändert: Die Datenbank enthielt bereits genau diesen Stand." in out
    assert "enthält bereits genau diesen Stand" in run(capsys, "check", "netzwerke.csv")[1]


def test_faults_are_an_aligned_list_and_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = "".join(f"o{n};=N;{n};aktiv;9;8;01.01.2020\n" for n in range(40))
    (tmp_path / "angebote.csv").write_text(OFFERS + rows)
    code, out, err = run(capsys, "import", "angebote.csv", "--report", "fehler.csv")
    assert code == 1
    assert err == "80 Fehler gefunden. Es wurde nichts geschrieben.\n"
    header, *lines = out.splitlines()
    assert header.split() == ["Datei", "Zeile", "Spalte", "Wert", "Grund"]
    assert len([line for line in lines if line.startswith("angebote.csv")]) == 50
    assert all(line.index("einrichtung") == header.index("Spalte") for line in lines[:1])
    assert "30 weitere Fehler werden nicht gezeigt." in out
    with (tmp_path / "fehler.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file, delimiter=";"))
    assert len([row for row in found if row["Zeile"]]) == 80
    assert found[0]["Datei"] == "angebote.csv"


def test_a_report_file_cannot_carry_formulas(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "netzwerke.csv").write_text("schluessel;name;gegruendet_am\nn;N;=HYPERLINK(1)\n")
    assert run(capsys, "check", "netzwerke.csv", "--report", "fehler.csv")[0] == 1
    text = (tmp_path / "fehler.csv").read_text(encoding="utf-8-sig")
    assert ";'=HYPERLINK(1);" in text


def test_sample_flag_labels_the_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "netzwerke.csv").write_text(NETWORKS)
    assert run(capsys, "import", "netzwerke.csv", "--sample")[0] == 0
    (tmp_path / "netzwerke.csv").write_text(NETWORKS.replace("Frühe", "frühe"))
    assert "auch Beispieldaten" in run(capsys, "import", "netzwerke.csv")[1]


def test_migrate_and_templates(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "migrate") == (0, "Die Datenbank passt zu dieser Version.\n", "")
    assert run(capsys, "migrate")[0] == 0
    code, out, _ = run(capsys, "templates", "neu")
    assert code == 0
    assert "Region Hannover geschrieben (21 Kommunen)" in out
    assert (tmp_path / "neu" / "vorlagen.xlsx").exists()
    code, _, err = run(capsys, "templates", "neu")
    assert code == 1
    assert "--force" in err
    assert run(capsys, "templates", "neu", "--force")[0] == 0


def test_sample_twice(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "sample")
    assert code == 0
    assert "Zeilen geschrieben." in out
    code, out, _ = run(capsys, "sample")
    assert (code, out) == (
        0,
        "Hinweis: Die Beispieldaten sind schon da; es hat sich nichts geändert.\n",
    )


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x/y", "SQLite"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/nichts", "Datenbank antwortet zurzeit nicht"),
        ("MONITOR_BOUNDARIES", "/gibt/es/nicht.geojson", "nicht.geojson"),
        ("MONITOR_LANGUAGE", "fr", "language"),
        ("MONITOR_CONFIG", "/gibt/es/nicht.toml", "nicht.toml"),
    ],
)
def test_foreseen_failures_are_one_sentence(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    value: str,
    sentence: str,
) -> None:
    (tmp_path / "netzwerke.csv").write_text(NETWORKS)
    monkeypatch.setenv(variable, value)
    code, _, err = run(capsys, "import", "netzwerke.csv")
    assert code == 1
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert run(capsys, "import", "--help")[0] == 0, "help must work with broken settings"


def test_missing_path_and_unwritable_report(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "check", "fehlt.csv")
    assert code == 1
    assert "„fehlt.csv“ gibt es nicht" in err
    (tmp_path / "netzwerke.csv").write_text(NETWORKS)
    code, _, err = run(capsys, "check", "netzwerke.csv", "--report", "weg/fehler.csv")
    assert code == 1
    assert "weg/fehler.csv" in err


def test_as_a_process_on_a_terminal_without_umlauts(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lib.cli", "check", str(tmp_path / "fehlt")],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "gibt es nicht." in done.stderr
    assert "Traceback" not in done.stderr
