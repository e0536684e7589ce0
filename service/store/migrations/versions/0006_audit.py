"""The log of who read and wrote personal data."""

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import guard, unguard

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# What is never changed or removed, and why the database says no. The alias of a person goes with the person.
GUARDS = (
    ("audit_entries", "UPDATE", "the log is never changed"),
    ("audit_entries", "DELETE", "the log is never shortened"),
    ("audit_subjects", "UPDATE", "the log is never changed"),
    ("audit_subjects", "DELETE", "the log is never shortened"),
    ("audit_people", "UPDATE", "an alias is never given to somebody else"),
    ("audit_head", "DELETE", "the log does not lose its end"),
)


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("action", CODE, nullable=False),
        sa.Column("what", CODE, nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("subjects", CODE, nullable=False),
        sa.Column("previous", CODE, nullable=False),
        sa.Column("hash", CODE, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_by"), "audit_entries", ["by"], unique=False)
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"], unique=False)
    op.create_table(
        "audit_subjects",
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("alias", CODE, nullable=False),
        sa.ForeignKeyConstraint(["number"], ["audit_entries.number"], name=op.f("fk_audit_subjects_number")),
        sa.PrimaryKeyConstraint("number", "alias", name=op.f("pk_audit_subjects")),
    )
    op.create_index(op.f("ix_audit_subjects_alias"), "audit_subjects", ["alias"], unique=False)
    op.create_table(
        "audit_people",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("salt", CODE, nullable=False),
        sa.Column("alias", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_audit_people_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_audit_people")),
        sa.UniqueConstraint("alias", name=op.f("uq_audit_people_alias")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("hash", CODE, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.execute("INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '')")
    for table, action, message in GUARDS:
        guard(table, action, message)


def downgrade() -> None:
    for table, action, _ in GUARDS:
        unguard(table, action)
    for table in ("audit_head", "audit_people", "audit_subjects", "audit_entries"):
        op.drop_table(table)
