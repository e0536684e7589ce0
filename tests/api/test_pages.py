"""The start page and the pages of the demo, as a person and a screen reader meet them."""

import html
import itertools
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import MakeClient

API = "/api/v1"
OPEN = {"open_from": "2026-11-01", "capacity": 2, "filled": 0}
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """What a page holds: its tags in order, links, ids and headings; and whether tags are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == [], "a tag is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def demo(make_client: MakeClient) -> TestClient:
    client = make_client(demo=True)
    for number in range(23):
        client.post(f"{API}/participants", json={"id": f"AME 2026/{number:02}", "goals": ["Baka <bröd>"]})
    client.put(f"{API}/participants/AME 2026/01", json={"id": "AME 2026/01"}, headers={"If-Match": "*"})
    client.post(
        f"{API}/slots", json={"id": "s1", "title": "Bagare & kock", "licences_required": ["B"]} | OPEN
    )
    client.post(f"{API}/slots", json={"id": "s2", "employer_id": "e", "licences_required": ["CE"]} | OPEN)
    return client


def check(page: str) -> Outline:
    """What holds for every page."""
    outline = Outline(page)
    assert page.startswith("<!doctype html>")
    assert outline.all("html") == [{"lang": "sv"}]
    assert not outline.all("script")
    assert not any(name.startswith("on") or name == "style" for _, attrs in outline.tags for name in attrs)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert outline.all("meta")[1] == {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    assert len(re.findall(r"<title>[^<]+ – Rätt plats</title>", page)) == 1
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    skip = outline.all("a")[0]
    assert skip["href"] == "#innehall"
    assert "innehall" in ids
    for header in outline.all("th"):
        assert header["scope"] in ("col", "row")
    return outline


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


def test_the_demo_lists_people_page_by_page(demo: TestClient) -> None:
    first = demo.get("/")
    assert "23 deltagare" in first.text
    assert "2 platser" in first.text
    assert "&lt;bröd&gt;" in first.text
    outline = check(first.text)
    links = [link["href"] or "" for link in outline.all("a")]
    people = [link for link in links if link.startswith("/demo/")]
    assert len(people) == 20
    (more,) = [link for link in links if "cursor" in link]
    second = demo.get(more)
    check(second.text)
    assert second.text.count('href="/demo/') == 3
    for link in [people[0], people[1], people[-1]]:
        assert demo.get(link).status_code == 200


def test_a_person_reads_why_what_is_missing_and_what_to_ask(demo: TestClient) -> None:
    page = demo.get("/demo/AME%202026/00")
    assert page.status_code == 200
    outline = check(page.text)
    assert "Bagare &amp; kock" in page.text
    assert "Varför:" in page.text
    assert "Bra att fråga" in page.text
    assert "Förslag – du bestämmer" in page.text
    assert len(outline.all("details")) == page.text.count('<li class="place">') - page.text.count(
        "Öppnas av:"
    )
    same: dict[str, Any] = demo.get(f"{API}/participants/AME%202026%2F00/suggestions?top=5").json()
    for suggestion in same["results"][0]["suggestions"]:
        for contribution in suggestion["contributions"]:
            assert contribution["text"].replace('"', "&#34;") in page.text
    for question in same["results"][0]["questions"]:
        assert question["text"] in page.text


@pytest.mark.parametrize(("address", "status"), [("/demo/ingen", 404), ("/nope", 404), ("/?cursor=%00", 422)])
def test_a_person_gets_a_page_and_a_program_a_problem(demo: TestClient, address: str, status: int) -> None:
    page = demo.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.status_code == status
    outline = check(page.text)
    assert "/" in [link["href"] for link in outline.all("a")]
    problem = demo.get(address)
    assert problem.status_code == status
    assert problem.json()["detail"] in html.unescape(page.text)


@pytest.mark.parametrize("address", ["/demo/p", "/demo/", "/demo/%00"])
def test_pages_about_people_are_for_the_demo_only(client: TestClient, address: str) -> None:
    client.post(f"{API}/participants", json={"id": "p"})
    assert client.get(address).status_code == 404
    assert "påhittade" not in client.get("/").text


def test_an_empty_demo_says_what_to_do(make_client: MakeClient) -> None:
    page = make_client(demo=True).get("/")
    check(page.text)
    assert "rattplats demo" in page.text
