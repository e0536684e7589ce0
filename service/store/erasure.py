"""Erasure of a participant: nothing about the person stays behind (GDPR, article 17)."""

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from service.audit import notes
from service.placing import booking
from service.store import records, vectors
from service.store.schema import (
    Decisions,
    IdempotencyKeys,
    Participants,
    Placements,
    RecordVersions,
    SuggestionRuns,
)


def erase(session: Session, participant_id: str, *, by: str, at: str) -> None:
    """Erase a participant, every version, placement, decision, stored answer and own vector.

    Call `Database.scrub` after the commit, so that the journal is emptied too. In the history one
    row without an id says that somebody was erased, and when; the log of who read and wrote keeps its rows,
    under an alias that leads to nobody any more. A place that the person took is let go.
    """
    booking.release_all(session, participant_id, by=by, at=at)
    notes.erasing(session, participant_id, by=by, at=at)
    session.execute(delete(Decisions).where(Decisions.participant_id == participant_id))
    session.execute(delete(SuggestionRuns).where(SuggestionRuns.participant_id == participant_id))
    session.execute(delete(Placements).where(Placements.participant_id == participant_id))
    session.execute(delete(RecordVersions).where(RecordVersions.subject == participant_id))
    about = or_(IdempotencyKeys.subject == participant_id, IdempotencyKeys.subject == "")
    session.execute(delete(IdempotencyKeys).where(about))
    session.execute(delete(Participants).where(Participants.id == participant_id))
    vectors.drop_unused(session, vectors.unlink(session, "participant", [participant_id]))
    records.mark_deleted(session, "participant", "", by=by, at=at)
