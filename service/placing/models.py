"""The tables of courses: one participant's way at one place, and every step of it.

The database itself refuses what must never be: two open courses for the same person and place, two
agreements or two running placements for one person, and a change of a step that was written.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import CODE, Base

OPEN = text("state != 'ended'")
AGREED = text("state = 'agreed'")
RUNNING = text("state IN ('started', 'paused')")


class Courses(Base):
    """One participant's way at one place, as it is now.

    `version` is the number of its last step. `told` is false when somebody other than the coach has changed
    it and no coach has read that yet.
    """

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint(
            "state IN ('suggested', 'shared', 'introduced', 'agreed', 'started', 'paused', 'ended')",
            name="state",
        ),
        Index(
            "ix_courses_one_open",
            "participant_id",
            "slot_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(
            "ix_courses_one_agreed",
            "participant_id",
            unique=True,
            sqlite_where=AGREED,
            postgresql_where=AGREED,
        ),
        Index(
            "ix_courses_one_running",
            "participant_id",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
        Index("ix_courses_slot_id_state", "slot_id", "state"),
    )

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    slot_id: Mapped[str] = mapped_column(CODE, ForeignKey("slots.id"))
    state: Mapped[str] = mapped_column(CODE)
    version: Mapped[int] = mapped_column(Integer)
    coach: Mapped[str | None] = mapped_column(CODE)
    suggested_on: Mapped[date]
    begins_on: Mapped[date | None]
    until: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    hours_from: Mapped[float | None]
    hours_to: Mapped[float | None]
    ramp_weeks: Mapped[int | None]
    study_hours: Mapped[float | None]
    outcome: Mapped[str | None] = mapped_column(CODE)
    ended_by: Mapped[str | None] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(CODE)
    words: Mapped[str | None] = mapped_column(Text)
    told: Mapped[bool]


class CourseSteps(Base):
    """What happened, step by step. The database refuses to change a row; only erasure removes one.

    `side` is whose reason it was; `given` is what was agreed or changed, as JSON.
    """

    __tablename__ = "course_steps"

    course_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[str] = mapped_column(CODE)
    state: Mapped[str] = mapped_column(CODE)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    day: Mapped[date]
    side: Mapped[str | None] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(CODE)
    words: Mapped[str | None] = mapped_column(Text)
    given: Mapped[str] = mapped_column(Text)
