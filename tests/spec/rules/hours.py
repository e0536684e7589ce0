"""Rule `hours`."""

from tests.spec.tables import Row

STUDIES = {"hours_min": 40, "offers": ["study_time"]}

ROWS = [
    Row("Precis så många timmar", {"hours_per_week": 20}, {"hours_min": 20}, "pass"),
    Row(
        "För få timmar",
        {"hours_per_week": 15},
        {"hours_min": 20},
        "fail",
        remedy="participant: fler timmar (minst 20 i veckan)",
    ),
    Row("En fjärdedel får vara studier", {"hours_per_week": 30, "study_hours": 10}, STUDIES, "pass"),
    Row(
        "Mer än en fjärdedel räknas inte",
        {"hours_per_week": 29, "study_hours": 20},
        STUDIES,
        "fail",
        remedy="participant: fler timmar (minst 40 i veckan)",
    ),
    Row(
        "Studier räknas bara där platsen ger tid för dem",
        {"hours_per_week": 30, "study_hours": 10},
        {"hours_min": 40},
        "fail",
        remedy="participant: fler timmar (minst 40 i veckan)",
    ),
    Row(
        "Studierna är inte kända men kan räcka",
        {"hours_per_week": 30},
        STUDIES,
        "unknown",
        asks=("participant.study_hours",),
    ),
    Row(
        "Mjuk start där platsen tillåter det",
        {"hours_per_week": 30, "hours_start": 10},
        {"hours_min": 20, "soft_start": True},
        "pass",
    ),
    Row(
        "Mjuk start är inte känd på platsen",
        {"hours_per_week": 30, "hours_start": 10},
        {"hours_min": 20},
        "pass",
    ),
    Row(
        "Platsen tillåter inte mjuk start",
        {"hours_per_week": 30, "hours_start": 10},
        {"hours_min": 20, "soft_start": False},
        "fail",
        remedy="employer: platsen låter deltagaren börja med färre timmar",
    ),
    Row(
        "För få timmar och för brant start",
        {"hours_per_week": 15, "hours_start": 10},
        {"hours_min": 20, "soft_start": False},
        "fail",
        remedy="employer: platsen nöjer sig med färre timmar (10 i veckan)",
    ),
    Row(
        "Timmarna är inte kända, men starten är för brant",
        {"hours_start": 10},
        {"hours_min": 20, "soft_start": False},
        "fail",
        remedy="employer: platsen låter deltagaren börja med färre timmar",
    ),
    Row(
        "Deltagarens timmar är inte kända",
        {},
        {"hours_min": 20},
        "unknown",
        asks=("participant.hours_per_week",),
    ),
    Row("Platsen kräver noll timmar", {}, {"hours_min": 0}, "pass"),
    Row("Platsens timmar är inte kända", {"hours_per_week": 20}, {}, "unknown", asks=("slot.hours_min",)),
]
