"""Launcher of the throwaway app that map_update.py measures (boundaries: MONITOR_BOUNDARIES)."""

from pathlib import Path

import streamlit as st

from lib.settings import load_settings
from lib.web import configured_layer, middleware, routes

SETTINGS = load_settings()

app = st.App(
    Path(__file__).with_name("map_update_shell.py"),
    routes=routes(layer_provider=lambda: configured_layer(SETTINGS)),
    middleware=middleware(SETTINGS),
)
