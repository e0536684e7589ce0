"""Meetings at a browser without scripts: booking, writing up, ending, the list and the calendar."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select
from starlette.testclient import TestClient

from service.accounts import repository as accounts
from service.audit.models import AuditEntries
from service.coach.desk import at
from service.plans import followups
from service.store.clock import now
from tests.support.accounts import give
from tests.support.outline import check
from tests.support.planned import live
from tests.support.town import COACH, DAY, EMPTY, FULL
from tests.web.conftest import BASE, SignedIn
from tests.web.test_plans import store

PERSON = "D0012"
LIST = "/uppfoljningar"


def written(page: str, **changes: object) -> dict[str, object]:
    """What the form says, with what a coach types."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    due = re.search(r'id="due" name="due" value="([^"]*)"', page)
    form: dict[str, object] = {"mote": hidden["mote"], "version": hidden["version"], "then": "book"}
    form |= {"state": "held", "held_on": DAY.isoformat(), "done": "Bra vecka."}
    return form | ({"due": due[1]} if due else {}) | changes


def begin(client: TestClient, person: str, on: date) -> None:
    with store(client).write() as session:
        followups.begin(session, person, on, COACH)


@pytest.mark.writes
def test_booking_proposes_a_day_of_work_by_the_pattern(coach: TestClient) -> None:
    form = coach.get(at(FULL, "boka"))
    check(form.text)
    assert 'name="due" value="2026-12-07"' in form.text, "two weeks from today"
    page = coach.post(at(FULL, "boka"), data={"due": "2026-12-01", "clock": "13:15"})
    assert "Mötet är bokat." in page.text
    assert "klockan 13:15" in page.text
    again = coach.post(at(FULL, "boka"), data={"due": "2026-12-01", "clock": "13:15"})
    assert "Möte bokat till 2026-12-01" in again.text
    assert again.text.count("Möte bokat till") == 1
    assert "Möte flyttat" not in again.text


@pytest.mark.writes
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due": ""}, "Uppgiften saknas."),
        ({"due": "2026-11-22"}, "har redan varit"),
        ({"due": "2027-02-29"}, "finns inte"),
        ({"due": "2026-12-01", "clock": "25:00"}, "är inte ett klockslag"),
    ],
)
def test_what_cannot_be_booked_is_said(coach: TestClient, typed: dict[str, str], said: str) -> None:
    answer = coach.post(at(FULL, "boka"), data=typed)
    assert answer.status_code == 422
    check(answer.text)
    assert said in answer.text
    assert "Inget möte är bokat." in coach.get(at(FULL, "plan")).text


@pytest.mark.writes
def test_what_was_refused_stands_in_the_log_as_refused_only(coach: TestClient) -> None:
    coach.post(at(FULL, "boka"), data={"due": ""})
    coach.post(at(FULL, "boka"), data={"due": "2026-12-01", "clock": "13:15"})
    query = select(AuditEntries.outcome).where(AuditEntries.action == "write").order_by(AuditEntries.number)
    with store(coach).read() as session:
        assert list(session.scalars(query)) == ["refused", "done"]


@pytest.mark.writes
def test_a_free_day_that_somebody_chooses_is_named(coach: TestClient) -> None:
    page = coach.post(at(FULL, "boka"), data={"due": "2026-12-24"})
    assert "Julafton</span>" in page.text
    assert "Julafton</span>" in coach.get(LIST).text


@pytest.mark.writes
def test_two_who_move_the_same_meeting(signed_in: SignedIn) -> None:
    anna, bo = signed_in(COACH), signed_in("bo")
    anna.post(at(FULL, "boka"), data={"due": "2026-12-01"})
    anna.post(at(FULL, "boka"), data={"due": "2026-12-02", "version": "1"})
    clash = bo.post(at(FULL, "boka"), data={"due": "2026-12-03", "version": "1"})
    assert clash.status_code == 409
    check(clash.text)
    assert "Någon annan har bokat" in clash.text
    assert "2026-12-02" in clash.text
    bo.post(at(FULL, "boka"), data={"due": "2026-12-03", "version": "2"})
    assert "Möte flyttat till 2026-12-03" in anna.get(at(FULL, "plan")).text


