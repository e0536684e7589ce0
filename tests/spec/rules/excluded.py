"""Rule `excluded`: nobody is asked to take such a no back."""

from tests.spec.tables import Row

ROWS = [
    Row("En annan arbetsgivare är bortvald", {"excluded_employers": ["e9"]}, {"employer_id": "e1"}, "pass"),
    Row("Arbetsgivaren är bortvald", {"excluded_employers": ["e1"]}, {"employer_id": "e1"}, "fail"),
    Row("Ingen är bortvald", {"excluded_employers": []}, {}, "pass"),
    Row(
        "Inte känt om någon är bortvald",
        {},
        {"employer_id": "e1"},
        "unknown",
        asks=("participant.excluded_employers",),
    ),
    Row(
        "Platsens arbetsgivare är inte känd",
        {"excluded_employers": ["e1"]},
        {},
        "unknown",
        asks=("slot.employer_id",),
    ),
]
