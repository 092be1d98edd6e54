"""The sample data look like life: offers, cooperation, target system, networks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cache

import pytest
from shapely.geometry import Point

from tests.unit.data.sample_rows import NEWEST, ROOT, levels, read, regional, rows

PHASES = {
    "schwangerschaft": (-1, 0), "0-3": (0, 3), "3-6": (3, 6), "6-10": (6, 10),
    "10-16": (10, 16), "16-18": (16, 27),
}  # fmt: skip


@cache
def served() -> dict[str, list[dict[str, str]]]:
    """Offers by every municipality that they take place in or serve, whatever their status."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for offer in rows("offer"):
        for ags in {offer["ags"], *offer["service_area_ags"].split("|")} - {""}:
            found[ags].append(offer)
    return found


def meets(offer: dict[str, str], phase: str) -> bool:
    first, after = PHASES[phase]
    return int(offer["minimum_age_years"]) < after and int(offer["maximum_age_years"]) >= first


def is_active(offer: dict[str, str]) -> bool:
    return (
        offer["status"] == "active"
        and offer["valid_from"] <= NEWEST
        and (not offer["valid_to"] or offer["valid_to"] > NEWEST)
    )


# --- offers --------------------------------------------------------------------------------------
def test_offers_show_every_state() -> None:
    offers = rows("offer")
    assert {one["status"] for one in offers} == {
        "active", "inactive", "defunct", "temporarily closed",
    }  # fmt: skip
    assert sum("" < one["valid_to"] <= NEWEST for one in offers) >= 20
    assert sum(one["valid_from"] > NEWEST for one in offers) >= 3
    assert sum(one["capacity_places"] == "" for one in offers) >= 150
    assert sum(one["transition_codes"] != "" for one in offers) >= 100
    assert sum("|" in one["service_area_ags"] for one in offers) >= 20
    assert any(one["name"].startswith("+") for one in offers)
    assert any("<b>" in one["description"] and "&" in one["description"] for one in offers)
    assert any("<Miteinander> & Co." in one["name"] for one in rows("institution"))


def test_points_lie_in_the_stated_municipality() -> None:
    located = [one for one in rows("offer") if one["latitude"]]
    placed = [one for one in rows("offer") if one["ags"] or one["latitude"]]
    assert 0.80 <= len(located) / len(placed) <= 0.90
    for one in located:
        point = Point(float(one["longitude"]), float(one["latitude"]))
        inside = regional().index[regional().contains(point)]
        assert len(inside) == 1
        assert one["ags"] in {"", inside[0]}
    # a few leave it to the import to find the municipality
    assert 1 <= sum(one["ags"] == "" for one in located) <= 10


def test_density_follows_children_but_neglects_places_and_phases() -> None:
    children = {
        one["ags"]: sum(int(one[c]) for c in ("kinder_unter_16", "alter_16_18"))
        for one in read(ROOT / "data" / "context" / "gemeinden.csv")
        if one["ags"] in regional().index
    }
    density = {ags: len(served()[ags]) / children[ags] for ags in children}
    middle = sorted(density.values())[10]
    assert sum(value < middle / 2 for value in density.values()) >= 2
    assert max(children, key=children.__getitem__) == max(served(), key=lambda a: len(served()[a]))
    empty = {(a, p) for a in children for p in PHASES if not any(meets(o, p) for o in served()[a])}
    assert 5 <= len(empty) <= 15
    decided = {(one["ags"], one["life_phase_code"]) for one in rows("gap_decision")}
    assert decided < empty


def test_a_municipality_reports_nothing_in_one_field() -> None:
    missing = {
        (ags, field)
        for ags in regional().index
        for field in ("materiell", "sozial", "kulturell", "gesundheitlich")
        if not any(field in one["field_codes"].split("|") for one in served()[ags])
    }
    assert ("03241013", "kulturell") in missing
    assert len(missing) <= 3


def test_one_cell_was_not_confirmed_for_24_months() -> None:
    cell = [one for one in served()["03241004"] if is_active(one) and meets(one, "10-16")]
    assert cell
    assert all(one["last_confirmed_on"] < "2019-06-30" for one in cell)


# --- cooperation ---------------------------------------------------------------------------------
def test_ratings_use_all_levels_and_leave_criteria_open() -> None:
    assert {int(one["level"]) for one in rows("cooperation_rating")} == set(range(6))
    for criterion in ("knowledge_level", "bindingness_level", "regularity_level"):
        missing = sum(one[criterion] == "" for one in rows("cooperation_rating"))
        assert 50 <= missing <= 400


@pytest.mark.parametrize("wave", ["2018", "2020"])
def test_asymmetry_and_one_sided_ratings(wave: str) -> None:
    rated = levels(wave)
    both = [(a, b) for a, b in rated if a < b and (b, a) in rated]
    assert sum(abs(rated[a, b] - rated[b, a]) >= 2 for a, b in both) >= 10
    assert len(rated) - 2 * len(both) >= 50
    assert len(both) >= 100


