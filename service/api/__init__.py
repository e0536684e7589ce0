"""The JSON API, /api/v1: one module a resource.

participants, slots, employers, placements   records: list, create, read, replace, delete
matches                                      suggestions, candidates, reach
decisions                                    what a person decided
imports                                      a whole file, or nothing of it
courses                                      in service/placing: from a suggestion to how it ended
evaluations                                  in service/evaluations: ordered here, worked out elsewhere
allocations                                  in service/allocations: drafts for a whole group
weights                                      the weights that have been in use
health                                       /healthz, /readyz, /metrics, outside /api/v1

crud      the work that records share
route     who calls, and is the body JSON
declare   parameters with bounds, and declared problems
cursors   where the next page begins
handlers  errors of the libraries into problems of the catalogue
schema    the OpenAPI document
"""

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
