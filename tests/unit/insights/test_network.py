"""Network of the circle: ties, filters, course, who may see it; the sample counted once more."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from sqlalchemy import insert

from lib.domain.cooperation import PairRule
from lib.domain.cooperation_network import (
    degree_centralisation,
    rated_pairs_share,
    reciprocity,
    tie_density,
)
from lib.domain.errors import MeasureError
from lib.insights.cooperation import CooperationChoice, Scope
from lib.insights.network import Network, network
from lib.insights.network_places import network_places
from lib.store import schema
from lib.store.boundaries import load_layer
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import DAY, fill, pair
from tests.sample_database import build_sample_database

REGION = ("03241",)
SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"
#: Two triangles joined by k3-s2; a1 rates k1 without an answer; s3 stands alone.
RATINGS = [
    *itertools.chain.from_iterable(
        ((a, b, 4), (b, a, 3)) for a, b in (("k1", "k2"), ("k2", "s1"), ("k1", "s1"))
    ),
    *itertools.chain.from_iterable(((a, b, 5), (b, a, 4)) for a, b in (("k3", "k4"), ("s2", "k4"))),
    ("s1", "k3", 3),
    ("k3", "s1", 3),
    ("s2", "s3", 2),
    ("s3", "s2", 0),
    ("a1", "k1", 5),
    ("far", "k1", 5),
]


def scope(url: str, *, circle: bool = True) -> Scope:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    return Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )


def ask(
    url: str,
    *,
    level: int = 3,
    with_one_sided: bool = False,
    circle: bool = True,
    wave: str = "2020",
    **chosen: object,
) -> Network:
    engine = reading_engine(url)
    return network(
        engine,
        CooperationChoice(wave=wave, **chosen),  # type: ignore[arg-type]
        level=level,
        with_one_sided=with_one_sided,
        scope=scope(url, circle=circle),
        lists=lists(engine, prefixes=REGION),
    )


def ties(found: Network) -> dict[tuple[str, str], float]:
    return {(edge.first, edge.second): edge.level for edge in found.edges if not edge.is_at_most}


def figures(found: Network, wave: str) -> dict[str, float]:
    frame = found.course.frame
    return dict(frame[frame["wave_label"].map(lambda text: wave in render(text, "de"))].iloc[0])


def values(found: Network) -> dict[str, str]:
    return {render(item.label, "en"): render(item.value, "en") for item in found.readings}


def test_ties_are_pairs_that_both_sides_rated(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    found = ask(migrated_url)
    assert ties(found) == {
        ("k1", "k2"): 3,
        ("k1", "s1"): 3,
        ("k2", "s1"): 3,
        ("k3", "k4"): 4,
        ("k3", "s1"): 3,
        ("k4", "s2"): 4,
    }
    assert not any(edge.is_at_most for edge in found.edges)
    degrees = {node.key: node.degree for node in found.nodes}
    assert degrees == {"k1": 2, "k2": 2, "k3": 2, "k4": 2, "s1": 3, "s2": 1, "s3": 0, "a1": 0}
    assert {node.key for node in found.nodes if node.is_articulation} == {"s1", "k3", "k4"}
    known = values(found)
    assert (known["Without a tie"], known["Bridges"], known["Connectors"]) == ("2", "2", "3")
    assert known["Parts"] == "1"
    rows = found.table.frame.set_index("name")
    assert rows.loc["Haus k4", "partners"] == "Haus k3; Haus s2"
    assert rows.loc["Haus k4", "degree"] == 2
    assert render(rows.loc["Haus a1", "note"], "de")
    assert render(found.answer[0], "de").startswith("6 Paare von 8 Einrichtungen")
    assert found.node("far") is None
    node = found.node("k1")
    assert node is not None
    assert node.ags == "03241001"


def test_one_sided_pairs_are_shown_as_at_most_and_change_no_figure(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    plain, found = ask(migrated_url), ask(migrated_url, with_one_sided=True)
    dashed = [(edge.first, edge.second, edge.level) for edge in found.edges if edge.is_at_most]
    assert dashed == [("a1", "k1", 5)]
    assert ties(plain) == ties(found)
    assert plain.nodes == found.nodes
    assert plain.readings == found.readings
    pd.testing.assert_frame_equal(plain.course.frame, found.course.frame)


def test_higher_threshold_leaves_only_closer_ties(migrated_url: str) -> None:
    fill(migrated_url, RATINGS, pairs=[pair("s2", "s3", agreed_level=5)])
    assert ties(ask(migrated_url, level=4)) == {
        ("k3", "k4"): 4,
        ("k4", "s2"): 4,
        ("s2", "s3"): 5,
    }
    assert set(ties(ask(migrated_url, level=5))) == {("s2", "s3")}
    lower = ask(migrated_url, level=1, pair_rule=PairRule.MEAN)
    assert ties(lower)["k1", "k2"] == 3.5
    assert ties(lower)["s2", "s3"] == 1.0


def test_filters_narrow_institutions_and_pairs(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    inside = ask(migrated_url, ags="03241001")
    assert {node.key for node in inside.nodes} == {"k1", "k2", "s1", "s3", "a1"}
    assert set(ties(inside)) == {("k1", "k2"), ("k1", "s1"), ("k2", "s1")}
    # 3 ties both ways and a1 -> k1, of 20 possible ratings
    assert figures(inside, "2020")["density_pct"] == pytest.approx(100 * 7 / 20)
    schools = ask(migrated_url, institution_type="schule")
    assert set(ties(schools)) == {("k1", "s1"), ("k2", "s1"), ("k3", "s1"), ("k4", "s2")}
    # pairs with a school: 28 of all less 10 among the other five; 8 ratings at level 3 and more
    assert figures(schools, "2020")["density_pct"] == pytest.approx(100 * 8 / 36)


def test_figures_without_filters_equal_the_measures(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    keys = ["k1", "k2", "k3", "k4", "s1", "s2", "s3", "a1"]
    table = pd.DataFrame(RATINGS, columns=["rater_key", "rated_key", "level"])
    for level in range(1, 6):
        found = figures(ask(migrated_url, level=level), "2020")
        for name, expected in (
            ("density_pct", tie_density(table, level=level, institutions=keys)),
            ("reciprocity_pct", reciprocity(table, level=level, institutions=keys)),
            ("centralisation_pct", degree_centralisation(table, level=level, institutions=keys)),
            ("rated_pct", rated_pairs_share(table, institutions=keys)),
        ):
            assert found[name] == pytest.approx(100 * expected.value, nan_ok=True), (level, name)


def test_course_holds_every_round_and_the_answer_ends_with_the_chosen_one(
    migrated_url: str,
) -> None:
    fill(migrated_url, RATINGS)
    _earlier_round(migrated_url)
    found = ask(migrated_url)
    assert found.course.frame["ties_count"].tolist() == [1, 6]
    assert figures(found, "2018")["density_pct"] == pytest.approx(100 * 3 / 56)
    said = " ".join(render(text, "de") for text in found.answer)
    assert "Seit Runde 2018 ist das Netzwerk dichter geworden: 5,4 auf 23,2 %." in said
    before = ask(migrated_url, wave="2018")
    assert before.course.frame["ties_count"].tolist() == [1, 6]
    assert "Seit" not in " ".join(render(text, "de") for text in before.answer)


def _earlier_round(url: str) -> None:
    rows = [("k1", "k2", 3), ("k2", "k1", 3), ("s1", "k1", 3)]
    with writing_engine(url).begin() as connection:
        connection.execute(
            insert(schema.cooperation_rating),
            [
                {
                    "wave_code": "2018",
                    "rater_key": rater,
                    "rated_key": rated,
                    "rated_on": DAY.replace(year=2018),
                    "level": level,
                }
                for rater, rated, level in rows
            ],
        )


def test_outside_the_circle_nothing_is_answered(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    with pytest.raises(MeasureError):
        ask(migrated_url, circle=False)
    engine = reading_engine(migrated_url)
    layer = load_layer(SAMPLE.parents[1] / "geo" / "region_hannover.geojson", ags_prefixes=REGION)
    for arrangement in ("netz", "typ", "karte"):
        with pytest.raises(MeasureError):
            network_places(
                engine,
                arrangement=arrangement,
                scope=scope(migrated_url, circle=False),
                lists=lists(engine, prefixes=REGION),
                layer=layer,
            )


def test_few_raters_no_ratings_and_no_round(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "k2", 4), ("k2", "k1", 4)])
    few = ask(migrated_url)
    assert "3" in render(few.answer[0], "de")
    assert not few.readings
    assert all(math.isnan(value) for value in few.table.frame["degree"])
    shown = figures(few, "2020")
    for name in ("ties_count", "density_pct", "reciprocity_pct", "isolated_count"):
        assert math.isnan(shown[name]), name
    none = ask(migrated_url, wave="2018")
    assert not none.edges
    assert not none.readings
    assert render(none.answer[0], "de") != render(few.answer[0], "de")
    nothing = ask(migrated_url, wave="")
    assert not nothing.edges
    assert render(nothing.answer[0], "de") != render(none.answer[0], "de")


@pytest.fixture(scope="module")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_sample_database(tmp_path_factory.mktemp("network") / "sample.sqlite")


@pytest.mark.parametrize("level", [1, 3, 5])
@pytest.mark.parametrize("wave", ["2018", "2020"])
def test_sample_counted_from_its_files(sample_url: str, wave: str, level: int) -> None:
    ratings = pd.read_csv(SAMPLE / "cooperation_rating.csv", dtype={"wave_code": str})
    agreed = pd.read_csv(SAMPLE / "cooperation_pair.csv", dtype={"wave_code": str})
    hosts = pd.read_csv(SAMPLE / "institution.csv", parse_dates=["closed_on"])
    rounds = pd.read_csv(SAMPLE / "wave.csv", dtype={"code": str}, parse_dates=["starts_on"])
    start = rounds.set_index("code").loc[wave, "starts_on"]
    keys = hosts.loc[~(hosts["closed_on"] <= start), "key"].tolist()
    told = {
        (row.rater_key, row.rated_key): row.level
        for row in ratings[ratings["wave_code"] == wave].itertuples()
        if {row.rater_key, row.rated_key} <= set(keys)
    }
    levels = {
        (a, b): min(value, told[b, a]) for (a, b), value in told.items() if a < b and (b, a) in told
    }
    for row in agreed[agreed["wave_code"] == wave].dropna(subset="agreed_level").itertuples():
        if {row.institution_a_key, row.institution_b_key} <= set(keys):
            levels[row.institution_a_key, row.institution_b_key] = row.agreed_level
    graph = nx.Graph()
    graph.add_nodes_from(keys)
    graph.add_edges_from(ends for ends, value in levels.items() if value >= level)
    directed = nx.DiGraph()
    directed.add_nodes_from(keys)
    directed.add_edges_from(ends for ends, value in told.items() if value >= level)
    found = ask(sample_url, wave=wave, level=level)
    assert set(ties(found)) == {tuple(sorted(ends)) for ends in graph.edges}
    assert {node.key: node.degree for node in found.nodes} == dict(graph.degree())
    assert {n.key for n in found.nodes if n.is_articulation} == set(nx.articulation_points(graph))
    shown = figures(found, wave)
    assert shown["density_pct"] == pytest.approx(100 * nx.density(directed))
    assert shown["reciprocity_pct"] == pytest.approx(100 * nx.overall_reciprocity(directed))
    assert shown["isolated_count"] == nx.number_of_isolates(graph)
    several = 0
    for a, b in nx.bridges(graph):
        without = nx.restricted_view(graph, [], [(a, b)])
        several += min(len(nx.node_connected_component(without, end)) for end in (a, b)) > 1
    assert values(found)["Bridges"] == str(several)
    parts = sum(len(part) > 1 for part in nx.connected_components(graph))
    assert values(found)["Parts"] == str(parts)
