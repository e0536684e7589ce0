"""Every error that a record can give has Swedish words of its own."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from data.loaders import BadFile, Problem, messages
from data.loaders.messages import nearest, swedish
from data.loaders.problems import shown
from data.records import ParticipantRecord, values

OWN = sorted(set(re.findall(r'PydanticCustomError\(\s*"(\w+)"', Path(values.__file__).read_text())))


@pytest.mark.parametrize("kind", [*OWN, "municipality", "ssyk", "language", "postcode"])
def test_every_error_of_the_records_has_words(kind: str) -> None:
    assert kind in messages._SENTENCES or kind in messages._SPECIAL


def test_an_error_without_words_is_still_told() -> None:
    assert swedish({"type": "brand_new", "loc": ("a",), "input": 3}) == (
        "”3” går inte att läsa.",
        "Jämför med beskrivningen av fältet.",
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hours_per_week": -1}, "”-1” är för litet. Skriv ett tal som är minst 0."),
        ({"lat": 91.5}, "”91,5” är för stort. Skriv ett tal som är högst 90."),
        ({"priority": 5}, "”5” finns inte bland valen. Välj bland: 1, 2, 3."),
        ({"cannot": ["dam"]}, "”dam” finns inte bland valen. Menade du dust (damm)?"),
        ({"swedish_spoken": "B11"}, "”B11” finns inte bland valen. Menade du B1?"),
        ({"swedish_spoken": "flytande"}, "”flytande” finns inte bland valen. Välj bland: 0, A1-, A1"),
        ({"skils": []}, "Fältet ”skils” finns inte. Menade du skills? Rätta namnet, eller ta bort fältet."),
        (
            {"skills": [{"label": "a", "lable": "b"}]},
            "Fältet ”lable” finns inte. Rätta namnet, eller ta bort fältet.",
        ),
        ({"goals": ["x" * 1_001]}, "Texten är 1001 tecken lång, men här ryms 1 000. Korta texten."),
        (
            {"available_from": "2026-05-02", "available_to": "2026-05-01"},
            "”2026-05-01” är tidigare än available_from.",
        ),
    ],
)
def test_words_for_the_api_and_for_files(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ParticipantRecord.model_validate({"id": "1"} | values)

    (error,) = caught.value.errors()
    assert " ".join(swedish(error, known=ParticipantRecord.model_fields)).startswith(said)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("kort", "kort"),
        ("x" * 41, "x" * 39 + "…"),
        ("x" * 40, "x" * 40),
        ("Anna 19121212-1212", "Anna (personnummer)"),
        ("x" * 36 + " 19121212-1212", "x" * 36 + " (p…"),
        (191212121212, "(personnummer)"),
        (191212121212.0, "(personnummer)"),
        ("a\x00b\nc\ud800", "a\ufffdb\ufffdc\ufffd"),
        (37.5, "37,5"),
        (-1.0, "-1"),
        (datetime(2026, 5, 10), "2026-05-10"),  # noqa: DTZ001 - Excel knows no zones
        (True, "ja"),
        (False, "nej"),
    ],
)
def test_values_are_shown_short_on_one_line_and_without_identity_numbers(
    value: object, expected: str
) -> None:
    assert shown(value) == expected


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert nearest("qqq", ["skills", "goals"]) is None


def test_places_are_told_in_the_words_of_the_file() -> None:
    assert str(Problem(3, "skills", "x", "Fel.", "Rätta.", "post")) == "Post 3, fält skills: Fel. Rätta."
    assert str(Problem(None, None, None, "Fel.", "Rätta.")) == "Fel. Rätta."
    assert str(BadFile("a.csv", [Problem(None, None, None, "Fel.", "Rätta.")])) == (
        "a.csv: 1 fel. Inget har lästs in.\nFel. Rätta."
    )
