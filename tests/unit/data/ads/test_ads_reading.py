import json
import time
from pathlib import Path
from typing import Any

import pytest

from data.ads import convert
from data.loaders.problems import BadFile, Problem

GOOD = {"id": "1", "headline": "Städare", "description": {"text": "Du städar."}}


def problems(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as caught:
        convert(content)
    return caught.value.problems


def of(*ads: Any) -> tuple[Problem, ...]:
    return problems(json.dumps(list(ads)).encode())


@pytest.mark.parametrize("content", [[GOOD], GOOD, {"hits": [GOOD], "total": {"value": 1}}])
def test_one_a_list_or_a_search_answer(content: Any) -> None:
    assert [ad.slot.id for ad in convert(json.dumps(content).encode())] == ["1"]


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "annonser.json"
    path.write_text(json.dumps([GOOD]), encoding="utf-8-sig")
    assert [ad.slot.id for ad in convert(path)] == ["1"]
    assert [ad.slot.id for ad in convert(str(path))] == ["1"]


def test_no_advertisements_is_no_error() -> None:
    assert convert(b"[]") == []
    assert convert(b'{"hits": []}') == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2",
        b"annons",
        b'"annons"',
        b"17",
        b"null",
        b"[1]",
        b'[{"id": NaN}]',
        b'{"hits": 3}',
        b"\xff\xfe[\x00]\x00",
        b"[" * 100_000,
        b"[" + b"9" * 5000 + b"]",
    ],
)
def test_what_is_not_a_file_of_advertisements(content: bytes) -> None:
    for problem in problems(content):
        assert problem.message.endswith(".")
        assert problem.remedy.endswith(".")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="går inte att läsa"):
        convert(tmp_path / "ingen.json")
    with pytest.raises(BadFile, match="går inte att läsa"):
        convert(tmp_path)


def test_all_problems_at_once_by_number_and_field() -> None:
    found = of(GOOD, {"id": None, "headline": 7}, {**GOOD, "id": "3", "number_of_vacancies": "två"})
    assert [(problem.row, problem.column) for problem in found] == [
        (2, "id"),
        (2, "headline"),
        (2, "description.text"),
        (3, "number_of_vacancies"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("id", [], "id"),
        ("id", "", "id"),
        ("id", True, "id"),
        ("headline", None, "headline"),
        ("headline", {"a": 1}, "headline"),
        ("description", "text", "description"),
        ("description", None, "description.text"),
        ("description", {"text": None}, "description.text"),
        ("description", {"text": ["a"]}, "description.text"),
        ("description", {"text": "a\x00b"}, "description.text"),
        ("description", {"text": "a\ud800b"}, "description.text"),
        ("description", {"text": "x" * 100_001}, "description.text"),
        ("description", {"text": "Ring Anna 19121212-1212."}, "description.text"),
        ("employer", 3, "employer"),
        ("employer", {"name": 3}, "employer.name"),
        ("workplace_address", [], "workplace_address"),
        ("workplace_address", {"municipality_code": "12"}, "workplace_address.municipality_code"),
        ("workplace_address", {"postcode": "okänt"}, "workplace_address.postcode"),
        ("workplace_address", {"coordinates": [1]}, "workplace_address.coordinates"),
        ("workplace_address", {"coordinates": ["a", "b"]}, "workplace_address.coordinates"),
        ("workplace_address", {"coordinates": [10**400, 1]}, "workplace_address.coordinates"),
        ("workplace_address", {"coordinates": [1, 91]}, "workplace_address.coordinates"),
        ("occupation_group", {"legacy_ams_taxonomy_id": "abc"}, "occupation_group.legacy_ams_taxonomy_id"),
        ("scope_of_work", {"min": "50"}, "scope_of_work.min"),
        ("scope_of_work", {"min": 50, "max": 150}, "scope_of_work.max"),
        ("scope_of_work", {"min": 80, "max": 50}, "scope_of_work.max"),
        ("number_of_vacancies", 2**63, "number_of_vacancies"),
        ("number_of_vacancies", -1, "number_of_vacancies"),
        ("number_of_vacancies", 1.5, "number_of_vacancies"),
        ("application_deadline", "snart", "application_deadline"),
        ("application_deadline", "0001-01-01", "application_deadline"),
        ("publication_date", 20251101, "publication_date"),
        ("driving_license_required", "ja", "driving_license_required"),
        ("driving_license", "B", "driving_license"),
        ("driving_license", ["B"], "driving_license[0]"),
        ("driving_license", [{"label": "Z"}], "driving_license[0].label"),
        ("driving_license", [{"label": 4}], "driving_license[0].label"),
        ("must_have", {"skills": {"label": "a"}}, "must_have.skills"),
        ("must_have", {"skills": [None]}, "must_have.skills[0]"),
        ("nice_to_have", {"languages": [3]}, "nice_to_have.languages[0]"),
        ("removed", 1, "removed"),
    ],
)
def test_a_wrong_value_is_told_by_field(field: str, value: Any, path: str) -> None:
    found = of({**GOOD, field: value})
    assert path in [problem.column for problem in found]
    assert {problem.row for problem in found} == {1}
    assert all(problem.unit == "post" and problem.message and problem.remedy for problem in found)
    assert "19121212" not in str(found)


def test_a_deadline_before_the_publication() -> None:
    (problem,) = of({**GOOD, "publication_date": "2026-11-02", "application_deadline": "2026-11-01"})
    assert problem.column == "application_deadline"


def test_the_same_id_twice() -> None:
    (problem,) = of(GOOD, {**GOOD, "headline": "Kock"})
    assert (problem.row, problem.column) == (2, "id")


@pytest.mark.parametrize(
    "missing", ["employer", "must_have", "workplace_address", "scope_of_work", "driving_license"]
)
def test_what_may_be_missing_or_null(missing: str) -> None:
    assert convert(json.dumps({**GOOD, missing: None}).encode())[0].slot.id == "1"


def test_an_id_that_is_a_number() -> None:
    assert convert(json.dumps({**GOOD, "id": 30016621}).encode())[0].slot.id == "30016621"


@pytest.mark.parametrize(
    "fill", ["körkort ", "B, C och ", "svenska eller ", "( ", " ", "Krav: ", "unga och ", "9 år "]
)
def test_a_long_text_of_one_kind_takes_time_in_proportion(fill: str) -> None:
    text = (fill * (50_000 // len(fill) + 1))[:49_999] + "x"
    started = time.process_time()
    convert(json.dumps({**GOOD, "description": {"text": text}}).encode())
    assert time.process_time() - started < 5


def test_characters_that_cannot_be_shown_become_spaces() -> None:
    (ad,) = convert(
        json.dumps({**GOOD, "description": {"text": "Du kommer att städa\x85kontor\ufffd."}}).encode()
    )
    assert ad.slot.tasks == "Du kommer att städa kontor ."
