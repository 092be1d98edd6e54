"""One pair in words, names of levels, and who may ask about pairs at all."""

from __future__ import annotations

import ast
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from lib.domain.conversation import TalkRule
from lib.domain.cooperation import PairRule
from lib.domain.errors import MeasureError
from lib.domain.gaps import GapThresholds
from lib.insights.asymmetry import asymmetry
from lib.insights.cooperation import (
    SINGLE_PAIRS_PROTECTED,
    CooperationChoice,
    Scope,
    level_label,
)
from lib.insights.cooperation_detail import NO_LEVEL, agreement_status, pair_detail
from lib.insights.cooperation_groups import group_matrix
from lib.insights.cooperation_matrix import MatrixKind
from lib.insights.cooperation_pairs import institution_matrix
from lib.insights.network import network
from lib.insights.network_places import NETWORK, network_places
from lib.insights.pair_frame import pair_frame
from lib.insights.pair_history import History, Side
from lib.insights.pair_sheet import pair_sheet
from lib.insights.pair_sheet_facts import facts_of
from lib.insights.radar_agreements import ending_agreements
from lib.insights.talk_pairs import candidates, is_pair
from lib.insights.talks import talk_list
from lib.insights.wave_change import wave_change
from lib.insights.wave_change_pairs import compared
from lib.insights.weakest_link import weakest_links
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

REGION = ("03241",)
OPEN = [("k1", "s1", 1), ("k2", "s1", 3), ("k3", "s2", 5), ("k4", "s2", 3)]


@pytest.fixture
def case(sqlite_template: Path, tmp_path: Path) -> Callable[..., str]:
    def make(ratings: Iterable[tuple[str, str, int]], **more: Any) -> str:
        path = tmp_path / f"case{len(list(tmp_path.iterdir()))}.sqlite"
        shutil.copy(sqlite_template, path)
        fill(f"sqlite:///{path}", ratings, **more)
        return f"sqlite:///{path}"

    return make


def scope(url: str, *, circle: bool = True, names: tuple[str, ...] = ()) -> Scope:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    return Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
        level_names=names,
    )


def test_level_names_of_the_operator() -> None:
    names = ("a", "b", "Koordination", "d", "e")
    assert render(level_label(3, names), "de") == "Stufe 3 „Koordination“"
    assert render(level_label(0, names), "de") == "kein Kontakt"


# --- outside the circle ------------------------------------------------------------------------
#: Every question about single pairs, asked as far as its protection.
ASKED: dict[str, Callable[..., Any]] = {
    "pair_frame": lambda engine, wave, who, known: pair_frame(engine, wave, scope=who),
    "institution_matrix": lambda engine, wave, who, known: institution_matrix(
        engine, wave, scope=who, lists=known
    ),
    **{
        f"group_matrix {kind}": lambda engine, wave, who, known, kind=kind: group_matrix(
            engine, wave, kind=kind, scope=who, lists=known
        )
        for kind in MatrixKind
        if kind is not MatrixKind.INSTITUTIONS
    },
    "asymmetry": lambda engine, wave, who, known: asymmetry(engine, wave, scope=who, lists=known),
    "wave_change": lambda engine, wave, who, known: wave_change(
        engine, wave, since="2018", scope=who, lists=known
    ),
    "compared": lambda engine, wave, who, known: compared(engine, wave, since="2018", scope=who),
    "network": lambda engine, wave, who, known: network(
        engine, wave, level=3, with_one_sided=False, scope=who, lists=known
    ),
    "network_places": lambda engine, wave, who, known: network_places(
        engine, arrangement=NETWORK, scope=who, lists=known, layer=None
    ),
    "candidates": lambda engine, wave, who, known: candidates(engine, wave, scope=who, lists=known),
    "talk_list": lambda engine, wave, who, known: talk_list(
        engine, wave, rule=TalkRule(), limit=0, scope=who, lists=known
    ),
    "is_pair": lambda engine, wave, who, known: is_pair(
        engine, wave="2020", first_key="k1", second_key="s1", scope=who
    ),
    "pair_detail": lambda engine, wave, who, known: pair_detail(
        engine, wave="2020", rater_key="k1", rated_key="s1", scope=who
    ),
    "pair_sheet": lambda engine, wave, who, known: pair_sheet(
        engine,
        wave="2020",
        first_key="k1",
        second_key="s1",
        scope=who,
        lists=known,
        rule=PairRule.LOWER,
    ),
    "facts_of": lambda engine, wave, who, known: facts_of(engine, "2020", ("k1", "s1"), who),
    "History.read": lambda engine, wave, who, known: History.read(
        engine, (side("k1"), side("s1")), who
    ),
    "ending_agreements": lambda engine, wave, who, known: ending_agreements(
        engine, last=date(2030, 1, 1), links={}, scope=who
    ),
    "weakest_links": lambda engine, wave, who, known: weakest_links(
        engine,
        OfferFilter(on=date(2020, 12, 31)),
        thresholds=GapThresholds(),
        extent_name="",
        lists=known,
        scope=who,
    ),
}


