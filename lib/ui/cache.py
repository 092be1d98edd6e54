"""The only caches: thin wrappers over plain functions.

Keys are scalars and always hold the database URL and the data key, which changes with every
import; each cache has a ttl and a bound. Functions raise, so that no failure is ever cached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import streamlit as st

from lib.insights import inventory as inventory_insight
from lib.insights import overview as overview_insight
from lib.insights import sources as sources_insight
from lib.insights.cooperation import Scope
from lib.insights.indicator_base import IndicatorBase
from lib.settings import load_settings
from lib.store import engine, migrate
from lib.store.boundaries import BoundaryLayer
from lib.store.queries import lists as list_queries
from lib.store.queries import state as state_queries
from lib.store.queries.lists import Lists
from lib.store.queries.search_index import OfferIndex, offer_index
from lib.store.queries.state import DataState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.insights.inventory import Inventory
    from lib.insights.overview import Overview
    from lib.insights.sources import Source
    from lib.insights.types import Provenance, Table
    from lib.settings import Settings
    from lib.store.engine import Engine

P = ParamSpec("P")
R = TypeVar("R")
TTL = "15m"
#: Answers kept at once: one of 300 institutions holds a table of 45 000 pairs.
ENTRIES = 200


@dataclass(frozen=True, slots=True)
class At:
    """Which data are asked: the beginning of every key of `ask`."""

    url: str
    key: str
    prefixes: tuple[str, ...]


@st.cache_resource(ttl="1m", max_entries=4, show_spinner=False)
def settings() -> Settings:
    """Settings of this process; a changed file is seen after a minute."""
    return load_settings()


@st.cache_resource(ttl="1h", max_entries=4, show_spinner=False)
def reading_engine(url: str) -> Engine:
    """Read-only engine, one for all sessions."""
    return engine.reading_engine(url)


@st.cache_data(ttl="1m", max_entries=8, show_spinner=False)
def ensure_migrated(url: str, key: str) -> bool:  # noqa: ARG001  key: part of the cache key
    """Check the schema once a minute and after every import."""
    migrate.ensure_migrated(reading_engine(url))
    return True


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def data_state(url: str, key: str) -> DataState:  # noqa: ARG001
    """Version, origin and newest day of the data."""
    return state_queries.data_state(reading_engine(url))


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def lists(url: str, key: str, prefixes: tuple[str, ...]) -> Lists:  # noqa: ARG001
    """Municipalities, code lists and waves for the filters."""
    return list_queries.lists(reading_engine(url), prefixes=prefixes)


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def overview(url: str, key: str, *, prefixes: tuple[str, ...], extent_name: str) -> Overview:
    """Everything of the overview at the newest day of the data."""
    return overview_insight.overview(
        reading_engine(url),
        prefixes=prefixes,
        extent_name=extent_name,
        lists=lists(url, key, prefixes),
        state=data_state(url, key),
    )


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def inventory(url: str, key: str) -> Inventory:
    """What is in the database, and how complete it is."""
    return inventory_insight.inventory(reading_engine(url), state=data_state(url, key))


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def sources(url: str, key: str, *, attribution: str, stand: str) -> tuple[Source, ...]:
    """Sources with attribution, licence and vintage."""
    return sources_insight.sources(
        reading_engine(url),
        state=data_state(url, key),
        boundary_attribution=attribution,
        boundary_stand=stand,
    )


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def import_log(url: str, key: str) -> tuple[Table, Provenance]:
    """Newest imports first."""
    return sources_insight.import_log(reading_engine(url), state=data_state(url, key))


def ask(
    at: At, build: Callable[Concatenate[Engine, P], R], /, *args: P.args, **kwargs: P.kwargs
) -> R:
    """Answer `build(engine, ...)` from the cache: any insight, without a wrapper of its own.

    The key is the name of the function, the data and every argument. An argument must be a scalar,
    a frozen dataclass of scalars, a tuple of them, or one of `DataState`, `Lists`, `OfferIndex`
    (they follow from the data), `IndicatorBase` (its place and day), `Scope` (who looks counts)
    and `BoundaryLayer` (its digest).
    Answers are shared by all readers: nobody may change one.
    """
    name = f"{build.__module__}.{build.__qualname__}"
    given = (*map(_scalar, args), *((key, _scalar(kwargs[key])) for key in sorted(kwargs)))
    answer: R = _answer(at, name, given, lambda: build(reading_engine(at.url), *args, **kwargs))
    return answer


@st.cache_resource(ttl=TTL, max_entries=ENTRIES, show_spinner=False)
def _answer(at: At, name: str, given: tuple[object, ...], _build: Callable[[], R]) -> R:  # noqa: ARG001
    return _build()


def _scalar(value: object) -> object:
    """What of an argument decides the answer."""
    if isinstance(value, (DataState, Lists, OfferIndex)):
        return type(value).__name__
    if isinstance(value, IndicatorBase):  # its frames follow from the data
        return "IndicatorBase", value.ags, value.known_on
    if isinstance(value, Scope):  # types and waves follow from the data
        return value.shows_single_pairs, value.prefixes, value.level_names
    return value.digest if isinstance(value, BoundaryLayer) else value


@st.cache_resource(ttl="12h", max_entries=2, show_spinner=False)
def search_index(at: At) -> OfferIndex:
    """What the search looks into: read once per data version and extent, shared by all readers."""
    return offer_index(reading_engine(at.url), prefixes=at.prefixes)
