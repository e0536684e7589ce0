"""The methods of the municipalities that this serves, each shown working by a page.

One test for each municipality: what it found, and what the service does about it.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from service.coach.cases import course_at
from service.coach.desk import at
from service.plans import followups, repository
from service.store.schema import Decisions, Placements, SuggestionRuns
from tests.support.accounts import give
from tests.support.past import ANALYST
from tests.support.planned import live
from tests.support.stores import save
from tests.support.town import COACH, DAY, FULL
from tests.web.analyst.conftest import opened
from tests.web.conftest import SignedIn
from tests.web.test_allocations import document, made
from tests.web.test_follow_ups import LIST, feed, written
from tests.web.test_placing import free_place, go_on, no_other, press, to_start
from tests.web.test_plans import STEP, store, titles

pytestmark = pytest.mark.writes

WHO = "METOD 1"
PLACE = {"municipality": "0483", "capacity": 3, "filled": 0, "hours_min": 10, "hours_max": 30}


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A municipality with a past, as an analyst sees it; the tests only read it."""
    with ExitStack() as running:
        enter = opened(tmp_path_factory.mktemp("past"), tmp_path_factory.mktemp("board"), running)
        yield enter(ANALYST)


def a_person(client: TestClient, **known: Any) -> str:
    """Add a participant of the coach's."""
    save(store(client), "participant", {"id": WHO, "municipality": "0483"} | known)
    give(store(client), [WHO], unit="norr", coach=COACH)
    return WHO


def a_place(client: TestClient, key: str, **known: Any) -> str:
    save(store(client), "slot", {"id": key, "title": "Plats", "employer_id": "e-metod"} | PLACE | known)
    return key


def test_ange_one_coach_all_the_way_and_follow_up_after_the_end(signed_in: SignedIn) -> None:
    """Ångemodellen: the same person always reachable, never give up, follow on after the start of work."""
    anna = signed_in(COACH)
    no_other(anna)
    course = go_on(anna, free_place(anna))
    to_start(anna, course)
    page = text(anna.get(at(FULL, "plan")).text)
    assert "Nästa möte 2026-12-07" in page, "two weeks from the first day, without anybody asking for it"
    press(anna, course, "end", utfall="subsidised_job", skal="plan", dag=DAY.isoformat())
    page = text(anna.get(at(FULL, "plan")).text)
    assert "Nästa möte 2026-12-07" in page, "the end of the placement ends nothing here"
    assert "Följs upp till och med 2027-05-23, efter slutet 2026-11-23." in page
    assert "Coach: Anna Ek" in text(anna.get(at(FULL)).text)
    refused = press(anna, course, "hand_over", coach="bo")
    assert refused.status_code in (409, 422), "the coach stays, unless there is a reason"
    assert "Coach: Anna Ek" in text(anna.get(at(FULL)).text)


def test_ange_supported_and_the_share_to_work_or_studies_against_the_aim(board: TestClient) -> None:
    """Ångemodellen: 88 supported, 55 % to work or studies, against an aim of 30 % of 80."""
    page = text(board.get("/resultat?mal=30").text)
    assert "Mål: 30 %." in page
    assert re.search(r"Målet är (inte )?nått|Det går inte att säga", page), "held against the interval"
    assert re.search(r"Har fått stöd \d+ ", page)
    assert re.search(r"Till arbete eller studier \d+ % \(\d+–\d+\) \d+ av \d+", page), "with its interval"