def test_second_wave_is_better_on_average_but_not_everywhere() -> None:
    first, second = levels("2018"), levels("2020")
    change = [second[pair] - first[pair] for pair in first.keys() & second.keys()]
    assert len(change) >= 200
    assert sum(change) / len(change) > 0.2
    assert sum(step < 0 for step in change) / len(change) > 0.1


def test_close_and_distant_types() -> None:
    kinds = {one["key"]: one["type_code"] for one in rows("institution")}

    def mean(one: set[str], other: set[str]) -> float:
        values = [
            level
            for wave in ("2018", "2020")
            for (a, b), level in levels(wave).items()
            if (kinds[a] in one and kinds[b] in other) or (kinds[b] in one and kinds[a] in other)
        ]
        return sum(values) / len(values)

    schools = {"grundschule", "weiterfuehrende-schule"}
    assert mean({"jugendamt"}, {"beratungsstelle"}) > mean(schools, {"gesundheitsdienst"}) + 1.5


def test_some_aggregates_must_be_withheld() -> None:
    of = {one["key"]: one for one in rows("institution")}
    by_place: dict[str, set[str]] = defaultdict(set)
    by_types: dict[tuple[str, str], set[str]] = defaultdict(set)
    for a, b in levels("2020"):
        by_place[of[a]["ags"]].add(a)
        by_types[of[a]["type_code"], of[b]["type_code"]].add(a)
    assert any(len(raters) < 3 for raters in by_place.values())
    assert any(len(raters) >= 3 for raters in by_place.values())
    assert sum(len(raters) < 3 for raters in by_types.values()) >= 10
    assert sum(len(raters) >= 3 for raters in by_types.values()) >= 50


def test_agreed_levels_lie_between_the_two_ratings() -> None:
    for one in rows("cooperation_pair"):
        a, b = one["institution_a_key"], one["institution_b_key"]
        rated = levels(one["wave_code"])
        if one["agreed_level"]:
            low, high = sorted((rated[a, b], rated[b, a]))
            assert low <= int(one["agreed_level"]) <= high
        assert bool(one["next_step"]) == bool(one["next_step_owner"])


def test_agreements_are_valid_expiring_and_expired() -> None:
    ends = [one["valid_to"] for one in rows("agreement")]
    assert sum(end == "" for end in ends) >= 3
    assert sum(NEWEST < end < "2022" for end in ends) >= 3
    assert sum("" < end <= NEWEST for end in ends) >= 3


def test_some_talks_are_recorded_and_none_before_the_agreement() -> None:
    pairs = rows("cooperation_pair")
    talked = [one for one in pairs if one["talked_on"]]
    assert 0.5 < len(talked) / len(pairs) < 0.9
    assert all(one["talked_on"] >= one["agreed_on"] for one in talked)
    assert any(one["talked_on"] > one["agreed_on"] for one in talked)
    assert any(not one["agreed_on"] for one in talked)


def test_one_institution_merged_into_another_before_the_second_wave() -> None:
    (closed,) = (one for one in rows("institution") if one["closed_on"])
    known = {one["key"]: one for one in rows("institution")}
    assert closed["closed_on"] == "2020-01-01"
    assert not known[closed["successor_key"]]["closed_on"]
    assert {one["institution_key"] for one in rows("offer")}.isdisjoint({closed["key"]})
    first, second = levels("2018"), levels("2020")
    assert sum(closed["key"] in pair for pair in first) == 9
    assert not any(closed["key"] in pair for pair in second)
    # its successor was rated by some of the same institutions: their figures must not be mixed
    partners = {a for a, b in first if b == closed["key"]}
    assert any((one, closed["successor_key"]) in first for one in partners)


def test_reflection_questions_are_marked_and_cover_every_criterion() -> None:
    questions = rows("reflection_question")
    assert all(one["text_de"].endswith("? (Beispiel)") for one in questions)
    assert all(one["text_en"].endswith("? (sample)") for one in questions)
    assert Counter(one["criterion"] for one in questions) == {
        "": 4,
        "knowledge_level": 2,
        "bindingness_level": 2,
        "regularity_level": 2,
    }


# --- target system -------------------------------------------------------------------------------
def series(key: str) -> dict[int, float]:
    return {
        int(one["year"]): float(one["value"])
        for one in rows("observation")
        if one["indicator_key"] == key and one["ags"] == ""
    }


