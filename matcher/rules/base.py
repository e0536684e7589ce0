"""What a rule is: one judgement in plain Python and the same one over columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.columns import Array, Bools, Pairs, Shared
from matcher.facts import Person, Place, World
from matcher.results import Change, Outcome, Party, Remedy, Verdict
from matcher.vocabulary import Label
from matcher.wording import Message


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement that a place may make.

    Attributes
    ----------
    id : id in the contract.
    label : what people call it.
    source : the law, agreement or field it rests on.
    judge : the meaning, for one participant and one place.
    place_columns, person_columns : the facts as columns; places first, they fill `Shared`.
    fails : over pairs, where `judge` says ``fail``.
    asks : over pairs that do not fail, for each field of the participant, where it is asked for.
    changes : over pairs that fail, how many changes the smallest remedy needs.
    opened : writes the smallest remedy into the columns of the pairs where `where` is true.
    quick : over a whole block, where the rule surely fails: cheap, and never wrong; None to skip.
    """

    id: str
    label: Label
    source: str
    judge: Callable[[Person, Place, World], Verdict]
    place_columns: Callable[[Sequence[Place], World, Shared], Mapping[str, Array]]
    person_columns: Callable[[Sequence[Person], World, Shared], Mapping[str, Array]]
    fails: Callable[[Pairs], Bools]
    asks: Callable[[Pairs], Mapping[str, Bools]]
    changes: Callable[[Pairs], Array]
    opened: Callable[[Pairs, Bools], None]
    quick: Callable[[Pairs], Bools] | None = None


def no_columns(_records: object, _world: World, _shared: Shared) -> Mapping[str, Array]:
    """No columns: the rule does not look at this side."""
    return {}


def no_asks(_pairs: Pairs) -> Mapping[str, Bools]:
    """Nothing to ask the participant."""
    return {}


def untouched(_pairs: Pairs, _where: Bools) -> None:
    """Leave the columns: the remedy changes nothing that a factor reads."""


def in_order(codes: frozenset[str] | None, order: Sequence[str]) -> list[str] | None:
    """List codes in the order of their vocabulary, for display; None stays None."""
    return None if codes is None else sorted(codes, key=order.index)


def iso(day: date | None) -> str | None:
    """Write a day as YYYY-MM-DD; None stays None."""
    return None if day is None else day.isoformat()


def remedy(by: Party, *changes: Change) -> Remedy:
    """Gather changes by one party."""
    return Remedy(by, changes)


def smallest(*remedies: Remedy | None) -> tuple[Remedy, ...]:
    """Sort remedies by how few changes they need; the first named wins a tie."""
    return tuple(sorted((r for r in remedies if r and r.changes), key=lambda r: len(r.changes)))


def verdict(
    rule: str,
    outcome: Outcome,
    message: Message,
    source: str,
    *,
    needed: Any = None,
    held: Any = None,
    remedies: tuple[Remedy, ...] = (),
    asks: tuple[str, ...] = (),
) -> Verdict:
    """Make a verdict."""
    return Verdict(rule, outcome, needed, held, message, source, remedies, asks)
