"""Empty tables to fill in: the header of each kind of record and one example row."""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Final

from data.loaders.columns import LAYOUTS, Kind

_EXAMPLES: Final[Mapping[Kind, Mapping[str, str]]] = {
    "participants": {
        "id": "D-1001",
        "municipality": "0180",
        "postcode": "123 45",
        "skills": "kassa|truck:3",
        "experience": "städare|lagerarbetare:4:SO",
        "swedish_spoken": "B1",
        "swedish_written": "A2",
        "languages": "ar|so",
        "licences": "B",
        "certificates": "truckkort",
        "goals": "arbeta på lager",
        "goal_occupations": "lagerarbetare",
        "available_from": "2026-12-01",
        "hours_per_week": "30",
        "hours_start": "12,5",
        "days": "mån-fre",
        "earliest": "08:00",
        "latest": "16:30",
        "study_hours": "8",
        "travel_max_minutes": "45",
        "travel_modes": "public|cycle",
        "cannot": "tunga lyft",
        "needs": "inga",
        "excluded_employers": "inga",
        "under_18": "nej",
        "priority": "1",
    },
    "slots": {
        "id": "P-2001",
        "employer_id": "A-301",
        "employer_name": "Exempelbolaget",
        "title": "Medarbetare på lager",
        "occupation": "4322",
        "tasks": "Plocka och packa varor och hålla ordning på lagret.",
        "required_skills": "inga",
        "desired_skills": "truck|datorvana",
        "min_swedish_spoken": "A2",
        "language_support": "ja",
        "licences_required": "inga",
        "licences_desired": "B",
        "certificates_required": "inga",
        "municipality": "0180",
        "postcode": "123 45",
        "start": "2026-12-01",
        "end": "2027-05-31",
        "hours_min": "10",
        "hours_max": "37,5",
        "soft_start": "ja",
        "days": "mån-fre",
        "start_time": "07:30",
        "end_time": "16:00",
        "capacity": "2",
        "filled": "0",
        "conditions": "tunga lyft|mycket stående",
        "adaptable": "tunga lyft",
        "offers": "en handledare nära till hands",
        "adults_only": "nej",
        "open_from": "2026-11-01",
        "open_until": "2027-02-28",
        "paused": "nej",
        "employer_placements": "12",
        "employer_completed": "9",
        "employer_hired": "4",
    },
    "placements": {
        "id": "H-1",
        "participant_id": "D-1001",
        "slot_id": "P-2001",
        "suggested_on": "2026-01-12",
        "started_on": "2026-02-02",
        "ended_on": "2026-05-29",
        "outcome": "hired",
        "reason": "Fick anställning på platsen.",
    },
}


def template(kind: Kind) -> str:
    """Give the header line and one example row as CSV with ``;``.

    Write it as UTF-8 with a byte order mark, and Swedish Excel opens it right.
    """
    columns = list(LAYOUTS[kind].readers)
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerow([_EXAMPLES[kind].get(column, "") for column in columns])
    return out.getvalue()
