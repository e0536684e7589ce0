"""Places, employers, what waits, and shared people, as a browser without scripts meets them."""

import re

import pytest
from starlette.testclient import TestClient

from service.liaison import employers, openings
from service.liaison.openings import CLOSED
from service.placing import repository as courses
from tests.support.outline import check
from tests.support.town import COACH, DAY, FULL, PROTECTED
from tests.web.conftest import SignedIn
from tests.web.test_liaison_form import API, LIAISON, ORIGIN, PLACE, stored

HOME = "/att-gora"


@pytest.fixture
def liaison(signed_in: SignedIn) -> TestClient:
    client = signed_in(LIAISON)
    client.headers.update(ORIGIN)
    return client


@pytest.fixture
def coach(signed_in: SignedIn) -> TestClient:
    client = signed_in(COACH)
    client.headers.update(ORIGIN)
    return client


def rows(page: str) -> list[str]:
    """Give the texts of the rows of the list."""
    body = page[page.index("<tbody") : page.index("</tbody>")]
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)).strip() for row in body.split("<tr>")[1:]]


def go_on(coach: TestClient, person: str, place: str) -> None:
    """Let the coach go on with a place, and share the person for it."""
    where = f"/deltagare/{person}"
    assert coach.post(f"{where}/beslut", data={"plats": place, "beslut": "go_on"}).status_code == 200
    assert coach.post(f"{where}/dela", data={"plats": place, "dela": "ja"}).status_code == 200


def test_the_first_page_says_what_waits(liaison: TestClient) -> None:
    answer = liaison.get("/")
    assert answer.url.path == HOME
    check(answer.text)
    for heading in (
        "Deltagare att presentera",
        "Arbetsgivare att höra av sig till",
        "Slutar inom 30 dagar",
        "Öppna platser som ingen har fått",
        "Pausade platser",
        "Fulla platser",
    ):
        assert heading in answer.text
    assert 'aria-current="page">Att göra' in answer.text


def test_the_list_sorts_searches_and_filters(liaison: TestClient) -> None:
    page = liaison.get("/platser").text
    check(page)
    assert len(rows(page)) == openings.ON_PAGE
    titles = [row.partition(" Syntetisk")[0] for row in rows(liaison.get("/platser?sortera=plats").text)]
    backwards = rows(liaison.get("/platser?sortera=-plats").text)
    assert titles[0] != backwards[0]
    full = liaison.get("/platser?laget=full").text
    check(full)
    assert rows(full)
    assert all(" Full " in row for row in rows(full))
    assert 'class="clear"' in full
    assert 'class="clear"' not in page
    lager = rows(liaison.get("/platser?sok=lager").text)
    assert lager
    nothing = liaison.get("/platser?sok=qqqq").text
    check(nothing)
    assert "Ingen plats hittades" in nothing
    last = liaison.get("/platser?sida=99").text
    assert "Sida 5 av 5" in last


def test_one_place(liaison: TestClient) -> None:
    page = liaison.get(openings.at(PLACE)).text
    check(page)
    document = stored(liaison, PLACE)
    assert f"<h1>{document['title']}</h1>" in page
    assert re.search(r"Kraven når (\d+|färre än 5|alla eller nästan alla) av \d+ deltagare\.", page)
    assert "D00" not in page, "nobody is named"


@pytest.mark.parametrize("path", ["/platser/finns-inte", "/platser/finns-inte/personer", "/arbetsgivare/nej"])
def test_what_is_not_there(liaison: TestClient, path: str) -> None:
    assert liaison.get(path).status_code == 404