def weather(one: dict[str, str]) -> str:
    """Weather symbol in 2020, written independently of lib.domain (breaks are not looked at)."""
    values, sign = series(one["key"]), int(one["direction"])
    years = sorted(values)[-6:]
    if len(years) < 6 or years[-1] != 2020:
        return "not_judged"
    mean = sign * (values[2020] - values[years[0]]) / (2020 - years[0])
    last = sign * (values[2020] - values[years[-2]])
    if one["kind"] == "direction_only":
        table = {(True, True): "sun", (True, False): "light_cloud", (False, True): "cloud"}
        return table.get((mean > 0, last > 0), "thunderstorm")
    if int(one["target_year"] or 2020) < 2020:
        return "not_judged"
    return against_target(one, values, mean)


def against_target(one: dict[str, str], values: dict[int, float], mean: float) -> str:
    goal, end, sign = float(one["target_value"]), one["target_year"], int(one["direction"])
    missing = {year: sign * (goal - value) for year, value in values.items()}
    if end in {"", "2020"} or min(missing.values()) <= 0:
        met = {True: "sun", False: "light_cloud"}[mean >= 0]
        return met if missing[2020] <= 0 else {True: "cloud", False: "thunderstorm"}[mean > 0]
    missed_pct = 100 * (1 - (int(end) - 2020) * mean / missing[2020])
    symbol = "sun" if missed_pct < 5 else "light_cloud" if missed_pct <= 20 else "cloud"
    return symbol if mean > 0 else "thunderstorm"


def test_every_status_occurs_for_every_kind_together() -> None:
    broken = {one["indicator_key"] for one in rows("observation") if one["is_series_break"] == "ja"}
    statuses = Counter(weather(one) for one in rows("indicator") if one["key"] not in broken)
    assert set(statuses) == {"sun", "light_cloud", "cloud", "thunderstorm", "not_judged"}
    assert min(statuses.values()) >= 3
    assert len(broken) >= 2
    assert len({one["kind"] for one in rows("indicator")}) == 3


def test_series_have_gaps_late_starts_and_municipal_values() -> None:
    combined = {one["key"] for one in rows("indicator") if one["part_keys"]}
    every = {one["key"]: sorted(series(one["key"])) for one in rows("indicator")}
    assert {key for key, years in every.items() if not years} == combined
    every = {key: years for key, years in every.items() if years}
    assert {year for years in every.values() for year in years} == set(range(2006, 2021))
    assert sum(years[0] == 2006 for years in every.values()) >= 6
    assert sum(years[0] > 2014 for years in every.values()) >= 3
    assert sum(len(years) < years[-1] - years[0] + 1 for years in every.values()) >= 3
    municipal = {one["indicator_key"] for one in rows("observation") if one["ags"]}
    assert len(municipal) >= 8


def test_goals_without_indicator_and_indicator_without_goal() -> None:
    named = {one["goal_key"] for one in rows("indicator")}
    operational = {one["key"] for one in rows("goal") if one["level"] == "3"}
    assert 3 <= len(operational - named) <= 8
    assert sum(one["goal_key"] == "" for one in rows("indicator")) == 1


def test_invented_figures_say_so() -> None:
    assert {one["source"] for one in rows("indicator")} == {"Beispieldaten (erfunden)"}
    assert all(one["name"].endswith("(Beispiel)") for one in rows("institution"))
    assert all(one["name"].endswith("(Beispiel)") for one in rows("network"))


def test_both_languages_are_there() -> None:
    for table, columns in {
        "goal": ("title_de", "title_en"),
        "measure": ("title_de", "title_en"),
        "indicator": ("name_de", "name_en", "definition_de", "definition_en"),
        "annotation": ("text_de", "text_en"),
        "milestone": ("title_de", "title_en"),
        "proposal": ("situation_de", "situation_en", "decision_de", "decision_en"),
        "proposal_option": ("title_de", "title_en", "text_de", "text_en"),
    }.items():
        for one in rows(table):
            texts = [one[column] for column in columns]
            assert all(texts)
            assert len(set(texts)) == len(texts)


def test_every_unit_but_the_percentage_has_an_english_word() -> None:
    units = {(one["unit"], one["unit_en"]) for one in rows("indicator")}
    assert ("%", "") in units
    words = units - {("%", "")}
    assert all(english and english != german for german, english in words)
    assert len(dict(words)) == len(words)  # one word, one translation


def test_indicators_agree_with_the_sample_they_describe() -> None:
    for year, share in series("kooperation-stufe-3").items():
        rated = list(levels(str(year)).values())
        assert share == round(100 * sum(level >= 3 for level in rated) / len(rated), 1)
    for year, mean in series("eltern-im-netzwerk").items():
        parents = [
            int(one["parents_count"])
            for one in rows("meeting")
            if one["held_on"].startswith(str(year)) and one["parents_count"]
        ]
        assert mean == round(sum(parents) / len(parents), 1)


