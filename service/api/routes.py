"""All resources of /api/v1 in one router."""

from fastapi import APIRouter

from service.allocations import api as allocations
from service.api import decisions, employers, imports, matches, participants, placements, slots, weights
from service.evaluations import api as evaluations
from service.placing import api as placing
from service.plans import api as plans

router = APIRouter()
# Those with a longer address first: an id may hold a slash, as "AME 2026/12" does.
for _part in (
    matches,
    decisions,
    plans,
    placing,
    participants,
    slots,
    employers,
    placements,
    weights,
    imports,
    evaluations,
    allocations,
):
    router.include_router(_part.router)
