"""Meetings: /deltagare/{id}/boka, /deltagare/{id}/uppfoljning, /uppfoljningar and /kalender."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from service import audit
from service.accounts import Signed
from service.coach.desk import Desk, File, TheDesk, at, file, go
from service.pages import shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong
from service.pages.language import marked as _
from service.plans import feed, followups, meetings, repository
from service.plans.days import holiday, working, working_day
from service.plans.followups import Elsewhere
from service.plans.meetings import FIELDS, TOOK_PLACE, WITH, Typed
from service.plans.models import FollowUps
from service.plans.pattern import Pattern
from service.problems import NotFound

router = APIRouter(include_in_schema=False)

LIST: Final = "/uppfoljningar"
DONE: Final = {"av": _("Kalenderadressen är borttagen. Den leder ingenstans längre.")}
SOON: Final = 7
"""Days that count as soon."""

Key = Annotated[str, Query(max_length=64)]


@router.get("/deltagare/{participant_id:path}/boka")
def booking(desk: TheDesk, participant_id: str) -> Response:
    """Show a form for the next meeting: a new one, or the booked one to be moved."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        waiting = repository.booked(session, found.person.stored.id)
        typed = Typed()
        day = waiting.due if waiting else _proposed(desk, session, found.person.stored.id)
        typed.texts |= {"due": day.isoformat(), "clock": (waiting.clock or "") if waiting else ""}
        return _booking(found, typed, waiting)


def _proposed(desk: Desk, session: Session, participant_id: str, last: date | None = None) -> date:
    """Propose a day by the municipality's pattern, counted from the latest meeting."""
    today = desk.service.matching.today()
    known = repository.following(session, participant_id)
    last = last or today
    since, ended = (known.since, known.ended) if known and known.closed is None else (last, None)
    day = Pattern.of(desk.service.settings).following(since, last, ended)
    return working_day(max(day, today))


def _booking(
    found: File,
    typed: Typed,
    waiting: FollowUps | None,
    *,
    errors: Sequence[Wrong] = (),
    theirs: FollowUps | None = None,
) -> Response:
    return shown(
        "booking.html",
        422 if errors else 409 if theirs else 200,
        case=found.case,
        typed=typed,
        version=waiting.version if waiting else 0,
        waiting=waiting,
        free=holiday(waiting.due) if waiting else None,
        theirs=theirs,
        summary=errors,
        errors={error.at: error for error in reversed(errors)},
        labels=FIELDS,
        at=at,
    )


@router.post("/deltagare/{participant_id:path}/boka")
def book(desk: TheDesk, form: TypedForm, participant_id: str) -> Response:
    """Book the next meeting, or move it, unless somebody else has done so meanwhile."""
    typed = meetings.of_form(form)
    today = desk.service.matching.today()
    errors: list[Wrong] = []
    asked = meetings.booked(typed, today, errors)
    with desk.service.database.write() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        waiting = repository.booked(session, key)
        if asked is None:
            return _booking(found, typed, waiting, errors=errors)
        clock = f"{asked.clock:%H:%M}" if asked.clock else None
        if waiting is None:
            followups.follow(session, key, today, by=desk.account.name)
            reason = followups.fresh()
            followups.book(session, key, reason, asked.due, asked.clock, by=desk.account.name)
        elif (waiting.due, waiting.clock) != (asked.due, clock):
            if str(form.get("version", "")) != str(waiting.version):
                return _booking(found, typed, waiting, theirs=waiting)
            followups.move(session, waiting, asked.due, asked.clock, by=desk.account.name)
    return go(at(key, "plan", klart="bokat"))


