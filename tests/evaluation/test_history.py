"""Placements are checked against each other before anything is counted."""

from datetime import date

import numpy as np
import pytest

from data.loaders import BadFile
from evaluation.history import Outcomes, history, load_outcomes
from tests.evaluation.histories import a_history, a_person, a_placement, an_open_slot, day

MEND = "Lägg till {} som den var då, eller ta bort placeringen."


def faults(*placements, **sides):
    with pytest.raises(BadFile) as caught:
        a_history(placements, **sides)
    return caught.value.problems


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"participant_id": "p7"}, "participant_id", "Deltagaren p7 finns inte"),
        ({"slot_id": "s7"}, "slot_id", "Platsen s7 finns inte"),
        ({"started_on": day(9)}, "started_on", "började 2025-01-10 men föreslogs först 2025-01-11"),
        ({"ended_on": day(19)}, "ended_on", "slutade 2025-01-20, före 2025-01-21"),
        ({"started_on": None, "ended_on": day(9)}, "ended_on", "slutade 2025-01-10, före 2025-01-11"),
        ({"outcome": "ongoing"}, "outcome", "pågår enligt utfallet men slutade"),
        ({"outcome": "declined_by_employer"}, "outcome", "”arbetsgivaren tackade nej” men började"),
    ],
)
def test_a_fault_says_where_and_how_to_mend(changes, column, said):
    (problem,) = faults(a_placement(1), a_placement(2, **changes))
    assert (problem.row, problem.unit, problem.column) == (2, "post", column)
    assert said in problem.message
    assert problem.remedy.endswith(".")


def test_all_faults_are_told_at_once_by_row_of_the_file():
    rows = [a_placement(1, slot_id="x"), a_placement(1, participant_id="y")]
    with pytest.raises(BadFile) as caught:
        history([a_person()], [an_open_slot()], rows, name="placeringar.csv", unit="rad")
    assert str(caught.value).splitlines() == [
        "placeringar.csv: 3 fel. Inget har lästs in.",
        "Rad 2, kolumn slot_id: Platsen x finns inte bland platserna. " + MEND.format("platsen"),
        "Rad 3, kolumn id: Placeringen h1 står två gånger. Ta bort den ena raden.",
        "Rad 3, kolumn participant_id: Deltagaren y finns inte bland deltagarna. "
        + MEND.format("deltagaren"),
    ]


def test_people_and_places_stand_once():
    problems = faults(people=[a_person(), a_person()], slots=[an_open_slot(), an_open_slot()])
    assert [p.message for p in problems] == ["Deltagaren p1 står två gånger.", "Platsen s1 står två gånger."]


def test_the_same_under_two_ids_counts_once_and_is_told():
    past = a_history([a_placement(1), a_placement(2), a_placement(3, suggested_on=day(11))])
    assert [p.id for p in past.placements] == ["h1", "h3"]
    assert (
        past.notes[0] == "Placeringar som i allt utom sitt id är desamma som en annan: 1. De räknas en gång."
    )


def test_what_cannot_be_placed_in_time_is_left_out_and_told():
    past = a_history([a_placement(1), a_placement(2, suggested_on=None)])
    assert len(past) == 1
    assert past.notes[0].startswith("Placeringar utan dagen då platsen föreslogs: 1.")


def test_placements_stand_in_order_of_their_day():
    past = a_history([a_placement(1, suggested_on=day(12)), a_placement(2, suggested_on=day(11))])
    assert [p.id for p in past.placements] == ["h2", "h1"]
    assert past.day.tolist() == [day(11).toordinal(), day(12).toordinal()]


@pytest.mark.parametrize(
    ("changes", "grade", "known"),
    [
        ({"outcome": "hired"}, 4.0, day(80)),
        ({"outcome": "hired", "ended_on": None}, 4.0, None),
        ({"outcome": "no_show", "ended_on": None}, 0.0, day(20)),
        ({"outcome": "declined_by_participant", "started_on": None, "ended_on": None}, 0.0, day(10)),
        ({"outcome": "ongoing", "ended_on": None}, None, None),
        ({"outcome": None}, None, None),
    ],
)
def test_a_grade_is_known_from_the_day_the_outcome_was(changes, grade, known):
    past = a_history([a_placement(**changes)])
    assert past.grade[0] == grade or (grade is None and np.isnan(past.grade[0]))
    assert past.known_on[0] == known.toordinal() if known else np.isnan(past.known_on[0])
    assert past.censored[0] == (changes["outcome"] == "ongoing")


def test_an_outcome_all_share_is_told():
    past = a_history([a_placement(n, suggested_on=day(n)) for n in (1, 2)])
    assert "samma betyg" in past.notes[0]


def test_nothing_is_no_fault():
    assert len(a_history([])) == 0


class TestOutcomes:
    def test_the_standard_table(self):
        grades = Outcomes().grades
        assert grades["hired"] == 4
        assert grades["subsidised_job"] == grades["studies"] == 3
        assert grades["completed"] == 2
        assert {grades[name] for name in grades if name.startswith(("int", "no", "dec"))} == {0}
        assert grades["ongoing"] is None

    @pytest.mark.parametrize(
        "change", [{"hired": 11}, {"hired": -1}, {"ongoing": 1}, {"hired": float("nan")}, {"sacked": 0}]
    )
    def test_it_refuses_what_means_nothing(self, change):
        with pytest.raises(ValueError, match="grade"):
            Outcomes({**Outcomes().grades, **change})

    @pytest.mark.parametrize("name", ["o.csv", "o.json"])
    def test_a_municipality_may_replace_it(self, tmp_path, name):
        rows = {**Outcomes().grades, "studies": 2.5, "no_show": None}
        csv = "outcome;grade\n" + "".join(
            f"{k};{'' if v is None else str(v).replace('.', ',')}\n" for k, v in rows.items()
        )
        json = str(rows).replace("'", '"').replace("None", "null")
        (tmp_path / name).write_text(csv if name == "o.csv" else json, encoding="utf-8-sig")
        found = load_outcomes(tmp_path / name)
        assert found.grades == rows
        assert found.version != Outcomes().version
        assert a_history([a_placement(outcome="studies")], outcomes=found).grade.tolist() == [2.5]

    def test_every_fault_of_the_file_is_told(self, tmp_path):
        path = tmp_path / "o.csv"
        path.write_text("outcome,grade\nhired,x\nsacked,1\nhired,4\nongoing,1\nstudies,99\n")
        with pytest.raises(BadFile) as caught:
            load_outcomes(path)
        assert [(p.row, p.column) for p in caught.value.problems] == [
            (2, "grade"),
            (3, "outcome"),
            (4, "outcome"),
            (5, "grade"),
            (6, "grade"),
        ]

    @pytest.mark.parametrize("content", [b"outcome;grade\nhired;4\n", b"[]", b"{", b"\xff\xfe\x00"])
    def test_an_incomplete_file_is_refused(self, tmp_path, content):
        path = tmp_path / ("o.csv" if content[:1] in b"o\xff" else "o.json")
        path.write_bytes(content)
        with pytest.raises(BadFile):
            load_outcomes(path)

    def test_a_missing_file_is_told(self, tmp_path):
        with pytest.raises(BadFile, match="går inte att läsa"):
            load_outcomes(tmp_path / "none.csv")


def test_days_are_days():
    assert day(0) == date(2025, 1, 1)
