"""Rule `language`: speech and writing apart, plus levels, SFI courses, language support."""

from matcher.levels import Cefr
from tests.spec.tables import Row

B1 = {"min_swedish_spoken": "B1"}
BOTH = {"min_swedish_spoken": "B1", "min_swedish_written": "A2"}

ROWS = [
    Row("Precis rätt nivå", {"swedish_spoken": "B1"}, B1, "pass"),
    Row("Högre nivå", {"swedish_spoken": "C1"}, B1, "pass"),
    Row(
        "A2+ ligger under B1",
        {"swedish_spoken": "A2+"},
        B1,
        "fail",
        remedy="participant: svenska B1 i tal (nu A2+)",
    ),
    Row("B1+ ligger över B1", {"swedish_spoken": "B1+"}, B1, "pass"),
    Row(
        "Tal räcker, skrift räcker inte",
        {"swedish_spoken": "B1", "swedish_written": "A1"},
        BOTH,
        "fail",
        remedy="participant: svenska A2 i skrift (nu A1)",
    ),
    Row(
        "Båda en nivå för låga: språkstöd räcker",
        {"swedish_spoken": "A2", "swedish_written": "A1"},
        BOTH,
        "fail",
        remedy="employer: platsen ger språkstöd",
    ),
    Row(
        "Båda långt under",
        {"swedish_spoken": "0", "swedish_written": "0"},
        BOTH,
        "fail",
        remedy="participant: svenska B1 i tal (nu ingen); svenska A2 i skrift (nu ingen)",
    ),
    Row(
        "Språkstöd sänker kravet en nivå", {"swedish_spoken": "A2"}, {**B1, "language_support": True}, "pass"
    ),
    Row(
        "Språkstöd sänker bara en nivå",
        {"swedish_spoken": "A1+"},
        {**B1, "language_support": True},
        "fail",
        remedy="participant: svenska A2 i tal (nu A1+)",
    ),
    Row(
        "Språkstöd kan ta bort hela kravet",
        {"swedish_spoken": "0"},
        {"min_swedish_spoken": "A1", "language_support": True},
        "pass",
    ),
    Row("Sfi D svarar mot B1+", {"sfi_passed": "D"}, {"min_swedish_spoken": "B1+"}, "pass"),
    Row(
        "Sfi C svarar mot A2+",
        {"sfi_passed": "C"},
        B1,
        "fail",
        remedy="participant: svenska B1 i tal (nu A2+)",
    ),
    Row("Sfi B svarar mot A2", {"sfi_passed": "B"}, {"min_swedish_written": "A2"}, "pass"),
    Row("Sfi A svarar mot A1", {"sfi_passed": "A"}, {"min_swedish_spoken": "A1"}, "pass"),
    Row(
        "Kommunen kan byta tabellen",
        {"sfi_passed": "C"},
        B1,
        "pass",
        context={"sfi": {"C": Cefr.B1}},
    ),
    Row(
        "En känd nivå går före sfi-kursen",
        {"sfi_passed": "D", "swedish_spoken": "A1"},
        B1,
        "fail",
        remedy="participant: svenska B1 i tal (nu A1)",
    ),
    Row(
        "Nivån är inte känd",
        {},
        BOTH,
        "unknown",
        asks=("participant.swedish_spoken", "participant.swedish_written"),
    ),
    Row(
        "En del är inte känd, den andra räcker inte",
        {"swedish_written": "0"},
        BOTH,
        "fail",
        remedy="participant: svenska A2 i skrift (nu ingen)",
    ),
    Row("Ingen svenska krävs", {}, {"min_swedish_spoken": "0"}, "pass"),
    Row(
        "Platsen säger inget",
        {"swedish_spoken": "C2"},
        {},
        "unknown",
        asks=("slot.min_swedish_spoken", "slot.min_swedish_written"),
    ),
]
