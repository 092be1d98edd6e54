"""Who is tied to whom, and what holds the network together? Only inside the circle.

Two institutions are tied where their pair level reaches the chosen level; a one-sided pair is no
tie, whatever its single rating. Figures are of the pairs that fit the filters: without filters all
possible pairs, n(n-1)/2; density, reciprocity and the share rated as in
`lib.domain.cooperation_network`, of which they are equal then (tested).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import PAIR_RULE_LABELS
from lib.domain.errors import MeasureError
from lib.domain.network_structure import NetworkStructure, network_structure
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import (
    NO_RATINGS,
    NO_WAVE,
    SINGLE_PAIRS_PROTECTED,
    CooperationChoice,
    Scope,
)
from lib.insights.network_words import NetworkFigures, Reading, answer, readings
from lib.insights.pair_frame import pair_frame
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Text, msg

if TYPE_CHECKING:
    from lib.insights.pair_frame import PairFrame
    from lib.insights.types import Provenance
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

NAN: Final = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An institution in the picture."""

    key: str
    name: str
    type_code: str
    ags: str
    degree: int
    is_articulation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie; `is_at_most`: only one side rated, the level is no pair level but its upper bound."""

    first: str
    second: str
    level: float
    is_at_most: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Picture, figures and table; `course` holds the figures of all waves, the oldest first.

    `table.frame`: one row an institution: name, place, type_label, degree, partners, note.
    """

    answer: tuple[Text, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    readings: tuple[Reading, ...]
    course: Table
    table: Table
    provenance: Provenance

    def node(self, key: str) -> Node | None:
        """Find an institution; None where it is not shown."""
        return next((node for node in self.nodes if node.key == key), None)


def network(
    engine: Engine,
    chosen: CooperationChoice,
    *,
    level: int,
    with_one_sided: bool,
    scope: Scope,
    lists: Lists,
) -> Network:
    """Tie institutions from a level on, and say what the network is like.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    frame = pair_frame(engine, chosen, scope=scope)
    structure, figures = _figures(frame, level)
    names = dict(zip(frame.institutions["key"], frame.institutions["name"], strict=True))
    course = _course(engine, chosen, level, scope)
    cuts = {point.key for point in structure.articulations}
    nodes = tuple(
        Node(
            key=key,
            name=name,
            type_code=type_code,
            ags=ags,
            degree=structure.degrees.get(key, 0),
            is_articulation=key in cuts,
        )
        for key, name, type_code, ags in frame.institutions[
            ["key", "name", "type_code", "ags"]
        ].itertuples(index=False, name=None)
    )
    sentences: tuple[Text, ...] = (NO_WAVE,) if not chosen.wave else (NO_RATINGS,)
    if figures.is_rated:
        order = [wave for wave, _ in course]
        so_far = course[: order.index(chosen.wave) + 1]
        sentences = answer(figures, so_far, scope, level=level)
    edges = _edges(frame, level, with_one_sided=with_one_sided)
    return Network(
        answer=sentences,
        nodes=nodes,
        edges=edges,
        readings=readings(figures, structure, names, level=level),
        course=_course_table(course, scope),
        table=_table(nodes, edges, structure, lists),
        provenance=scope.provenance(
            chosen.wave,
            msg("Level of a pair: {rule}.", rule=PAIR_RULE_LABELS[chosen.pair_rule]),
            msg("Figures of the pairs that fit the filters."),
            msg("Single pairs: only for the circle that owns them, not for passing on."),
            method="cooperation-network",
        ),
    )


def _figures(frame: PairFrame, level: int) -> tuple[NetworkStructure, NetworkFigures]:
    """Figures over the pairs that fit the filters; without filters these are all possible pairs."""
    keys = frame.institutions["key"].tolist()
    pairs = frame.pairs[frame.pairs["fits_besides_level"]]
    ratings = frame.ratings[frame.ratings["pair"].isin(pairs.index)]
    tied = pairs[(pairs["pair_level"] >= level).fillna(value=False)]
    raters = ratings["rater_key"].nunique()
    structure = network_structure(
        zip(tied["institution_a_key"], tied["institution_b_key"], strict=True),
        institutions=keys,
        raters_count=raters,
    )
    is_open = structure.state is CellState.VALUE
    strong = int((ratings["level"] >= level).sum())
    returned = ratings.loc[ratings["level"] >= level, "pair"].duplicated(keep=False)
    figures = NetworkFigures(
        institutions_count=len(keys),
        ties_count=len(tied),
        is_rated=not ratings.empty,
        is_open=is_open,
        density=_share(strong, 2 * len(pairs)) if is_open else NAN,
        reciprocity=_share(int(returned.sum()), strong) if is_open else NAN,
        rated=_share(int(pairs["is_rated"].sum()), len(pairs)),
        centralisation=structure.centralisation if is_open else NAN,
        isolated_count=len(structure.isolated),
        bridges_count=len(structure.carrying_bridges),
        articulations_count=len(structure.articulations),
    )
    return structure, figures


def _share(part: int, whole: int) -> float:
    return part / whole if whole else NAN


def _edges(frame: PairFrame, level: int, *, with_one_sided: bool) -> tuple[Edge, ...]:
    pairs = frame.pairs[frame.pairs["is_chosen"]]
    is_tie = (pairs["pair_level"] >= level).fillna(value=False)
    edges = [
        Edge(first=a, second=b, level=float(value), is_at_most=False)
        for a, b, value in pairs.loc[
            is_tie, ["institution_a_key", "institution_b_key", "pair_level"]
        ].itertuples(index=False, name=None)
    ]
    if with_one_sided:
        open_pairs = pairs["pair_level"].isna() & (pairs["level_at_most"] >= level)
        edges += [
            Edge(first=a, second=b, level=float(value), is_at_most=True)
            for a, b, value in pairs.loc[
                open_pairs.fillna(value=False),
                ["institution_a_key", "institution_b_key", "level_at_most"],
            ].itertuples(index=False, name=None)
        ]
    return tuple(edges)


def _course(
    engine: Engine, chosen: CooperationChoice, level: int, scope: Scope
) -> tuple[tuple[str, NetworkFigures], ...]:
    """Figures of every wave under the same filters, the oldest first."""
    return tuple(
        (
            wave,
            _figures(pair_frame(engine, replace(chosen, wave=wave), scope=scope), level)[1],
        )
        for wave, _ in reversed(scope.waves)
    )


def _course_table(course: tuple[tuple[str, NetworkFigures], ...], scope: Scope) -> Table:
    labels = dict(scope.waves)
    number, percent = ColumnKind.NUMBER, "%"
    rows = [
        {
            "wave_label": labels[wave],
            "institutions_count": found.institutions_count,
            "ties_count": found.ties_count if found.is_open else NAN,
            "density_pct": 100 * found.density,
            "reciprocity_pct": 100 * found.reciprocity,
            "centralisation_pct": 100 * found.centralisation,
            "rated_pct": 100 * found.rated,
            "isolated_count": found.isolated_count if found.is_open else NAN,
        }
        for wave, found in course
    ]
    columns = (
        Column("wave_label", msg("Survey round"), ColumnKind.MESSAGE),
        Column("institutions_count", msg("Institutions"), number),
        Column("ties_count", msg("Ties"), number),
        Column("density_pct", msg("Density"), number, 1, percent),
        Column("reciprocity_pct", msg("Returned"), number, 0, percent),
        Column("centralisation_pct", msg("Centralisation"), number, 0, percent),
        Column("rated_pct", msg("Pairs rated"), number, 1, percent),
        Column("isolated_count", msg("Without a tie"), number),
    )
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    return Table(frame, columns, caption=msg("Network over the survey rounds"))


def _table(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], structure: NetworkStructure, lists: Lists
) -> Table:
    names = {node.key: node.name for node in nodes}
    partners: dict[str, list[str]] = {node.key: [] for node in nodes}
    for edge in edges:
        if not edge.is_at_most:
            partners[edge.first].append(names[edge.second])
            partners[edge.second].append(names[edge.first])
    is_open = structure.state is CellState.VALUE
    rows = [
        {
            "name": node.name,
            "place": lists.municipality_name(node.ags) if node.ags else msg("Whole region"),
            "type_label": lists.label("institution_type", node.type_code),
            "degree": node.degree if is_open else NAN,
            "partners": "; ".join(sorted(partners[node.key])),
            "note": _note(node) if is_open else "",
            "note_state": CellState.VALUE.value,
        }
        for node in nodes
    ]
    columns = (
        Column("name", msg("Institution")),
        Column("place", msg("Municipality"), ColumnKind.MESSAGE),
        Column("type_label", msg("Type"), ColumnKind.MESSAGE),
        Column("degree", msg("Ties"), ColumnKind.NUMBER),
        Column("partners", msg("Tied to")),
        Column("note", msg("Note"), ColumnKind.MESSAGE),
    )
    frame = pd.DataFrame(rows, columns=[*(column.key for column in columns), "note_state"])
    return Table(frame, columns, caption=msg("Network of institutions"))


def _note(node: Node) -> Text:
    if not node.degree:
        return msg("without a tie at this level")
    return msg("connects parts that would otherwise fall apart") if node.is_articulation else ""
