"""/fordelning and /ny-fordelning: a group against the places there are, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Response
from pydantic import ValidationError

from matcher import Slot
from matcher.domain import Participant
from matcher.facts import World
from matcher.rules.capacity import RULE as CAPACITY
from matcher.rules.opening import RULE as OPEN
from service import audit
from service.allocations import deciding, drafting, repository
from service.allocations.deciding import Refused
from service.allocations.repository import Line
from service.allocations.shapes import MOST_OF_ONE, MOST_PEOPLE, NewAllocation, Pair
from service.coach import repository as coach
from service.coach.desk import Desk, TheDesk, at, go
from service.pages import reader, shown
from service.pages.forms import Typed, Wrong, of_error, wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.placing import repository as courses
from service.placing.states import BOOKED
from service.problems import Invalid, NotFound

router = APIRouter(include_in_schema=False)

HOME: Final = "/fordelning"
ON_PAGE: Final = 30
SHOWN: Final = 200
"""So many people, and so many places, can be ticked on one page."""

DONE: Final = {
    "bekrafta": _("Raden är bekräftad: ni går vidare med platsen."),
    "dra-tillbaka": _("Raden är tillbakadragen."),
    "las": _("Det låsta är med, och platserna är fördelade på nytt."),
    "uteslut": _("Platsen är utesluten, och platserna är fördelade på nytt."),
    "om": _("Platserna är fördelade på nytt."),
    "ny": _("Utkastet är klart. Inget är bestämt förrän du bekräftar en rad."),
}
"""What a form did → what the page after it says."""

LINES: Final = 20
"""So many lines stand on a page."""

Shown = Literal["", "mina", "utan"]
"""Which lines: those with a place, those of them that the coach decides about, those without a place."""

STATES: Final = {
    "draft": _("Utkast"),
    "confirmed": _("Bekräftad"),
    "withdrawn": _("Tillbakadragen"),
    "unplaced": _("Utan plats"),
}

Id = Annotated[str, Form(max_length=200)]


@router.get(HOME)
def drafts(desk: TheDesk, fore: Annotated[str, Query(max_length=200)] = "") -> Response:
    """List the drafts that the coach may see, the latest first."""
    with desk.service.database.read() as session:
        found = repository.page(session, desk.account, limit=ON_PAGE + 1, before=fore)
    audit.shown()
    return shown(
        "divisions.html",
        drafts=[(head, drafting.figures(head)) for head in found[:ON_PAGE]],
        older=found[ON_PAGE - 1]["id"] if len(found) > ON_PAGE else None,
        start=fore,
    )


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is typed in the form for a new division."""

    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    some: bool = False
    most: str = ""


@router.get("/ny-fordelning")
def choose(
    desk: TheDesk,
    visa: Literal["egna", "enheten"] = "egna",
    valj: Literal["", "alla"] = "",
) -> Response:
    """Show a form: who takes part, and which places."""
    found = _people(desk, own=visa == "egna")
    typed = Choosing(frozenset(one.stored.id for one in found[0]) if valj else frozenset())
    return _choose(desk, visa, found, typed)


@router.post("/ny-fordelning")
def make(desk: TheDesk, form: Typed) -> Response:
    """Divide, and show the draft."""
    visa = "enheten" if form.get("visa") == "enheten" else "egna"
    typed = Choosing(
        frozenset(str(key) for key in form.getlist("deltagare")),
        frozenset(str(key) for key in form.getlist("plats")),
        form.get("platser") == "valda",
        str(form.get("hogst", ""))[:20].strip(),
    )
    errors = list(_lacks(typed))
    if not errors:
        try:
            asked = NewAllocation.model_validate(
                {
                    "participants": sorted(typed.people),
                    "slots": sorted(typed.places) if typed.some else None,
                    "per_employer": int(typed.most) if typed.most else None,
                }
            )
            made = drafting.made(desk.call, asked)
        except (Invalid, ValidationError):
            raise NotFound from None  # somebody or something that was never on the page
        with desk.service.database.write() as session:
            made.store(session)
        return go(f"{HOME}/{made.head['id']}?klart=ny")
    return _choose(desk, visa, _people(desk, own=visa == "egna"), typed, errors)


