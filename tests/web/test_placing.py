"""The course of a placement on the coach's pages, as a browser without scripts meets it."""

import re
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.coach.cases import course_at
from service.coach.desk import at
from service.placing import end_for_slot, repository
from service.placing.repository import Course
from service.store import records
from service.store.clock import now
from tests.support.outline import check
from tests.support.town import COLLEAGUE, DAY, FULL, PROTECTED
from tests.web.conftest import BASE, SignedIn
from tests.web.test_liaison_form import filled

pytestmark = pytest.mark.writes


def store(client: TestClient) -> Any:
    return client.app.state.service.database  # type: ignore[attr-defined]


def free_place(client: TestClient, *, number: int = 0, room: int = 1) -> str:
    """Give a place with just so much room."""
    with store(client).write() as session:
        page = records.page(session, "slot", limit=50)
        usable = [one for one in page if not one.document.get("paused")]
        document = usable[number].document
        for name in ("open_from", "open_until"):
            document.pop(name, None)
        document |= {"capacity": room, "filled": 0}
        records.write(session, "slot", [document], by="test", at=now())
    return str(document["id"])


def course_of(client: TestClient, slot: str, participant: str = FULL) -> Course:
    with store(client).read() as session:
        found = [one for one in repository.of(session, participant) if one.slot_id == slot]
    return found[0]


def no_other(client: TestClient, participant: str = FULL) -> None:
    """End what the invented history says goes on."""
    with store(client).write() as session:
        for one in records.page(session, "placement", limit=200, participant_id=participant):
            if one.document.get("outcome") == "ongoing":
                records.remove(session, "placement", one.id, by="test", at=now())


def go_on(client: TestClient, slot: str, participant: str = FULL) -> Course:
    answer = client.post(at(participant, "beslut"), data={"plats": slot, "beslut": "go_on"})
    assert answer.status_code == 200
    return course_of(client, slot, participant)


def press(client: TestClient, course: Course, step: str, *, version: int | None = None, **typed: Any) -> Any:
    """Send the form of a step, as the page has it."""
    now_ = course_of(client, course.slot_id, course.participant_id)
    data = {"steg": step, "version": str(now_.version if version is None else version)}
    return client.post(course_at(course), data=data | typed)


AGREED = {"borjar": DAY.isoformat(), "timmar": "20"}


def to_start(client: TestClient, course: Course) -> None:
    for step, typed in (("share", {}), ("introduce", {}), ("agree", AGREED), ("start", {})):
        answer = press(client, course, step, **typed)
        assert answer.status_code == 200, (step, answer.text)
        assert "Steget är sparat." in answer.text


def test_the_whole_way_by_forms(coach: TestClient) -> None:
    no_other(coach)
    course = go_on(coach, free_place(coach))
    page = coach.get(at(FULL)).text
    assert course_at(course) in page
    to_start(coach, course)
    page = coach.get(at(FULL)).text
    assert "Praktiken pågår" in page
    assert "Öppna praktiken" in page
    answer = press(coach, course, "end", utfall="hired", skal="plan", dag=DAY.isoformat())
    assert "Slutade som planerat" in answer.text
    assert "Anställd" in answer.text
    assert "Vad händer nu?" not in answer.text
    assert "Anställd" in coach.get(at(FULL)).text


def test_the_page_shows_just_the_steps_that_can_be_taken(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach))

    def steps() -> set[str]:
        return set(re.findall(r'name="steg" value="([a-z_]+)"', coach.get(course_at(course)).text))

    assert steps() == {"share", "introduce", "decline"}
    press(coach, course, "share")
    assert steps() == {"unshare", "introduce", "agree", "decline"}
    press(coach, course, "decline", skal="wants_other", ord="Vill till ett kök.")
    assert steps() == set()
    page = coach.get(course_at(course)).text
    assert "Deltagaren: Vill något annat. Vill till ett kök." in re.sub(r"\s+", " ", page)


def test_a_protected_person_goes_all_the_way_without_being_shared(coach: TestClient) -> None:
    no_other(coach, PROTECTED)
    course = go_on(coach, free_place(coach), PROTECTED)
    assert 'value="share"' not in coach.get(course_at(course)).text
    assert press(coach, course, "share").status_code == 409
    assert press(coach, course, "introduce").status_code == 200
    assert press(coach, course, "agree", **AGREED).status_code == 200
    assert 'value="hand_over"' not in coach.get(course_at(course)).text


