"""A goal system of 5 000 indicators with 20 years each, generated beside the sample.

    python tests/benchmarks/goals_data.py /tmp/goals.sqlite

The sample comes through the ordinary import; goals, indicators and values (seeded) are written in
bulk past it, because files of 100 000 rows would only measure the reading of files. A database that
holds them already is left as it is.
"""

import argparse
import random
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import func, insert, select

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.store import schema
from lib.store.engine import writing_engine
from tests.sample_database import build_sample_database

SEED = 20_260_522
STRATEGIC, INTERMEDIATE, OPERATIONAL, INDICATORS = 10, 10, 5, 10
FIRST_YEAR, YEARS = 2001, 20
WHAT = ("Kinder", "Familien", "Eltern", "Fachkräfte", "Einrichtungen", "Jugendliche", "Angebote")
HOW = (
    "mit früher Förderung",
    "mit erreichter Beratung",
    "in verbindlicher Zusammenarbeit",
    "mit gelungenem Übergang",
    "ohne Wartezeit",
)
KINDS = ("reach_by_year", "hold_every_year", "direction_only")
BODIES = ("Jugendamt", "Gesundheitsamt", "Schulamt", "Familienbüro")


def goal_rows() -> list[dict[str, object]]:
    """Goals of three levels below each other."""
    rows = []

    def add(key: str, level: int, parent: str | None, number: int) -> None:
        rows.append(
            {
                "key": key,
                "level": level,
                "parent_key": parent,
                "parent_level": level - 1 if parent else None,
                "position": 100 + number,
                "title_de": f"Ziel {key}: {WHAT[number % 7]} {HOW[number % 5]}",
                "title_en": "",
                "ags": None,
                "responsible_body": BODIES[number % 4],
            }
        )

    for a in range(STRATEGIC):
        add(f"G{a}", 1, None, a)
        for b in range(INTERMEDIATE):
            add(f"G{a}.{b}", 2, f"G{a}", b)
            for c in range(OPERATIONAL):
                add(f"G{a}.{b}.{c}", 3, f"G{a}.{b}", c)
    return rows


def indicator_rows(dice: random.Random) -> list[dict[str, object]]:
    """Indicators of the operational goals, of every kind and direction."""
    rows = []
    goals = [row["key"] for row in goal_rows() if row["level"] == 3]
    for number in range(len(goals) * INDICATORS):
        kind = KINDS[number % 3]
        free = kind == "direction_only"
        rows.append(
            {
                "key": f"i{number}",
                "goal_key": goals[number // INDICATORS],
                "position": 1000 + number,
                "name_de": f"{WHAT[number % 7]} {HOW[number % 5]}, Reihe {number}",
                "unit": "%",
                "decimals": 1,
                "direction": 1 if number % 2 else -1,
                "kind": kind,
                "target_value": None if free else round(dice.uniform(20, 80), 1),
                "target_year": dice.randint(2021, 2030) if kind == "reach_by_year" else None,
                "source": "erfunden",
                "accountability": "population",
                "impact_step": number % 7 + 1,
            }
        )
    return rows


def value_rows(dice: random.Random, indicators: int) -> list[dict[str, object]]:
    """Series that wander; one in forty values is missing."""
    rows = []
    for number in range(indicators):
        value = dice.uniform(20, 80)
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            value = max(1.0, value + dice.uniform(-3, 3))
            if dice.random() > 1 / 40:
                rows.append(
                    {
                        "indicator_key": f"i{number}",
                        "ags": None,
                        "year": year,
                        "value": round(value, 1),
                        "published_on": date(year + 1, 3, 1),
                    }
                )
    return rows


def build(path: Path) -> str:
    """Write the data unless they are there, and return the database's URL."""
    url = f"sqlite:///{path}"
    if not path.exists():
        build_sample_database(path)
    engine = writing_engine(url)
    dice = random.Random(SEED)  # noqa: S311
    indicators = indicator_rows(dice)
    with engine.begin() as connection:
        there = connection.scalar(select(func.count()).select_from(schema.indicator)) or 0
        if there < len(indicators):
            connection.execute(insert(schema.goal), goal_rows())
            connection.execute(insert(schema.indicator), indicators)
            connection.execute(insert(schema.observation), value_rows(dice, len(indicators)))
    engine.dispose()
    return url


def main() -> None:
    """Build the database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    print(build(parser.parse_args().path))


if __name__ == "__main__":
    main()
