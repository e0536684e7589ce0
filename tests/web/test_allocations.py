"""A group against the places there are: the draft, what a coach decides about a line, and who sees it."""

import json
import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.allocations.models import AllocationLines, AllocationRules
from service.store.schema import Decisions
from tests.support.outline import check
from tests.support.stores import save
from tests.support.town import COACH, COLLEAGUE, FULL, PROTECTED, STRANGER
from tests.web.conftest import SignedIn
from tests.web.test_queries import counting

PEOPLE = ("D0002", "D0003", "D0005", "D0012")


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def made(client: TestClient, *people: str, **more: Any) -> str:
    """Make a draft in the form; give its address."""
    sent = {"deltagare": list(people or PEOPLE), "platser": "alla"} | more
    answer = client.post("/ny-fordelning", data=sent, follow_redirects=False)
    assert answer.status_code == 303, text_of(answer.text)
    return str(answer.headers["location"]).partition("?")[0]


def document(client: TestClient, address: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/allocations/{address.rpartition('/')[2]}").json()
    return found


def press(
    client: TestClient, address: str, what: str, line: dict[str, Any] | None = None, words: str = ""
) -> Any:
    """Press a button of a line, or of the whole draft."""
    line = line or {"participant_id": "", "slot_id": ""}
    sent = {"gor": what, "deltagare": line["participant_id"], "plats": line["slot_id"], "ord": words}
    return client.post(address, data=sent)


def store(client: TestClient) -> Any:
    return client.app.state.service.database  # type: ignore[attr-defined]


def decisions(client: TestClient) -> list[tuple[str, ...]]:
    with store(client).read() as session:
        found = session.scalars(select(Decisions).order_by(Decisions.at))
        return [(d.by, d.participant_id, d.slot_id, d.decision) for d in found]


def lines(client: TestClient) -> dict[tuple[str, str], str]:
    with store(client).read() as session:
        found = session.scalars(select(AllocationLines))
        return {(one.allocation_id, one.participant_id): one.state for one in found}


def test_nobody_is_chosen_beforehand(coach: TestClient) -> None:
    page = coach.get("/ny-fordelning").text
    check(page)
    assert " checked" not in page.replace('value="alla" checked', "")
    everybody = coach.get("/ny-fordelning?valj=alla").text
    assert everybody.count('name="deltagare"') == everybody.count(" checked") - 1 > 10


@pytest.mark.writes
def test_who_has_a_place_is_not_asked_about(coach: TestClient) -> None:
    assert 'value="D0012"' in coach.get("/ny-fordelning").text
    save(
        store(coach),
        "placement",
        {"id": "pågår", "participant_id": "D0012", "slot_id": "P0001", "outcome": "ongoing"},
    )
    page = coach.get("/ny-fordelning").text
    assert 'value="D0012"' not in page
    assert "deltagare har redan en plats och visas inte." in text_of(page)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Du har inte valt någon deltagare."),
        ({"deltagare": ["D0002"], "platser": "valda"}, "Du har inte valt någon plats."),
        ({"deltagare": ["D0002"], "hogst": "två"}, "”två” är inte ett helt tal."),
        ({"deltagare": ["D0002"], "hogst": "0"}, "”0” är för litet."),
        ({"deltagare": ["D0002"], "hogst": "99999"}, "”99999” är för stort."),
    ],
)
@pytest.mark.writes
def test_what_is_missing_is_said_and_what_was_ticked_is_kept(
    coach: TestClient, sent: dict[str, Any], said: str
) -> None:
    answer = coach.post("/ny-fordelning", data=sent)
    assert answer.status_code == 422
    check(answer.text)
    assert said in text_of(answer.text)
    if "deltagare" in sent:
        assert re.search(r'value="D0002" checked', answer.text)
    assert lines(coach) == {}


@pytest.mark.writes
def test_a_draft_says_what_the_api_says_and_decides_nothing(coach: TestClient) -> None:
    address = made(coach, hogst="2")
    page, without = coach.get(address).text, coach.get(f"{address}?visa=utan").text
    check(page)
    check(without)
    text = text_of(page)
    found = document(coach, address)
    assert "Förslag – du bestämmer." in text
    assert f"{found['placed']} av {len(PEOPLE)} deltagare får en plats." in text
    assert {line["participant_id"] for line in (*found["assignments"], *found["unassigned"])} == set(PEOPLE)
    for line in found["assignments"]:
        for sentence in line["reasons"][:3]:
            assert sentence in text
        for one in (*line["unknown"], *line["displaced"]):
            assert one["text"] in text or one.get("rule") == "capacity"
    for line in found["unassigned"]:
        assert line["reason"] in text_of(without)
    assert found["per_employer"] == 2
    assert decisions(coach) == []
    assert set(lines(coach).values()) <= {"draft", "unplaced"}
    check(coach.get("/fordelning").text)
    assert address in coach.get("/fordelning").text


