"""Build the sample database the way an operator does: through the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lib.cli import main as monitor

if TYPE_CHECKING:
    from pathlib import Path


def build_sample_database(path: Path) -> str:
    """Run `monitor sample` into `path` and return its URL."""
    url = f"sqlite:///{path}"
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = url
    try:
        if monitor(["sample"]) != 0:
            raise RuntimeError("monitor sample failed")
    finally:
        if before is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = before
    return url
