"""From placements to people: one row a participant.

A participant is supported from the first suggestion of a place. What has come of it is the best outcome so
far: a job before a subsidised job, before studies, before a placement that was carried through.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Placement
from matcher.vocabulary import ONWARD

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BEST: Final = ("hired", "subsidised_job", "studies", "completed", "ongoing", "other")
"""Kinds of outcome, the best first; `other` is all that was broken off, declined or is not known."""
_REFUSED: Final = ("no_show", "declined_by_employer", "declined_by_participant")


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """n participants, in order of their ids.

    Attributes
    ----------
    ids : of the participants.
    began : ordinal of the first suggestion, (n,); NaN for those never suggested a place.
    placed : ordinal of the first day at a workplace, NaN where there has been none.
    left : ordinal of the day the latest placement ended, NaN while one goes on or an end is missing.
    best : index in `BEST` of the best outcome.
    through : whether a placement was carried through.
    subsidised, hired_after : whether one led to a subsidised job, and a later one to a job without support.
    last : ordinal of the last day that anything is known of.
    """

    ids: tuple[str, ...]
    began: Floats
    placed: Floats
    left: Floats
    best: NDArray[np.int64]
    through: Bools
    subsidised: Bools
    hired_after: Bools
    last: float

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def onward(self) -> Bools:
        """Who went on to work or studies, (n,)."""
        found: Bools = self.best < len(ONWARD)
        return found

    @property
    def hired(self) -> Bools:
        """Who got a job without support, (n,)."""
        found: Bools = self.best == BEST.index("hired")
        return found

    @property
    def suggested(self) -> Bools:
        """Who have been suggested a place, (n,)."""
        return ~np.isnan(self.began)

    @property
    def begun(self) -> Bools:
        """Who have been suggested a place and have begun at a workplace, (n,)."""
        return self.suggested & ~np.isnan(self.placed)

    def take(self, kept: Bools) -> "People":
        """Give some of them, (n,)."""
        rows = {
            one.name: getattr(self, one.name)[kept] for one in fields(self) if one.name not in {"ids", "last"}
        }
        return replace(self, ids=tuple(np.array(self.ids, dtype=object)[kept]), **rows)


def people(placements: Sequence[Placement], others: Sequence[str] = ()) -> People:
    """Gather the placements of each participant.

    Parameters
    ----------
    placements : in any order; those without the day of suggestion count from the day they began.
    others : ids of participants who are supported and may have no placement.
    """
    own: dict[str, list[Placement]] = {id_: [] for id_ in others}
    for placement in placements:
        own.setdefault(placement.participant_id, []).append(placement)
    ids = tuple(sorted(own))
    rows = [sorted(own[id_], key=lambda p: _day(p) or date.max) for id_ in ids]
    days = [d for p in placements for d in (p.suggested_on, p.started_on, p.ended_on) if d]
    return People(
        ids=ids,
        began=_ordinals([min((d for p in own_ if (d := _day(p))), default=None) for own_ in rows]),
        placed=_ordinals([_placed(own_) for own_ in rows]),
        left=_ordinals([_left(own_) for own_ in rows]),
        best=np.array(
            [min((_kind(p) for p in own_), default=len(BEST) - 1) for own_ in rows], dtype=np.int64
        ),
        through=np.array([any(_kind(p) <= BEST.index("completed") for p in own_) for own_ in rows], np.bool_),
        subsidised=np.array([any(p.outcome == "subsidised_job" for p in own_) for own_ in rows], np.bool_),
        hired_after=np.array([_hired_after(own_) for own_ in rows], np.bool_),
        last=float(max(days).toordinal()) if days else float("nan"),
    )


def _day(placement: Placement) -> date | None:
    return placement.suggested_on or placement.started_on


def _kind(placement: Placement) -> int:
    return BEST.index(placement.outcome) if placement.outcome in BEST else len(BEST) - 1


def _placed(own: Sequence[Placement]) -> date | None:
    """Give the first day at a workplace; one who did not come, or was declined, was not placed."""
    return min((p.started_on for p in own if p.started_on and p.outcome not in _REFUSED), default=None)


def _left(own: Sequence[Placement]) -> date | None:
    """Give the day support ended as far as is known: with the latest placement, unless it goes on."""
    ends = []
    for p in own:
        if p.outcome in _REFUSED:
            ends.append(p.ended_on or p.started_on or p.suggested_on)
        elif p.ended_on is None:
            return None
        else:
            ends.append(p.ended_on)
    return max((end for end in ends if end), default=None)


def _hired_after(own: Sequence[Placement]) -> bool:
    first = next((i for i, p in enumerate(own) if p.outcome == "subsidised_job"), None)
    return first is not None and any(p.outcome == "hired" for p in own[first + 1 :])


def _ordinals(days: Sequence[date | None]) -> Floats:
    return np.array([np.nan if day is None else float(day.toordinal()) for day in days], dtype=np.float64)
