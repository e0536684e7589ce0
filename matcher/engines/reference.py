"""The reference engine: the meaning, one pair at a time, in plain Python.

Slow on purpose. It defines the result; the vectorised engine must give the same.
"""

from collections.abc import Sequence

from matcher.assess import asked, assess, near_miss, place_tie, questions, tie_break
from matcher.context import Context
from matcher.domain import Participant, Slot
from matcher.facts import Place, World, pathways
from matcher.likeness import PlainLikeness
from matcher.reach import Tally
from matcher.results import Assessment, Candidates, NearMiss, Ranking, Reach, Suggestion


class Reference:
    """Places worked out once, asked one participant at a time. The same face as `Places`.

    Parameters
    ----------
    slots : the places.
    context : what the matcher is told.
    chances : the chance that each place leads on, when `slots` are only some of the places that
        `pathways` compares; else it is worked out from `slots`.
    """

    def __init__(
        self, slots: Sequence[Slot], context: Context, chances: Sequence[float | None] | None = None
    ) -> None:
        self._world = World(context)
        known = pathways(slots) if chances is None else chances
        self._places = [self._world.place(slot, chance) for slot, chance in zip(slots, known, strict=True)]
        self._ties = {slot.id: place_tie(slot, self._world) for slot in slots}
        self._likeness = PlainLikeness(self._world)

    def rank(
        self, participants: Sequence[Participant], *, top: int, near: int, most: int
    ) -> tuple[Ranking, ...]:
        """Rank the places for each participant."""
        return tuple(self._rank(participant, top, near, most) for participant in participants)

    def _rank(self, participant: Participant, top: int, near: int, most: int) -> Ranking:
        person = self._world.person(participant)
        opens: dict[str, int] = {}
        fitting: list[Assessment] = []
        missed: list[NearMiss] = []
        for place in self._places:
            assessment = assess(person, place, self._world, self._likeness)
            if assessment.eligible:
                fitting.append(assessment)
                for field in asked(person, place, assessment):
                    opens[field] = opens.get(field, 0) + 1
            elif near and (miss := near_miss(person, place, self._world, self._likeness)):
                missed.append(miss)
        fitting.sort(key=lambda a: (-a.score, self._ties[a.slot_id]))
        missed.sort(key=lambda m: (-m.score_if_opened, self._ties[m.slot_id]))
        return Ranking(
            participant_id=participant.id,
            considered=len(self._places),
            eligible=len(fitting),
            suggestions=_ranked(fitting[:top]),
            near_misses=tuple(missed[:near]),
            questions=questions(opens, most),
        )

    def candidates(
        self, participants: Sequence[Participant], slot_id: str, *, top: int, near: int
    ) -> Candidates:
        """Rank the participants for one place."""
        place = self._place(slot_id)
        fitting: list[Assessment] = []
        missed: list[NearMiss] = []
        for participant in participants:
            person = self._world.person(participant)
            assessment = assess(person, place, self._world, self._likeness)
            if assessment.eligible:
                fitting.append(assessment)
            elif miss := near_miss(person, place, self._world, self._likeness):
                missed.append(miss)
        fitting.sort(key=lambda a: (-a.score, tie_break(a.participant_id, self._world)))
        missed.sort(key=lambda m: (-m.score_if_opened, tie_break(m.participant_id, self._world)))
        return Candidates(
            slot_id, len(participants), len(fitting), _ranked(fitting[:top]), tuple(missed[:near])
        )

    def reach(self, participants: Sequence[Participant], slot_id: str) -> Reach:
        """Count what each requirement of a place costs in people."""
        place = self._place(slot_id)
        tally = Tally(place, len(participants))
        for participant in participants:
            verdicts = assess(
                self._world.person(participant), place, self._world, self._likeness
            ).requirements
            tally.add(
                [v.rule for v in verdicts if v.outcome == "fail"],
                [v.rule for v in verdicts if v.outcome == "unknown"],
            )
        return tally.reach()

    def _place(self, slot_id: str) -> Place:
        for place in self._places:
            if place.record.id == slot_id:
                return place
        raise KeyError(slot_id)


def _ranked(assessments: Sequence[Assessment]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(rank, assessment) for rank, assessment in enumerate(assessments, 1))
