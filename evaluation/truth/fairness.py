"""Whether the fairness audit finds what was planted, names it, and claims nothing where there is nothing.

Participants of invented municipalities are divided by tossing a coin. Then either nothing is done, and
whatever the audit finds is a false alarm; or a bias is planted through something that the matcher can see in
the records of one side, and the audit should find it and name the rule or the factor.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.reference import context
from data.synthetic import Municipality, municipality
from evaluation.fairness import Groups, audit
from evaluation.fairness.audit import Audit
from evaluation.fairness.steps import Steps, steps
from evaluation.history import History, history, table
from evaluation.intervals import wilson
from matcher.context import Context
from matcher.domain import Participant
from matcher.weights import Weights

Bools = NDArray[np.bool_]

TOWNS: Final = 10
DIVISIONS: Final = 500
PLANTED: Final = 4
"""Divisions of each municipality that a bias is planted in."""
PLACEMENTS: Final = 1200
SHARE: Final = 0.4
EXCHANGES: Final = 1999
MOST_ALARMS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Plant:
    """A bias: what is done to the records of one side, and what must be named.

    Attributes
    ----------
    label : what it is, in Swedish.
    change : the record as it becomes.
    step : the step where it shows, or the rule.
    cause : the rule or factor to be named.
    """

    label: str
    change: Callable[[Participant], Participant]
    step: str
    cause: str


PLANTS: Final = (
    Plant(
        "högst åtta timmar i veckan",
        lambda p: replace(p, hours_per_week=8.0, hours_start=4.0),
        "eligible",
        "hours",
    ),
    Plant("inget körkort", lambda p: replace(p, licences=frozenset()), "licence", "licence"),
    Plant("högst en kvart att resa", lambda p: replace(p, travel_max_minutes=15.0), "eligible", "commute"),
    Plant("ingen har frågat om resan", lambda p: replace(p, travel_max_minutes=None), "listed", "commute"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """How often something happened.

    Attributes
    ----------
    label : what.
    times, of : how often, of how many.
    """

    label: str
    times: int
    of: int

    def __str__(self) -> str:
        low, high = wilson(self.times, self.of)
        ends = " till ".join(f"{100 * end:.1f}".replace(".", ",") for end in (low, high))
        share = f"{100 * self.times / self.of:.1f}".replace(".", ",")
        return f"{self.label}: {self.times} av {self.of}, {share} procent (95 % intervall {ends})"


def alarms(divisions: int, towns: int = TOWNS) -> Iterator[bool]:
    """Divide people by chance, and say of each division whether anything was found."""
    world = context()
    for seed in range(towns):
        town = municipality(seed, participants=0, slots=0, placements=PLACEMENTS)
        past, way = _followed(town, town.past_participants, world)
        for number in range(seed, divisions, towns):
            inside = _coin(town, [seed, number])
            yield bool(_audited(town, past, way, inside, number).found)


def named(plant: Plant, divisions: int = PLANTED, towns: int = TOWNS) -> Iterator[tuple[bool, bool]]:
    """Plant a bias, and say of each division whether it was found, and whether its cause was named first."""
    world = context()
    for seed in range(towns):
        town = municipality(seed, participants=0, slots=0, placements=PLACEMENTS)
        for number in range(divisions):
            inside = _coin(town, [seed, number])
            people = [
                plant.change(p) if one else p for p, one in zip(town.past_participants, inside, strict=True)
            ]
            past, way = _followed(town, people, world)
            found = {c.step.id: c for c in _audited(town, past, way, inside, number).found}
            own = found.get(plant.step)
            first = own is not None and (own.is_rule or plant.cause in [c.id for c in own.causes[:1]])
            yield own is not None, first


def _followed(town: Municipality, people: Sequence[Participant], world: Context) -> tuple[History, Steps]:
    past = history(people, town.past_slots, town.placements)
    return past, steps(table(past, world), past, Weights.standard())


def _coin(town: Municipality, seed: list[int]) -> Bools:
    return np.random.default_rng(seed).random(len(town.past_participants)) < SHARE


def _audited(town: Municipality, past: History, way: Steps, inside: Bools, seed: int) -> Audit:
    ids = tuple(p.id for p in town.past_participants)
    groups = Groups(ids, {"slump": tuple("A" if one else "B" for one in inside)}, "")
    return audit(way, groups, past, seed=seed, exchanges=EXCHANGES)


def main(arguments: Sequence[str]) -> int:
    """Say how often the audit finds what is there, and what is not; how many divisions may be given.

    Returns
    -------
    0 when false alarms come at most one time in twenty and every plant is found and named, else 1.
    """
    divisions = int(arguments[0]) if arguments else DIVISIONS
    false = Found("Falska larm", sum(alarms(divisions)), divisions)
    lines = [f"Påhittade historiker med {PLACEMENTS} placeringar, deltagarna delade av slumpen.", str(false)]
    missed = 0
    for plant in PLANTS:
        seen = list(named(plant))
        found, first = sum(one for one, _ in seen), sum(one for _, one in seen)
        lines.append(str(Found(f"Planterat, {plant.label}: funnet", found, len(seen))))
        lines.append(str(Found(f"  och {plant.cause} namnges", first, len(seen))))
        missed += len(seen) - first
    sys.stdout.write("\n".join(lines) + "\n")
    return int(false.times / false.of > MOST_ALARMS or missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
