"""Small numbers: whoever sees people as counts only never sees a group of fewer than five.

A number is hidden when it, or what is left of the whole without it, is such a group: "58 of 60 do not meet
this" says as much about the two.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from matcher.results import Cost, Reach
from matcher.vocabulary import Label
from matcher.wording import Message

FEWEST: Final = 5
FEW: Final = Label(sv="färre än 5", en="fewer than 5")
MOST: Final = Label(sv="alla eller nästan alla", en="all or nearly all")


def word(number: int, of: int) -> int | Label:
    """Give a number of people as it may be shown.

    Parameters
    ----------
    of : the whole that it is a part of.

    Examples
    --------
    >>> word(41, 63), word(3, 63).sv, word(61, 63).sv, word(2, 2).sv
    (41, 'färre än 5', 'alla eller nästan alla', 'färre än 5')
    """
    if number < FEWEST:
        return FEW
    return MOST if of - number < FEWEST else number


def shown(number: int, of: int) -> int | None:
    """Give a number of people, or None where it must not be shown."""
    said = word(number, of)
    return said if isinstance(said, int) else None


def hidden(reach: Reach) -> dict[str, Any]:
    """Give the object of `reach` with null for every number that must not be shown, and words in the texts.

    Neither the order nor a proposal tells more than the numbers do.
    """
    whole = reach.considered
    return {
        "slot_id": reach.slot_id,
        "considered": whole if whole >= FEWEST else None,
        "eligible": shown(reach.eligible, whole),
        "certain": shown(reach.certain, whole),
        "requirements": [
            cost.to_dict()
            | {name: shown(getattr(cost, name), whole) for name in ("fails", "unknown", "opens")}
            for cost in told(reach.requirements, whole)
        ],
    }


def told(costs: Iterable[Cost], whole: int) -> list[Cost]:
    """Give the costs of requirements with words in the texts for every number that must not be shown.

    Parameters
    ----------
    whole : how many people there are. The other numbers of a cost are for `shown` and `word`.
    """
    plain = sorted((_plain(cost, whole) for cost in costs), key=lambda cost: cost.rule)
    return sorted(plain, key=lambda cost: -cost.fails)


def _plain(cost: Cost, whole: int) -> Cost:
    """Write a cost so that a hidden number is the same whichever it was."""
    said = word(cost.fails, whole)
    fails = said if isinstance(said, int) else 0 if said is FEW else whole
    total = whole if whole >= FEWEST else FEW
    text = Message(cost.message.id, {**cost.message.arguments, "fails": said, "considered": total})
    return replace(cost, message=text, fails=fails, relaxation=cost.relaxation if fails else None)
