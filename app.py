"""The only launcher: `streamlit run app.py`. The pages' shell is lib/ui/shell.py."""

from __future__ import annotations

import logging
import threading
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit import net_util

from lib.domain.errors import SettingsError
from lib.settings import load_settings
from lib.web import configured_layer, middleware, routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lib.settings import Settings
    from lib.store.boundaries import BoundaryLayer

#: The start page has an address of its own like every page.
HOME_SLUG: Final = "ueberblick"
LOG: Final = logging.getLogger(__name__)


def _settings() -> Settings | None:
    """The settings, or None: the shell says what is wrong with them, the server still starts."""
    try:
        return load_settings()
    except SettingsError as error:
        LOG.error("settings: %s", error)  # noqa: TRY400  one line in the log, no traceback
        return None


def _layer() -> BoundaryLayer:
    return configured_layer(load_settings())


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load the heavy libraries beside the start: the first reader does not wait for them."""
    from lib.ui.warmup import warm_up  # noqa: PLC0415  Streamlit's runtime must be there first

    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


def _no_external_ip() -> None:
    """Stand in for Streamlit's question to an outside host for this machine's public address.

    It asks when the start is printed and when a WebSocket comes from an unknown origin; the
    monitor asks nobody outside. An operator names the public host (docs/betrieb.md).
    """


net_util.get_external_ip = _no_external_ip

app = st.App(
    Path(__file__).parent / "lib" / "ui" / "shell.py",
    routes=routes(
        layer_provider=_layer,
        base_path=st.get_option("server.baseUrlPath") or "",
        home_slug=HOME_SLUG,
    ),
    middleware=middleware(_settings()),
    lifespan=_lifespan,
)

if __name__ == "__main__":
    app.run()