@pytest.mark.writes
def test_confirming_is_the_coachs_own_decision_and_has_one_effect(coach: TestClient) -> None:
    address = made(coach)
    line = document(coach, address)["assignments"][0]
    for _ in range(2):
        answer = press(coach, address, "bekrafta", line)
        assert answer.status_code == 200
        assert "Raden är bekräftad" in text_of(answer.text)
    check(answer.text)
    assert decisions(coach) == [(COACH, line["participant_id"], line["slot_id"], "go_on")]
    assert document(coach, address)["assignments"][0]["state"] == "confirmed"
    person = coach.get(f"/deltagare/{line['participant_id']}").text
    assert "Platser ni går vidare med" in text_of(person)
    assert line["slot_id"] in person


@pytest.mark.writes
def test_taking_a_confirmed_line_back_takes_the_decision_back(coach: TestClient) -> None:
    address = made(coach)
    one, two = document(coach, address)["assignments"][:2]
    press(coach, address, "bekrafta", one)
    answer = press(coach, address, "dra-tillbaka", one, "Ångrade sig.")
    check(answer.text)
    assert "Ångrade sig." in text_of(answer.text)
    press(coach, address, "dra-tillbaka", two)
    assert [row[3] for row in decisions(coach)] == ["go_on", "dismiss"]
    states = {line["participant_id"]: line["state"] for line in document(coach, address)["assignments"]}
    assert states[one["participant_id"]] == states[two["participant_id"]] == "withdrawn"
    again = press(coach, address, "bekrafta", two)
    assert again.status_code == 200
    assert len(decisions(coach)) == 2, "what was taken back stays so"


@pytest.mark.parametrize(("what", "rule"), [("las", "lock"), ("uteslut", "ban")])
@pytest.mark.writes
def test_a_lock_and_a_ban_have_a_reason_and_make_a_new_draft(coach: TestClient, what: str, rule: str) -> None:
    address = made(coach)
    before = document(coach, address)
    line = before["assignments"][0]
    answer = press(coach, address, what, line)
    assert answer.status_code == 422
    check(answer.text)
    assert "Uppgiften saknas." in text_of(answer.text)
    answer = press(coach, address, what, line, "se 19811228-9874")
    assert answer.status_code == 422
    assert "Här står ett personnummer" in text_of(answer.text)
    assert 'value="se 19811228-9874"' in answer.text
    assert lines(coach).keys() == {(before["id"], person) for person in PEOPLE}
    answer = press(coach, address, what, line, "De känner varandra sedan förut.")
    assert answer.status_code == 200
    check(answer.text)
    assert "De känner varandra sedan förut." in text_of(answer.text)
    newer = document(coach, f"/{document(coach, address)['newer']}")
    assert newer["previous"] == before["id"]
    (kept,) = newer["rules"]
    assert (kept["participant_id"], kept["slot_id"], kept["rule"]) == (
        line["participant_id"],
        line["slot_id"],
        rule,
    )
    found = [one for one in newer["assignments"] if one["participant_id"] == line["participant_id"]]
    assert [one["slot_id"] == line["slot_id"] for one in found] in ([rule == "lock"], [])
    closed = press(coach, address, "bekrafta", line)
    assert closed.status_code == 409
    check(closed.text)
    assert "Det finns ett nyare utkast. Bestäm om raderna där." in text_of(closed.text)
    assert decisions(coach) == []


@pytest.mark.writes
def test_dividing_anew_leaves_what_is_decided(coach: TestClient) -> None:
    address = made(coach)
    one, two = document(coach, address)["assignments"][:2]
    press(coach, address, "bekrafta", one)
    press(coach, address, "dra-tillbaka", two)
    answer = press(coach, address, "om")
    check(answer.text)
    assert text_of(coach.get("/fordelning").text).count("Stängt") == 1
    newer = document(coach, f"/{document(coach, address)['newer']}")
    left = {line["participant_id"] for line in (*newer["assignments"], *newer["unassigned"])}
    assert left == set(PEOPLE) - {one["participant_id"], two["participant_id"]}


@pytest.mark.writes
def test_room_is_looked_for_again_when_a_line_is_confirmed(coach: TestClient) -> None:
    address = made(coach)
    line = document(coach, address)["assignments"][0]
    slot = coach.get(f"/api/v1/slots/{line['slot_id']}").json()
    save(store(coach), "slot", slot | {"capacity": 1, "filled": 1})
    answer = press(coach, address, "bekrafta", line)
    assert answer.status_code == 409
    check(answer.text)
    assert "Något hindrar nu som inte hindrade när utkastet gjordes." in text_of(answer.text)
    assert "Det finns ingen ledig plats" in text_of(answer.text)
    assert decisions(coach) == []
    assert document(coach, address)["assignments"][0]["state"] == "draft"


