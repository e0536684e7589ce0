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
routes    all of them in one router
handlers  errors of the libraries into problems of the catalogue
schema    the OpenAPI document
"""
