"""Rule `hours`: the participant can do the hours a week that the place asks for.

Hours kept for studies count towards the week, up to a quarter of it, where the place offers
time for studies. A soft start begins below the place's hours only where the place allows it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, flags, known, numbers
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "hours"
SOURCE: Final = (
    "Platsens timmar i veckan; studier upp till en fjärdedel av tiden (Arbetsnära stöd, Östersund)"
)
STUDY_SHARE: Final = 0.25


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge the hours now possible, and where a soft start begins."""
    who, slot = person.record, place.record
    least, now, start = slot.hours_min, who.hours_per_week, who.hours_start
    needed = {"hours_min": least, "soft_start": slot.soft_start}
    held = {"hours_per_week": now, "hours_start": start, "study_hours": who.study_hours}
    if least is None:
        asks = ("slot.hours_min",)
        return verdict(
            ID, "unknown", message("hours.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    quarter = STUDY_SHARE * least if "study_time" in (slot.offers or ()) else 0.0
    study = min(who.study_hours or 0.0, quarter)
    most = quarter if who.study_hours is None else study
    few = now is not None and now + most < least
    steep = start is not None and start < least and slot.soft_start is False
    if few or steep:
        own = []
        if few:
            own.append(
                Change(
                    ID, "participant", message("hours.more", hours=least), "participant.hours_per_week", least
                )
            )
        if steep:
            own.append(
                Change(
                    ID,
                    "participant",
                    message("hours.start_at", hours=least),
                    "participant.hours_start",
                    least,
                )
            )
        if few and now is not None:
            fewer = min(now, start) if steep and start is not None else now
            theirs = Change(ID, "employer", message("hours.fewer", hours=fewer), "slot.hours_min", fewer)
        else:
            theirs = Change(ID, "employer", message("hours.soft_start"), "slot.soft_start", value=True)
        by_participant, by_employer = remedy("participant", *own), remedy("employer", theirs)
        remedies = smallest(*((by_employer, by_participant) if steep else (by_participant, by_employer)))
        text = (
            message("hours.fail", needed=least, held=now)
            if few
            else message("hours.steep", needed=least, held=start)
        )
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)
    if now is None and least > 0:
        asks = ("participant.hours_per_week",)
        text = message("hours.unknown_participant", needed=least)
        return verdict(ID, "unknown", text, SOURCE, needed=needed, held=held, asks=asks)
    if now is not None and now + study < least:
        text = message("hours.unknown_studies", needed=least, held=now)
        return verdict(
            ID, "unknown", text, SOURCE, needed=needed, held=held, asks=("participant.study_hours",)
        )
    text = message(
        "hours.studies" if study and now is not None and now < least else "hours.pass", needed=least
    )
    return verdict(ID, "pass", text, SOURCE, needed=needed, held=held)


def person_columns(persons: Sequence[Person], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Hours of participants."""
    study = numbers(p.record.study_hours for p in persons)
    return {
        "hours": numbers(p.record.hours_per_week for p in persons),
        "hours_start": numbers(p.record.hours_start for p in persons),
        "study": study,
        "study_reach": np.where(np.isnan(study), np.inf, study),
    }


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Hours of places."""
    least = numbers(p.record.hours_min for p in places)
    soft = flags(p.record.soft_start for p in places)
    study = known("study_time" in (p.record.offers or ()) or None for p in places)
    return {
        "hours_min": least,
        "least_start": np.where(soft == 0, least, np.nan),
        "study_most": np.where(study, STUDY_SHARE * least, 0.0),
        "hours_max": numbers(p.record.hours_max for p in places),
        "soft_start": soft,
        "study_time": study,
    }


def _few(pairs: Pairs) -> Bools:
    p, s = pairs.p, pairs.s
    if not p["study_reach"].any():  # nobody here studies: the common case, and much cheaper
        short: Bools = p["hours"] < s["hours_min"]
        return short
    return p["hours"] + np.minimum(p["study_reach"], s["study_most"]) < s["hours_min"]


def _steep(pairs: Pairs) -> Bools:
    return pairs.p["hours_start"] < pairs.s["least_start"]


def fails(pairs: Pairs) -> Bools:
    """Say where the hours are too few, or the start too steep."""
    return _few(pairs) | _steep(pairs)


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for the hours where the place says how many it needs."""
    p, s = pairs.p, pairs.s
    return {
        "hours_per_week": np.isnan(p["hours"]) & (s["hours_min"] > 0),
        "study_hours": np.isnan(p["study"]) & s["study_time"] & (p["hours"] < s["hours_min"]),
    }


def changes(pairs: Pairs) -> Array:
    """One change is always enough: by the employer where the start is too steep."""
    return np.ones(pairs.shape, dtype=np.int8)


def opened(pairs: Pairs, where: Bools) -> None:
    """Write the smallest remedy: the participant's hours, or the employer's."""
    p, s = pairs.p, pairs.s
    few, steep = _few(pairs), _steep(pairs)
    own = where & few & ~steep
    fewer = np.minimum(p["hours"], p["hours_start"])
    p["hours"] = np.where(own, s["hours_min"], p["hours"])
    s["hours_min"] = np.where(where & few & steep, fewer, s["hours_min"])
    s["soft_start"] = np.where(where & steep & ~few, np.int8(1), s["soft_start"])


RULE: Final = Rule(
    ID,
    Label("timmar i veckan", "hours a week"),
    SOURCE,
    judge,
    place_columns,
    person_columns,
    fails,
    asks,
    changes,
    opened,
    quick=fails,
)
