"""The analyst's pages: what has come of the work, how good suggestions are, and the weights they are made by.

results      /resultat: the outcome figures, for all, for a year or for a unit, with files of them
ordering     /utvarderingar: order an evaluation, follow it, read its report
fairness     /rattvisa: an evaluation with a file of groups that is used once and not kept
versions     /vikter: versions of the weights, their differences, and which one is used
trying       /vikter/ny and /vikter/prov: other weights, and what they would have done
reasons      /orsaker: why places were dismissed, as counts, what points at wrong data first

scale        points that add up to 100
examples     invented people to try weights on
charts       pictures of figures with their intervals
desk         what the pages share
repository   every query

No figure here is about fewer than five people, and none about anybody who is protected.
"""

from fastapi import APIRouter

from service.analyst import fairness, ordering, reasons, results, trying, versions

router = APIRouter(include_in_schema=False)
# The fixed addresses under /vikter before the one that takes any version.
for _part in (results, ordering, fairness, trying, versions, reasons):
    router.include_router(_part.router)
