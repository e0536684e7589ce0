"""What is kept beside places and employers: what was done with a place, and when an employer was spoken to.

Nothing here is about a participant.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import CODE, Base


class SlotSteps(Base):
    """What somebody did with a place: paused it, opened it again, or closed it. Never changed.

    `until` is the last day of a pause; without one it lasts until somebody opens the place.
    """

    __tablename__ = "slot_steps"
    __table_args__ = (CheckConstraint("step IN ('pause', 'open', 'close')", name="step"),)

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    slot_id: Mapped[str] = mapped_column(CODE, ForeignKey("slots.id", ondelete="CASCADE"), index=True)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    step: Mapped[str] = mapped_column(CODE)
    until: Mapped[dt.date | None]
    reason: Mapped[str | None] = mapped_column(Text)


class EmployerContacts(Base):
    """A day when somebody spoke to an employer, and what was said about places. No name of a person."""

    __tablename__ = "employer_contacts"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    employer_id: Mapped[str] = mapped_column(CODE, ForeignKey("employers.id", ondelete="CASCADE"), index=True)
    day: Mapped[dt.date]
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    note: Mapped[str | None] = mapped_column(Text)