def test_pressing_twice_going_back_and_sending_again_have_one_effect(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach, room=2))
    press(coach, course, "share")
    before = course_of(coach, course.slot_id).version
    for _ in range(3):
        assert press(coach, course, "agree", version=before, **AGREED).status_code == 200
    press(coach, course, "start")
    assert press(coach, course, "agree", version=before, **AGREED).status_code == 200
    assert course_of(coach, course.slot_id).version <= before + 2
    with store(coach).read() as session:
        assert [one.step for one in repository.steps(session, course.id)].count("agree") == 1
        slot = records.get(session, "slot", course.slot_id)
        assert slot is not None
        assert slot.document["filled"] == 1


def test_the_second_of_two_coaches_sees_what_the_first_did(signed_in: SignedIn) -> None:
    first, second = signed_in("anna"), signed_in(COLLEAGUE)
    course = go_on(first, free_place(first))
    press(first, course, "share")
    version = course_of(first, course.slot_id).version
    press(first, course, "agree", version=version, **AGREED)
    answer = press(second, course, "agree", version=version, **(AGREED | {"timmar": "30"}))
    assert answer.status_code == 409
    assert "Någon hann före dig" in answer.text
    assert "Kom överens om praktik" in answer.text
    assert "Anna Ek" in answer.text
    assert course_of(first, course.slot_id).hours_to == 20


def test_what_was_typed_is_kept_and_the_field_is_named(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach))
    press(coach, course, "share")
    answer = press(coach, course, "agree", borjar="snart", timmar="37,5", studier="12")
    assert answer.status_code == 422
    assert 'href="#agree-borjar"' in answer.text
    assert "”snart” är inte ett datum." in answer.text
    assert 'value="37,5"' in answer.text
    answer = press(coach, course, "agree", borjar=DAY.isoformat(), timmar="37,5", studier="12")
    assert "Studierna tar mer än en fjärdedel av tiden. Skriv högst 9,375 timmar" in answer.text
    answer = press(coach, course, "agree", borjar=DAY.isoformat(), timmar="20", veckor="två")
    assert answer.status_code == 422
    answer = press(coach, course, "decline", ord="Hennes nummer är 191212121212.", skal="travel")
    assert answer.status_code == 422
    assert course_of(coach, course.slot_id).state == "shared"


def test_the_last_place_goes_to_the_first(coach: TestClient) -> None:
    slot = free_place(coach)
    first, second = go_on(coach, slot), go_on(coach, slot, "D0003")
    for course in (first, second):
        press(coach, course, "share")
    press(coach, first, "agree", **AGREED)
    answer = press(coach, second, "agree", **AGREED)
    assert answer.status_code == 409
    assert "Platsen är fullbokad." in answer.text
    assert 'value="20"' in answer.text


def test_hours_that_grow_and_time_for_studies_are_shown_and_reach_the_workplace(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach))
    press(coach, course, "share")
    press(coach, course, "agree", **AGREED, timmar_fran="10", veckor="4", studier="5", slutar="2027-02-26")
    page = re.sub(r"\s+", " ", coach.get(course_at(course)).text)
    assert "12,5" in page
    assert "Vecka 5 och framåt" in page
    sheet = re.sub(r"\s+", " ", coach.get(at(FULL, "arbetsplats", plats=course.slot_id)).text)
    assert "10 timmar i veckan de första" in sheet
    assert "20 timmar" in sheet
    assert "5 timmar i veckan till studier" in sheet


def test_what_is_wrong_on_file_opens_that_very_field(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach))
    answer = coach.post(
        course_at(course),
        data={"steg": "decline", "version": "1", "skal": "licence_wrong"},
        follow_redirects=False,
    )
    assert answer.headers["location"] == f"{at(FULL, 'redigera')}#licences.state-unknown"
    assert 'id="licences.state-unknown"' in coach.get(at(FULL, "redigera")).text


def test_dismissing_for_what_is_wrong_on_file_opens_that_very_field(coach: TestClient) -> None:
    data = {"plats": free_place(coach), "beslut": "dismiss", "orsak": "Timmarna är fel i underlaget."}
    answer = coach.post(at(FULL, "beslut"), data=data, follow_redirects=False)
    assert answer.headers["location"] == f"{at(FULL, 'redigera')}#hours_per_week"
    assert 'id="hours_per_week"' in coach.get(at(FULL, "redigera")).text


