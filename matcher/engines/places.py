"""The vectorised engine: places as columns, asked by batches of participants.

A request goes through four steps, each over whole blocks: the quick rules drop pairs, the
remaining rules judge what is left, the factors score what is eligible, and the best of each
participant are explained by `matcher.assess`. Nothing is approximate: the points that select are
the points that are shown.
"""

from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from matcher.assess import BASE, GRID, MOST_CHANGES, assess, place_tie, questions, smallest_changes, tie_break
from matcher.columns import Array, Bools, Pairs, numbers, small
from matcher.context import Context
from matcher.domain import Participant, Slot
from matcher.engines.forked import shared_out
from matcher.engines.found import Found
from matcher.engines.texts import BatchTexts, PlaceTexts
from matcher.factors import FACTORS, Factor
from matcher.factors.level import readiness
from matcher.facts import Person, Place, World, pathways
from matcher.likeness import Known, Vector
from matcher.reach import Tally
from matcher.results import Assessment, Candidates, NearMiss, Ranking, Reach, Suggestion
from matcher.rules import RULES

BLOCK_PAIRS: Final = 1 << 16
"""Pairs judged at once: the masks of a block stay in the processor's cache."""
GROUP_PAIRS: Final = 1 << 22
"""Pairs whose few leaders are scored together, by one process."""
TABLE_CELLS: Final = 1 << 28
"""Cells of the largest table of likeness: a gigabyte of float32."""
LEADERS: Final = 4
"""How many times the places asked for are scored in full to find what the others must reach."""
ROUNDING: Final = 1e-3
"""More points than the grid can round up."""
_FIRST: Final = tuple(factor for factor in FACTORS if factor.id in {"skills", "experience", "goals"})
_REST: Final = tuple(factor for factor in reversed(FACTORS) if factor not in _FIRST)
"""The cheap ones first: they thin out what `commute` and `level` are worked out for."""
_EXACT: Final = tuple(rule for rule in RULES if rule.quick is not rule.fails)
_QUICK: Final = tuple(rule.quick for rule in RULES if rule.quick)


@dataclass(frozen=True, slots=True)
class _Selection:
    """What a block of participants is answered with, before it is explained."""

    rows: slice
    eligible: Array
    best: list[list[tuple[int, float]]]
    missed: list[list[tuple[int, float]]]
    opens: dict[str, Array]


@dataclass(slots=True)
class Batch:
    """Participants worked out against the places: columns, tables and texts."""

    persons: list[Person]
    columns: dict[str, Array]
    shared: dict[str, Any]
    texts: BatchTexts


