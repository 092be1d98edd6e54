"""Widgets whose value is a code in the address."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st  # noqa: PLC0415  the script is run on its own

    from lib.ui import url_state, url_widgets  # noqa: PLC0415

    url_state.begin("here")
    shown = st.query_params.get("view") != "vortrag"
    found = {
        "places": url_widgets.number_slider(
            "Places", "plaetze", minimum=1, maximum=5, step=0.5, default=2, shown=shown
        ),
        "on": url_widgets.toggle("On", "an", shown=shown),
        "words": url_widgets.text_input(
            "Words", "worte", valid=lambda text: "x" not in text, shown=shown
        ),
        "codes": url_widgets.multi(
            "Codes", "codes", [("a", "A"), ("b", "B"), ("c", "C")], default=("a",), shown=shown
        ),
    }
    st.button("three", on_click=url_state.choose, args=("plaetze", "3"))
    st.json(found)


def opened(**parameters: str) -> AppTest:
    app = AppTest.from_function(script)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def found(app: AppTest) -> dict[str, object]:
    assert not app.exception
    return json.loads(app.json[0].value)


DEFAULTS = {"places": 2.0, "on": False, "words": "", "codes": ["a"]}


def test_a_sign_that_no_database_takes_is_a_stale_value():
    assert found(opened(worte="a\x00b")) == DEFAULTS


def test_defaults_leave_the_address_clean():
    app = opened()
    assert found(app) == DEFAULTS
    assert dict(app.query_params) == {}


def test_link_decides_with_and_without_widgets():
    link = {"plaetze": "2.5", "an": "ja", "worte": "Kita", "codes": "c,b"}
    expected = {"places": 2.5, "on": True, "words": "Kita", "codes": ["b", "c"]}
    assert found(opened(**link)) == expected
    still = opened(**link, view="vortrag")
    assert found(still) == expected
    assert len(still.toggle) == len(still.text_input) == len(still.multiselect) == 0


def test_stale_values_fall_back_and_leave_the_address():
    app = opened(plaetze="99", an="vielleicht", worte="xxx", codes="q")
    assert found(app) == DEFAULTS
    assert dict(app.query_params) == {}
    assert found(opened(plaetze="nan"))["places"] == 2.0
    assert found(opened(plaetze="2.6"))["places"] == 2.5  # the nearest that can be chosen


def test_what_a_reader_changes_stands_in_the_address():
    app = opened()
    app.select_slider(key="u_plaetze").set_value(4.5).run()
    app.toggle(key="u_an").set_value(True).run()
    app.text_input(key="u_worte").set_value(" axt ").run()
    app.multiselect(key="u_codes").set_value([]).run()
    assert found(app) == {"places": 4.5, "on": True, "words": "axt", "codes": []}
    assert dict(app.query_params) == {
        "plaetze": "4.5",
        "an": "ja",
        "worte": "axt",
        "codes": "keine",
    }
    app.toggle(key="u_an").set_value(False).run()
    assert "an" not in app.query_params


def test_a_callback_moves_the_widget():
    app = opened()
    app.select_slider(key="u_plaetze").set_value(4.5).run()
    app.button[0].click().run()
    assert found(app)["places"] == 3.0
    assert app.select_slider(key="u_plaetze").value == 3.0
