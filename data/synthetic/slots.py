"""From hidden profiles to slot records: titles, tasks, demands, dates and hours."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from data.synthetic.draws import Draws, Row
from data.synthetic.employers import Employers
from data.synthetic.hidden import Hidden
from data.synthetic.places import Places
from data.synthetic.themes import Work, works
from data.synthetic.towns import TOWNS
from data.synthetic.track import Record
from data.synthetic.wording import task_text
from matcher.domain import Slot
from matcher.levels import Cefr
from matcher.vocabulary import CONDITIONS, DAYS, SUPPORTS

UNKNOWN: Final[Mapping[str, float]] = {
    "occupation": 0.15, "tasks": 0.10, "required_skills": 0.14, "desired_skills": 0.25,
    "min_swedish_spoken": 0.14,
    "min_swedish_written": 0.22, "language_support": 0.25, "licences_required": 0.14,
    "licences_desired": 0.25,
    "certificates_required": 0.15, "postcode": 0.25, "point": 0.20, "start": 0.12, "end": 0.20,
    "hours_min": 0.14,
    "hours_max": 0.20, "soft_start": 0.20, "days": 0.15, "times": 0.18, "capacity": 0.10, "filled": 0.12,
    "conditions": 0.15, "adaptable": 0.25, "offers": 0.18, "adults_only": 0.12, "open_from": 0.15,
    "open_until": 0.20,
    "paused": 0.15, "record": 0.15,
}  # fmt: skip
"""Share of the records in which each thing is not known. "point" hides lat and lon, "times" the
working hours, "record" the employer's earlier outcomes."""

_RECORD: Final = ("employer_placements", "employer_completed", "employer_hired")
_GROUPS: Final = {
    "lat": "point", "lon": "point", "start_time": "times", "end_time": "times",
    **dict.fromkeys(_RECORD, "record"),
}  # fmt: skip
_WEEK: Final = tuple(DAYS)
_MON_FRI: Final = _WEEK[:5]
_SCHEDULES: Final[Mapping[str, tuple[tuple[tuple[str, ...], time, time], ...]]] = {
    "day": (
        (_MON_FRI, time(8), time(16)), (_MON_FRI, time(8), time(16, 30)), (_MON_FRI, time(7, 30), time(15)),
        (_MON_FRI, time(9), time(15)), (_WEEK[:4], time(9), time(15)),
    ),
    "early": (
        (_MON_FRI, time(6, 30), time(15)), (_MON_FRI, time(7), time(16)), (_MON_FRI, time(6), time(11)),
    ),
    "shop": (
        (_MON_FRI, time(9), time(18)), (_WEEK[:6], time(9, 30), time(18)), (_WEEK[1:6], time(10), time(18)),
        (_MON_FRI, time(10), time(16)),
    ),
    "school": (
        (_MON_FRI, time(8), time(16)), (_MON_FRI, time(7, 30), time(15, 30)), (_MON_FRI, time(9), time(14)),
    ),
    "shift": (
        (_WEEK, time(7), time(16)), (_WEEK, time(13), time(21, 30)), (_MON_FRI, time(6), time(14)),
        (_MON_FRI, time(14), time(22)), (_MON_FRI, time(7), time(16)),
    ),
}  # fmt: skip
"""Days and hours of work by kind of schedule."""

_WIDTH: Final = 90
_PREFIX: Final = {"now": "P", "past": "PH"}


def records(
    seed: int,
    name: str,
    places: Places,
    employers: Employers,
    earlier: Sequence[Record],
) -> tuple[Slot, ...]:
    """Write the records of a group of places.

    Parameters
    ----------
    seed, name : as for `draw_places`; places of the group ``past`` are written as they stood while
        they were open and had room.
    places : n profiles.
    employers : those the profiles refer to.
    earlier : for each place, the employer's outcomes before it opened.
    """
    draws = Draws(seed, f"slots/{name}")
    n, archived = len(places.anchor), name == "past"
    hidden = Hidden(draws, n, UNKNOWN, _GROUPS)
    adults, full = draws.share(0.52, n).tolist(), draws.share(0.09, n).tolist()
    state = [0] * n if archived else draws.index((83, 5, 4, 5, 3), n).tolist()
    found = []
    for i, row in enumerate(draws.rows(n, _WIDTH)):
        values = _demands(row, places, i) | {"adults_only": adults[i]}
        values |= _time(
            row, works()[places.work[i]], date.fromordinal(int(places.anchor[i])), float(places.hours[i])
        )
        values |= _opening(row, date.fromordinal(int(places.anchor[i])), state[i])
        values |= _room(row, full=full[i], empty=archived)
        values |= dict(zip(_RECORD, earlier[i], strict=True))
        offered_by = employers.ids[places.employer[i]], employers.names[places.employer[i]]
        found.append(Slot(f"{_PREFIX[name]}{i + 1:04d}", *offered_by, **hidden.known(i, values)))
    return tuple(found)


