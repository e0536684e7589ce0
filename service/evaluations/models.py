"""The table of evaluations. A report names nobody, so nothing here belongs to a participant."""

from sqlalchemy import CheckConstraint, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import BIG, CODE, Base


class Evaluations(Base):
    """One evaluation: ``queued``, ``running``, ``done`` or ``failed``.

    `beat` is when its process last said that it lives; `attempts` how often it was begun. `document` is the
    report as JSON and `page` the same as HTML, when it is done; `problem` why it failed.
    """

    __tablename__ = "evaluations"
    __table_args__ = (CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),)

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    seed: Mapped[int] = mapped_column(BIG)
    state: Mapped[str] = mapped_column(CODE, index=True)
    attempts: Mapped[int] = mapped_column(Integer)
    beat: Mapped[str | None] = mapped_column(CODE)
    progress: Mapped[str | None] = mapped_column(Text)
    ended: Mapped[str | None] = mapped_column(CODE)
    problem: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(Text)
    page: Mapped[str | None] = mapped_column(Text)
