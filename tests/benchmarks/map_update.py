"""How long from a filter change to the painted map, and how many bytes: both ways side by side.

    python tests/benchmarks/map_update.py --extents region_hannover,niedersachsen,deutschland

The usual way is folium.GeoJson with a style function, rebuilt through st_folium at each change;
ours loads the boundaries once and sends values only. Same boundaries, colours and words, same
server, same browser (Chromium), one after the other. Also measured, if the database is there:
start of the real app, and first paint of its map. Prints Markdown.
"""

import argparse
import contextlib
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
EXTENTS = ("region_hannover", "niedersachsen", "deutschland")
COLOURS = ["#e3eef5", "#b3d2e5", "#76aecf", "#377fae", "#0b4f7d"]
WAIT_MS = 300_000
#: The usual way is not repeated for longer than this a run; its time is not in doubt then.
USUAL_BUDGET_S = 120.0

CHANGE = """
([way, fill, count, wait]) => new Promise((resolve, reject) => {
  const inside = (query) => {
    for (const frame of document.querySelectorAll("iframe")) {
      const found = frame.contentDocument && frame.contentDocument.querySelectorAll(query);
      if (found && found.length) return found;
    }
    return [];
  };
  const before = way === "values" ? Number(inside("[data-painted]")[0].dataset.painted) : 0;
  const done = () => {
    if (way === "values") {
      return inside(`[data-painted="${before + 1}"]`).length > 0;
    }
    const paths = inside("path.leaflet-interactive");
    return paths.length === count && paths[0].getAttribute("fill") === fill;
  };
  const start = performance.now();
  const look = () => {
    if (done()) {
      const finish = () => resolve(performance.now() - start);
      if (way === "values") finish();
      else requestAnimationFrame(() => requestAnimationFrame(finish));
    } else if (performance.now() - start > wait) reject(new Error("not painted in time"));
    else setTimeout(look, 5);
  };
  document.querySelector(".st-key-next button").click();
  look();
})
"""


@dataclass(frozen=True)
class Result:
    """Medians over n changes: milliseconds and bytes received over the WebSocket."""

    n: int
    ms: float
    received: float


@contextlib.contextmanager
def server(script, **environment):
    """Start Streamlit on a free port; yields (address, seconds until it answered)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(script),
        "--server.port", str(port), "--server.address", "127.0.0.1",
        "--server.headless", "true", "--server.fileWatcherType", "none",
        "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(  # noqa: S310
                    f"{address}/healthz"
                ),
            ):
                break
            if process.poll() is not None or time.perf_counter() - start > 60:
                raise SystemExit(f"{script} did not start")
            time.sleep(0.02)
        yield address, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def browser_page():
    """A page of Chromium at the size of a desk."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(WAIT_MS)
        yield page
        browser.close()


def measure(address, way, count, options) -> Result:
    """Median of the changes after the first one, which warms up."""
    received = [0]

    def count_bytes(payload):
        received[0] += len(payload)

    with browser_page() as page:
        page.on("websocket", lambda ws: ws.on("framereceived", count_bytes))
        page.goto(f"{address}/?way={way}&words={options.words}")
        wait_for_first_map(page, way, count)
        times, sizes, began = [], [], time.perf_counter()
        for step in range(1, options.repeats + 2):
            page.wait_for_timeout(400)
            before = received[0]
            taken = page.evaluate(CHANGE, [way, COLOURS[step * 9 % 40 // 8], count, WAIT_MS])
            page.wait_for_timeout(200)
            times.append(taken)
            sizes.append(received[0] - before)
            if way == "usual" and time.perf_counter() - began > USUAL_BUDGET_S:
                break
        if len(times) > 1:
            del times[0], sizes[0]
        return Result(len(times), statistics.median(times), statistics.median(sizes))


def wait_for_first_map(page: Page, way, count) -> None:
    """Until the first map is drawn."""
    inside = page.frame_locator("iframe").first
    if way == "values":
        inside.locator("[data-painted]").wait_for(state="attached")
    else:
        inside.locator("path.leaflet-interactive").nth(count - 1).wait_for(state="attached")


def real_app(repeats):
    """Start of the real app and first paint of its map: (seconds, seconds), medians."""
    starts, paints = [], []
    for _ in range(repeats):
        with server(ROOT / "app.py") as (address, ready), browser_page() as page:
            starts.append(ready)
            began = time.perf_counter()
            page.goto(f"{address}/angebotsdichte")
            wait_for_first_map(page, "values", 0)
            paints.append(time.perf_counter() - began)
    return statistics.median(starts), statistics.median(paints)


def areas_of(extent) -> int:
    """Number of municipalities, as the monitor reads them."""
    sys.path.insert(0, str(ROOT))
    from lib.store.boundaries import load_layer  # noqa: PLC0415  needs the path above

    return len(load_layer(ROOT / "geo" / f"{extent}.geojson", ags_prefixes=()).frame)


def row(count, usual, ours) -> str:
    """One line of the table."""
    cells = [f"{count:,}"]
    for result in (usual, ours):
        cells += (
            [f"{result.ms / 1000:.2f} s", f"{result.received / 1000:,.0f} kB"]
            if result
            else ["–", "–"]
        )
    if usual:
        cells += [f"{usual.ms / ours.ms:.1f}×", f"{usual.received / ours.received:,.0f}×"]
    else:
        cells += ["–"] * 2
    cells.append(f"{usual.n if usual else 0} / {ours.n}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--extents", default=",".join(EXTENTS), help="names of files in geo/")
    parser.add_argument("--repeats", type=int, default=7, help="changes to take the median of")
    parser.add_argument("--skip-usual-above", type=int, default=10**9, metavar="AREAS")
    parser.add_argument(
        "--words", choices=["short", "full"], default="short", help="tooltip: value, or four lines"
    )
    parser.add_argument("--skip-app", action="store_true", help="do not start the real app")
    options = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, {platform.system()} {platform.machine()}, "
          f"{os.cpu_count()} cores, Python {platform.python_version()}\n")  # fmt: skip
    print("| areas | usual: time | usual: bytes | values only: time | values only: bytes "
          "| faster | fewer bytes | n (usual / ours) |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|")
    for extent in options.extents.split(","):
        count = areas_of(extent)
        boundaries = str(ROOT / "geo" / f"{extent}.geojson")
        script = Path(__file__).with_name("map_update_app.py")
        with server(script, MONITOR_BOUNDARIES=boundaries) as (address, _):
            ours = measure(address, "values", count, options)
            usual = None
            if count <= options.skip_usual_above:
                usual = measure(address, "usual", count, options)
        print(row(count, usual, ours), flush=True)
    if not options.skip_app and (ROOT / "lib" / "ui" / "shell.py").exists():
        ready, painted = real_app(3)
        print(f"\nReal app (median of 3): ready after {ready:.2f} s; map painted {painted:.2f} s")
        print("after opening /angebotsdichte in a new browser.")


if __name__ == "__main__":
    main()