@router.get("/deltagare/{participant_id:path}/uppfoljning")
def minutes(desk: TheDesk, participant_id: str, mote: Key = "") -> Response:
    """Show the booked meeting in a form, to write down what happened; or an earlier one, to correct it."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        known = repository.meeting(session, key, mote) if mote else repository.booked(session, key)
        if (mote and known is None) or (known is not None and known.state == "cancelled"):
            raise NotFound
        if known is None:
            return go(at(key, "boka"))
        typed = meetings.of_meeting(known)
        if known.state == "booked":
            today = desk.service.matching.today()
            held = min(known.due, today)
            typed.texts["held_on"] = held.isoformat()
            typed.texts["due"] = _proposed(desk, session, key, held).isoformat()
        return _minutes(desk, session, found, known, typed)


def _minutes(
    desk: Desk,
    session: Session,
    found: File,
    known: FollowUps,
    typed: Typed,
    *,
    errors: Sequence[Wrong] = (),
    differences: Sequence[tuple[str, str, str]] | None = None,
) -> Response:
    following = repository.following(session, found.person.stored.id)
    ended = following.ended if following else None
    pattern = Pattern.of(desk.service.settings)
    return shown(
        "follow_up.html",
        422 if errors else 409 if differences is not None else 200,
        case=found.case,
        known=known,
        version=known.version,
        more=known.state == "booked",
        typed=typed,
        summary=errors,
        errors={error.at: error for error in reversed(errors)},
        differences=differences,
        labels=FIELDS,
        took_place=TOOK_PLACE,
        with_whom=WITH,
        until=pattern.until(ended) if ended else None,
        today=desk.service.matching.today(),
        at=at,
    )


@router.post("/deltagare/{participant_id:path}/uppfoljning")
def write(desk: TheDesk, form: TypedForm, participant_id: str) -> Response:
    """Keep what happened at a meeting, and book the next one or end the follow-up: all of it or nothing."""
    typed = meetings.of_form(form)
    today = desk.service.matching.today()
    with desk.service.database.write() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        known = repository.meeting(session, key, str(form.get("mote", "")))
        if known is None or known.state == "cancelled":
            return go(at(key, "plan"))
        mote, waits = known.id, known.state == "booked"
        said, errors = meetings.checked(typed, today, more=waits)
        if said is None:
            return _minutes(desk, session, found, known, typed, errors=errors)
        version = str(form.get("version", ""))
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
        try:
            followups.write(session, known, number, said.written, by=desk.account.name)
        except Elsewhere:
            differences = meetings.differences(known, said.written)
            return _minutes(desk, session, found, known, typed, differences=differences)
        if not waits:
            return go(at(key, "plan", klart="rattat"))
        if said.booking is None:
            followups.close(session, key, today, said.ending or "", by=desk.account.name)
            return go(at(key, "plan", klart="avslutad"))
        followups.follow(session, key, today, by=desk.account.name)
        due, clock = said.booking.due, said.booking.clock
        followups.book(session, key, mote, due, clock, by=desk.account.name)
    return go(at(key, "plan", klart="mote"))


@router.get(LIST)
def own(request: Request, desk: TheDesk, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """List the coach's own meetings: late ones first, then those that are soon."""
    return _own(request, desk, done=DONE.get(klart, ""))


def _own(request: Request, desk: Desk, *, done: str = "", secret: str = "") -> Response:
    today = desk.service.matching.today()
    with desk.service.database.read() as session:
        found = repository.of_coach(session, desk.account.name)
        made = repository.feed_made(session, desk.account.name)
    audit.shown(one.participant_id for one in found)
    groups: dict[str, list[tuple[Any, str | None]]] = {name: [] for name in GROUPS}
    for one in found:
        free = holiday(one.due) if one.due and not working(one.due) else None
        groups[_group(one.due, today)].append((one, free))
    return shown(
        "follow_ups.html",
        groups=groups,
        names=GROUPS,
        number=len(found),
        made=made,
        secret=f"{str(request.base_url).rstrip('/')}/kalender/{secret}.ics" if secret else "",
        done=done,
        today=today,
        at=at,
    )


GROUPS: Final = {
    "late": _("Försenade"),
    "missing": _("Inget möte bokat"),
    "today": _("I dag"),
    "soon": _("De närmaste sju dagarna"),
    "later": _("Senare"),
}


def _group(due: date | None, today: date) -> str:
    if due is None:
        return "missing"
    if due <= today:
        return "late" if due < today else "today"
    return "soon" if (due - today).days <= SOON else "later"


@router.post(f"{LIST}/kalender")
def make_feed(request: Request, desk: TheDesk) -> Response:
    """Make a secret address for the coach's calendar, and show it once."""
    with desk.service.database.write() as session:
        secret = feed.open_feed(session, desk.account.name)
    return _own(request, desk, secret=secret)


@router.post(f"{LIST}/kalender/av")
def drop_feed(desk: TheDesk, account: Signed) -> Response:
    """Take the secret address away."""
    with desk.service.database.write() as session:
        repository.drop_feed(session, account.name)
    return go(f"{LIST}?klart=av")


@router.api_route("/kalender/{secret}.ics", methods=["GET", "HEAD"])
def calendar(request: Request, secret: str) -> Response:
    """Give a coach's meetings to a calendar program, which knows the secret address and nothing else."""
    service = request.app.state.service
    with service.database.read() as session:
        coach = feed.owner(session, secret)
        if coach is None:
            raise NotFound
        found = repository.in_calendar(session, coach)
    written = feed.calendar(found, f"{str(request.base_url).rstrip('/')}{LIST}")
    return Response(written, media_type="text/calendar; charset=utf-8")
