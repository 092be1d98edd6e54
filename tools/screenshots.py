"""Take the README's screenshots from the running app on sample data.

    python -m tools.screenshots        starts its own server, writes docs/bilder/*.png

Pictures are shrunk to a palette, so the repository stays small.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.browser import HOW, find

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT: Final = Path(__file__).resolve().parent.parent
OUT: Final = ROOT / "docs" / "bilder"
WIDE: Final = (1440, 900)
VIDEO: Final = (1280, 720)
#: name -> (address, size)
SHOTS: Final[dict[str, tuple[str, tuple[int, int]]]] = {
    "ueberblick": ("/", WIDE),
    "angebotsdichte": ("/angebotsdichte?phase=0-3&kommune=03241005", WIDE),
    "vergleich": ("/angebotsdichte?ansicht=vergleich&rechts=phase", WIDE),
    "lueckenmatrix": ("/bedarf-luecken?luecke=03241016~10-16", WIDE),
    "bedarf": ("/bedarf-luecken?ansicht=bedarf&kommune=03241005", WIDE),
    "erreichbarkeit": ("/erreichbarkeit?zeigt=flaeche", WIDE),
    "kommune": ("/kommune?kommune=03241005", WIDE),
    "angebote": ("/angebote?suche=erzihungsberatung garbsen", WIDE),
    "kooperation": ("/kooperation", WIDE),
    "netzwerk": ("/kooperation?bild=netz&anordnung=karte&einrichtung=inst-021", WIDE),
    "unterschiede": ("/kooperation?bild=unterschiede", WIDE),
    "gespraeche": ("/gespraeche", WIDE),
    "kooperationsblatt": ("/gespraeche?paar=inst-001~inst-021&welle=2020", WIDE),
    "zielsystem": ("/zielsystem", WIDE),
    "indikator": ("/zielsystem?indikator=u8-teilnahme", WIDE),
    "verlauf": ("/zielsystem?bild=verlauf", WIDE),
    "veraenderung": ("/zielsystem?bild=veraenderung", WIDE),
    "massnahmen": ("/massnahmen", WIDE),
    "radar": ("/massnahmen?bild=radar", WIDE),
    "vorlage": ("/vorlage", WIDE),
    "daten-methoden": ("/daten-methoden", WIDE),
    "vortrag": ("/angebotsdichte?phase=0-3&view=vortrag", VIDEO),
    "english": ("/angebotsdichte?phase=0-3&kommune=03241005&lang=en", WIDE),
}


def take(page: Page, url: str, name: str) -> None:
    """Open an address, wait until it is drawn, and keep the picture."""
    address, (width, height) = SHOTS[name]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(url + address)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=60_000)
    time.sleep(5)  # maps load their boundaries, charts fade in
    raw = OUT / f"{name}.png"
    page.screenshot(path=raw)
    Image.open(raw).convert("RGB").quantize(256).save(raw, optimize=True)


def main() -> int:
    """Start a server on sample data and take every picture."""
    path = find()
    if path is None:
        print(HOW, file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/sample.sqlite"}
        python = sys.executable
        # S603: our own interpreter with fixed arguments.
        subprocess.run([python, "-m", "lib.cli", "sample"], check=True, env=environment)  # noqa: S603
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(  # noqa: S603
            [python, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env=environment,
        )
        try:
            time.sleep(5)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=path, args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page(locale="de-DE")
                for name in SHOTS:
                    take(page, f"http://localhost:{port}", name)
                browser.close()
        finally:
            server.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())
