"""The first shape of the store: records with history, vectors, runs, decisions, keys and users."""

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import guard, unguard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# What is never changed or removed, and why the database says no.
GUARDS = (
    ("weights", "UPDATE", "weights are never changed"),
    ("weights", "DELETE", "weights are never removed"),
    ("record_versions", "UPDATE", "history is never changed"),
)


def upgrade() -> None:
    op.create_table(
        "employers",
        sa.Column("id", CODE, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("key", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("request_hash", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("subject", CODE, nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "by", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(op.f("ix_idempotency_keys_at"), "idempotency_keys", ["at"], unique=False)
    op.create_index(op.f("ix_idempotency_keys_subject"), "idempotency_keys", ["subject"], unique=False)
    op.create_table(
        "participants",
        sa.Column("municipality", CODE, nullable=True),
        sa.Column("id", CODE, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )
    op.create_index(op.f("ix_participants_municipality"), "participants", ["municipality"], unique=False)
    op.create_table(
        "placements",
        sa.Column("participant_id", CODE, nullable=True),
        sa.Column("slot_id", CODE, nullable=True),
        sa.Column("id", CODE, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
    )
    op.create_index(op.f("ix_placements_participant_id"), "placements", ["participant_id"], unique=False)
    op.create_index(op.f("ix_placements_slot_id"), "placements", ["slot_id"], unique=False)
    op.create_table(
        "record_texts",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("id", CODE, nullable=False),
        sa.Column("text_hash", CODE, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "text_hash", name=op.f("pk_record_texts")),
    )
    op.create_index(op.f("ix_record_texts_text_hash"), "record_texts", ["text_hash"], unique=False)
    op.create_table(
        "record_versions",
        sa.Column("revision", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("id", CODE, nullable=False),
        sa.Column("subject", CODE, nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_record_versions")),
    )
    op.create_index(
        "ix_record_versions_kind_id_revision", "record_versions", ["kind", "id", "revision"], unique=False
    )
    op.create_index("ix_record_versions_kind_revision", "record_versions", ["kind", "revision"], unique=False)
    op.create_index(op.f("ix_record_versions_subject"), "record_versions", ["subject"], unique=False)
    op.create_table(
        "revision_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", BIG, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_revision_counter_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_counter")),
    )
    op.create_table(
        "text_vectors",
        sa.Column("model_hash", CODE, nullable=False),
        sa.Column("text_hash", CODE, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model_hash", "text_hash", name=op.f("pk_text_vectors")),
    )
    op.create_table(
        "users",
        sa.Column("name", CODE, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("token_hash", CODE, nullable=False),
        sa.Column("created_at", CODE, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_users_token_hash")),
    )
    op.create_table(
        "weights",
        sa.Column("version", CODE, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_weights")),
    )
    op.create_table(
        "slots",
        sa.Column("municipality", CODE, nullable=True),
        sa.Column("employer_id", CODE, nullable=True),
        sa.Column("id", CODE, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_slots_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
    )
    op.create_index(op.f("ix_slots_employer_id"), "slots", ["employer_id"], unique=False)
    op.create_index(op.f("ix_slots_municipality"), "slots", ["municipality"], unique=False)
    op.create_table(
        "suggestion_runs",
        sa.Column("id", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("seed", BIG, nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("weights_version", CODE, nullable=False),
        sa.Column("model_id", CODE, nullable=False),
        sa.Column("model_hash", CODE, nullable=False),
        sa.Column("program", CODE, nullable=False),
        sa.Column("inputs_hash", CODE, nullable=False),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("output_hash", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_suggestion_runs_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["weights_version"], ["weights.version"], name=op.f("fk_suggestion_runs_weights_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_runs")),
    )
    op.create_index(
        op.f("ix_suggestion_runs_participant_id"), "suggestion_runs", ["participant_id"], unique=False
    )
    op.create_table(
        "decisions",
        sa.Column("id", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("slot_id", CODE, nullable=False),
        sa.Column("run_id", CODE, nullable=True),
        sa.Column("decision", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_decisions_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["suggestion_runs.id"], name=op.f("fk_decisions_run_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_participant_id"), "decisions", ["participant_id"], unique=False)
    op.execute("INSERT INTO revision_counter (id, value) VALUES (1, 0)")
    for table, action, message in GUARDS:
        guard(table, action, message)


def downgrade() -> None:
    for table, action, _ in GUARDS:
        unguard(table, action)
    op.drop_index(op.f("ix_decisions_participant_id"), table_name="decisions")
    op.drop_table("decisions")
    op.drop_index(op.f("ix_suggestion_runs_participant_id"), table_name="suggestion_runs")
    op.drop_table("suggestion_runs")
    op.drop_index(op.f("ix_slots_municipality"), table_name="slots")
    op.drop_index(op.f("ix_slots_employer_id"), table_name="slots")
    op.drop_table("slots")
    op.drop_table("weights")
    op.drop_table("users")
    op.drop_table("text_vectors")
    op.drop_table("revision_counter")
    op.drop_index(op.f("ix_record_versions_subject"), table_name="record_versions")
    op.drop_index("ix_record_versions_kind_revision", table_name="record_versions")
    op.drop_index("ix_record_versions_kind_id_revision", table_name="record_versions")
    op.drop_table("record_versions")
    op.drop_index(op.f("ix_record_texts_text_hash"), table_name="record_texts")
    op.drop_table("record_texts")
    op.drop_index(op.f("ix_placements_slot_id"), table_name="placements")
    op.drop_index(op.f("ix_placements_participant_id"), table_name="placements")
    op.drop_table("placements")
    op.drop_index(op.f("ix_participants_municipality"), table_name="participants")
    op.drop_table("participants")
    op.drop_index(op.f("ix_idempotency_keys_subject"), table_name="idempotency_keys")
    op.drop_index(op.f("ix_idempotency_keys_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_table("employers")