def test_vingaker_goal_and_milestones_reached_or_not_and_why(coach: TestClient) -> None:
    """Näringslivsprojektet: a template at each meeting: reached or not, and why; the next meeting booked."""
    person = a_person(
        coach,
        experience=[{"title": "sjuksköterska", "years": 8, "country": "Syrien"}],
        goals=["arbeta som sjuksköterska"],
    )
    a_place(coach, "M-vård", title="Undersköterska på äldreboende", tasks="Hjälpa och vårda äldre personer.")
    coach.post(at(person, "plan"), data={"goal": "Arbeta inom vården", "version": "0"})
    for number, state in enumerate(("reached", "not_reached")):
        step = STEP | {"steg": f"{number:032x}", "kind": ("cv", "sfi_d")[number], "state": state}
        coach.post(at(person, "steg"), data=step | {"reason": "Kursen krockade med praktiken."})
    coach.post(at(person, "boka"), data={"due": DAY.isoformat()})
    form = coach.get(at(person, "uppfoljning")).text
    page = coach.post(at(person, "uppfoljning"), data=written(form)).text
    assert "Deltagaren säger: Kursen krockade med praktiken." in text(page)
    assert "Lägg till: Klara sfi kurs C" in text(page), "the right level, so that it is not one more failure"
    assert "Nästa möte 2026-12-07" in text(page)

    page = text(coach.get(at(person, "narmare")).text)
    assert "Yrket kräver sjuksköterskelegitimation" in page
    assert "Har arbetat i yrket i ett annat land: sjuksköterska (8 år, Syrien)." in page
    shown = coach.get(at(person, "narmare")).text.partition("Platser där deltagaren kan visa")[2]
    assert "Undersköterska på äldreboende" in shown.partition("Nära, men något saknas")[0]
    nearer = {"sort": "show_trade", "plats": "M-vård"}
    page = coach.post(at(person, "steg/sort"), data=nearer).text
    assert "Visa sitt yrke på en arbetsplats: Undersköterska på äldreboende" in titles(page)


def test_vingaker_by_the_month_and_in_the_coachs_own_calendar(coach: TestClient) -> None:
    """Näringslivsprojektet: the next meeting is always booked, by the month once it goes well."""
    person = a_person(coach)
    with store(coach).write() as session:
        followups.begin(session, person, DAY - timedelta(days=90), by=COACH)
        booked = repository.booked(session, person)
        assert booked is not None
        followups.move(session, booked, DAY, None, by=COACH)
    form = coach.get(at(person, "uppfoljning")).text
    assert re.findall(r'id="due" name="due" value="([^"]*)"', form) == ["2026-12-23"], "a month on"
    page = coach.post(at(person, "uppfoljning"), data=written(form) | {"due": "2026-12-23"}).text
    assert "Nästa möte 2026-12-23" in text(page)
    address = feed(coach.post(f"{LIST}/kalender").text)
    assert "DTSTART;VALUE=DATE:20261223" in coach.get(address).text
    assert WHO not in coach.get(address).text


def test_vingaker_the_right_level_before_one_that_is_too_easy(coach: TestClient) -> None:
    """Näringslivsprojektet: the right level, so that it is not one more failure."""
    person = a_person(coach, swedish_spoken="B1", swedish_written="B1")
    for key, level in (("M-lagom", "B1"), ("M-lätt", "A1")):
        a_place(coach, key, min_swedish_spoken=level, min_swedish_written=level)
    compared = coach.get(f"{at(person, 'jamfor')}?plats=M-lagom&plats=M-lätt").text
    right, easy = (text(part) for part in compared.split('<section class="card"')[1:3])
    assert "Kraven ligger på rätt nivå." in right
    assert "Kraven ligger på rätt nivå." not in easy


def test_vingaker_training_then_a_subsidised_job_and_the_caseload_over_time(board: TestClient) -> None:
    """Näringslivsprojektet: work training, then a subsidised job; people on support, 74 to 39 in a year."""
    page = text(board.get("/resultat").text)
    assert re.search(r"Från praktik till jobb med stöd \d+ % \(\d+–\d+\) , \d+ av \d+", page)
    for kind in ("Jobb utan stöd", "Jobb med stöd", "Studier"):
        assert re.search(rf"{kind} \d+", page)
    months = re.findall(r"(20\d\d-\d\d) (?:\d+|färre än 5)", page.partition("månad för månad")[2])
    assert len(months) >= 24
    assert months == sorted(months, reverse=True)


