"""What was open and had room on each day of the history, and what was then known of each employer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.placements import History
from matcher.columns import days_of
from matcher.domain import Slot
from matcher.facts import PRIOR_PLACEMENTS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

STILL: Final = 3
"""Placements that end while an employer's outcomes stand still, before that is strange."""
_NEVER: Final = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days on which something was decided, and the places to choose among on each.

    Attributes
    ----------
    day : ordinals of the u days, ascending.
    offsets, slot : the places open with room on day i are ``slot[offsets[i]:offsets[i + 1]]``, ascending.
    share, overall : share of earlier placements that led to a job, by sector and in all, as known on
        each day: (u, sectors) with NaN for a sector without placements, and (u,).
    sector, placements, hired : of each place's employer, (m,); NaN where the outcomes are not known.
    notes : Swedish sentences on what had to be assumed.
    """

    day: Whole
    offsets: Whole
    slot: Whole
    share: Floats
    overall: Floats
    sector: Whole
    placements: Floats
    hired: Floats
    notes: tuple[str, ...]

    def candidates(self, index: int) -> Whole:
        """Give the places open with room on a day, by its index."""
        return self.slot[self.offsets[index] : self.offsets[index + 1]]

    def pathway(self, index: Whole, slot: Whole) -> Floats:
        """Give the chance that places lead on, as `matcher.facts.pathways` gave it on the day.

        Parameters
        ----------
        index, slot : index of the day and row of the place, (n,) each.
        """
        share = self.share[index, self.sector[slot]]
        mean = np.where(np.isnan(share), self.overall[index], share)
        shrunk = (self.hired[slot] + PRIOR_PLACEMENTS * mean) / (self.placements[slot] + PRIOR_PLACEMENTS)
        known: Floats = np.nan_to_num(shrunk)
        return known


def days(past: History) -> Days:
    """Work out, for each day of the history, which places were open and had room.

    A place is open from `open_from` to `open_until`, both included, when it is not paused and has not
    ended. A day that nobody wrote down is set as far from the place's start as the known ones are, by their
    median; when no place tells its days, as far as nine in ten choices were. A place without any date
    is open on the days when it was chosen. It has room when
    fewer placements run that day than its capacity, by the history itself. A capacity that is not
    known is no limit, and a placement without an end that is not ongoing takes no room.
    """
    first, last, notes = _windows(past)
    unique = np.unique(past.day)
    capacity = np.array([_NEVER if s.capacity is None else s.capacity for s in past.slots], dtype=np.int64)
    when, where, change = _moves(past)
    running = np.zeros(len(past.slots), dtype=np.int64)
    done = 0
    found: list[Whole] = []
    for day in unique:
        upto = int(np.searchsorted(when, day, side="right"))
        np.add.at(running, where[done:upto], change[done:upto])
        done = upto
        found.append(np.flatnonzero((first <= day) & (day <= last) & (running < capacity)))
    known = first.copy()
    np.minimum.at(known, past.slot, past.day.astype(np.float64))
    sector, placements, hired = _employers(past.slots)
    share, overall = _shares(past.slots, known, unique, sector)
    if told := _told_later(past, first):
        said = (
            f"Arbetsgivare vars tidigare utfall står stilla fast placeringar slutade emellan: {told}. "
            "Siffrorna är troligen av i dag. Då känner ”Vägen vidare” redan till det som ska bedömas."
        )
        notes = (*notes, said)
    return Days(
        day=unique,
        offsets=np.concatenate([[0], np.cumsum([len(part) for part in found], dtype=np.int64)]).astype(
            np.int64
        ),
        slot=np.concatenate([np.empty(0, dtype=np.int64), *found]),
        share=share,
        overall=overall,
        sector=sector,
        placements=placements,
        hired=hired,
        notes=notes,
    )


def _windows(past: History) -> tuple[Floats, Floats, tuple[str, ...]]:
    slots = past.slots
    opens, closes = days_of(s.open_from for s in slots), days_of(s.open_until for s in slots)
    start, end = days_of(s.start for s in slots), days_of(s.end for s in slots)
    chosen = past.day.astype(np.float64) - start[past.slot]
    lead = _usual(start - opens, otherwise=-chosen)
    lag = _usual(closes - start, otherwise=chosen)
    first = np.where(np.isnan(opens), start - lead, opens)
    first = np.where(np.isnan(first), closes - (lead + lag), first)
    last = np.where(np.isnan(closes), start + lag, closes)
    last = np.where(np.isnan(last), opens + (lead + lag), last)
    last = np.fmin(last, end)
    paused = np.array([bool(s.paused) for s in slots], dtype=np.bool_)
    shut = paused | np.isnan(first) | np.isnan(last)
    nowhere = int((shut & ~paused).sum())
    first, last = np.where(shut, np.inf, first), np.where(shut, -np.inf, last)
    notes = []
    assumed = int((np.isnan(opens) | np.isnan(closes)).sum())
    if assumed:
        notes.append(
            f"Platser utan dagen då de öppnade eller stängde: {assumed} av {len(slots)}. Den är satt efter "
            "hur länge platser brukar vara öppna, eller har valts, före och efter sin start."
        )
    if nowhere:
        notes.append(
            f"Platser vars dagar inte går att sätta: {nowhere} av {len(slots)}. De är med bara när de valdes."
        )
    open_then = (first[past.slot] <= past.day) & (past.day <= last[past.slot])
    if closed := int((~open_then).sum()):
        notes.append(
            f"Placeringar på en plats som enligt sina uppgifter inte var öppen den dagen: {closed}. De är "
            "med ändå: platsen valdes ju."
        )
    return first, last, tuple(notes)


def _told_later(past: History, first: Floats) -> int:
    """Count employers whose outcomes stand still while placements end: numbers of today, not of then."""
    ended: dict[str, list[float]] = {}
    for slot, day in zip(past.slot.tolist(), past.ended.tolist(), strict=True):
        if not isnan(day):
            ended.setdefault(past.slots[slot].employer_id or "", []).append(day)
    opened: dict[str, list[tuple[float, int]]] = {}
    for slot, day in zip(past.slots, first.tolist(), strict=True):
        if slot.employer_id and slot.employer_placements is not None and isfinite(day):
            opened.setdefault(slot.employer_id, []).append((day, slot.employer_placements))
    count = 0
    for employer, found in opened.items():
        days_, numbers = zip(*found, strict=True)
        between = sum(min(days_) <= day <= max(days_) for day in ended.get(employer, ()))
        count += len(set(numbers)) == 1 and between >= STILL
    return count


def _usual(days_: Floats, otherwise: Floats) -> float:
    """Give the median number of days; when no place tells it, so many as nine in ten choices lie within."""
    if not np.isnan(days_).all():
        return float(np.nanmedian(days_))
    known = otherwise[~np.isnan(otherwise)]
    return float(np.quantile(known, 0.9)) if len(known) else np.nan


def _moves(past: History) -> tuple[Whole, Whole, Whole]:
    """List when a seat is taken (+1) and when it is free again (−1), by day."""
    runs = ~np.isnan(past.started) & (~np.isnan(past.ended) | past.censored)
    ends = runs & ~np.isnan(past.ended)
    when = np.concatenate([past.started[runs], past.ended[ends] + 1]).astype(np.int64)
    where = np.concatenate([past.slot[runs], past.slot[ends]])
    change = np.concatenate([np.ones(runs.sum(), dtype=np.int64), np.full(ends.sum(), -1)])
    order = np.argsort(when, kind="stable")
    return when[order], where[order], change[order]


def _employers(slots: Sequence[Slot]) -> tuple[Whole, Floats, Floats]:
    names = {name: i for i, name in enumerate(dict.fromkeys(_sector(slot) for slot in slots))}
    sector = np.array([names[_sector(slot)] for slot in slots], dtype=np.int64)
    known = [s.employer_placements is not None and s.employer_hired is not None for s in slots]
    placements = np.array(
        [float(s.employer_placements or 0) if k else np.nan for s, k in zip(slots, known, strict=True)],
        dtype=np.float64,
    )
    hired = np.array([float(s.employer_hired or 0) for s in slots], dtype=np.float64)
    return sector, placements, np.minimum(hired, placements)


def _sector(slot: Slot) -> str:
    return (slot.occupation or "")[:2]


def _shares(slots: Sequence[Slot], known: Floats, unique: Whole, sector: Whole) -> tuple[Floats, Floats]:
    """Add each employer's outcomes when a place of it becomes known, and read the shares day by day."""
    width = int(sector.max(initial=-1)) + 1
    sums, total = np.zeros((2, width)), np.zeros(2)
    best: dict[tuple[str, int], tuple[int, int]] = {}
    order = np.argsort(known, kind="stable")
    share, overall = np.full((len(unique), width), np.nan), np.zeros(len(unique))
    done = 0
    for i, day in enumerate(unique):
        while done < len(order) and known[order[done]] <= day:
            row = int(order[done])
            done += 1
            slot = slots[row]
            if slot.employer_placements is None or slot.employer_hired is None:
                continue
            key = (slot.employer_id or slot.id, int(sector[row]))
            new = (slot.employer_placements, min(slot.employer_hired, slot.employer_placements))
            old = best.get(key, (0, 0))
            if new > old:
                best[key] = new
                gain = np.array(new, dtype=np.float64) - old
                sums[:, sector[row]] += gain
                total += gain
        np.divide(sums[1], sums[0], out=share[i], where=sums[0] > 0)
        overall[i] = total[1] / total[0] if total[0] else 0.0
    return share, overall
