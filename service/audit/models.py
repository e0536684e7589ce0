"""The tables of the log. The database itself refuses to change or remove a row of it.

A participant stands in the log under an alias only: a hash of the id and a salt of the person's own. The
salt lies in `AuditPeople` and goes with the person, after which nothing leads from the alias to anybody,
and the chain is as it was.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import BIG, CODE, Base


class AuditEntries(Base):
    """One reading or writing of personal data. `hash` covers the row and, through `previous`, all before it.

    `people` is how many were shown or written about, `subjects` the hash of their aliases.
    """

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(CODE, index=True)
    by: Mapped[str] = mapped_column(CODE, index=True)
    role: Mapped[str] = mapped_column(CODE)
    action: Mapped[str] = mapped_column(CODE)
    what: Mapped[str] = mapped_column(CODE)
    outcome: Mapped[str] = mapped_column(CODE)
    people: Mapped[int] = mapped_column(Integer)
    subjects: Mapped[str] = mapped_column(CODE)
    previous: Mapped[str] = mapped_column(CODE)
    hash: Mapped[str] = mapped_column(CODE)


class AuditSubjects(Base):
    """Whom a row is about, by alias."""

    __tablename__ = "audit_subjects"

    number: Mapped[int] = mapped_column(
        BIG, ForeignKey("audit_entries.number"), primary_key=True, autoincrement=False
    )
    alias: Mapped[str] = mapped_column(CODE, primary_key=True, index=True)


class AuditPeople(Base):
    """Whose an alias is, for as long as the person is here."""

    __tablename__ = "audit_people"

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(CODE)
    alias: Mapped[str] = mapped_column(CODE, unique=True)


class AuditHead(Base):
    """The last row's number and hash, so that a log whose end is gone is found out.

    `cut_number` and `cut_hash` are those of the last row that has left the log: 0 and empty before the first
    cut.
    """

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BIG)
    hash: Mapped[str] = mapped_column(CODE)
    cut_number: Mapped[int] = mapped_column(BIG)
    cut_hash: Mapped[str] = mapped_column(CODE)
