"""What the coach's pages share: who asks, who is asked about, and what is known of the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from service.accounts import Account, Signed
from service.accounts.permissions import sees
from service.answers import NotStored, Suggested, Weighed
from service.api import cursors
from service.api.route import Call
from service.coach import repository
from service.coach.cases import Case, standing
from service.coach.repository import Person
from service.placing import repository as placing
from service.placing.taking import Actor
from service.plans import repository as plans
from service.plans.pattern import Pattern
from service.problems import NotFound
from service.running import Service
from service.store.clock import now
from service.store.records import Condition


@dataclass(frozen=True, slots=True)
class Desk:
    """One request of a coach."""

    service: Service
    account: Account

    @property
    def seen(self) -> Condition:
        """The condition under which the coach sees a participant."""
        return sees(self.account)

    @property
    def actor(self) -> Actor:
        """Who takes a step in the course of a placement, now."""
        known = self.service
        pattern = Pattern.of(known.settings)
        return Actor(self.account.name, self.account.role, now(), known.matching.today(), pattern)

    @property
    def call(self) -> Call:
        """The same request, as the functions of the API take it."""
        return Call(self.service, self.account, "")

    def suggest(self, participant_id: str, top: int) -> Suggested:
        """Rank the places for one participant, and store the run.

        Raises
        ------
        NotFound
            When there is nobody, or nobody whom the coach may see.
        """
        try:
            return self.service.matching.suggest(
                participant_id, top=top, by=self.account.name, seen=self.seen
            )
        except NotStored:
            raise NotFound from None

    def weigh(self, participant_id: str, slot_ids: Sequence[str]) -> Weighed:
        """Hold one participant against chosen places.

        Raises
        ------
        NotFound
            When there is nobody, or nobody whom the coach may see.
        """
        try:
            return self.service.matching.weigh(participant_id, slot_ids, seen=self.seen)
        except NotStored:
            raise NotFound from None


def _desk(request: Request, account: Signed) -> Desk:
    service: Service = request.app.state.service
    return Desk(service, account)


TheDesk = Annotated[Desk, Depends(_desk)]


@dataclass(frozen=True, slots=True)
class File:
    """All that is kept about one participant."""

    person: Person
    case: Case
    document: Mapping[str, Any]


def file(desk: Desk, session: Session, participant_id: str) -> File:
    """Read what is kept about one participant, in as many queries whoever it is.

    Raises
    ------
    NotFound
        When there is nobody, or nobody whom the coach may see.
    """
    usable = cursors.usable(participant_id)
    found = repository.people(session, desk.account, only=participant_id) if usable else []
    if not found:
        raise NotFound
    (person,) = found
    document = person.stored.document
    key = person.stored.id
    courses = placing.seen(session, desk.account, key).get(key, [])
    case = Case(
        document,
        standing(repository.decided(session, desk.account, key).get(key, {}), courses),
        repository.shared(session, desk.account, key).get(key, set()),
        repository.placements(session, desk.account, key).get(key, []),
        courses,
        *plans.stands(
            plans.next_meetings(session, desk.account, key).get(key), desk.service.matching.today()
        ),
    )
    return File(person, case, document)


def at(participant_id: str, page: str = "", /, **query: str) -> str:
    """Write the address of one of a participant's pages."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"/deltagare/{quote(participant_id, safe='')}{'/' if page else ''}{page}{asked}"


def go(address: str) -> RedirectResponse:
    """Answer a form with the page to read next."""
    return RedirectResponse(address, 303)
