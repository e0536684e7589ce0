"""Made-up requests to every address by every role, in a short form; ``make fuzz`` sends many more.

What has been found so far stands in `FOUND`, one request a line, and is sent first.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest

from tests.support.fuzzing import Fuzz, prepared
from tests.support.fuzzing_cases import HOST, Asked, row_of

CASES: Final = 450
FORM: Final = "application/x-www-form-urlencoded"


COURSE: Final = "/deltagare/d00/praktik/d00"
PARTS: Final = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncv\r\n--x--\r\n'
UNDEFINED: Final = (("content-type", "multipart/form-data; boundary=x; charset=undefined"),)


class Case(NamedTuple):
    """A request that was answered wrongly once.

    Attributes
    ----------
    wrong : what was wrong with the answer.
    role : who asked; statuses : one of which is right.
    """

    wrong: str
    role: str
    method: str
    target: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    right: int = 422


FOUND: Final = (
    Case("500: no address", "coach", "POST", "/ny-deltagare", headers=(("origin", "http://["),), right=403),
    Case("a link to no field", "coach", "POST", "/deltagare/d00/steg", b"kind=cv&actor=coach&state=x"),
    Case(
        "closes the place for the next two",
        "liaison",
        "POST",
        "/platser/s2/stang",
        b"orsak=&ord=slut",
        right=303,
    ),
    Case("a link to no field", "liaison", "POST", "/platser/s2/pausa", b"till=0x10"),
    Case("a link to no field", "liaison", "POST", "/platser/s2/stang", b"orsak=x"),
    Case("a link to no field", "analyst", "GET", "/resultat?mal=x", right=200),
    Case("a link to no field", "analyst", "POST", "/vikter/{weights}", b"skal=", right=303),
    Case("a link to no field", "coach", "POST", COURSE, b"version=1&dag=x&steg=resume", right=409),
    Case("a link to no field", "coach", "POST", COURSE, b"version=1&timmar=x&steg=introduce", right=303),
    Case("500: no cookie", "nobody", "POST", "/sprak", b"sprak=%FF%FE&till=/", right=303),
    Case(
        "500: no id", "coach", "POST", "/ny-fordelning", b"deltagare=d00&platser=valda&plats=%7F", right=404
    ),
    Case("500: no id", "coach", "POST", "/ny-fordelning", b"deltagare=%00", right=404),
    Case("500: no charset", "coach", "POST", "/deltagare/d00/steg", PARTS, UNDEFINED, right=400),
)


def request(fuzz: Fuzz, case: Case) -> Asked:
    """Write a case as it is sent."""
    target = case.target.format(weights=fuzz.maker.corpus.ids["weights"][0])
    row = row_of(case.method, target)
    assert row is not None
    headers = {"accept": "text/html", "origin": f"http://{HOST}", "content-type": FORM} | dict(case.headers)
    return Asked(row, case.role, case.method, target, tuple(headers.items()), case.body)


@pytest.fixture(scope="module")
def fuzz() -> Iterator[Fuzz]:
    """One store for the whole module; what was found once is sent before anything else."""
    with prepared(seed=20261123) as made:
        yield made


@pytest.fixture(scope="module")
def answered(fuzz: Fuzz) -> dict[Case, tuple[int, list[str]]]:
    said = {}
    for case in FOUND:
        before = len(fuzz.found)
        status = fuzz.ask(request(fuzz, case)).status
        said[case] = (status, [str(one) for one in fuzz.found[before:]])
    return said


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.method} {case.target} {case.wrong}")
def test_what_was_found_once(answered: dict[Case, tuple[int, list[str]]], case: Case) -> None:
    assert answered[case] == (case.right, [])


def test_whatever_comes(fuzz: Fuzz, answered: object) -> None:
    before = len(fuzz.found)
    fuzz.run(CASES)
    assert [str(one) for one in fuzz.found[before:]] == []
    assert sum(fuzz.counted.values()) >= CASES
    statuses = {status for _, status in fuzz.counted}
    assert {200, 303, 404, 422} <= statuses
