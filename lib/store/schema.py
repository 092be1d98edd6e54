"""Schema of the shared database (SQLAlchemy Core, SQLite and PostgreSQL alike).

Bad states are made impossible here: foreign keys, checks and unique keys, not conventions.
Text keys (`code`, `key`) are the operator's own, so a row in a file names the row it means.
Ages are completed years; -1 means "from pregnancy on". Offers follow Open Referral HSDS 3.0
where they can (status, minimum/maximum age, assured date, latitude, longitude, service area).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from lib.domain.vocabulary import (
    LEVEL_MAX,
    LEVEL_MIN,
    PREGNANCY_AGE_YEARS,
    Accountability,
    IndicatorKind,
    MeasureStatus,
    OfferStatus,
    ReflectionTopic,
)

if TYPE_CHECKING:
    from enum import StrEnum

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

KEY = String(80)
AGS = String(8)


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    allowed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _level(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {LEVEL_MIN} AND {LEVEL_MAX}", name=f"{column}_range")


def _code_list(name: str, *extra: Column[int] | Column[str]) -> Table:
    """Create an editable code list: labels in both languages and an order."""
    return Table(
        name,
        metadata,
        Column("code", KEY, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("label_de", String(200), nullable=False),
        Column("label_en", String(200), nullable=False),
        *extra,
    )


# --- places and context ------------------------------------------------------------------------
municipality: Final = Table(
    "municipality",
    metadata,
    Column("ags", AGS, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("area_km2", Float, nullable=False),
    CheckConstraint("length(ags) = 8", name="ags_length"),
    CheckConstraint("area_km2 > 0", name="area_positive"),
)
context_indicator: Final = _code_list(
    "context_indicator",
    Column("unit", String(80), nullable=False),
    Column("unit_en", String(80), nullable=False, default=""),
    Column("source", Text, nullable=False),
    Column("licence", String(200), nullable=False),
    Column("vintage", String(80), nullable=False),
)
context_value: Final = Table(
    "context_value",
    metadata,
    Column("indicator_code", KEY, ForeignKey("context_indicator.code"), primary_key=True),
    Column("ags", AGS, ForeignKey("municipality.ags"), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Float, nullable=False),
    Index("ix_context_value_ags", "ags"),
)

# --- code lists --------------------------------------------------------------------------------
life_phase: Final = _code_list(
    "life_phase",
    Column("age_from_years", Integer, nullable=False),
    Column("age_to_years", Integer, nullable=False),  # exclusive: 0-3 means ages 0, 1, 2
    # whom a density is related to (a census age group)
    Column("children_indicator_code", KEY, ForeignKey("context_indicator.code"), nullable=True),
)
life_phase.append_constraint(CheckConstraint("age_to_years > age_from_years", name="age_order"))
transition: Final = _code_list(
    "transition",
    Column("from_phase_code", KEY, ForeignKey("life_phase.code"), nullable=False),
    Column("to_phase_code", KEY, ForeignKey("life_phase.code"), nullable=False),
)
field_of_action: Final = _code_list("field_of_action")
offer_kind: Final = _code_list("offer_kind")
prevention_level: Final = _code_list("prevention_level")
provider_sector: Final = _code_list("provider_sector")
institution_type: Final = _code_list("institution_type")

# --- institutions and offers -------------------------------------------------------------------
institution: Final = Table(
    "institution",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("type_code", KEY, ForeignKey("institution_type.code"), nullable=False),
    Column("sector_code", KEY, ForeignKey("provider_sector.code"), nullable=False),
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),  # null: whole Region
    Column(  # after a merger
        "successor_key",
        KEY,
        ForeignKey("institution.key", name="fk_institution_successor_key"),
        nullable=True,
    ),
    Column("closed_on", Date, nullable=True),  # first day on which it no longer exists
    CheckConstraint("successor_key <> key", name="successor_is_another"),
    Index("ix_institution_ags", "ags"),
)
institution_life_phase: Final = Table(
    "institution_life_phase",
    metadata,
    Column(
        "institution_key",
        KEY,
        ForeignKey("institution.key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("life_phase_code", KEY, ForeignKey("life_phase.code"), primary_key=True),
)
offer: Final = Table(
    "offer",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("institution_key", KEY, ForeignKey("institution.key"), nullable=False),
    Column("status", String(30), nullable=False),
    Column("minimum_age_years", Integer, nullable=False),
    Column("maximum_age_years", Integer, nullable=False),  # inclusive, completed years
    Column("capacity_places", Integer, nullable=True),
    Column("kind_code", KEY, ForeignKey("offer_kind.code"), nullable=True),
    Column("prevention_level_code", KEY, ForeignKey("prevention_level.code"), nullable=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),  # exclusive
    Column("last_confirmed_on", Date, nullable=True),  # HSDS assured_date
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),  # where it takes place
    Column("latitude", Float, nullable=True),
    Column("longitude", Float, nullable=True),
    # region-wide without a place: counted separately, never spread silently
    Column("is_region_wide", Boolean, nullable=False, default=False),
    _one_of("status", OfferStatus),
    CheckConstraint(
        f"minimum_age_years >= {PREGNANCY_AGE_YEARS} AND maximum_age_years >= minimum_age_years",
        name="age_order",
    ),
    CheckConstraint("capacity_places IS NULL OR capacity_places >= 0", name="capacity_positive"),
    CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity_order"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="coordinates_complete"),
    CheckConstraint(
        "latitude IS NULL OR (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
        name="coordinates_range",
    ),
    CheckConstraint("NOT is_region_wide OR ags IS NULL", name="region_wide_has_no_place"),
    Index("ix_offer_ags", "ags"),
    Index("ix_offer_institution_key", "institution_key"),
    # the newest and the oldest day of the data are asked at every start of a session
    Index("ix_offer_last_confirmed_on", "last_confirmed_on"),
    Index("ix_offer_valid_from", "valid_from"),
)
offer_field: Final = Table(
    "offer_field",
    metadata,
    Column("offer_key", KEY, ForeignKey("offer.key", ondelete="CASCADE"), primary_key=True),
    Column("field_code", KEY, ForeignKey("field_of_action.code"), primary_key=True),
    Index("ix_offer_field_field_code", "field_code"),
)
offer_service_area: Final = Table(
    "offer_service_area",
    metadata,
    Column("offer_key", KEY, ForeignKey("offer.key", ondelete="CASCADE"), primary_key=True),
    Column("ags", AGS, ForeignKey("municipality.ags"), primary_key=True),
    Index("ix_offer_service_area_ags", "ags"),
)
offer_transition: Final = Table(
    "offer_transition",
    metadata,
    Column("offer_key", KEY, ForeignKey("offer.key", ondelete="CASCADE"), primary_key=True),
    Column("transition_code", KEY, ForeignKey("transition.code"), primary_key=True),
)
gap_decision: Final = Table(
    "gap_decision",
    metadata,
    Column("ags", AGS, ForeignKey("municipality.ags"), primary_key=True),
    Column("life_phase_code", KEY, ForeignKey("life_phase.code"), primary_key=True),
    Column("decided_on", Date, primary_key=True),
    Column("valid_to", Date, nullable=True),
    Column("body", String(300), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("valid_to IS NULL OR valid_to > decided_on", name="validity_order"),
)

# --- cooperation -------------------------------------------------------------------------------
wave: Final = Table(
    "wave",
    metadata,
    Column("code", KEY, primary_key=True),
    Column("label_de", String(200), nullable=False),
    Column("label_en", String(200), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    CheckConstraint("ends_on >= starts_on", name="order"),
)
cooperation_rating: Final = Table(
    "cooperation_rating",
    metadata,
    Column("wave_code", KEY, ForeignKey("wave.code"), primary_key=True),
    Column("rater_key", KEY, ForeignKey("institution.key"), primary_key=True),
    Column("rated_key", KEY, ForeignKey("institution.key"), primary_key=True),
    Column("rated_on", Date, nullable=False),
    Column("level", Integer, nullable=False),
    Column("knowledge_level", Integer, nullable=True),
    Column("bindingness_level", Integer, nullable=True),
    Column("regularity_level", Integer, nullable=True),
    _level("level"),
    _level("knowledge_level"),
    _level("bindingness_level"),
    _level("regularity_level"),
    CheckConstraint("rater_key <> rated_key", name="not_itself"),
    Index("ix_cooperation_rating_rated_key", "rated_key"),
    Index("ix_cooperation_rating_rater_key", "rater_key"),
)
cooperation_pair: Final = Table(
    "cooperation_pair",
    metadata,
    Column("wave_code", KEY, ForeignKey("wave.code"), primary_key=True),
    Column("institution_a_key", KEY, ForeignKey("institution.key"), primary_key=True),
    Column("institution_b_key", KEY, ForeignKey("institution.key"), primary_key=True),
    Column("agreed_level", Integer, nullable=True),
    Column("agreed_on", Date, nullable=True),
    Column("talked_on", Date, nullable=True),  # day both last talked with each other
    Column("next_step", Text, nullable=False, default=""),
    Column("next_step_due_on", Date, nullable=True),
    Column("next_step_owner", String(300), nullable=False, default=""),  # a role, not a person
    _level("agreed_level"),
    CheckConstraint("institution_a_key < institution_b_key", name="pair_order"),
)
agreement: Final = Table(
    "agreement",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("institution_a_key", KEY, ForeignKey("institution.key"), nullable=False),
    Column("institution_b_key", KEY, ForeignKey("institution.key"), nullable=False),
    Column("title", String(300), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),
    CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity_order"),
    CheckConstraint("institution_a_key < institution_b_key", name="pair_order"),
)
reflection_question: Final = Table(
    "reflection_question",
    metadata,
    Column("code", KEY, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("criterion", String(30), nullable=False, default=""),  # empty: the cooperation as such
    Column("text_de", Text, nullable=False),
    Column("text_en", Text, nullable=False, default=""),
    _one_of("criterion", ReflectionTopic),
)

# --- target system -----------------------------------------------------------------------------
goal: Final = Table(
    "goal",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("level", Integer, nullable=False),
    Column("parent_key", KEY, nullable=True),
    Column("parent_level", Integer, nullable=True),
    Column("position", Integer, nullable=False),
    Column("title_de", Text, nullable=False),
    Column("title_en", Text, nullable=False, default=""),
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),  # null: the Region
    Column("responsible_body", String(300), nullable=False, default=""),
    UniqueConstraint("key", "level", name="uq_goal_key_level"),
    # a parent is exactly one level up: a goal can be neither its own ancestor nor skip a level
    ForeignKeyConstraint(
        ["parent_key", "parent_level"], ["goal.key", "goal.level"], name="fk_goal_parent"
    ),
    CheckConstraint("level BETWEEN 1 AND 3", name="level_range"),
    CheckConstraint(
        "(level = 1 AND parent_key IS NULL AND parent_level IS NULL) OR "
        "(level > 1 AND parent_key IS NOT NULL AND parent_level = level - 1)",
        name="parent_one_level_up",
    ),
)
goal_life_phase: Final = Table(
    "goal_life_phase",
    metadata,
    Column("goal_key", KEY, ForeignKey("goal.key", ondelete="CASCADE"), primary_key=True),
    Column("life_phase_code", KEY, ForeignKey("life_phase.code"), primary_key=True),
)
# Which types of institutions a goal needs to work together; the import orders the two by code
# (no check: databases differ in how they order text).
goal_cooperation: Final = Table(
    "goal_cooperation",
    metadata,
    Column("goal_key", KEY, ForeignKey("goal.key"), primary_key=True),
    Column("type_a_code", KEY, ForeignKey("institution_type.code"), primary_key=True),
    Column("type_b_code", KEY, ForeignKey("institution_type.code"), primary_key=True),
    Column("wanted_level", Integer, nullable=False),
    CheckConstraint(f"wanted_level BETWEEN 1 AND {LEVEL_MAX}", name="wanted_level_range"),
)
measure: Final = Table(
    "measure",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("goal_key", KEY, ForeignKey("goal.key"), nullable=False),
    Column("title_de", Text, nullable=False),
    Column("title_en", Text, nullable=False, default=""),
    Column("responsible_body", String(300), nullable=False, default=""),
    Column("status", String(20), nullable=False),
    Column("starts_on", Date, nullable=True),
    Column("ends_on", Date, nullable=True),
    Column("budget_note_de", Text, nullable=False, default=""),
    Column("budget_note_en", Text, nullable=False, default=""),
    Column("funding_source", String(300), nullable=False, default=""),
    Column("funding_ends_on", Date, nullable=True),  # last day that is funded
    _one_of("status", MeasureStatus),
    CheckConstraint(
        "starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on", name="period_order"
    ),
)
measure_offer: Final = Table(
    "measure_offer",
    metadata,
    Column("measure_key", KEY, ForeignKey("measure.key", ondelete="CASCADE"), primary_key=True),
    Column("offer_key", KEY, ForeignKey("offer.key"), primary_key=True),
)
milestone: Final = Table(
    "milestone",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("measure_key", KEY, ForeignKey("measure.key"), nullable=False),
    Column("title_de", Text, nullable=False),
    Column("title_en", Text, nullable=False, default=""),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date, nullable=True),
    Index("ix_milestone_measure_key", "measure_key"),
)
indicator: Final = Table(
    "indicator",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("goal_key", KEY, ForeignKey("goal.key"), nullable=True),
    Column("position", Integer, nullable=False),
    Column("name_de", Text, nullable=False),
    Column("name_en", Text, nullable=False, default=""),
    Column("definition_de", Text, nullable=False, default=""),
    Column("definition_en", Text, nullable=False, default=""),
    Column("unit", String(80), nullable=False),
    Column("unit_en", String(80), nullable=False, default=""),
    Column("decimals", Integer, nullable=False, default=1),
    Column("direction", Integer, nullable=False),  # +1 higher is better, -1 lower is better
    Column("kind", String(30), nullable=False),
    Column("baseline_year", Integer, nullable=True),
    Column("baseline_value", Float, nullable=True),
    Column("target_value", Float, nullable=True),
    Column("target_year", Integer, nullable=True),
    Column("source", Text, nullable=False),
    Column("accountability", String(20), nullable=False),
    Column("impact_step", Integer, nullable=True),  # Wirkungstreppe (PHINEO) 1-7
    Column("caveat_de", Text, nullable=False, default=""),
    Column("caveat_en", Text, nullable=False, default=""),
    Column("contact_role", String(300), nullable=False, default=""),  # a role, not a person
    Column("next_update_on", Date, nullable=True),
    # the distance (value - comparator) is judged
    Column(
        "comparator_key",
        KEY,
        ForeignKey("indicator.key", name="fk_indicator_comparator_key"),
        nullable=True,
    ),
    # fewer than six is the method's "exceptional case", which the operator allows
    Column("minimum_values", Integer, nullable=False, default=6),
    Column("target_value_to", Float, nullable=True),  # target_value to this: an interval
    _one_of("kind", IndicatorKind),
    _one_of("accountability", Accountability),
    CheckConstraint("direction IN (-1, 1)", name="direction_known"),
    CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals_range"),
    CheckConstraint("impact_step IS NULL OR impact_step BETWEEN 1 AND 7", name="impact_step_range"),
    CheckConstraint("(baseline_year IS NULL) = (baseline_value IS NULL)", name="baseline_complete"),
    CheckConstraint(
        "kind <> 'reach_by_year' OR (target_value IS NOT NULL AND target_year IS NOT NULL)",
        name="reach_has_target_and_year",
    ),
    CheckConstraint(
        "kind <> 'hold_every_year' OR target_value IS NOT NULL", name="hold_has_target"
    ),
    CheckConstraint("comparator_key <> key", name="comparator_is_another"),
    CheckConstraint("minimum_values BETWEEN 4 AND 6", name="minimum_values_range"),
    CheckConstraint(
        "target_value_to IS NULL OR (target_value IS NOT NULL AND target_value_to > target_value)",
        name="interval_order",
    ),
)
indicator_part: Final = Table(  # a combined indicator: its status is the worst of its parts'
    "indicator_part",
    metadata,
    Column("indicator_key", KEY, ForeignKey("indicator.key", ondelete="CASCADE"), primary_key=True),
    Column("part_key", KEY, ForeignKey("indicator.key"), primary_key=True),
    CheckConstraint("part_key <> indicator_key", name="part_is_another"),
)
indicator_target: Final = Table(  # further targets beside the main one
    "indicator_target",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("indicator_key", KEY, ForeignKey("indicator.key"), nullable=False),
    Column("year", Integer, nullable=True),  # null: every year
    Column("value", Float, nullable=False),
    Column("value_to", Float, nullable=True),  # value to this: an interval
    CheckConstraint("year IS NULL OR year BETWEEN 1900 AND 2200", name="year_range"),
    CheckConstraint("value_to IS NULL OR value_to > value", name="interval_order"),
)
Index(
    "uq_indicator_target_every_year",
    indicator_target.c.indicator_key,
    unique=True,
    sqlite_where=indicator_target.c.year.is_(None),
    postgresql_where=indicator_target.c.year.is_(None),
)
Index(
    "uq_indicator_target_year",
    indicator_target.c.indicator_key,
    indicator_target.c.year,
    unique=True,
    sqlite_where=indicator_target.c.year.is_not(None),
    postgresql_where=indicator_target.c.year.is_not(None),
)
annotation: Final = Table(  # events that explain a series
    "annotation",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("indicator_key", KEY, ForeignKey("indicator.key"), nullable=False),
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),  # null: the Region
    Column("happened_on", Date, nullable=False),
    Column("text_de", Text, nullable=False),
    Column("text_en", Text, nullable=False, default=""),
    Index("ix_annotation_indicator_key", "indicator_key"),
)
observation: Final = Table(
    "observation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("indicator_key", KEY, ForeignKey("indicator.key"), nullable=False),
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),  # null: the Region
    Column("year", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("is_series_break", Boolean, nullable=False, default=False),
    Column("note", Text, nullable=False, default=""),
    # only such a break suspends the judgement; any other is drawn
    Column("suspends_judgement", Boolean, nullable=False, default=False),
    Column("published_on", Date, nullable=True),  # null: known at all times
    CheckConstraint("year BETWEEN 1900 AND 2200", name="year_range"),
    CheckConstraint("NOT suspends_judgement OR is_series_break", name="only_a_break_suspends"),
)
# NULLs never collide in a unique key, so the Region's values need an index of their own.
Index(
    "uq_observation_region",
    observation.c.indicator_key,
    observation.c.year,
    unique=True,
    sqlite_where=observation.c.ags.is_(None),
    postgresql_where=observation.c.ags.is_(None),
)
Index(
    "uq_observation_municipality",
    observation.c.indicator_key,
    observation.c.ags,
    observation.c.year,
    unique=True,
    sqlite_where=observation.c.ags.is_not(None),
    postgresql_where=observation.c.ags.is_not(None),
)
observation_revision: Final = Table(  # what a value was before a newer one took its place
    "observation_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("indicator_key", KEY, ForeignKey("indicator.key"), nullable=False),
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),  # null: the Region
    Column("year", Integer, nullable=False),
    Column("published_on", Date, nullable=True),
    Column("replaced_on", Date, nullable=False),  # first day on which another value stood
    Column("value", Float, nullable=False),
    Column("is_series_break", Boolean, nullable=False, default=False),
    Column("note", Text, nullable=False, default=""),
    Column("suspends_judgement", Boolean, nullable=False, default=False),
    CheckConstraint("year BETWEEN 1900 AND 2200", name="year_range"),
    CheckConstraint("published_on IS NULL OR replaced_on > published_on", name="order"),
    CheckConstraint("NOT suspends_judgement OR is_series_break", name="only_a_break_suspends"),
)
Index(
    "uq_observation_revision_region",
    observation_revision.c.indicator_key,
    observation_revision.c.year,
    observation_revision.c.replaced_on,
    unique=True,
    sqlite_where=observation_revision.c.ags.is_(None),
    postgresql_where=observation_revision.c.ags.is_(None),
)
Index(
    "uq_observation_revision_municipality",
    observation_revision.c.indicator_key,
    observation_revision.c.ags,
    observation_revision.c.year,
    observation_revision.c.replaced_on,
    unique=True,
    sqlite_where=observation_revision.c.ags.is_not(None),
    postgresql_where=observation_revision.c.ags.is_not(None),
)
proposal: Final = Table(  # a decision sheet for a committee
    "proposal",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("goal_key", KEY, ForeignKey("goal.key"), nullable=False),
    Column("body", String(300), nullable=False),
    Column("decides_on", Date, nullable=True),
    Column("situation_de", Text, nullable=False, default=""),
    Column("situation_en", Text, nullable=False, default=""),
    Column("decision_de", Text, nullable=False, default=""),
    Column("decision_en", Text, nullable=False, default=""),
)
proposal_option: Final = Table(
    "proposal_option",
    metadata,
    Column("proposal_key", KEY, ForeignKey("proposal.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("title_de", Text, nullable=False),
    Column("title_en", Text, nullable=False, default=""),
    Column("text_de", Text, nullable=False, default=""),
    Column("text_en", Text, nullable=False, default=""),
)

# --- networks ----------------------------------------------------------------------------------
network: Final = Table(
    "network",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("ags", AGS, ForeignKey("municipality.ags"), nullable=True),
    Column("founded_on", Date, nullable=True),
)
steering_body: Final = Table(
    "steering_body",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("network_key", KEY, ForeignKey("network.key"), nullable=True),
    Column("rhythm_weeks", Integer, nullable=True),
    CheckConstraint("rhythm_weeks IS NULL OR rhythm_weeks > 0", name="rhythm_positive"),
)
meeting: Final = Table(
    "meeting",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("network_key", KEY, ForeignKey("network.key"), nullable=True),
    Column("steering_body_key", KEY, ForeignKey("steering_body.key"), nullable=True),
    Column("held_on", Date, nullable=False),
    Column("participants_count", Integer, nullable=True),
    Column("parents_count", Integer, nullable=True),
    CheckConstraint("(network_key IS NULL) <> (steering_body_key IS NULL)", name="one_host"),
    CheckConstraint(
        "participants_count IS NULL OR participants_count >= 0", name="participants_positive"
    ),
    CheckConstraint(
        "parents_count IS NULL OR (participants_count IS NOT NULL "
        "AND parents_count BETWEEN 0 AND participants_count)",
        name="parents_within_participants",
    ),
)

# --- provenance --------------------------------------------------------------------------------
import_batch: Final = Table(
    "import_batch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file_name", String(300), nullable=False),
    Column("table_name", String(80), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("rows_added", Integer, nullable=False),
    Column("rows_updated", Integer, nullable=False),
    Column("rows_unchanged", Integer, nullable=False),
    Column("is_sample", Boolean, nullable=False),
)

# --- kept figures ------------------------------------------------------------------------------
# Derived from the offers at each import (lib/store/kept.py); nobody imports or edits them.
kept_column: Final = Table(
    "kept_column",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("district", String(5), primary_key=True),  # first digits of the AGS; "": no place
    Column("content", LargeBinary, nullable=False),
    info={"is_kept": True},
)
kept_state: Final = Table(
    "kept_state",
    metadata,
    Column("id", Integer, primary_key=True),
    # no foreign key: the newest import decides, and a stamp of another one counts for nothing
    Column("import_batch_id", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    info={"is_kept": True},
)
