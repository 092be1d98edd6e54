"""Everything the server hands out beside Streamlit's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from lib.maps.assets import FILES, FOLDERS
from lib.web.boundaries import FOR_EVER, BoundaryFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import Scope

    from lib.store.boundaries import BoundaryLayer


class _VersionedFiles(StaticFiles):
    """Files under an address that names their version: a browser never asks twice."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)  # raises if there is no such file
        response.headers["Cache-Control"] = FOR_EVER
        return response


def routes(
    *,
    layer_provider: Callable[[], BoundaryLayer],
    base_path: str = "",
    home_slug: str = "",
) -> list[BaseRoute]:
    """Build the routes for `st.App`.

    Args:
        layer_provider: the current boundary layer; must be cheap when called again, and may
            raise a MonitorError, which answers 404 and goes to the log.
        home_slug: German address of the start page; Streamlit knows it only as "/", so a link
            with its name is sent there with its parameters.
        base_path: Streamlit's server.baseUrlPath; Streamlit does not put it before our routes.
    """
    root = f"/{base_path.strip('/')}/" if base_path.strip("/") else "/"
    files: list[BaseRoute] = [
        Route(root + path, _content(content, media_type))
        for path, (content, media_type) in FILES.items()
    ]
    folders: list[BaseRoute] = [
        Mount(root + path, app=_VersionedFiles(directory=folder))
        for path, folder in FOLDERS.items()
    ]
    boundaries = BoundaryFiles(layer_provider)

    def boundary_file(request: Request) -> Response:
        return boundaries(request)

    def home(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(root + (f"?{query}" if query else ""), status_code=307)

    return [
        *([Route(root + home_slug, home)] if home_slug else []),
        Route(f"{root}healthz", _healthz),
        *files,
        *folders,
        Route(f"{root}boundaries/{{name}}", boundary_file),
    ]


def _content(content: bytes, media_type: str) -> Callable[[Request], Response]:
    def endpoint(_request: Request) -> Response:
        return Response(content, media_type=media_type, headers={"Cache-Control": FOR_EVER})

    return endpoint


async def _healthz(_request: Request) -> Response:
    """Whether the process answers; it says nothing about the database on purpose."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
