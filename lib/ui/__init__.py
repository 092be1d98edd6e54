"""Everything Streamlit: shell, navigation, URL-bound filters, cache, panels, presentation."""