def test_measures_have_every_status_and_fit_their_period() -> None:
    assert {one["status"] for one in rows("measure")} == {"planned", "running", "done", "stopped"}
    assert sum(one["offer_keys"] != "" for one in rows("measure")) >= 20
    for one in rows("measure"):
        if one["starts_on"] > NEWEST:
            assert one["status"] == "planned"
        if one["status"] in {"done", "stopped"}:
            assert one["ends_on"] <= NEWEST


def test_some_measures_are_late_and_many_lose_their_funding() -> None:
    at_work = [one for one in rows("measure") if one["status"] == "running"]
    assert sum(one["status"] == "planned" and one["starts_on"] <= NEWEST
               for one in rows("measure")) == 1  # fmt: skip
    assert sum(bool(one["ends_on"]) and one["ends_on"] < NEWEST for one in at_work) == 1
    funded = [one["funding_ends_on"] for one in at_work if one["funding_ends_on"]]
    assert sum(day < NEWEST for day in funded) == 2
    assert sum(NEWEST < day <= "2023-06-30" for day in funded) >= len(rows("measure")) / 3
    with_note = [one for one in rows("measure") if one["budget_note_de"]]
    assert len(rows("measure")) > len(with_note) > 30


def test_milestones_are_done_due_and_overdue() -> None:
    periods = {one["key"]: (one["starts_on"], one["ends_on"]) for one in rows("measure")}
    milestones = rows("milestone")
    assert len({one["measure_key"] for one in milestones}) == len(periods) - 3
    for one in milestones:
        starts_on, ends_on = periods[one["measure_key"]]
        assert starts_on <= one["due_on"]
        assert not ends_on or one["due_on"] <= ends_on
    assert sum(one["done_on"] != "" for one in milestones) >= 40
    assert 8 <= sum(not one["done_on"] and one["due_on"] < NEWEST for one in milestones) <= 15
    assert sum(one["due_on"] > NEWEST for one in milestones) >= 20


def test_earlier_values_fit_the_values_that_replaced_them() -> None:
    now = {(one["indicator_key"], one["ags"], one["year"]): one for one in rows("observation")}
    for one in rows("observation_revision"):
        newer = now[one["indicator_key"], one["ags"], one["year"]]
        assert one["published_on"] < one["replaced_on"] == newer["published_on"]
        assert float(one["value"]) != float(newer["value"])
    assert sum(one["ags"] != "" for one in rows("observation_revision")) == 8
    assert all(one["published_on"] for one in rows("observation"))


def test_every_kind_of_rule_has_an_indicator() -> None:
    indicators = {one["key"]: one for one in rows("indicator")}
    assert sum(bool(one["part_keys"]) for one in indicators.values()) == 1
    assert sum(bool(one["comparator_key"]) for one in indicators.values()) == 1
    assert sum(bool(one["target_value_to"]) for one in indicators.values()) == 1
    few = [key for key, one in indicators.items() if one["minimum_values"] == "4"]
    assert [len(series(key)) for key in few] == [4]
    several = Counter(one["indicator_key"] for one in rows("indicator_target"))
    assert len(several) >= 2
    breaks = [one for one in rows("observation") if one["is_series_break"] == "ja"]
    suspending = {one["indicator_key"] for one in breaks if one["suspends_judgement"] == "ja"}
    assert len(suspending) == 2
    assert len({one["indicator_key"] for one in breaks} - suspending) == 1
    assert sum("" < one["next_update_on"] < NEWEST for one in indicators.values()) == 3


def test_proposals_offer_options_for_a_goal() -> None:
    goals = {one["key"]: one["level"] for one in rows("goal")}
    options = Counter(one["proposal_key"] for one in rows("proposal_option"))
    assert {one["key"] for one in rows("proposal")} == set(options)
    assert set(options.values()) == {2, 3}
    assert all(goals[one["goal_key"]] == "3" for one in rows("proposal"))
    days = [one["decides_on"] for one in rows("proposal")]
    assert days.count("") == 1
    assert all(day > NEWEST for day in days if day)


# --- networks ------------------------------------------------------------------------------------
def test_networks_meet_as_described() -> None:
    own_youth_office = {"03241001", "03241003", "03241009", "03241010", "03241011"}
    assert not own_youth_office & {one["ags"] for one in rows("network")}
    assert all(8 <= int(one["rhythm_weeks"]) <= 13 for one in rows("steering_body"))
    meetings = [one for one in rows("meeting") if one["network_key"]]
    people = [int(one["participants_count"]) for one in meetings if one["participants_count"]]
    assert min(people) >= 30
    assert max(people) <= 150
    in_2018 = Counter(one["network_key"] for one in meetings if one["held_on"][:4] == "2018")
    assert len(in_2018) == 14
    assert set(in_2018.values()) <= {2, 3, 4}
    assert not [o for o in rows("meeting") if "2020-03-13" <= o["held_on"] <= "2020-09-06"]
    assert all(date.fromisoformat(one["held_on"]).weekday() < 5 for one in rows("meeting"))
