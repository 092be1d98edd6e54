"""Floor of the web server: headers, bundled assets, boundary files. No Streamlit."""

from lib.web.boundaries import boundary_path, configured_layer
from lib.web.headers import SecurityHeaders, content_security_policy, middleware
from lib.web.routes import routes

__all__ = [
    "SecurityHeaders",
    "boundary_path",
    "configured_layer",
    "content_security_policy",
    "middleware",
    "routes",
]
