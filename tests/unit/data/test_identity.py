"""What counts as an identity number, and what only looks like one. The numbers are nobody's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.identity import MASK, find_identity_numbers, mask_identity_numbers

NUMBERS = [
    "191212121212",
    "19121212-1212",
    "19121212 1212",
    "121212-1212",
    "121212+1212",
    "1212121212",
    "121212 - 1212",
    "121212–1212",
    "701063-2391",
    "19701063-2391",
    "197010632391",
    "１２１２１２-１２１２",
]

NOT_NUMBERS = [
    "070-123 45 67",
    "0701234567",
    "070 123 45 67",
    "+46 70 123 45 67",
    "08-123 456 78",
    "Mobil: 0701012392",
    "556016-0680",
    "165560160680",
    "16556016-0680",
    "121212-1213",
    "19121312-1212",
    "12121212120",
    "SSYK 9412 och 4322",
    "2026-11-30",
    "2026-11-30 08:30",
    "AME-2026-000123",
    "",
]


def luhn(digits: str) -> str:
    """Give the check digit of nine digits, worked out apart from the library."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["{}", "Ring Anna ({}), tack.", "id{}x", "a\n{}\n"])
def test_a_number_is_found_wherever_it_stands(number: str, around: str) -> None:
    text = around.format(number)

    (span,) = find_identity_numbers(text)

    assert text[slice(*span)] == number
    assert mask_identity_numbers(text) == around.format(MASK)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert find_identity_numbers(text) == []
    assert mask_identity_numbers(text) == text


def test_a_mobile_number_is_told_apart_only_by_the_word_before_it() -> None:
    mobile = "070101239" + luhn("070101239")

    assert find_identity_numbers(mobile)
    assert find_identity_numbers(f"tel {mobile}") == []


def test_several_in_one_text() -> None:
    assert mask_identity_numbers("121212-1212 och 701063-2391") == f"{MASK} och {MASK}"


@given(
    born=st.dates(date(1927, 1, 1), date(2020, 12, 31)),
    serial=st.integers(1, 999),
    separator=st.sampled_from(["", "-", " "]),
    coordination=st.booleans(),
    full=st.booleans(),
)
def test_every_made_number_is_found(
    born: date, serial: int, separator: str, coordination: bool, full: bool
) -> None:
    day = born.day + 60 * coordination
    six = f"{born:%y%m}{day:02}"
    number = f"{six}{serial:03}"
    written = f"{born.year // 100 if full else ''}{six}{separator}{serial:03}{luhn(number)}"

    assert find_identity_numbers(f"se {written}.") == [(3, 3 + len(written))]


@given(day=st.integers(1, 9_000), serial=st.integers(0, 999), wrong=st.integers(1, 9))
def test_a_wrong_check_digit_is_no_number(day: int, serial: int, wrong: int) -> None:
    six = f"{date(1990, 1, 1) + timedelta(days=day):%y%m%d}"
    digits = f"{six}{serial:03}"

    assert find_identity_numbers(f"{digits}{(int(luhn(digits)) + wrong) % 10}") == []
