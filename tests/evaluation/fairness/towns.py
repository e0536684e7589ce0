"""A small municipality, and groups of its people with or without something planted."""

from collections.abc import Callable
from functools import cache

import numpy as np

from data.reference import context
from data.synthetic import Municipality, municipality
from evaluation.fairness import Groups
from evaluation.fairness.steps import Steps, steps
from evaluation.history import History, history, table
from matcher import Participant, Weights

Change = Callable[[Participant], Participant]


@cache
def town() -> Municipality:
    """Give three years of an invented municipality."""
    return municipality(seed=7, participants=5, slots=5, placements=600)


def coin(seed: int, share: float = 0.4) -> np.ndarray:
    """Divide its people by chance alone."""
    return np.random.default_rng(seed).random(len(town().past_participants)) < share


def groups_of(inside: np.ndarray) -> Groups:
    """Write a division as a file would give it."""
    ids = tuple(p.id for p in town().past_participants)
    return Groups(ids, {"grupp": tuple("A" if one else "B" for one in inside)}, "0" * 64)


def history_of(people: tuple[Participant, ...]) -> History:
    """Give the history as it would be of changed people."""
    return history(people, town().past_slots, town().placements)


def way_of(past: History) -> Steps:
    """Follow the decisions of a history."""
    return steps(table(past, context()), past, Weights.standard())


@cache
def plain() -> tuple[History, Steps]:
    """Give the history as it is, with its steps."""
    past = history_of(town().past_participants)
    return past, way_of(past)


def planted(inside: np.ndarray, change: Change) -> tuple[History, Steps]:
    """Change the records of a group."""
    people = tuple(change(p) if one else p for one, p in zip(inside, town().past_participants, strict=True))
    past = history_of(people)
    return past, way_of(past)
