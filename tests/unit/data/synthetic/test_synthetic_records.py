"""What the records look like: shares, unknown fields, words."""

import re
from collections import Counter

import pytest

from data.identity import find_identity_numbers
from data.loaders import load_participants, load_placements, load_slots
from data.reference import certificates, context, occupations
from data.synthetic import municipality, participants, slots, write
from data.synthetic.employers import TOWN_NAME
from data.synthetic.participants import CERTIFICATES
from data.synthetic.themes import likeness, works
from matcher.facts import World


def share(records, field):
    return sum(getattr(record, field) is None for record in records) / len(records)


@pytest.mark.parametrize(
    "field", [f for f in participants.UNKNOWN if f not in {"point", "spoken", "written", "times"}]
)
def test_fields_of_participants_are_unknown_as_often_as_stated(town, field):
    assert share(town.participants, field) == pytest.approx(participants.UNKNOWN[field], abs=0.01)
    assert 0.08 <= participants.UNKNOWN[field] <= 0.26


OPENING = {"open_from", "open_until", "paused"}


@pytest.mark.parametrize("field", [f for f in slots.UNKNOWN if f not in {"point", "times", "record"}])
def test_fields_of_slots_are_unknown_as_often_as_stated(town, field):
    told_late = 0.03 if field in OPENING else 0.0
    assert share(town.slots, field) == pytest.approx(slots.UNKNOWN[field] + told_late, abs=0.02)
    assert 0.08 <= slots.UNKNOWN[field] <= 0.26


def test_some_records_have_only_a_municipality(town):
    for records in (town.participants, town.slots):
        assert share(records, "lat") == pytest.approx(0.2, abs=0.01)
        assert all(r.municipality for r in records)


def test_people_are_of_all_kinds(town):
    people = town.participants
    licences = [p.licences for p in people if p.licences is not None]
    assert sum("B" in held for held in licences) / len(licences) == pytest.approx(0.36, abs=0.05)
    hours = [p.hours_per_week for p in people if p.hours_per_week is not None]
    assert (min(hours), max(hours)) == (5, 40)
    assert sum(p.under_18 is True for p in people) / len(people) == pytest.approx(0.08, abs=0.02)
    assert {p.priority for p in people} == {None, 1, 2, 3}
    assert {p.sfi_passed for p in people} == {None, "A", "B", "C", "D"}
    assert len({p.swedish_spoken for p in people}) >= 9
    assert 0.2 < sum((p.hours_start or 99) < (p.hours_per_week or 0) for p in people) / len(people) < 0.5
    countries = Counter(e.country for p in people for e in p.experience or ())
    assert countries["Sverige"] > 50
    assert len(countries) > 10


def test_levels_are_known_apart_or_from_a_course(town):
    assert any(p.swedish_spoken is None and p.sfi_passed for p in town.participants)
    assert any(p.swedish_spoken is None and p.sfi_passed is None for p in town.participants)


def test_empty_lists_stand_beside_unknown_ones(town):
    for field in ("experience", "licences", "certificates", "cannot", "needs", "excluded_employers"):
        assert {bool(value) for p in town.participants if (value := getattr(p, field)) is not None} == {
            True,
            False,
        }


def every_text(town):
    for p in (*town.participants, *town.past_participants):
        yield from (s.label for s in p.skills or ())
        yield from (e.title for e in p.experience or ())
        yield from (
            *(p.goals or ()),
            *(p.goal_occupations or ()),
            *(p.certificates or ()),
            p.id,
            p.postcode or "",
        )
    for s in (*town.slots, *town.past_slots):
        yield from (*(s.required_skills or ()), *(s.desired_skills or ()), *(s.certificates_required or ()))
        yield from (s.id, s.employer_id, s.employer_name, s.title, s.tasks or "", s.postcode or "")
    for h in town.placements:
        yield from (h.id, h.ended_by or "", h.reason or "")


def test_no_text_looks_like_a_person(town):
    for text in every_text(town):
        assert not find_identity_numbers(text)
        assert not re.search(r"@|\d{6}|\d{3}-\d", text), text


def test_texts_are_whole(town):
    for text in every_text(town):
        assert text == text.strip()
        assert "{" not in text
        assert "|" not in text
        assert "att att" not in text
        assert "hjälper till att hjälpa" not in text


def test_every_employer_says_that_it_is_invented(town):
    names = {s.employer_name for s in (*town.slots, *town.past_slots)}
    assert all(TOWN_NAME in name or name.endswith("(syntetisk)") for name in names)
    assert any(TOWN_NAME in name for name in names)


def test_one_employer_has_one_name(town):
    names = {(s.employer_id, s.employer_name) for s in (*town.slots, *town.past_slots)}
    assert len(names) == len({employer for employer, _ in names})


def test_few_texts_are_mistyped(town):
    own = {phrase for work in works() for phrase in work.jobs}
    titles = [e.title for p in (*town.participants, *town.past_participants) for e in p.experience or ()]
    wrong = sum(title not in own for title in titles) / len(titles)
    assert 0.01 < wrong < 0.05


def test_many_task_texts_differ():
    tasks = [s.tasks for s in municipality(participants=0, slots=4000, placements=0).slots if s.tasks]
    assert len(set(tasks)) > 0.9 * len(tasks)


def test_certificates_are_known_by_their_wordings():
    world = World(context())
    for name, said in CERTIFICATES.items():
        labels = {world.certificate(text) for text in (name, *said)}
        assert labels <= {certificate.label for certificate in certificates()}
        assert len(labels) == 1
    assert {name for work in works() for name in work.theme.certificates} <= set(CERTIFICATES)


def test_the_occupations_are_those_of_work_training():
    known = {occupation.ssyk for occupation in occupations()}
    own = [work.ssyk for work in works()]
    assert sum(code in known for code in own) >= 0.95 * len(own)
    assert len(own) >= 50


def test_likeness_is_symmetric_and_highest_with_oneself():
    table = likeness()
    assert (table == table.T).all()
    assert (table.diagonal() == 1).all()


def test_files_read_back_to_the_same_records(town, tmp_path):
    paths = {path.stem: path for path in write(town, tmp_path / "ny" / "mapp")}
    assert tuple(load_participants(paths["participants"])) == town.participants
    assert tuple(load_slots(paths["slots"])) == town.slots
    assert tuple(load_placements(paths["placements"])) == town.placements
    assert tuple(load_participants(paths["past_participants"])) == town.past_participants
    assert tuple(load_slots(paths["past_slots"])) == town.past_slots
