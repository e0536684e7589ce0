"""How many people a place reaches, what each requirement costs, and what relaxing it would open.

People are counts only, of everybody but protected persons, and never fewer than five.
"""

from dataclasses import dataclass, replace

from matcher import Slot
from matcher.vocabulary import Label
from matcher.wording import Message
from service.accounts import small
from service.accounts.permissions import counts
from service.coach.desk import Desk
from service.liaison.fields import DEMANDS, OPENING


@dataclass(frozen=True, slots=True)
class Toll:
    """What one requirement costs.

    Attributes
    ----------
    sentence : that says so, with words for small numbers.
    relaxation : what the employer could do, if anything.
    opens : how many more that would open the place for.
    anchor : id of the field where it can be changed.
    folded : whether the field is among those that are folded at first.
    """

    sentence: Message
    relaxation: Message | None
    opens: int | Label
    anchor: str
    folded: bool


@dataclass(frozen=True, slots=True)
class Told:
    """How many people a place reaches, as it may be told.

    Attributes
    ----------
    eligible : people that no requirement rules out; what is not known rules nobody out.
    considered : everybody who is counted.
    tolls : of the requirements that rule somebody out, the most costly first.
    """

    eligible: int | Label
    considered: int | Label
    tolls: tuple[Toll, ...]


def told(desk: Desk, slot: Slot) -> Told:
    """Count the people that a place reaches by what it asks, whether or not it is open and has room."""
    asked = replace(slot, paused=None, open_from=None, open_until=None, capacity=None, filled=None)
    found = desk.service.matching.headcount(asked, seen=counts(desk.account))
    whole = found.considered
    tolls = []
    for cost in small.told(found.costs, whole):
        if cost.rule in DEMANDS and cost.fails:
            field = OPENING.fields[DEMANDS[cost.rule]]
            tolls.append(
                Toll(
                    cost.message,
                    cost.relaxation if cost.opens else None,
                    small.word(cost.opens, whole),
                    field.anchor,
                    field.name in OPENING.folded,
                )
            )
    few = whole < small.FEWEST
    return Told(small.word(found.eligible, whole), small.FEW if few else whole, tuple(tolls))
