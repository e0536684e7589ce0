"""Prints, for pairs whose answer is known, how many pass each threshold of `matcher.likeness`."""

import json
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.reference import context
from evaluation.intervals import mean_interval
from matcher import Slot
from matcher.facts import World
from matcher.likeness import ALIKE, NEAR, SHOWN, PlainLikeness, strength, to_place

TOLD: Final = (5, 25, 50, 75, 95)
"""Percentiles that are told."""


def main() -> None:
    """Compare every pair as the score does, and print a table."""
    pairs = json.loads(files("evaluation.thresholds").joinpath("pairs.json").read_text(encoding="utf-8"))
    world = World(context())
    likeness = PlainLikeness(world)

    def skill(held: str, asked: str) -> float:
        return likeness.between(held, asked)

    def goal(text: str, title: str) -> float:
        return to_place(likeness, text, world.place(Slot("p", title=title), None))

    print(f"{world.context.encoder.id} {world.context.encoder.hash[:12]}")  # noqa: T201
    for kind, compare, passes in (
        ("skills", skill, {f"shown (from {SHOWN})": SHOWN, "fully": 2 / 3}),
        ("goals", goal, {f"near (from {NEAR})": NEAR, f"fully (from {ALIKE})": ALIKE}),
    ):
        for answer in ("same", "other"):
            found = np.array([compare(*pair) for pair in pairs[kind][answer]])
            _tell(f"{kind}, {answer}", found, passes)
        own = np.array([text for text, _ in pairs[kind]["same"]])
        other = np.array([text for _, text in pairs[kind]["same"]])
        crossed = [compare(a, b) for i, a in enumerate(own) for j, b in enumerate(other) if i != j]
        _tell(f"{kind}, crossed", np.array(crossed), passes, interval=False)
    same = [strength(skill(*pair)) for pair in pairs["skills"]["same"]]
    print(f"strength of a skill that shows another, mean: {np.mean(same):.2f}")  # noqa: T201


def _tell(name: str, found: NDArray[np.float64], passes: dict[str, float], *, interval: bool = True) -> None:
    spread = " ".join(f"{value:.2f}" for value in np.percentile(found, TOLD))
    parts = [f"{name:<16} n={len(found):<5} {TOLD}: {spread}"]
    for label, bound in passes.items():
        share = (found >= bound).astype(np.float64)
        text = f"{label} {share.mean():.3f}"
        if interval:
            around = mean_interval(share)
            text += f" ({around.low:.2f}–{around.high:.2f})"
        parts.append(text)
    print("; ".join(parts))  # noqa: T201


if __name__ == "__main__":
    main()