def _lacks(typed: Choosing) -> Sequence[Wrong]:
    errors = []
    if not typed.people:
        errors.append(wrong("choose_people", "vilka", _("Deltagare")))
    elif len(typed.people) > MOST_PEOPLE:
        errors.append(wrong("too_long", "vilka", _("Deltagare"), max_length=MOST_PEOPLE))
    if typed.some and not typed.places:
        errors.append(wrong("choose_places", "valda", _("Platser")))
    if typed.most and not (typed.most.isdecimal() and typed.most.isascii()):
        errors.append(wrong("int_type", "hogst", MOST_LABEL, typed.most))
    elif typed.most and not 1 <= int(typed.most) <= MOST_OF_ONE:
        kind = "greater_than_equal" if int(typed.most) < 1 else "less_than_equal"
        errors.append(wrong(kind, "hogst", MOST_LABEL, typed.most, ge=1, le=MOST_OF_ONE))
    return errors


MOST_LABEL: Final = _("Högst så många hos samma arbetsgivare")


Found = tuple[list[coach.Person], int]


def _people(desk: Desk, *, own: bool) -> Found:
    """Give those who have no place yet, and how many have one."""
    with desk.service.database.read() as session:
        people = coach.people(session, desk.account, own=own)
        known = courses.seen(session, desk.account, ended=False)
        placements = coach.placements(session, desk.account)
    free = [
        one
        for one in people
        if not any(course.state in BOOKED for course in known.get(one.stored.id, []))
        and not any(past.get("outcome") == "ongoing" for past in placements.get(one.stored.id, []))
    ]
    return free, len(people) - len(free)


def _open(desk: Desk) -> list[tuple[Slot, int]]:
    """Give the places that are open and have a seat that nobody has been promised, with how many."""
    prepared, _nobody, _known = desk.service.matching.group([])
    with desk.service.database.read() as session:
        promised = repository.promised(session)
    world = World(replace(prepared.places.context, occupations=()))
    anybody = world.person(Participant("-"))
    found = []
    for slot in prepared.slots.values():
        place, left = world.place(slot, None), drafting.seats(slot, promised)
        judged = [rule.judge(anybody, place, world).outcome for rule in (OPEN, CAPACITY)]
        if left > 0 and "fail" not in judged:
            found.append((slot, left))
    return sorted(found, key=lambda one: ((one[0].title or "").casefold(), one[0].id))


