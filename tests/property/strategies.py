"""Participants and places of every kind: each field not known, known to be none, or filled.

Filled values come from small sets, so that the two sides meet often: every rule passes, fails
and is unknown for a good share of the pairs.
"""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from matcher import Context, Participant, Slot, Speed, Travel, Weights
from matcher.domain import Experience, Skill
from matcher.levels import SFI_COURSES, Cefr
from matcher.licences import CLASSES
from matcher.vocabulary import CONDITIONS, DAYS, MODES, SUPPORTS
from tests.builders import SEATS, TODAY, a_context

TEXTS = (
    "köra truck",
    "truckkort",
    "Truckförarbevis",
    "truck",
    "packa varor",
    "städa lokaler",
    "svetsning",
    "arabiska",
    "hygienutbildning",
)
TITLES = ("Lagerarbetare", "plockare", "Städare", "Köksbiträde", "Truckförare", "Go-utvecklare")
PASSAGES = ("Du packar varor och kör truck.", "Du städar lokaler och diskar.", "Arbete på lager")
CERTIFICATES = ("truckkort", "truckförarbevis", "hygienutbildning", "heta arbeten")
EMPLOYERS = ("e1", "e2", "e3")
POSTCODES = ("21120", "22222")

dates = st.integers(-40, 200).map(lambda days: TODAY + timedelta(days)) | st.sampled_from(
    [TODAY, date.min, date.max]
)
clocks = st.sampled_from(
    [time(h, m) for h, m in ((0, 0), (6, 0), (8, 0), (15, 30), (17, 0), (22, 0), (23, 59))]
)
hours = st.sampled_from([0.0, 5.0, 10.0, 12.5, 20.0, 30.0, 40.0, 168.0])
years = st.none() | st.sampled_from([0.0, 0.5, 1.0, 2.5, 10.0])
levels = st.sampled_from(tuple(Cefr))
flags = st.booleans()


def some(values, most=3):
    """A tuple of distinct values, often empty."""
    return st.lists(st.sampled_from(tuple(values)), max_size=most, unique=True).map(tuple)


def maybe(strategy):
    """Known twice of three times."""
    return st.one_of(strategy, st.none(), strategy)


@st.composite
def homes(draw):
    """Where a record lies: nothing, a municipality, a point within the spread of its seat, or any point."""
    municipality = draw(st.none() | st.sampled_from([*SEATS, "9999"]))
    kind = draw(st.sampled_from(["none", "seat", "near", "far"]))
    if kind == "none":
        return {}
    if kind == "far":
        return {"lat": draw(st.floats(55.3, 66)), "lon": draw(st.floats(12, 23))}
    place = {"municipality": municipality, "postcode": draw(st.none() | st.sampled_from(POSTCODES))}
    if kind == "near" and municipality in SEATS:
        lat, lon = SEATS[municipality]
        place |= {"lat": lat + draw(st.floats(-0.03, 0.03)), "lon": lon + draw(st.floats(-0.05, 0.05))}
    return place


@st.composite
def participants(draw, id_="p"):
    """Any participant."""
    skill = st.builds(Skill, st.sampled_from(TEXTS), years)
    work = st.builds(Experience, st.sampled_from(TITLES), years, st.sampled_from([None, "SE", "SY"]))
    return Participant(
        id=id_,
        **draw(homes()),
        skills=draw(maybe(st.lists(skill, max_size=3))),
        experience=draw(maybe(st.lists(work, max_size=3))),
        swedish_spoken=draw(maybe(levels)),
        swedish_written=draw(maybe(levels)),
        sfi_passed=draw(st.none() | st.sampled_from(SFI_COURSES)),
        languages=draw(maybe(some(("ar", "so", "xx")))),
        licences=draw(maybe(some(CLASSES))),
        certificates=draw(maybe(some(CERTIFICATES))),
        goals=draw(maybe(some((*PASSAGES, "städa")))),
        goal_occupations=draw(maybe(some(TITLES))),
        available_from=draw(maybe(dates)),
        available_to=draw(st.none() | dates),
        hours_per_week=draw(maybe(hours)),
        hours_start=draw(maybe(hours)),
        days=draw(maybe(some(DAYS, 7))),
        earliest=draw(maybe(clocks)),
        latest=draw(maybe(clocks)),
        study_hours=draw(maybe(hours)),
        travel_max_minutes=draw(maybe(st.sampled_from([0.0, 15.0, 30.0, 60.0, 120.0, 1440.0]))),
        travel_modes=draw(maybe(some(MODES, 4))),
        cannot=draw(maybe(some(CONDITIONS))),
        needs=draw(maybe(some(SUPPORTS))),
        excluded_employers=draw(maybe(some((*EMPLOYERS, "e9")))),
        under_18=draw(st.none() | flags),
        priority=draw(st.none() | st.integers(1, 3)),
    )