@pytest.mark.writes
def test_a_pause_until_a_day_ends_what_is_only_suggested_and_the_coach_is_told(
    liaison: TestClient, coach: TestClient
) -> None:
    liaison.post(openings.at(PLACE, "oppna"))
    go_on(coach, FULL, PLACE)
    assert "1 delad" in liaison.get("/platser?delade=ja").text
    answer = liaison.post(
        openings.at(PLACE, "pausa"), data={"till": "2026-12-31", "varfor": "Ombyggnad i köket"}
    )
    check(answer.text)
    assert "Platsen är pausad." in answer.text
    assert "Pausad, öppnar 2027-01-01" in answer.text
    assert "Ombyggnad i köket" in answer.text
    assert stored(liaison, PLACE)["open_from"] == "2027-01-01"
    assert "Ingen är delad för platsen än" in liaison.get(openings.at(PLACE, "personer")).text
    told = coach.get(f"/deltagare/{FULL}").text
    assert "Ombyggnad i köket" in told
    assert FULL in coach.get("/deltagare").text.partition("<table")[0], "the list says it too"

    opened = liaison.post(openings.at(PLACE, "oppna"))
    assert "Platsen är öppen igen." in opened.text
    assert stored(liaison, PLACE)["open_from"] == DAY.isoformat()


@pytest.mark.writes
def test_a_place_is_closed_with_a_reason_once(liaison: TestClient, coach: TestClient) -> None:
    go_on(coach, FULL, PLACE)
    missing = liaison.post(openings.at(PLACE, "stang"))
    assert missing.status_code == 422
    check(missing.text)
    assert "#orsak" in missing.text
    assert "open_until" not in stored(liaison, PLACE) or stored(liaison, PLACE)["open_until"] >= str(DAY)
    for _ in range(2):
        answer = liaison.post(openings.at(PLACE, "stang"), data={"orsak": CLOSED[0], "ord": "Tack."})
        assert "Platsen är stängd." in answer.text
    check(answer.text)
    assert answer.text.count(f"{CLOSED[0]} Tack.</td>") == 1, "the same button twice has one effect"
    assert stored(liaison, PLACE)["open_until"] == "2026-11-22"
    assert [row for row in rows(liaison.get("/platser?laget=closed").text) if "Stängd" in row]
    assert "Tack." in coach.get(f"/deltagare/{FULL}").text
    with liaison.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        assert [one.state for one in courses.of(session, FULL) if one.slot_id == PLACE] == ["ended"]


@pytest.mark.parametrize(
    ("step", "data", "said"),
    [
        ("pausa", {"till": "i morgon"}, "är inte ett datum"),
        ("pausa", {"till": "2026-11-22"}, "har redan varit"),
        ("pausa", {"varfor": "Bara tjejer får komma"}, "kan diskriminera"),
        ("pausa", {"varfor": "Ring 19811228-9874"}, "personnummer"),
        ("stang", {"ord": "x" * 1500}, "för lång"),
    ],
)
def test_what_is_wrong_with_a_step(liaison: TestClient, step: str, data: dict[str, str], said: str) -> None:
    before = stored(liaison, PLACE)
    answer = liaison.post(openings.at(PLACE, step), data=data)
    assert answer.status_code == 422
    check(answer.text)
    assert said in answer.text
    assert stored(liaison, PLACE) == before


@pytest.mark.writes
def test_shared_people_are_seen_without_a_name_a_number_or_health(
    liaison: TestClient, coach: TestClient
) -> None:
    person = coach.get(f"/api/v1/participants/{FULL}").json()
    tag = coach.get(f"/api/v1/participants/{FULL}").headers["etag"]
    known = person | {
        "skills": [{"label": "Köra truck"}],
        "cannot": ["heavy_lifting"],
        "needs": ["quiet_space"],
        "excluded_employers": [stored(liaison, PLACE)["employer_id"]],
        "hours_per_week": 17.5,
    }
    put = coach.put(f"/api/v1/participants/{FULL}", json=known, headers={"If-Match": tag})
    assert put.status_code == 200
    go_on(coach, FULL, PLACE)
    page = liaison.get(openings.at(PLACE, "personer")).text
    check(page)
    main = page[page.index("<main") : page.index("</main>")]
    assert "Köra truck" in main
    assert "17,5" in main
    assert "Delad" in main
    assert "Anna Ek" in main
    for hidden in (FULL, "lyft", "lugn", "bortval", "poäng", *(person.get("goals") or ())):
        assert hidden.casefold() not in main.casefold(), hidden
    assert "3 delade" not in liaison.get(HOME).text
    assert "1 delad" in liaison.get(HOME).text


