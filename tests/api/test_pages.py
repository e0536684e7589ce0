"""The pages that belong to no role, as a person and a screen reader meet them."""

import html

import pytest
from starlette.testclient import TestClient

from service.pages.troubles import SENTENCES
from tests.api.conftest import MakeClient
from tests.support.outline import check


def test_the_start_page_says_what_this_is_and_its_links_work(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Coachen och deltagaren bestämmer" in answer.text
    assert "påhittade" not in answer.text
    outline = check(answer.text)
    links = [link["href"] for link in outline.all("a") + outline.all("link")]
    assert "/logga-in" in links
    for link in links:
        assert link is not None
        assert link.startswith("#") or client.get(link).status_code == 200, link


def test_the_style_sheet_needs_nothing_from_elsewhere(client: TestClient) -> None:
    style = client.get("/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_the_demo_says_that_all_is_invented_and_how_to_get_in(make_client: MakeClient) -> None:
    page = make_client(demo=True).get("/").text
    outline = check(page)
    assert "påhittade" in page
    assert "ett konto för varje roll" in page
    assert "/logga-in" in outline.links()


@pytest.mark.parametrize(("address", "status"), [("/nope", 404), ("/api/v1", 404), ("/style", 404)])
def test_a_person_gets_a_page_and_a_program_a_problem(client: TestClient, address: str, status: int) -> None:
    page = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    problem = client.get(address)
    assert problem.status_code == page.status_code == status
    if page.headers["content-type"].startswith("text/html"):
        outline = check(page.text)
        assert "/" in outline.links()
        slug = problem.json()["type"].rpartition(":")[2]
        assert SENTENCES[slug] in html.unescape(page.text)
    else:
        assert address.startswith("/api")


@pytest.mark.parametrize("name", ["style.css", "help.js", "icon.svg"])
def test_what_pages_fetch_may_be_kept_until_it_changes(client: TestClient, name: str) -> None:
    answer = client.get(f"/{name}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"].startswith("max-age=")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_reader_chooses_a_language_and_stays_on_the_page(client: TestClient) -> None:
    address = str(client.base_url).rstrip("/")
    answer = client.post(
        "/sprak", data={"sprak": "en", "till": "/"}, headers={"Origin": address}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = client.get("/")
    assert page.headers["content-language"] == "en"
    check(page.text, "en")
    assert "The right person in the right place" in page.text
    client.post("/sprak", data={"sprak": "sv", "till": "//ond.example"}, headers={"Origin": address})
    assert "Rätt person på rätt plats" in client.get("/").text
