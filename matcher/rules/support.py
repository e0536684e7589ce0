"""Rule `support`: the place offers the support that the participant needs."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, bits, known
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, in_order, remedy, smallest, verdict
from matcher.vocabulary import SUPPORTS, Label
from matcher.wording import message

ID: Final = "support"
SOURCE: Final = "Arbetsmiljölagen (1977:1160) 3 kap. 3 §; platsens uppgifter om stöd"
ORDER: Final = tuple(SUPPORTS)
EVERY: Final = (1 << len(ORDER)) - 1


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge what is needed against what is offered."""
    needs, offers = person.record.needs, place.record.offers
    needed, held = in_order(needs, ORDER), in_order(offers, ORDER)
    if needs is None:
        asks = ("participant.needs",)
        return verdict(
            ID, "unknown", message("support.unknown_participant"), SOURCE, needed=needed, held=held, asks=asks
        )
    if not needs:
        return verdict(ID, "pass", message("support.none"), SOURCE, needed=needed, held=held)
    labels = tuple(SUPPORTS[code] for code in ORDER if code in needs)
    if offers is None:
        text = message("support.unknown_slot", needs=labels)
        return verdict(ID, "unknown", text, SOURCE, needed=needed, held=held, asks=("slot.offers",))
    missing = [code for code in ORDER if code in needs - offers]
    if not missing:
        return verdict(ID, "pass", message("support.pass", needs=labels), SOURCE, needed=needed, held=held)
    more = []
    offered = offers
    for code in missing:
        offered |= {code}
        more.append(
            Change(ID, "employer", message("support.offer", support=SUPPORTS[code]), "slot.offers", offered)
        )
    text = message("support.fail", missing=tuple(SUPPORTS[code] for code in missing))
    return verdict(
        ID, "fail", text, SOURCE, needed=needed, held=held, remedies=smallest(remedy("employer", *more))
    )


def person_columns(persons: Sequence[Person], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Needs as bits (none where unknown)."""
    needs = [p.record.needs for p in persons]
    return {"needs": bits(needs, ORDER, 0, np.uint8), "needs_known": known(needs)}


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Offers as bits (all where unstated)."""
    offers = [p.record.offers for p in places]
    return {"offers": bits(offers, ORDER, EVERY, np.uint8), "offers_known": known(offers)}


def fails(pairs: Pairs) -> Bools:
    """Say where something needed is not offered."""
    failing: Bools = (pairs.p["needs"] & ~pairs.s["offers"]) != 0
    return failing


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask what support is needed."""
    return {"needs": np.broadcast_to(~pairs.p["needs_known"], pairs.shape)}


def changes(pairs: Pairs) -> Array:
    """Each support to offer is a change."""
    return np.bitwise_count(pairs.p["needs"] & ~pairs.s["offers"])


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the employer offer what is needed."""
    p, s = pairs.p, pairs.s
    gained = where & ((p["needs"] & ~s["offers"] & (1 << ORDER.index("study_time"))) != 0)
    s["study_time"] = s["study_time"] | gained
    s["offers"] = np.where(where, s["offers"] | p["needs"], s["offers"])


RULE: Final = Rule(
    ID,
    Label("stöd", "support"),
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
