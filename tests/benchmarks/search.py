"""Search over a million offers: time to build the index, and of each kind of question.

    python tests/benchmarks/search.py sqlite:////tmp/germany.sqlite postgresql+psycopg://...

The databases come from tests/benchmarks/offer_data.py. Prints the build from kept columns, and for
each question the hits, the median of searching, and of reading the rows that the page shows.
"""

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.insights.offer_search import SHOWN_ROWS
from lib.store.engine import reading_engine
from lib.store.queries.entries import offer_entries
from lib.store.queries.offers import OfferFilter
from lib.store.queries.search import EntryStatus, Places, SearchFilter, search
from lib.store.queries.search_index import offer_index
from lib.store.queries.state import data_state

TIMES = 7


def milliseconds(work: Callable[[], object]) -> float:
    """Median time of some runs, after one that does not count."""
    work()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def measure(url: str) -> None:
    """Print one database."""
    engine = reading_engine(url)
    day = data_state(engine).reference_date
    started = time.perf_counter()
    index = offer_index(engine, prefixes=())
    built = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{url}\n{len(index):,} offers, {len(index.vocabulary.words):,} words: index in "
          f"{built:.1f} s, {memory} MB at most")  # fmt: skip
    every = OfferFilter(on=day)
    narrow = OfferFilter(on=day, life_phase="0-3", field="sozial", sector="frei")
    questions = {
        "nothing asked": SearchFilter(offers=every),
        "beratung (inside words)": SearchFilter(offers=every, text="beratung"),
        "erziehungsberatung garbsen": SearchFilter(offers=every, text="erziehungsberatung garbsen"),
        "erzihungsberatung (typing error)": SearchFilter(offers=every, text="erzihungsberatung"),
        "one letter": SearchFilter(offers=every, text="a"),
        "three words, every entry": SearchFilter(
            offers=every, text="kita elterncafé quartier", status=EntryStatus.ALL
        ),
        "no such word": SearchFilter(offers=every, text="xqwvzkk"),
        "one municipality": SearchFilter(offers=every, ags="03241005"),
        "phase, field, provider, places": SearchFilter(offers=narrow, places=Places.STATED),
    }
    print("| question | hits | search ms | rows ms |\n|---|---|---|---|")
    for name, asked in questions.items():
        hits = search(index, asked, offers_limit=SHOWN_ROWS, hosts_limit=SHOWN_ROWS)
        found = milliseconds(
            lambda asked=asked: search(
                index, asked, offers_limit=SHOWN_ROWS, hosts_limit=SHOWN_ROWS
            )
        )
        read = milliseconds(lambda keys=hits.offers: offer_entries(engine, keys))
        print(f"| {name} | {hits.offers_count:,} | {found:.0f} | {read:.0f} |")


def main() -> None:
    """Measure every database that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    for url in parser.parse_args().urls:
        measure(url)


if __name__ == "__main__":
    main()