@st.composite
def slots(draw, id_="s"):
    """Any place."""
    placements = draw(maybe(st.integers(0, 12)))
    return Slot(
        id=id_,
        **draw(homes()),
        employer_id=draw(maybe(st.sampled_from(EMPLOYERS))),
        employer_name=draw(st.none() | st.just("Södra lagret")),
        title=draw(maybe(st.sampled_from(("", *TITLES)))),
        occupation=draw(maybe(st.sampled_from(["9320", "9111", "9412", "0000"]))),
        tasks=draw(maybe(st.sampled_from(("", *PASSAGES)))),
        required_skills=draw(maybe(some(TEXTS))),
        desired_skills=draw(maybe(some(TEXTS))),
        min_swedish_spoken=draw(maybe(levels)),
        min_swedish_written=draw(maybe(levels)),
        language_support=draw(st.none() | flags),
        licences_required=draw(maybe(some(CLASSES, 2))),
        licences_desired=draw(maybe(some(CLASSES, 2))),
        certificates_required=draw(maybe(some(CERTIFICATES, 2))),
        start=draw(maybe(dates)),
        end=draw(st.none() | dates),
        hours_min=draw(maybe(hours)),
        hours_max=draw(maybe(hours)),
        soft_start=draw(st.none() | flags),
        days=draw(maybe(some(DAYS, 5))),
        start_time=draw(maybe(clocks)),
        end_time=draw(maybe(clocks)),
        capacity=draw(maybe(st.integers(0, 4))),
        filled=draw(maybe(st.integers(0, 3))),
        conditions=draw(maybe(some(CONDITIONS, 4))),
        adaptable=draw(maybe(some(CONDITIONS))),
        offers=draw(maybe(some(SUPPORTS, 5))),
        adults_only=draw(st.none() | flags),
        open_from=draw(st.none() | dates),
        open_until=draw(st.none() | dates),
        paused=draw(st.none() | st.just(False) | flags),
        employer_placements=placements,
        employer_completed=draw(maybe(st.integers(0, 12))),
        employer_hired=draw(maybe(st.integers(0, 12))),
    )


def groups(kind, prefix, least=1, most=4):
    """Records with the ids prefix1, prefix2 …"""
    return st.integers(least, most).flatmap(
        lambda n: st.tuples(*(kind(f"{prefix}{i}") for i in range(1, n + 1)))
    )


TABLE = {
    ("21120", "22222"): {"public": 25.0, "car": 18.5},
    ("1280", "1281"): {"public": 41.0},
    ("1280", "22222"): {"cycle": 90.0},
}
CONTEXTS = (
    a_context(),
    a_context(date=None),
    a_context(travel=Travel(seats=SEATS, minutes=TABLE), seed=7),
    a_context(
        travel=Travel(
            seats=SEATS, speeds={m: Speed(start=3, kmh=20, detour=1.2) for m in MODES}, spread_km=2
        ),
        sfi={"A": Cefr.A1_MINUS, "D": Cefr.C1},
    ),
    a_context(
        weights=Weights(
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
    ),
    Context(),
)
contexts = st.sampled_from(CONTEXTS)
