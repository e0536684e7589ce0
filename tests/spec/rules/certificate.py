"""Rule `certificate`; the context says that truckförarbevis and truckkort are one."""

from tests.spec.tables import Row

TRUCK = {"certificates_required": ["truckkort"]}

ROWS = [
    Row("Samma ord", {"certificates": ["truckkort"]}, TRUCK, "pass"),
    Row("Ett annat ord för samma intyg", {"certificates": ["Truckförarbevis"]}, TRUCK, "pass"),
    Row("Kort ord i fältet för intyg", {"certificates": ["truck"]}, TRUCK, "pass"),
    Row("Intyget står bland färdigheterna", {"certificates": [], "skills": ["truckkort"]}, TRUCK, "pass"),
    Row(
        "Vana av truck är inget intyg",
        {"certificates": [], "skills": ["truck"]},
        TRUCK,
        "fail",
        remedy="participant: intyg: truckkort",
    ),
    Row(
        "Två intyg fattas",
        {"certificates": []},
        {"certificates_required": ["truckkort", "livsmedelshygien"]},
        "fail",
        remedy="employer: platsen släpper kravet på truckkort och hygienutbildning",
    ),
    Row(
        "Ett intyg utanför tabellen jämförs ord för ord",
        {"certificates": ["Heta Arbeten"]},
        {"certificates_required": ["heta arbeten"]},
        "pass",
    ),
    Row("Intygen är inte kända", {}, TRUCK, "unknown", asks=("participant.certificates",)),
    Row("Platsen kräver inget intyg", {}, {"certificates_required": []}, "pass"),
    Row("Platsen säger inget", {"certificates": []}, {}, "unknown", asks=("slot.certificates_required",)),
]
