"""Suggestions as cards, decisions, sharing, comparing, distances, own places, and the sheets."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from matcher.factors import FACTORS
from matcher.messages_sv import FACTORS as SENTENCES
from service.coach import suggesting
from service.coach.desk import at
from service.coach.reasons import KNOWN
from service.pages.words import decimal
from service.plans import followups, plan, repository
from service.plans.steps import Typed
from tests.support.outline import check
from tests.support.planned import GOAL, live
from tests.support.town import COACH, DAY, EMPTY, FULL, PROTECTED
from tests.web.conftest import SignedIn

REACHED = "D0012"
"""A participant with many suggestions."""


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def cards(page: str) -> list[str]:
    return re.findall(r'<li class="card" id="plats-\d+">(.*?)\n</li>', page, re.DOTALL)


def hidden(card: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', card)
    assert found
    return unescape(found[1])


def answer_of(client: TestClient, participant_id: str, top: int = 6) -> dict[str, Any]:
    """Give what the API says of the same participant."""
    found: dict[str, Any] = client.get(f"/api/v1/participants/{participant_id}/suggestions?top={top}").json()
    return found


def test_every_sentence_of_a_factor_speaks_for_or_against_or_is_silent() -> None:
    silent = {"skills.by", "skills.licence", "skills.some", "experience.none", "hours.partly", "pathway.new"}
    silent |= {id_ for id_ in SENTENCES if id_.endswith(("unknown", "unstated", "no_value", "no_need"))}
    assert suggesting.MERITS | suggesting.LACKS | silent == set(SENTENCES)
    assert not suggesting.MERITS & suggesting.LACKS


def test_cards_say_what_the_api_says(coach: TestClient) -> None:
    page = coach.get(at(REACHED, "forslag")).text
    check(page)
    assert "Förslag – du bestämmer." in page
    (ranking,) = answer_of(coach, REACHED)["results"]
    found = cards(page)
    assert len(found) == len(ranking["suggestions"]) == 6
    for card, suggestion in zip(found, ranking["suggestions"], strict=True):
        text = text_of(card)
        assert hidden(card, "plats") == suggestion["slot_id"]
        assert f"Tillsammans {decimal(suggestion['score'])} av 100" in text
        for part in suggestion["contributions"]:
            assert " ".join(part["text"].split()) in text
            assert f"{decimal(part['points'])} {decimal(part['weight'])}" in text
        for verdict in suggestion["requirements"]:
            assert (verdict["text"] in text) == (verdict["verdict"] in ("pass", "unknown"))
    assert not re.search(r"\d\s*%|procent", text_of(page)), "no percentage"
    for miss in ranking["near_misses"]:
        for change in miss["changes"]:
            whom = "av deltagaren" if change["by"] == "participant" else "av arbetsgivaren"
            assert f"{change['text']}, {whom}" in text_of(page).replace(" ,", ",")
    for question in ranking["questions"][:3]:
        assert question["text"] in page


def test_a_look_at_suggestions_is_a_run_that_names_the_coach(coach: TestClient) -> None:
    page = coach.get(at(REACHED, "forslag")).text
    run = hidden(cards(page)[0], "korning")
    database = coach.app.state.service.database  # type: ignore[attr-defined]
    from service.store import runs

    with database.read() as session:
        kept = runs.get(session, run)
        assert kept is not None
        assert (kept.by, kept.participant_id) == (COACH, REACHED)


@pytest.mark.writes
def test_going_on_is_a_decision_by_the_coach(coach: TestClient) -> None:
    first = cards(coach.get(at(REACHED, "forslag")).text)[0]
    slot, run = hidden(first, "plats"), hidden(first, "korning")
    answer = coach.post(at(REACHED, "beslut"), data={"plats": slot, "korning": run, "beslut": "go_on"})
    assert "Beslutet är sparat: ni går vidare med platsen." in answer.text
    check(answer.text)
    assert slot not in [hidden(card, "plats") for card in cards(answer.text)]
    assert "Ni går vidare med" in answer.text
    page = coach.get(at(REACHED)).text
    check(page)
    assert "Går vidare med en plats" in page
    assert decisions(coach) == [(COACH, REACHED, slot, run, "go_on", None)]


def decisions(client: TestClient) -> list[tuple[Any, ...]]:
    from sqlalchemy import select

    from service.store.schema import Decisions

    with client.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        found = session.scalars(select(Decisions).order_by(Decisions.at))
        return [(d.by, d.participant_id, d.slot_id, d.run_id, d.decision, d.reason) for d in found]


@pytest.mark.writes
def test_dismissing_takes_a_reason_or_none(coach: TestClient) -> None:
    one, two, three = (hidden(card, "plats") for card in cards(coach.get(at(REACHED, "forslag")).text)[:3])
    assert len(KNOWN) == 17
    given = {"beslut": "dismiss", "orsak": "Tiderna passar inte.", "ord": "Bara på kvällar."}
    answer = coach.post(at(REACHED, "beslut"), data={"plats": one} | given)
    assert "Beslutet är sparat: platsen är inte aktuell." in answer.text
    assert "Tiderna passar inte. Bara på kvällar." in answer.text
    check(answer.text)
    coach.post(at(REACHED, "beslut"), data={"plats": two, "beslut": "dismiss", "orsak": "påhittad"})
    coach.post(at(REACHED, "beslut"), data={"plats": three, "beslut": "dismiss", "ord": "x"})
    assert [row[-1] for row in decisions(coach)] == ["Tiderna passar inte. Bara på kvällar.", None, "x"]
    back = coach.post(at(REACHED, "beslut"), data={"plats": one, "beslut": "go_on"})
    assert "Ni går vidare med" in back.text, "the last decision counts"


@pytest.mark.writes
def test_a_personnummer_in_a_reason_is_refused_and_what_was_typed_kept(coach: TestClient) -> None:
    slot = hidden(cards(coach.get(at(REACHED, "forslag")).text)[0], "plats")
    sent = {"plats": slot, "beslut": "dismiss", "orsak": "Tiderna passar inte.", "ord": "se 19811228-9874"}
    answer = coach.post(at(REACHED, "beslut"), data=sent)
    assert answer.status_code == 422
    check(answer.text)
    assert "Här står ett personnummer" in answer.text
    assert f'href="#ord-{slot}"' in answer.text
    assert 'value="se 19811228-9874"' in answer.text
    assert 'value="Tiderna passar inte." selected' in answer.text
    assert decisions(coach) == []


@pytest.mark.parametrize(
    "sent",
    [{}, {"plats": "nej", "beslut": "go_on"}, {"plats": "P0001", "beslut": "kanske"}, {"korning": "nej"}],
)
@pytest.mark.writes
def test_a_strange_decision_decides_nothing(coach: TestClient, sent: dict[str, str]) -> None:
    answer = coach.post(
        at(REACHED, "beslut"), data={"plats": "P0001", "beslut": "go_on"} | sent if sent else {}
    )
    assert answer.status_code == 422
    assert decisions(coach) == []


@pytest.mark.writes
def test_sharing_is_for_a_place_gone_on_with_and_never_of_protected_people(coach: TestClient) -> None:
    slot = hidden(cards(coach.get(at(REACHED, "forslag")).text)[0], "plats")
    assert coach.post(at(REACHED, "dela"), data={"plats": slot, "dela": "ja"}).status_code == 404
    coach.post(at(REACHED, "beslut"), data={"plats": slot, "beslut": "go_on"})
    answer = coach.post(at(REACHED, "dela"), data={"plats": slot, "dela": "ja"})
    check(answer.text)
    assert "Deltagaren är delad" in answer.text
    assert "Delad med arbetsgivarkontakt" in coach.get("/deltagare").text
    answer = coach.post(at(REACHED, "dela"), data={"plats": slot, "dela": "nej"})
    assert "inte längre delad" in answer.text
    coach.post(at(PROTECTED, "beslut"), data={"plats": slot, "beslut": "go_on"})
    assert coach.post(at(PROTECTED, "dela"), data={"plats": slot, "dela": "ja"}).status_code == 404
    assert 'value="ja"' not in coach.get(at(PROTECTED)).text


def test_an_empty_profile_gets_places_by_what_is_known_and_questions(coach: TestClient) -> None:
    page = coach.get(at(EMPTY, "forslag")).text
    check(page)
    assert "Bra att fråga" in page
    assert "Vet vi inte" in page
    assert page.count("väntar på svaret") == 3


def test_more_suggestions_come_page_by_page_and_no_place_twice(coach: TestClient) -> None:
    seen: list[str] = []
    address = at(EMPTY, "forslag")
    for _ in range(3):
        page = coach.get(address).text
        check(page)
        seen += [hidden(card, "plats") for card in cards(page)]
        (address,) = re.findall(r'href="([^"]+fran=\d+)">Visa fler', page)
    assert len(seen) == len(set(seen)) == 18


def test_two_places_stand_side_by_side(coach: TestClient) -> None:
    (ranking,) = answer_of(coach, REACHED)["results"]
    one, two = ranking["suggestions"][:2]
    page = coach.get(f"{at(REACHED, 'jamfor')}?plats={one['slot_id']}&plats={two['slot_id']}").text
    check(page)
    text = text_of(page)
    for suggestion in (one, two):
        assert decimal(suggestion["score"]) in text
    parts = zip(FACTORS, one["contributions"], two["contributions"], strict=True)
    for factor, first, second in parts:
        assert f"{factor.label.sv} {decimal(first['points'])} {decimal(second['points'])}" in text
    for wrong in ("", f"?plats={one['slot_id']}", "?plats=a&plats=a"):
        page = coach.get(at(REACHED, "jamfor") + wrong).text
        check(page)
        assert "Välj två platser" in page
    assert coach.get(at(REACHED, "jamfor") + "?plats=a&plats=b").status_code == 404


@pytest.mark.parametrize("person", [REACHED, EMPTY, "D0001"])
def test_places_by_distance_with_a_map_drawn_here(coach: TestClient, person: str) -> None:
    page = coach.get(at(person, "karta")).text
    outline = check(page)
    minutes = [int(m) for m in re.findall(r'data-name="Restid">(\d+) min', page)]
    assert minutes == sorted(minutes)
    assert not outline.all("img")
    if person == REACHED:
        assert 'class="map"' in page


@pytest.mark.writes
def test_any_place_can_be_added_with_what_stands_in_the_way(coach: TestClient) -> None:
    check(coach.get(at(REACHED, "egen")).text)
    page = coach.get(at(REACHED, "egen", sok="syntetisk")).text
    check(page)
    assert "Hindrar" in page
    assert "Sök med fler ord" in page
    slot = hidden(page[page.index('<ul class="cards">') :], "plats")
    coach.post(at(REACHED, "beslut"), data={"plats": slot, "beslut": "go_on"})
    assert decisions(coach)[0][2:5] == (slot, None, "go_on")
    nothing = coach.get(at(REACHED, "egen", sok="qqqq")).text
    check(nothing)
    assert "Ingen plats hittades" in nothing


def test_the_explanation_has_the_true_weights(coach: TestClient) -> None:
    page = coach.get("/sa-raknar-systemet").text
    check(page)
    weights = coach.app.state.service.matching.context().weights  # type: ignore[attr-defined]
    text = text_of(page)
    for factor in FACTORS:
        assert f"{factor.label.sv} {decimal(weights.values[factor.id])}" in text
    assert weights.version in page


def test_the_sheet_for_the_meeting_holds_nothing_sensitive(coach: TestClient) -> None:
    page = coach.get(at(FULL, "mote")).text
    check(page)
    text = text_of(page[page.index("<article") :])
    assert "2026-11-23 (v. 48)" in text
    assert "Vi kom överens om" in text
    known = coach.get(f"/api/v1/participants/{FULL}").json()
    assert known["cannot"]
    assert known["needs"]
    assert "Fungerar inte i arbetet" not in text
    assert "Stöd och anpassning" not in text
    check(coach.get(at(EMPTY, "mote")).text)


@pytest.mark.writes
def test_the_sheet_for_the_meeting_holds_the_plan(coach: TestClient) -> None:
    before = text_of(coach.get(at(FULL, "mote")).text)
    assert "Inget mål är sparat än." in before
    live(coach.app.state.service.database, FULL, late=False)  # type: ignore[attr-defined]
    page = coach.get(at(FULL, "mote")).text
    check(page)
    text = text_of(page[page.index("<article") :])
    assert f"Slutmål: {GOAL}" in text
    assert "Börja arbetsträning Gör: Deltagaren. Klart senast 2026-11-16 Försenat" in text
    assert "Ordna plats på fritids för barnen Gör: Socialtjänsten. Klart senast 2026-12-04" in text
    assert "Nästa möte: 2026-11-25 (v. 48), klockan 09:30" in text
    for closed in ("cv", "Körkort B", "bussen går så sällan", "teori på distans"):
        assert closed not in text, "only what remains, and nothing said in confidence"

    database = coach.app.state.service.database  # type: ignore[attr-defined]
    with database.write() as session:
        for number in range(10, 16):
            step = Typed(kind="own", text=f"Steg {number}", actor="coach")
            plan.add_step(session, FULL, f"{number:032x}", step, by=COACH)
        meeting = repository.booked(session, FULL)
        assert meeting is not None
        followups.move(session, meeting, DAY, None, by=COACH)
    text = text_of(coach.get(at(FULL, "mote")).text)
    assert text.count("Gör: ") == 6
    assert "och 3 delmål till i planen" in text
    assert "Nästa möte: …" in text, "the one of today is this one"


@pytest.mark.writes
def test_the_participants_sheet_is_easy_swedish(coach: TestClient) -> None:
    before = coach.get(at(FULL, "blad")).text
    check(before)
    assert "Vi letar efter en plats som passar dig." in before
    slot = hidden(cards(coach.get(at(FULL, "forslag")).text)[0], "plats")
    coach.post(at(FULL, "beslut"), data={"plats": slot, "beslut": "go_on"})
    page = coach.get(at(FULL, "blad")).text
    check(page)
    assert "Den här platsen har vi valt" in page
    sheet = page[page.index("<article") : page.index("</article>")]
    fixed = re.sub(r"<li>Du får prova:.*?</li>", "", sheet, flags=re.DOTALL)
    for sentence in re.split(r"(?<=[.?!])\s", text_of(fixed)):
        assert len(sentence.split()) <= 40, sentence
    assert FULL not in sheet


def test_the_workplace_sees_skills_and_nothing_else(coach: TestClient) -> None:
    known = coach.get(f"/api/v1/participants/{FULL}").json()
    page = coach.get(at(FULL, "arbetsplats", plats="P0001")).text
    check(page)
    assert "Detta ser arbetsgivaren" in page
    sheet = page[page.index("<article") : page.index("</article>")]
    for skill in known["skills"]:
        assert skill["label"][1:] in sheet
    for secret in (FULL, *known["goals"], known["postcode"], "sfi", "Svenska", "min", "handledare nära"):
        assert secret not in text_of(sheet).replace("minst", ""), secret
    assert coach.get(at(FULL, "arbetsplats", plats="nej")).status_code == 404
    check(coach.get(at(EMPTY, "arbetsplats", plats="P0001")).text)


def test_a_colleague_of_the_unit_may_stand_in(signed_in: SignedIn) -> None:
    page = signed_in("bo").get(at(REACHED, "forslag"))
    assert page.status_code == 200
    assert signed_in("bo").get(at(PROTECTED, "forslag")).status_code == 404
