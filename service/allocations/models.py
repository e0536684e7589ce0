"""The tables of drafts. What is about a person lies in rows that go with the person."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import BIG, CODE, Base


class Allocations(Base):
    """One draft: who made it, when, and all that it rests on. It says nothing of any person.

    `previous` is the draft that it was made anew from. `slots` are the ids of the places that took part, as
    JSON; null for all there were. `document` holds the figures of the whole draft.
    """

    __tablename__ = "allocations"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    previous: Mapped[str | None] = mapped_column(
        CODE, ForeignKey("allocations.id", ondelete="SET NULL"), index=True
    )
    revision: Mapped[int] = mapped_column(BIG)
    date: Mapped[date]
    seed: Mapped[int] = mapped_column(BIG)
    weights_version: Mapped[str] = mapped_column(CODE, ForeignKey("weights.version"))
    model_id: Mapped[str] = mapped_column(CODE)
    model_hash: Mapped[str] = mapped_column(CODE)
    program: Mapped[str] = mapped_column(CODE)
    per_employer: Mapped[int | None] = mapped_column(Integer)
    slots: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    output_hash: Mapped[str] = mapped_column(CODE)


class AllocationLines(Base):
    """One person of a draft: the place, if there is one, and what has become of the line.

    `state` is ``draft``, ``confirmed``, ``withdrawn`` or, for who got no place, ``unplaced``. `document` is
    the explanation. `decided_at`, `decided_by` and `reason` are of the last decision about the line.
    """

    __tablename__ = "allocation_lines"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'confirmed', 'withdrawn', 'unplaced')", name="state"),
        CheckConstraint("(slot_id IS NULL) = (state = 'unplaced')", name="place"),
    )

    allocation_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("allocations.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    slot_id: Mapped[str | None] = mapped_column(CODE, index=True)
    state: Mapped[str] = mapped_column(CODE)
    document: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[str | None] = mapped_column(CODE)
    decided_by: Mapped[str | None] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(Text)


class AllocationRules(Base):
    """What somebody decided before the division: ``lock`` a person to a place, or ``ban`` the pair."""

    __tablename__ = "allocation_rules"
    __table_args__ = (CheckConstraint("rule IN ('lock', 'ban')", name="rule"),)

    allocation_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("allocations.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    slot_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    rule: Mapped[str] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(CODE)
    at: Mapped[str] = mapped_column(CODE)
