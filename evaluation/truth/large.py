"""How long the whole report takes: as large as a municipality's history gets, and as large as a region's."""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from data.reference import context
from data.synthetic import municipality
from evaluation.fairness import Groups
from evaluation.history import history
from evaluation.memory import peak_memory
from evaluation.report import evaluate, page
from matcher.weights import Weights

PLACEMENTS: Final = 50_000
SLOTS: Final = 100_000


def main(arguments: Sequence[str]) -> int:
    """Time a report of so many placements among so many places over time."""
    placements, slots = [*map(int, arguments), *(PLACEMENTS, SLOTS)[len(arguments) :]]
    begun = time.perf_counter()

    def tell(text: str) -> None:
        sys.stderr.write(f"{time.perf_counter() - begun:8.1f} s  {text}\n")

    tell("Hittar på en historik")
    town = municipality(participants=0, slots=0, placements=placements)
    places = list(town.past_slots)
    for seed in range(1, 100):
        if len(places) >= slots:
            break
        other = municipality(seed, participants=0, slots=0, placements=placements)
        places += [
            replace(slot, id=f"{seed}-{slot.id}", employer_id=f"{seed}-{slot.employer_id}")
            for slot in other.past_slots
        ]
    places = places[: max(slots, len(town.past_slots))]
    draw = np.random.default_rng(0).random(len(town.past_participants))
    ids = tuple(p.id for p in town.past_participants)
    groups = Groups(ids, {"slump": tuple("A" if one < 0.4 else "B" for one in draw)}, "")
    past = history(town.past_participants, places, town.placements)
    started = time.perf_counter()
    document = evaluate(
        past, context(), Weights.standard(), date="2026-11-22", synthetic=True, groups=groups, report=tell
    )
    page(document)
    took = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    memory = f"{peak_memory() / 2**30:.1f}".replace(".", ",")
    size = f"{len(past)} placeringar, {len(ids)} deltagare, {len(places)} platser"
    sys.stdout.write(f"{size}: {took} s, {memory} GiB minne\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