def test_solvesborg_one_plan_for_all_who_help(coach: TestClient) -> None:
    """Team Work: one plan, every actor in it, the person at the centre; accessible; priority in its place."""
    live(store(coach), FULL)
    page = text(coach.get(at(FULL, "plan")).text)
    for actor in ("Deltagaren", "Socialtjänsten", "Arbetsgivaren"):
        assert f"Gör: {actor}" in page
    offered = coach.get(at(FULL, "steg")).text
    for actor in ("Arbetsförmedlingen", "Försäkringskassan", "Skolan"):
        assert f">{actor}</option>" in offered
    actors = {step["actor"] for step in coach.get(at(FULL, "plan/fil")).json()["steps"]}
    assert {"participant", "social_services", "employer"} <= actors
    assert 'class="sheet easy" lang="sv"' in coach.get(at(FULL, "plan/latt")).text

    person = a_person(coach, needs=["step_free"], goals=["arbeta i butik"])
    a_place(coach, "M-ramp", title="Butik utan trappor", offers=["step_free"])
    a_place(coach, "M-trapp", title="Butik med trappor", offers=[])
    compared = coach.get(f"{at(person, 'jamfor')}?plats=M-ramp&plats=M-trapp").text
    flat, stairs = compared.split('<section class="card"')[1:3]
    assert "lokaler utan trappor och trösklar" in text(flat)
    assert "Hindrar" in text(stairs), "accessibility is a fact of the place, known before anybody goes there"

    def ranked() -> str:
        page = coach.get(at(person, "forslag")).text
        return text(page.partition('<ol class="cards"')[2].partition("</ol>")[0])

    before = ranked()
    save(
        store(coach),
        "participant",
        {"id": WHO, "municipality": "0483", "needs": ["step_free"]}
        | {"goals": ["arbeta i butik"], "priority": 1},
    )
    assert "Butik utan trappor" in before
    assert re.sub(r"[0-9a-f]{32}", "", ranked()) == re.sub(r"[0-9a-f]{32}", "", before)
    (group,) = document(coach, made(coach, WHO))["by_priority"]
    assert group["priority"] == 1, "the order of priority counts when places are divided, and only there"


def test_ostersund_the_right_place_when_there_are_too_few_and_time_for_studies(coach: TestClient) -> None:
    """Arbetsnära stöd: a group against scarce places; how the workplace supports; a quarter for studies."""
    draft = made(coach)
    lines = document(coach, draft)["assignments"]
    assert lines
    assert len({line["participant_id"] for line in lines}) == len(lines)
    person = a_person(coach, hours_per_week=15, study_hours=5, needs=["study_time", "close_supervision"])
    a_place(coach, "M-studier", hours_min=20, hours_max=20, offers=["study_time", "close_supervision"])
    a_place(coach, "M-full", hours_min=30, hours_max=30, offers=["study_time", "close_supervision"])
    compared = coach.get(f"{at(person, 'jamfor')}?plats=M-studier&plats=M-full").text
    fits, full = (text(part) for part in compared.split('<section class="card"')[1:3])
    assert "studier" in fits
    assert "Timmarna" not in fits.partition("Talar för")[0], "15 hours and 5 for studies are the place's 20"
    assert "Hindrar" in full, "no more than a quarter counts"
    sheet = coach.get(f"{at(person, 'stod', plats='M-studier')}&visa=study_time").text
    paper = text(sheet.partition("<article")[2].partition("</article>")[0])
    assert "Lägg schemat så att tiden för studier inte krockar med arbetet." in paper
    assert "handledare nära" not in paper, "only what the two have ticked"


