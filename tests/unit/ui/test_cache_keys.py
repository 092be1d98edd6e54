"""Cache keys tell questions apart: a circle's answer must never serve the public."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lib.domain.cooperation import PairRule
from lib.insights.cooperation import CooperationChoice, Scope
from lib.store.queries.state import DataState
from lib.text import Label
from lib.ui import cache

if TYPE_CHECKING:
    from lib.store.engine import Engine

AT = cache.At("sqlite://", "1", ("03241",))
CHOSEN = CooperationChoice(wave="2020")
SCOPE = Scope(
    shows_single_pairs=True,
    prefixes=("03241",),
    state=DataState(
        version=1,
        is_sample=True,
        reference_date=date(2020, 12, 31),
        earliest_date=date(2018, 9, 1),
    ),
    types=(("kita", Label(de="Kita", en="Kita")),),
    waves=(("2020", Label(de="2020", en="2020")),),
)
ATS = [replace(AT, url="sqlite:///other"), replace(AT, key="2"), replace(AT, prefixes=())]
SCOPES = [
    replace(SCOPE, shows_single_pairs=False),
    replace(SCOPE, prefixes=()),
    replace(SCOPE, level_names=("a", "b", "c", "d", "e")),
]
CHOICES = [
    replace(CHOSEN, wave="2018"),
    replace(CHOSEN, ags="03241001"),
    replace(CHOSEN, life_phase="x"),
    replace(CHOSEN, institution_type="x"),
    replace(CHOSEN, sector="x"),
    replace(CHOSEN, level_from=1),
    replace(CHOSEN, level_to=4),
    replace(CHOSEN, asymmetry_from=1),
    replace(CHOSEN, only_unrated=True),
    replace(CHOSEN, agreement="keine"),
    replace(CHOSEN, not_talked_months=1),
    replace(CHOSEN, pair_rule=PairRule.MEAN),
]
#: Of a scope, these follow from the data, which `At` names.
OF_THE_DATA = {"state", "types", "waves"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count what was really asked; no database is needed."""
    monkeypatch.setattr(cache, "reading_engine", lambda _url: None)
    cache._answer.clear()
    return []


def test_everything_that_can_be_asked_is_told_apart(asked: list[int]) -> None:
    def count(_engine: Engine, _chosen: CooperationChoice, *, scope: Scope) -> int:
        asked.append(1)
        return len(asked)

    questions = [
        (AT, CHOSEN, SCOPE),
        *((at, CHOSEN, SCOPE) for at in ATS),
        *((AT, CHOSEN, scope) for scope in SCOPES),
        *((AT, chosen, SCOPE) for chosen in CHOICES),
    ]
    answers = [cache.ask(at, count, chosen, scope=scope) for at, chosen, scope in questions]
    assert answers == list(range(1, len(questions) + 1))
    assert cache.ask(AT, count, CHOSEN, scope=SCOPE) == 1


def test_two_insights_with_the_same_question_are_told_apart(asked: list[int]) -> None:
    def one(_engine: Engine, *, scope: Scope) -> str:
        return "one"

    def other(_engine: Engine, *, scope: Scope) -> str:
        return "other"

    found = [cache.ask(AT, insight, scope=SCOPE) for insight in (one, other)]
    assert found == ["one", "other"]
    assert not asked


def test_a_failure_is_never_kept(asked: list[int]) -> None:
    def fail_once(_engine: Engine, *, scope: Scope) -> str:
        asked.append(1)
        if len(asked) == 1:
            raise ValueError
        return "found"

    with pytest.raises(ValueError, match=r"^$"):
        cache.ask(AT, fail_once, scope=SCOPE)
    assert cache.ask(AT, fail_once, scope=SCOPE) == "found"


def test_no_field_is_forgotten_here() -> None:
    """Each field of a key is varied above once, or follows from the data."""
    for usual, varied in ((AT, ATS), (CHOSEN, CHOICES), (SCOPE, SCOPES)):
        names = {field.name for field in fields(usual)}
        changed = {
            name for one in varied for name in names if getattr(one, name) != getattr(usual, name)
        }
        assert changed == names - (OF_THE_DATA if usual is SCOPE else set())
