"""Rule `excluded`: the participant has not said no to this employer.

Nobody is asked to take such a no back, so it has no remedy and is never a near miss.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import NEVER, Array, Bools, Pairs, Shared, known
from matcher.facts import Person, Place, World
from matcher.results import Verdict
from matcher.rules.base import Rule, untouched, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "excluded"
SOURCE: Final = "Deltagarens egen uppgift om arbetsgivare som inte är aktuella"


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge the employer against those that the participant has excluded."""
    excluded, employer = person.record.excluded_employers, place.record.employer_id
    if excluded is not None and not excluded:
        return verdict(ID, "pass", message("excluded.none"), SOURCE, needed=employer, held=[])
    held = None if excluded is None else sorted(excluded)
    if employer is None:
        return verdict(
            ID, "unknown", message("excluded.unknown_slot"), SOURCE, held=held, asks=("slot.employer_id",)
        )
    if excluded is None:
        asks = ("participant.excluded_employers",)
        return verdict(
            ID, "unknown", message("excluded.unknown_participant"), SOURCE, needed=employer, asks=asks
        )
    if employer in excluded:
        return verdict(ID, "fail", message("excluded.fail"), SOURCE, needed=employer, held=held)
    return verdict(ID, "pass", message("excluded.pass"), SOURCE, needed=employer, held=held)


def place_columns(places: Sequence[Place], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Employers as numbers; -1 where unstated."""
    ids = dict.fromkeys(p.record.employer_id for p in places if p.record.employer_id is not None)
    index = shared["employers"] = {employer: i for i, employer in enumerate(ids)}
    return {"employer": np.array([index.get(p.record.employer_id or "", -1) for p in places], dtype=np.int64)}


def person_columns(persons: Sequence[Person], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Whether exclusions are known; the exclusions themselves are kept as (row, employer) keys."""
    index = shared["employers"]
    keys = [
        row * len(index) + index[employer]
        for row, p in enumerate(persons)
        for employer in p.record.excluded_employers or ()
        if employer in index
    ]
    shared["excluded"] = np.array(sorted(keys), dtype=np.int64)
    excludes = np.zeros(len(persons), dtype=np.bool_)
    excludes[shared["excluded"] // max(1, len(index))] = True
    return {"excluded_known": known(p.record.excluded_employers for p in persons), "excludes": excludes}


def fails(pairs: Pairs) -> Bools:
    """Say where the employer is excluded."""
    found = np.zeros(pairs.shape, dtype=np.bool_)
    keys, employers = pairs.shared["excluded"], len(pairs.shared["employers"])
    excludes, row = pairs.p["excludes"], pairs.p["row"]
    if len(row) == 1 and excludes[0]:
        own = keys[slice(*np.searchsorted(keys, (row[0] * employers, (row[0] + 1) * employers)))]
        for employer in own - row[0] * employers:
            found |= pairs.s["employer"] == employer
        return found
    some = np.flatnonzero(excludes)
    if len(some):
        employer = pairs.s["employer"][some]
        wanted = row[some] * employers + employer
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found[some] = (keys[at] == wanted) & (employer >= 0)
    return found


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for exclusions where the employer is known."""
    return {"excluded_employers": (pairs.s["employer"] >= 0) & ~pairs.p["excluded_known"]}


def changes(pairs: Pairs) -> Array:
    """Nothing opens the place."""
    return np.full(pairs.shape, NEVER, dtype=np.int8)


RULE: Final = Rule(
    ID,
    Label("bortvalda arbetsgivare", "excluded employers"),
    SOURCE,
    judge,
    place_columns,
    person_columns,
    fails,
    asks,
    changes,
    untouched,
)