def test_katrineholm_the_own_interest_a_soft_start_and_the_law_for_the_young(coach: TestClient) -> None:
    """#jagmed: the own interest is the way in; fewer hours at first; adults only where the law says so."""
    person = a_person(
        coach,
        goals=["jag vill meka med traktorer"],
        under_18=True,
        hours_per_week=30,
        hours_start=8,
    )
    a_place(
        coach,
        "M-verkstad",
        title="Medhjälpare i traktorverkstad",
        tasks="Reparera traktorer.",
        soft_start=True,
    )
    a_place(coach, "M-natt", title="Nattarbete på lager", adults_only=True)
    suggested = coach.get(at(person, "forslag")).text
    cards = [text(card) for card in suggested.split('<li class="card" id="plats-')[1:]]
    (workshop,) = [card for card in cards if "Medhjälpare i traktorverkstad e-metod" in card]
    assert "Målet ”jag vill meka med traktorer” ligger nära platsen." in workshop, "in the own words"
    compared = coach.get(f"{at(person, 'jamfor')}?plats=M-verkstad&plats=M-natt").text
    young, grown = (text(part) for part in compared.split('<section class="card"')[1:3])
    assert "Hindrar" not in young
    assert "Hindrar" in grown
    coach.post(at(person, "beslut"), data={"plats": "M-verkstad", "beslut": "go_on"})
    course = go_on(coach, "M-verkstad", person)
    press(coach, course, "share")
    ramp = {"borjar": DAY.isoformat(), "timmar_fran": "8", "timmar": "30", "veckor": "6"}
    assert press(coach, course, "agree", **ramp).status_code == 200
    page = text(coach.get(course_at(course)).text)
    assert "Vecka 1 8 " in page
    assert "Vecka 4 19 " in page
    assert "Vecka 7 och framåt 30 " in page


def test_katrineholm_groups_are_held_against_each_other(board: TestClient) -> None:
    """#jagmed: gender equality and non-discrimination: an audit of groups that the matcher never sees."""
    page = text(board.get("/rattvisa").text)
    assert "Behandlas grupper lika?" in page
    assert "Systemet vet inget om kön, ursprung eller ålder." in page
    assert "det som räknar ut förslag ser den aldrig" in page


def test_strangnas_and_eskilstuna_a_day_on_one_page_few_fields_and_a_measure(signed_in: SignedIn) -> None:
    """IMA: one case manager until lasting work, less administration, a measure, an open machine."""
    anna = signed_in(COACH)
    live(store(anna), "D0012")
    day = anna.get("/").text
    rows = re.findall(r'data-name="Nästa steg"><a class="plain-link" href="([^"]+)"', day)
    assert len(rows) == 21, "everybody, each with the next step"
    assert rows[0] == at("D0012", "uppfoljning"), "what is late comes first"
    eight = {"id": "NY 1", "municipality": "0483", "goals": "städa", "skills": "städning"}
    eight |= {"sfi_passed": "C", "licences.state": "none", "hours_per_week": "20", "travel_max_minutes": "60"}
    new = anna.post("/ny-deltagare", data=eight)
    assert "Deltagaren är sparad." in new.text
    assert '<ol class="cards"' in anna.get(at("NY 1", "forslag")).text
    told = text(anna.get("/sa-raknar-systemet").text)
    assert "Färdigheter" in told
    board = signed_in("eva").get("/resultat")
    assert "till arbete eller studier" in text(board.text), "a measure"


def test_trelleborg_the_opposite_stance_suggestions_only_explained_and_logged(coach: TestClient) -> None:
    """Automated decisions were questioned there: here a person decides, and every suggestion is explained."""
    database = store(coach)

    def count(table: Any) -> int:
        with database.read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    before = {table: count(table) for table in (Decisions, Placements, SuggestionRuns)}
    page = coach.get(at("D0012", "forslag")).text
    assert "Förslag – du bestämmer." in page
    assert " checked" not in page
    assert page.count("Så räknades det") == page.count('<li class="card" id="plats-')
    run = re.search(r"Sparat som körning (\w+)\.", page)
    assert run is not None
    with database.read() as session:
        kept = session.get(SuggestionRuns, run[1])
        assert kept is not None
        assert (kept.by, kept.participant_id, kept.date) == (COACH, "D0012", DAY)
    assert count(SuggestionRuns) == before[SuggestionRuns] + 1
    assert count(Decisions) == before[Decisions], "nothing is decided by looking"
    assert count(Placements) == before[Placements]


def test_a_follow_up_never_falls_on_a_free_day(coach: TestClient) -> None:
    """For all of them: holidays are respected when somebody is followed up."""
    live(store(coach), FULL, late=False)
    form = coach.get(at(FULL, "uppfoljning")).text
    proposed = re.search(r'id="due" name="due" value="([^"]*)"', form)
    assert proposed is not None
    day = date.fromisoformat(proposed[1])
    assert day.weekday() < 5
    assert day - DAY >= timedelta(days=14)
