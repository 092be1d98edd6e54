"""Load what the first page needs, once, beside the start of the server.

Only libraries and plain functions: Streamlit's caches and components want a session around them
(a component declared in this thread would not be served).
"""

from __future__ import annotations

import gc
import importlib
import logging
from typing import Final

from lib.domain.errors import MonitorError
from lib.settings import load_settings
from lib.store import engine, migrate
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.web import configured_layer

log = logging.getLogger(__name__)

#: The slow ones to import (with what they import, about 1 s on two cores).
HEAVY: Final = ("altair", "folium", "lib.charts.choropleth", "lib.maps", "lib.insights.overview")


def warm_up() -> None:
    """Import the libraries of the pages, read the boundaries, ask the database once.

    A failure is not this thread's to tell: the page says it to the reader.
    """
    for name in HEAVY:
        importlib.import_module(name)
    try:
        settings = load_settings()
        configured_layer(settings)
        reading = engine.reading_engine(settings.database_url)
        migrate.ensure_migrated(reading)
        data_state(reading)
        lists(reading, prefixes=settings.ags_prefixes)
    except MonitorError as error:
        log.info("nothing to warm up: %s", error)
    # What is loaded now stays for good. Looking through it for garbage at every larger answer
    # cost 0.2 s a filter change at the size of Germany (docs/benchmarks.md).
    gc.collect()
    gc.freeze()
