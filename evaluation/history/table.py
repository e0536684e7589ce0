"""Every decision of the history with the places it was made among, worked out by the engine.

`Table` is what all systems are judged on: a system is a function from it to one score a row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.days import Days, days
from evaluation.history.placements import History
from matcher.assess import GRID
from matcher.context import Context
from matcher.domain import Participant, Slot
from matcher.engines.listed import Group, Listing
from matcher.rules import RULES
from matcher.weights import FACTORS, Weights

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Whole = NDArray[np.int64]
Rows = NDArray[np.int32]
Bools = NDArray[np.bool_]
Report = Callable[[str], None]

MOST_ROWS: Final = 4_000_000
"""Rows kept whole. Of a larger history the places that a rule surely stops are drawn from."""
DRAWN: Final = 40
"""How many of those are drawn for each decision."""
_PART: Final = 1 << 19
"""Pairs measured at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """n decisions, and r rows: the places that each decision was made among.

    Decision i has the rows ``offsets[i]`` to ``offsets[i + 1]``. Decisions are in order of their day.

    Attributes
    ----------
    participants, slots : the records that `participant` and `slot` count in.
    decision : row of each decision in the history, (n,).
    participant, day : of each decision: row of the participant, and ordinal of the day, (n,).
    chosen : row (of the r) of the place that was chosen, (n,).
    grade : how good the outcome of the chosen place was, NaN where it is not judged, (n,).
    censored : True where the placement is still going on, (n,).
    known_on : ordinal of the day from which the outcome was known, NaN where it is not, (n,).
    offsets : (n + 1,).
    slot : row of the place, int32 (r,).
    values : values of the factors, float32 (r, 8), columns in the order of `matcher.weights.FACTORS`.
    fails : uint16 (r,), bit i set where rule i of `matcher.rules.RULES` fails. Places are listed when they
        were open and had room, so ``open`` and ``capacity`` never fail.
    weight : how many places the row stands for, (r,): 1, or more where places that fail were drawn from.
    notes : Swedish sentences on what was assumed.
    """

    participants: tuple[Participant, ...]
    slots: tuple[Slot, ...]
    decision: Whole
    participant: Whole
    day: Whole
    chosen: Whole
    grade: Floats
    censored: Bools
    known_on: Floats
    offsets: Whole
    slot: Rows
    values: Small
    fails: NDArray[np.uint16]
    weight: Small
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.decision)

    @property
    def owner(self) -> Whole:
        """Decision of each row, (r,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    @property
    def contested(self) -> Bools:
        """True where there was more than one place to choose among, (n,); else a choice says nothing."""
        more: Bools = np.diff(self.offsets) > 1
        return more

    @property
    def eligible(self) -> Bools:
        """True where no rule fails, (r,)."""
        fitting: Bools = self.fails == 0
        return fitting

    @property
    def is_chosen(self) -> Bools:
        """True for the row of the chosen place of each decision, (r,)."""
        mask = np.zeros(len(self.slot), dtype=np.bool_)
        mask[self.chosen] = True
        return mask

    def failed(self, rule: str) -> Bools:
        """Say which rows a rule stops, (r,)."""
        bit = [r.id for r in RULES].index(rule)
        return (self.fails >> np.uint16(bit) & 1).astype(np.bool_)

    def score(self, weights: Weights, *, rules: bool = True) -> Floats:
        """Score every row as the engine does, each factor on the grid, (r,).

        Parameters
        ----------
        rules : whether a place that a rule stops gets −∞, which means that it is never shown.
        """
        total = np.zeros(len(self.slot))
        for column, name in enumerate(FACTORS):
            total += np.rint(self.values[:, column].astype(np.float64) * weights.values[name] * GRID) / GRID
        return np.where(self.eligible, total, -np.inf) if rules else total

    def take(self, kept: Whole | Bools) -> "Table":
        """Keep some decisions with their rows, in the order given by their rows or a mask."""
        index = np.flatnonzero(kept) if kept.dtype == np.bool_ else np.asarray(kept)
        counts = np.diff(self.offsets)[index]
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        rows = np.repeat(self.offsets[index] - offsets[:-1], counts) + np.arange(offsets[-1])
        per_decision = ("decision", "participant", "day", "grade", "censored", "known_on")
        per_row = ("slot", "values", "fails", "weight")
        return replace(
            self,
            chosen=self.chosen[index] - self.offsets[index] + offsets[:-1],
            offsets=offsets,
            **{name: getattr(self, name)[index] for name in per_decision},
            **{name: getattr(self, name)[rows] for name in per_row},
        )

    def within_rules(self) -> "Table":
        """Keep the places that no rule stops, and the decisions for one of them."""
        kept = self.take(self.eligible[self.chosen])
        fitting = kept.eligible
        before = np.concatenate([[0], np.cumsum(fitting)]).astype(np.int64)
        return replace(
            kept,
            chosen=before[kept.chosen],
            offsets=before[kept.offsets],
            slot=kept.slot[fitting],
            values=kept.values[fitting],
            fails=kept.fails[fitting],
            weight=kept.weight[fitting],
        )

    @property
    def bytes(self) -> int:
        """Memory of the columns."""
        columns = (getattr(self, f.name) for f in fields(self))
        return sum(column.nbytes for column in columns if isinstance(column, np.ndarray))


def table(
    past: History,
    context: Context,
    *,
    decisions: Whole | None = None,
    most_rows: int = MOST_ROWS,
    seed: int = 0,
    report: Report | None = None,
) -> Table:
    """List the candidates of each decision, and let the engine judge and measure them.

    Parameters
    ----------
    past : the history.
    context : what the matcher is told, but for the day, which is each decision's own.
    decisions : which rows of the history; all when not given.
    most_rows : with more candidates than this, those that a rule surely stops are drawn from (`DRAWN` for
        each decision, each standing for as many as it was drawn from); all others are always kept.
    seed : of that draw.
    report : is told in Swedish what goes on.
    """
    tell = report or (lambda _: None)
    index = np.arange(len(past)) if decisions is None else np.sort(decisions)
    tell("Letar upp vilka platser som var öppna varje dag")
    when = days(past)
    at = np.searchsorted(when.day, past.day[index])
    whole = int(np.diff(when.offsets)[at].sum()) <= most_rows
    tell(f"Räknar på texterna för {len(past.slots)} platser")
    listing = Listing(past.slots, context)
    people = list(dict.fromkeys(past.participant[index].tolist()))
    place = {row: i for i, row in enumerate(people)}
    position = np.array([place[row] for row in past.participant[index].tolist()], dtype=np.int64)
    made: list[_Part] = []
    for group in listing.groups([past.participants[row] for row in people]):
        tell(f"Bedömer deltagare {group.start + 1}–{group.stop} av {len(people)}")
        own = np.flatnonzero((position >= group.start) & (position < group.stop))
        made += _Lister(past, when, group, whole, seed).parts(
            own, index[own], position[own] - group.start, at[own]
        )
    found = _joined(past, index, made, when.notes)
    if alone := int((~found.contested).sum()):
        said = (
            f"Placeringar utan någon annan plats att välja den dagen: {alone}. De säger inget om ordningen."
        )
        found = replace(found, notes=(*found.notes, said))
    return found


Listed = tuple[Whole, Whole, Whole, Whole, Floats]
"""Decision, participant, index of the day, place and weight of some rows."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows: decision (counted in the table), place, and what was measured."""

    owner: Whole
    slot: Rows
    values: Small
    fails: NDArray[np.uint16]
    weight: Small


