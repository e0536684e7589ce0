"""A participant in a form: eight fields, the rest, words, what is wrong, and two who change at once."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.coach.cases import EIGHT
from service.coach.desk import at
from service.coach.fields import FIELDS, FIRST
from tests.support.outline import Outline, check
from tests.support.town import COACH, FULL
from tests.web.conftest import SignedIn

API = "/api/v1/participants"


def filled(page: str) -> dict[str, Any]:
    """Give what a browser would send of the form for a participant."""
    sent: dict[str, list[str]] = {}
    form = page[page.index("<form", page.index("<main")) :]
    for attrs in Outline(page).all("input"):
        kind, name = attrs.get("type"), attrs.get("name")
        if name and (kind not in ("checkbox", "radio") or "checked" in attrs):
            sent.setdefault(name, []).append(attrs.get("value") or "")
    for name, options in re.findall(
        r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent.setdefault(name, []).append(unescape(chosen[1]) if chosen else "")
    sent.pop("till", None)
    return sent


def stored(client: TestClient, participant_id: str) -> dict[str, Any]:
    answer = client.get(f"{API}/{participant_id}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def test_eight_fields_come_first_and_the_rest_waits() -> None:
    assert {field.name for field in FIRST.fields} == {*EIGHT, "sfi_passed"}


@pytest.mark.writes
def test_a_new_participant_is_ready_after_eight_fields(coach: TestClient) -> None:
    page = coach.get("/ny-deltagare")
    outline = check(page.text)
    assert "open" not in outline.all("details")[-1]
    form = filled(page.text) | {
        "id": "AME 2026/77",
        "municipality": "0483",
        "goals": ["jobba på lager", ""],
        "skills": ["köra truck", ""],
        "skills.years": ["2,5", ""],
        "sfi_passed": "C",
        "licences.state": "some",
        "licences": ["B"],
        "hours_per_week": "20",
        "travel_max_minutes": "45",
    }
    answer = coach.post("/ny-deltagare", data=form)
    assert answer.history[0].headers["location"] == at("AME 2026/77", klart="ny")
    assert "Deltagaren är sparad." in answer.text
    check(answer.text)
    assert stored(coach, "AME 2026/77") == {
        "id": "AME 2026/77",
        "municipality": "0483",
        "goals": ["jobba på lager"],
        "skills": [{"label": "köra truck", "years": 2.5}],
        "sfi_passed": "C",
        "licences": ["B"],
        "hours_per_week": 20.0,
        "travel_max_minutes": 45.0,
    }
    assert "AME 2026/77" in coach.get("/deltagare").text, "the new participant is the coach's own"
    assert coach.get(at("AME 2026/77", "forslag")).status_code == 200


def test_an_unchanged_form_changes_nothing(coach: TestClient) -> None:
    for person in (FULL, "D0001", "D0004", "D0017"):
        before = stored(coach, person)
        answer = coach.post(at(person, "redigera"), data=filled(coach.get(at(person, "redigera")).text))
        assert "Ändringarna är sparade." in answer.text
        assert stored(coach, person) == before


@pytest.mark.writes
def test_known_to_be_none_and_not_known_are_kept_apart(coach: TestClient) -> None:
    form = filled(coach.get(at(FULL, "redigera")).text)
    form |= {"certificates": [""], "certificates.none": "1", "licences.state": "none", "licences": []}
    form |= {"languages": [""], "cannot.state": "unknown", "cannot": [], "hours_per_week": ""}
    coach.post(at(FULL, "redigera"), data=form)
    after = stored(coach, FULL)
    assert (after["certificates"], after["licences"]) == ([], [])
    assert not {"languages", "cannot", "hours_per_week"} & set(after)


@pytest.mark.parametrize(
    ("changes", "at_field", "said"),
    [
        ({"id": ""}, "id", "Uppgiften saknas."),
        ({"id": "19811228-9874"}, "id", "Här står ett personnummer"),
        ({"goals": ["ring 19811228-9874"]}, "goals-0", "Här står ett personnummer"),
        ({"hours_per_week": "många"}, "hours_per_week", "”många” är inte ett tal."),
        ({"hours_per_week": "200"}, "hours_per_week", "”200” är för stort."),
        ({"skills": ["", "kock"], "skills.years": ["", "-1"]}, "skills-1.years", "”-1” är för litet."),
        ({"postcode": "12"}, "postcode", "”12” är inte ett postnummer."),
        ({"available_from": "i morgon"}, "available_from", "”i morgon” är inte ett datum."),
        ({"available_from": "2026-12-02", "available_to": "2026-12-01"}, "available_to", "före början"),
        ({"earliest": "8"}, "earliest", "”8” är inte ett klockslag."),
        ({"languages": ["klingonska"]}, "languages-0", "känns inte igen"),
        ({"excluded_employers": ["Ingen AB"]}, "excluded_employers-0", "finns inte här"),
        ({"licences.state": "none", "licences": ["B"]}, "licences.state-none", "både valt"),
        ({"needs.state": "some"}, "needs.state-some", "inget är ikryssat"),
        ({"goals": ["x" * 1001]}, "goals-0", "här ryms 1000 tecken"),
        ({"skills": ["kock"], "skills.none": "1"}, "skills.none", "både valt"),
    ],
)
def test_errors_lead_to_the_field_and_keep_what_was_typed(
    coach: TestClient, changes: dict[str, Any], at_field: str, said: str
) -> None:
    form = filled(coach.get("/ny-deltagare").text) | {"id": "NY 1", "municipality": "0483"} | changes
    answer = coach.post("/ny-deltagare", data=form)
    assert answer.status_code == 422
    outline = check(answer.text)
    assert answer.text.index('id="fel"') < answer.text.index("<h1>")
    assert "<title>Fel: " in answer.text
    assert f'href="#{at_field}"' in answer.text
    assert said in answer.text
    (summary,) = [tag for tag in outline.all("div") if tag.get("id") == "fel"]
    assert "autofocus" in summary
    again = filled(answer.text)
    for name, value in changes.items():
        kept = [one for one in again[name] if one] if name in again else []
        assert kept == [one for one in ([value] if isinstance(value, str) else value) if one], name
    assert coach.get(f"{API}/NY 1").status_code == 404


def test_a_taken_case_number_is_said_whoever_has_it(coach: TestClient) -> None:
    form = filled(coach.get("/ny-deltagare").text) | {"id": "D0030"}
    answer = coach.post("/ny-deltagare", data=form)
    assert answer.status_code == 422
    assert "Det finns redan en deltagare med det ärendenumret." in answer.text


@pytest.mark.writes
def test_the_second_editor_sees_the_difference_and_decides(signed_in: SignedIn) -> None:
    first, second = signed_in(COACH), signed_in("bo")
    mine, theirs = (filled(client.get(at(FULL, "redigera")).text) for client in (first, second))
    first.post(at(FULL, "redigera"), data=mine | {"hours_per_week": "10"})
    answer = second.post(at(FULL, "redigera"), data=theirs | {"hours_per_week": "30"})
    assert answer.status_code == 409
    check(answer.text)
    assert "Någon annan har ändrat deltagaren medan du skrev" in answer.text
    row = re.search(r'<tr><th scope="row">Timmar i veckan</th>(.*?)</tr>', answer.text)
    assert row
    assert row[1] == "<td>10 timmar</td><td>30 timmar</td>"
    assert answer.text.count('<tr><th scope="row">') - answer.text.count("Kurs") < 20
    assert stored(first, FULL)["hours_per_week"] == 10.0
    second.post(at(FULL, "redigera"), data=filled(answer.text))
    assert stored(first, FULL)["hours_per_week"] == 30.0


def test_words_are_found_without_a_script(coach: TestClient) -> None:
    form = filled(coach.get("/ny-deltagare").text) | {"id": "NY 1", "goals": ["städa på kontor", ""]}
    answer = coach.post("/ny-deltagare", data=form | {"finn": "goals-0"})
    check(answer.text)
    assert 'value="goals-0=Lokalvårdare">Lokalvårdare</button>' in answer.text
    taken = coach.post("/ny-deltagare", data=filled(answer.text) | {"ta": "goals-0=Lokalvårdare"})
    assert filled(taken.text)["goals"][0] == "Lokalvårdare"
    assert filled(taken.text)["id"] == ["NY 1"]
    more = coach.post("/ny-deltagare", data=filled(taken.text) | {"fler": "goals"})
    assert len(filled(more.text)["goals"]) == len(filled(taken.text)["goals"]) + 3
    assert coach.get(f"{API}/NY 1").status_code == 404, "helping stores nothing"


@pytest.mark.parametrize("where", ["goals-99", "goals-x", "nej-0", "goals", "", "goals-٣"])
def test_a_strange_row_is_no_error(coach: TestClient, where: str) -> None:
    form = filled(coach.get("/ny-deltagare").text)
    for button in ("finn", "ta", "fler"):
        assert coach.post("/ny-deltagare", data=form | {button: where}).status_code in (200, 422)


@pytest.mark.parametrize(
    ("field", "typed", "word"),
    [
        ("yrken", "städa", "Lokalvårdare"),
        ("yrken", "köra gaffeltruck", "Truckförare"),
        ("yrken", "jobba på dagis", "Barnskötare"),
        ("fardigheter", "truck", "truckkörning"),
        ("intyg", "gaffeltruck", "truckkort"),
        ("sprak", "ara", "arabiska"),
        ("sprak", "dari", "persiska"),
    ],
)
def test_everyday_words_lead_to_the_words_of_places(
    coach: TestClient, field: str, typed: str, word: str
) -> None:
    found = coach.get("/ord", params={"falt": field, "q": typed}).json()["words"]
    assert 0 < len(found) <= 8
    assert any(word.casefold() in one.casefold() for one in found), found


def test_words_of_nothing_are_none(coach: TestClient) -> None:
    for typed in ("", " ", "qqqqzzzz", "%00"):
        assert coach.get("/ord", params={"falt": "intyg", "q": typed}).json() == {"words": []}
    assert coach.get("/ord", params={"falt": "nej", "q": "x"}).status_code == 422


def test_who_sees_a_sensitive_field_is_said_beside_it(coach: TestClient) -> None:
    page = coach.get(at(FULL, "redigera")).text
    assert page.count('class="sees"') == sum(bool(field.sees) for field in FIELDS.values()) == 5
    for name in ("cannot", "needs"):
        assert "Arbetsgivaren ser det aldrig" in FIELDS[name].sees
