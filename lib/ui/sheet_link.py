"""The link that opens the cooperation sheet of two institutions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.settings import ROOT
from lib.text import msg

if TYPE_CHECKING:
    from lib.ui.context import View

#: Query parameter that names the pair, and the sign between its two keys.
PAIR: Final = "paar"
BETWEEN: Final = "~"
PAGE: Final = ROOT / "pages" / "gespraeche.py"


def pair_code(first_key: str, second_key: str) -> str:
    """Name a pair in the URL: the smaller key first, so that a pair has one address."""
    return BETWEEN.join(sorted((first_key, second_key)))


def parsed_pair(code: str) -> tuple[str, str] | None:
    """Read the two keys of a pair from the URL; None when it names no two institutions."""
    first, between, second = code.partition(BETWEEN)
    if not between or not first or not second or first == second or BETWEEN in second:
        return None
    return first, second


def link(view: View, first_key: str, second_key: str, wave: str) -> None:
    """Lead to the sheet of a pair in a wave; nothing where single pairs are protected."""
    if not view.shows_single_pairs:
        return
    parameters = {PAIR: pair_code(first_key, second_key), "lang": view.language}
    if wave:
        parameters["welle"] = wave
    st.page_link(
        PAGE,
        label=view.t(msg("Open the cooperation sheet")),
        icon=":material/description:",
        query_params=parameters,
    )
