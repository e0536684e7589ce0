"""What a coach may write in a cell, and what it is read as."""

from datetime import date, datetime, time
from typing import Any

import pytest

from data.loaders import load
from matcher.domain import Experience, Skill
from matcher.levels import Cefr

WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri"})
WHOLE_WEEK = WEEKDAYS | {"sat", "sun"}

GOOD = [
    ("hours_per_week", "37,5", 37.5),
    ("hours_per_week", "37.5", 37.5),
    ("hours_per_week", " 20 ", 20.0),
    ("hours_per_week", "", None),
    ("lat", "59,3293", 59.3293),
    ("lon", "-1.5e1", -15.0),
    ("priority", "2", 2),
    ("priority", "2,0", 2),
    ("under_18", "ja", True),
    ("under_18", "JA", True),
    ("under_18", "true", True),
    ("under_18", "SANT", True),
    ("under_18", "1", True),
    ("under_18", "nej", False),
    ("under_18", "Falskt", False),
    ("under_18", "FALSE", False),
    ("under_18", "0", False),
    ("available_from", "2026-11-30", date(2026, 11, 30)),
    ("available_from", "2026-11-30 00:00:00", date(2026, 11, 30)),
    ("earliest", "08:00", time(8)),
    ("earliest", "8:00", time(8)),
    ("earliest", "8.30", time(8, 30)),
    ("earliest", "8", time(8)),
    ("earliest", "08:00:00", time(8)),
    ("swedish_spoken", "b1", Cefr.B1),
    ("swedish_spoken", "A2 +", Cefr.A2_PLUS),
    ("swedish_spoken", "0", Cefr.ZERO),
    ("sfi_passed", "c", "C"),
    ("municipality", "0180", "0180"),
    ("municipality", "180", "0180"),
    ("postcode", "111 20", "11120"),
    ("days", "mon|tue", frozenset({"mon", "tue"})),
    ("days", "mån, tis", frozenset({"mon", "tue"})),
    ("days", "Måndag|söndag", frozenset({"mon", "sun"})),
    ("days", "mån-fre", WEEKDAYS),
    ("days", "mån–fre", WEEKDAYS),
    ("days", "lör-mån", frozenset({"sat", "sun", "mon"})),
    ("days", "vardagar", WEEKDAYS),
    ("days", "alla dagar", WHOLE_WEEK),
    ("days", "inga", frozenset()),
    ("licences", "B", frozenset({"B"})),
    ("licences", "b, ce", frozenset({"B", "CE"})),
    ("licences", "B-körkort|utökad B", frozenset({"B", "B96"})),
    ("licences", "Körkort", frozenset({"B"})),
    ("licences", "INGA", frozenset()),
    ("licences", "", None),
    ("languages", "AR|so", ("ar", "so")),
    ("languages", "Arabiska, somaliska", ("ar", "so")),
    ("cannot", "heavy_lifting|noise", frozenset({"heavy_lifting", "noise"})),
    ("cannot", "Tunga lyft, buller", frozenset({"heavy_lifting", "noise"})),
    ("needs", "tolk|en lugn plats", frozenset({"interpreter", "quiet_space"})),
    ("travel_modes", "med buss eller tåg|walk", frozenset({"public", "walk"})),
    ("skills", "truck:3|kassa", (Skill("truck", 3.0), Skill("kassa"))),
    ("skills", "truck:2,5", (Skill("truck", 2.5),)),
    ("skills", "truck: 3 år", (Skill("truck", 3.0),)),
    ("skills", "språk: arabiska", (Skill("språk: arabiska"),)),
    ("skills", r"truck\:3", (Skill("truck:3"),)),
    ("skills", r"a\|b|c", (Skill("a|b"), Skill("c"))),
    ("skills", r"C:\temp", (Skill(r"C:\temp"),)),
    ("skills", "inga", ()),
    ("skills", "inga|", (Skill("inga"),)),
    ("skills", "|truck||", (Skill("truck"),)),
    ("experience", "städare:4:SO|kock", (Experience("städare", 4.0, "SO"), Experience("kock"))),
    ("experience", "städare::Somalia", (Experience("städare", None, "Somalia"),)),
    (
        "goals",
        "Jobba med djur, gärna ute|lära mig svenska",
        ("Jobba med djur, gärna ute", "lära mig svenska"),
    ),
    ("goals", "'=SUM(A1)", ("=SUM(A1)",)),
    ("goals", "'+46", ("+46",)),
    ("goals", "''citat", ("'citat",)),
    ("goals", "'n Jobb", ("'n Jobb",)),
]


@pytest.mark.parametrize(("column", "cell", "expected"), GOOD)
def test_a_cell_is_read(column: str, cell: str, expected: Any) -> None:
    (person,) = load("participants", f"id;{column}\n1;{cell}\n".encode(), "a.csv").records

    assert getattr(person, column) == expected


EXCEL = [
    ("id", 1001, "1001"),
    ("id", 1001.0, "1001"),
    ("hours_per_week", 37.5, 37.5),
    ("priority", 2.0, 2),
    ("under_18", True, True),
    ("available_from", datetime(2026, 11, 30), date(2026, 11, 30)),  # noqa: DTZ001 - Excel knows no zones
    ("available_from", date(2026, 11, 30), date(2026, 11, 30)),
    ("earliest", time(8, 30), time(8, 30)),
    ("earliest", datetime(2026, 1, 1, 8, 30), time(8, 30)),  # noqa: DTZ001
    ("earliest", 8, time(8)),
    ("municipality", 180, "0180"),
    ("postcode", 11120, "11120"),
    ("swedish_spoken", 0, Cefr.ZERO),
    ("skills", 90, (Skill("90"),)),
    ("goals", date(2026, 11, 30), ("2026-11-30",)),
    ("goals", True, ("ja",)),
    ("goals", "  ", None),
]


@pytest.mark.parametrize(("column", "cell", "expected"), EXCEL)
def test_a_cell_of_excel_is_read(column: str, cell: Any, expected: Any) -> None:
    from tests.unit.data.loaders.workbooks import workbook

    table = {"id": "1"} | {column: cell}
    (person,) = load("participants", workbook(list(table), list(table.values())), "a.xlsx").records

    assert getattr(person, column) == expected
