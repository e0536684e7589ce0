"""The document of a report: what it holds, what it must not, and what it says of too little."""

import json
import re

import pytest

from evaluation.report import page
from evaluation.small import FEW
from tests.evaluation.report.made import document, made, town


def strings(value):
    """Give every text of a document."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


def test_it_is_json_and_the_same_every_time():
    assert json.loads(json.dumps(document(), allow_nan=False)) == document()
    again = made.__wrapped__(30)
    assert again == made(30)


def test_it_names_nobody_and_quotes_nobody():
    """No id, no employer, and no word that stands only in what somebody has written."""
    told = "\n".join((json.dumps(document(), ensure_ascii=False), page(document())))
    people, slots = town().past_participants, town().past_slots
    ids = [r.id for r in (*people, *slots, *town().placements)] + [s.employer_id for s in slots]
    assert not set(re.findall(r"\w+", told)).intersection(ids)
    assert all(re.fullmatch(r"\w+", id_) for id_ in ids if id_)  # or an id would be no word of its own
    written = [skill.label for p in people for skill in p.skills or ()]
    written += [text for p in people for text in (*(p.goals or ()), *(p.goal_occupations or ()))]
    written += [text for s in slots for text in (s.title, s.tasks, s.employer_name) if text]
    written += [p.reason for p in town().placements if p.reason]
    assert not [text for text in set(written) if len(text.split()) > 1 and text in told]


def test_every_system_stands_beside_todays_weights_with_interval_p_and_what_could_be_seen():
    rows = document()["systems"]["choice"]["rows"]
    names = {row["system"] for row in rows}
    assert {"random", "nearest", "popular", "rules", "ngrams", "dense", "today"} <= names
    assert {"learned", "challenger"} <= names
    for row in rows:
        figure = row["figures"]["ndcg@10"]
        assert figure["low"] <= figure["value"] <= figure["high"]
        assert (row["difference"] is None) == (row["system"] == "today")


def test_points_of_the_case_add_up_to_its_score():
    case = document()["case"]
    assert case["base"] + sum(c["points"] for c in case["contributions"]) == case["score"]
    assert {v["verdict"] for v in case["requirements"]} <= {"pass", "unknown"}


def test_the_manifest_says_what_gives_the_same_report_again():
    found = document()["manifest"]
    assert found["sources"][0]["digest"] == "cd" * 32
    assert found["groups"] == "ab" * 32
    assert found["weights"] == document()["weights"]["version"]
    assert {"python", "rattplats", "numpy", "scipy"} <= set(found["versions"])


def test_the_groups_in_it_are_those_of_the_file_and_small_ones_are_hidden():
    variables = {one["variable"]: one for one in document()["fairness"]["variables"]}
    ages = {row["group"]: row["people"] for row in variables["ålder"]["groups"]}
    assert ages["–24"] == FEW
    assert document()["fairness"]["blind"]["changed"] == 0


def test_what_can_be_said_stands_before_what_cannot_and_invented_is_called_invented():
    kinds = [one["kind"] for one in document()["summary"]]
    assert kinds == sorted(kinds, key=["can", "cannot", "watch"].index)
    assert any("påhittad (syntetisk)" in one["text"] for one in document()["summary"])
    assert not any("påhittad" in text for text in strings(made(30, synthetic=False)))


@pytest.mark.parametrize("placements", [0, 1, 5, 30])
def test_too_little_history_gives_words_and_no_figure(placements):
    found = made(placements)
    assert not found["systems"]["outcome"]["rows"]
    assert found["learned"]["refused"]
    assert found["chances"]["refused"]
    assert found["sensitivity"]["refused"]
    assert "placeringar till" in found["learned"]["refused"] or placements in {0, 5}
    assert "can" not in {one["kind"] for one in found["summary"] if "grupper" not in one["text"]}
    missing = found["systems"]["outcome"]["enough"]["missing"]
    assert 0 < missing < 1000
    if placements < 5:
        assert found["case"] is None
        assert all(isinstance(row["count"], str) or row["count"] == 0 for row in found["funnel"]["counts"])
        assert all(row["share"] is None for row in found["funnel"]["steps"])
    shown = page(found)
    assert "nan" not in re.sub(r"<[^>]+>", " ", shown).split()
    assert "None" not in shown


def test_no_count_below_five_is_told_of_a_small_history():
    found = made(30)
    counts = [row["placements"] for row in found["data"]["outcomes"]]
    assert all(isinstance(count, str) or count >= 5 for count in counts)
    assert all(isinstance(row["count"], str) or row["count"] >= 5 for row in found["funnel"]["counts"])
