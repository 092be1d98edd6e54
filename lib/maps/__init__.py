"""Floor of the maps: folium builders. Descriptions in, a folium map out, no I/O."""

from lib.maps.choropleth import ValueLayer, base_map
from lib.maps.model import (
    AreaIndex,
    AreaPaint,
    Basemap,
    Click,
    Legend,
    LegendGrid,
    LegendRow,
    MapLabels,
    NumberLine,
    PointMark,
    PointSet,
    Surface,
    map_labels,
    read_click,
)

__all__ = [
    "AreaIndex",
    "AreaPaint",
    "Basemap",
    "Click",
    "Legend",
    "LegendGrid",
    "LegendRow",
    "MapLabels",
    "NumberLine",
    "PointMark",
    "PointSet",
    "Surface",
    "ValueLayer",
    "base_map",
    "map_labels",
    "read_click",
]
