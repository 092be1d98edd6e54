"""Link of a named view: what is chosen, and nothing else of the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from lib.ui.named_view import link


def test_link_holds_what_is_chosen() -> None:
    chosen = {"welle": "2020", "titel": "Gespräche & mehr", "zelle": "a~b"}
    made = urlsplit(link("https://x.example/kooperation?alt=1#teil", chosen))
    assert (made.scheme, made.netloc, made.path) == ("https", "x.example", "/kooperation")
    assert {name: value[0] for name, value in parse_qs(made.query).items()} == chosen
    assert not made.fragment
