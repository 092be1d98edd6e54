"""What the server says to the network: headers everywhere, nothing to the outside."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Server


@pytest.mark.parametrize(
    "path", ["/", "/angebotsdichte", "/healthz", "/assets/nothing", "/_stcore/health", "/nothing"]
)
def test_every_answer_carries_the_policy(server: Server, path: str) -> None:
    try:
        headers = urllib.request.urlopen(server.url + path, timeout=10).headers  # noqa: S310
    except urllib.error.HTTPError as error:
        headers = error.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_start_page_has_an_address_of_its_own(server: Server) -> None:
    answer = urllib.request.urlopen(f"{server.url}/ueberblick?lang=en", timeout=10)  # noqa: S310
    assert answer.url == f"{server.url}/?lang=en"


def test_a_foreign_origin_is_refused_without_asking_outside(server: Server) -> None:
    """Streamlit would ask a public host for this machine's address; its log would say it failed."""
    port = int(server.url.rsplit(":", 1)[1])
    request = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\nOrigin: http://evil.example\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        connection.sendall(request.encode())
        answer = connection.recv(200).decode(errors="replace")
    assert " 403 " in answer.splitlines()[0]
    assert "external IP" not in server.log_text()


def test_the_server_listens_on_this_machine_only(server: Server) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    addresses = {
        info[4][0]
        for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        if not str(info[4][0]).startswith("127.")
    }
    for address in addresses:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((str(address), port)) != 0
