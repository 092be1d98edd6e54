"""How long from new values to the painted matrix, and how many bytes.

    python tests/benchmarks/matrix_paint.py --sizes 14x14,125x125,300x300

A throwaway app with the real component changes all cells at each press of a button; measured in
Chromium from the press to the painting (with the way to the server and back), the painting alone,
and what comes over the WebSocket. Prints Markdown.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from map_update import WAIT_MS, browser_page, server

CHANGE = """
([wait]) => new Promise((resolve, reject) => {
  const root = [...document.querySelectorAll("[data-testid^='stBidiComponent']")]
    .flatMap((host) => [host, ...host.querySelectorAll("*")])
    .map((host) => host.shadowRoot && host.shadowRoot.querySelector("[data-painted]"))
    .find(Boolean);
  const before = root.dataset.painted;
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (root.dataset.painted === before) return;
    seen.disconnect();
    resolve([performance.now() - start, Number(root.dataset.ms)]);
  });
  seen.observe(root, { attributes: true, attributeFilter: ["data-ms"] });
  setTimeout(() => reject(new Error("not painted in time")), wait);
  document.querySelector(".st-key-next button").click();
})
"""


def measure(address, size, groups, rated, repeats):
    """Medians of the changes after the first one: whole way, painting, bytes."""
    received = [0]

    def count_bytes(payload):
        received[0] += len(payload)

    with browser_page() as page:
        page.on("websocket", lambda ws: ws.on("framereceived", count_bytes))
        page.goto(f"{address}/?size={size}&groups={groups}&rated={rated}")
        page.locator("[data-painted]").wait_for()
        results = []
        for _ in range(repeats + 1):
            page.wait_for_timeout(400)
            before = received[0]
            whole, painting = page.evaluate(CHANGE, [WAIT_MS])
            page.wait_for_timeout(200)
            results.append((whole, painting, received[0] - before))
        return [statistics.median(column) for column in zip(*results[1:], strict=True)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="14x14,125x125,300x300")
    parser.add_argument("--rated", default="13,100", help="rated cells of a hundred")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{time.strftime('%Y-%m-%d')}, {platform.system()} {platform.machine()}, {load}\n")
    print("| cells | rated | change to painted | painting | received |\n|---|---|---|---|---|")
    with server(Path(__file__).with_name("matrix_app.py")) as (address, _):
        for size in options.sizes.split(","):
            for rated in options.rated.split(","):
                groups = 0 if size == "14x14" else 21
                whole, painting, taken = measure(address, size, groups, rated, options.repeats)
                print(
                    f"| {size} | {rated} % | {whole:.0f} ms | {painting:.1f} ms "
                    f"| {taken / 1000:,.0f} kB |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
