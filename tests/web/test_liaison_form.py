"""A place in a form: few fields, what requirements cost, rewording, an advertisement, a copy, two at once."""

import json
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.liaison.fields import DEMANDS, FIRST, OPENING
from service.liaison.openings import at
from tests.support.outline import Outline, check
from tests.web import test_coach_form as coach_form
from tests.web.conftest import BASE, SignedIn

API = "/api/v1/slots"
ORIGIN = {"Origin": BASE}
LIAISON = "david"
PLACE = "P0001"


@pytest.fixture
def liaison(signed_in: SignedIn) -> TestClient:
    client = signed_in(LIAISON)
    client.headers.update(ORIGIN)
    return client


def filled(page: str) -> dict[str, Any]:
    """Give what a browser would send of the form, running texts too."""
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return coach_form.filled(page) | {name: unescape(text) for name, text in areas}


def stored(client: TestClient, slot_id: str) -> dict[str, Any]:
    answer = client.get(f"{API}/{slot_id}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def number(client: TestClient) -> int:
    """Count the places that are stored."""
    found, cursor = 0, None
    while True:
        page = client.get(API, params={"limit": 100} | ({"cursor": cursor} if cursor else {})).json()
        found, cursor = found + len(page["items"]), page["next"]
        if not cursor:
            return found


def sent(client: TestClient, **values: Any) -> dict[str, Any]:
    """Give an empty form with some values typed."""
    return filled(client.get("/ny-plats").text) | values


def test_a_few_fields_come_first_and_the_rest_waits(liaison: TestClient) -> None:
    assert len(FIRST.fields) <= 9
    outline = check(liaison.get("/ny-plats").text)
    assert "open" not in outline.all("details")[-1]


def test_every_demand_can_be_changed_in_a_field() -> None:
    assert set(DEMANDS.values()) <= set(OPENING.fields)


@pytest.mark.writes
def test_a_new_place_with_a_new_employer(liaison: TestClient) -> None:
    form = sent(
        liaison,
        employer_name="Nya Bageriet",
        title="Bagare",
        tasks="Baka bröd.\r\nPacka bröd.",
        municipality="0483",
        required_skills=["baka", ""],
        min_swedish_spoken="A2",
        hours_min="12,5",
        capacity="2",
        occupation="bagare",
        **{"licences_required.state": "none", "desired_skills.none": "1"},
    )
    answer = liaison.post("/ny-plats", data=form)
    assert "Platsen är sparad." in answer.text
    check(answer.text)
    where = answer.history[0].headers["location"].partition("?")[0]
    made = stored(liaison, where.rpartition("/")[2])
    assert made.pop("id").startswith("P-")
    employer = made.pop("employer_id")
    assert made == {
        "employer_name": "Nya Bageriet",
        "title": "Bagare",
        "tasks": "Baka bröd.\nPacka bröd.",
        "municipality": "0483",
        "required_skills": ["baka"],
        "desired_skills": [],
        "min_swedish_spoken": "A2",
        "licences_required": [],
        "hours_min": 12.5,
        "capacity": 2,
        "occupation": "7612",
    }
    page = liaison.get(f"/arbetsgivare/{employer}").text
    assert "Nya Bageriet" in page
    assert "Bagare" in page

    again = liaison.post("/ny-plats", data=sent(liaison, employer_name="nya bageriet", title="Säljare"))
    other = stored(liaison, again.history[0].headers["location"].partition("?")[0].rpartition("/")[2])
    assert other["employer_id"] == employer, "the name is known, however it is written"


def test_an_unchanged_form_changes_nothing(liaison: TestClient) -> None:
    for place in (PLACE, "P0002", "P0040", "P0077"):
        before = stored(liaison, place)
        answer = liaison.post(at(place, "redigera"), data=filled(liaison.get(at(place, "redigera")).text))
        assert "Ändringarna är sparade." in answer.text, answer.text
        assert stored(liaison, place) == before


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({}, "title", "Uppgiften saknas."),
        ({"title": "Kock", "hours_min": "många"}, "hours_min", "”många” är inte ett tal."),
        ({"title": "Kock", "capacity": "1,5"}, "capacity", "inte ett helt tal"),
        ({"title": "Kock", "capacity": "1", "filled": "2"}, "filled", "fler än platserna räcker till"),
        ({"title": "Kock", "start": "2026-12-01", "end": "2026-11-01"}, "end", "Slutet ligger före början."),
        ({"title": "Kock", "occupation": "rymdkapten"}, "occupation-0", "känns inte igen"),
        ({"title": "Kock", "tasks": "Ring 19811228-9874."}, "tasks", "personnummer"),
        (
            {"title": "Kock", "licences_required.state": "some"},
            "licences_required.state-some",
            "inget är ikryssat",
        ),
        ({"title": "Bara tjejer"}, "title", "kan diskriminera på grund av kön"),
        ({"title": "Kock", "tasks": "Du är max 35 år."}, "tasks", "kan diskriminera på grund av ålder"),
        ({"title": "Kock", "required_skills": ["", "svensk bakgrund"]}, "required_skills-1", "ursprung"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    liaison: TestClient, values: dict[str, Any], field: str, said: str
) -> None:
    before = number(liaison)
    answer = liaison.post("/ny-plats", data=sent(liaison, **values))
    assert answer.status_code == 422
    outline = check(answer.text)
    assert f"#{field}" in outline.links()
    assert said in answer.text
    assert any(attrs.get("id") == field for _, attrs in outline.tags)
    if "title" in values:
        assert f'value="{values["title"]}"' in answer.text, "what was typed is kept"
    assert number(liaison) == before


def test_what_requirements_cost_with_a_button_and_without_storing(liaison: TestClient) -> None:
    before = number(liaison)
    free = liaison.post("/ny-plats", data=sent(liaison, title="Bud", rakna="1"))
    assert "Inget krav utesluter någon." in free.text
    licence = {"licences_required.state": "some", "licences_required": ["B"]}
    costly = liaison.post("/ny-plats", data=sent(liaison, title="Bud", rakna="1", **licence))
    check(costly.text)
    assert "Kravet på körkort B utesluter" in costly.text
    assert "Släpp kravet på körkort: det öppnar för" in costly.text
    assert 'value="Bud"' in costly.text
    assert number(liaison) == before


def test_the_count_for_the_script_says_the_same_as_the_page(liaison: TestClient) -> None:
    form = sent(
        liaison,
        title="Bud, bara tjejer",
        hours_min="fel",
        **{"licences_required.state": "some", "licences_required": ["B"]},
    )
    answer = liaison.post("/platskrav", data=form)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Kravet på körkort B utesluter" in answer.text, "what is wrong elsewhere does not hinder the count"
    assert "kan diskriminera på grund av kön" in answer.text
    page = liaison.post("/ny-plats", data=form | {"rakna": "1"}).text
    for line in answer.text.splitlines():
        assert line.strip() in page


def test_words_are_found_and_taken_and_rows_added(liaison: TestClient) -> None:
    form = sent(liaison, title="Bud", occupation="städare", finn="occupation-0")
    page = liaison.post("/ny-plats", data=form).text
    assert 'name="ta" value="occupation-0=Lokalvårdare"' in page
    taken = liaison.post("/ny-plats", data=form | {"finn": "", "ta": "occupation-0=Lokalvårdare"}).text
    assert 'id="occupation-0" name="occupation" value="Lokalvårdare"' in taken
    more = liaison.post("/ny-plats", data=sent(liaison, fler="required_skills")).text
    assert 'id="required_skills-4"' in more


def test_two_who_change_at_once(liaison: TestClient) -> None:
    form = filled(liaison.get(at(PLACE, "redigera")).text)
    before = stored(liaison, PLACE)
    form |= {"version": '"en äldre"', "title": "Något annat"}
    answer = liaison.post(at(PLACE, "redigera"), data=form)
    assert answer.status_code == 409
    check(answer.text)
    assert "Någon annan har ändrat platsen medan du skrev" in answer.text
    assert f"<td>{before['title']}</td><td>Något annat</td>" in answer.text
    assert stored(liaison, PLACE) == before


@pytest.mark.writes
def test_the_point_goes_when_the_address_changes(liaison: TestClient) -> None:
    before = stored(liaison, PLACE) | {"lat": 59.0, "lon": 16.2}
    tag = liaison.get(f"{API}/{PLACE}").headers["etag"]
    assert liaison.put(f"{API}/{PLACE}", json=before, headers={"If-Match": tag}).status_code == 200
    form = filled(liaison.get(at(PLACE, "redigera")).text)
    liaison.post(at(PLACE, "redigera"), data=form | {"hours_max": "39"})
    assert stored(liaison, PLACE)["lat"] == 59.0
    form = filled(liaison.get(at(PLACE, "redigera")).text)
    liaison.post(at(PLACE, "redigera"), data=form | {"municipality": "0180"})
    assert "lat" not in stored(liaison, PLACE)


@pytest.mark.writes
def test_a_copy_is_a_place_of_its_own(liaison: TestClient) -> None:
    before = stored(liaison, PLACE)
    page = liaison.get("/ny-plats", params={"som": PLACE})
    assert "ifyllt från en annan plats" in page.text
    answer = liaison.post("/ny-plats", data=filled(page.text))
    made = stored(liaison, answer.history[0].headers["location"].partition("?")[0].rpartition("/")[2])
    not_copied = ("id", "filled", "paused", "open_from", "open_until")
    own = ("employer_placements", "employer_completed", "employer_hired")
    assert {k: v for k, v in made.items() if k not in not_copied} == {
        k: v for k, v in before.items() if k not in (*not_copied, *own)
    }
    assert made["id"] != PLACE
    assert "filled" not in made


AD = {
    "id": "29384756",
    "headline": "Truckförare till lager",
    "description": {"text": "Du har B-körkort och truckkort. Du talar god svenska.\nVi söker bara tjejer."},
    "employer": {"name": "Annonslager AB", "organization_number": "5560160680"},
    "workplace_address": {"municipality_code": "0483", "postcode": "64130", "coordinates": [16.2, 59.0]},
    "number_of_vacancies": 2,
}


@pytest.mark.writes
@pytest.mark.parametrize("how", ["pasted", "file", "several"])
def test_an_advertisement_fills_the_form_and_says_where_each_value_was_read(
    liaison: TestClient, how: str
) -> None:
    before = number(liaison)
    check(liaison.get("/plats-av-annons").text)
    text = json.dumps([AD, AD | {"id": "2", "headline": "Kock"}] if how == "several" else AD)
    if how == "file":
        file = {"fil": ("annons.json", text.encode(), "application/json")}
        answer = liaison.post("/plats-av-annons", data={"annons": ""}, files=file)
    else:
        answer = liaison.post("/plats-av-annons", data={"annons": text})
    if how == "several":
        assert "Vilken av annonserna?" in answer.text
        check(answer.text)
        answer = liaison.post("/plats-av-annons", data={"annons": text, "nummer": "0"})
    assert number(liaison) == before, "nothing is stored yet"
    check(answer.text)
    assert 'id="title" name="title" value="Truckförare"' in answer.text
    assert "Läst i annonsens rubrik: ”Truckförare till lager”" in answer.text
    assert "Läst i annonsens text: ”Du har B-körkort och truckkort.”" in answer.text
    assert "Läst i annonsens adress." in answer.text
    assert "Det är en tolkning. Kontrollera den." in answer.text
    assert "bara tjejer" in answer.text, "the converter's warning stands first"
    form = filled(answer.text)
    kept = liaison.post("/ny-plats", data=form | {"rakna": "1"})
    assert "Läst i annonsens adress." in kept.text, "a button inside the form keeps the origins"
    saved = liaison.post("/ny-plats", data=form)
    assert "Platsen är sparad." in saved.text
    made = stored(liaison, "29384756")
    assert (made["employer_id"], made["employer_name"], made["lat"]) == ("5560160680", "Annonslager AB", 59.0)
    assert made["certificates_required"] == ["truckkort"]


@pytest.mark.writes
def test_a_form_that_is_sent_twice_makes_one_place(liaison: TestClient) -> None:
    before = number(liaison)
    form = sent(liaison, title="Kock", employer_name="Nya krogen")
    first, second = (liaison.post("/ny-plats", data=form) for _ in range(2))
    assert first.url.path == second.url.path
    assert "Platsen är sparad." in second.text
    assert number(liaison) == before + 1
    other = liaison.post("/ny-plats", data=form | {"title": "Bagare"})
    assert other.status_code == 422
    check(other.text)
    assert "Platsen finns redan, med andra uppgifter." in other.text
    assert f'href="{first.url.path}"' in other.text
    assert number(liaison) == before + 1


def test_plain_text_is_an_advertisement_too(liaison: TestClient) -> None:
    answer = liaison.post("/plats-av-annons", data={"annons": "\nKock på skola\nKrav: hygienutbildning.\n"})
    assert 'value="Kock på skola"' in answer.text
    assert "Läst i annonsens text: ”hygienutbildning" in answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Uppgiften saknas."),
        ('{"id": "1"', "inte giltig JSON"),
        ("[]", "Det går inte att läsa som en annons."),
        ('{"id": "1"}', "Uppgiften saknas."),
    ],
)
def test_what_is_no_advertisement(liaison: TestClient, text: str, said: str) -> None:
    answer = liaison.post("/plats-av-annons", data={"annons": text})
    assert answer.status_code == 422
    check(answer.text)
    assert said in answer.text


def test_a_file_that_is_no_text(liaison: TestClient) -> None:
    file = {"fil": ("bild.png", b"\x89PNG\xff", "image/png")}
    answer = liaison.post("/plats-av-annons", data={"annons": ""}, files=file)
    assert answer.status_code == 422
    assert "Det går inte att läsa som en annons." in answer.text


def test_what_was_typed_is_never_markup(liaison: TestClient) -> None:
    answer = liaison.post("/ny-plats", data=sent(liaison, title="<b>fet</b>", rakna="1"))
    assert "<b>fet</b>" not in answer.text
    Outline(answer.text)
