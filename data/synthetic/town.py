"""Build the whole synthetic municipality, and write it to files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from data.synthetic import history
from data.synthetic.draws import Floats, Whole
from data.synthetic.employers import Employers, draw_employers
from data.synthetic.participants import records as write_people
from data.synthetic.people import People, draw_people
from data.synthetic.places import Places, draw_places
from data.synthetic.slots import records as write_places
from data.synthetic.track import Record, before_history, track_records
from data.synthetic.truth import Traits, joined
from matcher.domain import Participant, Placement, Slot

if TYPE_CHECKING:
    from data.loaders.columns import Kind

TODAY: Final = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Municipality:
    """Syntetisk kommun Exempelby.

    Attributes
    ----------
    participants, slots : those of today.
    placements : the history, by day of suggestion.
    past_participants, past_slots : the people and the places that the history is of, as they
        stood at the time; their ids are not among those of today.
    traits : what no matcher may see, for evaluation only.
    """

    participants: tuple[Participant, ...]
    slots: tuple[Slot, ...]
    placements: tuple[Placement, ...]
    past_participants: tuple[Participant, ...]
    past_slots: tuple[Slot, ...]
    traits: Traits


@dataclass(frozen=True, slots=True)
class _Past:
    """Three years of history before any of it is written down."""

    people: People
    places: Places
    choices: history.Choices
    told: Sequence[Mapping[str, Any]]
    chances: Mapping[str, Floats]
    offered_by: Whole
    before: Sequence[Record]

    def track(self, places: Places) -> list[Record]:
        return track_records(self.before, self.told, self.offered_by, places.employer, places.anchor)


def municipality(
    seed: int = 2026,
    *,
    participants: int = 300,
    employers: int = 150,
    slots: int = 250,
    placements: int = 1200,
    today: date = TODAY,
) -> Municipality:
    """Build a synthetic municipality. The same arguments give the same bytes everywhere.

    Parameters
    ----------
    seed : a whole number from 0.
    participants, employers, slots, placements : how many of each.
    today : the day that everything lies around.

    Raises
    ------
    ValueError
        When a number is negative, or there are places or placements but no employer.

    Examples
    --------
    >>> town = municipality(participants=2, slots=3, placements=0)
    >>> [participant.id for participant in town.participants], [slot.id for slot in town.slots]
    (['D0001', 'D0002'], ['P0001', 'P0002', 'P0003'])
    """
    if min(seed, participants, employers, slots, placements) < 0:
        raise ValueError(
            "the seed and the numbers of participants, employers, slots and placements start from 0"
        )
    if employers == 0 and slots + placements > 0:
        raise ValueError("places need someone who offers them: ask for at least one employer")
    firms = draw_employers(seed, employers)
    past = _past(seed, firms, placements, today.toordinal())
    people = draw_people(seed, "now", np.full(participants, today.toordinal()))
    places = draw_places(seed, "now", np.full(slots, today.toordinal()), firms)
    present_people = write_people(seed, "now", people, firms)
    past_people = write_people(seed, "past", past.people, firms)
    present_places = write_places(seed, "now", places, firms, past.track(places))
    past_places = write_places(seed, "past", past.places, firms, past.track(past.places))
    person_ids, place_ids = [p.id for p in past_people], [s.id for s in past_places]
    log, decisions = history.written_down(past.choices, past.told, past.chances, person_ids, place_ids)
    all_places = joined([places, past.places])
    return Municipality(
        participants=present_people,
        slots=present_places,
        placements=log,
        past_participants=past_people,
        past_slots=_with_room(past_places, log),
        traits=Traits(
            people=joined([people, past.people]),
            places=all_places,
            person={p.id: i for i, p in enumerate((*present_people, *past_people))},
            place={s.id: i for i, s in enumerate((*present_places, *past_places))},
            quality=firms.quality[all_places.employer] if employers else np.empty(0),
            decisions=decisions,
        ),
    )


def write(town: Municipality, folder: Path) -> tuple[Path, ...]:
    """Write a municipality as CSV files, and give their paths.

    ``participants.csv`` and ``slots.csv`` hold those of today; ``placements.csv`` the history,
    with ``past_participants.csv`` and ``past_slots.csv`` that it refers to. Traits are not written.
    """
    from data.exporters import export  # noqa: PLC0415 - only writing needs the spreadsheet libraries

    folder.mkdir(parents=True, exist_ok=True)
    tables: tuple[tuple[str, Kind], ...] = (
        ("participants", "participants"),
        ("slots", "slots"),
        ("placements", "placements"),
        ("past_participants", "participants"),
        ("past_slots", "slots"),
    )
    for name, kind in tables:
        export(getattr(town, name), folder / f"{name}.csv", kind=kind)
    return tuple(folder / f"{name}.csv" for name, _ in tables)


def _past(seed: int, firms: Employers, count: int, today: int) -> _Past:
    persons, offers = (count * 5 + 7) // 8, (count + 1) // 2 + (8 if count else 0)
    people = draw_people(seed, "past", history.past_days(seed, "people", persons, today))
    places = draw_places(seed, "past", history.past_days(seed, "places", offers, today), firms)
    choices = history.choose(seed, people, places, count, today)
    quality = firms.quality[places.employer]
    told, chances = history.play_out(seed, choices, people, places, quality=quality, today=today)
    return _Past(
        people=people,
        places=places,
        choices=choices,
        told=told,
        chances=chances,
        offered_by=places.employer[choices.place],
        before=before_history(seed, firms),
    )


def _with_room(places: Sequence[Slot], log: Sequence[Placement]) -> tuple[Slot, ...]:
    """Give past places at least the room for those who started there."""
    started = Counter(placement.slot_id for placement in log if placement.started_on)
    return tuple(
        replace(place, capacity=max(place.capacity, started[place.id]))
        if place.capacity is not None
        else place
        for place in places
    )
