"""Rule `age`: somebody under 18 may work there.

`under_18` exists for work-environment law alone. Night work that the participant has said no to
is judged by `conditions`, once.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, flags
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.rules.conditions import ORDER
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "age"
SOURCE: Final = "Arbetsmiljölagen (1977:1160) 5 kap. om minderåriga och Arbetsmiljöverkets föreskrifter"
NIGHT: Final = 1 << ORDER.index("night_work")


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge the place's own limit, and night work for minors."""
    young, adults = person.record.under_18, place.record.adults_only
    night = "night_work" in (place.burdens or ())
    needed = {"adults_only": adults, "night_work": night}
    dark = young is True and night and "night_work" not in (person.record.cannot or ())
    closed = young is True and adults is True
    if dark or closed:
        changes = []
        if closed:
            changes.append(Change(ID, "employer", message("age.open"), "slot.adults_only", value=False))
        if dark:
            days = (place.record.adaptable or frozenset()) | {"night_work"}
            changes.append(Change(ID, "employer", message("age.daytime"), "slot.adaptable", days))
        text = message("age.adults_only" if closed else "age.night")
        remedies = smallest(remedy("employer", *changes))
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=young, remedies=remedies)
    if young is None and (adults is True or night):
        return verdict(
            ID,
            "unknown",
            message("age.unknown_participant"),
            SOURCE,
            needed=needed,
            asks=("participant.under_18",),
        )
    if young is not False and adults is None:
        asks = ("slot.adults_only",) if young else ("slot.adults_only", "participant.under_18")
        return verdict(
            ID, "unknown", message("age.unknown_slot"), SOURCE, needed=needed, held=young, asks=asks
        )
    return verdict(ID, "pass", message("age.pass"), SOURCE, needed=needed, held=young)


def person_columns(persons: Sequence[Person], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Whether participants are minors."""
    return {"under_18": flags(p.record.under_18 for p in persons)}


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Whether places take adults only."""
    return {"adults_only": flags(p.record.adults_only for p in places)}


def _parts(pairs: Pairs) -> tuple[Bools, Bools]:
    young = pairs.p["under_18"] == 1
    if not young.any():
        nobody = np.zeros(pairs.shape, dtype=np.bool_)
        return nobody, nobody
    night = (pairs.s["burdens"] & ~pairs.p["cannot"] & NIGHT) != 0
    return young & (pairs.s["adults_only"] == 1), young & night


def fails(pairs: Pairs) -> Bools:
    """Say where a minor may not work."""
    closed, night = _parts(pairs)
    return closed | night


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask whether the participant is under 18 where it decides."""
    s = pairs.s
    return {"under_18": (pairs.p["under_18"] < 0) & ((s["adults_only"] != 0) | ((s["burdens"] & NIGHT) != 0))}


def changes(pairs: Pairs) -> Array:
    """Count opening the place to minors as one change, moving the work to daytime as another."""
    closed, night = _parts(pairs)
    return closed.astype("int8") + night


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the employer move the work to daytime."""
    night = where & _parts(pairs)[1]
    burdens = pairs.s["burdens"]
    pairs.s["burdens"] = burdens & ~(night * burdens.dtype.type(NIGHT))


RULE: Final = Rule(
    ID,
    Label("ålder", "age"),
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
