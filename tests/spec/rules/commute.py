"""Rule `commute`. Bus or train: 12 minutes and 32 km/h; walking: 5 km/h; the way is 1.25–1.3 times longer.

From 55.600 13.000 to 55.645 13.000 it is 5.0 km: 24 minutes by bus, 75 on foot, 27 by bicycle, 12 by car.
"""

from matcher import Travel
from tests.builders import SEATS
from tests.spec.tables import Row

HOME = {"lat": 55.6, "lon": 13.0}
THERE = {"lat": 55.645, "lon": 13.0}
BUS = {**HOME, "travel_modes": ["public"]}
OWN = {
    "travel": Travel(
        seats=SEATS,
        minutes={
            ("1280", "1281"): {"public": 38},
            ("21120", "1281"): {"public": 55},
            ("21120", "22222"): {"public": 45},
        },
    )
}

ROWS = [
    Row("24 minuter med buss, gränsen är 24", {**BUS, "travel_max_minutes": 24}, THERE, "pass"),
    Row(
        "En minut mindre räcker inte",
        {**BUS, "travel_max_minutes": 23},
        THERE,
        "fail",
        remedy="participant: resväg på upp till 24 min (nu 23 min)",
    ),
    Row("Bil går fortare", {**HOME, "travel_modes": ["car"], "travel_max_minutes": 12}, THERE, "pass"),
    Row(
        "Till fots tar det 75 minuter",
        {**HOME, "travel_modes": ["walk"], "travel_max_minutes": 60},
        THERE,
        "fail",
        remedy="participant: resväg på upp till 75 min (nu 60 min)",
    ),
    Row(
        "Det snabbaste färdsättet räknas",
        {**HOME, "travel_modes": ["walk", "cycle"], "travel_max_minutes": 30},
        THERE,
        "pass",
    ),
    Row(
        "Färdsätt inte känt: buss antas, men bil kan gå",
        {**HOME, "travel_max_minutes": 20},
        THERE,
        "unknown",
        asks=("participant.travel_modes",),
    ),
    Row("Färdsätt inte känt, och bussen räcker", {**HOME, "travel_max_minutes": 30}, THERE, "pass"),
    Row(
        "Inget sätt att resa: inget hjälper",
        {**HOME, "travel_modes": [], "travel_max_minutes": 60},
        THERE,
        "fail",
    ),
    Row(
        "Längre bort än en dag till fots: inget hjälper",
        {**HOME, "travel_modes": ["walk"], "travel_max_minutes": 60},
        {"lat": 65.584, "lon": 22.157},
        "fail",
    ),
    Row(
        "Bara kommunen är känd: vägen kan vara kortare eller längre",
        {"municipality": "1280", "travel_modes": ["public"], "travel_max_minutes": 30},
        {"municipality": "1280"},
        "unknown",
        asks=("participant.lat", "slot.lat"),
    ),
    Row(
        "Samma kommun, lång gräns",
        {"municipality": "1280", "travel_modes": ["public"], "travel_max_minutes": 60},
        {"municipality": "1280"},
        "pass",
    ),
    Row(
        "Kommunens egen restidstabell går före",
        {"municipality": "1280", "travel_modes": ["public"], "travel_max_minutes": 40},
        {"municipality": "1281"},
        "pass",
        context=OWN,
    ),
    Row(
        "I tabellen går postnummer före kommun",
        {
            "municipality": "1280",
            "postcode": "21120",
            "travel_modes": ["public"],
            "travel_max_minutes": 40,
        },
        {"municipality": "1281"},
        "fail",
        remedy="participant: resväg på upp till 55 min (nu 40 min)",
        context=OWN,
    ),
    Row(
        "Tabellen räcker också där ingen punkt är känd, för de färdsätt som den har",
        {"postcode": "21120", "travel_modes": ["public", "walk"], "travel_max_minutes": 45},
        {"postcode": "22222"},
        "pass",
        context=OWN,
    ),
    Row(
        "Gränsen är inte känd",
        BUS,
        THERE,
        "unknown",
        asks=("participant.travel_max_minutes",),
        text="Resan tar ungefär 24 min med buss eller tåg. Det är inte känt hur långt deltagaren kan resa.",
    ),
    Row(
        "Gränsen är inte känd, och inget sätt att resa",
        {**HOME, "travel_modes": []},
        THERE,
        "unknown",
        asks=("participant.travel_max_minutes",),
        text="Det är inte känt hur långt deltagaren kan resa.",
    ),
    Row(
        "Var deltagaren bor är inte känt",
        {"travel_modes": ["public"], "travel_max_minutes": 30},
        THERE,
        "unknown",
        asks=("participant.municipality",),
        text="Det är inte känt var deltagaren bor.",
    ),
    Row(
        "Ingenting känt om deltagaren",
        {},
        THERE,
        "unknown",
        asks=("participant.travel_max_minutes", "participant.municipality"),
        text="Det är inte känt var deltagaren bor eller hur långt deltagaren kan resa.",
    ),
    Row("Platsens läge är inte känt", BUS, {}, "unknown", asks=("slot.municipality",)),
    Row(
        "En kommun som inte finns i tabellen är inte känd",
        {**BUS, "travel_max_minutes": 30},
        {"municipality": "9999"},
        "unknown",
        asks=("slot.municipality",),
    ),
]