def side(key: str) -> Side:
    return Side(key=key, name=key, type_label="", place="")


@pytest.mark.parametrize("asked", ASKED)
def test_outside_the_circle_no_question_about_pairs_is_answered(
    case: Callable[..., str], asked: str
) -> None:
    """Each is refused by itself, whatever a page does."""
    url = case(OPEN)
    engine, who = reading_engine(url), scope(url, circle=False)
    with pytest.raises(MeasureError) as found:
        ASKED[asked](engine, CooperationChoice(wave="2020"), who, lists(engine, prefixes=REGION))
    assert found.value.message == SINGLE_PAIRS_PROTECTED


#: What reads pairs or ratings without giving any away: the audited release, and the portrait, which
#: takes that release outside the circle (both: test_public_outputs.py, test_public_pages.py).
PUBLIC = {"cooperation_public.py", "portrait_cooperation.py"}
OF_PAIRS = {"ratings", "pairs", "talks", "agreements", "pair_history", "pair_frame"}


def test_every_insight_that_reads_pairs_is_asked_above(project_root: Path) -> None:
    """A new insight on pairs must join the questions above."""
    readers = {
        path.name
        for path in (project_root / "lib" / "insights").glob("*.py")
        if OF_PAIRS & {_name(node.func) for node in calls(path)}
    }
    asked = {
        f"{function.__module__.rpartition('.')[2]}.py"
        for function in (
            *(pair_frame, institution_matrix, group_matrix, asymmetry, wave_change, compared),
            *(network, network_places, candidates, talk_list, is_pair, pair_detail, pair_sheet),
            *(facts_of, History.read, weakest_links, ending_agreements),
        )
    }
    assert readers >= {"pair_frame.py", "network.py", "pair_history.py"} | PUBLIC
    assert readers - asked == PUBLIC


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


# --- one pair ----------------------------------------------------------------------------------
def test_pair_detail_in_words(case: Callable[..., str]) -> None:
    stated = pair(
        "k1",
        "s1",
        agreed_level=3,
        agreed_on=date(2020, 11, 1),
        next_step="Übergabebogen",
        next_step_owner="Leitung",
        next_step_due_on=date(2020, 9, 1),
    )
    agreement = {
        "key": "v",
        "institution_a_key": "k1",
        "institution_b_key": "s1",
        "title": "Vertrag",
        "valid_from": date(2019, 1, 1),
        "valid_to": date(2020, 12, 1),
    }
    url = case(
        [("k1", "s1", 4), ("s1", "k1", 2)],
        criteria={("k1", "s1"): (5, None, 0)},
        pairs=[stated],
        agreements=[agreement],
    )
    engine = reading_engine(url)
    detail = pair_detail(engine, wave="2020", rater_key="s1", rated_key="k1", scope=scope(url))
    assert [one.level for one in detail.directions] == [2, 4]
    assert [level for _, level in detail.directions[1].criteria] == [5, NO_LEVEL, 0]
    assert "Haus k1 rates the cooperation 2 levels higher" in render(detail.asymmetry, "en")
    assert render(detail.pair_level, "en") == "Pair level: Level 3 (agreed by both)."
    assert [render(line, "en") for line in detail.agreed] == [
        "Agreed level: Level 3, on 1 Nov 2020.",
        "Next step: Übergabebogen",
        "In charge: Leitung",
        "Planned by 1 Sept 2020; this date has passed.",
    ]
    assert [render(line, "en") for line in detail.agreements] == [
        "Vertrag: expires soon, on 30 Nov 2020."
    ]
    alone = pair_detail(engine, wave="2018", rater_key="k1", rated_key="s1", scope=scope(url))
    assert "Neither side" in render(alone.asymmetry, "en")
    assert alone.agreed == ()


@pytest.mark.parametrize("ends", [("k1", "k1"), ("k1", "nobody"), ("k1", "far")])
def test_pairs_that_do_not_exist(case: Callable[..., str], ends: tuple[str, str]) -> None:
    url = case(OPEN)
    with pytest.raises(MeasureError, match="does not exist"):
        pair_detail(
            reading_engine(url),
            wave="2020",
            rater_key=ends[0],
            rated_key=ends[1],
            scope=scope(url),
        )


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2021, 1, 2), None, "holds from"),
        (date(2021, 1, 1), None, "open-ended"),
        (date(2020, 1, 1), date(2021, 1, 1), "expired, held until 31 Dec 2020"),
        (date(2020, 1, 1), date(2021, 1, 2), "expires soon, on 1 Jan 2021"),
        (date(2020, 1, 1), date(2021, 7, 4), "valid until 3 Jul 2021"),
    ],
)
def test_agreement_status(starts: date, ends: date | None, words: str) -> None:
    assert words in render(agreement_status("T", starts, ends, date(2021, 1, 1)), "en")
