"""Rule `licence`: all classes and what each implies, from the directive and körkortslagen."""

from matcher.licences import CLASSES
from tests.spec.tables import Row

IMPLIED = {
    "AM": "AM",
    "A1": "A1 AM",
    "A2": "A2 A1 AM",
    "A": "A A2 A1 AM",
    "B": "B AM",
    "B96": "B96 B AM",
    "BE": "BE B96 B AM",
    "C1": "C1 B AM",
    "C1E": "C1E C1 BE B96 B AM",
    "C": "C C1 B AM",
    "CE": "CE C C1E C1 BE B96 B AM",
    "D1": "D1 B AM",
    "D1E": "D1E D1 BE B96 B AM",
    "D": "D D1 B AM",
    "DE": "DE D D1E D1 BE B96 B AM",
}
"""Written out by hand: what the holder of each class may drive."""

ROWS = [
    *(
        Row(f"{held} ger {needed}", {"licences": [held]}, {"licences_required": [needed]}, "pass")
        for held, implied in IMPLIED.items()
        for needed in implied.split()
    ),
    *(
        Row(
            f"{held} ger inte {needed}",
            {"licences": [held]},
            {"licences_required": [needed]},
            "fail",
            remedy=f"participant: {needed}-körkort",
        )
        for held, implied in IMPLIED.items()
        for needed in CLASSES
        if needed not in implied.split()
    ),
    Row("CE och D tillsammans ger DE", {"licences": ["CE", "D"]}, {"licences_required": ["DE"]}, "pass"),
    Row(
        "C och D tillsammans ger inte DE",
        {"licences": ["C", "D"]},
        {"licences_required": ["DE"]},
        "fail",
        remedy="participant: DE-körkort",
    ),
    Row("”körkort” betyder B", {"licences": ["B"]}, {"licences_required": ["körkort"]}, "pass"),
    Row("”B-körkort” betyder B", {"licences": ["B-körkort"]}, {"licences_required": ["B"]}, "pass"),
    Row(
        "Två klasser fattas: arbetsgivaren kan släppa kravet i en ändring",
        {"licences": []},
        {"licences_required": ["A", "B"]},
        "fail",
        remedy="employer: platsen släpper kravet på körkort A och B",
    ),
    Row(
        "En klass som ger båda räcker",
        {"licences": []},
        {"licences_required": ["B", "C"]},
        "fail",
        remedy="participant: C-körkort",
    ),
    Row(
        "Känt att körkort saknas",
        {"licences": []},
        {"licences_required": ["B"]},
        "fail",
        remedy="participant: B-körkort",
    ),
    Row(
        "Inte känt om det finns körkort",
        {},
        {"licences_required": ["B"]},
        "unknown",
        asks=("participant.licences",),
    ),
    Row("Platsen kräver inget körkort", {}, {"licences_required": []}, "pass"),
    Row(
        "Platsen säger inget",
        {"licences": ["B"]},
        {},
        "unknown",
        asks=("slot.licences_required",),
    ),
]
