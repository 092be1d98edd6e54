"""initial schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "context_indicator",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("unit_en", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("vintage", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_context_indicator")),
    )
    op.create_table(
        "field_of_action",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_field_of_action")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("table_name", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows_added", sa.Integer(), nullable=False),
        sa.Column("rows_updated", sa.Integer(), nullable=False),
        sa.Column("rows_unchanged", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "institution_type",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_institution_type")),
    )
    op.create_table(
        "municipality",
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("area_km2", sa.Float(), nullable=False),
        sa.CheckConstraint("area_km2 > 0", name=op.f("ck_municipality_area_positive")),
        sa.CheckConstraint("length(ags) = 8", name=op.f("ck_municipality_ags_length")),
        sa.PrimaryKeyConstraint("ags", name=op.f("pk_municipality")),
    )
    op.create_table(
        "offer_kind",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_offer_kind")),
    )
    op.create_table(
        "prevention_level",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_prevention_level")),
    )
    op.create_table(
        "provider_sector",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_provider_sector")),
    )
    op.create_table(
        "wave",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_wave_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_wave")),
    )
    op.create_table(
        "context_value",
        sa.Column("indicator_code", sa.String(length=80), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_context_value_ags")),
        sa.ForeignKeyConstraint(
            ["indicator_code"],
            ["context_indicator.code"],
            name=op.f("fk_context_value_indicator_code"),
        ),
        sa.PrimaryKeyConstraint("indicator_code", "ags", "year", name=op.f("pk_context_value")),
    )
    with op.batch_alter_table("context_value", schema=None) as batch_op:
        batch_op.create_index("ix_context_value_ags", ["ags"], unique=False)

    op.create_table(
        "goal",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("parent_key", sa.String(length=80), nullable=True),
        sa.Column("parent_level", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_de", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("responsible_body", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(level = 1 AND parent_key IS NULL AND parent_level IS NULL) OR (level > 1 AND parent_key IS NOT NULL AND parent_level = level - 1)",
            name=op.f("ck_goal_parent_one_level_up"),
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("ck_goal_level_range")),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_goal_ags")),
        sa.ForeignKeyConstraint(
            ["parent_key", "parent_level"], ["goal.key", "goal.level"], name="fk_goal_parent"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_goal")),
        sa.UniqueConstraint("key", "level", name="uq_goal_key_level"),
    )
    op.create_table(
        "institution",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("type_code", sa.String(length=80), nullable=False),
        sa.Column("sector_code", sa.String(length=80), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_institution_ags")),
        sa.ForeignKeyConstraint(
            ["sector_code"], ["provider_sector.code"], name=op.f("fk_institution_sector_code")
        ),
        sa.ForeignKeyConstraint(
            ["type_code"], ["institution_type.code"], name=op.f("fk_institution_type_code")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_institution")),
    )
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.create_index("ix_institution_ags", ["ags"], unique=False)

    op.create_table(
        "life_phase",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("age_from_years", sa.Integer(), nullable=False),
        sa.Column("age_to_years", sa.Integer(), nullable=False),
        sa.Column("children_indicator_code", sa.String(length=80), nullable=True),
        sa.CheckConstraint("age_to_years > age_from_years", name=op.f("ck_life_phase_age_order")),
        sa.ForeignKeyConstraint(
            ["children_indicator_code"],
            ["context_indicator.code"],
            name=op.f("fk_life_phase_children_indicator_code"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_life_phase")),
    )
    op.create_table(
        "network",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_network_ags")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_network")),
    )
    op.create_table(
        "agreement",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("institution_a_key", sa.String(length=80), nullable=False),
        sa.Column("institution_b_key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "institution_a_key < institution_b_key", name=op.f("ck_agreement_pair_order")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_agreement_validity_order")
        ),
        sa.ForeignKeyConstraint(
            ["institution_a_key"], ["institution.key"], name=op.f("fk_agreement_institution_a_key")
        ),
        sa.ForeignKeyConstraint(
            ["institution_b_key"], ["institution.key"], name=op.f("fk_agreement_institution_b_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agreement")),
    )
    op.create_table(
        "cooperation_pair",
        sa.Column("wave_code", sa.String(length=80), nullable=False),
        sa.Column("institution_a_key", sa.String(length=80), nullable=False),
        sa.Column("institution_b_key", sa.String(length=80), nullable=False),
        sa.Column("agreed_level", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_due_on", sa.Date(), nullable=True),
        sa.Column("next_step_owner", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "agreed_level BETWEEN 0 AND 5", name=op.f("ck_cooperation_pair_agreed_level_range")
        ),
        sa.CheckConstraint(
            "institution_a_key < institution_b_key", name=op.f("ck_cooperation_pair_pair_order")
        ),
        sa.ForeignKeyConstraint(
            ["institution_a_key"],
            ["institution.key"],
            name=op.f("fk_cooperation_pair_institution_a_key"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_b_key"],
            ["institution.key"],
            name=op.f("fk_cooperation_pair_institution_b_key"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_code"], ["wave.code"], name=op.f("fk_cooperation_pair_wave_code")
        ),
        sa.PrimaryKeyConstraint(
            "wave_code", "institution_a_key", "institution_b_key", name=op.f("pk_cooperation_pair")
        ),
    )
    op.create_table(
        "cooperation_rating",
        sa.Column("wave_code", sa.String(length=80), nullable=False),
        sa.Column("rater_key", sa.String(length=80), nullable=False),
        sa.Column("rated_key", sa.String(length=80), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("knowledge_level", sa.Integer(), nullable=True),
        sa.Column("bindingness_level", sa.Integer(), nullable=True),
        sa.Column("regularity_level", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "bindingness_level BETWEEN 0 AND 5",
            name=op.f("ck_cooperation_rating_bindingness_level_range"),
        ),
        sa.CheckConstraint(
            "knowledge_level BETWEEN 0 AND 5",
            name=op.f("ck_cooperation_rating_knowledge_level_range"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_cooperation_rating_level_range")),
        sa.CheckConstraint("rater_key <> rated_key", name=op.f("ck_cooperation_rating_not_itself")),
        sa.CheckConstraint(
            "regularity_level BETWEEN 0 AND 5",
            name=op.f("ck_cooperation_rating_regularity_level_range"),
        ),
        sa.ForeignKeyConstraint(
            ["rated_key"], ["institution.key"], name=op.f("fk_cooperation_rating_rated_key")
        ),
        sa.ForeignKeyConstraint(
            ["rater_key"], ["institution.key"], name=op.f("fk_cooperation_rating_rater_key")
        ),
        sa.ForeignKeyConstraint(
            ["wave_code"], ["wave.code"], name=op.f("fk_cooperation_rating_wave_code")
        ),
        sa.PrimaryKeyConstraint(
            "wave_code", "rater_key", "rated_key", name=op.f("pk_cooperation_rating")
        ),
    )
    with op.batch_alter_table("cooperation_rating", schema=None) as batch_op:
        batch_op.create_index("ix_cooperation_rating_rated_key", ["rated_key"], unique=False)
        batch_op.create_index("ix_cooperation_rating_rater_key", ["rater_key"], unique=False)

    op.create_table(
        "gap_decision",
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.Column("life_phase_code", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > decided_on", name=op.f("ck_gap_decision_validity_order")
        ),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_gap_decision_ags")),
        sa.ForeignKeyConstraint(
            ["life_phase_code"], ["life_phase.code"], name=op.f("fk_gap_decision_life_phase_code")
        ),
        sa.PrimaryKeyConstraint(
            "ags", "life_phase_code", "decided_on", name=op.f("pk_gap_decision")
        ),
    )
    op.create_table(
        "indicator",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("goal_key", sa.String(length=80), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_de", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("definition_de", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("unit_en", sa.String(length=80), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("direction", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("baseline_value", sa.Float(), nullable=True),
        sa.Column("target_value", sa.Float(), nullable=True),
        sa.Column("target_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("accountability", sa.String(length=20), nullable=False),
        sa.Column("impact_step", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "accountability IN ('population', 'performance')",
            name=op.f("ck_indicator_accountability_known"),
        ),
        sa.CheckConstraint(
            "kind <> 'hold_every_year' OR target_value IS NOT NULL",
            name=op.f("ck_indicator_hold_has_target"),
        ),
        sa.CheckConstraint(
            "kind <> 'reach_by_year' OR (target_value IS NOT NULL AND target_year IS NOT NULL)",
            name=op.f("ck_indicator_reach_has_target_and_year"),
        ),
        sa.CheckConstraint(
            "kind IN ('reach_by_year', 'hold_every_year', 'direction_only')",
            name=op.f("ck_indicator_kind_known"),
        ),
        sa.CheckConstraint(
            "(baseline_year IS NULL) = (baseline_value IS NULL)",
            name=op.f("ck_indicator_baseline_complete"),
        ),
        sa.CheckConstraint("decimals BETWEEN 0 AND 6", name=op.f("ck_indicator_decimals_range")),
        sa.CheckConstraint("direction IN (-1, 1)", name=op.f("ck_indicator_direction_known")),
        sa.CheckConstraint(
            "impact_step IS NULL OR impact_step BETWEEN 1 AND 7",
            name=op.f("ck_indicator_impact_step_range"),
        ),
        sa.ForeignKeyConstraint(["goal_key"], ["goal.key"], name=op.f("fk_indicator_goal_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_indicator")),
    )
    op.create_table(
        "institution_life_phase",
        sa.Column("institution_key", sa.String(length=80), nullable=False),
        sa.Column("life_phase_code", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_key"],
            ["institution.key"],
            name=op.f("fk_institution_life_phase_institution_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["life_phase_code"],
            ["life_phase.code"],
            name=op.f("fk_institution_life_phase_life_phase_code"),
        ),
        sa.PrimaryKeyConstraint(
            "institution_key", "life_phase_code", name=op.f("pk_institution_life_phase")
        ),
    )
    op.create_table(
        "measure",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("goal_key", sa.String(length=80), nullable=False),
        sa.Column("title_de", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("responsible_body", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status IN ('planned', 'running', 'done', 'stopped')",
            name=op.f("ck_measure_status_known"),
        ),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_measure_period_order"),
        ),
        sa.ForeignKeyConstraint(["goal_key"], ["goal.key"], name=op.f("fk_measure_goal_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_measure")),
    )
    op.create_table(
        "offer",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("institution_key", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("minimum_age_years", sa.Integer(), nullable=False),
        sa.Column("maximum_age_years", sa.Integer(), nullable=False),
        sa.Column("capacity_places", sa.Integer(), nullable=True),
        sa.Column("kind_code", sa.String(length=80), nullable=True),
        sa.Column("prevention_level_code", sa.String(length=80), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("last_confirmed_on", sa.Date(), nullable=True),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("is_region_wide", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'defunct', 'temporarily closed')",
            name=op.f("ck_offer_status_known"),
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_offer_coordinates_complete")
        ),
        sa.CheckConstraint(
            "NOT is_region_wide OR ags IS NULL", name=op.f("ck_offer_region_wide_has_no_place")
        ),
        sa.CheckConstraint(
            "capacity_places IS NULL OR capacity_places >= 0",
            name=op.f("ck_offer_capacity_positive"),
        ),
        sa.CheckConstraint(
            "latitude IS NULL OR (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
            name=op.f("ck_offer_coordinates_range"),
        ),
        sa.CheckConstraint(
            "minimum_age_years >= -1 AND maximum_age_years >= minimum_age_years",
            name=op.f("ck_offer_age_order"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_offer_validity_order")
        ),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_offer_ags")),
        sa.ForeignKeyConstraint(
            ["institution_key"], ["institution.key"], name=op.f("fk_offer_institution_key")
        ),
        sa.ForeignKeyConstraint(
            ["kind_code"], ["offer_kind.code"], name=op.f("fk_offer_kind_code")
        ),
        sa.ForeignKeyConstraint(
            ["prevention_level_code"],
            ["prevention_level.code"],
            name=op.f("fk_offer_prevention_level_code"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index("ix_offer_ags", ["ags"], unique=False)
        batch_op.create_index("ix_offer_institution_key", ["institution_key"], unique=False)

    op.create_table(
        "steering_body",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("network_key", sa.String(length=80), nullable=True),
        sa.Column("rhythm_weeks", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "rhythm_weeks IS NULL OR rhythm_weeks > 0",
            name=op.f("ck_steering_body_rhythm_positive"),
        ),
        sa.ForeignKeyConstraint(
            ["network_key"], ["network.key"], name=op.f("fk_steering_body_network_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_steering_body")),
    )
    op.create_table(
        "transition",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_de", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("from_phase_code", sa.String(length=80), nullable=False),
        sa.Column("to_phase_code", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_phase_code"], ["life_phase.code"], name=op.f("fk_transition_from_phase_code")
        ),
        sa.ForeignKeyConstraint(
            ["to_phase_code"], ["life_phase.code"], name=op.f("fk_transition_to_phase_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_transition")),
    )
    op.create_table(
        "measure_offer",
        sa.Column("measure_key", sa.String(length=80), nullable=False),
        sa.Column("offer_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_key"],
            ["measure.key"],
            name=op.f("fk_measure_offer_measure_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_key"], ["offer.key"], name=op.f("fk_measure_offer_offer_key")
        ),
        sa.PrimaryKeyConstraint("measure_key", "offer_key", name=op.f("pk_measure_offer")),
    )
    op.create_table(
        "meeting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("network_key", sa.String(length=80), nullable=True),
        sa.Column("steering_body_key", sa.String(length=80), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants_count", sa.Integer(), nullable=True),
        sa.Column("parents_count", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(network_key IS NULL) <> (steering_body_key IS NULL)", name=op.f("ck_meeting_one_host")
        ),
        sa.CheckConstraint(
            "parents_count IS NULL OR (participants_count IS NOT NULL AND parents_count BETWEEN 0 AND participants_count)",
            name=op.f("ck_meeting_parents_within_participants"),
        ),
        sa.CheckConstraint(
            "participants_count IS NULL OR participants_count >= 0",
            name=op.f("ck_meeting_participants_positive"),
        ),
        sa.ForeignKeyConstraint(
            ["network_key"], ["network.key"], name=op.f("fk_meeting_network_key")
        ),
        sa.ForeignKeyConstraint(
            ["steering_body_key"], ["steering_body.key"], name=op.f("fk_meeting_steering_body_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meeting")),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("indicator_key", sa.String(length=80), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("is_series_break", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1900 AND 2200", name=op.f("ck_observation_year_range")),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name=op.f("fk_observation_ags")),
        sa.ForeignKeyConstraint(
            ["indicator_key"], ["indicator.key"], name=op.f("fk_observation_indicator_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(
            "uq_observation_municipality",
            ["indicator_key", "ags", "year"],
            unique=True,
            sqlite_where=sa.text("ags IS NOT NULL"),
            postgresql_where=sa.text("ags IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_observation_region",
            ["indicator_key", "year"],
            unique=True,
            sqlite_where=sa.text("ags IS NULL"),
            postgresql_where=sa.text("ags IS NULL"),
        )

    op.create_table(
        "offer_field",
        sa.Column("offer_key", sa.String(length=80), nullable=False),
        sa.Column("field_code", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_code"], ["field_of_action.code"], name=op.f("fk_offer_field_field_code")
        ),
        sa.ForeignKeyConstraint(
            ["offer_key"], ["offer.key"], name=op.f("fk_offer_field_offer_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_key", "field_code", name=op.f("pk_offer_field")),
    )
    with op.batch_alter_table("offer_field", schema=None) as batch_op:
        batch_op.create_index("ix_offer_field_field_code", ["field_code"], unique=False)

    op.create_table(
        "offer_service_area",
        sa.Column("offer_key", sa.String(length=80), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["ags"], ["municipality.ags"], name=op.f("fk_offer_service_area_ags")
        ),
        sa.ForeignKeyConstraint(
            ["offer_key"],
            ["offer.key"],
            name=op.f("fk_offer_service_area_offer_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("offer_key", "ags", name=op.f("pk_offer_service_area")),
    )
    with op.batch_alter_table("offer_service_area", schema=None) as batch_op:
        batch_op.create_index("ix_offer_service_area_ags", ["ags"], unique=False)

    op.create_table(
        "offer_transition",
        sa.Column("offer_key", sa.String(length=80), nullable=False),
        sa.Column("transition_code", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_key"],
            ["offer.key"],
            name=op.f("fk_offer_transition_offer_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["transition_code"],
            ["transition.code"],
            name=op.f("fk_offer_transition_transition_code"),
        ),
        sa.PrimaryKeyConstraint("offer_key", "transition_code", name=op.f("pk_offer_transition")),
    )


def downgrade() -> None:
    op.drop_table("offer_transition")
    with op.batch_alter_table("offer_service_area", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_service_area_ags")

    op.drop_table("offer_service_area")
    with op.batch_alter_table("offer_field", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_field_field_code")

    op.drop_table("offer_field")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_observation_region",
            sqlite_where=sa.text("ags IS NULL"),
            postgresql_where=sa.text("ags IS NULL"),
        )
        batch_op.drop_index(
            "uq_observation_municipality",
            sqlite_where=sa.text("ags IS NOT NULL"),
            postgresql_where=sa.text("ags IS NOT NULL"),
        )

    op.drop_table("observation")
    op.drop_table("meeting")
    op.drop_table("measure_offer")
    op.drop_table("transition")
    op.drop_table("steering_body")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_institution_key")
        batch_op.drop_index("ix_offer_ags")

    op.drop_table("offer")
    op.drop_table("measure")
    op.drop_table("institution_life_phase")
    op.drop_table("indicator")
    op.drop_table("gap_decision")
    with op.batch_alter_table("cooperation_rating", schema=None) as batch_op:
        batch_op.drop_index("ix_cooperation_rating_rater_key")
        batch_op.drop_index("ix_cooperation_rating_rated_key")

    op.drop_table("cooperation_rating")
    op.drop_table("cooperation_pair")
    op.drop_table("agreement")
    op.drop_table("network")
    op.drop_table("life_phase")
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.drop_index("ix_institution_ags")

    op.drop_table("institution")
    op.drop_table("goal")
    with op.batch_alter_table("context_value", schema=None) as batch_op:
        batch_op.drop_index("ix_context_value_ags")

    op.drop_table("context_value")
    op.drop_table("wave")
    op.drop_table("provider_sector")
    op.drop_table("prevention_level")
    op.drop_table("offer_kind")
    op.drop_table("municipality")
    op.drop_table("institution_type")
    op.drop_table("import_batch")
    op.drop_table("field_of_action")
    op.drop_table("context_indicator")
