"""Factor `hours`: how well hours, soft start, days and time for studies fit.

Four parts: hours (0.4) as the share of the place's full hours that the participant can do; soft
start (0.2) where the place starts as low as the participant must; days (0.2) as the share of the
place's days; studies (0.2), full where the place offers time for them, half where the hours
leave room beside a week of 40. What is not known or not stated gives 0.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.vocabulary import Label
from matcher.wording import Message, message

HOURS: Final = 0.4
START: Final = 0.2
DAYS: Final = 0.2
STUDY: Final = 0.2
WEEK: Final = 40.0


def measure(person: Person, place: Place, _world: World, _likeness: Likeness) -> tuple[float, Message]:
    """Measure the four parts."""
    who, slot = person.record, place.record
    value = 0.0
    full = slot.hours_max if slot.hours_max is not None else slot.hours_min
    if full is not None and who.hours_per_week is not None:
        value += HOURS * (min(who.hours_per_week / full, 1.0) if full else 1.0)
    if who.hours_start is not None and (
        slot.soft_start or (slot.hours_min is not None and who.hours_start >= slot.hours_min)
    ):
        value += START
    if slot.days and who.days is not None:
        value += DAYS * (len(slot.days & who.days) / len(slot.days))
    study = who.study_hours or 0.0
    if study > 0:
        if "study_time" in (slot.offers or ()):
            value += STUDY
        elif slot.hours_min is not None and slot.hours_min + study <= WEEK:
            value += STUDY / 2
    if who.hours_per_week is None or full is None:
        return value, message("hours.partly" if value else "hours.no_value")
    which = "hours.value_study" if study > 0 and "study_time" in (slot.offers or ()) else "hours.value"
    return value, message(which, held=who.hours_per_week, full=full)


def values(pairs: Pairs) -> Array:
    """Add the four parts over columns."""
    p, s = pairs.p, pairs.s
    full = np.where(np.isnan(s["hours_max"]), s["hours_min"], s["hours_max"])
    share = np.divide(p["hours"], full, out=np.ones(pairs.shape), where=full > 0)
    value = np.where(np.isnan(full) | np.isnan(p["hours"]), 0.0, HOURS * np.minimum(share, 1.0))
    start = ~np.isnan(p["hours_start"]) & ((s["soft_start"] == 1) | (p["hours_start"] >= s["hours_min"]))
    value = value + np.where(start, START, 0.0)
    days = np.bitwise_count(s["days"])
    share = np.divide(
        np.bitwise_count(s["days"] & p["days"]), days, out=np.zeros(pairs.shape), where=days > 0
    )
    value = value + np.where(p["days_known"], DAYS * share, 0.0)
    room = np.where(s["hours_min"] + p["study"] <= WEEK, STUDY / 2, 0.0)
    return value + np.where(p["study"] > 0, np.where(s["study_time"], STUDY, room), 0.0)


FACTOR: Final = Factor("hours", Label("Timmar och dagar", "Hours and days"), measure, values)
