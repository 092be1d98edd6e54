"""Security headers on every HTTP answer; above all: the browser may talk to this server only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from lib.settings import Settings

# Streamlit's pages need inline styles and scripts, its charts compile expressions at runtime. The
# script of a component reaches the page as text and is imported from a blob: address, which only a
# script that already runs here can make (docs/adr/0007-matrix-component.md).
_DIRECTIVES: Final = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "object-src": "'none'",
}
_FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
_SUBDOMAIN: Final = re.compile(r"\{s\}")


def content_security_policy(*, host: str = "", basemap: str = "") -> str:
    """Build the policy: only this origin, and the basemap's tiles if an operator chose one.

    Args:
        host: Host of the request; its WebSocket is named too, since older browsers do not
            count it as 'self'. Anything that is not a host name is ignored.
        basemap: tile URL template; only https hosts (or http on request of the operator).
    """
    directives = dict(_DIRECTIVES)
    if _HOST.fullmatch(host):
        directives["connect-src"] += f" ws://{host} wss://{host}"
    source = _tile_source(basemap)
    if source:
        directives["img-src"] += f" {source}"
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _tile_source(basemap: str) -> str:
    """Origin of a tile URL template; "{s}." stands for any subdomain. Empty if unusable."""
    try:
        parts = urlsplit(_SUBDOMAIN.sub("wildcard", basemap))
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc):
        return ""
    first, _, rest = parts.netloc.partition(".")
    host = f"*.{rest}" if "wildcard" in first and rest else parts.netloc
    return f"{parts.scheme}://{host}"


class SecurityHeaders:
    """Pure ASGI middleware: adds headers as an answer starts, buffers nothing.

    WebSockets pass untouched.
    """

    def __init__(self, app: ASGIApp, *, basemap: str = "") -> None:
        self.app = app
        self.basemap = basemap

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = content_security_policy(
            host=Headers(scope=scope).get("host", ""), basemap=self.basemap
        )

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                for name, value in _FIXED.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)


def middleware(settings: Settings | None) -> list[Middleware]:
    """The middleware of the app; without usable settings the strictest policy applies."""
    return [Middleware(SecurityHeaders, basemap=settings.basemap if settings else "")]
