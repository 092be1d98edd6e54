"""The target system with 5 000 indicators and 20 years: filter change to painted tree and matrix.

    python tests/benchmarks/goals_data.py /tmp/goals.sqlite
    python tests/benchmarks/goals_page.py --database sqlite:////tmp/goals.sqlite

Starts the real app, opens the page in Chromium and changes year judged, strategic goal and method
one after the other. Every combination is new to the server: no answer comes from a cache, except
the series, which are read once after an import. A change is timed inside the browser, from the
click on an option to the last painting that follows within 1.5 seconds. Prints median, 95th
percentile and bytes received for the tree and for the matrix.
"""

import argparse
import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.cooperation_page import FIND, change, options_of
from tests.benchmarks.map_update import ROOT, browser_page, server

TARGET_S = 0.7
PICTURES = {"baum": "tree", "verlauf": "matrix"}
YEAR, GOAL, METHOD = "Bewertungsjahr", "Leitziel", "Methode"


def steps_of(page) -> list[tuple[str, str]]:
    """Changes one after another: method, strategic goals (and all of them again), years."""
    goals = options_of(page, GOAL)
    years = options_of(page, YEAR)
    methods = options_of(page, METHOD)
    steps = []
    for number in range(1, 9):
        steps.append((YEAR, years[number]))
        steps.append((METHOD, methods[number % 2]))
        steps.append((GOAL, goals[-number]))
        steps.append((YEAR, years[number + 8]))
        steps.append((GOAL, goals[0]))
    return steps


def measure(address: str, picture: str, changes: int) -> list[tuple[str, float, int]]:
    """What was changed, milliseconds and bytes of each change."""
    received = [0]
    with browser_page() as page:
        page.set_default_timeout(120_000)

        def count(payload: bytes | str) -> None:
            received[0] += len(payload)

        page.on("websocket", lambda ws: ws.on("framereceived", count))
        page.goto(f"{address}/zielsystem?lang=de&bild={picture}")
        page.wait_for_function(f"() => {FIND}")
        page.wait_for_timeout(4_000)
        steps = steps_of(page)[: changes + 1]
        return [(step[0], *change(page, *step, received)) for step in steps][1:]


def report(picture: str, results: list[tuple[str, float, int]]) -> None:
    """Print one line a kind of filter, and one for all."""
    for label in (*sorted({label for label, _, _ in results}), ""):
        times = sorted(taken for name, taken, _ in results if label in {"", name})
        p95 = times[max(0, -(-len(times) * 95 // 100) - 1)] / 1000
        size = statistics.median(size for name, _, size in results if label in {"", name})
        told = "" if label else f"  (target {TARGET_S} s: {p95 / TARGET_S:.2f} of it)"
        print(
            f"{PICTURES[picture]:7} {label or 'all changes':15} n = {len(times):2}: "
            f"median {statistics.median(times) / 1000:.2f} s, "
            f"95th percentile {p95:.2f} s, {size / 1000:.0f} kB{told}",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", required=True)
    parser.add_argument("--changes", type=int, default=39)
    options = parser.parse_args()
    print(f"load average at the start: {os.getloadavg()[0]:.1f}")
    with server(ROOT / "app.py", DATABASE_URL=options.database) as (address, ready):
        print(f"ready after {ready:.1f} s")
        for picture in PICTURES:
            report(picture, measure(address, picture, options.changes))
    print(f"load average at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
