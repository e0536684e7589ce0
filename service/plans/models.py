"""The tables of plans and follow-ups. All but the feed are about a participant, and go with the person."""

import datetime as dt

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import CODE, Base

ONE_BOOKED = text("state = 'booked'")


class Plans(Base):
    """The goal of a participant: one plan a person. `version` counts its changes."""

    __tablename__ = "plans"

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    goal: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)


class Milestones(Base):
    """The steps of a plan. `reason` is the participant's own view of why, `note` the coach's."""

    __tablename__ = "milestones"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'doing', 'reached', 'not_reached', 'dropped')", name="state"),
    )

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    kind: Mapped[str] = mapped_column(CODE)
    text: Mapped[str | None] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(CODE)
    due: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    slot_id: Mapped[str | None] = mapped_column(CODE)
    made: Mapped[str] = mapped_column(CODE)
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)


class PlanChanges(Base):
    """What a goal, a step or a meeting became, each time somebody changed it."""

    __tablename__ = "plan_changes"

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(CODE)
    subject: Mapped[str] = mapped_column(CODE)
    document: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)


class Followings(Base):
    """That a participant is followed up: since when, and until when once a placement has ended.

    `closed` is the day somebody ended the follow-up, and `reason` why.
    """

    __tablename__ = "followings"

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[dt.date]
    ended: Mapped[dt.date | None]
    closed: Mapped[dt.date | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)


class FollowUps(Base):
    """Meetings, booked and written up. The database itself keeps a person from having two booked at once."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        CheckConstraint("state IN ('booked', 'held', 'missed', 'cancelled')", name="state"),
        Index(
            "ix_follow_ups_one_booked",
            "participant_id",
            unique=True,
            sqlite_where=ONE_BOOKED,
            postgresql_where=ONE_BOOKED,
        ),
    )

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    due: Mapped[dt.date]
    clock: Mapped[str | None] = mapped_column(CODE)
    state: Mapped[str] = mapped_column(CODE)
    held_on: Mapped[dt.date | None]
    done: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[float | None] = mapped_column(Float)
    with_whom: Mapped[str] = mapped_column(CODE)
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)


class CalendarFeeds(Base):
    """The secret address of a coach's calendar: only its hash is kept."""

    __tablename__ = "calendar_feeds"

    user: Mapped[str] = mapped_column(CODE, ForeignKey("users.name", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(CODE, unique=True)
    made: Mapped[str] = mapped_column(CODE)
