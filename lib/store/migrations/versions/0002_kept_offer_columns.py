"""kept offer columns.

Creates the tables without contents: no stamp means that every figure is counted from the rows,
until the command line has kept them (`monitor migrate` does so after the migration).
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_column",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("district", sa.String(length=5), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", "district", name=op.f("pk_kept_column")),
    )
    if op.get_bind().dialect.name == "postgresql":
        # numbers compress badly: reading them uncompressed is faster
        op.execute("ALTER TABLE kept_column ALTER COLUMN content SET STORAGE EXTERNAL")
    op.create_table(
        "kept_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_kept_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_state")),
    )
    op.create_index("ix_offer_last_confirmed_on", "offer", ["last_confirmed_on"])
    op.create_index("ix_offer_valid_from", "offer", ["valid_from"])


def downgrade() -> None:
    op.drop_index("ix_offer_valid_from", table_name="offer")
    op.drop_index("ix_offer_last_confirmed_on", table_name="offer")
    op.drop_table("kept_state")
    op.drop_table("kept_column")
