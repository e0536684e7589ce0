"""/resultat: the figures are those of the placements; files of them; nothing of the few."""

import csv
import json
import re
from contextlib import ExitStack
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from data.synthetic import municipality
from matcher.vocabulary import ONWARD
from service.accounts import caseload
from tests.support.outline import check
from tests.support.past import ANALYST, PLACEMENTS
from tests.web.analyst.conftest import SignedIn, opened


@pytest.fixture(scope="module")
def counted() -> dict[str, int]:
    """Count by hand, from the placements as they were made up."""
    town = municipality(participants=1, employers=60, slots=1, placements=PLACEMENTS)
    best: dict[str, set[str]] = {}
    for one in town.placements:
        best.setdefault(one.participant_id, set()).add(str(one.outcome))
    return {
        "supported": len(best),
        "onward": sum(bool(outcomes & set(ONWARD)) for outcomes in best.values()),
        "hired": sum("hired" in outcomes for outcomes in best.values()),
    }


def figures(client: TestClient) -> dict[str, object]:
    return dict(json.loads(client.get("/resultat/fil?form=json").text))


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").split())


def test_the_figures_are_those_of_the_placements(analyst: TestClient, counted: dict[str, int]) -> None:
    page = analyst.get("/")
    assert page.url.path == "/resultat", "the first page of an analyst"
    check(page.text)
    text = words(page.text)
    assert f"{counted['onward']} av {counted['supported']}" in text
    assert f"{counted['hired']} av {counted['supported']}" in text
    assert f"{round(100 * counted['onward'] / counted['supported'])} %" in text
    assert "Placeringarna är påhittade" in text


def test_an_aim_is_held_against_the_interval(analyst: TestClient) -> None:
    assert "Målet är inte nått" in analyst.get("/resultat?mal=90").text
    assert "Målet är nått" in analyst.get("/resultat?mal=2,5 %").text
    assert "Mål: 2,5 %." in analyst.get("/resultat?mal=2,5 %").text


@pytest.mark.parametrize(
    ("typed", "said"), [("mycket", "är inte ett tal"), ("120", "för stort"), ("-3", "för litet")]
)
def test_an_aim_that_is_none_is_kept_and_said(analyst: TestClient, typed: str, said: str) -> None:
    page = analyst.get("/resultat", params={"mal": typed})
    assert page.status_code == 422
    check(page.text)
    assert said in page.text
    assert f'value="{typed}"' in page.text


@pytest.mark.parametrize("part", ["ar 2025", "enhet Enhet norr"])
def test_a_year_or_a_unit_has_a_page_of_its_own(analyst: TestClient, part: str) -> None:
    page = analyst.get("/resultat", params={"del": part})
    assert page.status_code == 200
    check(page.text)
    assert page.text.count('aria-current="true"') == 1
    assert "Efter vad som hänt" not in page.text, "what is told of all alone cannot be taken apart"
    rows = figures(analyst)["years" if part.startswith("ar") else "parts"]
    (row,) = [one for one in rows if one["name"] == part.partition(" ")[2]]  # type: ignore[attr-defined]
    assert f"{row['onward']['people']} av {row['onward']['of']}" in words(page.text)


@pytest.mark.parametrize("part", ["ar 1999", "enhet Finns inte", "annat", "ar"])
def test_a_part_that_is_not_there(analyst: TestClient, part: str) -> None:
    assert analyst.get("/resultat", params={"del": part}).status_code == 404


def test_the_table_opens_in_excel_and_says_the_same(analyst: TestClient, counted: dict[str, int]) -> None:
    answer = analyst.get("/resultat/fil?form=csv&mal=30")
    assert answer.headers["content-disposition"] == 'attachment; filename="resultat.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert ["deltagare som fått stöd", "alla", "", str(counted["supported"])] in rows
    share = next(row for row in rows if row[:2] == ["till arbete eller studier", "alla"])
    assert share[3:5] == [str(counted["onward"]), str(counted["supported"])]
    assert float(share[5].replace(",", ".")) == round(counted["onward"] / counted["supported"], 6)
    assert ["mål", "alla", "", "", "", "0,3"] in rows


def test_no_number_of_people_is_below_five(analyst: TestClient) -> None:
    found = figures(analyst)
    numbers = [one["people"] for key in ("kinds", "on_support") for one in found[key]]  # type: ignore[attr-defined]
    for row in [*found["years"], *found["parts"]]:  # type: ignore[misc]
        numbers.append(row["supported"])
        for name in ("onward", "self_support"):
            numbers += [row[name]["people"], row[name]["of"] - row[name]["people"]] if row[name] else []
    shown = [number for number in numbers if isinstance(number, int)]
    assert shown
    assert min(number for number in shown if number) >= 5


def test_no_participant_is_named(analyst: TestClient) -> None:
    town = municipality(participants=1, employers=60, slots=1, placements=PLACEMENTS)
    text = analyst.get("/resultat").text + analyst.get("/resultat/fil?form=json").text
    assert not [one.id for one in town.past_participants if re.search(rf"\b{one.id}\b", text)]


@pytest.mark.writes
def test_whoever_gets_protected_leaves_every_figure_at_once(analyst: TestClient) -> None:
    before = figures(analyst)["supported"]
    database = analyst.app.state.service.database  # type: ignore[attr-defined]
    town = municipality(participants=1, employers=60, slots=1, placements=PLACEMENTS)
    people = sorted({one.participant_id for one in town.placements})[:7]
    with database.write() as session:
        caseload.assign(session, people, unit=None, coach=None, protected=True)
    assert figures(analyst)["supported"] == before - len(people)  # type: ignore[operator]


@pytest.mark.parametrize("role", ["anna", "david", "frans"])
def test_other_roles_find_nothing_here(enter: SignedIn, role: str) -> None:
    for address in ("/resultat", "/resultat/fil", "/utvarderingar", "/vikter", "/rattvisa", "/orsaker"):
        assert enter(role).get(address).status_code == 404, address


def test_without_jobs_the_page_says_so(past: Path, tmp_path: Path) -> None:
    with ExitStack() as running:
        client = opened(past, tmp_path, running, jobs=False)(ANALYST)
        page = client.get("/resultat")
        check(page.text)
        assert "inställd på att inte räkna" in page.text
        assert client.get("/resultat/fil").url.path == "/resultat"
