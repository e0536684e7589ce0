"""The course of a placement, from suggestion to end; decisions to go on become courses."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import guard, unguard

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
STATES = "'suggested', 'shared', 'introduced', 'agreed', 'started', 'paused', 'ended'"
ONE = {
    "one_open": (["participant_id", "slot_id"], "state != 'ended'"),
    "one_agreed": (["participant_id"], "state = 'agreed'"),
    "one_running": (["participant_id"], "state IN ('started', 'paused')"),
}


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", CODE, nullable=False),
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("slot_id", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("coach", CODE, nullable=True),
        sa.Column("suggested_on", sa.Date(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("hours_from", sa.Double(), nullable=True),
        sa.Column("hours_to", sa.Double(), nullable=True),
        sa.Column("ramp_weeks", sa.Integer(), nullable=True),
        sa.Column("study_hours", sa.Double(), nullable=True),
        sa.Column("outcome", CODE, nullable=True),
        sa.Column("ended_by", CODE, nullable=True),
        sa.Column("reason", CODE, nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_courses_state")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_courses_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_courses_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
    op.create_index(op.f("ix_courses_participant_id"), "courses", ["participant_id"], unique=False)
    op.create_index("ix_courses_slot_id_state", "courses", ["slot_id", "state"], unique=False)
    for name, (columns, where) in ONE.items():
        op.create_index(
            f"ix_courses_{name}",
            "courses",
            columns,
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "course_steps",
        sa.Column("course_id", CODE, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", CODE, nullable=False),
        sa.Column("step", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("at", CODE, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("side", CODE, nullable=True),
        sa.Column("reason", CODE, nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("given", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_steps_course_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_course_steps_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course_id", "number", name=op.f("pk_course_steps")),
    )
    op.create_index(op.f("ix_course_steps_participant_id"), "course_steps", ["participant_id"], unique=False)
    guard("course_steps", "UPDATE", "ett steg i en praktik ändras aldrig")
    _decided()


def _decided() -> None:
    """Give every decision to go on that still stands a course, shared where it was shared."""
    store = op.get_bind()
    shares = {
        (row.participant_id, row.slot_id)
        for row in store.execute(sa.text("SELECT participant_id, slot_id FROM shares"))
    }
    coaches = {
        row.participant_id: row.coach
        for row in store.execute(sa.text("SELECT participant_id, coach FROM caseload"))
    }
    latest: dict[tuple[str, str], Any] = {}
    decisions = sa.text(
        "SELECT d.participant_id, d.slot_id, d.decision, d.at, d.by FROM decisions d "
        "JOIN slots s ON s.id = d.slot_id ORDER BY d.at, d.id"
    )
    for row in store.execute(decisions):
        latest[row.participant_id, row.slot_id] = row
    courses, steps = [], []
    for pair, row in latest.items():
        if row.decision != "go_on":
            continue
        state = "shared" if pair in shares else "suggested"
        key, day = uuid.uuid4().hex, date.fromisoformat(row.at[:10])
        version = 1 if state == "suggested" else 2
        courses.append(
            {
                "id": key,
                "participant_id": pair[0],
                "slot_id": pair[1],
                "state": state,
                "version": version,
                "coach": coaches.get(pair[0]),
                "suggested_on": day,
                "told": True,
            }
        )
        for number, (step, after) in enumerate((("suggest", "suggested"), ("share", "shared")), 1):
            if number <= version:
                steps.append(
                    {"course_id": key, "number": number, "participant_id": pair[0], "step": step}
                    | {"state": after, "at": row.at, "by": row.by, "day": day, "given": "{}"}
                )
    meta = sa.MetaData()
    for name, rows in (("courses", courses), ("course_steps", steps)):
        if rows:
            store.execute(sa.insert(sa.Table(name, meta, autoload_with=store)), rows)


def downgrade() -> None:
    unguard("course_steps", "UPDATE")
    op.drop_index(op.f("ix_course_steps_participant_id"), table_name="course_steps")
    op.drop_table("course_steps")
    for name in ONE:
        op.drop_index(f"ix_courses_{name}", table_name="courses")
    op.drop_index("ix_courses_slot_id_state", table_name="courses")
    op.drop_index(op.f("ix_courses_participant_id"), table_name="courses")
    op.drop_table("courses")
