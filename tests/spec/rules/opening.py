"""Rule `open`, on 2026-11-21."""

from tests.spec.tables import Row

ROWS = [
    Row("Öppen i dag", {}, {"open_from": "2026-11-01", "open_until": "2026-12-01"}, "pass"),
    Row("Sista dagen räknas", {}, {"open_until": "2026-11-21"}, "pass"),
    Row("Första dagen räknas", {}, {"open_from": "2026-11-21"}, "pass"),
    Row("Inte pausad räcker", {}, {"paused": False}, "pass"),
    Row(
        "Pausad",
        {},
        {"paused": True, "open_from": "2026-11-01"},
        "fail",
        remedy="employer: platsen öppnas igen efter pausen",
    ),
    Row(
        "Stängde i går",
        {},
        {"open_until": "2026-11-20"},
        "fail",
        remedy="employer: platsen hålls öppen till 2026-11-21 eller längre",
    ),
    Row(
        "Öppnar i morgon",
        {},
        {"open_from": "2026-11-22"},
        "fail",
        remedy="employer: platsen öppnar redan nu, inte först 2026-11-22",
    ),
    Row(
        "Pausad och stängd: två ändringar",
        {},
        {"paused": True, "open_until": "2026-11-20"},
        "fail",
        remedy="employer: platsen öppnas igen efter pausen; platsen hålls öppen till 2026-11-21 eller längre",
    ),
    Row(
        "Inget sagt",
        {},
        {},
        "unknown",
        asks=("slot.open_from", "slot.open_until", "slot.paused"),
    ),
    Row(
        "Ingen dag att fråga om",
        {},
        {"open_until": "2026-11-20"},
        "unknown",
        asks=("slot.open_from", "slot.open_until", "slot.paused"),
        context={"date": None},
    ),
]
