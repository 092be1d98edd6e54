"""A choropleth that never flickers: boundaries once, values only afterwards.

`st_folium` mounts a map anew when the map's script changes. So the script of `base_map` depends
on the extent and the language only, and loads the boundaries itself; what a filter changes
travels in a `ValueLayer`. Usage (in lib/ui):

    index = AreaIndex.of(dict(zip(layer.frame["ags"], layer.frame["name"], strict=True)))
    returned = st_folium(
        base_map(
            boundaries_url="../../" + boundary_path(layer.digest),  # lib.web
            bounds=layer.bounds,
            attribution=layer.attribution,
            labels=map_labels("de"),
        ),
        key="map",
        feature_group_to_add=ValueLayer(
            areas, index=index, legend=legend, title="Wo fehlen Angebote?", selected_ags="03241005"
        ),
        returned_objects=["last_active_drawing"],
        height=560,
        use_container_width=True,
    )
    click = read_click(returned)  # Click(ags, at): compare `at` with the last one handled

Neither object may be used twice (st_folium changes them); both are cheap to build.
For browser tests: window.__mapMounts (of the page) counts mounts; the map's container carries
data-ready ("true" or "error"), data-paint-count (values applied) and data-painted (drawn).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import folium
from folium.template import Template

from lib.maps.assets import SCRIPT_LINKS, STYLE_LINKS
from lib.maps.encode import encode_areas, plain, to_script
from lib.maps.encode_layers import encode_legend, encode_points, encode_surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.maps.model import (
        AreaIndex,
        AreaPaint,
        Basemap,
        Legend,
        MapLabels,
        PointSet,
        Surface,
    )

#: Up to this many areas each is an SVG element; beyond, one canvas is much faster.
SVG_LIMIT: Final = 1_500
#: Up to this many areas each is a Tab stop of its own and carries its name on the map; beyond,
#: the map is one Tab stop and the arrow keys move inside it.
NAMED_LIMIT: Final = 60


class _BaseMap(folium.Map):
    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = pkMap.mount("{{ this.get_name() }}", {{ this.config }});
        {% endmacro %}
        """
    )
    default_js = SCRIPT_LINKS
    default_css = STYLE_LINKS

    def __init__(self, config: str) -> None:
        super().__init__(tiles=None, zoom_control=False)
        self.config = config


def base_map(
    *,
    boundaries_url: str,
    bounds: tuple[float, float, float, float],
    attribution: str,
    labels: MapLabels,
    interactive: bool = True,
    large: bool = False,
    basemap: Basemap | None = None,
    link: str = "",
) -> folium.Map:
    """Build the constant part of the map.

    Args:
        boundaries_url: GeoJSON with the properties ags and name, relative to the component's
            page ("../../boundaries/...").
        bounds: south, west, north, east in degrees (EPSG:4326).
        attribution: shown in the corner as text; addresses in it become links.
        labels: words of the controls, see `map_labels`.
        interactive: False draws a still picture: no controls, no Tab stops, no clicks.
        large: bigger type, for presentation.
        basemap: tiles below the areas, or none.
        link: maps of one page with the same word pan and zoom together; empty: on its own.
    """
    config = {
        "boundaries": boundaries_url,
        "bounds": bounds,
        "attribution": plain(attribution),
        "labels": {key: plain(text) for key, text in asdict(labels).items()},
        "interactive": interactive,
        "large": large,
        "link": plain(link),
        "basemap": {"url": basemap.url, "attribution": plain(basemap.attribution)}
        if basemap
        else None,
        "svgLimit": SVG_LIMIT,
        "namedLimit": NAMED_LIMIT,
    }
    return _BaseMap(to_script(config))


class ValueLayer(folium.FeatureGroup):
    """Colours, words and legend for the areas that `base_map` has loaded.

    Args:
        areas: one paint an area; areas of `index` without one are drawn empty, with their name.
        index: all areas of the boundary layer.
        legend: the key of the map.
        title: what the map shows, for screen readers.
        selected_ags: area with the strong outline; empty: none.
        points: places over the areas, in clusters.
        surface: grid over the areas, below borders and names.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = pkMap.paint({{ this._parent.get_name() }}, {{ this.data }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        areas: Sequence[AreaPaint],
        *,
        index: AreaIndex,
        legend: Legend,
        title: str,
        selected_ags: str = "",
        points: PointSet | None = None,
        surface: Surface | None = None,
    ) -> None:
        super().__init__(name="values", control=False)
        #: Areas that the boundaries do not know: not on the map, so the page should name them.
        self.unplaced: tuple[str, ...] = tuple(
            sorted({area.ags for area in areas}.difference(index.ags))
        )
        self.data: str = to_script(
            {
                "title": plain(title),
                "selected": selected_ags,
                "legend": encode_legend(legend),
                "points": encode_points(points) if points else None,
                "surface": encode_surface(surface) if surface else None,
                **encode_areas(areas, index=index),
            }
        )
