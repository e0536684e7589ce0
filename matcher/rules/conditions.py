"""Rule `conditions`: the work has no conditions that the participant cannot work in.

Only work is described, never health. What the employer can take away does not count.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, bits, known
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, in_order, remedy, smallest, verdict
from matcher.vocabulary import CONDITIONS, Label
from matcher.wording import message

ID: Final = "conditions"
SOURCE: Final = "Arbetsmiljölagen (1977:1160) 2 kap. 1 § och 3 kap. 3 §: arbetet anpassas till människan"
ORDER: Final = tuple(CONDITIONS)


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge the conditions that remain against those that the participant cannot work in."""
    cannot, stated, left = person.record.cannot, place.record.conditions, place.burdens
    needed, held = in_order(left, ORDER), in_order(cannot, ORDER)
    if stated is None or left is None:
        if cannot is not None and not cannot:
            return verdict(ID, "pass", message("conditions.free"), SOURCE, needed=needed, held=held)
        asks = ("slot.conditions",)
        return verdict(
            ID, "unknown", message("conditions.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    adapted = tuple(CONDITIONS[code] for code in ORDER if code in (stated - left) & (cannot or frozenset()))
    if not left and not adapted:
        return verdict(ID, "pass", message("conditions.none"), SOURCE, needed=needed, held=held)
    labels = tuple(CONDITIONS[code] for code in ORDER if code in left)
    if cannot is None:
        text = message("conditions.unknown_participant", conditions=labels)
        return verdict(ID, "unknown", text, SOURCE, needed=needed, held=held, asks=("participant.cannot",))
    clash = [code for code in ORDER if code in left & cannot]
    if not clash:
        text = message("conditions.adapted", conditions=adapted) if adapted else message("conditions.pass")
        return verdict(ID, "pass", text, SOURCE, needed=needed, held=held)
    away = []
    adaptable = place.record.adaptable or frozenset()
    for code in clash:
        adaptable |= {code}
        text = message("conditions.take_away", condition=CONDITIONS[code])
        away.append(Change(ID, "employer", text, "slot.adaptable", adaptable))
    text = message("conditions.fail", conditions=tuple(CONDITIONS[code] for code in clash))
    return verdict(
        ID, "fail", text, SOURCE, needed=needed, held=held, remedies=smallest(remedy("employer", *away))
    )


def person_columns(persons: Sequence[Person], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Write what participants cannot work in as bits (none where unknown)."""
    cannot = [p.record.cannot for p in persons]
    return {"cannot": bits(cannot, ORDER, 0), "cannot_known": known(cannot)}


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Write what remains of the conditions of places as bits (none where unstated)."""
    return {
        "burdens": bits((p.burdens for p in places), ORDER, 0),
        "burdens_known": known(p.burdens for p in places),
    }


def fails(pairs: Pairs) -> Bools:
    """Say where a condition remains that the participant cannot work in."""
    failing: Bools = (pairs.s["burdens"] & pairs.p["cannot"]) != 0
    return failing


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask what the participant cannot work in, where the place has conditions."""
    return {"cannot": (pairs.s["burdens"] != 0) & ~pairs.p["cannot_known"]}


def changes(pairs: Pairs) -> Array:
    """Each condition to take away is a change."""
    return np.bitwise_count(pairs.s["burdens"] & pairs.p["cannot"])


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the employer take the conditions away."""
    burdens = pairs.s["burdens"]
    pairs.s["burdens"] = np.where(where, burdens & ~pairs.p["cannot"], burdens)


RULE: Final = Rule(
    ID,
    Label("arbetsförhållanden", "work conditions"),
    SOURCE,
    judge,
    place_columns,
    person_columns,
    fails,
    asks,
    changes,
    opened,
    quick=fails,
)
