"""Where a participant stands, and the next step: one row for each."""

from datetime import date
from typing import Any

import pytest

from matcher import Question
from matcher.wording import message
from service.coach.cases import Case, Decided, next_step
from service.coach.reasons import KNOWN, written
from service.pages import charts
from service.pages.charts import Dot


def a_case(**changes: Any) -> Case:
    known: dict[str, Any] = {"goals": ["laga mat"], "decided": {}, "shared": (), "placements": []} | changes
    document = {"id": "AME 1/2"} | ({"goals": known["goals"]} if known["goals"] else {})
    more = {name: known[name] for name in ("followed", "meeting", "late") if name in known}
    return Case(document, known["decided"], known["shared"], known["placements"], **more)


def gone_on(slot: str = "s1", decision: str = "go_on", at: str = "2026-11-01") -> dict[str, Decided]:
    return {slot: Decided(slot, decision, None, at, "Anna")}


ASKS = Question("licences", message("ask.licences"), 7)
LATER = Question("days", message("ask.days"), 9)
BOOKED = {"followed": True, "meeting": date(2026, 12, 7)}
HIRED = {"outcome": "hired", "ended_on": "2026-10-30"}
BROKEN = {"outcome": "interrupted", "ended_on": "2026-11-06"}
ONGOING = {"outcome": "ongoing", "slot_id": "s1", "started_on": "2026-11-02"}

STEPS = [
    ({"goals": []}, ASKS, 5, "goals", "goals", "/redigera#goals-0"),
    ({}, ASKS, 5, "open", "ask", "/redigera#licences.state-unknown"),
    ({}, LATER, 5, "open", "look", "/forslag"),
    ({}, LATER, 0, "open", "ask", "/redigera#days.state-unknown"),
    ({}, None, 5, "open", "look", "/forslag"),
    ({}, None, 0, "open", "near", "/forslag#nara"),
    ({"decided": gone_on(decision="dismiss")}, None, 5, "open", "look", "/forslag"),
    ({"decided": gone_on()}, ASKS, 5, "going", "going", ""),
    ({"decided": gone_on(), "shared": {"s1"}}, ASKS, 5, "shared", "shared", ""),
    ({"decided": gone_on("s2"), "shared": {"s1"}}, ASKS, 5, "going", "going", ""),
    ({"decided": gone_on(), "placements": [ONGOING]}, ASKS, 5, "placed", "book", "/boka"),
    ({"placements": [ONGOING], **BOOKED}, ASKS, 5, "placed", "placed", "/plan"),
    ({"placements": [ONGOING], **BOOKED, "late": True}, ASKS, 5, "placed", "late", "/uppfoljning"),
    ({**BOOKED, "late": True}, ASKS, 5, "open", "late", "/uppfoljning"),
    ({**BOOKED}, ASKS, 5, "open", "ask", "/redigera#licences.state-unknown"),
    ({"followed": True}, ASKS, 5, "open", "book", "/boka"),
    ({"placements": [{"outcome": "completed"}]}, None, 5, "open", "look", "/forslag"),
    ({"placements": [HIRED], **BOOKED}, ASKS, 5, "onward", "onward", "/plan"),
    ({"placements": [HIRED], "followed": True}, ASKS, 5, "onward", "book", "/boka"),
    ({"placements": [HIRED]}, None, 5, "onward", "look", "/forslag"),
    ({"placements": [HIRED], "goals": []}, None, 5, "onward", "look", "/forslag"),
    ({"placements": [HIRED, BROKEN]}, None, 5, "ended", "look", "/forslag"),
    ({"placements": [HIRED, ONGOING], **BOOKED}, ASKS, 5, "placed", "placed", "/plan"),
    ({"placements": [HIRED], "decided": gone_on()}, ASKS, 5, "going", "going", ""),
]


@pytest.mark.parametrize(("changes", "question", "eligible", "stands", "kind", "where"), STEPS)
def test_the_next_step(
    changes: dict[str, Any], question: Question | None, eligible: int, *, stands: str, kind: str, where: str
) -> None:
    case = a_case(**changes)
    step = next_step(case, question, eligible)
    assert (case.stands, step.kind) == (stands, kind)
    assert step.address == f"/deltagare/AME%201%2F2{where}"
    assert (step.question is not None) == (kind == "ask")


def test_the_latest_decision_comes_first() -> None:
    case = a_case(decided=gone_on("a") | gone_on("b", at="2026-11-05") | gone_on("c", "dismiss"))
    assert [one.slot_id for one in case.going] == ["b", "a"]
    assert [one.slot_id for one in case.dismissed] == ["c"]


def test_a_reason_is_one_of_those_there_are_and_own_words() -> None:
    assert len(KNOWN) == 17
    assert written("Hittepå.", "") is None
    assert written("", "Provade i våras. ") == "Provade i våras."


@pytest.mark.parametrize(
    ("far", "rings"), [(0.0, ["1 km"]), (3.0, ["1 km", "2 km", "3 km"]), (900.0, ["200 km"])]
)
def test_the_map_has_rings_as_far_as_the_places(far: float, rings: list[str]) -> None:
    picture = charts.map_of([Dot(far, 0.0, 1, fits=True), Dot(0.0, -far, 2, fits=False)], "<karta>")
    for ring in rings:
        assert f">{ring}</text>" in picture
    assert 'aria-label="&lt;karta&gt;"' in picture
    assert picture.count('class="dot far"') == 1
    assert charts.map_of([], "tom").count("dot") == 0


def test_a_bar_of_nothing_is_empty() -> None:
    assert 'class="reached" width="0.0"' in charts.bars(0, 0, 0)
