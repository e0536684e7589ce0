"""From hidden profiles to participant records: words, dates, and what nobody has asked yet."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from data.synthetic.draws import Draws, Row
from data.synthetic.employers import Employers
from data.synthetic.hidden import Hidden
from data.synthetic.people import COUNTRIES, People
from data.synthetic.themes import Work, works
from data.synthetic.towns import TOWNS
from data.synthetic.wording import ability, general_ability, mistyped, occupation_name, wish
from matcher.domain import Experience, Participant, Skill
from matcher.levels import Cefr
from matcher.vocabulary import CONDITIONS, DAYS, SUPPORTS

UNKNOWN: Final[Mapping[str, float]] = {
    "postcode": 0.20, "point": 0.20, "skills": 0.10, "experience": 0.12, "spoken": 0.14, "written": 0.18,
    "languages": 0.20, "licences": 0.15, "certificates": 0.20, "goals": 0.12, "goal_occupations": 0.20,
    "available_from": 0.12, "available_to": 0.20, "hours_per_week": 0.12, "hours_start": 0.25, "times": 0.22,
    "days": 0.18,
    "study_hours": 0.20, "travel_max_minutes": 0.12, "travel_modes": 0.15, "cannot": 0.16, "needs": 0.18,
    "excluded_employers": 0.20, "under_18": 0.12, "priority": 0.10,
}  # fmt: skip
"""Share of the records in which each thing is not known. "point" hides lat and lon; "spoken" and
"written" a level of Swedish; "times" the earliest and the latest hour."""

CERTIFICATES: Final[Mapping[str, tuple[str, ...]]] = {
    "truckkort": ("truckkort", "truckförarbevis", "truckkort A och B", "truckkort"),
    "hygienutbildning": ("hygienutbildning", "livsmedelshygien", "hygienkurs"),
    "heta arbeten": ("heta arbeten", "certifikat heta arbeten"),
    "HLR": ("HLR", "hjärt- och lungräddning"),
    "motorsågskörkort": ("motorsågskörkort", "motorsågskort"),
    "YKB": ("YKB", "yrkesförarkompetens"),
    "liftkort": ("liftkort",),
    "ställningsutbildning": ("ställningsutbildning",),
    "fallskyddsutbildning": ("fallskyddsutbildning",),
}
"""Certificates and how participants name them."""

_GROUPS: Final = {
    "lat": "point", "lon": "point", "earliest": "times", "latest": "times",
    "swedish_spoken": "spoken", "swedish_written": "written",
}  # fmt: skip
_WEEK: Final = tuple(DAYS)
_DAYS: Final = (_WEEK[:5],) * 8 + (_WEEK,) * 4 + (_WEEK[:4], _WEEK[1:5], _WEEK[:3])
_EARLIEST: Final = (time(6),) * 5 + (time(6, 30),) + (time(7),) * 3 + (time(8), time(8, 30), time(9))
_LATEST: Final = (time(15),) + (time(16),) * 2 + (time(17),) * 3 + (time(18),) * 2 + (time(22),) * 4
_WIDTH: Final = 140
_PREFIX: Final = {"now": "D", "past": "DH"}


def records(seed: int, name: str, people: People, employers: Employers) -> tuple[Participant, ...]:
    """Write the records of a group.

    Parameters
    ----------
    seed, name : as for `draw_people`.
    people : n profiles.
    employers : among whom those are that a participant does not want back to.
    """
    draws = Draws(seed, f"participants/{name}")
    n = len(people.anchor)
    hidden = Hidden(draws, n, UNKNOWN, _GROUPS)
    avoided = _avoided(draws, n, employers)
    found = []
    for i, row in enumerate(draws.rows(n, _WIDTH)):
        values = _values(row, people, i, avoided[i])
        found.append(Participant(f"{_PREFIX[name]}{i + 1:04d}", **hidden.known(i, values)))
    return tuple(found)


def _avoided(draws: Draws, n: int, employers: Employers) -> list[frozenset[str]]:
    some = draws.share(0.6, n)
    count = draws.whole(1, 5, n)
    picks = draws.index(employers.size if employers.ids else [1.0], n * 5).reshape(n, 5)
    if not employers.ids:
        return [frozenset()] * n
    return [
        frozenset(employers.ids[k] for k in picks[i, : count[i]]) if some[i] else frozenset()
        for i in range(n)
    ]


def _values(row: Row, people: People, i: int, avoided: frozenset[str]) -> dict[str, Any]:
    anchor = date.fromordinal(int(people.anchor[i]))
    past = [works()[k] for k in people.work[i] if k >= 0]
    town = TOWNS[people.town[i]]
    country, language, _ = COUNTRIES[people.country[i]]
    newcomer, young = bool(people.newcomer[i]), bool(people.young[i])
    hours, drives = float(people.hours[i]), bool(people.drives[i])
    return {
        "municipality": town.code,
        "postcode": f"{town.postcode}{10 + int(row.number() * 60)}",
        "lat": float(people.lat[i]),
        "lon": float(people.lon[i]),
        "skills": _skills(row, past, works()[people.goal[i]]),
        "experience": tuple(_experience(row, work, country if newcomer else "Sverige") for work in past),
        "languages": tuple([language] * newcomer + ["en"] * row.chance(0.45)),
        "licences": _licences(row, drives),
        "certificates": _certificates(row, past),
        "cannot": frozenset(c for c, flag in zip(CONDITIONS, people.cannot[i], strict=True) if flag),
        "needs": frozenset(s for s, flag in zip(SUPPORTS, people.needs[i], strict=True) if flag),
        "excluded_employers": avoided,
        "under_18": young,
        "priority": 2 if young else row.one((1, 1, 1, 1, 1, 2, 2, 2, 3, 3)),
        **_swedish(row, int(people.spoken[i]), int(people.written[i]), newcomer),
        **_goals(row, works()[people.goal[i]], past),
        **_time(row, anchor, hours),
        "travel_max_minutes": float(people.minutes[i]),
        "travel_modes": frozenset(
            ["walk", "public"] + ["cycle"] * row.chance(0.55) + ["car"] * (drives and row.chance(0.65))
        ),
    }


def _skills(row: Row, past: Sequence[Work], goal: Work) -> tuple[Skill, ...]:
    phrases = [phrase for work in past for phrase in row.some(work.can, 3)]
    if row.chance(0.4):
        phrases.append(row.one(goal.can))
    skills = [Skill(ability(row, phrase), _years(row)) for phrase in dict.fromkeys(phrases)]
    if row.chance(0.6) or not skills:
        skills.append(Skill(general_ability(row)))
    return tuple(skills)


def _experience(row: Row, work: Work, country: str) -> Experience:
    at_home = country != "Sverige" and row.chance(0.7)
    place = country if at_home else "Sverige"
    return Experience(mistyped(row, row.one(work.jobs)), _years(row), None if row.chance(0.12) else place)


def _years(row: Row) -> float | None:
    draw, years = row.number(), row.one((0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 3.0, 4.0, 5.0, 7.0, 8.0, 10.0, 15.0))
    return years if draw < 0.65 else None


def _swedish(row: Row, spoken: int, written: int, newcomer: bool) -> dict[str, Any]:
    """Give the levels; of some people only the passed SFI course, whatever else is known."""
    course = (
        ("A" if spoken < 4 else "B" if spoken < 5 else "C" if spoken < 7 else "D") if spoken >= 2 else None
    )
    if newcomer and course and spoken < 10 and row.chance(0.3):
        return {"sfi_passed": course} | ({"swedish_spoken": Cefr(spoken)} if row.chance(0.35) else {})
    return {"swedish_spoken": Cefr(spoken), "swedish_written": Cefr(written)}


def _licences(row: Row, drives: bool) -> frozenset[str]:
    draw = row.number()
    if not drives:
        return frozenset({"AM"} if draw < 0.06 else ())
    extra = (
        "CE" if draw < 0.05 else "C" if draw < 0.09 else "BE" if draw < 0.15 else "A" if draw < 0.18 else "B"
    )
    return frozenset({"B", extra})


def _certificates(row: Row, past: Sequence[Work]) -> tuple[str, ...]:
    names = [name for work in past for name in work.theme.certificates if row.chance(0.45)]
    draw = row.number()
    names += (
        ["truckkort"] * (draw < 0.07)
        + ["HLR"] * (0.07 <= draw < 0.14)
        + ["heta arbeten"] * (0.14 <= draw < 0.17)
    )
    return tuple(row.one(CERTIFICATES[name]) for name in dict.fromkeys(names))


def _goals(row: Row, goal: Work, past: Sequence[Work]) -> dict[str, Any]:
    phrases = [row.one(goal.theme.goals)]
    if past and row.chance(0.25):
        phrases.append(row.one(past[0].theme.goals))
    goals = [wish(row, phrase) for phrase in dict.fromkeys(phrases)]
    names = [mistyped(row, occupation_name(title)) for title in row.some(goal.titles, 1 + row.chance(0.3))]
    return {"goals": tuple(goals), "goal_occupations": tuple(dict.fromkeys(names))}


def _time(row: Row, anchor: date, hours: float) -> dict[str, Any]:
    draw = row.number()
    wait = (
        int(draw * 20) - 45
        if draw < 0.6
        else int((draw - 0.6) * 110)
        if draw < 0.88
        else int(60 + (draw - 0.88) * 1100)
    )
    begins = anchor + timedelta(days=wait)
    stay = row.number()
    room = max(0.0, 40.0 - hours)
    study = min(room, row.one((0.0, 0.0, 0.0, 0.0, 6.0, 10.0, 12.0, 15.0, 15.0)))
    return {
        "available_from": begins,
        "available_to": max(begins, anchor) + timedelta(days=int(15 + stay * 400)),
        "hours_per_week": hours,
        "hours_start": max(2.0, hours / 2) if row.chance(0.45) else hours,
        "days": frozenset(row.one(_DAYS)),
        "earliest": row.one(_EARLIEST),
        "latest": row.one(_LATEST),
        "study_hours": study,
    }
