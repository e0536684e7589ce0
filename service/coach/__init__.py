"""The coach's pages: own participants with the next step each, one participant, suggestions, and prints.

people       /deltagare: the list, and one participant's own page
editing      a participant in a form, and words to choose among
suggesting   suggestions, decisions and sharing
choosing     two places side by side, places by distance, and adding one's own
printing     the sheets for the meeting, the participant and the workplace
explaining   "Så räknar systemet", with the weights in use

cases        where a participant stands, and the next step
fields       the fields of the form: eight first
reasons      why a place is not relevant
desk         what the pages share: who asks, who is asked about
repository   every query
"""

from fastapi import APIRouter

from service.coach import choosing, editing, explaining, people, printing, suggesting

router = APIRouter(include_in_schema=False)
# The longer addresses first: an id may hold a slash, as "AME 2026/12" does.
for _part in (suggesting, choosing, printing, editing, explaining, people):
    router.include_router(_part.router)
