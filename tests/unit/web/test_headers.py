import anyio
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from lib.settings import Settings
from lib.web import SecurityHeaders, content_security_policy, middleware


def directives(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


async def ok(_request):
    return PlainTextResponse("ok", headers={"X-Frame-Options": "ALLOWALL"})


async def fail(_request):
    raise RuntimeError


async def echo(websocket):
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())
    await websocket.close()


def client(settings=None):
    app = Starlette(
        routes=[Route("/", ok), Route("/fail", fail), WebSocketRoute("/ws", echo)],
        middleware=middleware(settings),
    )
    return TestClient(app, base_url="http://monitor.test:8501", raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/missing"])
def test_every_answer_carries_the_headers(path):
    headers = client().get(path).headers
    assert directives(headers["content-security-policy"])["default-src"] == ["'self'"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_policy_names_no_other_host():
    policy = directives(content_security_policy(host="monitor.test:8501"))
    assert policy["connect-src"] == [
        "'self'", "ws://monitor.test:8501", "wss://monitor.test:8501",
    ]  # fmt: skip
    assert policy["object-src"] == ["'none'"]
    for name in ("frame-ancestors", "base-uri", "form-action"):
        assert policy[name] == ["'self'"]
    others = {word for name, words in policy.items() if name != "connect-src" for word in words}
    assert others == {
        "'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:",
    }  # fmt: skip


def test_scripts_come_from_here_or_are_made_in_the_page():
    """`blob:` for components of version 2 (docs/adr/0007-matrix-component.md); never a host."""
    assert directives(content_security_policy(host="monitor.test"))["script-src"] == [
        "'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:",
    ]  # fmt: skip


@pytest.mark.parametrize("host", ["evil.test; script-src *", "a b", "x\r\ny", "[::1"])
def test_a_forged_host_does_not_reach_the_policy(host):
    assert directives(content_security_policy(host=host))["connect-src"] == ["'self'"]


@pytest.mark.parametrize(
    ("basemap", "source"),
    [
        ("https://sgx.example.org/tiles/{z}/{x}/{y}.png", "https://sgx.example.org"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "https://*.example.org"),
        ("http://tiles.local:8080/{z}/{x}/{y}.png", "http://tiles.local:8080"),
    ],
)
def test_basemap_may_load_pictures_and_nothing_else(basemap, source):
    plain, extended = (
        directives(content_security_policy()),
        directives(content_security_policy(basemap=basemap)),
    )
    assert extended.pop("img-src") == [*plain.pop("img-src"), source]
    assert extended == plain


@pytest.mark.parametrize("basemap", ["", "/tiles/{z}", "javascript:alert(1)", "https://a b/", "x["])
def test_unusable_basemap_changes_nothing(basemap):
    assert content_security_policy(basemap=basemap) == content_security_policy()


def test_the_setting_reaches_the_header():
    settings = Settings(basemap="https://tiles.example.org/{z}/{x}/{y}.png")
    policy = client(settings).get("/").headers["content-security-policy"]
    assert "https://tiles.example.org" in directives(policy)["img-src"]


def test_websockets_work():
    with client().websocket_connect("/ws") as socket:
        socket.send_text("hello")
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_all_but_http_passes_untouched(kind):
    received = []

    async def app(*connection):
        received.append(connection)

    async def receive():
        return {}

    async def send(_message):
        return None

    scope = {"type": kind, "headers": []}
    anyio.run(SecurityHeaders(app), scope, receive, send)
    assert received == [(scope, receive, send)]


def test_answers_are_not_buffered():
    seen = []

    async def parts():
        seen.append("first sent")
        yield b"1"
        seen.append("second sent")
        yield b"2"

    async def app(scope, receive, send):
        await StreamingResponse(parts())(scope, receive, send)

    order = []

    class Spy:
        def __init__(self, inner):
            self.inner = inner

        async def __call__(self, scope, receive, send):
            async def noted(message):
                if message["type"] == "http.response.body":
                    order.append((message["body"], list(seen)))
                await send(message)

            await self.inner(scope, receive, noted)

    wrapped = middleware(None)[0]
    TestClient(Spy(wrapped.cls(app, *wrapped.args, **wrapped.kwargs))).get("/")
    assert order[0] == (b"1", ["first sent"])
