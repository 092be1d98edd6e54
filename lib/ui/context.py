"""What every page of a run knows: settings, reader, data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.vocabulary import Audience
from lib.text import Text, render

if TYPE_CHECKING:
    from lib.settings import Settings
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Language

_KEY: Final = "_view"
DATE_FORMATS: Final[dict[Language, str]] = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One run of one page for one reader."""

    settings: Settings
    language: Language
    presentation: bool
    state: DataState
    lists: Lists
    data_key: str
    audience: Audience

    def t(self, text: Text) -> str:
        """Render a text in the reader's language."""
        return render(text, self.language)

    @property
    def shows_single_pairs(self) -> bool:
        """Whether single cooperation ratings may be seen in this view."""
        return self.audience is Audience.CIRCLE and not self.presentation


def set_view(view: View) -> None:
    """Keep the view for the page script of this run."""
    st.session_state[_KEY] = view


def current_view() -> View:
    """View of this run (set by the shell before the page runs)."""
    view: View = st.session_state[_KEY]
    return view
