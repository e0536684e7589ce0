"""Records: what they take, what they refuse, and a JSON schema that says the same."""

import re
from dataclasses import fields
from datetime import date, time, timedelta
from typing import Any, get_args

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from data.records import ParticipantRecord, PlacementRecord, Record, SlotRecord
from data.records.placements import Outcome
from matcher import Participant, Placement, Slot
from matcher.domain import Experience, Skill
from matcher.levels import Cefr
from matcher.vocabulary import OUTCOMES
from tests.unit.data.loaders.strategies import ALL

KINDS = [(ParticipantRecord, Participant), (SlotRecord, Slot), (PlacementRecord, Placement)]


@pytest.mark.parametrize(("record", "domain"), KINDS)
def test_fields_are_those_of_the_domain_in_the_same_order(record: type[Record], domain: Any) -> None:
    assert list(record.model_fields) == [field.name for field in fields(domain)]


@pytest.mark.parametrize(("record", "_"), KINDS)
def test_every_field_says_its_purpose_in_swedish(record: type[Record], _: Any) -> None:
    for name, field in record.model_fields.items():
        assert len((field.description or "").split(". ")) >= 2, name
        assert field.description is not None
        assert field.description.endswith("."), name


def test_outcomes_are_those_of_the_vocabulary() -> None:
    assert get_args(Outcome) == tuple(OUTCOMES)


TAKEN = [
    ("skills", ["truck", {"label": "kassa", "years": 3}], (Skill("truck"), Skill("kassa", 3.0))),
    ("skills", [], ()),
    ("experience", ["städare"], (Experience("städare"),)),
    ("experience", [{"title": "kock", "years": 4, "country": "SO"}], (Experience("kock", 4.0, "SO"),)),
    ("swedish_spoken", "A2+", Cefr.A2_PLUS),
    ("swedish_written", "0", Cefr.ZERO),
    ("licences", ["B-körkort"], frozenset({"B"})),
    ("licences", ["körkort"], frozenset({"B"})),
    ("licences", ["Körkort", "CE"], frozenset({"B", "CE"})),
    ("licences", ["utökad B"], frozenset({"B96"})),
    ("licences", [], frozenset()),
    ("postcode", "111 20", "11120"),
    ("available_from", "2024-02-29", date(2024, 2, 29)),
    ("available_from", "1900-01-01", date(1900, 1, 1)),
    ("available_to", "2100-12-31", date(2100, 12, 31)),
    ("earliest", "23:59", time(23, 59)),
    ("hours_per_week", 37.5, 37.5),
    ("priority", 1.0, 1),
    ("id", "  D-1 ", "D-1"),
    ("goals", ["jobba\tpå\r\nlager"], ("jobba på lager",)),
    ("certificates", ["hygienbevis a\u030a"], ("hygienbevis å",)),
    ("days", ["fri", "mon", "fri"], frozenset({"mon", "fri"})),
    ("municipality", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), TAKEN)
def test_taken(name: str, value: Any, expected: Any) -> None:
    record = ParticipantRecord.model_validate({"id": "1", name: value})

    assert getattr(record.to_domain(), name) == expected
    assert ParticipantRecord.from_domain(record.to_domain()) == record


def test_running_text_keeps_its_lines() -> None:
    record = SlotRecord.model_validate({"id": "1", "tasks": "Packa.\r\nLasta.\rStäda."})

    assert record.tasks == "Packa.\nLasta.\nStäda."


REFUSED = [
    ("id", "", "text_empty"),
    ("id", 7, "text_type"),
    ("id", "x" * 65, "text_too_long"),
    ("id", "a\tb", "text_break"),
    ("id", "19121212-1212", "identity_number"),
    ("goals", ["x" * 1_001], "text_too_long"),
    ("goals", ["a\x00b"], "text_character"),
    ("goals", ["a\ud800b"], "text_character"),
    ("goals", ["a\u2028b"], "text_character"),
    ("goals", ["\u0958" * 1_000], "text_too_long"),
    ("goals", ["x"] * 101, "too_long"),
    ("goals", "x", "list_type"),
    ("skills", [3], "model_type"),
    ("skills", [{"label": "a", "level": 3}], "extra_forbidden"),
    ("skills", [{"years": 3}], "missing"),
    ("skills", [{"label": "a", "years": 81}], "less_than_equal"),
    ("lat", float("nan"), "finite_number"),
    ("lon", float("inf"), "finite_number"),
    ("hours_per_week", True, "float_type"),
    ("hours_per_week", "20", "float_type"),
    ("hours_per_week", 2**70, "less_than_equal"),
    ("priority", True, "literal_error"),
    ("priority", 2.5, "literal_error"),
    ("available_from", "0001-01-01", "date_range"),
    ("available_from", "9999-12-31", "date_range"),
    ("available_from", "2026-02-30", "date_missing"),
    ("available_from", "20260101", "date_format"),
    ("available_from", 0, "date_format"),
    ("earliest", "24:00", "time_format"),
    ("earliest", "8:00", "time_format"),
    ("earliest", time(8, 0, 30), "time_format"),
    ("under_18", 1, "bool_type"),
    ("swedish_spoken", "b1", "literal_error"),
    ("licences", ["Q"], "licence"),
    ("cannot", ["tunga lyft"], "literal_error"),
    ("languages", ["Arabic"], "language"),
    ("municipality", "180", "municipality"),
    ("postcode", "1112", "postcode"),
    ("name", "Anna", "extra_forbidden"),
]


