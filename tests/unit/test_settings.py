"""Settings that cannot be used say so in one sentence; the server still starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.domain.errors import SettingsError
from lib.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "title = 3",
        "audience = true",
        'audience = "alle"',
        'language = "fr"',
        "basemap = ['x']",
        "ags_prefixes = 3241",
        "ags_prefixes = [3241]",
        'ags_prefixes = ["03x"]',
        'level_names = ["eins"]',
        "database_url = 1",
        "boundaries = 2021-01-01",
        'unknown = "x"',
        "title = ",
        "\x00",
    ],
)
def test_a_wrong_file_is_a_settings_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        load_settings({"MONITOR_CONFIG": str(file)})


def test_a_folder_in_the_place_of_the_file_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load_settings({"MONITOR_CONFIG": str(tmp_path)})
