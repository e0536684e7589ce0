"""/deltagare: own participants, the next step of each, filters, sorting, search and empty states."""

import re

import pytest
from starlette.testclient import TestClient

from service.coach.desk import at
from tests.support.outline import check
from tests.support.town import COACH, EMPTY, FOREIGN, FULL, PROTECTED
from tests.web.conftest import SignedIn


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a class="plain-link" href="[^"]+">([^<]+)</a>', page)


def test_home_is_the_own_participants_with_a_next_step_each(coach: TestClient) -> None:
    page = coach.get("/")
    assert page.url.path == "/deltagare"
    check(page.text)
    found = rows(page.text)
    assert len(found) == 21
    assert EMPTY in found
    assert PROTECTED in found
    assert FOREIGN not in found
    assert found[0] == EMPTY, "who lacks goals comes first"
    assert f'href="{at(EMPTY)}/redigera#goals-0">Fråga om mål' in page.text
    assert page.text.count('data-name="Nästa steg"><a') == 21


def test_the_unit_shows_colleagues_and_never_their_protected_people(signed_in: SignedIn) -> None:
    own = rows(signed_in(COACH).get("/deltagare?visa=enheten").text)
    other = rows(signed_in("bo").get("/deltagare?visa=enheten").text)
    assert set(own) - set(other) == {PROTECTED}
    assert signed_in("cecilia").get("/deltagare?visa=enheten").text.count(FULL) == 0


@pytest.mark.parametrize("role", ["david", "eva", "frans"])
def test_other_roles_find_nothing_here(signed_in: SignedIn, role: str) -> None:
    words = "/ord?falt=yrken&q=kock"  # whoever writes an opening asks for words too
    addresses = ("/deltagare", "/ny-deltagare", at(FULL), at(FULL, "forslag"))
    for address in addresses if role == "david" else (*addresses, words):
        assert signed_in(role).get(address).status_code == 404


@pytest.mark.parametrize("page", ["", "redigera", "forslag", "jamfor", "karta", "egen", "mote", "blad"])
def test_hidden_and_missing_look_the_same(coach: TestClient, page: str) -> None:
    hidden, missing = coach.get(at(FOREIGN, page)), coach.get(at("NEJ01", page))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(FOREIGN, "") == missing.text.replace("NEJ01", "")
    check(hidden.text)


def test_filters_are_chips_that_can_be_cleared(coach: TestClient) -> None:
    page = coach.get("/deltagare?laget=goals")
    assert rows(page.text) == [EMPTY]
    outline = check(page.text)
    (clear,) = [link for link in outline.all("a") if link.get("class") == "clear"]
    assert len(rows(coach.get(clear["href"] or "").text)) == 21


def test_search_finds_goals_and_skills_but_not_conditions(coach: TestClient) -> None:
    assert FULL in rows(coach.get("/deltagare?sok=matdistribution").text)
    assert FULL in rows(coach.get("/deltagare?sok=d0002").text)
    nobody = coach.get("/deltagare?sok=outdoor_cold")
    assert rows(nobody.text) == []
    assert "Ingen deltagare hittades" in nobody.text
    assert 'value="outdoor_cold"' in nobody.text, "what was typed is kept"
    check(nobody.text)


def test_columns_sort_both_ways(coach: TestClient) -> None:
    up = rows(coach.get("/deltagare?sortera=arende").text)
    down = coach.get("/deltagare?sortera=-arende")
    assert rows(down.text) == up[::-1] == sorted(up, reverse=True)
    assert 'aria-sort="descending"' in down.text
    for key in ("steg", "-steg", "andrad", "-andrad"):
        check(coach.get(f"/deltagare?sortera={key}").text)


@pytest.mark.writes
def test_an_empty_list_says_what_to_do(signed_in: SignedIn) -> None:
    from tests.support.accounts import an_account

    client = signed_in(COACH)
    database = client.app.state.service.database  # type: ignore[attr-defined]
    an_account(database, "ny", unit="tom")
    for visa in ("egna", "enheten"):
        page = signed_in("ny").get(f"/deltagare?visa={visa}")
        check(page.text)
        assert "inga deltagare än" in page.text
        assert 'href="/ny-deltagare">Ny deltagare' in page.text


def test_a_participants_page_shows_what_is_known_and_not(coach: TestClient) -> None:
    page = coach.get(at(FULL)).text
    check(page)
    assert "Har inget körkort" in page
    assert "35 timmar" in page
    assert "Inte känt" in page
    assert "17,5 timmar" in page
    protected = coach.get(at(PROTECTED)).text
    assert "Skyddade uppgifter: bara du ser deltagaren" in protected
    check(coach.get(at(EMPTY)).text)