@pytest.mark.writes
def test_writing_up_a_meeting_books_the_next_one_once(coach: TestClient) -> None:
    begin(coach, FULL, DAY - timedelta(days=14))
    form = coach.get(at(FULL, "uppfoljning"))
    check(form.text)
    typed = written(form.text, hours="12,5", next_step="Öka tiden.", with_whom=["participant", "supervisor"])
    assert typed["due"] == "2026-12-07"
    for _ in range(3):  # double press, back and replay
        page = coach.post(at(FULL, "uppfoljning"), data=typed)
    text = page.text
    assert text.count("Möte hållet 2026-11-23") == 1
    assert text.count("Möte bokat till 2026-12-07") == 1
    assert "Med: Deltagaren, Handledaren" in text
    assert "<strong>12,5</strong> timmar i veckan" in text
    assert "<strong>Till nästa gång:</strong> Öka tiden." in text


@pytest.mark.writes
def test_a_meeting_is_not_kept_without_the_next_one_or_a_reason_to_end(coach: TestClient) -> None:
    begin(coach, FULL, DAY - timedelta(days=14))
    form = coach.get(at(FULL, "uppfoljning")).text
    for changes, where in (({"due": ""}, "due"), ({"then": "end", "ending": " "}, "ending")):
        answer = coach.post(at(FULL, "uppfoljning"), data=written(form, **changes))
        assert answer.status_code == 422
        check(answer.text)
        assert re.findall(r'class="plain-link" href="#([\w-]+)"', answer.text) == [where]
        assert ">Bra vecka.</textarea>" in answer.text
    assert "Inga möten är uppskrivna än." in coach.get(at(FULL, "plan")).text


@pytest.mark.writes
def test_all_that_is_wrong_with_a_meeting_is_said_at_once(coach: TestClient) -> None:
    begin(coach, FULL, DAY - timedelta(days=14))
    form = coach.get(at(FULL, "uppfoljning")).text
    wrong = written(form, state="", held_on="2026-12-24", done="", hours="många", due="2026-11-01")
    answer = coach.post(at(FULL, "uppfoljning"), data=wrong)
    assert answer.status_code == 422
    assert re.findall(r'class="plain-link" href="#([\w-]+)"', answer.text) == [
        "state-held",
        "held_on",
        "done",
        "hours",
        "due",
    ]


@pytest.mark.writes
def test_ending_says_why_and_a_new_meeting_begins_again(coach: TestClient) -> None:
    begin(coach, FULL, DAY - timedelta(days=14))
    form = coach.get(at(FULL, "uppfoljning")).text
    page = coach.post(at(FULL, "uppfoljning"), data=written(form, then="end", ending="Har fast arbete."))
    assert "uppföljningen är avslutad" in page.text
    assert "Uppföljningen avslutades 2026-11-23: Har fast arbete." in page.text
    assert FULL not in coach.get(LIST).text
    assert coach.get(at(FULL, "uppfoljning")).url.path.endswith("/boka")
    coach.post(at(FULL, "boka"), data={"due": "2026-12-01"})
    assert FULL in coach.get(LIST).text


@pytest.mark.writes
def test_two_who_write_up_the_same_meeting(signed_in: SignedIn) -> None:
    anna, bo = signed_in(COACH), signed_in("bo")
    begin(anna, FULL, DAY - timedelta(days=14))
    form = anna.get(at(FULL, "uppfoljning")).text
    anna.post(at(FULL, "uppfoljning"), data=written(form))
    clash = bo.post(at(FULL, "uppfoljning"), data=written(form, state="missed", done="Kom inte."))
    assert clash.status_code == 409
    check(clash.text)
    assert "Någon annan har ändrat mötet" in clash.text
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', clash.text)
    assert rows == [
        ("Blev mötet av?", "Blev av", "Blev inte av"),
        ("Vad har hänt sedan sist?", "Bra vecka.", "Kom inte."),
    ]
    assert "Kom inte." not in anna.get(at(FULL, "plan")).text, "nothing is overwritten"


