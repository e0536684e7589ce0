"""What those who find places see of a person whom a coach has shared for a place.

How the person fits the place, but neither work conditions nor support: those may tell of somebody's health,
and stay between the coach and the participant.
"""

from typing import Any, Final

from matcher.results import Candidates

KEPT_BACK: Final = frozenset({"conditions", "support"})
"""Rules and factors about what may tell of health."""

INSTEAD: Final = "Visas bara för deltagarens coach."


def fit(candidates: Candidates) -> dict[str, Any]:
    """Give the object of `candidates` without what may tell of health; the points still add up."""
    found = candidates.to_dict()
    for suggestion in found["suggestions"]:
        suggestion["requirements"] = [
            one for one in suggestion["requirements"] if one["rule"] not in KEPT_BACK
        ]
        for part in suggestion["contributions"]:
            if part["factor"] in KEPT_BACK:
                part["text"] = INSTEAD
    found["near_misses"] = [
        miss
        for miss in found["near_misses"]
        if not KEPT_BACK & {change["rule"] for change in miss["changes"]}
    ]
    return found
