"""A weights document, and what is wrong with one."""

import pytest

from matcher import Weights

GOOD = dict(Weights.standard().values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({**GOOD, "skills": 31.0}, "must sum to 100, not to 101"),
        ({**GOOD, "skills": -1.0}, "every weight must be a number from 0 to 100"),
        ({**GOOD, "skills": float("inf")}, "every weight must be a number"),
        ({**GOOD, "skills": float("nan")}, "every weight must be a number"),
        ({**GOOD, "skills": "30"}, "every weight must be a number"),
        ({**GOOD, "skills": True}, "every weight must be a number"),
        ({**GOOD, "looks": 0.0}, "weights need exactly the factors skills, experience"),
        ({"skills": 100.0}, "weights need exactly the factors"),
    ],
)
def test_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Weights(values)


@pytest.mark.parametrize("document", [{}, {"weights": 5}, {"weights": None}])
def test_a_document_without_weights(document):
    with pytest.raises(ValueError, match="needs an object 'weights'"):
        Weights.from_dict(document)


def test_a_document_may_leave_out_all_but_the_weights():
    weights = Weights.from_dict({"weights": GOOD})
    assert weights.values == GOOD
    assert weights.to_dict()["version"] == weights.version
