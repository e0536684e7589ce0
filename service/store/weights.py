"""Weights that have been in use. They are added, and never changed or removed."""

import json

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matcher.weights import Weights
from service.canonical import canonical
from service.store.schema import WeightVersions


def ensure(session: Session, weights: Weights) -> None:
    """Store these weights, unless they are stored already."""
    if session.get(WeightVersions, weights.version) is None:
        document = canonical(weights.to_dict())
        session.execute(insert(WeightVersions), [{"version": weights.version, "document": document}])


def get(session: Session, version: str) -> Weights | None:
    """Find weights by their version."""
    found = session.scalar(select(WeightVersions.document).where(WeightVersions.version == version))
    return None if found is None else Weights.from_dict(json.loads(found))


def page(session: Session, *, limit: int, after: str = "") -> list[Weights]:
    """List weights in the order of their versions, from the one after `after`."""
    query = select(WeightVersions.document).where(WeightVersions.version > after)
    rows = session.scalars(query.order_by(WeightVersions.version).limit(limit))
    return [Weights.from_dict(json.loads(row)) for row in rows]
