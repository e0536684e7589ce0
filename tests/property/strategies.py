"""Participants and places of every kind: each field not known, known to be none, or filled.

Filled values come from small pools, so that the two sides meet often: every rule passes, fails
and is unknown for a good share of the pairs. One draw a field keeps the properties fast.
"""

import os
from datetime import date, time, timedelta
from itertools import combinations, pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from data import reference
from matcher import Context, Participant, Slot, Speed, Travel, Weights
from matcher.domain import Experience, Skill
from matcher.levels import SFI_COURSES, Cefr
from matcher.licences import CLASSES
from matcher.vocabulary import CONDITIONS, DAYS, MODES, SUPPORTS
from tests.builders import PARTICIPANT as MATCHING_PARTICIPANT
from tests.builders import SEATS, TODAY, a_context
from tests.builders import SLOT as MATCHING_SLOT

LAW = settings(
    max_examples=1000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""How hard each law is tried: quickly in every run, at length with ``HYPOTHESIS_PROFILE=long``."""

TEXTS = (
    "köra truck",
    "truckkort",
    "Truckförarbevis",
    "truck",
    "packa varor",
    "städa lokaler",
    "arabiska",
    "hygienutbildning",
)
TITLES = ("Lagerarbetare", "plockare", "Städare", "Köksbiträde", "Truckförare", "Go-utvecklare")
PASSAGES = ("Du packar varor och kör truck.", "Du städar lokaler och diskar.", "Arbete på lager")
CERTIFICATES = ("truckkort", "truckförarbevis", "hygienutbildning", "heta arbeten")
EMPLOYERS = ("e1", "e2", "e3")
POSTCODES = ("21120", "22222")

DATES = (*(TODAY + timedelta(days) for days in (-40, -1, 0, 1, 20, 60, 200)), date.min, date.max)
CLOCKS = tuple(time(h, m) for h, m in ((0, 0), (6, 0), (8, 0), (15, 30), (17, 0), (22, 0), (23, 59)))
HOURS = (0.0, 5.0, 10.0, 12.5, 20.0, 30.0, 40.0, 168.0)
YEARS = (None, 0.0, 0.5, 2.5, 10.0)
COUNTS = (0, 1, 2, 3, 12)
FLAGS = (None, True, False)
LOCATION = ("municipality", "postcode", "lat", "lon")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def sets(values, most=2):
    """Not known, none, and every choice of up to `most` values."""
    return (None, *(chosen for size in range(most + 1) for chosen in combinations(values, size)))


def sets_within(values):
    """A few overlapping runs of a long vocabulary, for sets that meet often."""
    values = tuple(values)
    return (None, (), *((values[i], values[(3 * i + 1) % len(values)]) for i in range(len(values))), values)


def known(values):
    """Known twice of three times."""
    return (None,) * (len(values) // 2 or 1) + tuple(values)


def homes():
    """Where a record may lie: nowhere, in a town, at a point within the spread of its seat, anywhere."""
    places = [{}, {"lat": 55.9, "lon": 13.1}, {"lat": 60.0, "lon": 18.0}, {"lat": 55.6, "lon": None}]
    places += [{"municipality": "9999", "postcode": postcode} for postcode in POSTCODES]
    for code, (lat, lon) in SEATS.items():
        places.append({"municipality": code})
        places += [
            {"municipality": code, "postcode": postcode, "lat": lat + north, "lon": lon + east}
            for postcode, north, east in (("21120", 0.01, 0.02), ("22222", -0.02, 0.04), (None, 0.03, -0.01))
        ]
    return places


PARTICIPANT = {
    "home": homes(),
    "skills": (
        None,
        (),
        *((Skill(a, y), Skill(b)) for a, b in pairwise(TEXTS) for y in YEARS),
    ),
    "experience": (
        None,
        (),
        *(
            (Experience(a, y, c),)
            for a in TITLES
            for y, c in zip(YEARS, ("SE", None, "SY", "SO", "SE"), strict=True)
        ),
        (Experience("Städare", 1.0), Experience("plockare", 4.0)),
    ),
    "swedish_spoken": known(tuple(Cefr)),
    "swedish_written": known(tuple(Cefr)),
    "sfi_passed": (None, *SFI_COURSES),
    "languages": sets(("ar", "so", "xx"), 1),
    "licences": known(sets(CLASSES)),
    "certificates": sets(CERTIFICATES),
    "goals": (None, (), *((goal,) for goal in (*PASSAGES, "städa"))),
    "goal_occupations": sets(TITLES),
    "available_from": known(DATES),
    "available_to": known(DATES),
    "hours_per_week": known(HOURS),
    "hours_start": known(HOURS),
    "days": (*sets(DAYS), WEEKDAYS, tuple(DAYS), WEEKDAYS, tuple(DAYS)) * 2,
    "earliest": known(CLOCKS),
    "latest": known(CLOCKS),
    "study_hours": known(HOURS),
    "travel_max_minutes": (None, 0.0, 15.0, 30.0, 60.0, 120.0, 1440.0),
    "travel_modes": sets(MODES, 4),
    "cannot": sets_within(CONDITIONS),
    "needs": (*sets_within(SUPPORTS), ("study_time",)),
    "excluded_employers": (None, (), *((e, "e9") for e in EMPLOYERS)),
    "under_18": FLAGS,
    "priority": (None, 1, 3),
}
SLOT = {
    "home": homes(),
    "employer_id": (None, *EMPLOYERS),
    "employer_name": (None, "Södra lagret"),
    "title": (None, "", *TITLES),
    "occupation": (None, "9320", "9111", "9412", "0000"),
    "tasks": (None, "", *PASSAGES),
    "required_skills": sets(TEXTS),
    "desired_skills": sets(TEXTS),
    "min_swedish_spoken": known(tuple(Cefr)),
    "min_swedish_written": known(tuple(Cefr)),
    "language_support": FLAGS,
    "licences_required": (*sets(CLASSES), *(((),) * 60)),
    "licences_desired": sets(CLASSES),
    "certificates_required": sets(CERTIFICATES),
    "start": known(DATES),
    "end": known(DATES),
    "hours_min": known(HOURS),
    "hours_max": known(HOURS),
    "soft_start": FLAGS,
    "days": (*sets(DAYS), WEEKDAYS, WEEKDAYS),
    "start_time": known(CLOCKS),
    "end_time": known(CLOCKS),
    "capacity": known(COUNTS),
    "filled": known(COUNTS),
    "conditions": sets_within(CONDITIONS),
    "adaptable": sets_within(CONDITIONS),
    "offers": sets_within(SUPPORTS),
    "adults_only": FLAGS,
    "open_from": known(DATES),
    "open_until": known(DATES),
    "paused": (None, False, False, False, True),
    "employer_placements": known(COUNTS),
    "employer_completed": known(COUNTS),
    "employer_hired": known(COUNTS),
}


def _record(kind, pools, base, id_):
    """Draw any record at all, or a complete and matching one with up to six fields drawn anew."""

    def build(fields):
        home = fields.pop("home", None)
        location = {} if home is None else {**dict.fromkeys(LOCATION), **home}
        return kind(**{**fields, **location, "id": id_})

    anything = st.fixed_dictionaries({name: st.sampled_from(pool) for name, pool in pools.items()})

    @st.composite
    def nearly_matching(draw):
        names = draw(st.lists(st.sampled_from(tuple(pools)), max_size=6, unique=True))
        return {**base, **{name: draw(st.sampled_from(pools[name])) for name in names}}

    return st.one_of(nearly_matching(), anything).map(build)


def participants(id_="p"):
    """Any participant."""
    return _record(Participant, PARTICIPANT, MATCHING_PARTICIPANT, id_)


def slots(id_="s"):
    """Any place."""
    return _record(Slot, SLOT, MATCHING_SLOT, id_)


def groups(kind, prefix, most):
    """One to `most` records with the ids prefix1, prefix2 …"""
    return st.integers(1, most).flatmap(lambda n: st.tuples(*(kind(f"{prefix}{i}") for i in range(1, n + 1))))


TABLE = {
    ("21120", "22222"): {"public": 25.0, "car": 18.5},
    ("1280", "1281"): {"public": 41.0},
    ("1280", "22222"): {"cycle": 90.0},
}
WEIGHTS = Weights(
    {
        "skills": 11.1,
        "experience": 22.2,
        "goals": 0.0,
        "level": 33.3,
        "commute": 3.4,
        "hours": 7.7,
        "support": 12.3,
        "pathway": 10.0,
    }
)
SLOW = {mode: Speed(start=3, kmh=20, detour=1.2) for mode in MODES}
CONTEXTS = (
    a_context(),
    a_context(date=None, weights=WEIGHTS),
    a_context(travel=Travel(seats=SEATS, minutes=TABLE), seed=7),
    a_context(travel=Travel(seats=SEATS, speeds=SLOW, spread_km=4), sfi={"A": Cefr.A1_MINUS, "D": Cefr.C1}),
    Context(),
    reference.context(date=TODAY),  # as the service has it: the bundled text model, and every table
)
contexts = st.sampled_from(CONTEXTS)