@pytest.mark.writes
def test_a_meeting_that_somebody_moves_meanwhile_is_not_written_over(signed_in: SignedIn) -> None:
    anna, bo = signed_in(COACH), signed_in("bo")
    begin(anna, FULL, DAY - timedelta(days=14))
    form = anna.get(at(FULL, "uppfoljning")).text
    bo.post(at(FULL, "boka"), data={"due": "2026-11-24", "version": "1"})
    clash = anna.post(at(FULL, "uppfoljning"), data=written(form))
    assert clash.status_code == 409
    assert "Bokat" in clash.text
    kept = anna.post(at(FULL, "uppfoljning"), data=written(form, version="2"))
    assert "nästa möte är bokat" in kept.text


@pytest.mark.writes
def test_a_meeting_long_overdue_proposes_a_day_of_work_from_today_on(coach: TestClient) -> None:
    begin(coach, FULL, DAY - timedelta(days=60))
    form = coach.get(at(FULL, "uppfoljning")).text
    assert 'name="held_on" value="2026-10-08"' in form
    assert 'name="due" value="2026-11-23"' in form, "by the pattern it would have been in October"


@pytest.mark.writes
def test_an_earlier_meeting_can_be_corrected(coach: TestClient) -> None:
    live(store(coach), FULL)
    page = coach.get(at(FULL, "plan")).text
    address = re.findall(r'href="(/deltagare/D0002/uppfoljning\?mote=\w+)"', page)[0]
    form = coach.get(address)
    check(form.text)
    assert "Nästa möte" not in form.text.partition("<main")[2]
    kept = coach.post(at(FULL, "uppfoljning"), data=written(form.text, state="missed", done="Tåget stod."))
    assert "Mötet är sparat." in kept.text
    assert "Tåget stod." in kept.text
    assert "Bussen var inställd." not in kept.text
    assert kept.text.count("2026-11-18") >= 1, "the booked meeting stands"


@pytest.mark.writes
def test_a_late_meeting_is_first_on_the_coachs_first_page(coach: TestClient) -> None:
    begin(coach, PERSON, DAY - timedelta(days=30))
    page = coach.get("/deltagare").text
    first = re.findall(r'<th scope="row"><a class="plain-link" href="[^"]+">([^<]+)</a>', page)[0]
    assert first == PERSON
    assert f'href="{at(PERSON, "uppfoljning")}">Skriv upp mötet som är försenat' in page
    own = coach.get(at(PERSON)).text
    assert "Försenat</span>" in own
    assert f'class="button main" href="{at(PERSON, "uppfoljning")}"' in own


@pytest.mark.writes
def test_the_list_of_own_meetings(signed_in: SignedIn) -> None:
    anna = signed_in(COACH)
    empty = anna.get(LIST)
    check(empty.text)
    assert "Ingen av dina deltagare följs upp än" in empty.text
    live(store(anna), FULL)
    live(store(anna), PERSON, late=False)
    begin(anna, EMPTY, DAY - timedelta(days=14))
    begin(anna, "D0004", DAY)
    with store(anna).write() as session:
        followups.follow(session, "D0005", DAY, by=COACH)
    page = anna.get(LIST)
    check(page.text)
    groups = re.findall(r'<h2 id="(\w+)">[^(]+\((\d)\)</h2>', page.text)
    assert groups == [("late", "1"), ("missing", "1"), ("today", "1"), ("soon", "1"), ("later", "1")]
    assert at(EMPTY, "uppfoljning") in page.text
    assert FULL not in signed_in("bo").get(LIST).text, "a colleague's people are on the colleague's list"


def feed(page: str) -> str:
    found = re.search(rf"<code>{BASE}(/kalender/[\w-]{{43}}\.ics)</code>", page)
    assert found is not None
    return found[1]