class _Lister:
    """Lists the rows of one group of participants, day by day."""

    def __init__(self, past: History, when: Days, group: Group, whole: bool, seed: int) -> None:
        self._past, self._when, self._group, self._whole = past, when, group, whole
        self._draw = np.random.default_rng([seed, group.start])

    def parts(self, owner: Whole, decision: Whole, row: Whole, at: Whole) -> list[_Part]:
        """Give the rows of decisions: their place in the table and history, participant and day index."""
        order = np.argsort(at, kind="stable")
        owner, decision, row, at = owner[order], decision[order], row[order], at[order]
        starts = np.flatnonzero(np.diff(at, prepend=-1))
        waiting: list[Listed] = []
        count, made = 0, []
        for start, stop in zip(starts, [*starts[1:], len(at)], strict=True):
            block = slice(start, stop)
            which, slot, weight = self._listed(int(at[start]), row[block], self._past.slot[decision[block]])
            day = np.full(len(which), at[start])
            waiting.append((owner[block][which], row[block][which], day, slot, weight))
            count += len(which)
            if count > _PART:
                made.append(self._measured(waiting))
                waiting, count = [], 0
        return [*made, self._measured(waiting)] if waiting else made

    def _listed(self, day: int, rows: Whole, chosen: Whole) -> tuple[Whole, Whole, Floats]:
        """List (decision of the block, place, weight) for the decisions of one day."""
        slots = np.union1d(self._when.candidates(day), chosen)
        open_now = np.isin(slots, self._when.candidates(day))
        listed = np.broadcast_to(open_now, (len(rows), len(slots))).copy()
        column = np.searchsorted(slots, chosen)
        listed[np.arange(len(rows)), column] = True
        weight = np.ones(listed.shape) if self._whole else self._drawn(day, rows, slots, listed, column)
        which, columns = np.nonzero(listed)
        return which, slots[columns], weight[which, columns]

    def _drawn(self, day: int, rows: Whole, slots: Whole, listed: Bools, column: Whole) -> Floats:
        """Keep only a draw of what surely fails: evenly spread, from a random start."""
        out = self._group.surely_out(rows, slots, int(self._when.day[day])) & listed
        out[np.arange(len(rows)), column] = False
        weight = np.ones(listed.shape)
        for i in range(len(rows)):
            stopped = np.flatnonzero(out[i])
            if len(stopped) > DRAWN:
                kept = stopped[
                    ((np.arange(DRAWN) + self._draw.random()) * (len(stopped) / DRAWN)).astype(np.int64)
                ]
                listed[i, stopped] = False
                listed[i, kept] = True
                weight[i, kept] = len(stopped) / DRAWN
        return weight

    def _measured(self, waiting: Sequence[Listed]) -> _Part:
        owner, row, at, slot, weight = (np.concatenate(column) for column in zip(*waiting, strict=True))
        pathway = self._when.pathway(at, slot)
        measured = self._group.measure(row, slot, self._when.day[at].astype(np.int32), pathway)
        return _Part(
            owner,
            slot.astype(np.int32),
            measured.values.astype(np.float32),
            measured.fails,
            weight.astype(np.float32),
        )


