"""Steps: the catalogue, what was typed, and nearer steps to what is out of reach."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.reference import certificates, milestones, regulated, support_advice
from matcher import Context, Participant, Slot, rank
from matcher.text import CharNgrams
from matcher.vocabulary import SUPPORTS
from service.plans import steps
from service.plans.nearer import barriers, showing, step_of
from service.plans.steps import ACTORS, EASY_ACTORS, OF_RULE, OWN, Step, nearer

STEP = Step("a", "licence", None, "participant", date(2026, 11, 20), "waiting", None, None, None, 1)


def test_the_catalogue_is_whole() -> None:
    known = milestones()
    assert {"cv", "meet_employer", "work_training", "sfi_c", "licence_theory", "subsidised_job"} <= set(known)
    for one in known.values():
        assert one.label.sv
        assert one.label.en
        assert one.easy.endswith(".")
        assert one.actor in ACTORS
        assert set(one.nearer) <= set(known) - {one.code}
    assert set(OF_RULE.values()) <= set(known)
    assert set(EASY_ACTORS) == set(ACTORS)
    assert set(support_advice()) == set(SUPPORTS)
    assert {one.certificate for one in regulated()} <= {one.label for one in certificates()}


def test_easy_swedish_is_short() -> None:
    for one in milestones().values():
        for sentence in one.easy.split(". "):
            assert len(sentence.split()) <= 14, sentence


def test_nearer_steps_lead_somewhere_and_never_in_a_ring() -> None:
    def depth(code: str, seen: tuple[str, ...] = ()) -> int:
        assert code not in seen
        return 1 + max((depth(one, (*seen, code)) for one in milestones()[code].nearer), default=0)

    assert max(map(depth, milestones())) >= 3


def typed(**changes: str) -> dict[str, str]:
    return (
        dict.fromkeys(steps.FIELDS, "") | {"kind": "cv", "actor": "participant", "state": "waiting"} | changes
    )


def test_what_is_right_is_taken() -> None:
    found, errors = steps.checked(typed(due="2028-02-29", note="  Ring skolan.  "))
    assert errors == []
    assert found is not None
    assert (found.due, found.note, found.text) == (date(2028, 2, 29), "Ring skolan.", None)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"kind": OWN}, ["text"]),
        ({"kind": "finns-inte"}, ["kind"]),
        ({"kind": ""}, ["kind"]),
        ({"actor": ""}, ["actor"]),
        ({"state": "klart"}, ["state"]),
        ({"state": "not_reached"}, ["reason"]),
        ({"due": "2027-02-29"}, ["due"]),
        ({"due": "i morgon"}, ["due"]),
        ({"note": "Personnummer 19811228-9874"}, ["note"]),
        ({"reason": "811228-9874"}, ["reason"]),
        ({"text": "x" * 201}, ["text"]),
        ({"kind": OWN, "actor": "", "state": "not_reached", "due": "x"}, ["text", "actor", "due", "reason"]),
    ],
)
def test_what_is_wrong_is_said_all_at_once_in_the_order_of_the_form(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], where: list[str]
) -> None:
    monkeypatch.setattr("service.pages.forms.chosen", lambda _request: "sv")
    monkeypatch.setattr("service.pages.reader.request", lambda: None)
    found, errors = steps.checked(typed(**changes))
    assert found is None
    assert [error.at for error in errors] == where
    assert all(error.message and error.remedy for error in errors)
    assert not any("811228" in error.message for error in errors), "a personnummer is never repeated"


def test_a_step_is_late_only_while_it_remains() -> None:
    assert STEP.late(date(2026, 11, 21))
    assert not STEP.late(date(2026, 11, 20))
    assert not replace(STEP, state="reached").late(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("state", "among", "expected"),
    [
        ("waiting", set(), ["licence_theory"]),
        ("not_reached", set(), ["licence_theory"]),
        ("not_reached", {"licence_theory"}, []),
        ("doing", set(), []),
        ("reached", set(), []),
        ("dropped", set(), []),
    ],
)
def test_a_licence_out_of_reach_shows_theory_first(state: str, among: set[str], expected: list[str]) -> None:
    assert [one.code for one in nearer(replace(STEP, state=state), among)] == expected


def document(**changes: Any) -> dict[str, Any]:
    return {"id": "p"} | changes


def test_a_trade_from_abroad_that_asks_for_a_certificate_here() -> None:
    person = document(
        experience=[{"title": "sjuksköterska", "years": 8, "country": "Syrien"}], certificates=["truckkort"]
    )
    (found,) = barriers("Jobba inom vården", person)
    assert found.trade.certificate == "sjuksköterskelegitimation"
    assert found.abroad == ["sjuksköterska (8 år, Syrien)"]
    assert found.known
    assert "undersköterska" in found.trade.near


@pytest.mark.parametrize(
    ("goal", "person", "expected"),
    [
        ("Bli elektriker", {}, [("elbehörighet", False)]),
        ("Bli elektriker", {"certificates": []}, [("elbehörighet", True)]),
        ("Bli elektriker", {"certificates": ["behörig elektriker"]}, []),
        ("", {"goal_occupations": ["Lärare"]}, [("lärarlegitimation", False)]),
        ("Jobba på lager", {"experience": ["lagerarbetare"]}, []),
        ("Läraryrket är inget för mig", {}, []),
    ],
)
def test_barriers(goal: str, person: dict[str, Any], expected: list[tuple[str, bool]]) -> None:
    found = barriers(goal, document(**person))
    assert [(one.trade.certificate, one.known) for one in found] == expected
    assert all(one.about for one in found)


def test_places_where_a_trade_can_be_shown_come_before_those_unlike_it() -> None:
    person = Participant("p", experience=["snickare"], goals=["snickra"])
    slots = [
        Slot("a", title="Städare", occupation="9111"),
        Slot("b", title="Snickare", occupation="7111"),
        Slot("c", title="Snickeriarbetare"),
    ]
    (ranking,) = rank([person], slots, context=Context())
    titles = {slot.id: slot.title or "" for slot in slots}
    found = [one.slot_id for one in showing(ranking, titles, [], CharNgrams())]
    assert found[:2] == ["b", "c"]
    near = [one.slot_id for one in showing(ranking, titles, ["städare"], CharNgrams())]
    assert near.index("a") < found.index("a"), "a trade near one that may not be practised counts as like it"


def test_what_a_place_lacks_becomes_a_step_of_whoever_can_take_it() -> None:
    person = Participant("p", licences=[], skills=["lager"])
    slot = Slot("s", title="Lager", licences_required=["B"])
    (ranking,) = rank([person], [slot], context=Context())
    (change,) = ranking.near_misses[0].changes
    assert step_of(change) == ("licence", "B-körkort", "participant")
    assert step_of(replace(change, by="employer"))[::2] == ("adjustment", "employer")
    assert step_of(replace(change, rule="schedule"))[0] == OWN