@pytest.mark.writes
def test_a_calendar_without_names_that_nobody_has_to_sign_in_for(signed_in: SignedIn) -> None:
    anna = signed_in(COACH)
    live(store(anna), FULL, late=False)
    live(store(anna), EMPTY)
    address = feed(anna.post(f"{LIST}/kalender").text)
    assert "visas inte igen" not in anna.get(LIST).text
    program = TestClient(anna.app, base_url=BASE)
    answer = program.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [event["DTSTART"].dt.isoformat() for event in events] == [
        "2026-11-18T08:30:00+00:00",
        "2026-11-25T08:30:00+00:00",
    ]
    for secret in (FULL, EMPTY, "TOM", "Jobba", "Anna", "plocklistan", "lager"):
        assert secret not in answer.text
    assert f"URL:{BASE}{LIST}" in answer.text.replace("\r\n ", "")


@pytest.mark.writes
def test_a_new_address_ends_the_old_one_and_so_do_a_closed_account_and_another_coach(
    signed_in: SignedIn,
) -> None:
    anna = signed_in(COACH)
    live(store(anna), FULL, late=False)
    program = TestClient(anna.app, base_url=BASE)
    old = feed(anna.post(f"{LIST}/kalender").text)
    new = feed(anna.post(f"{LIST}/kalender").text)
    missing = program.get("/kalender/finns-inte.ics")
    assert missing.status_code == 404
    assert program.get(old).status_code == 404
    assert program.get(old).content.replace(old.encode(), b"/kalender/finns-inte.ics") == missing.content
    assert b"VEVENT" in program.get(new).content
    assert program.head(new).status_code == 200, "calendar programs ask before they fetch"
    give(store(anna), [FULL], unit="norr", coach="bo")
    assert b"VEVENT" not in program.get(new).content, "whoever gets another coach leaves the calendar"
    gone = anna.post(f"{LIST}/kalender/av")
    assert "Kalenderadressen är borttagen." in gone.text
    assert program.head(new).status_code == program.get(new).status_code == 404
    last = feed(anna.post(f"{LIST}/kalender").text)
    with store(anna).write() as session:
        accounts.change(session, COACH, closed_at=now())
    assert program.get(last).status_code == 404


@pytest.mark.parametrize("name", ["david", "eva", "frans"])
def test_other_roles_have_no_meetings_and_no_calendar(signed_in: SignedIn, name: str) -> None:
    assert signed_in(name).get(LIST).status_code == 404
    assert signed_in(name).post(f"{LIST}/kalender").status_code == 404


@pytest.mark.writes
def test_those_who_find_places_see_how_many_wait_and_never_fewer_than_five(signed_in: SignedIn) -> None:
    david = signed_in("david")
    few = david.get("/att-gora")
    check(few.text)
    assert few.text.count("färre än 5") == 3
    for number in range(1, 9):
        live(store(david), f"D{number:04}")
    page = re.sub(r"<[^>]+>|\s+", " ", david.get("/att-gora").text)
    assert re.search(r"Följs upp nu +8 ", page)
    assert re.search(r"Mötet är försenat +alla eller nästan alla ", page)
    assert re.search(r"Inget möte bokat +färre än 5 ", page)
    assert "D0001" not in page


@pytest.mark.writes
def test_the_participants_own_sheet_says_when_the_two_meet(coach: TestClient) -> None:
    assert "Vi ses nästa gång: …" in coach.get(at(FULL, "blad")).text
    live(store(coach), FULL, late=False)
    assert "Vi ses nästa gång: 2026-11-25" in coach.get(at(FULL, "blad")).text


@pytest.mark.writes
def test_in_english(coach: TestClient) -> None:
    live(store(coach), FULL)
    coach.cookies.set("sprak", "en")
    for page, said in (
        ("plan", "Plan for D0002"),
        ("steg", "New step"),
        ("uppfoljning", "Write up the meeting"),
    ):
        answer = coach.get(at(FULL, page))
        check(answer.text, "en")
        assert f"<h1>{said}</h1>" in answer.text
    plan = coach.get(at(FULL, "plan")).text
    assert "Anna Ek: Meeting held 2026-10-26" in plan
    assert "Write a CV" in plan
    assert '<article class="sheet easy" lang="sv">' in coach.get(at(FULL, "plan/latt")).text
