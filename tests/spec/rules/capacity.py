"""Rule `capacity`."""

from tests.spec.tables import Row

ROWS = [
    Row("En av två är ledig", {}, {"capacity": 2, "filled": 1}, "pass"),
    Row("Full", {}, {"capacity": 2, "filled": 2}, "fail", remedy="employer: en plats till (nu 2)"),
    Row("Överfull", {}, {"capacity": 1, "filled": 3}, "fail", remedy="employer: en plats till (nu 1)"),
    Row("Ingen plats alls", {}, {"capacity": 0}, "fail", remedy="employer: en plats till (nu 0)"),
    Row("Antal tagna är inte känt", {}, {"capacity": 2}, "unknown", asks=("slot.filled",)),
    Row("Antal platser är inte känt", {}, {"filled": 1}, "unknown", asks=("slot.capacity",)),
    Row("Inget sagt", {}, {}, "unknown", asks=("slot.capacity", "slot.filled")),
]
