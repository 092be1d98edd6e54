"""A real server and a real browser; every test ends with "nothing went wrong unnoticed"."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from lib.settings import ROOT
from tests.sample_database import build_sample_database
from tools.browser import HOW, find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

# A shared runner may be several times slower than a desk; a wait ends when its condition is true.
expect.set_options(timeout=20_000)

#: Console lines that are Streamlit's own and cannot be mended here, each with its reason.
STREAMLITS_OWN = (
    "Unrecognized feature:",  # permissions that Streamlit lists on component iframes
    "An iframe which has both allow-scripts",  # sandbox attributes of component iframes
)
#: On a deep link Streamlit's page looks for its server under the page's path first (404), then at
#: the root. Answering there would make it believe in a base path.
DEEP_LINK_PROBES = ("/_stcore/health", "/_stcore/host-config")


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running monitor and its log."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    database: Path

    def log_text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def start_server(folder: Path, *, database: Path, **environment: str) -> Server:
    """Start `streamlit run app.py` on a free port and wait until it answers."""
    port = free_port()
    log = folder / f"server_{port}.log"
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{database}",
            "MONITOR_CONFIG": str(ROOT / "tests" / "app" / "empty.toml"),
            **environment,
        },
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
    )
    url = f"http://localhost:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)  # noqa: S310  own server
            return Server(url, process, log, database)
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The monitor on the sample data."""
    folder = tmp_path_factory.mktemp("server")
    build_sample_database(folder / "sample.sqlite")
    running = start_server(folder, database=folder / "sample.sqlite")
    yield running
    running.process.terminate()
    running.process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium."""
    path = find()
    if path is None:
        pytest.fail(HOW)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@dataclass
class Watch:
    """What a page must not do."""

    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "localhost":
            self.outside.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"} or message.text.startswith(STREAMLITS_OWN):
            return
        url = str(message.location.get("url", ""))
        if "404" in message.text and url.endswith(DEEP_LINK_PROBES):
            return
        self.complaints.append(f"{message.text} ({url})")


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def page(browser: Browser, watch: Watch, server: Server) -> Iterator[Page]:
    """A German reader's page at 1440x900; nothing outside is asked, nothing is complained of."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    tab = context.new_page()
    watch.attach(tab)
    logged = len(server.log_text())
    yield tab
    context.close()
    assert watch.outside == []
    assert watch.complaints == []
    news = server.log_text()[logged:]
    assert "Traceback" not in news
    assert "Warning" not in news


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)
