"""Rule `licence`: the participant holds the driving licences that the place requires."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, bits, known
from matcher.facts import Person, Place, World
from matcher.licences import CLASSES, closure, fewest_missing, names
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "licence"
SOURCE: Final = "Körkortslagen (1998:488) 2 kap. och direktiv 2006/126/EG artikel 6"
EVERY: Final = (1 << len(CLASSES)) - 1


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge the classes required against all that the held ones entitle to."""
    required, own = place.record.licences_required, person.record.licences
    needed = None if required is None else list(names(required))
    held = None if own is None else list(names(own))
    if required is None:
        asks = ("slot.licences_required",)
        return verdict(
            ID, "unknown", message("licence.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    if not required:
        return verdict(ID, "pass", message("licence.none"), SOURCE, needed=needed, held=held)
    if own is None:
        text = message("licence.unknown_participant", needed=names(required))
        return verdict(ID, "unknown", text, SOURCE, needed=needed, held=held, asks=("participant.licences",))
    if required <= closure(own):
        return verdict(
            ID, "pass", message("licence.pass", needed=names(required)), SOURCE, needed=needed, held=held
        )
    missing = fewest_missing(own, required)
    gains = []
    gained = own
    for name in missing:
        gained |= {name}
        gains.append(
            Change(ID, "participant", message("licence.gain", name=name), "participant.licences", gained)
        )
    kept = required & closure(own)
    lacking = names(required - kept)
    waive = Change(ID, "employer", message("licence.waive", lacking=lacking), "slot.licences_required", kept)
    remedies = smallest(remedy("participant", *gains), remedy("employer", waive))
    text = message("licence.fail", needed=names(required), missing=lacking)
    return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)


def person_columns(persons: Sequence[Person], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Classes as bits (all where unknown), and which distinct set each participant holds."""
    own = [p.record.licences for p in persons]
    index = {held: i for i, held in enumerate(dict.fromkeys(own))}
    required = shared["required"]
    shared["missing"] = np.array([[_missing(h, r) for r in required] for h in index], dtype=np.int8)
    shared["gained"] = np.array([[_after(h, r) for r in required] for h in index], dtype=np.uint32)
    return {
        "licences": bits((p.licences for p in persons), CLASSES, EVERY),
        "licences_known": known(own),
        "licence_set": np.array([index[held] for held in own], dtype=np.int32),
    }


def place_columns(places: Sequence[Place], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Classes required as bits (none where unstated), and which distinct set they are."""
    required = [p.record.licences_required for p in places]
    index = {classes: i for i, classes in enumerate(dict.fromkeys(required))}
    shared["required"] = tuple(index)
    return {
        "licences": bits(required, CLASSES, 0),
        "licence_set": np.array([index[classes] for classes in required], dtype=np.int32),
        "desired": bits((p.record.licences_desired for p in places), CLASSES, 0),
    }


def _missing(held: frozenset[str] | None, required: frozenset[str] | None) -> int:
    return len(fewest_missing(held, required)) if held is not None and required else 0


def _after(held: frozenset[str] | None, required: frozenset[str] | None) -> int:
    if held is None or not required:
        return 0
    gained = closure(held | frozenset(fewest_missing(held, required)))
    return sum(1 << CLASSES.index(name) for name in gained)


def fails(pairs: Pairs) -> Bools:
    """Say where a class is missing."""
    failing: Bools = (pairs.s["licences"] & ~pairs.p["licences"]) != 0
    return failing


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for licences where the place requires one."""
    return {"licences": (pairs.s["licences"] != 0) & ~pairs.p["licences_known"]}


def changes(pairs: Pairs) -> Array:
    """Each class to gain is a change; to waive them all is one, so one is always enough."""
    return np.ones(pairs.shape, dtype=np.int8)


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the participant gain one class; where more are missing the employer waives them."""
    p, s = pairs.p, pairs.s
    key = (p["licence_set"], s["licence_set"])
    gain = where & (pairs.shared["missing"][key] == 1)
    p["licences"] = np.where(gain, pairs.shared["gained"][key], p["licences"])


RULE: Final = Rule(
    ID,
    Label("körkort", "driving licence"),
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
