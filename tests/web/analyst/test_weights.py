"""/vikter: versions, what others would have done, saving, and putting to use with a reason."""

import json
import re
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from matcher.weights import FACTORS, Weights
from service.analyst import scale, trying
from service.store import Database, weights
from tests.support.outline import check
from tests.web.analyst.conftest import opened

STANDARD = Weights.standard()
FORM = {name: f"{points:g}" for name, points in STANDARD.values.items()}


def store(client: TestClient) -> Database:
    database: Database = client.app.state.service.database  # type: ignore[attr-defined]
    return database


def until_there(client: TestClient, address: str) -> str:
    """Read a page again until what it waits for is there."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        page = client.get(address).text
        if "data-wait" not in page:
            return page
        time.sleep(0.2)
    raise AssertionError("the figures never came")


def test_what_is_used_is_first_and_nothing_else_has_been(analyst: TestClient) -> None:
    page = analyst.get("/vikter").text
    check(page)
    assert STANDARD.version in page
    assert "Inga andra vikter har tagits i bruk" in page


def test_what_was_set_stays_and_the_rest_follows(analyst: TestClient) -> None:
    page = analyst.post("/vikter/ny", data=FORM | {"skills": "40"})
    points = scale.read(page.url.params["p"])
    assert points is not None
    assert points["skills"] == 40
    assert sum(points.values()) == 100
    check(page.text)
    assert "På tre påhittade deltagare" in page.text


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"skills": "x"}, "är inte ett tal"),
        ({"skills": "nan"}, "för litet"),
        ({"skills": "inf"}, "för stort"),
        ({"skills": "-1"}, "för litet"),
        ({"skills": "101"}, "för stort"),
        ({"skills": "33,3"}, "inte hela eller halva"),
        ({"skills": ""}, "saknas"),
        ({"skills": "90", "goals": "90"}, "180 poäng"),
        (dict.fromkeys(FACTORS, "1"), "8 poäng"),
    ],
)
def test_points_that_cannot_be_are_kept_and_said(
    analyst: TestClient, points: dict[str, str], said: str
) -> None:
    page = analyst.post("/vikter/ny", data=FORM | points)
    assert page.status_code == 422
    check(page.text)
    assert said in page.text
    assert f'value="{points["skills"]}"' in page.text


@pytest.mark.parametrize("address", ["/vikter/prov?fran=x&p=1_2", "/vikter/weights-000000000000"])
def test_what_is_not_there(analyst: TestClient, address: str) -> None:
    assert analyst.get(address).status_code == 404


def test_history_is_held_against_both_and_the_verdict_is_in_words(analyst: TestClient) -> None:
    address = f"/vikter/prov?fran={STANDARD.version}&p=0_0_0_0_50_50_0_0"
    page = until_there(analyst, address)
    check(page)
    assert "Efter hur det gick" in page
    assert "Hur högt upp de bra platserna stod" in page
    verdict = re.search(
        r"(hade ordnat placeringarna (bättre|sämre)|går inte att säga vilka som är bäst)", page
    )
    assert verdict


def test_the_examples_are_invented_and_move(analyst: TestClient) -> None:
    address = f"/vikter/prov?fran={STANDARD.version}&p=0_0_0_0_50_50_0_0"
    page = analyst.get(address).text
    assert page.count("Exempel ") == 3
    assert re.search(r"upp \d|ner \d|>ny<", page)
    same = analyst.get(f"/vikter/prov?fran={STANDARD.version}&p={scale.written(STANDARD.values)}").text
    assert same.count("Samma platser i samma ordning.") == 3


@pytest.mark.writes
def test_a_saved_version_is_new_and_not_used(analyst: TestClient) -> None:
    address = f"/vikter/prov?fran={STANDARD.version}&p=40_12_17_8.5_7_7_4.5_4"
    until_there(analyst, address)
    page = analyst.post(address, data={"anteckning": "Mer vikt på färdigheter"})
    assert "sparade som en ny version" in page.text
    check(page.text)
    version = page.url.path.rpartition("/")[2]
    with store(analyst).read() as session:
        made = weights.get(session, version)
        assert weights.active_version(session) is None
    assert made is not None
    assert (made.author, made.note) == ("Eva Ek", "Mer vikt på färdigheter")
    assert made.values["skills"] == 40
    assert made.evaluation is not None
    assert made.evaluation["comparison"]["other"] == STANDARD.version
    assert made.evidence.startswith("Påhittad (syntetisk) historik. Satta för hand.")
    assert analyst.get("/vikter").text.count("Med dagens") == 1


@pytest.mark.writes
@pytest.mark.parametrize(
    ("note", "said"),
    [("", "Anteckningen saknas"), ("x" * 301, "för lång"), ("gäller 19811228-9874", "personnummer")],
)
def test_a_note_that_cannot_be(analyst: TestClient, note: str, said: str) -> None:
    address = f"/vikter/prov?fran={STANDARD.version}&p=40_12_17_8.5_7_7_4.5_4"
    page = analyst.post(address, data={"anteckning": note})
    assert page.status_code == 422
    check(page.text)
    assert said in page.text
    with store(analyst).read() as session:
        assert len(weights.page(session, limit=9)) <= 1


@pytest.mark.writes
def test_nothing_is_saved_while_nobody_knows_whether_it_harms(
    analyst: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "QUICK", 0.0)
    address = f"/vikter/prov?fran={STANDARD.version}&p=40_12_17_8.5_7_7_4.5_4"
    page = analyst.post(address, data={"anteckning": "Snabbt"})
    assert page.status_code == 422
    assert "Siffrorna räknas fortfarande" in page.text


@pytest.mark.writes
def test_putting_to_use_needs_a_note_and_is_written_down(analyst: TestClient) -> None:
    made = replace(STANDARD, author="Eva", note="Likadana, andra ord")
    with store(analyst).write() as session:
        weights.ensure(session, made)
    where = f"/vikter/{made.version}"
    assert "inga siffror från någon prövning" in analyst.get(where).text
    without = analyst.post(where, data={"skal": " "})
    assert without.status_code == 422
    check(without.text)
    assert "Skriv varför vikterna ska användas." in without.text
    used = analyst.post(where, data={"skal": "Vi provar i en månad."})
    assert "Vikterna används nu" in used.text
    check(used.text)
    again = analyst.post(where, data={"skal": "Dubbeltryck."})
    assert again.status_code == 200
    with store(analyst).read() as session:
        (first,) = weights.activations(session)
    assert (first.version, first.by, first.reason) == (made.version, "eva", "Vi provar i en månad.")
    page = analyst.get("/vikter").text
    check(page)
    assert "Vi provar i en månad." in page
    assert "Eva Ek" in page


def harmful(low: float, high: float) -> Weights:
    told = {
        "other": STANDARD.version,
        "measure": "nDCG@10",
        "value": (low + high) / 2,
        "low": low,
        "high": high,
    }
    return replace(STANDARD, note="Med siffror", evaluation={"comparison": told})


@pytest.mark.writes
def test_measured_harm_is_said_and_needs_a_reason(analyst: TestClient) -> None:
    worse = harmful(-0.2, -0.1)
    with store(analyst).write() as session:
        weights.ensure(session, worse)
    where = f"/vikter/{worse.version}"
    page = analyst.get(where).text
    check(page)
    assert "ordnade tidigare placeringar sämre än dem som används nu" in page
    assert "−0,150" in page
    refused = analyst.post(where, data={"skal": ""})
    assert refused.status_code == 422
    assert "Siffrorna talar emot" in refused.text
    assert "Vikterna används nu" in analyst.post(where, data={"skal": "Ledningens beslut."}).text


@pytest.mark.writes
def test_going_back_from_better_ones_is_harm_too(analyst: TestClient) -> None:
    better = harmful(0.1, 0.2)
    with store(analyst).write() as session:
        weights.ensure(session, STANDARD)
        weights.activate(session, better, by="eva", reason="Bättre.")
    page = analyst.get(f"/vikter/{STANDARD.version}").text
    check(page)
    assert "De vikter som används nu ordnade tidigare placeringar bättre" in page
    shown = analyst.get(f"/vikter/jamfor?a={STANDARD.version}&b={better.version}")
    check(shown.text)
    assert "Den största skillnaden först" in shown.text
    assert "samma version" in analyst.get("/vikter/jamfor").text


def test_weights_of_the_settings_cannot_be_changed_here(past: Path, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(json.dumps(replace(STANDARD, note="Ur en fil").to_dict()), encoding="utf-8")
    with ExitStack() as running:
        client = opened(past, tmp_path, running, weights_file=file)("eva")
        page = client.get("/vikter").text
        assert "bestämda i tjänstens inställningar" in page
        version = replace(STANDARD, note="Ur en fil").version
        answer = client.post(f"/vikter/{version}", data={"skal": "Nu."})
        assert answer.status_code == 422
