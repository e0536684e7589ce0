"""The catalogue of problems: documented, in Swedish with an English title, and used everywhere."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.problems import CATALOGUE, MEDIA_TYPE, Problem
from tests.api.conftest import BASE

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "problems.md"


def documented() -> dict[str, str]:
    parts = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part for part in parts}


def test_every_problem_has_its_heading_and_no_other() -> None:
    assert list(documented()) == [problem.slug for problem in CATALOGUE]


@pytest.mark.parametrize("problem", CATALOGUE, ids=lambda problem: problem.slug)
def test_the_documentation_says_status_title_and_words(problem: type[Problem]) -> None:
    text = documented()[problem.slug]
    assert f"**{problem.status} {problem.title}**" in text
    assert f"> {problem.detail}" in text


@pytest.mark.parametrize("problem", CATALOGUE, ids=lambda problem: problem.slug)
def test_a_problem_is_what_the_standard_says(problem: type[Problem]) -> None:
    answer = problem(errors=[{"message": "m", "remedy": "r"}]).response()
    assert answer.status_code == problem.status
    assert answer.media_type == MEDIA_TYPE
    found = problem().to_dict()
    assert found["type"] == f"urn:rattplats:problem:{problem.slug}"
    assert set(found) == {"type", "title", "status", "detail"}
    assert len(re.findall(r"[.!]\s|[.!]$", problem.detail)) >= 2, "say what happened and what to do next"


def test_slugs_are_unique() -> None:
    assert len({problem.slug for problem in CATALOGUE}) == len(CATALOGUE)


def is_problem(answer: object, slug: str) -> bool:
    assert answer.headers["content-type"] == MEDIA_TYPE  # type: ignore[attr-defined]
    return bool(answer.json()["type"] == f"urn:rattplats:problem:{slug}")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("method", "address", "slug"),
    [
        ("GET", "/nope", "not-found"),
        ("GET", "/api/v1/nope", "not-found"),
        ("GET", "/api/v1/participants/%00", "not-found"),
        ("GET", "/api/v1/participants/" + "x" * 201, "not-found"),
        ("GET", "/api/v1/slots/ingen/reach", "not-found"),
        ("GET", "/api/v1/slots/ingen/candidates", "not-found"),
        ("GET", "/api/v1/participants/%00/suggestions", "not-found"),
        ("GET", "/api/v1/weights/ingen", "not-found"),
        ("GET", "/ingen", "not-found"),
        ("POST", "/api/v1/imports/annat", "not-found"),
        ("PATCH", "/api/v1/participants", "method-not-allowed"),
        ("DELETE", "/api/v1/weights", "method-not-allowed"),
        ("POST", "/healthz", "method-not-allowed"),
        ("GET", "/api/v1/participants?limit=x", "invalid"),
        ("GET", "/api/v1/participants/x/suggestions?top=0", "invalid"),
        ("GET", "/api/v1/participants/x/suggestions?top=99999999999999999999", "invalid"),
        ("GET", "/api/v1/participants?municipality=abcd", "invalid"),
        ("GET", "/api/v1/slots?employer_id=%00", "invalid"),
    ],
)
def test_every_refusal_is_a_problem(client: TestClient, method: str, address: str, slug: str) -> None:
    answer = client.request(method, address, headers={"Origin": BASE})
    assert is_problem(answer, slug), answer.text
    if slug == "method-not-allowed":
        assert answer.headers["allow"]


@pytest.mark.parametrize(
    ("body", "kind", "slug"),
    [
        (b"{", "application/json", "bad-request"),
        (b"", "application/json", "invalid"),
        (b"null", "application/json", "invalid"),
        (b"[]", "application/json", "invalid"),
        (b"\xff\xfe", "application/json", "bad-request"),
        (b'{"id": ' + b"9" * 5000 + b"}", "application/json", "bad-request"),
        (b"[" * 50_000, "application/json", "bad-request"),
        (b'{"id": "\\ud800"}', "application/json", "invalid"),
        (b'{"id": "a\\u0000"}', "application/json", "invalid"),
        (b'{"id": "19121212-1212"}', "application/json", "invalid"),
        (b'{"id": "s", "capacity": 9223372036854775808}', "application/json", "invalid"),
        (b'{"id": "s", "capacity": NaN}', "application/json", "invalid"),
        (b'{"id": "s", "lat": 1e999}', "application/json", "invalid"),
        (b'{"id": "s", "start": "0001-01-01"}', "application/json", "invalid"),
        (b'{"id": "s", "start": "9999-12-31"}', "application/json", "invalid"),
        (b'{"id": "s", "conditions": ["magi"]}', "application/json", "invalid"),
        (b'{"id": "s", "titel": "x"}', "application/json", "invalid"),
        (b'{"id": "s"}', "text/plain", "unsupported-type"),
        (b'{"id": "s"}', "", "unsupported-type"),
        (b'{"id": "s", "tasks": "' + b"x" * 900_000 + b'"}', "application/json", "invalid"),
        (b" " * 1_000_001, "application/json", "too-large"),
    ],
)
def test_bad_bodies_are_refused_and_nothing_is_stored(
    client: TestClient, body: bytes, kind: str, slug: str
) -> None:
    answer = client.post("/api/v1/slots", content=body, headers={"Content-Type": kind} if kind else {})
    assert is_problem(answer, slug), answer.text
    assert client.get("/api/v1/slots").json()["items"] == []
    assert "19121212" not in answer.text


def test_errors_say_where_what_and_how(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/participants",
        json={"id": "p", "skills": [{"label": "Kassa", "years": "många"}], "hours_per_week": 200},
    )
    errors = {error["pointer"]: error for error in answer.json()["errors"]}
    assert set(errors) == {"/skills/0/years", "/hours_per_week"}
    for error in errors.values():
        assert error["message"].endswith(".")
        assert error["remedy"].endswith(".")
