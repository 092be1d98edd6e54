"""target system: revisions, further targets, comparators, parts, milestones, proposals.

SQLite cannot add a named constraint to a table that exists, and copying the table would empty
the tables that refer to it; there the constraints come with the new column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REFERS = "fk_indicator_comparator_key"
_ANOTHER = ("ck_indicator_comparator_is_another", "comparator_key <> key")
_LEAST = ("ck_indicator_minimum_values_range", "minimum_values BETWEEN 4 AND 6")
_INTERVAL = (
    "ck_indicator_interval_order",
    "target_value_to IS NULL OR (target_value IS NOT NULL AND target_value_to > target_value)",
)
_BREAK = ("ck_observation_only_a_break_suspends", "NOT suspends_judgement OR is_series_break")

#: table, column, type on SQLite with its constraints, the same as SQLAlchemy type, what fills it
_FILLED = (
    ("measure", "budget_note_de", "TEXT", sa.Text(), "''", None),
    ("measure", "budget_note_en", "TEXT", sa.Text(), "''", None),
    ("measure", "funding_source", "VARCHAR(300)", sa.String(length=300), "''", None),
    ("indicator", "caveat_de", "TEXT", sa.Text(), "''", None),
    ("indicator", "caveat_en", "TEXT", sa.Text(), "''", None),
    ("indicator", "contact_role", "VARCHAR(300)", sa.String(length=300), "''", None),
    ("indicator", "minimum_values", "INTEGER", sa.Integer(), "6", _LEAST),
    ("observation", "suspends_judgement", "BOOLEAN", sa.Boolean(), "false", _BREAK),
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column, sqlite_type, sql_type, filling, check in _FILLED:
        if is_sqlite:
            rule = f" CONSTRAINT {check[0]} CHECK ({check[1]})" if check else ""
            value = {"false": "0"}.get(filling, filling)
            op.execute(
                f"ALTER TABLE {table} ADD COLUMN {column} {sqlite_type} "
                f"NOT NULL DEFAULT {value}{rule}"
            )
            continue
        new = sa.Column(column, sql_type, nullable=False, server_default=sa.text(filling))
        op.add_column(table, new)
        op.alter_column(table, column, server_default=None)
        if check:
            op.create_check_constraint(op.f(check[0]), table, check[1])
    if is_sqlite:
        op.execute(
            "ALTER TABLE indicator ADD COLUMN comparator_key VARCHAR(80) "
            f"CONSTRAINT {_REFERS} REFERENCES indicator (key) "
            f"CONSTRAINT {_ANOTHER[0]} CHECK ({_ANOTHER[1]})"
        )
        op.execute(
            "ALTER TABLE indicator ADD COLUMN target_value_to FLOAT "
            f"CONSTRAINT {_INTERVAL[0]} CHECK ({_INTERVAL[1]})"
        )
    else:
        op.add_column("indicator", sa.Column("comparator_key", sa.String(length=80)))
        op.create_foreign_key(_REFERS, "indicator", "indicator", ["comparator_key"], ["key"])
        op.create_check_constraint(op.f(_ANOTHER[0]), "indicator", _ANOTHER[1])
        op.add_column("indicator", sa.Column("target_value_to", sa.Float()))
        op.create_check_constraint(op.f(_INTERVAL[0]), "indicator", _INTERVAL[1])
    op.add_column("indicator", sa.Column("next_update_on", sa.Date(), nullable=True))
    op.add_column("measure", sa.Column("funding_ends_on", sa.Date(), nullable=True))
    op.add_column("observation", sa.Column("published_on", sa.Date(), nullable=True))
    _goals()
    _indicators()
    _revisions()
    _proposals()


def _goals() -> None:
    op.create_table(
        "goal_life_phase",
        sa.Column("goal_key", sa.String(length=80), nullable=False),
        sa.Column("life_phase_code", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_key"], ["goal.key"], name="fk_goal_life_phase_goal_key", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["life_phase_code"], ["life_phase.code"], name="fk_goal_life_phase_life_phase_code"
        ),
        sa.PrimaryKeyConstraint("goal_key", "life_phase_code", name="pk_goal_life_phase"),
    )
    op.create_table(
        "goal_cooperation",
        sa.Column("goal_key", sa.String(length=80), nullable=False),
        sa.Column("type_a_code", sa.String(length=80), nullable=False),
        sa.Column("type_b_code", sa.String(length=80), nullable=False),
        sa.Column("wanted_level", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "wanted_level BETWEEN 1 AND 5", name=op.f("ck_goal_cooperation_wanted_level_range")
        ),
        sa.ForeignKeyConstraint(["goal_key"], ["goal.key"], name="fk_goal_cooperation_goal_key"),
        sa.ForeignKeyConstraint(
            ["type_a_code"], ["institution_type.code"], name="fk_goal_cooperation_type_a_code"
        ),
        sa.ForeignKeyConstraint(
            ["type_b_code"], ["institution_type.code"], name="fk_goal_cooperation_type_b_code"
        ),
        sa.PrimaryKeyConstraint(
            "goal_key", "type_a_code", "type_b_code", name="pk_goal_cooperation"
        ),
    )
    op.create_table(
        "milestone",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("measure_key", sa.String(length=80), nullable=False),
        sa.Column("title_de", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["measure_key"], ["measure.key"], name="fk_milestone_measure_key"),
        sa.PrimaryKeyConstraint("key", name="pk_milestone"),
    )
    op.create_index("ix_milestone_measure_key", "milestone", ["measure_key"])


def _indicators() -> None:
    op.create_table(
        "indicator_part",
        sa.Column("indicator_key", sa.String(length=80), nullable=False),
        sa.Column("part_key", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "part_key <> indicator_key", name=op.f("ck_indicator_part_part_is_another")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_key"],
            ["indicator.key"],
            name="fk_indicator_part_indicator_key",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["part_key"], ["indicator.key"], name="fk_indicator_part_part_key"),
        sa.PrimaryKeyConstraint("indicator_key", "part_key", name="pk_indicator_part"),
    )
    op.create_table(
        "indicator_target",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("indicator_key", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("value_to", sa.Float(), nullable=True),
        sa.CheckConstraint(
            "year IS NULL OR year BETWEEN 1900 AND 2200",
            name=op.f("ck_indicator_target_year_range"),
        ),
        sa.CheckConstraint(
            "value_to IS NULL OR value_to > value", name=op.f("ck_indicator_target_interval_order")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_key"], ["indicator.key"], name="fk_indicator_target_indicator_key"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_target"),
    )
    _partial_index("uq_indicator_target_every_year", "indicator_target", "year", is_null=True)
    _partial_index(
        "uq_indicator_target_year", "indicator_target", "year", is_null=False, columns=("year",)
    )
    op.create_table(
        "annotation",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("indicator_key", sa.String(length=80), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text_de", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name="fk_annotation_ags"),
        sa.ForeignKeyConstraint(
            ["indicator_key"], ["indicator.key"], name="fk_annotation_indicator_key"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_annotation"),
    )
    op.create_index("ix_annotation_indicator_key", "annotation", ["indicator_key"])


def _revisions() -> None:
    op.create_table(
        "observation_revision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("indicator_key", sa.String(length=80), nullable=False),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("replaced_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("is_series_break", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("suspends_judgement", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "year BETWEEN 1900 AND 2200", name=op.f("ck_observation_revision_year_range")
        ),
        sa.CheckConstraint(_BREAK[1], name=op.f("ck_observation_revision_only_a_break_suspends")),
        sa.CheckConstraint(
            "published_on IS NULL OR replaced_on > published_on",
            name=op.f("ck_observation_revision_order"),
        ),
        sa.ForeignKeyConstraint(["ags"], ["municipality.ags"], name="fk_observation_revision_ags"),
        sa.ForeignKeyConstraint(
            ["indicator_key"], ["indicator.key"], name="fk_observation_revision_indicator_key"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_observation_revision"),
    )
    for name, is_null, columns in (
        ("region", True, ("year", "replaced_on")),
        ("municipality", False, ("ags", "year", "replaced_on")),
    ):
        _partial_index(
            f"uq_observation_revision_{name}",
            "observation_revision",
            "ags",
            is_null=is_null,
            columns=columns,
        )


def _partial_index(
    name: str, table: str, column: str, *, is_null: bool, columns: tuple[str, ...] = ()
) -> None:
    """Create a unique index from the indicator on, over the rows where `column` is (not) null."""
    where = sa.text(f"{column} IS {'' if is_null else 'NOT '}NULL")
    op.create_index(
        name,
        table,
        ["indicator_key", *columns],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("goal_key", sa.String(length=80), nullable=False),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("decides_on", sa.Date(), nullable=True),
        sa.Column("situation_de", sa.Text(), nullable=False),
        sa.Column("situation_en", sa.Text(), nullable=False),
        sa.Column("decision_de", sa.Text(), nullable=False),
        sa.Column("decision_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["goal_key"], ["goal.key"], name="fk_proposal_goal_key"),
        sa.PrimaryKeyConstraint("key", name="pk_proposal"),
    )
    op.create_table(
        "proposal_option",
        sa.Column("proposal_key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_de", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("text_de", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_key"], ["proposal.key"], name="fk_proposal_option_proposal_key"
        ),
        sa.PrimaryKeyConstraint("proposal_key", "position", name="pk_proposal_option"),
    )


def downgrade() -> None:
    for table in (
        "proposal_option", "proposal", "observation_revision", "annotation", "indicator_target",
        "indicator_part", "milestone", "goal_cooperation", "goal_life_phase",
    ):  # fmt: skip
        op.drop_table(table)
    # and with a column its constraints; a check over two columns goes with the second one
    for table, column in (
        ("observation", "published_on"),
        ("observation", "suspends_judgement"),
        ("indicator", "next_update_on"),
        ("indicator", "target_value_to"),
        ("indicator", "comparator_key"),
        ("indicator", "minimum_values"),
        ("indicator", "contact_role"),
        ("indicator", "caveat_en"),
        ("indicator", "caveat_de"),
        ("measure", "funding_ends_on"),
        ("measure", "funding_source"),
        ("measure", "budget_note_en"),
        ("measure", "budget_note_de"),
    ):
        op.drop_column(table, column)
