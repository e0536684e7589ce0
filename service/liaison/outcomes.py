"""How placements at an employer ended, as it may be told: nothing of fewer than five."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matcher import Slot
from matcher.vocabulary import OUTCOMES, Label
from service.accounts import small


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How the placements at an employer ended, as it may be told.

    Attributes
    ----------
    total : placements of which it is known.
    each : outcome → how many; none when there are fewer than five in all.
    """

    total: int | Label
    each: tuple[tuple[Label, int | Label], ...]


def outcomes(codes: Sequence[str]) -> Outcomes:
    """Count how placements ended; small groups are not told, nor what they can be worked out from.

    The whole is told, so hidden groups are at least two, and together at least five.
    """
    total = len(codes)
    if total < small.FEWEST:
        return Outcomes(small.FEW, ())
    counted = Counter(codes)
    by_size = sorted((number, code) for code, number in counted.items())
    few = [code for number, code in by_size if number < small.FEWEST]
    more = [code for number, code in by_size if number >= small.FEWEST]
    also: list[str] = []
    while (
        few and more and (len(few) + len(also) < 2 or sum(counted[c] for c in (*few, *also)) < small.FEWEST)
    ):
        also.append(more.pop(0))
    told: dict[str, int | Label] = {code: counted[code] for code in more}
    told |= dict.fromkeys(few, small.FEW) | dict.fromkeys(also, small.HIDDEN)
    return Outcomes(total, tuple((OUTCOMES[code], told[code]) for code in OUTCOMES if code in told))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the records of an employer's places say of its earlier placements, as it may be told."""

    total: int
    completed: int | Label | None
    work: int | Label | None


def earlier(slots: Sequence[Slot]) -> Earlier | None:
    """Give the earlier outcomes that came with an employer's places; nothing of fewer than five."""
    total, slot = max(((one.employer_placements or 0, one) for one in slots), key=_first, default=(0, None))
    if slot is None or total < small.FEWEST:
        return None

    def said(number: int | None) -> int | Label | None:
        return None if number is None else small.word(number, total)

    return Earlier(total, said(slot.employer_completed), said(slot.employer_hired))


def _first(pair: tuple[int, Slot]) -> int:
    return pair[0]
