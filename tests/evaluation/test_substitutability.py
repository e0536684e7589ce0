"""The factor `experience` against experts' judgements."""

import numpy as np
import pytest

from data.model import material as source
from data.model.material import Group, Material, Occupation, Substitute
from data.reference import context
from evaluation import substitutability as measured

TITLES = {
    "a": ("Kock", "5120"),
    "b": ("Köksbiträde", "9412"),
    "c": ("Kallskänka", "5120"),
    "d": ("Lastbilsförare", "8332"),
}
JUDGED = {"ab": "judge", "ac": "judge", "ad": "train", "bd": "judge"}


@pytest.fixture
def material(monkeypatch):
    occupations = tuple(Occupation(id_, *facts) for id_, facts in TITLES.items())
    pairs = [("a", "b", 75), ("b", "a", 25), ("c", "a", 75), ("d", "a", 75), ("d", "b", 25)]
    made = Material(
        occupations=occupations,
        groups=(
            Group("5120", "Kockar", "", (), ("laga mat", "hygien")),
            Group("9412", "Köksbiträden", "", (), ("diska", "hygien")),
            Group("8332", "Förare", "", (), ("köra lastbil",)),
        ),
        substitutes=tuple(
            Substitute(of, by, TITLES[of][0], TITLES[by][0], share, TITLES[of][1] != TITLES[by][1])
            for of, by, share in pairs
        ),
        **dict.fromkeys(
            ("skills", "skill_links", "english", "keywords", "words", "work_training", "branches", "ads"), ()
        ),
    )
    monkeypatch.setattr(source.splits, "part", lambda _, *key: JUDGED["".join(sorted(key))])
    return made


def test_people_apply_to_places_and_experts_judge(material):
    found = measured.judgements(material)
    assert found.past == ("Kock", "Köksbiträde")  # those of whom a judging pair says something
    assert found.titles == ("Kock", "Köksbiträde", "Kallskänka", "Lastbilsförare")
    assert found.gain.tolist() == [[0, 0.25, 0.75, 0], [0.75, 0, 0, 0.25]]


def test_neither_oneself_nor_what_was_taught_is_a_candidate(material):
    asked = measured.judgements(material).asked
    assert asked.tolist() == [[False, True, True, False], [True, False, True, True]]


def test_simple_measures_by_hand(material):
    judged = measured.judgements(material)
    assert measured.same_digits(judged).tolist() == [[4, 0, 4, 0], [0, 4, 0, 0]]
    skills = measured.group_skills(judged, material)
    np.testing.assert_allclose(skills[0], [1, skills[0, 1], 1, 0], atol=1e-12)
    assert 0 < skills[0, 1] < 1
    assert measured.title_ngrams(judged)[0, 0] == pytest.approx(1, abs=1e-6)


def test_the_factor_is_the_engines(material):
    values = measured.experience(measured.judgements(material), context())
    assert values.shape == (2, 4)
    assert values[0, 0] == 1
    assert values[1, 3] == 0


def test_the_mean_is_over_people(material):
    judged = measured.judgements(material)
    best = measured.mean(judged, measured.per_person(judged, judged.gain))
    assert (best.value, best.n) == (1, 2)
    right_for_one = np.where([[True], [False]], judged.gain, -judged.gain)
    last = (0.75 / np.log2(4) + 0.25 / np.log2(3)) / (0.75 + 0.25 / np.log2(3))
    assert measured.mean(judged, measured.per_person(judged, right_for_one)).value == pytest.approx(
        (1 + last) / 2
    )


def test_without_the_judgements_it_says_so(monkeypatch, capsys):
    def missing():
        raise source.MaterialMissing("Bedömningarna finns inte här.")

    monkeypatch.setattr(measured.source, "load", missing)
    assert measured.main() == 2
    assert "finns inte här" in capsys.readouterr().err


def test_on_the_real_judgements_every_measure_has_a_figure():
    try:
        material = source.load()
    except source.MaterialMissing as error:
        pytest.skip(f"no real judgements here: {error}")
    judged = measured.judgements(material)
    assert len(judged.past) > 400
    titles = measured.per_person(judged, measured.title_ngrams(judged))
    both = measured.title_ngrams(judged) + measured.group_skills(judged, material)
    better = measured.mean(judged, measured.per_person(judged, both) - titles)
    assert better.low > 0.1  # as the published figures say too: .28 and .51
