"""Rule `age`: for work-environment law alone."""

from tests.spec.tables import Row

ROWS = [
    Row("Vuxen på en plats för vuxna", {"under_18": False}, {"adults_only": True}, "pass"),
    Row("Vuxen, och platsen säger inget", {"under_18": False}, {}, "pass"),
    Row("Ung på en plats som tar emot unga", {"under_18": True}, {"adults_only": False}, "pass"),
    Row(
        "Ung på en plats för vuxna",
        {"under_18": True},
        {"adults_only": True},
        "fail",
        remedy="employer: platsen tar emot den som är under 18 år, efter riskbedömning",
    ),
    Row(
        "Ung och nattarbete",
        {"under_18": True},
        {"adults_only": False, "conditions": ["night_work"]},
        "fail",
        remedy="employer: arbete på dagen i stället för natten",
    ),
    Row(
        "Ung på en plats för vuxna med nattarbete",
        {"under_18": True},
        {"adults_only": True, "conditions": ["night_work"]},
        "fail",
        remedy="employer: platsen tar emot den som är under 18 år, efter riskbedömning; "
        "arbete på dagen i stället för natten",
    ),
    Row(
        "Nattarbete som arbetsgivaren kan ta bort",
        {"under_18": True},
        {"adults_only": False, "conditions": ["night_work"], "adaptable": ["night_work"]},
        "pass",
    ),
    Row(
        "Åldern är inte känd på en plats för vuxna",
        {},
        {"adults_only": True},
        "unknown",
        asks=("participant.under_18",),
    ),
    Row(
        "Åldern är inte känd vid nattarbete",
        {},
        {"adults_only": False, "conditions": ["night_work"]},
        "unknown",
        asks=("participant.under_18",),
    ),
    Row("Åldern är inte känd, men unga tas emot", {}, {"adults_only": False}, "pass"),
    Row("Ung, och platsen säger inget", {"under_18": True}, {}, "unknown", asks=("slot.adults_only",)),
    Row("Inget känt", {}, {}, "unknown", asks=("slot.adults_only", "participant.under_18")),
]