def answering(page: str) -> dict[str, str]:
    """Give the hidden fields of the first form about a person."""
    course = re.search(r'name="kurs" value="([^"]+)"', page)
    version = re.search(r'name="version" value="([^"]+)"', page)
    assert course
    assert version
    return {"kurs": course[1], "version": version[1]}


@pytest.mark.writes
def test_what_the_employer_answers_is_written_down_and_the_coach_is_told(
    liaison: TestClient, coach: TestClient
) -> None:
    go_on(coach, FULL, PLACE)
    where = openings.at(PLACE, "personer")
    first = answering(liaison.get(where).text)
    late = liaison.post(where, data=first | {"steg": "introduce", "dag": "2026-11-30"})
    assert late.status_code == 422
    check(late.text)
    assert "Dagen har inte varit än." in late.text
    met = liaison.post(where, data=first | {"steg": "introduce", "dag": DAY.isoformat()})
    check(met.text)
    assert "Det är antecknat att deltagaren har träffat arbetsgivaren." in met.text
    assert "Har träffat arbetsgivaren" in coach.get(f"/deltagare/{FULL}").text

    old = liaison.post(where, data=first | {"steg": "decline", "skal": "no_supervisor"})
    assert old.status_code == 409
    assert "Någon annan har ändrat medan du läste" in old.text
    second = answering(met.text) | {"steg": "decline"}
    for data, said in (
        ({}, "Skälet saknas."),
        ({"skal": "travel"}, "Skälet hör inte"),
        ({"skal": "employer_other", "ord": "Vill bara ha tjejer"}, "kan diskriminera"),
        ({"skal": "employer_other", "ord": "Ring 19811228-9874"}, "personnummer"),
    ):
        wrong = liaison.post(where, data=second | data)
        assert wrong.status_code == 422, data
        check(wrong.text)
        assert said in wrong.text
    no = liaison.post(where, data=second | {"skal": "no_supervisor", "ord": "Kanske i vår."})
    assert "Det är antecknat att det inte blir något." in no.text
    assert "Ingen är delad för platsen än" in no.text
    with liaison.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        (course,) = [one for one in courses.of(session, FULL) if one.slot_id == PLACE]
    assert (course.state, course.ended_by, course.reason) == ("ended", "employer", "no_supervisor")


@pytest.mark.writes
def test_nobody_is_answered_for_who_is_not_shared_for_this_place(
    liaison: TestClient, coach: TestClient
) -> None:
    go_on(coach, FULL, "P0002")
    other = answering(liaison.get(openings.at("P0002", "personer")).text)
    for data in (other, {"kurs": "finns-inte"}, {}):
        refused = liaison.post(openings.at(PLACE, "personer"), data=data | {"steg": "introduce"})
        assert refused.status_code == 409
        check(refused.text)
    with liaison.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        assert [one.state for one in courses.of(session, FULL) if one.slot_id == "P0002"] == ["shared"]


@pytest.mark.writes
def test_a_protected_person_shifts_no_byte(liaison: TestClient, coach: TestClient) -> None:
    pages = (HOME, "/platser", openings.at(PLACE), openings.at(PLACE, "personer"), "/arbetsgivare")
    employer = employers.at(stored(liaison, PLACE)["employer_id"])
    before = [liaison.get(page).text for page in (*pages, employer)]
    where = f"/deltagare/{PROTECTED}"
    assert coach.post(f"{where}/beslut", data={"plats": PLACE, "beslut": "go_on"}).status_code == 200
    placed = {"id": "hemlig", "participant_id": PROTECTED, "slot_id": PLACE, "outcome": "hired"}
    started = {"started_on": "2026-11-01"}
    assert coach.post("/api/v1/placements", json=placed | started).status_code == 201
    assert [liaison.get(page).text for page in (*pages, employer)] == before