def _choose(desk: Desk, visa: str, found: Found, typed: Choosing, errors: Sequence[Wrong] = ()) -> Response:
    people, hidden = found
    here = people[:SHOWN]
    audit.shown(one.stored.id for one in here)
    return shown(
        "new_division.html",
        422 if errors else 200,
        visa=visa,
        people=[(one, one.stored.document) for one in here],
        found=len(people),
        hidden=hidden,
        places=_open(desk),
        most=SHOWN,
        typed=typed,
        summary=errors,
        errors={error.at: error for error in reversed(errors)},
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One line as the page shows it."""

    line: Line
    slot: Slot | None
    mine: bool


@router.get(HOME + "/{allocation_id}")
def draft(
    desk: TheDesk,
    allocation_id: str,
    visa: Shown = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    klart: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show a draft: who gets which place and why, who gets none, and what would help."""
    return _draft(desk, allocation_id, (visa, sida), done=klart)


def _draft(
    desk: Desk,
    allocation_id: str,
    place: tuple[str, int],
    *,
    done: str = "",
    errors: Sequence[Wrong] = (),
    refused: Refused | None = None,
    kept: Mapping[str, str] | None = None,
) -> Response:
    with desk.service.database.read() as session:
        found = deciding.found(session, desk.account, allocation_id)
    slots = desk.service.matching.slots()
    audit.shown(line.participant_id for line in found.lines)
    rows = [
        Row(line, slots.get(line.slot_id or ""), deciding.decides(desk.account, line)) for line in found.lines
    ]
    visa, page = place
    parts = {
        "": [row for row in rows if row.line.slot_id is not None],
        "mina": [row for row in rows if row.line.slot_id is not None and row.mine],
        "utan": [row for row in rows if row.line.slot_id is None],
    }
    last = max(1, -(-len(parts[visa]) // LINES))
    page = min(page, last)
    return shown(
        "division.html",
        422 if errors else 409 if refused else 200,
        draft=found,
        figures=drafting.figures(found.head),
        rows=parts[visa][(page - 1) * LINES : page * LINES],
        counts={name: len(part) for name, part in parts.items()},
        page=page,
        last=last,
        states=STATES,
        slots=slots,
        visa=visa,
        done=DONE.get(done, ""),
        line_done=done in ("bekrafta", "dra-tillbaka"),
        refused=refused,
        summary=[*errors, *([_refusal(refused)] if refused else [])],
        errors={error.at: error for error in reversed(errors)},
        kept=kept or {},
        at=at,
    )


def _refusal(refused: Refused) -> Wrong:
    language = chosen(reader.request())
    return Wrong("rader", translated(_("Raden"), language), translated(refused.said, language), "")


@router.post(HOME + "/{allocation_id}")
def decide(
    desk: TheDesk,
    allocation_id: str,
    *,
    gor: Annotated[str, Form(max_length=20)] = "",
    deltagare: Id = "",
    plats: Id = "",
    ord: Annotated[str, Form(max_length=2000)] = "",  # noqa: A002 - the name of the field in the form
    visa: Annotated[Shown, Form()] = "",
    sida: Annotated[int, Form(ge=1, le=10_000)] = 1,
) -> Response:
    """Do what the coach has decided about a line, or divide anew."""
    audit.shown([deltagare])
    try:
        where = _done(desk, allocation_id, gor, (deltagare, plats), ord.strip())
    except Refused as refused:
        return _draft(desk, allocation_id, (visa, sida), refused=refused)
    except ValidationError as problem:
        label = _("Varför")
        errors = [of_error(dict(one), f"ord-{gor}-{deltagare}", label) for one in problem.errors()[:1]]
        kept = {"deltagare": deltagare, "gor": gor, "ord": ord}
        return _draft(desk, allocation_id, (visa, sida), errors=errors, kept=kept)
    except Invalid as invalid:
        said = str(invalid.errors[0]["message"]) if invalid.errors else invalid.detail
        return _draft(desk, allocation_id, (visa, sida), refused=Refused(said))
    query = urlencode({"visa": visa, "sida": sida, "klart": gor})
    return go(f"{HOME}/{where}?{query}{'#rader' if where == allocation_id else ''}")


def _done(desk: Desk, allocation_id: str, what: str, pair: tuple[str, str], words: str) -> str:
    """Do it; give the id of the draft to show next."""
    who, place = pair
    match what:
        case "bekrafta":
            deciding.confirm(desk.call, allocation_id, who)
        case "dra-tillbaka":
            reason = Pair.model_validate(
                {"participant_id": who, "slot_id": place, "reason": words or None}
            ).reason
            deciding.withdraw(desk.call, allocation_id, who, reason)
        case "las" | "uteslut":
            wanted = Pair.model_validate({"participant_id": who, "slot_id": place, "reason": words})
            rule = "lock" if what == "las" else "ban"
            return deciding.again(desk.call, allocation_id, rule, wanted)
        case "om":
            return deciding.again(desk.call, allocation_id)
        case _:
            with desk.service.database.read() as session:
                deciding.found(session, desk.account, allocation_id)
            raise Invalid  # no button of ours
    return allocation_id
