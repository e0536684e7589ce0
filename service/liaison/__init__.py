"""The pages of those who find places: employers, places, and whom coaches have shared.

overview     /att-gora: what waits, from places and employers
openings     /platser: the list, and one place
editing      a place in a form, new, changed or copied; /platskrav counts while somebody writes
advert       /plats-av-annons: the form filled in from an advertisement
steps        a place is paused, opened again or closed, and coaches are told
candidates   /platser/{id}/personer: the people that coaches have shared for the place
employers    /arbetsgivare: the list, one employer, its name, and contacts with it

fields       the fields of the form of a place: a few first
standing     how a place stands: open, paused, full or closed
portfolio    employers with their places, and which of them somebody should call
outcomes     how placements ended, as it may be told
reading      single values of the small forms
reaching     how many people a place reaches, and what each requirement costs
rewording    words that may discriminate, before they are stored
demo         what the demo's places have been through
models       the tables: steps of places, and contacts with employers
repository   every query
"""

from fastapi import APIRouter

from service.liaison import advert, candidates, editing, employers, openings, overview, steps

router = APIRouter(include_in_schema=False)
# The longer addresses first: an id may hold a slash, as "AME 2026/12" does.
for _part in (overview, advert, editing, steps, candidates, employers, openings):
    router.include_router(_part.router)
