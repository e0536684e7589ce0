"""Accounts: units, passwords, second factor, sessions, tokens with a scope, whose participant is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "units",
        sa.Column("id", CODE, nullable=False),
        sa.Column("name", CODE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("name", name=op.f("uq_units_name")),
    )
    op.rename_table("users", "users_before")
    _free_names("users_before")
    op.create_table(
        "users",
        sa.Column("name", CODE, nullable=False),
        sa.Column("full_name", CODE, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("unit_id", CODE, nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("password_ends", CODE, nullable=True),
        sa.Column("directory_id", CODE, nullable=True),
        sa.Column("totp_secret", CODE, nullable=True),
        sa.Column("totp_on", sa.Boolean(), nullable=False),
        sa.Column("totp_step", BIG, nullable=False),
        sa.Column("created_at", CODE, nullable=False),
        sa.Column("closed_at", CODE, nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_users_unit_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
        sa.UniqueConstraint("directory_id", name=op.f("uq_users_directory_id")),
    )
    op.create_index(op.f("ix_users_unit_id"), "users", ["unit_id"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("id", CODE, nullable=False),
        sa.Column("token_hash", CODE, nullable=False),
        sa.Column("user", CODE, nullable=False),
        sa.Column("label", CODE, nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.Column("kinds", CODE, nullable=False),
        sa.Column("created_at", CODE, nullable=False),
        sa.Column("ends_at", CODE, nullable=True),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_tokens_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tokens_token_hash")),
    )
    op.create_index(op.f("ix_tokens_user"), "tokens", ["user"], unique=False)
    op.execute(
        "INSERT INTO users (name, full_name, role, totp_on, totp_step, created_at) "
        "SELECT name, name, role, false, 0, created_at FROM users_before"
    )
    op.execute(
        'INSERT INTO tokens (id, token_hash, "user", label, writes, kinds, created_at) '
        "SELECT substr(token_hash, 1, 12), token_hash, name, 'första nyckeln', true, '', created_at "
        "FROM users_before"
    )
    op.drop_table("users_before")
    op.create_table(
        "recovery_codes",
        sa.Column("user", CODE, nullable=False),
        sa.Column("code_hash", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["user"], ["users.name"], name=op.f("fk_recovery_codes_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user", "code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("name_hash", CODE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("until", CODE, nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(op.f("ix_sign_in_attempts_at"), "sign_in_attempts", ["at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", CODE, nullable=False),
        sa.Column("token_hash", CODE, nullable=False),
        sa.Column("user", CODE, nullable=False),
        sa.Column("second", sa.Boolean(), nullable=False),
        sa.Column("device", CODE, nullable=False),
        sa.Column("began", CODE, nullable=False),
        sa.Column("seen", CODE, nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_sessions_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
    )
    op.create_index(op.f("ix_sessions_user"), "sessions", ["user"], unique=False)
    op.create_table(
        "caseload",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("unit_id", CODE, nullable=True),
        sa.Column("coach", CODE, nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("since", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_caseload_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_caseload_unit_id")),
        sa.ForeignKeyConstraint(["coach"], ["users.name"], name=op.f("fk_caseload_coach")),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_caseload")),
    )
    op.create_index(op.f("ix_caseload_coach"), "caseload", ["coach"], unique=False)
    op.create_index(op.f("ix_caseload_unit_id"), "caseload", ["unit_id"], unique=False)
    op.create_table(
        "shares",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("slot_id", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_shares_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_shares_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", "slot_id", name=op.f("pk_shares")),
    )
    op.create_index(op.f("ix_shares_slot_id"), "shares", ["slot_id"], unique=False)


def downgrade() -> None:
    for table in ("shares", "caseload", "sessions", "sign_in_attempts", "recovery_codes"):
        op.drop_table(table)
    op.rename_table("users", "users_after")
    _free_names("users_after")
    op.create_table(
        "users",
        sa.Column("name", CODE, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("token_hash", CODE, nullable=False),
        sa.Column("created_at", CODE, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_users_token_hash")),
    )
    # That shape had one token a user; who has none keeps the name, under a hash that is nobody's.
    op.execute(
        "INSERT INTO users (name, role, token_hash, created_at) "
        'SELECT name, role, coalesce((SELECT min(token_hash) FROM tokens WHERE tokens."user" = name), '
        "'ingen ' || name), created_at FROM users_after"
    )
    op.drop_table("tokens")
    op.drop_table("users_after")
    op.drop_table("units")


def _free_names(table: str) -> None:
    """Let go of the names that PostgreSQL keeps for a renamed table, so that the new one may have them."""
    if op.get_bind().dialect.name != "postgresql":
        return
    found = sa.inspect(op.get_bind())
    names = [found.get_pk_constraint(table)["name"]]
    names += [one["name"] for one in found.get_unique_constraints(table)]
    names += [one["name"] for one in found.get_foreign_keys(table)]
    for name in names:
        op.execute(f'ALTER TABLE "{table}" RENAME CONSTRAINT "{name}" TO "{name}_before"')
    unique = {one["name"] for one in found.get_unique_constraints(table)}
    for index in found.get_indexes(table):
        if index["name"] not in unique:
            op.execute(f'ALTER INDEX "{index["name"]}" RENAME TO "{index["name"]}_before"')
