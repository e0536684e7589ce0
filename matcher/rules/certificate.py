"""Rule `certificate`: the participant holds the certificates that the place requires.

Wordings are compared by the one name that the context gives them ("truckförarbevis" and
"truckkort" are one). A certificate written among the skills counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, known
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "certificate"
SOURCE: Final = "Platsens krav på intyg; synonymer i tabellen över intyg"
WORD: Final = 63
"""Bits of one column: many certificates take several columns."""


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge each certificate required."""
    required, on_file = place.certificates, person.record.certificates
    needed = None if required is None else list(required)
    held = None if on_file is None and not person.certificates else sorted(person.certificates)
    if required is None:
        asks = ("slot.certificates_required",)
        return verdict(
            ID, "unknown", message("certificate.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    missing = tuple(name for name in required if name not in person.certificates)
    if not missing:
        text = message("certificate.pass", needed=required) if required else message("certificate.none")
        return verdict(ID, "pass", text, SOURCE, needed=needed, held=held)
    if on_file is None:
        text = message("certificate.unknown_participant", missing=missing)
        return verdict(
            ID, "unknown", text, SOURCE, needed=needed, held=held, asks=("participant.certificates",)
        )
    gains = []
    gained = on_file
    for name in missing:
        gained = (*gained, name)
        gains.append(
            Change(
                ID, "participant", message("certificate.gain", name=name), "participant.certificates", gained
            )
        )
    kept = tuple(name for name in required if name not in missing)
    waive = Change(
        ID, "employer", message("certificate.waive", missing=missing), "slot.certificates_required", kept
    )
    remedies = smallest(remedy("participant", *gains), remedy("employer", waive))
    text = message("certificate.fail", missing=missing)
    return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)


def place_columns(places: Sequence[Place], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Certificates required as bits, in as many columns as there are names."""
    names = dict.fromkeys(name for place in places for name in place.certificates or ())
    shared["certificates"] = {name: i for i, name in enumerate(names)}
    return _words((place.certificates or () for place in places), shared["certificates"])


def person_columns(persons: Sequence[Person], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Certificates held as bits, and whether all of them are known."""
    names = shared["certificates"]
    columns = _words(([name for name in p.certificates if name in names] for p in persons), names)
    complete = known(p.record.certificates for p in persons)
    lacked = {
        name.replace("certificate_", "certificate_lacked_"): np.where(complete, ~held, np.uint64(0))
        for name, held in columns.items()
    }
    return columns | lacked | {"certificates_known": complete}


def _words(sets: Iterable[Iterable[str]], names: Mapping[str, int]) -> dict[str, Array]:
    masks = [sum(1 << names[name] for name in dict.fromkeys(own)) for own in sets]
    low = (1 << WORD) - 1
    return {
        f"certificate_{w}": np.array([(mask >> (w * WORD)) & low for mask in masks], dtype=np.uint64)
        for w in range(len(names) // WORD + 1)
    }


def _columns(pairs: Pairs) -> range:
    return range(len(pairs.shared["certificates"]) // WORD + 1)


def _missing(pairs: Pairs) -> Array:
    """Count the certificates that are not held."""
    lacking = (pairs.s[f"certificate_{w}"] & ~pairs.p[f"certificate_{w}"] for w in _columns(pairs))
    return sum((np.bitwise_count(word) for word in lacking), np.zeros(pairs.shape, dtype=np.uint8))


def fails(pairs: Pairs) -> Bools:
    """Say where a certificate is missing and all that are held are known."""
    lacking = np.zeros(pairs.shape, dtype=np.bool_)
    for w in _columns(pairs):
        lacking |= (pairs.s[f"certificate_{w}"] & pairs.p[f"certificate_lacked_{w}"]) != 0
    return lacking


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for certificates where one required is not among those known."""
    return {"certificates": (_missing(pairs) > 0) & ~pairs.p["certificates_known"]}


def changes(pairs: Pairs) -> Array:
    """Each certificate to gain is a change; to waive them all is one, so one is always enough."""
    return np.ones(pairs.shape, dtype=np.int8)


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the participant gain one certificate, which may also be a skill that the place asks for."""
    pairs.memo["gained_certificate"] = where & (_missing(pairs) == 1)


RULE: Final = Rule(
    ID,
    Label("intyg", "certificates"),
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