def _demands(row: Row, places: Places, i: int) -> dict[str, Any]:
    work = works()[places.work[i]]
    town = TOWNS[places.town[i]]
    required = row.some(work.skills, int(row.number() * 3.6))
    left = [skill for skill in work.skills if skill not in required]
    conditions = frozenset(c for c, flag in zip(CONDITIONS, places.conditions[i], strict=True) if flag)
    driving = "driving" in conditions
    needed, wished = _licences(row, work, driving=driving)
    return {
        "title": row.one(work.titles),
        "occupation": work.ssyk,
        "tasks": task_text(row, work, 1 + int(row.number() * 3)),
        "required_skills": tuple(required),
        "desired_skills": tuple(row.some(left, int(row.number() * 2.7))),
        "min_swedish_spoken": Cefr(int(places.spoken[i])),
        "min_swedish_written": Cefr(int(places.written[i])),
        "language_support": row.chance(0.25),
        "licences_required": needed,
        "licences_desired": wished,
        "certificates_required": _certificates(row, work),
        "municipality": town.code,
        "postcode": f"{town.postcode}{10 + int(row.number() * 60)}",
        "lat": float(places.lat[i]),
        "lon": float(places.lon[i]),
        "conditions": conditions,
        "adaptable": frozenset(c for c, flag in zip(CONDITIONS, places.adaptable[i], strict=True) if flag),
        "offers": frozenset(s for s, flag in zip(SUPPORTS, places.offers[i], strict=True) if flag),
    }


def _licences(row: Row, work: Work, *, driving: bool) -> tuple[frozenset[str], frozenset[str]]:
    draw, kind = row.number(), row.number()
    asked = draw < work.theme.licence or driving
    name = "B" if work.ssyk != "8332" else "C" if kind < 0.4 else "CE" if kind < 0.5 else "B"
    if asked and (driving or kind < 0.7):
        return frozenset({name}), frozenset({"BE"} if draw < 0.02 else ())
    return frozenset(), frozenset({name} if asked else ())


def _certificates(row: Row, work: Work) -> tuple[str, ...]:
    draw, name = row.number(), row.one(work.theme.certificates or ("HLR",))
    if draw < work.theme.certificate_share:
        return (name,)
    return ("HLR",) if draw > 0.97 else ()


def _time(row: Row, work: Work, anchor: date, hours: float) -> dict[str, Any]:
    start = anchor + timedelta(days=int(row.number() * 80) - 20)
    start -= timedelta(days=start.weekday())
    days, begins, ends = row.one(_SCHEDULES[work.theme.schedule])
    first, fewer = int(row.number() * 3), row.chance(0.6)
    if hours <= 15 and fewer:
        days = days[first : first + 3]
    return {
        "start": start,
        "end": start + timedelta(days=int(60 + row.number() * 130)),
        "hours_min": hours,
        "hours_max": min(40.0, hours + row.one((0.0, 5.0, 10.0, 15.0, 20.0, 25.0))),
        "soft_start": row.chance(0.5),
        "days": frozenset(days),
        "start_time": begins,
        "end_time": ends,
    }


def _opening(row: Row, anchor: date, state: int) -> dict[str, Any]:
    """Open since some weeks; state 1 has closed, 2 is not yet open, 3 is paused, 4 nobody has told."""
    before, after = 25 + int(row.number() * 25), 25 + int(row.number() * 35)
    if state == 4:
        return {}
    opened = anchor + timedelta(days=before if state == 2 else -before)
    closes = anchor + timedelta(days=-5 if state == 1 else after if state != 2 else before + after)
    return {"open_from": opened, "open_until": closes, "paused": state == 3}


def _room(row: Row, *, full: bool, empty: bool) -> dict[str, Any]:
    capacity = row.one((1, 1, 1, 1, 1, 1, 2, 2, 3, 4))
    taken = int(row.number() * capacity)
    return {"capacity": capacity, "filled": 0 if empty else capacity if full else taken}