@pytest.mark.writes
def test_an_employer_its_name_and_its_contacts(liaison: TestClient) -> None:
    check(liaison.get("/ny-arbetsgivare").text)
    wrong = liaison.post("/ny-arbetsgivare", data={"namn": " "})
    assert wrong.status_code == 422
    check(wrong.text)
    made = liaison.post("/ny-arbetsgivare", data={"namn": "Aa Bageri"})
    assert "Arbetsgivaren är sparad." in made.text
    check(made.text)
    where = made.url.path
    again = liaison.post("/ny-arbetsgivare", data={"namn": "AA bageri"})
    assert again.status_code == 422
    assert f'href="{where}"' in again.text, "it leads to the one that is here"

    assert "Aa Bageri" in rows(liaison.get("/arbetsgivare").text)[0]
    form = liaison.get(f"/ny-plats?arbetsgivare={where.rpartition('/')[2]}").text
    assert 'name="employer_name" value="Aa Bageri"' in form

    for _ in range(2):
        said = liaison.post(f"{where}/kontakt", data={"dag": "2026-11-20", "vad": "Kan ta emot i vår."})
    check(said.text)
    assert said.text.count("Kan ta emot i vår.") == 1
    assert "2026-11-20" in rows(liaison.get("/arbetsgivare?sok=aa+bageri").text)[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"dag": ""}, "Uppgiften saknas."),
        ({"dag": "2026-11-24"}, "har inte varit än"),
        ({"dag": "2026-11-20", "vad": "Vill bara ha tjejer"}, "kan diskriminera"),
        ({"dag": "2026-11-20", "vad": "Mejla 19811228-9874"}, "personnummer"),
    ],
)
def test_what_is_wrong_with_a_contact(liaison: TestClient, data: dict[str, str], said: str) -> None:
    where = employers.at(stored(liaison, PLACE)["employer_id"])
    answer = liaison.post(f"{where}/kontakt", data=data)
    assert answer.status_code == 422
    check(answer.text)
    assert said in answer.text
    assert "Ingen kontakt är antecknad än." in answer.text


@pytest.mark.writes
def test_another_name_is_in_the_places_too_and_two_cannot_change_at_once(liaison: TestClient) -> None:
    key = stored(liaison, PLACE)["employer_id"]
    page = liaison.get(employers.at(key, "redigera")).text
    check(page)
    version = re.search(r'name="version" value="([^"]+)"', page)
    assert version
    tag = version[1].replace("&#34;", '"')
    late = liaison.post(employers.at(key, "redigera"), data={"namn": "För sent", "version": '"gammal"'})
    assert late.status_code == 409
    check(late.text)
    assert "Någon annan har ändrat namnet" in late.text
    saved = liaison.post(employers.at(key, "redigera"), data={"namn": "Nya namnet", "version": tag})
    assert "Ändringarna är sparade." in saved.text
    assert stored(liaison, PLACE)["employer_name"] == "Nya namnet"
    places = liaison.get(API, params={"employer_id": key, "limit": 100}).json()["items"]
    assert {one["employer_name"] for one in places} == {"Nya namnet"}


@pytest.mark.writes
def test_who_has_been_called_needs_no_nudge(liaison: TestClient) -> None:
    waiting = rows(liaison.get("/arbetsgivare?visa=hor-av").text)
    assert waiting
    where = re.search(
        r'<tbody.*?href="(/arbetsgivare/[^"]+)"', liaison.get("/arbetsgivare?visa=hor-av").text, re.DOTALL
    )
    assert where
    name = waiting[0].partition(" Hör av dig")[0]
    liaison.post(f"{where[1]}/kontakt", data={"dag": DAY.isoformat()})
    assert not [row for row in rows(liaison.get("/arbetsgivare?visa=hor-av").text) if row.startswith(name)]


def test_outcomes_of_few_are_not_shown(liaison: TestClient) -> None:
    few = many = 0
    with liaison.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        found = employers.repository.employers(session)
    for one in found:
        page = liaison.get(employers.at(one.id)).text
        few += "Färre än 5 praktiker är kända." in page
        many += " praktiker är kända.</p>" in page
        for number in re.findall(r'<td class="number">([^<]+)</td>', page):
            assert not number.strip().isdecimal() or int(number) >= 5
    assert few
    assert few + many == len(found)


def test_other_roles_see_none_of_it(signed_in: SignedIn) -> None:
    for name in (COACH, "eva", "frans"):
        client = signed_in(name)
        for path in (HOME, "/platser", openings.at(PLACE), "/ny-plats", "/arbetsgivare", "/plats-av-annons"):
            assert client.get(path).status_code == 404, (name, path)
