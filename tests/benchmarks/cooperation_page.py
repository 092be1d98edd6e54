"""The cooperation page with 300 institutions and 60 000 ratings: filter change to painted matrix.

    python tests/benchmarks/cooperation_data.py --database sqlite:////tmp/cooperation.sqlite
    python tests/benchmarks/cooperation_page.py --database sqlite:////tmp/cooperation.sqlite

Starts the real app, opens the page in Chromium, and changes round, life phase and order so that no
answer comes from a cache. A change is timed inside the browser, from the click on an option to the
last painting of the matrix that follows within 1.5 seconds. Prints median, 95th percentile and
bytes received, for the matrix of institutions (up to 300 x 300) and for the one of types.
"""

import argparse
import itertools
import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.map_update import ROOT, browser_page, server

FIND = """[...document.querySelectorAll("*")]
    .map((host) => host.shadowRoot && host.shadowRoot.querySelector("[data-painted]"))
    .find(Boolean)"""
#: Notes when an option is clicked, and when the matrix has painted last.
WATCH = f"""
() => {{
  const find = () => {FIND};
  const before = find().dataset.painted;
  let start = 0, seen = before, last = 0;
  document.addEventListener("click", () => {{ start = start || performance.now(); }}, {{
    capture: true, once: true,
  }});
  window.__painted = new Promise((resolve) => {{
    const look = () => {{
      const now = performance.now(), root = find();
      if (start && root && root.dataset.painted !== seen) {{
        seen = root.dataset.painted;
        last = now;
      }}
      if (last && now - last > 1500) resolve(last - start);
      else if (start && now - start > 20000) resolve(20000);
      else setTimeout(look, 4);
    }};
    look();
  }});
}}
"""
#: Filters that are changed in turn; every combination is new to the server.
FILTERS = ("Lebensphase", "Reihenfolge")
ROUNDS = "Erhebungsrunde"


def options_of(page, label: str) -> list[str]:
    """Names that a filter offers."""
    page.get_by_label(label, exact=True).click()
    names = [text.strip() for text in page.get_by_role("option").all_inner_texts()]
    page.keyboard.press("Escape")
    return names


def change(page, label: str, name: str, received: list[int]) -> tuple[float, int]:
    """Change one filter; milliseconds and bytes until the matrix has painted."""
    page.get_by_label(label, exact=True).click()
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    page.wait_for_timeout(300)
    before = received[0]
    page.evaluate(WATCH)
    option.click()
    taken = page.evaluate("window.__painted")
    return taken, received[0] - before


def steps_of(page) -> list[tuple[str, str]]:
    """Changes one after another: for each round every order, then every life phase."""
    chosen: dict[str, str] = {}
    steps = []
    rounds = options_of(page, ROUNDS)
    others = [(label, name) for label in FILTERS for name in options_of(page, label)]
    for number, name in enumerate([*rounds[1:], rounds[0]]):
        turn = others if number % 2 else others[::-1]
        for step in itertools.chain([(ROUNDS, name)], turn):
            if chosen.get(step[0]) != step[1]:  # the one that is chosen already changes nothing
                steps.append(step)
            chosen[step[0]] = step[1]
    return steps


def measure(address: str, matrix: str, changes: int) -> list[tuple[str, float, int]]:
    """What was changed, milliseconds and bytes of each change."""
    received = [0]
    with browser_page() as page:

        def count(payload: bytes | str) -> None:
            received[0] += len(payload)

        page.on("websocket", lambda ws: ws.on("framereceived", count))
        page.goto(f"{address}/kooperation?lang=de&matrix={matrix}")
        page.wait_for_function(f"() => {FIND}")
        page.wait_for_timeout(3_000)
        steps = steps_of(page)[1 : changes + 2]
        results = [(step[0], *change(page, *step, received)) for step in steps]
    return results[1:]


def report(matrix: str, results: list[tuple[str, float, int]]) -> None:
    """Print one line a kind of filter, and one for all."""
    for label in (*sorted({label for label, _, _ in results}), ""):
        times = sorted(taken for name, taken, _ in results if label in {"", name})
        p95 = times[max(0, -(-len(times) * 95 // 100) - 1)]
        size = statistics.median(size for name, _, size in results if label in {"", name})
        print(
            f"{matrix:13} {label or 'all changes':15} n = {len(times):2}: "
            f"median {statistics.median(times) / 1000:.2f} s, "
            f"95th percentile {p95 / 1000:.2f} s, {size / 1000:.0f} kB"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--changes", type=int, default=40)
    options = parser.parse_args()
    print(f"load average at the start: {os.getloadavg()[0]:.1f}")
    with server(ROOT / "app.py", DATABASE_URL=options.database) as (address, ready):
        print(f"ready after {ready:.1f} s")
        for matrix in ("einrichtungen", "typen"):
            report(matrix, measure(address, matrix, options.changes))
    print(f"load average at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
