"""The frame around every page: language, navigation, header, presentation, plain failures."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.errors import MonitorError, SettingsError, StoreError
from lib.insights.types import SAMPLE_LABEL
from lib.store.queries.state import data_key
from lib.text import LANGUAGES, Language, msg, negotiate, render
from lib.ui import audience, cache, scenario_view, url_state
from lib.ui.context import View, set_view
from lib.ui.navigation import PAGES, PageSpec
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import Page

    from lib.settings import Settings

log = logging.getLogger(__name__)

PRESENTATION: Final = "vortrag"
NORMAL: Final = "normal"
STYLES: Final = Path(__file__).parent / "styles"
RETRY_EVERY_S: Final = 5
_LAST_KEY: Final = "_last_data_key"
OUTSIDE: Final = msg(
    "No municipality of the database lies in the extent. Please check the setting of the extent, "
    "or import its municipalities."
)


def run() -> None:
    """Run the page that the address names. Nobody ever sees a traceback."""
    try:
        settings = cache.settings()
    except MonitorError as error:
        _fail(error, "de")
        return
    language = _language(settings)
    presentation = _view_mode() == PRESENTATION
    page, spec = _navigate(language, presentation=presentation)
    st.set_page_config(
        page_title=f"{render(spec.title, language)} · {settings.title}",
        page_icon=str(STYLES / "icon.png"),  # a symbol's name would be fetched from outside
        layout="wide",
    )
    url_state.begin(spec.slug)
    _style("base.css")
    if presentation:
        _style("presentation.css")
    try:
        set_view(_view(settings, language, presentation=presentation))
    except MonitorError as error:
        _bare_header(spec, settings, language)
        _fail(error, language)
        return
    try:
        page.run()
        _tell_language(language)
    except MonitorError as error:
        _fail(error, language)
    except Exception:
        log.exception("page %s failed", spec.slug)
        st.error(
            render(
                msg(
                    "This page cannot be shown at the moment. Please reload it; if it happens "
                    "again, please tell the operator, who finds the details in the log."
                ),
                language,
            ),
            icon=":material/error:",
        )


def _language(settings: Settings) -> Language:
    guess = negotiate(st.context.locale, settings.language)
    code = url_state.sticky("lang", valid=LANGUAGES.__contains__, default=guess)
    return "en" if code == "en" else "de"


def _view_mode() -> str:
    return PRESENTATION if st.query_params.get("view") == PRESENTATION else NORMAL


def _navigate(language: Language, *, presentation: bool) -> tuple[Page, PageSpec]:
    pages = {
        spec.slug: st.Page(
            spec.path,
            title=render(spec.title, language),
            help=render(spec.help, language),
            url_path=spec.slug,
            default=spec is PAGES[0],
        )
        for spec in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden" if presentation else "top")
    spec = next((spec for spec in PAGES if pages[spec.slug] == chosen), PAGES[0])
    return chosen, spec


def _view(settings: Settings, language: Language, *, presentation: bool) -> View:
    """Collect what pages need; during an outage the last known data key serves the caches."""
    key = _data_key(settings, language)
    url = settings.database_url
    state = cache.data_state(url, key)
    lists = cache.lists(url, key, settings.ags_prefixes)
    if not lists.municipalities:
        raise SettingsError(OUTSIDE)
    return View(
        settings=settings,
        language=language,
        presentation=presentation,
        state=state,
        lists=lists,
        data_key=key,
        audience=audience.chosen(settings, state),
    )


def _data_key(settings: Settings, language: Language) -> str:
    try:
        engine = cache.reading_engine(settings.database_url)
        key = data_key(engine)
        cache.ensure_migrated(settings.database_url, key)
    except StoreError as error:
        last = st.session_state.get(_LAST_KEY)
        if not isinstance(last, str):
            raise
        log.warning("store failed during a session: %s", error.detail)
        sentence = render(error.message, language)
        kept = render(msg("You still see the data from before the failure."), language)
        st.warning(escape(f"{sentence} {kept}"), icon=":material/cloud_off:")
        _retry(settings.database_url)
        return last
    st.session_state[_LAST_KEY] = key
    return key


def _fail(error: MonitorError, language: Language) -> None:
    log.warning("%s: %s", type(error).__name__, error)
    st.error(escape(render(error.message, language)), icon=":material/error:")
    if isinstance(error, StoreError):
        try:
            url = cache.settings().database_url
        except MonitorError:
            return
        if not _answers(url):  # a page that fails on a healthy database would only flicker
            _retry(url)


def _answers(url: str) -> bool:
    """Whether the database can be read right now."""
    try:
        key = data_key(cache.reading_engine(url))
        cache.ensure_migrated(url, key)
        cache.data_state(url, key)
    except MonitorError:
        return False
    return True


@st.fragment(run_every=RETRY_EVERY_S)
def _retry(url: str) -> None:
    """Look quietly whether the database is back, and then show the page again."""
    if _answers(url):
        st.rerun()


def _bare_header(spec: PageSpec, settings: Settings, language: Language) -> None:
    """Title and language switch where nothing else can be shown."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.title(render(spec.question, language), anchor=False, width="content")
        _language_switch(settings, language)


def _language_switch(settings: Settings, language: Language) -> None:
    url_state.segments(
        render(msg("Language"), language),
        "lang",
        (("de", "DE"), ("en", "EN")),
        default=negotiate(st.context.locale, settings.language),
        is_sticky=True,
    )


def _style(name: str) -> None:
    st.html(STYLES / name)


def _tell_language(language: Language) -> None:
    """Name the language of the page to screen readers: Streamlit's own page always says "en".

    The script is a constant of ours; no value of a reader or of the data is in it.
    """
    st.html(
        f"<script>document.documentElement.lang = '{language}';</script>",
        unsafe_allow_javascript=True,
    )


def header(view: View, spec: PageSpec, *, tools: Callable[[View], None] | None = None) -> None:
    """Draw the page's question, the sample label, the page's own `tools`, and the two switches."""
    if view.presentation:
        _presentation_header(view, spec)
        return
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.title(view.t(spec.question), anchor=False, width="content")
            _badges(view, spec)
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            if tools is not None:
                tools(view)
            if st.button(
                view.t(msg("Presentation")),
                icon=":material/present_to_all:",
                help=view.t(msg("Large picture without controls, for projector and screen share")),
                key="start_presentation",
            ):
                _switch_view(PRESENTATION)
            _language_switch(view.settings, view.language)
    if spec.follows_scenario:
        scenario_view.tell_stale(view)


def _badges(view: View, spec: PageSpec) -> None:
    sample_badge(view)
    if spec.follows_scenario:
        scenario_view.badge(view)


def sample_badge(view: View) -> None:
    """Say "Beispieldaten" wherever invented figures are shown."""
    if view.state.is_sample:
        st.badge(view.t(SAMPLE_LABEL), icon=":material/science:", color="orange")


def _presentation_header(view: View, spec: PageSpec) -> None:
    guess = negotiate(st.context.locale, view.settings.language)
    url_state.publish("lang", view.language, default=guess)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.title(view.t(spec.question), anchor=False, width="content")
            _badges(view, spec)
        if st.button(
            "",
            icon=":material/close_fullscreen:",
            help=view.t(msg("End presentation")),
            type="tertiary",
            key="end_presentation",
            shortcut="escape",
        ):
            _switch_view(NORMAL)


def _switch_view(mode: str) -> None:
    if mode == NORMAL:
        st.query_params.pop("view", None)
    else:
        st.query_params["view"] = mode
    st.rerun()
