"""Rule `support`."""

from tests.spec.tables import Row

ROWS = [
    Row("Stödet erbjuds", {"needs": ["interpreter"]}, {"offers": ["interpreter", "quiet_space"]}, "pass"),
    Row(
        "Ett stöd fattas",
        {"needs": ["interpreter", "quiet_space"]},
        {"offers": ["quiet_space"]},
        "fail",
        remedy="employer: platsen erbjuder tolk",
    ),
    Row(
        "Två stöd fattas",
        {"needs": ["interpreter", "quiet_space"]},
        {"offers": []},
        "fail",
        remedy="employer: platsen erbjuder en lugn plats; platsen erbjuder tolk",
    ),
    Row("Inget stöd behövs", {"needs": []}, {}, "pass"),
    Row("Inte känt vad som behövs", {}, {"offers": []}, "unknown", asks=("participant.needs",)),
    Row("Inte känt vad som erbjuds", {"needs": ["interpreter"]}, {}, "unknown", asks=("slot.offers",)),
]
