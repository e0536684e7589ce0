"""/deltagare: the coach's own participants with the next step of each. And one participant's own page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from data.reference import placement_reasons
from service import audit
from service.answers import Outlook
from service.coach import repository
from service.coach.cases import STANDS, Case, Step, course_at, next_step, standing
from service.coach.desk import Desk, TheDesk, at, file
from service.coach.fields import facts
from service.coach.repository import Person
from service.pages import shown
from service.pages.language import marked as _
from service.placing import repository as placing
from service.placing.states import STATES
from service.plans import repository as plans

router = APIRouter(include_in_schema=False)

ON_PAGE: Final = 25

NOTICES: Final = 10
"""So many participants are named at the top of the list when something has happened with their place."""

Sort = Literal["arende", "-arende", "steg", "-steg", "andrad", "-andrad"]
Stand = Literal["", "goals", "open", "going", "shared", "introduced", "agreed", "placed", "ended", "onward"]
Found = Annotated[str, Query(max_length=100)]

DONE: Final = {
    "ny": _("Deltagaren är sparad."),
    "andrad": _("Ändringarna är sparade."),
    "delad": _("Deltagaren är delad med arbetsgivarkontakterna för den här platsen."),
    "inte-delad": _("Deltagaren är inte längre delad för den här platsen."),
    "last": _("Du har läst det som hade hänt."),
}
"""What a form did, said on the page after it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One participant in the list."""

    person: Person
    case: Case

    @property
    def changed(self) -> str:
        """The day of the last change."""
        return datetime.fromisoformat(self.person.changed).date().isoformat()

    @property
    def wants(self) -> str:
        """What the participant wants, in as few words as there are."""
        document = self.case.document
        return "; ".join((document.get("goal_occupations") or document.get("goals") or [])[:2])


_KEYS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "arende": lambda row: row.case.id,
    "steg": lambda row: (not row.case.late, list(STANDS).index(row.case.stands), row.case.id),
    "andrad": lambda row: (row.person.changed, row.case.id),
}


@router.get("/deltagare")
def home(
    desk: TheDesk,
    *,
    visa: Literal["egna", "enheten"] = "egna",
    laget: Stand = "",
    sok: Found = "",
    sortera: Sort = "steg",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """List participants with the next step of each."""
    rows = _rows(desk, own=visa == "egna")
    counts = {stand: sum(row.case.stands == stand for row in rows) for stand in STANDS}
    chosen = [row for row in rows if (not laget or row.case.stands == laget) and _matches(row, sok)]
    chosen.sort(key=_KEYS[sortera.removeprefix("-")], reverse=sortera.startswith("-"))
    last = max(1, -(-len(chosen) // ON_PAGE))
    page = min(sida, last)
    here = chosen[(page - 1) * ON_PAGE : page * ON_PAGE]
    untold = [row for row in rows if row.case.untold][:NOTICES]
    audit.shown(row.person.stored.id for row in (*here, *untold))
    asked = {"visa": visa, "laget": laget, "sok": sok, "sortera": sortera}
    return shown(
        "people.html",
        rows=[(row, step) for row, step in zip(here, _steps(desk, here), strict=True)],
        everybody=len(rows),
        found=len(chosen),
        counts=counts,
        stands=STANDS,
        asked=asked,
        link=lambda **changes: "/deltagare?" + urlencode({k: v for k, v in (asked | changes).items() if v}),
        page=page,
        last=last,
        untold=untold,
        at=at,
    )


def _rows(desk: Desk, *, own: bool) -> list[Row]:
    with desk.service.database.read() as session:
        people = repository.people(session, desk.account, own=own)
        decided = repository.decided(session, desk.account)
        shared = repository.shared(session, desk.account)
        placements = repository.placements(session, desk.account)
        courses = placing.seen(session, desk.account)
        meetings = plans.next_meetings(session, desk.account)
    today = desk.service.matching.today()
    return [
        Row(
            person,
            Case(
                person.stored.document,
                standing(decided.get(person.stored.id, {}), courses.get(person.stored.id, [])),
                shared.get(person.stored.id, set()),
                placements.get(person.stored.id, []),
                courses.get(person.stored.id, []),
                *plans.stands(meetings.get(person.stored.id), today),
            ),
        )
        for person in people
    ]


def _matches(row: Row, sought: str) -> bool:
    """Look among case numbers, goals and skills; what does not function, and needs, are not searched."""
    words = sought.casefold().split()
    if not words:
        return True
    document = row.case.document
    texts = [row.case.id, *(document.get("goals") or []), *(document.get("goal_occupations") or [])]
    texts += [skill["label"] if isinstance(skill, dict) else skill for skill in document.get("skills") or []]
    text = " ".join(texts).casefold()
    return all(word in text for word in words)


def _steps(desk: Desk, rows: Sequence[Row]) -> list[Step]:
    found = desk.service.matching.outlooks([row.case.id for row in rows])
    nothing = Outlook(0, None)
    outlooks = [found.get(row.case.id, nothing) for row in rows]
    return [
        next_step(row.case, outlook.question, outlook.eligible)
        for row, outlook in zip(rows, outlooks, strict=True)
    ]


@router.get("/deltagare/{participant_id:path}")
def participant(
    desk: TheDesk, participant_id: str, klart: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show one participant: the next step, the places gone on with, and what is known."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    (step,) = _steps(desk, [Row(found.person, found.case)])
    followed = {course.id for course in found.case.courses}
    return shown(
        "participant.html",
        case=found.case,
        person=found.person,
        step=step,
        slots=desk.service.matching.slots(),
        groups=facts(found.document),
        stands=STANDS,
        states=STATES,
        placements=[one for one in found.case.placements if one["id"] not in followed],
        course_at=course_at,
        reasons=placement_reasons(),
        done=DONE.get(klart, ""),
        at=at,
    )
