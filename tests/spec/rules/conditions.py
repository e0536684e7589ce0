"""Rule `conditions`."""

from tests.spec.tables import Row

ROWS = [
    Row("Inget krockar", {"cannot": ["heights"]}, {"conditions": ["noise"]}, "pass"),
    Row(
        "Tunga lyft går inte",
        {"cannot": ["heavy_lifting"]},
        {"conditions": ["heavy_lifting", "noise"]},
        "fail",
        remedy="employer: anpassning så att tunga lyft inte ingår",
    ),
    Row(
        "Två förhållanden går inte",
        {"cannot": ["heavy_lifting", "noise"]},
        {"conditions": ["heavy_lifting", "noise"]},
        "fail",
        remedy="employer: anpassning så att tunga lyft inte ingår; anpassning så att buller inte ingår",
    ),
    Row(
        "Det arbetsgivaren kan ta bort räknas inte",
        {"cannot": ["noise"]},
        {"conditions": ["noise"], "adaptable": ["noise"]},
        "pass",
    ),
    Row(
        "Inte känt vad deltagaren inte kan",
        {},
        {"conditions": ["noise"]},
        "unknown",
        asks=("participant.cannot",),
    ),
    Row("Deltagaren kan allt", {"cannot": []}, {"conditions": ["noise"]}, "pass"),
    Row("Deltagaren kan allt, och platsen säger inget", {"cannot": []}, {}, "pass"),
    Row("Inget särskilt i arbetet", {}, {"conditions": []}, "pass"),
    Row("Platsen säger inget", {"cannot": ["noise"]}, {}, "unknown", asks=("slot.conditions",)),
]