class Places:
    """Places worked out once; every method answers from columns.

    Attributes
    ----------
    slots : the records, in the order given.
    context : what the answers rest on.
    """

    def __init__(self, slots: Sequence[Slot], context: Context, vectors: Known | None = None) -> None:
        world = World(context)
        places = [world.place(slot, chance) for slot, chance in zip(slots, pathways(slots), strict=True)]
        self._build(places, world, dict(vectors or {}))

    def _build(self, places: list[Place], world: World, known: dict[str, Vector]) -> None:
        self.slots = tuple(place.record for place in places)
        self.context = world.context
        self._places, self._world, self._known = places, world, known
        self._texts = PlaceTexts(places, world, known)
        self._shared: dict[str, Any] = dict(self._texts.shared)
        self._columns: dict[str, Array] = {
            "row": np.arange(len(places)),
            "pathway": np.nan_to_num(numbers(place.pathway for place in places)),
            **self._texts.columns,
        }
        for rule in RULES:
            self._columns.update(rule.place_columns(places, world, self._shared))
        self._ties = np.array([place_tie(slot, world) for slot in self.slots], dtype=np.int64)

    def _only(self, slot_id: str) -> "Places":
        """Give one place alone, worked out as among the others."""
        index = next((i for i, slot in enumerate(self.slots) if slot.id == slot_id), None)
        if index is None:
            raise KeyError(slot_id)
        alone = Places.__new__(Places)
        alone._build([self._places[index]], self._world, self._known)  # noqa: SLF001 - one of us
        return alone

    def _batches(self, participants: Sequence[Participant], vectors: Known | None) -> Iterator[Batch]:
        """Take as many participants at once as the table of their texts and the tasks has room for."""
        persons = [self._world.person(participant) for participant in participants]
        known = ChainMap(dict(vectors or {}), self._known)
        most = TABLE_CELLS // max(1, len(self._texts.tasks))
        start, texts = 0, set[str]()
        for i, person in enumerate(persons):
            own = {*person.past, *person.goals}
            if i > start and len(texts | own) > most:
                yield self._batch(persons[start:i], known)
                start, texts = i, set()
            texts |= own
        if start < len(persons):
            yield self._batch(persons[start:], known)

    def _batch(self, persons: list[Person], known: Known) -> Batch:
        texts = BatchTexts(persons, self._texts, known)
        shared = self._shared | texts.shared
        columns: dict[str, Array] = {
            "row": np.arange(len(persons)),
            "readiness": small(readiness(person.years) for person in persons),
            "skills_known": np.array([p.record.skills is not None for p in persons], dtype=np.bool_),
            "past_known": np.array([p.record.experience is not None for p in persons], dtype=np.bool_),
            "goals_known": np.array(
                [p.record.goals is not None or p.record.goal_occupations is not None for p in persons],
                dtype=np.bool_,
            ),
        }
        for rule in RULES:
            columns.update(rule.person_columns(persons, self._world, shared))
        return Batch(persons, columns, shared, texts)

    def _pairs(self, batch: Batch, found: Found) -> Pairs:
        """Give the columns of pairs; one participant's row only once where there is one."""
        if found.rows.stop - found.rows.start == 1:
            return Pairs.alone(batch.columns, self._columns, batch.shared, found.rows.start, found.column)
        return Pairs.listed(batch.columns, self._columns, batch.shared, found.row, found.column)

    def _blocks(self, rows: slice, pairs: int) -> list[slice]:
        """Cut rows so that each part has about so many pairs, and at least one participant."""
        size = max(1, pairs // max(1, len(self._places)))
        return [slice(start, min(start + size, rows.stop)) for start in range(rows.start, rows.stop, size)]

    def _eligible(self, batch: Batch, rows: slice) -> Found:
        """Find the pairs of a block that no rule fails."""
        block = Pairs.block(batch.columns, self._columns, batch.shared, rows)
        out = np.zeros(block.shape, dtype=np.bool_)
        for quick in _QUICK:
            out |= quick(block)
        found = Found.where(~out, rows)
        for rule in _EXACT:
            fails = rule.fails(self._pairs(batch, found))
            found = found.take(~fails) if fails.any() else found
        return found

    def _points(self, pairs: Pairs, factors: Sequence[Factor]) -> Array:
        """Add up the points of some factors, each on the grid."""
        total: Array = np.zeros(pairs.shape)
        for factor in factors:
            weight = self.context.weights.values[factor.id]
            total += np.rint(factor.values(pairs) * weight * GRID) / GRID
        return total

    def _leading(self, batch: Batch, found: Found, points: Array, top: int) -> tuple[Found, Array]:
        """Keep the pairs that may be among the `top` of their participant, with their scores.

        `points` are those of the factors of meaning. The pairs that lead by them are scored in
        full; whatever cannot reach the last of the best of those, even with all points of the
        rest, is let go.
        """
        first = points >= found.spread(found.bounds(points, LEADERS * top))
        leaders = found.take(first)
        bounds = leaders.bounds(points[first] + self._points(self._pairs(batch, leaders), _REST), top)
        rest = sum(self.context.weights.values[factor.id] for factor in _REST) + ROUNDING
        for factor in _REST:
            kept = points + rest >= found.spread(bounds)
            found, points = found.take(kept), points[kept]
            points = points + self._points(self._pairs(batch, found), (factor,))
            rest -= self.context.weights.values[factor.id]
        return found, points

    def _near(self, batch: Batch, rows: slice) -> tuple[Found, Array]:
        """Find the pairs that at most two changes would open, with the scores they would get."""
        block = Pairs.block(batch.columns, self._columns, batch.shared, rows)
        quick = np.zeros(block.shape, dtype=np.int8)
        for fails in _QUICK:
            quick += fails(block)
        found = Found.where(quick <= MOST_CHANGES, rows)
        pairs = self._pairs(batch, found)
        changes = np.zeros(pairs.shape, dtype=np.int16)
        for rule in RULES:
            changes += np.where(rule.fails(pairs), rule.changes(pairs), 0).astype(np.int16)
        found = found.take((changes > 0) & (changes <= MOST_CHANGES))
        pairs = self._pairs(batch, found)
        failed = [rule.fails(pairs) for rule in RULES]
        for rule, where in zip(RULES, failed, strict=True):
            rule.opened(pairs, where)
        return found, BASE + self._points(pairs, FACTORS)

    def rank(
        self,
        participants: Sequence[Participant],
        *,
        top: int = 10,
        near: int = 5,
        questions: int = 5,
        vectors: Known | None = None,
        processes: int = 1,
    ) -> tuple[Ranking, ...]:
        """Rank the places for each participant; see `matcher.rank`."""
        answers: list[Ranking] = []
        for batch in self._batches(participants, vectors):

            def select(rows: slice, batch: Batch = batch) -> _Selection:
                return self._select(batch, rows, top, near, questions)

            groups = self._blocks(slice(0, len(batch.persons)), GROUP_PAIRS)
            for selection in shared_out(select, groups, processes):
                answers += self._explain(batch, selection, questions)
        return tuple(answers)

    def _select(self, batch: Batch, rows: slice, top: int, near: int, most: int) -> "_Selection":
        """Find, for each participant of a group, the places to explain."""
        fitting, points, missed = [], [], list[list[tuple[int, float]]]()
        for block in self._blocks(rows, BLOCK_PAIRS):
            found = self._eligible(batch, block)
            fitting.append(found)
            points.append(BASE + self._points(self._pairs(batch, found), _FIRST))
            if near:
                opened, scores = self._near(batch, block)
                missed += opened.best(scores, near, self._ties)
        found = Found.joined(rows, fitting)
        leading, scores = self._leading(batch, found, np.concatenate(points), top)
        return _Selection(
            rows=rows,
            eligible=found.counts,
            best=leading.best(scores, top, self._ties),
            missed=missed or [[] for _ in range(rows.start, rows.stop)],
            opens=self._opens(batch, found) if most else {},
        )

    def _explain(self, batch: Batch, selection: "_Selection", most: int) -> Iterator[Ranking]:
        for i, person in enumerate(batch.persons[selection.rows]):
            best = [self._places[column] for column, _ in selection.best[i]]
            yield Ranking(
                participant_id=person.record.id,
                considered=len(self._places),
                eligible=int(selection.eligible[i]),
                suggestions=tuple(
                    Suggestion(rank, assess(person, place, self._world, batch.texts))
                    for rank, place in enumerate(best, 1)
                ),
                near_misses=tuple(
                    self._near_miss(person, self._places[column], score)
                    for column, score in selection.missed[i]
                ),
                questions=questions({field: int(count[i]) for field, count in selection.opens.items()}, most),
            )

    def _near_miss(self, person: Person, place: Place, score: float) -> NearMiss:
        """Say what opens a place that the columns found to be near, with the score they gave it."""
        changes = smallest_changes(person, place, self._world)
        return NearMiss(person.record.id, place.record.id, score, changes)

    def _opens(self, batch: Batch, found: Found) -> dict[str, Array]:
        """Count, for each field and participant of the block, the places that wait for the answer."""
        pairs = self._pairs(batch, found)
        p, s = pairs.p, pairs.s
        titled = s["title"] != len(self._texts.titles) - 1
        asks: dict[str, Bools] = {
            "skills": ~p["skills_known"] & s["asked_any"],
            "experience": ~p["past_known"] & titled,
            "goals": ~p["goals_known"] & titled,
        }
        for rule in RULES:
            asks.update(rule.asks(pairs))
        return {field: found.take(where).counts for field, where in asks.items()}

    def candidates(
        self,
        participants: Sequence[Participant],
        slot_id: str,
        *,
        top: int = 10,
        near: int = 5,
        vectors: Known | None = None,
    ) -> Candidates:
        """Rank the participants for one place; see `matcher.candidates`."""
        return self._only(slot_id)._candidates(participants, top, near, vectors)  # noqa: SLF001 - one of us

    def _candidates(
        self, participants: Sequence[Participant], top: int, near: int, vectors: Known | None
    ) -> Candidates:
        place = self._places[0]
        count, fitting, missed = 0, [], []
        for batch in self._batches(participants, vectors):
            for rows in self._blocks(slice(0, len(batch.persons)), BLOCK_PAIRS):
                eligible = self._eligible(batch, rows)
                count += len(eligible.row)
                scores = BASE + self._points(self._pairs(batch, eligible), FACTORS)
                fitting += self._leaders(batch, eligible, scores, top)
                if near:
                    missed += self._leaders(batch, *self._near(batch, rows), near)
        fitting.sort(key=_leader)
        missed.sort(key=_leader)
        suggestions = (
            Suggestion(rank, assess(person, place, self._world, texts))
            for rank, (_, _, person, texts) in enumerate(fitting[:top], 1)
        )
        found = tuple(self._near_miss(person, place, score) for score, _, person, _ in missed[:near])
        return Candidates(place.record.id, len(participants), count, tuple(suggestions), found)

    def _leaders(
        self, batch: Batch, found: Found, scores: Array, most: int
    ) -> list[tuple[float, int, Person, BatchTexts]]:
        order = np.argsort(-scores, kind="stable")
        if len(order) > most:
            order = np.flatnonzero(scores >= scores[order[most - 1]])
        persons = [batch.persons[found.row[i]] for i in order]
        return [
            (float(scores[i]), tie_break(person.record.id, self._world), person, batch.texts)
            for i, person in zip(order, persons, strict=True)
        ]

    def explain(
        self, participant: Participant, slot_ids: Sequence[str], *, vectors: Known | None = None
    ) -> tuple[Assessment, ...]:
        """Explain one participant against some of the places; see `matcher.explain`.

        Raises
        ------
        KeyError
            When no slot has one of the ids.
        """
        rows = {slot.id: row for row, slot in enumerate(self.slots)}
        (batch,) = self._batches([participant], vectors)
        places = [self._places[rows[slot_id]] for slot_id in slot_ids]
        return tuple(assess(batch.persons[0], place, self._world, batch.texts) for place in places)

    def fits(
        self, participants: Sequence[Participant], slot_id: str, *, vectors: Known | None = None
    ) -> tuple[Assessment, ...]:
        """Explain one place for each of some participants, whether or not it fits them.

        Raises
        ------
        KeyError
            When no slot has the id.
        """
        alone = self._only(slot_id)
        place = alone._places[0]  # noqa: SLF001 - one of us
        return tuple(
            assess(person, place, self._world, batch.texts)
            for batch in alone._batches(participants, vectors)  # noqa: SLF001 - as above
            for person in batch.persons
        )

    def reach(self, participants: Sequence[Participant], slot_id: str) -> Reach:
        """Count what each requirement of a place costs in people; see `matcher.reach`."""
        return self._only(slot_id)._reach(participants)  # noqa: SLF001 - one of us

    def _reach(self, participants: Sequence[Participant]) -> Reach:
        place = self._places[0]
        tally = Tally(place, len(participants))
        for participant in participants:
            person = self._world.person(participant)
            verdicts = [rule.judge(person, place, self._world) for rule in RULES]
            tally.add(
                [v.rule for v in verdicts if v.outcome == "fail"],
                [v.rule for v in verdicts if v.outcome == "unknown"],
            )
        return tally.reach()


def _leader(leader: tuple[float, int, Person, BatchTexts]) -> tuple[float, int]:
    return -leader[0], leader[1]