def _joined(past: History, index: Whole, parts: list[_Part], notes: tuple[str, ...]) -> Table:
    """Put the rows in order of their decisions; each part is let go once it is copied."""
    counts = np.zeros(len(index), dtype=np.int64)
    for part in parts:
        counts += np.bincount(part.owner, minlength=len(index))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    rows = int(offsets[-1])
    slot, weight = np.empty(rows, dtype=np.int32), np.empty(rows, dtype=np.float32)
    values, fails = np.empty((rows, len(FACTORS)), dtype=np.float32), np.empty(rows, dtype=np.uint16)
    while parts:
        part = parts.pop()
        begins = np.flatnonzero(np.diff(part.owner, prepend=-1))  # the rows of a decision follow each other
        lengths = np.diff(np.append(begins, len(part.owner)))
        to = np.arange(len(part.owner)) + np.repeat(offsets[part.owner[begins]] - begins, lengths)
        slot[to], weight[to], values[to], fails[to] = part.slot, part.weight, part.values, part.fails
    owner = np.repeat(np.arange(len(index)), counts)
    return Table(
        participants=past.participants,
        slots=past.slots,
        decision=index,
        participant=past.participant[index],
        day=past.day[index],
        chosen=np.flatnonzero(slot == past.slot[index][owner]),
        grade=past.grade[index],
        censored=past.censored[index],
        known_on=past.known_on[index],
        offsets=offsets,
        slot=slot,
        values=values,
        fails=fails,
        weight=weight,
        notes=(*past.notes, *notes),
    )
