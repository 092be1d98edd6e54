"""Boundaries of the extent: read once a process, served compressed under a name of their content.

The shell and the web server take them from the same place, so that the address a map asks for
is the address that is served.
"""

from __future__ import annotations

import gzip
import logging
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response

from lib.domain.errors import MonitorError
from lib.store.boundaries import BoundaryLayer, load_layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from lib.settings import Settings

LOG: Final = logging.getLogger(__name__)
FOR_EVER: Final = "public, max-age=31536000, immutable"
_reading: Final = Lock()


def boundary_path(digest: str) -> str:
    """Address of a boundary layer below the app's root, without a leading slash."""
    return f"boundaries/gemeinden-{digest}.geojson"


def configured_layer(settings: Settings) -> BoundaryLayer:
    """The boundary layer of the settings, read again only when the file has changed.

    Raises:
        BoundaryError: the file cannot be used.
    """
    path = settings.boundaries
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    with _reading:  # several first visitors at once must not read Germany several times
        return _read(path, settings.ags_prefixes, changed)


@lru_cache(maxsize=4)
def _read(path: Path, prefixes: tuple[str, ...], _changed: int) -> BoundaryLayer:
    return load_layer(path, ags_prefixes=prefixes)


class BoundaryFiles:
    """Endpoint for /boundaries/{name}: the current layer under its current name, else 404."""

    def __init__(self, layer_provider: Callable[[], BoundaryLayer]) -> None:
        self._provider = layer_provider
        self._packed: tuple[str, bytes] = ("", b"")

    # Not async on purpose: Starlette runs it in a thread, reading may take seconds.
    def __call__(self, request: Request) -> Response:
        """Answer with GeoJSON, gzipped if the browser takes it."""
        try:
            layer = self._provider()
        except MonitorError as error:
            LOG.error("boundaries cannot be served: %s", error)  # noqa: TRY400  no traceback
            return PlainTextResponse("not found", status_code=404)
        if request.url.path.rsplit("/", 1)[-1] != boundary_path(layer.digest).rsplit("/", 1)[-1]:
            return PlainTextResponse("not found", status_code=404)
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        body = layer.payload
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            body = self._gzipped(layer)
            headers["Content-Encoding"] = "gzip"
        return Response(body, media_type="application/geo+json", headers=headers)

    def _gzipped(self, layer: BoundaryLayer) -> bytes:
        digest, packed = self._packed
        if digest != layer.digest:
            packed = gzip.compress(layer.payload, compresslevel=6, mtime=0)
            self._packed = (layer.digest, packed)
        return packed


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (a quality of 0 forbids it)."""
    weights: dict[str, str] = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.strip()
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
