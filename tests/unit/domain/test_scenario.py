"""A scenario survives its link, and nothing in a link can break a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.scenario import (
    MOST_CHANGES,
    MOST_PLACES,
    AddedOffer,
    Scenario,
    read_scenario,
    scenario_text,
)

names = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=12
)
added = st.builds(
    AddedOffer,
    names,
    st.from_regex(r"[0-9]{8}", fullmatch=True).filter(str.isascii),
    st.integers(0, MOST_PLACES),
)
scenarios = st.builds(
    Scenario,
    added=st.lists(added, max_size=8).map(tuple),
    removed=st.lists(names, max_size=8, unique=True).map(tuple),
)


@given(scenarios)
def test_a_link_gives_the_same_scenario_back(scenario: Scenario) -> None:
    assert read_scenario(scenario_text(scenario)) == scenario


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read_scenario(text).changes_count <= MOST_CHANGES


def test_what_cannot_be_read_is_left_out() -> None:
    text = "+0-3,03241005,20;+0-3,3241005,20;+,03241005,1;+a,03241005,-3;x;-;-ang-1;-ang-1"
    assert read_scenario(text) == Scenario(
        added=(AddedOffer("0-3", "03241005", 20),), removed=("ang-1",)
    )
    assert not read_scenario("")
    assert read_scenario("+a,03241005,99999999999") == Scenario()


def test_a_number_too_long_for_python_is_left_out() -> None:
    assert read_scenario("+a,03241005," + "9" * 5_000) == Scenario()


def test_a_sign_that_postgresql_refuses_is_left_out() -> None:
    assert read_scenario("-%00;-a%00b;+%00,03241005,1;-c") == Scenario(removed=("c",))


def test_a_link_holds_no_more_than_the_bound() -> None:
    assert read_scenario(";".join(f"-k{n}" for n in range(100))).changes_count == MOST_CHANGES
