"""What happened to a municipality in a simulation, counted beside the store as it happened."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from data.reference import placement_reasons
from service.placing.states import AFTER, SIDES, STATES, STEPS


@dataclass
class Lived:
    """What happened in all those years.

    Attributes
    ----------
    diary : participant → (outcome, day it was known, day it began) of each placement, noted as it happened.
    faults : what was not as it must be, with the day.
    """

    days: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    meetings: int = 0
    erased: int = 0
    diary: dict[str, dict[str, tuple[str, date | None]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def never(self) -> list[str]:
        """List the states, steps, sides, reasons and outcomes that never occurred."""
        asked = {
            "states": STATES,
            "steps": [one for one in STEPS if one != "adopt"],
            "sides": SIDES,
            "reasons": placement_reasons(),
            "outcomes": (*AFTER, "no_show", "declined_by_employer", "declined_by_participant", "ongoing"),
        }
        return [
            f"{name}: {code}"
            for name, codes in asked.items()
            for code in codes
            if not getattr(self, name)[code]
        ]
