"""A participant's plan at a browser without scripts: goal, steps, nearer steps, prints and the file."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.coach.desk import at
from service.plans import plan, steps
from service.store import Database
from tests.support.outline import check
from tests.support.planned import GOAL, live
from tests.support.town import COACH, FOREIGN, FULL, PROTECTED
from tests.web.conftest import SignedIn
from tests.web.test_queries import counting

PERSON = "D0012"
STEP = {"version": "0", "kind": "cv", "actor": "participant", "state": "waiting"}
KEY = "c" * 32
PAGES = [
    "plan",
    "plan/utskrift",
    "plan/latt",
    "plan/fil",
    "steg",
    "narmare",
    "boka",
    "uppfoljning",
    "stod",
]


def store(client: TestClient) -> Database:
    database: Database = client.app.state.service.database  # type: ignore[attr-defined]
    return database


def titles(page: str) -> list[str]:
    """Name the steps of the plan on a page, in order."""
    return re.findall(r"<header><h3>([^<]+)</h3>\s*<p><span class=\"tag", page.partition('id="moten"')[0])


def texts(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("page", PAGES)
def test_hidden_and_missing_look_the_same(coach: TestClient, page: str) -> None:
    hidden, missing = coach.get(at(FOREIGN, page)), coach.get(at("NEJ01", page))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(FOREIGN, "") == missing.text.replace("NEJ01", "")


@pytest.mark.writes
def test_a_goal_is_proposed_in_the_participants_own_words_and_nothing_is_stored_before_a_press(
    coach: TestClient,
) -> None:
    page = coach.get(at(FULL, "plan"))
    check(page.text)
    assert "Inget mål är sparat än." in page.text
    assert "Något på vägen" in page.text, "the words of the record stand in the field"
    saved = coach.post(at(FULL, "plan"), data={"goal": "Köra ut paket", "version": "0"})
    assert "Målet är sparat." in saved.text
    assert '<p class="lead">Köra ut paket</p>' in saved.text


@pytest.mark.writes
@pytest.mark.parametrize("goal", ["", "   ", "x" * 1001, "Anna 19811228-9874 vill bli kock"])
def test_a_goal_that_cannot_be_kept_is_said_and_stays_in_the_field(coach: TestClient, goal: str) -> None:
    answer = coach.post(at(FULL, "plan"), data={"goal": goal, "version": "0"})
    assert answer.status_code == 422
    check(answer.text)
    assert 'href="#goal"' in answer.text
    assert f">{goal.strip()}</textarea>" in answer.text
    assert "Inget mål är sparat än." in coach.get(at(FULL, "plan")).text


@pytest.mark.writes
def test_two_coaches_and_one_goal(signed_in: SignedIn) -> None:
    anna, bo = signed_in(COACH), signed_in("bo")
    anna.post(at(FULL, "plan"), data={"goal": "Bli kock", "version": "0"})
    clash = bo.post(at(FULL, "plan"), data={"goal": "Bli bagare", "version": "0"})
    assert clash.status_code == 409
    check(clash.text)
    assert "Någon annan har ändrat målet" in clash.text
    assert "<strong>Bli kock</strong>" in clash.text
    assert ">Bli bagare</textarea>" in clash.text
    version = re.search(r'name="version" value="(\d+)"', clash.text)
    assert version is not None
    kept = bo.post(at(FULL, "plan"), data={"goal": "Bli bagare", "version": version[1]})
    assert '<p class="lead">Bli bagare</p>' in kept.text
    assert "Bo Lind: Målet blev: Bli bagare" in kept.text
    assert "Anna Ek: Målet blev: Bli kock" in kept.text


@pytest.mark.writes
def test_a_step_from_the_catalogue_and_one_s_own(coach: TestClient) -> None:
    form = coach.get(at(FULL, "steg", sort="cv"))
    check(form.text)
    assert '<option value="cv" selected>' in form.text
    assert '<option value="participant" selected>' in form.text
    key = re.search(r'name="steg" value="([0-9a-f]{32})"', form.text)
    assert key is not None
    given = STEP | {"steg": key[1], "due": "2026-12-04"}
    for _ in range(3):  # double press and back
        page = coach.post(at(FULL, "steg"), data=given)
    assert "Delmålet är sparat." in page.text
    assert titles(page.text) == ["Skriva ett cv"]
    own = STEP | {"steg": KEY, "kind": "own", "text": "Ordna fritids", "actor": "social_services"}
    page = coach.post(at(FULL, "steg"), data=own)
    assert titles(page.text) == ["Skriva ett cv", "Ordna fritids"]
    assert "Gör: <strong>Socialtjänsten</strong>" in page.text


@pytest.mark.writes
def test_what_is_wrong_with_a_step_is_said_and_what_was_typed_stays(coach: TestClient) -> None:
    given = {"steg": KEY, "version": "0", "kind": "own", "text": "", "actor": "", "state": "not_reached"}
    answer = coach.post(at(FULL, "steg"), data=given | {"due": "31/12", "note": "Ring skolan."})
    assert answer.status_code == 422
    check(answer.text)
    assert "4 saker behöver rättas" in answer.text
    assert re.findall(r'class="plain-link" href="#(\w+)"', answer.text) == ["text", "actor", "due", "reason"]
    assert ">Ring skolan.</textarea>" in answer.text
    assert 'value="31/12"' in answer.text
    assert titles(coach.get(at(FULL, "plan")).text) == []


@pytest.mark.writes
def test_not_reached_says_why_in_the_participants_own_view_apart_from_the_coachs(coach: TestClient) -> None:
    coach.post(at(FULL, "steg"), data=STEP | {"steg": KEY})
    changed = STEP | {"steg": KEY, "version": "1", "state": "not_reached"}
    page = coach.post(
        at(FULL, "steg"), data=changed | {"reason": "Jag hann inte.", "note": "Hjälp med dator."}
    )
    assert "<strong>Deltagaren säger:</strong> Jag hann inte." in page.text
    assert "<strong>Coachens anteckning:</strong> Hjälp med dator." in page.text
    assert "Skriva ett cv: Inte nått" in page.text


@pytest.mark.writes
def test_two_coaches_and_one_step(signed_in: SignedIn) -> None:
    anna, bo = signed_in(COACH), signed_in("bo")
    anna.post(at(FULL, "steg"), data=STEP | {"steg": KEY})
    anna.post(at(FULL, "steg"), data=STEP | {"steg": KEY, "version": "1", "state": "reached"})
    mine = STEP | {"steg": KEY, "version": "1", "state": "dropped", "due": "2027-01-11"}
    clash = bo.post(at(FULL, "steg"), data=mine)
    assert clash.status_code == 409
    check(clash.text)
    rows = re.findall(
        r'<tr><th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', clash.text, re.DOTALL
    )
    assert [tuple(map(str.strip, map(texts, row))) for row in rows] == [
        ("Klart senast", "Tomt", "2027-01-11"),
        ("Hur går det?", "Nått", "Struket"),
    ]
    assert ">Nått</span>" in anna.get(at(FULL, "plan")).text, "nothing is overwritten"
    assert 'name="version" value="2"' in clash.text
    bo.post(at(FULL, "steg"), data=mine | {"version": "2"})
    assert "Strukna delmål (1)" in anna.get(at(FULL, "plan")).text


@pytest.mark.writes
def test_a_step_that_is_not_in_this_plan_is_not_found(coach: TestClient) -> None:
    live(store(coach), PERSON)
    key = f"{0:032x}"
    assert coach.get(at(PERSON, "steg", steg=key)).status_code == 200
    assert coach.get(at(FULL, "steg", steg=key)).status_code == 404
    assert coach.post(at(FULL, "steg"), data=STEP | {"steg": key, "version": "1"}).status_code == 404
    assert titles(coach.get(at(FULL, "plan")).text) == []


@pytest.mark.writes
def test_a_near_miss_turns_into_a_step_with_one_press_once(coach: TestClient) -> None:
    page = coach.get(at(PERSON, "forslag"))
    check(page.text)
    asked = r'name="plats" value="([^"]+)"><input type="hidden" name="regel" value="licence">'
    found = re.findall(rf'steg/nara" class="inline"><input type="hidden" {asked}', page.text)
    assert found, "somebody without a licence is just out of reach of a place that asks for one"
    press = {"plats": found[0], "regel": "licence", "av": "participant"}
    first = coach.post(at(PERSON, "steg/nara"), data=press)
    again = coach.post(at(PERSON, "steg/nara"), data=press)
    assert "Delmålet är sparat." in first.text
    assert "Delmålet fanns redan i planen." in again.text
    (title,) = titles(again.text)
    assert title.endswith("körkort")
    assert "Lägg till: Läsa körkortsteori" in again.text, "theory is the nearer step"
    nearer = coach.post(at(PERSON, "steg/sort"), data={"sort": "licence_theory"})
    assert titles(nearer.text) == [title, "Läsa körkortsteori"]
    assert "Lägg till: Läsa körkortsteori" not in nearer.text


@pytest.mark.writes
@pytest.mark.parametrize(
    "press",
    [
        {"plats": "P0001", "regel": "licence", "av": "nobody"},
        {"plats": "P0001", "regel": "finns-inte", "av": "participant"},
    ],
)
def test_what_stops_nothing_makes_no_step(coach: TestClient, press: dict[str, str]) -> None:
    answer = coach.post(at(PERSON, "steg/nara"), data=press)
    assert "Inget delmål har lagts till." in answer.text
    assert titles(answer.text) == []


def test_an_unknown_place_or_step_is_not_found(coach: TestClient) -> None:
    for page, data in (
        ("steg/nara", {"plats": "finns-inte", "regel": "licence", "av": "participant"}),
        ("steg/sort", {"sort": "finns-inte"}),
        ("steg/sort", {"sort": "show_trade", "plats": "finns-inte"}),
    ):
        assert coach.post(at(PERSON, page), data=data).status_code == 404


@pytest.mark.writes
def test_the_print_and_the_easy_plan_hold_what_they_should_and_no_more(coach: TestClient) -> None:
    live(store(coach), FULL, late=False)
    sheet, easy = coach.get(at(FULL, "plan/utskrift")).text, coach.get(at(FULL, "plan/latt")).text
    for page in (sheet, easy):
        check(page)
        assert GOAL in page
        assert "Frågar skolan om teori på distans." not in page, "the coach's note stays with the coach"
        assert "Söka arbete" not in page, "what was crossed out is gone"
    assert "Jag hann inte läsa" in sheet
    assert "Socialtjänsten" in sheet
    assert "2026-11-25 09:30" in sheet
    assert "<p>2026-11-25, klockan 09:30</p>" in easy
    easy = easy.partition("<article")[2].partition("</article>")[0]
    assert 'class="sheet easy" lang="sv"' in easy
    assert "Du börjar träna på ett arbete på en arbetsplats." in easy
    assert "Ordna plats på fritids för barnen. Socialtjänsten hjälper dig." in easy
    assert FULL not in easy


@pytest.mark.writes
def test_paper_tells_of_no_meeting_that_has_passed(coach: TestClient) -> None:
    live(store(coach), FULL)
    for page in ("plan/utskrift", "plan/latt", "blad"):
        paper = coach.get(at(FULL, page)).text.partition("<article")[2].partition("</article>")[0]
        assert "2026-11-18" not in paper


@pytest.mark.writes
def test_the_file_for_others_is_the_one_that_programs_get_and_keeps_confidences(coach: TestClient) -> None:
    live(store(coach), FULL)
    file = coach.get(at(FULL, "plan/fil"))
    assert file.headers["content-disposition"] == 'attachment; filename="plan.json"'
    found: dict[str, Any] = file.json()
    assert found["goal"] == GOAL
    assert found["next_meeting"] == "2026-11-18"
    assert [(one["title"], one["state"], one["actor"]) for one in found["steps"]] == [
        ("Skriva ett cv", "reached", "participant"),
        ("Börja arbetsträning", "doing", "participant"),
        ("Körkort B", "not_reached", "participant"),
        ("Ordna plats på fritids för barnen", "waiting", "social_services"),
        ("Anställning med stöd", "waiting", "employer"),
    ]
    assert "hann inte" not in file.text
    assert "distans" not in file.text
    assert coach.get(f"/api/v1/participants/{FULL}/plan").json() == found


def test_an_empty_plan_is_a_plan(coach: TestClient) -> None:
    assert coach.get(f"/api/v1/participants/{PERSON}/plan").json() == {
        "participant_id": PERSON,
        "goal": None,
        "steps": [],
        "next_meeting": None,
    }
    assert "Vi bestämmer tillsammans" in coach.get(at(PERSON, "plan/latt")).text


def test_who_sees_the_plan_is_said_on_it(coach: TestClient) -> None:
    assert "Planen ses av dig och dina kolleger på enheten" in coach.get(at(FULL, "plan")).text
    assert "Planen ses bara av dig" in coach.get(at(PROTECTED, "plan")).text


@pytest.mark.writes
def test_the_workplace_learns_only_what_is_ticked(coach: TestClient) -> None:
    blank = coach.get(at(FULL, "stod", plats="P0001"))
    check(blank.text)
    assert "checked" not in blank.text, "nothing is chosen beforehand"
    sheet = blank.text.partition("<article")[2].partition("</article>")[0]
    assert "handledare nära" not in sheet
    assert FULL not in sheet
    chosen = coach.get(at(FULL, "stod", plats="P0001") + "&visa=close_supervision&visa=interpreter")
    sheet = chosen.text.partition("<article")[2].partition("</article>")[0]
    assert "Stäm av en stund varje dag" in sheet
    assert "Boka tolk" not in sheet, "what is no need of the participant's cannot be ticked by the address"
    assert coach.get(at(FULL, "stod", plats="finns-inte")).status_code == 404


@pytest.mark.writes
def test_pages_ask_the_store_as_often_for_many_as_for_few(coach: TestClient) -> None:
    pages = ("/deltagare", "/uppfoljningar", at(FULL, "plan"), at(FULL, "uppfoljning"), at(FULL))

    def counted() -> dict[str, int]:
        found = {}
        for address in pages:
            coach.get(address)
            with counting(coach) as made:
                assert coach.get(address).status_code == 200
            found[address] = len(made)
        return found

    live(store(coach), FULL)
    few = counted()
    for number in range(3, 16):
        live(store(coach), f"D{number:04}", late=number % 2 == 0)
    with store(coach).write() as session:
        for number in range(40):
            plan.add_step(
                session, FULL, f"{number + 100:032x}", steps.Typed(kind="cv", actor="coach"), by=COACH
            )
    many = counted()
    assert few == many
    assert max(many.values()) <= 24, many  # the log of who reads takes some of them


@pytest.mark.writes
def test_a_full_plan_is_light_and_takes_no_more(coach: TestClient) -> None:
    with store(coach).write() as session:
        for number in range(plan.MOST):
            typed = steps.Typed(kind="licence", actor="coach", note="Ring skolan. " * 5)
            plan.add_step(session, FULL, f"{number:032x}", typed, by=COACH)
    static = sum(len(coach.get(f"/{name}").content) for name in ("style.css", "help.js", "icon.svg"))
    assert len(coach.get(at(FULL, "plan")).content) + static <= 150_000
    full = coach.post(at(FULL, "steg"), data=STEP | {"steg": KEY})
    assert "Planen har redan så många delmål som ryms." in full.text
    assert "Planen har redan" in coach.post(at(FULL, "steg/sort"), data={"sort": "cv"}).text
