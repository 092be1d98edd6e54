"""Write the sample data ("Beispieldaten") to data/sample: `python -m tools.build_sample`.

Seeded: the same inputs give the same bytes. Reads only files of this repository: the census
figures in data/context and the boundaries in geo. Institutions, offers, ratings, goals, values
and meetings are invented.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.sample import (
    cooperation,
    events,
    gap_decisions,
    goal_needs,
    goal_texts,
    indicator_depth,
    indicators,
    institutions,
    measure_depth,
    measures,
    mergers,
    networks,
    offers,
    proposals,
    revisions,
    talks,
)
from tools.sample.base import load_places, write_table

ROOT = Path(__file__).resolve().parent.parent


def build(*, out: Path, context: Path, boundaries: Path) -> dict[str, int]:
    """Write one CSV a table into `out`; return the number of rows by table."""
    places = load_places(context=context, boundaries=boundaries)
    people = institutions.build()
    programme = offers.build(places, institutions=people)
    ratings, ties = cooperation.build_ratings(people, places=places)
    series = indicators.build()
    values = indicators.observations(series, places=places)
    earlier = revisions.with_revisions(values, series)  # dates the values that replaced them
    at_work = measures.build(programme)
    nets, bodies = networks.build()
    tables = {
        "institution": (
            institutions.COLUMNS,
            [one.row() for one in people] + mergers.rows(),
        ),
        "offer": (offers.COLUMNS, [offers.row(one) for one in programme]),
        "gap_decision": (gap_decisions.COLUMNS, gap_decisions.build()),
        "wave": (cooperation.WAVE_COLUMNS, list(cooperation.WAVES)),
        "cooperation_rating": (cooperation.RATING_COLUMNS, ratings + mergers.ratings(people)),
        "cooperation_pair": (
            cooperation.PAIR_COLUMNS,
            talks.with_talks(cooperation.build_pairs(ties)),
        ),
        "agreement": (cooperation.AGREEMENT_COLUMNS, cooperation.build_agreements(ties)),
        "reflection_question": (talks.QUESTION_COLUMNS, talks.questions()),
        "goal": (goal_texts.COLUMNS, goal_texts.build()),
        "goal_cooperation": (goal_needs.COOPERATION_COLUMNS, goal_needs.cooperations()),
        "measure": (measures.COLUMNS, at_work),
        "milestone": (measure_depth.MILESTONE_COLUMNS, measure_depth.milestones(at_work)),
        "indicator": (indicators.INDICATOR_COLUMNS, [one.cells for one in series]),
        "indicator_target": (indicator_depth.TARGET_COLUMNS, indicator_depth.further_targets()),
        "observation": (indicators.OBSERVATION_COLUMNS, values),
        "observation_revision": (revisions.COLUMNS, earlier),
        "annotation": (events.COLUMNS, events.build()),
        "proposal": (proposals.COLUMNS, proposals.build()),
        "proposal_option": (proposals.OPTION_COLUMNS, proposals.options()),
        "network": (networks.NETWORK_COLUMNS, nets),
        "steering_body": (networks.BODY_COLUMNS, bodies),
        "meeting": (networks.MEETING_COLUMNS, networks.build_meetings(nets, bodies)),
    }
    out.mkdir(parents=True, exist_ok=True)
    return {
        name: write_table(out / f"{name}.csv", columns=columns, rows=rows)
        for name, (columns, rows) in tables.items()
    }


def main() -> None:
    """Parse the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "data/sample")
    parser.add_argument("--context", type=Path, default=ROOT / "data/context/gemeinden.csv")
    parser.add_argument("--boundaries", type=Path, default=ROOT / "geo/region_hannover.geojson")
    arguments = parser.parse_args()
    counts = build(out=arguments.out, context=arguments.context, boundaries=arguments.boundaries)
    for name, rows in counts.items():
        print(f"{name:20} {rows:6}")


if __name__ == "__main__":
    main()
