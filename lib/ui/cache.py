"""The only caches: thin wrappers over plain functions.

Keys are scalars and always hold the database URL and the data key, which changes with every
import; each cache has a ttl and a bound. Functions raise, so that no failure is ever cached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from lib.insights import density as density_insight
from lib.settings import load_settings
from lib.store import engine, migrate
from lib.store.queries import lists as list_queries
from lib.store.queries import state as state_queries
from lib.store.queries.offers import OfferFilter

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

    from lib.domain.offer_density import DensityMeasure
    from lib.insights.density import DensityInsight
    from lib.insights.types import Table
    from lib.settings import Settings
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Text

TTL = "15m"
ENTRIES = 500


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


@st.cache_data(ttl=TTL, max_entries=ENTRIES, show_spinner=False)
def density(
    url: str,
    key: str,
    *,
    prefixes: tuple[str, ...],
    extent_name: str,
    on: date,
    life_phase: str,
    field: str,
    prevention_level: str,
    sector: str,
    measure: DensityMeasure,
    phase_label: Text,
) -> DensityInsight:
    """Offer density of one selection."""
    return density_insight.density(
        reading_engine(url),
        OfferFilter(
            on=on,
            life_phase=life_phase,
            field=field,
            prevention_level=prevention_level,
            sector=sector,
        ),
        measure=measure,
        prefixes=prefixes,
        extent_name=extent_name,
        phase_label=phase_label,
        state=data_state(url, key),
    )


@st.cache_data(ttl=TTL, max_entries=ENTRIES, show_spinner=False)
def offers_of(
    url: str,
    key: str,  # noqa: ARG001
    *,
    ags: str,
    name: str,
    on: date,
    life_phase: str,
    field: str,
    prevention_level: str,
    sector: str,
) -> Table:
    """Offers behind the figure of one municipality."""
    chosen = OfferFilter(
        on=on,
        life_phase=life_phase,
        field=field,
        prevention_level=prevention_level,
        sector=sector,
    )
    return density_insight.offers_of(reading_engine(url), chosen, ags=ags, name=name)
