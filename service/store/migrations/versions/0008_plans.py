"""Plans, milestones and follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BOOKED = sa.text("state = 'booked'")


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        _of("plans"),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_plans")),
    )
    op.create_table(
        "milestones",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("id", CODE, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("actor", CODE, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("slot_id", CODE, nullable=True),
        sa.Column("made", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'doing', 'reached', 'not_reached', 'dropped')",
            name=op.f("ck_milestones_state"),
        ),
        _of("milestones"),
        sa.PrimaryKeyConstraint("participant_id", "id", name=op.f("pk_milestones")),
    )
    op.create_table(
        "plan_changes",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("subject", CODE, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        _of("plan_changes"),
        sa.PrimaryKeyConstraint("participant_id", "number", name=op.f("pk_plan_changes")),
    )
    op.create_table(
        "followings",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        _of("followings"),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_followings")),
    )
    op.create_table(
        "follow_ups",
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("id", CODE, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("clock", CODE, nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("with_whom", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.CheckConstraint(
            "state IN ('booked', 'held', 'missed', 'cancelled')", name=op.f("ck_follow_ups_state")
        ),
        _of("follow_ups"),
        sa.PrimaryKeyConstraint("participant_id", "id", name=op.f("pk_follow_ups")),
    )
    op.create_index(
        "ix_follow_ups_one_booked",
        "follow_ups",
        ["participant_id"],
        unique=True,
        sqlite_where=BOOKED,
        postgresql_where=BOOKED,
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("user", CODE, nullable=False),
        sa.Column("token_hash", CODE, nullable=False),
        sa.Column("made", CODE, nullable=False),
        sa.ForeignKeyConstraint(
            ["user"], ["users.name"], name=op.f("fk_calendar_feeds_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )


def downgrade() -> None:
    for table in ("calendar_feeds", "follow_ups", "followings", "plan_changes", "milestones", "plans"):
        op.drop_table(table)


def _of(table: str) -> sa.ForeignKeyConstraint:
    """Tie a row to its participant, with whom it goes."""
    return sa.ForeignKeyConstraint(
        ["participant_id"],
        ["participants.id"],
        name=op.f(f"fk_{table}_participant_id"),
        ondelete="CASCADE",
    )
