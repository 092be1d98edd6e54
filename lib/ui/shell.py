"""Streamlit's main script; app.py starts it."""

from lib.ui import frame

frame.run()
