"""Suggestion runs and decisions: what was answered, and what a person then decided."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service.store.schema import Decisions, SuggestionRuns


def add(session: Session, run: dict[str, Any]) -> None:
    """Store a suggestion run; its participant must still be there."""
    session.execute(insert(SuggestionRuns), [run])


def get(session: Session, run_id: str) -> SuggestionRuns | None:
    """Find a run by its id."""
    return session.get(SuggestionRuns, run_id)


def latest(session: Session, limit: int = 1) -> list[str]:
    """List the ids of the latest runs, the newest first."""
    query = select(SuggestionRuns.id).order_by(SuggestionRuns.at.desc(), SuggestionRuns.id.desc())
    return list(session.scalars(query.limit(limit)))


def belongs(session: Session, run_id: str, participant_id: str) -> bool:
    """Say whether a run is about a participant."""
    query = select(SuggestionRuns.participant_id).where(SuggestionRuns.id == run_id)
    return session.scalar(query) == participant_id


def decide(session: Session, decision: dict[str, Any]) -> None:
    """Store a decision."""
    session.execute(insert(Decisions), [decision])
