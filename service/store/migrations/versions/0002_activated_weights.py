"""Which weights are in use is recorded in the store: who put them to use, when and why."""

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import guard, unguard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")

# What is never changed or removed, and why the database says no.
GUARDS = (
    ("weight_activations", "UPDATE", "activations are never changed"),
    ("weight_activations", "DELETE", "activations are never removed"),
)


def upgrade() -> None:
    op.create_table(
        "weight_activations",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["version"], ["weights.version"], name=op.f("fk_weight_activations_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_weight_activations")),
    )
    for table, action, message in GUARDS:
        guard(table, action, message)


def downgrade() -> None:
    for table, action, _ in GUARDS:
        unguard(table, action)
    op.drop_table("weight_activations")
