"""Versions of the weights, and which of them is in use.

Versions and activations are added, and never changed or removed: the database refuses.
"""

import json
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from matcher.weights import Weights
from service.canonical import canonical
from service.store.clock import now
from service.store.schema import WeightActivations, WeightVersions


@dataclass(frozen=True, slots=True)
class Activation:
    """That somebody put a version to use.

    Attributes
    ----------
    reason : why, in their own words; needed when the evidence speaks against it.
    """

    version: str
    at: str
    by: str
    reason: str | None


def ensure(session: Session, weights: Weights) -> None:
    """Store these weights, unless they are stored already."""
    if session.get(WeightVersions, weights.version) is None:
        document = canonical(weights.to_dict())
        session.execute(insert(WeightVersions), [{"version": weights.version, "document": document}])


def get(session: Session, version: str) -> Weights | None:
    """Find weights by their version."""
    if "\x00" in version:  # in none, and PostgreSQL takes no such text
        return None
    found = session.scalar(select(WeightVersions.document).where(WeightVersions.version == version))
    return None if found is None else Weights.from_dict(json.loads(found))


def page(session: Session, *, limit: int, after: str = "") -> list[Weights]:
    """List weights in the order of their versions, from the one after `after`."""
    query = select(WeightVersions.document).where(WeightVersions.version > after)
    rows = session.scalars(query.order_by(WeightVersions.version).limit(limit))
    return [Weights.from_dict(json.loads(row)) for row in rows]


def activate(session: Session, weights: Weights, *, by: str, reason: str | None = None) -> Activation:
    """Put weights to use from now on. Whether they should be is asked in `service.choosing`."""
    ensure(session, weights)
    number = (session.scalar(select(func.max(WeightActivations.number))) or 0) + 1
    made = Activation(weights.version, now(), by, reason)
    row = {"number": number, "version": made.version, "at": made.at, "by": by, "reason": reason}
    session.execute(insert(WeightActivations), [row])
    return made


def active_version(session: Session) -> str | None:
    """Give the version that was last put to use, or None when none ever was."""
    query = select(WeightActivations.version).order_by(WeightActivations.number.desc()).limit(1)
    return session.scalar(query)


def active(session: Session) -> Weights | None:
    """Give the weights that were last put to use, or None when none ever were."""
    version = active_version(session)
    return None if version is None else get(session, version)


def activations(session: Session) -> list[Activation]:
    """List what was put to use, the latest first."""
    rows = session.scalars(select(WeightActivations).order_by(WeightActivations.number.desc()))
    return [Activation(row.version, row.at, row.by, row.reason) for row in rows]
