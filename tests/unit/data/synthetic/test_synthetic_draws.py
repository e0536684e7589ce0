import numpy as np
import pytest

from data.synthetic.draws import Draws, Row
from data.synthetic.wording import mistyped


def test_streams_of_two_names_differ_and_each_repeats():
    one, again, other = Draws(5, "one"), Draws(5, "one"), Draws(5, "other")
    first = one.uniform(10)
    assert (first == again.uniform(10)).all()
    assert (first != other.uniform(10)).all()


@pytest.mark.parametrize(
    ("part", "n", "expected"), [(0.3, 10, 3), (0.25, 10, 3), (0.0, 4, 0), (1.0, 4, 4), (0.5, 0, 0)]
)
def test_a_share_is_exact(part, n, expected):
    assert Draws(1, "share").share(part, n).sum() == expected


def test_leaning_records_are_marked_first():
    lean = np.array([0.0, 2.0, 0.0, 2.0])
    assert Draws(1, "lean").share(0.5, 4, lean=lean).tolist() == [False, True, False, True]


def test_indices_come_in_proportion():
    found = Draws(1, "index").index((1, 0, 3), 400)
    assert np.bincount(found, minlength=3).tolist() == [100, 0, 300]


def test_the_normal_is_about_standard():
    values = Draws(1, "normal").normal(20_000)
    assert values.mean() == pytest.approx(0, abs=0.03)
    assert values.std() == pytest.approx(1, abs=0.03)


def test_whole_numbers_reach_both_ends():
    assert set(Draws(1, "whole").whole(2, 4, 200).tolist()) == {2, 3, 4}


def test_a_row_gives_different_options():
    assert sorted(Row([0.9, 0.0, 0.5]).some("abc", 5)) == ["a", "b", "c"]
    assert Row([0.99]).one("abc") == "c"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(0.5, "städa"), (0.001, "stda"), (0.012, "stääda"), (0.018, "stdäa"), (0.029, "stada")],
)
def test_kinds_of_typing_errors(kind, expected):
    assert mistyped(Row([kind, 0.4]), "städa") == expected
