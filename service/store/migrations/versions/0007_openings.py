"""What is kept beside places and employers: steps of a place, and contacts with an employer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "slot_steps",
        sa.Column("id", CODE, nullable=False),
        sa.Column("slot_id", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("step", CODE, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("step IN ('pause', 'open', 'close')", name=op.f("ck_slot_steps_step")),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_slot_steps_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_steps")),
    )
    op.create_index(op.f("ix_slot_steps_slot_id"), "slot_steps", ["slot_id"], unique=False)
    op.create_table(
        "employer_contacts",
        sa.Column("id", CODE, nullable=False),
        sa.Column("employer_id", CODE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["employer_id"],
            ["employers.id"],
            name=op.f("fk_employer_contacts_employer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_contacts")),
    )
    op.create_index(
        op.f("ix_employer_contacts_employer_id"), "employer_contacts", ["employer_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_employer_contacts_employer_id"), table_name="employer_contacts")
    op.drop_table("employer_contacts")
    op.drop_index(op.f("ix_slot_steps_slot_id"), table_name="slot_steps")
    op.drop_table("slot_steps")
