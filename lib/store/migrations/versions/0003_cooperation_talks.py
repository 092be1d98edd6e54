"""cooperation talks: mergers and closures of institutions, talks of pairs, reflection questions.

SQLite cannot add a named constraint to a table that exists, and copying the table would empty
the tables that refer to it; there the constraints come with the new column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REFERS = "fk_institution_successor_key"
_ANOTHER = "ck_institution_successor_is_another"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE institution ADD COLUMN successor_key VARCHAR(80) "
            f"CONSTRAINT {_REFERS} REFERENCES institution (key) "
            f"CONSTRAINT {_ANOTHER} CHECK (successor_key <> key)"
        )
    else:
        op.add_column("institution", sa.Column("successor_key", sa.String(length=80)))
        op.create_foreign_key(_REFERS, "institution", "institution", ["successor_key"], ["key"])
        op.create_check_constraint(op.f(_ANOTHER), "institution", "successor_key <> key")
    op.add_column("institution", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("cooperation_pair", sa.Column("talked_on", sa.Date(), nullable=True))
    op.create_table(
        "reflection_question",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=30), nullable=False),
        sa.Column("text_de", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "criterion IN ('', 'knowledge_level', 'bindingness_level', 'regularity_level')",
            name=op.f("ck_reflection_question_criterion_known"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reflection_question")),
    )


def downgrade() -> None:
    op.drop_table("reflection_question")
    op.drop_column("cooperation_pair", "talked_on")
    op.drop_column("institution", "closed_on")
    op.drop_column("institution", "successor_key")  # and with it its constraints
