"""Every page of plans and follow-up; the API adds its own address."""

from fastapi import APIRouter

from service.plans import meet_pages, plan_pages, sheet, step_pages

router = APIRouter(include_in_schema=False)
# The longer addresses first: an id may hold a slash, as "AME 2026/12" does.
for _part in (plan_pages, step_pages, meet_pages, sheet):
    router.include_router(_part.router)
