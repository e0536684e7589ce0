"""Small numbers: whoever sees people as counts only never sees a group of fewer than five.

A number is hidden when it, or what is left of the whole without it, is such a group: "58 of 60 do not meet
this" says as much about the two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from matcher.results import Cost, Reach
from matcher.vocabulary import Label
from matcher.wording import Message

FEWEST: Final = 5
FEW: Final = Label(sv="färre än 5", en="fewer than 5")
MOST: Final = Label(sv="alla eller nästan alla", en="all or nearly all")
HIDDEN: Final = Label(sv="visas inte", en="not shown")
"""Hidden only so that another number cannot be worked out."""


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


def parts(cells: Sequence[tuple[int, int]]) -> tuple[list[int | Label], bool]:
    """Give the numbers of the parts of a whole as they may be shown beside each other and their sum.

    One hidden number is what is left of the sum when the others are taken away, and several small ones may
    be. So the smallest of the others are hidden with them, until what is hidden is no small group together,
    and holds a number that is not small itself.

    Parameters
    ----------
    cells : of each part its number, and how many of the part are not in it. Nobody is in two parts.

    Returns
    -------
    The numbers, and whether their sum may be shown.

    Examples
    --------
    >>> told, summed = parts([(40, 20), (3, 30), (12, 25)])
    >>> [one if isinstance(one, int) else one.sv for one in told], summed
    ([40, 'färre än 5', 'visas inte'], True)
    """
    covered = {place for place, cell in enumerate(cells) if min(cell) < FEWEST}
    waiting = sorted((cell, place) for place, cell in enumerate(cells) if place not in covered)
    while waiting and covered and not _closed([cells[place] for place in covered]):
        covered.add(waiting.pop(0)[1])
    told = [_said(*cell) if place in covered else cell[0] for place, cell in enumerate(cells)]
    return told, not covered or _closed([cells[place] for place in covered])


def _closed(cells: Sequence[tuple[int, int]]) -> bool:
    large = any(min(cell) >= FEWEST for cell in cells)
    return large and all(sum(column) >= FEWEST for column in zip(*cells, strict=True))


def _said(number: int, rest: int) -> Label:
    if number < FEWEST:
        return FEW
    return MOST if rest < FEWEST else HIDDEN


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
