import json
import re

import folium
import pytest
import streamlit_folium

from lib.domain.vocabulary import CellState
from lib.maps import (
    AreaIndex,
    AreaPaint,
    Basemap,
    Click,
    Legend,
    LegendRow,
    ValueLayer,
    base_map,
    map_labels,
    read_click,
)
from lib.maps.assets import FILES, FOLDERS, MAP_SCRIPT, SCRIPT_LINKS, STYLE_LINKS

INDEX = AreaIndex(("03241001", "03241003"), ("Hannover", "Barsinghausen"))
EVIL = "<img src=x onerror=alert(1)></script>"


def a_map(**changes):
    arguments = {
        "boundaries_url": "../../boundaries/gemeinden-abc.geojson",
        "bounds": (52.1, 9.2, 52.8, 10.2),
        "attribution": "© BKG (2025)",
        "labels": map_labels("de"),
    }
    return base_map(**(arguments | changes))


def layer(*values, selected="", state=CellState.VALUE, legend=None):
    areas = [
        AreaPaint(ags, "#abcdef", state, (name, value), f"{name}: {value}")
        for ags, name, value in zip(INDEX.ags, INDEX.names, values, strict=False)
    ]
    return ValueLayer(
        areas, index=INDEX, legend=legend or Legend("Dichte"), title="Wo?", selected_ags=selected
    )


@pytest.fixture
def sent(monkeypatch):
    """What would go to the browser."""
    calls = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **args: calls.append(args))

    def send(the_map, values):
        streamlit_folium.st_folium(
            the_map,
            key="map",
            feature_group_to_add=values,
            returned_objects=["last_active_drawing"],
            height=500,
            use_container_width=True,
        )
        return calls[-1]

    return send


def test_values_change_the_layer_but_never_the_map(sent):
    first = sent(a_map(), layer("1", "2"))
    second = sent(a_map(), layer("3", "4", selected="03241001"))
    for constant in ("script", "key", "header", "html", "js_links", "css_links"):
        assert first[constant] == second[constant]
    assert first["feature_group"] != second["feature_group"]


def test_same_values_send_the_same_layer(sent):
    first, second = sent(a_map(), layer("1", "2")), sent(a_map(), layer("1", "2"))
    assert first["feature_group"] == second["feature_group"]


def test_another_extent_or_language_is_another_map(sent):
    keys = {
        sent(the_map, layer("1", "2"))["key"]
        for the_map in (
            a_map(),
            a_map(boundaries_url="../../boundaries/gemeinden-def.geojson"),
            a_map(labels=map_labels("en")),
            a_map(interactive=False),
        )
    }
    assert len(keys) == 4


def test_scripts_name_the_map_as_the_component_does(sent):
    args = sent(a_map(), layer("1", "2"))
    assert args["script"].lstrip().startswith('var map_div = pkMap.mount("map_div", {')
    assert "var feature_group_feature_group_0 = pkMap.paint(map_div, {" in args["feature_group"]


def test_nothing_comes_from_elsewhere(sent):
    args = sent(a_map(), layer("1", "2"))
    links = args["js_links"] + args["css_links"]
    assert links == [url for _, url in SCRIPT_LINKS + STYLE_LINKS]
    served = [*FILES, *FOLDERS]
    for url in links:
        assert any(url.startswith("../../" + address) for address in served), url
    assert "://" not in args["script"] + args["feature_group"] + args["header"]


def test_names_are_never_markup(sent):
    evil = AreaPaint("03241001", "#fff", CellState.VALUE, (EVIL, EVIL), EVIL)
    values = ValueLayer(
        [evil],
        index=INDEX,
        legend=Legend(EVIL, (LegendRow("#fff", CellState.VALUE, EVIL),), (EVIL,)),
        title=EVIL,
        selected_ags=EVIL,
    )
    args = sent(a_map(attribution=EVIL, labels=map_labels("de")), values)
    for script in (args["script"], args["feature_group"]):
        assert "<" not in script
        assert ">" not in script
    assert json.loads(values.data)["title"] == EVIL


def test_the_browser_script_writes_text_only():
    script = MAP_SCRIPT.decode()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", script)
    assert "bindTooltip" not in script
    assert "bindPopup" not in script


@pytest.mark.parametrize("state", [state for state in CellState if state is not CellState.VALUE])
def test_every_state_without_a_value_has_a_pattern(state):
    assert f"{state.value}: {{ size:" in MAP_SCRIPT.decode()
    assert json.loads(layer("1", "2", state=state).data)["palette"][1:] == [
        ["#abcdef", state.value]
    ]


def test_areas_the_boundaries_do_not_know_are_named():
    stray = AreaPaint("99999999", "#fff", CellState.VALUE, ("X",), "X")
    assert ValueLayer([stray], index=INDEX, legend=Legend("L"), title="T").unplaced == ("99999999",)


def test_index_is_in_ascending_order():
    assert AreaIndex.of({"02": "B", "01": "A"}) == AreaIndex(("01", "02"), ("A", "B"))


def test_basemap_only_when_configured():
    assert '"basemap":null' in a_map().config
    tiles = Basemap("https://tiles.example.org/{z}/{x}/{y}.png", "© example")
    assert "tiles.example.org" in a_map(basemap=tiles).config


def test_map_and_layer_are_folium_objects():
    assert isinstance(a_map(), folium.Map)
    assert isinstance(layer("1", "2"), folium.FeatureGroup)


def test_controls_speak_the_readers_language():
    assert map_labels("de").zoom_in == "Vergrößern"
    assert map_labels("en").zoom_in == "Zoom in"


def answer(**properties):
    return {"last_active_drawing": {"type": "Feature", "properties": properties}}


def test_a_click_is_read():
    assert read_click(answer(ags="03241001", at=17)) == Click("03241001", 17)


@pytest.mark.parametrize(
    "returned",
    [
        None,
        {},
        {"last_active_drawing": None},
        {"last_active_drawing": "x"},
        {"last_active_drawing": {"properties": None}},
        answer(ags=3, at=1),
        answer(ags="' or 1=1", at=1),
        answer(ags="03241001", at="now"),
    ],
)
def test_anything_else_is_no_click(returned):
    assert read_click(returned) is None
