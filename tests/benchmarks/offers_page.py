"""The density page at the size of Germany: first paint, and filter change to painted map.

    python tests/benchmarks/offers_page.py --database sqlite:////tmp/germany.sqlite

Starts the real app on the given database with the boundaries of Germany, opens the page in
Chromium and changes filters so that no answer comes from a cache. A change is timed inside the
browser, from the click on an option to two frames after the map has taken the values. Prints
median, 95th percentile and bytes received.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.map_update import ROOT, browser_page, server

BOUNDARIES = ROOT / "geo" / "deutschland.geojson"
IS_PAINTED = """() => [...document.querySelectorAll("iframe")].some((frame) =>
  frame.contentDocument && frame.contentDocument.querySelector("[data-painted]"))"""
#: Notes when an option is clicked, and when the map has painted once more than before.
WATCH = """
() => {
  const box = () => {
    for (const frame of document.querySelectorAll("iframe")) {
      const found = frame.contentDocument && frame.contentDocument.querySelector("[data-painted]");
      if (found) return found;
    }
    return null;
  };
  const before = Number(box().dataset.painted);
  let start = 0;
  document.addEventListener("click", () => { start = start || performance.now(); }, {
    capture: true, once: true,
  });
  window.__painted = new Promise((resolve) => {
    const look = () => {
      if (start && Number(box().dataset.painted) > before) resolve(performance.now() - start);
      else setTimeout(look, 4);
    };
    look();
  });
}
"""


def options_of(page, label: str) -> list[str]:
    """Names that a filter offers, without the first ("all")."""
    page.get_by_label(label, exact=True).click()
    names = [text.strip() for text in page.get_by_role("option").all_inner_texts()]
    page.keyboard.press("Escape")
    return names[1:]


def change(page, label: str, name: str, received: list[int]) -> tuple[float, int]:
    """Change one filter; milliseconds and bytes until the map has painted."""
    page.get_by_label(label, exact=True).click()
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    page.wait_for_timeout(300)
    before = received[0]
    page.evaluate(WATCH)
    option.click()
    taken = page.evaluate("window.__painted")
    page.wait_for_timeout(1_500)
    return taken, received[0] - before


def measure(address: str, changes: int) -> tuple[float, list[tuple[float, int]]]:
    """Seconds to the first painted map, and (milliseconds, bytes) of each change."""
    received = [0]
    with browser_page() as page:

        def count(payload: bytes | str) -> None:
            received[0] += len(payload)

        page.on("websocket", lambda ws: ws.on("framereceived", count))
        began = time.perf_counter()
        page.goto(f"{address}/angebotsdichte?lang=de")
        while not page.evaluate(IS_PAINTED):
            page.wait_for_timeout(20)
        first = time.perf_counter() - began
        page.wait_for_timeout(3_000)
        fields, phases = options_of(page, "Handlungsfeld"), options_of(page, "Lebensphase")
        steps = [
            step
            for number, field in enumerate(["", *fields])
            for step in (
                *((("Handlungsfeld", field),) if field else ()),
                # back and forth: the one that is chosen already changes nothing
                *(
                    ("Lebensphase", phase)
                    for phase in phases[:: -1 if number % 2 else 1][min(number, 1) :]
                ),
            )
        ]
        results = [change(page, *step, received) for step in steps[: changes + 1]]
    return first, results[1:]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, help="URL of a database of all Germany")
    parser.add_argument("--boundaries", default=str(BOUNDARIES))
    parser.add_argument("--changes", type=int, default=30)
    options = parser.parse_args()
    settings = {
        "DATABASE_URL": options.database,
        "MONITOR_BOUNDARIES": options.boundaries,
        "MONITOR_EXTENT_NAME": "Deutschland",
    }
    print(f"load average at the start: {os.getloadavg()[0]:.1f}")
    with server(ROOT / "app.py", **settings) as (address, ready):
        cold, _ = measure(address, 0)
        warm, results = measure(address, options.changes)
    times = sorted(taken for taken, _ in results)
    p95 = times[max(0, -(-len(times) * 95 // 100) - 1)]
    print(f"ready after {ready:.1f} s; first map {cold:.2f} s (new server), {warm:.2f} s (warm)")
    print(
        f"filter to painted map, n = {len(times)}: median {statistics.median(times) / 1000:.2f} s, "
        f"95th percentile {p95 / 1000:.2f} s, "
        f"{statistics.median(size for _, size in results) / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main()
