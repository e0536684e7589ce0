"""Drafts of a division of places among a group."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "allocations",
        sa.Column("id", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("previous", CODE, nullable=True),
        sa.Column("revision", BIG, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("seed", BIG, nullable=False),
        sa.Column("weights_version", CODE, nullable=False),
        sa.Column("model_id", CODE, nullable=False),
        sa.Column("model_hash", CODE, nullable=False),
        sa.Column("program", CODE, nullable=False),
        sa.Column("per_employer", sa.Integer(), nullable=True),
        sa.Column("slots", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("output_hash", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["previous"], ["allocations.id"], name=op.f("fk_allocations_previous"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["weights_version"], ["weights.version"], name=op.f("fk_allocations_weights_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
    )
    op.create_index(op.f("ix_allocations_previous"), "allocations", ["previous"], unique=False)
    op.create_table(
        "allocation_lines",
        sa.Column("allocation_id", CODE, nullable=False),
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("slot_id", CODE, nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("decided_at", CODE, nullable=True),
        sa.Column("decided_by", CODE, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'confirmed', 'withdrawn', 'unplaced')", name=op.f("ck_allocation_lines_state")
        ),
        sa.CheckConstraint(
            "(slot_id IS NULL) = (state = 'unplaced')", name=op.f("ck_allocation_lines_place")
        ),
        sa.ForeignKeyConstraint(
            ["allocation_id"],
            ["allocations.id"],
            name=op.f("fk_allocation_lines_allocation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_allocation_lines_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("allocation_id", "participant_id", name=op.f("pk_allocation_lines")),
    )
    for column in ("participant_id", "slot_id"):
        op.create_index(op.f(f"ix_allocation_lines_{column}"), "allocation_lines", [column], unique=False)
    op.create_table(
        "allocation_rules",
        sa.Column("allocation_id", CODE, nullable=False),
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("slot_id", CODE, nullable=False),
        sa.Column("rule", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.CheckConstraint("rule IN ('lock', 'ban')", name=op.f("ck_allocation_rules_rule")),
        sa.ForeignKeyConstraint(
            ["allocation_id"],
            ["allocations.id"],
            name=op.f("fk_allocation_rules_allocation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_allocation_rules_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "allocation_id", "participant_id", "slot_id", name=op.f("pk_allocation_rules")
        ),
    )
    op.create_index(
        op.f("ix_allocation_rules_participant_id"), "allocation_rules", ["participant_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("allocation_rules")
    op.drop_table("allocation_lines")
    op.drop_table("allocations")