@pytest.mark.writes
def test_a_seat_is_promised_once(coach: TestClient) -> None:
    """Two drafts give the last seat of a place to two people; the first who is confirmed gets it."""
    save(
        store(coach),
        "slot",
        {"id": "SIST", "title": "Lagerarbetare", "employer_id": "E-sist", "capacity": 1, "filled": 0},
    )
    only = {"platser": "valda", "plats": ["SIST"]}
    first, second = made(coach, "D0002", **only), made(coach, "D0003", **only)
    (one,), (two,) = document(coach, first)["assignments"], document(coach, second)["assignments"]
    assert one["slot_id"] == two["slot_id"] == "SIST"
    assert press(coach, first, "bekrafta", one).status_code == 200
    answer = press(coach, second, "bekrafta", two)
    assert answer.status_code == 409
    assert "Platsen har blivit full sedan utkastet gjordes." in text_of(answer.text)
    third = document(coach, made(coach, "D0003", **only))
    (left,) = third["unassigned"]
    assert left["code"] == "taken"
    assert left["displaced"][0]["code"] == "gone"
    press(coach, first, "dra-tillbaka", one)
    assert press(coach, second, "bekrafta", two).status_code == 200, "what is taken back is free again"


@pytest.mark.writes
def test_each_line_belongs_to_the_participants_own_coach(coach: TestClient, signed_in: SignedIn) -> None:
    unit = coach.get("/ny-fordelning?visa=enheten&valj=alla").text
    people = [
        key for key in re.findall(r'name="deltagare" id="d-\d+" value="([^"]+)"', unit) if key != PROTECTED
    ]
    address = made(coach, *people)
    bo = signed_in(COLLEAGUE)
    page = bo.get(address)
    check(page.text)
    assert "Bekräftas av Anna Ek." in text_of(page.text)
    mine = bo.get(f"{address}?visa=mina").text
    assert "Bekräftas av" not in mine
    found = document(coach, address)["assignments"]
    own = {one["participant_id"] for one in found} & set(
        re.findall(r'name="deltagare" value="([^"]+)"', mine)
    )
    assert own
    theirs = next(one for one in found if one["participant_id"] not in own)
    for what in ("bekrafta", "dra-tillbaka", "las", "uteslut"):
        assert press(bo, address, what, theirs, "Nej").status_code == 404
    his = next(one for one in found if one["participant_id"] in own)
    assert press(coach, address, "bekrafta", his).status_code == 404
    assert press(bo, address, "bekrafta", his).status_code == 200
    assert decisions(coach) == [(COLLEAGUE, his["participant_id"], his["slot_id"], "go_on")]


@pytest.mark.writes
def test_a_draft_with_somebody_one_may_not_see_is_not_there(coach: TestClient, signed_in: SignedIn) -> None:
    with_protected, without = made(coach, FULL, PROTECTED), made(coach, FULL)
    bo = signed_in(COLLEAGUE)
    assert bo.get(without).status_code == 200
    hidden = bo.get(with_protected)
    assert hidden.status_code == 404
    assert hidden.text == bo.get("/fordelning/finns-inte").text.replace(
        "/fordelning/finns-inte", with_protected
    )
    assert with_protected not in bo.get("/fordelning").text
    assert signed_in(STRANGER).get(without).status_code == 404
    assert signed_in("david").get(without).status_code == 404


@pytest.mark.writes
def test_somebody_of_another_unit_cannot_take_part(coach: TestClient) -> None:
    answer = coach.post("/ny-fordelning", data={"deltagare": ["D0030"], "platser": "alla"})
    assert answer.status_code == 404
    assert lines(coach) == {}


@pytest.mark.writes
def test_an_erased_participant_is_gone_from_every_draft(coach: TestClient, signed_in: SignedIn) -> None:
    address = made(coach)
    line = document(coach, address)["assignments"][0]
    press(coach, address, "las", line, "Zebrafink ska dit.")
    newer = f"/fordelning/{document(coach, address)['newer']}"
    from service.store import erasure

    with store(coach).write() as session:
        erasure.erase(session, line["participant_id"], by="ada", at="2026-11-23")
    with store(coach).read() as session:
        left = [*session.scalars(select(AllocationLines)), *session.scalars(select(AllocationRules))]
        kept = json.dumps([{k: str(v) for k, v in vars(one).items()} for one in left])
    assert line["participant_id"] not in kept
    assert "Zebrafink" not in kept
    for page in (address, newer):
        answer = coach.get(page)
        assert answer.status_code == 200
        assert line["participant_id"] not in answer.text


@pytest.mark.writes
def test_what_is_strange_does_nothing(coach: TestClient) -> None:
    address = made(coach)
    line = document(coach, address)["assignments"][0]
    assert press(coach, address, "hitta-pa", line).status_code == 409
    assert press(coach, "/fordelning/nej", "hitta-pa").status_code == 404
    assert press(coach, address, "bekrafta", line | {"participant_id": "D0004"}).status_code == 404
    assert press(coach, "/fordelning/nej", "om").status_code == 404
    assert decisions(coach) == []


def test_without_drafts_the_list_says_what_to_do(signed_in: SignedIn) -> None:
    page = signed_in(STRANGER).get("/fordelning").text
    check(page)
    assert "Det finns inga utkast än" in page


@pytest.mark.writes
def test_a_draft_of_many_asks_the_store_as_often_as_one_of_few(coach: TestClient) -> None:
    everybody = re.findall(r'name="deltagare" id="d-\d+" value="([^"]+)"', coach.get("/ny-fordelning").text)
    counts = []
    for people in (everybody[:2], everybody):
        address = made(coach, *people)
        coach.get(address)
        with counting(coach) as queries:
            coach.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
