"""Start the monitor: `python -m tools.start --port 8501` (what `make run` does).

The embedded database is created and filled with sample data when it is not there; a database
that an operator named (DATABASE_URL or monitor.toml) is never filled, only checked by the pages.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys

from lib.cli import main as monitor
from lib.domain.errors import MonitorError
from lib.settings import DEFAULT_DATABASE, ROOT, load_settings
from lib.store.engine import sqlite_path
from lib.text import render


def prepare() -> int:
    """Migrate and fill the embedded database; 0 when the pages can start."""
    settings = load_settings()
    if settings.database_url != DEFAULT_DATABASE:
        return 0
    path = sqlite_path(settings.database_url)
    if path is None or path.exists():
        return monitor(["migrate"])
    return monitor(["sample"])


def is_free(port: int) -> bool:
    """Tell whether a port of this machine can be used."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def main() -> int:
    """Prepare the data, then become Streamlit."""
    parser = argparse.ArgumentParser(description="Start the monitor.")
    parser.add_argument("--port", type=int, default=8501)
    port: int = parser.parse_args().port
    if not is_free(port):
        print(f"Port {port} ist belegt. Bitte einen anderen wählen: make run PORT={port + 1}")
        return 1
    try:
        failed = prepare()
    except MonitorError as error:
        print(render(error.message, "de"), file=sys.stderr)
        return 1
    if failed:
        return failed
    address = f"http://localhost:{port}"
    print(f"\n  Präventionsketten-Monitor: {address}  (Ende mit Strg+C)\n", flush=True)
    os.chdir(ROOT)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    # S606: our own interpreter with fixed arguments.
    return os.execv(sys.executable, command)  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
