"""Files the map needs in the browser: Leaflet, its clusters and jQuery from wheels, and our own.

All of them are named by version or content, so that a browser may keep them for ever.
"""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path
from typing import Final

from xstatic.pkg import jquery, leaflet, leaflet_markercluster

#: From the component's own page (/component/<name>/index.html) up to the app's root. Relative,
#: so that the monitor may live under a base path.
ROOT: Final = "../../"
#: Order matters: later parts use what earlier ones define.
_SCRIPTS: Final = (
    "relay.js",
    "patterns.js",
    "texts.js",
    "controls.js",
    "legend.js",
    "names.js",
    "pointer.js",
    "keyboard.js",
    "surface.js",
    "points.js",
    "link.js",
    "mount.js",
)


def _own(*names: str) -> bytes:
    folder = resources.files("lib.maps") / "static"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names).encode()


MAP_SCRIPT: Final = _own(*_SCRIPTS)
MAP_STYLE: Final = _own("choropleth.css")
_DIGEST: Final = hashlib.sha256(MAP_SCRIPT + MAP_STYLE).hexdigest()[:12]

#: Address below the app's root -> folder of files to serve there.
FOLDERS: Final[dict[str, Path]] = {
    f"assets/leaflet/{leaflet.VERSION}": Path(leaflet.BASE_DIR),
    f"assets/markercluster/{leaflet_markercluster.VERSION}": Path(leaflet_markercluster.BASE_DIR),
    f"assets/jquery/{jquery.VERSION}": Path(jquery.BASE_DIR),
}
#: Address below the app's root -> (content, media type).
FILES: Final[dict[str, tuple[bytes, str]]] = {
    f"assets/maps/{_DIGEST}/choropleth.js": (MAP_SCRIPT, "text/javascript"),
    f"assets/maps/{_DIGEST}/choropleth.css": (MAP_STYLE, "text/css"),
}
# Our script comes first: it must already listen when Streamlit sends the next values.
SCRIPT_LINKS: Final[list[tuple[str, str]]] = [
    ("choropleth", f"{ROOT}assets/maps/{_DIGEST}/choropleth.js"),
    ("leaflet", f"{ROOT}assets/leaflet/{leaflet.VERSION}/leaflet.js"),
    (
        "markercluster",
        f"{ROOT}assets/markercluster/{leaflet_markercluster.VERSION}/leaflet.markercluster.js",
    ),
]
STYLE_LINKS: Final[list[tuple[str, str]]] = [
    ("leaflet_css", f"{ROOT}assets/leaflet/{leaflet.VERSION}/leaflet.css"),
    ("choropleth_css", f"{ROOT}assets/maps/{_DIGEST}/choropleth.css"),
]
