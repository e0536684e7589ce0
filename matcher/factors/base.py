"""What a factor is: a value in [0, 1] with its sentence, and the same value over columns."""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.columns import Array, Pairs
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.vocabulary import Label
from matcher.wording import Message


@dataclass(frozen=True, slots=True)
class Factor:
    """One part of the score.

    Attributes
    ----------
    id : id in the contract and in the weights.
    label : what people call it.
    measure : the meaning: value in [0, 1] and the sentence that says why.
    values : the same values over pairs, float64.
    """

    id: str
    label: Label
    measure: Callable[[Person, Place, World, Likeness], tuple[float, Message]]
    values: Callable[[Pairs], Array]
