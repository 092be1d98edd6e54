"""Cache keys tell choices apart: a circle's answer must never serve the public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from lib.store.queries.offers import OfferFilter
from lib.ui.cache import Reader

READER = Reader(prefixes=(), level_names=(), shows_single_pairs=True)
CHOSEN = OfferFilter(on=date(2021, 6, 30))


def test_every_field_of_a_key_counts() -> None:
    calls: list[object] = []

    @st.cache_data(ttl="1m", max_entries=20, show_spinner=False)
    def ask(reader: Reader, chosen: OfferFilter) -> int:
        calls.append((reader, chosen))
        return len(calls)

    readers = [
        READER,
        replace(READER, shows_single_pairs=False),
        replace(READER, prefixes=("03241",)),
        replace(READER, level_names=("a", "b", "c", "d", "e")),
    ]
    choices = [
        CHOSEN,
        replace(CHOSEN, on=date(2021, 6, 29)),
        replace(CHOSEN, life_phase="x"),
        replace(CHOSEN, field="x"),
        replace(CHOSEN, prevention_level="x"),
        replace(CHOSEN, sector="x"),
    ]
    answers = {ask(reader, CHOSEN) for reader in readers} | {ask(READER, c) for c in choices}
    assert len(answers) == len(readers) + len(choices) - 1
    assert ask(READER, CHOSEN) == 1
