"""Launcher of the throwaway app that matrix_paint.py and the browser tests open."""

from pathlib import Path

import streamlit as st

from lib.settings import load_settings
from lib.web import middleware

app = st.App(
    Path(__file__).with_name("matrix_shell.py"),
    middleware=middleware(load_settings()),
)
