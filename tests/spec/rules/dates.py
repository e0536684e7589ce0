"""Rule `dates`, on 2026-11-21."""

from tests.spec.tables import Row

FROM_DECEMBER = {"available_from": "2026-12-01", "available_to": "2027-03-31"}

ROWS = [
    Row("Tiderna delar en period", FROM_DECEMBER, {"start": "2027-01-11", "end": "2027-06-30"}, "pass"),
    Row("De delar en enda dag", FROM_DECEMBER, {"start": "2027-03-31", "end": "2027-06-30"}, "pass"),
    Row("Utan slut fortsätter båda", {"available_from": "2027-05-01"}, {"start": "2026-12-01"}, "pass"),
    Row(
        "Deltagaren kan börja först när platsen är slut",
        {"available_from": "2027-02-01"},
        {"start": "2026-12-01", "end": "2027-01-31"},
        "fail",
        remedy="participant: möjlighet att börja senast 2027-01-31",
    ),
    Row(
        "Platsen börjar när deltagarens tid är slut",
        FROM_DECEMBER,
        {"start": "2027-04-01", "end": "2027-06-30"},
        "fail",
        remedy="participant: möjlighet att vara kvar till 2027-04-01",
    ),
    Row(
        "Platsen är redan slut: bara arbetsgivaren kan förlänga",
        {"available_from": "2026-10-01"},
        {"start": "2026-09-01", "end": "2026-11-20"},
        "fail",
        remedy="employer: platsen finns kvar till 2026-11-21 eller längre",
    ),
    Row(
        "Båda tiderna är slut: ingen kan ensam ändra det",
        {"available_from": "2026-10-01", "available_to": "2026-11-01"},
        {"start": "2026-09-01", "end": "2026-11-20"},
        "fail",
    ),
    Row(
        "Deltagarens egen tid är slut",
        {"available_to": "2026-11-20"},
        {},
        "fail",
        remedy="participant: möjlighet att vara kvar till 2026-11-21",
    ),
    Row(
        "Platsen börjar efter sitt eget slut",
        {"available_from": "2026-12-01"},
        {"start": "2027-03-01", "end": "2027-01-01"},
        "fail",
        remedy="employer: platsen finns kvar till 2027-03-01 eller längre",
    ),
    Row(
        "Arbetsgivaren flyttar både start och slut",
        {"available_from": "2027-02-01", "available_to": "2027-01-15"},
        {"start": "2027-01-20", "end": "2027-01-25"},
        "fail",
        remedy="participant: möjlighet att börja senast 2027-01-25; möjlighet att vara kvar till 2027-01-25",
    ),
    Row("Platsens start är inte känd", FROM_DECEMBER, {}, "unknown", asks=("slot.start",)),
    Row(
        "Deltagarens start är inte känd",
        {},
        {"start": "2027-01-11"},
        "unknown",
        asks=("participant.available_from",),
    ),
    Row(
        "Utan dag gäller bara de två tiderna",
        {"available_from": "2020-01-01", "available_to": "2020-06-01"},
        {"start": "2020-02-01"},
        "pass",
        context={"date": None},
    ),
]