@pytest.mark.parametrize(("name", "value", "kind"), REFUSED)
def test_refused_without_repeating_what_was_refused(name: str, value: Any, kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ParticipantRecord.model_validate({"id": "1", name: value})

    (error,) = caught.value.errors()
    assert error["type"] == kind
    assert error["loc"][0] == name
    assert "1212" not in str(caught.value)


CONTRADICTIONS = [
    (ParticipantRecord, "available_from", "2026-02-02", "available_to", "2026-02-01"),
    (SlotRecord, "start", "2026-02-02", "end", "2026-02-01"),
    (SlotRecord, "hours_min", 20, "hours_max", 19.5),
    (SlotRecord, "capacity", 1, "filled", 2),
    (SlotRecord, "open_from", "2026-02-02", "open_until", "2026-02-01"),
    (PlacementRecord, "started_on", "2026-02-02", "ended_on", "2026-02-01"),
]


@pytest.mark.parametrize(("record", "one", "first", "other", "second"), CONTRADICTIONS)
def test_contradictions_are_refused_and_equals_are_not(
    record: type[Record], one: str, first: Any, other: str, second: Any
) -> None:
    ids = {"id": "1", "participant_id": "1", "slot_id": "1"} if record is PlacementRecord else {"id": "1"}

    with pytest.raises(ValidationError) as caught:
        record.model_validate(ids | {one: first, other: second})

    assert [error["loc"] for error in caught.value.errors()] == [(other,)]
    assert record.model_validate(ids | {one: first, other: first})
    assert record.model_validate(ids | {other: second})


SCHEMA = jsonschema_rs.validator_for(ParticipantRecord.model_json_schema())
BEYOND_A_SCHEMA = {"identity_number", "finite_number"}


@pytest.mark.parametrize(("name", "value", "_"), TAKEN)
def test_the_schema_takes_what_the_record_takes(name: str, value: Any, _: Any) -> None:
    assert SCHEMA.is_valid({"id": "1", name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, value)
        for name, value, kind in REFUSED
        if kind not in BEYOND_A_SCHEMA and "\\ud800" not in repr(value) and "\u0958" not in repr(value)
        if not isinstance(value, time)
    ],
)
def test_the_schema_refuses_what_the_record_refuses(name: str, value: Any) -> None:
    assert not SCHEMA.is_valid({"id": "1", name: value})


@pytest.mark.parametrize("kind", list(ALL))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_schema_takes_every_record(kind: str, data: st.DataObject) -> None:
    record = data.draw(ALL[kind])

    assert jsonschema_rs.is_valid(type(record).model_json_schema(), record.model_dump(mode="json"))


def schema_of(name: str) -> Any:
    schema = ParticipantRecord.model_json_schema()["properties"][name]
    return schema["anyOf"][0] if "anyOf" in schema else schema


@given(
    day=st.dates(date(1890, 1, 1), date(2110, 12, 31)) | st.sampled_from([date(1, 1, 1), date(9999, 12, 31)])
)
def test_the_schema_of_a_date_is_true(day: date) -> None:
    pattern = re.compile(schema_of("available_from")["pattern"])

    assert bool(pattern.search(day.isoformat())) == (1900 <= day.year <= 2100)


@pytest.mark.parametrize("year", [1900, 1904, 2000, 2023, 2024, 2100])
def test_the_schema_of_a_date_knows_the_length_of_months(year: int) -> None:
    pattern = re.compile(schema_of("available_from")["pattern"])
    there = {f"{date(year, 1, 1) + timedelta(days=number):%Y-%m-%d}" for number in range(365)} | {
        f"{year}-12-31"
    }

    for month in range(14):
        for day in range(33):
            text = f"{year}-{month:02}-{day:02}"
            assert bool(pattern.search(text)) == (text in there)


@given(
    text=st.text(st.characters(exclude_categories=("Cs",)), max_size=70)
    | st.from_regex(r"[\s\ufeff\x00-\x20a]{0,4}")
)
def test_the_schema_of_an_id_is_true(text: str) -> None:
    schema = schema_of("id")
    fits = schema["minLength"] <= len(text) <= schema["maxLength"] and bool(
        re.search(schema["pattern"], text)
    )

    try:
        ParticipantRecord(id=text)
    except ValidationError as error:
        taken = error.errors()[0]["type"] == "identity_number"
    else:
        taken = True

    assert taken == fits


@given(text=st.sampled_from(["B", "BE", "B96"]).map(lambda code: f"{code}-körkort") | st.text(max_size=12))
def test_the_schema_of_a_licence_is_true(text: str) -> None:
    fits = bool(re.search(schema_of("licences")["items"]["pattern"], text))

    try:
        ParticipantRecord(id="1", licences=[text])
    except ValidationError:
        fits = not fits
    assert fits