def test_a_place_that_closes_is_said_until_a_coach_has_read_it(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach))
    with store(coach).write() as session:
        end_for_slot(session, course.slot_id, "david", now(), "Lokalen byggs om")
    assert "Det har hänt något med platsen" in coach.get("/deltagare").text
    page = coach.get(at(FULL)).text
    assert "Platsen har stängts." in page
    assert "Lokalen byggs om" in page
    answer = press(coach, course, "las")
    assert "Du har läst det som hade hänt." in answer.text
    assert "Lokalen byggs om" not in answer.text
    assert "Det har hänt något med platsen" not in coach.get("/deltagare").text


def test_a_placement_from_before_can_be_followed(coach: TestClient) -> None:
    no_other(coach)
    slot = free_place(coach)
    old = {
        "id": "gammal",
        "participant_id": FULL,
        "slot_id": slot,
        "outcome": "ongoing",
        "started_on": "2026-10-01",
    }
    with store(coach).write() as session:
        records.write(session, "placement", [old], by="test", at=now())
    assert "Följ praktiken här" in coach.get(at(FULL)).text
    answer = coach.post(at(FULL, "praktik"), data={"placering": "gammal"})
    assert "Praktiken följs nu här." in answer.text
    assert "Nästa steg" in coach.post(at(FULL, "praktik"), data={"placering": "finns-inte"}).text
    page = coach.get(at(FULL)).text
    assert "Öppna praktiken" in page
    assert "Följ praktiken här" not in page


def test_the_coach_is_changed_with_a_reason(signed_in: SignedIn) -> None:
    coach = signed_in("anna")
    no_other(coach)
    course = go_on(coach, free_place(coach))
    to_start(coach, course)
    assert press(coach, course, "hand_over", coach=COLLEAGUE).status_code == 422
    answer = press(coach, course, "hand_over", coach=COLLEAGUE, skal="coach_leaves")
    assert answer.status_code == 200
    assert "Ny coach: Bo Lind" in answer.text
    assert "Det har hänt något med platsen" in signed_in(COLLEAGUE).get("/deltagare").text


def test_the_next_step_of_the_list_follows_the_course(coach: TestClient) -> None:
    course = go_on(coach, free_place(coach))
    no_other(coach)

    def step() -> str:
        page = re.sub(r"\s+", " ", coach.get(f"/deltagare?sok={FULL}").text)
        return page[page.index("<tbody") :]

    press(coach, course, "introduce")
    assert "Kom överens om praktik" in step()
    press(coach, course, "agree", **AGREED)
    assert "Skriv när praktiken har börjat" in step()
    assert date.fromisoformat(AGREED["borjar"]) == DAY


def test_a_form_and_a_file_cannot_take_away_what_is_booked(signed_in: SignedIn) -> None:
    coach, liaison = signed_in("anna"), signed_in("david")
    no_other(coach)
    slot = free_place(coach, room=2)
    to_start(coach, go_on(coach, slot))
    liaison.headers.update({"Origin": BASE})
    where = f"/platser/{slot}/redigera"
    typed = filled(liaison.get(where).text) | {"capacity": "0", "filled": "0"}
    page = liaison.post(where, data=typed)
    assert page.status_code == 422
    check(page.text)
    assert "Skriv minst 1, eller avsluta en praktik där först." in page.text
    assert 'href="#capacity"' in page.text

    going = f"id;participant_id;slot_id;outcome\nx;D0012;p;completed\ny;{FULL};annan;ongoing\n"
    for who, kind, text, told in (
        (liaison, "platser", f"id;capacity\nny;1\n{slot};0\n", "Rad 3, kolumn capacity:"),
        (coach, "placeringar", going, "Rad 3, kolumn participant_id:"),
    ):
        answer = who.post(f"/import/{kind}", files={"fil": ("fil.csv", text.encode(), "text/csv")})
        assert answer.status_code == 422
        assert told in re.sub(r"<[^>]+>", "", answer.text)
    with store(coach).read() as session:
        assert records.get(session, "slot", slot).document["capacity"] == 2  # type: ignore[union-attr]
        assert records.get(session, "slot", "ny") is None
        assert records.get(session, "placement", "x") is None
