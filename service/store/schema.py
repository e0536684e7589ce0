"""The tables. Payloads are the JSON of the contract; other columns are what queries need.

No table has a relationship, so nothing can be loaded lazily: every query stands in this package.
"""

from datetime import date
from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

CODE: Final = String(200).with_variant(String(200, collation="C"), "postgresql")
"""An id or a code; ordered by code point on both stores, so that pages are cut alike."""

BIG: Final = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """What the four kinds of record share: the contract's JSON, and the revision that wrote it."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    payload: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(BIG)


class Participants(Record):
    """People who look for a place, as they are now."""

    __tablename__ = "participants"

    municipality: Mapped[str | None] = mapped_column(CODE, index=True)


class Employers(Record):
    """Employers, as they are now."""

    __tablename__ = "employers"


class Slots(Record):
    """Places for work training, as they are now."""

    __tablename__ = "slots"

    municipality: Mapped[str | None] = mapped_column(CODE, index=True)
    employer_id: Mapped[str | None] = mapped_column(CODE, ForeignKey("employers.id"), index=True)


class Placements(Record):
    """Placements. Their participant and slot may be older than the store, so they point freely."""

    __tablename__ = "placements"

    participant_id: Mapped[str | None] = mapped_column(CODE, index=True)
    slot_id: Mapped[str | None] = mapped_column(CODE, index=True)


class Counter(Base):
    """The last revision given. One row; whoever writes holds it, so revisions commit in order."""

    __tablename__ = "revision_counter"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BIG)


class RecordVersions(Base):
    """History: every state that a record has had. Only erasure removes rows.

    `subject` is the participant whom a version is about. An erased participant leaves one row
    with an empty id: it tells readers to forget, and names nobody.
    """

    __tablename__ = "record_versions"
    __table_args__ = (
        Index("ix_record_versions_kind_revision", "kind", "revision"),
        Index("ix_record_versions_kind_id_revision", "kind", "id", "revision"),
    )

    revision: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(CODE)
    id: Mapped[str] = mapped_column(CODE)
    subject: Mapped[str | None] = mapped_column(CODE, index=True)
    payload: Mapped[str | None] = mapped_column(Text)
    deleted: Mapped[bool]
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)


class TextVectors(Base):
    """The vector of a text, under the hash of the text and the hash of the model."""

    __tablename__ = "text_vectors"

    model_hash: Mapped[str] = mapped_column(CODE, primary_key=True)
    text_hash: Mapped[str] = mapped_column(CODE, primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class RecordTexts(Base):
    """Which current records use which texts, so that a vector goes when its last user goes."""

    __tablename__ = "record_texts"

    kind: Mapped[str] = mapped_column(CODE, primary_key=True)
    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    text_hash: Mapped[str] = mapped_column(CODE, primary_key=True, index=True)


class WeightVersions(Base):
    """Weights that have been in use. The database itself refuses to change or remove a row."""

    __tablename__ = "weights"

    version: Mapped[str] = mapped_column(CODE, primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class WeightActivations(Base):
    """Which weights were put to use, when, by whom and why. The last row is in use."""

    __tablename__ = "weight_activations"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(CODE, ForeignKey("weights.version"))
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(Text)


class SuggestionRuns(Base):
    """One answer given about one participant, with all that is needed to give it again."""

    __tablename__ = "suggestion_runs"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    revision: Mapped[int] = mapped_column(BIG)
    date: Mapped[date]
    seed: Mapped[int] = mapped_column(BIG)
    top: Mapped[int]
    weights_version: Mapped[str] = mapped_column(CODE, ForeignKey("weights.version"))
    model_id: Mapped[str] = mapped_column(CODE)
    model_hash: Mapped[str] = mapped_column(CODE)
    program: Mapped[str] = mapped_column(CODE)
    inputs_hash: Mapped[str] = mapped_column(CODE)
    considered: Mapped[int]
    eligible: Mapped[int]
    shown: Mapped[str] = mapped_column(Text)
    output_hash: Mapped[str] = mapped_column(CODE)


class Decisions(Base):
    """What a person decided about a place for a participant."""

    __tablename__ = "decisions"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    at: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(CODE)
    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    slot_id: Mapped[str] = mapped_column(CODE)
    run_id: Mapped[str | None] = mapped_column(CODE, ForeignKey("suggestion_runs.id", ondelete="SET NULL"))
    decision: Mapped[str] = mapped_column(CODE)
    reason: Mapped[str | None] = mapped_column(Text)


class IdempotencyKeys(Base):
    """Answers to posts, kept for a day, so that a repeated post is answered and not repeated.

    `subject` is the participant whom the answer is about; an empty one means several.
    """

    __tablename__ = "idempotency_keys"

    key: Mapped[str] = mapped_column(CODE, primary_key=True)
    by: Mapped[str] = mapped_column(CODE, primary_key=True)
    request_hash: Mapped[str] = mapped_column(CODE)
    at: Mapped[str] = mapped_column(CODE, index=True)
    subject: Mapped[str | None] = mapped_column(CODE, index=True)
    status: Mapped[int]
    headers: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
