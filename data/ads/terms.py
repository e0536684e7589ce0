"""The terms of the work in the text: hours, days, times, first and last day, lowest age, own car."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data.ads.cues import mood_at
from data.ads.headings import Section
from data.ads.model import Mood
from data.ads.sentences import Sentence

FULL_TIME: Final = 40.0
"""Hours a week that 100 % stands for."""

_MONTHS: Final = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_DATE: Final = (
    rf"(?:(?P<iso>20\d\d-\d\d-\d\d)|(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>20\d\d))"
)
_START: Final = re.compile(
    rf"(?:tillträde|tillträder|start(?:datum|ar)?|börjar|från(?: och med)?|fr\.?\s?o\.?\s?m\.?|"
    rf"pågår från)\W+(?:den\s+|är\s+|sker\s+|ca\s+|omgående\s+)*{_DATE}",
    re.IGNORECASE,
)
_END: Final = re.compile(
    rf"(?:till och med|t\.?\s?o\.?\s?m\.?|tidsbegränsad till|slutdatum|pågår till|\btill|"
    rf"(?:visstids)?anställning till)\W+(?:den\s+|ca\s+)*{_DATE}",
    re.IGNORECASE,
)
_NOT_WORK: Final = re.compile(r"ansök|sista|intervju|urval", re.IGNORECASE)
_PERCENT: Final = re.compile(
    r"\b(?:tjänst\w*|anställning\w*|omfattning\w*|sysselsättningsgrad\w*|tjänstgöringsgrad\w*|vikariat|"
    r"arbetstid\w*|deltid|uppdrag\w*)\b(?:(?!max|upp till)[^.%\n]){0,40}?(?P<low>\d{1,3})\s*"
    r"(?:%?\s*(?:-|–|till)\s*(?P<high>\d{1,3}))?\s*(?:%|procent)",
    re.IGNORECASE,
)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = r"(?P<{0}>mån|tis|ons|tors?|fre|lör|sön)(?:dagar|dag)?"
_SPAN: Final = re.compile(
    rf"(?:{_DAY.format('first')}\s*(?:-|–|till|t\.?o\.?m\.?)(?: och med)?\s*{_DAY.format('last')}|"
    rf"(?P<weekdays>\bvardagar\b)(?!\s+(?:och|samt)\s+helg))",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"[\s,:(]*(?:mellan\s+|kl(?:ockan|\.)?\s*|tiden\s+)*(?P<h1>\d{1,2})(?:[.:](?P<m1>\d\d))?\s*(?:-|–|"
    r"till|och)\s*(?:kl\.?\s*)?(?P<h2>\d{1,2})(?:[.:](?P<m2>\d\d))?(?!\s*(?:%|år|tim|dag))",
    re.IGNORECASE,
)
_WEEKEND: Final = re.compile(
    r"\bhelg(?:er|en|arbete|tjänstgöring|pass)?\b|\bvarannan helg\b|lördag|söndag|\bdygnet runt\b",
    re.IGNORECASE,
)
_ADULT: Final = re.compile(
    r"\b(?:minst|fyllt|över|äldre än|har fyllt|lägst)\s*(?:18|arton)\s*år|\b18\s*år(?:s ålder|sgräns)|"
    r"\b18\s*år\s*(?:fyllda|gammal)|\b18\s?\+|\bmyndig\b",
    re.IGNORECASE,
)
_SERVED: Final = re.compile(
    r"\b(?:barn|elev\w*|patient\w*|brukar\w*|kund\w*|ungdom\w*|klient\w*|deltagar\w*|gäst\w*|personer|"
    r"vuxna|invånar\w*)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_CAR: Final = re.compile(
    r"\b(?:tillgång till |ha(?:r)? )?(?:egen|eget) (?:bil|fordon)\b|\btillgång till bil\b|\bown car\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value and the characters it was read from."""

    value: Any
    start: int
    end: int


def hours(text: str) -> Stated | None:
    """Find how much the work is: (least, most) hours a week."""
    for match in _PERCENT.finditer(text):
        low = int(match["low"])
        high = int(match["high"] or low)
        if 5 <= low <= high <= 100:
            return Stated((low / 100 * FULL_TIME, high / 100 * FULL_TIME), *match.span())
    return None


def first_day(text: str) -> Stated | None:
    """Find the day when the work begins."""
    return _date(text, _START)


def last_day(text: str) -> Stated | None:
    """Find the day when the work ends."""
    return _date(text, _END)


def week(text: str) -> tuple[Stated, Stated | None] | None:
    """Find the days of the week, and the times right after them."""
    for match in _SPAN.finditer(text):
        clock = _CLOCK.match(text, match.end())
        times = _times(clock) if clock else None
        if times is None and not match["weekdays"]:
            before = _CLOCK.search(text, max(0, match.start() - 25), match.start())
            times = _times(before) if before else None
        if times is None:
            continue
        days = _DAYS[:5] if match["weekdays"] else _between(match["first"], match["last"])
        return Stated(frozenset(days), *match.span()), times
    return None


def weekends(text: Sequence[Sentence]) -> Stated | None:
    """Find where the text says that weekends are worked."""
    worked = (Section.TASKS, Section.TERMS, Section.WANTED, Section.NONE)
    return _first(
        (
            Stated(True, sentence.start + match.start(), sentence.start + match.end())
            for sentence in text
            if sentence.section in worked
            for match in _WEEKEND.finditer(sentence.text)
            if not re.search(
                r"\b(?:inga|inte|ej|ledig\w*|lediga|slipper|utan|förutom|fria)\b[^.,]{0,25}$",
                sentence.text[: match.start()],
                re.IGNORECASE,
            )
            and not re.match(r"[^.,]{0,20}\bledig", sentence.text[match.end() :], re.IGNORECASE)
        ),
    )


def adults_only(text: Sequence[Sentence]) -> Stated | None:
    """Find a lowest age of 18 years for the one who works."""
    return _first(
        (
            Stated(True, sentence.start + match.start(), sentence.start + match.end())
            for sentence in text
            for match in _ADULT.finditer(sentence.text)
            if not _SERVED.search(sentence.text[: match.start()])
            and mood_at(sentence, match.start()) is not Mood.NOT_NEEDED
        ),
    )


def own_car(text: Sequence[Sentence]) -> tuple[Mood, Stated] | None:
    """Find whether an own car is demanded or wished."""
    for sentence in text:
        for match in _CAR.finditer(sentence.text):
            mood = mood_at(sentence, match.start())
            if mood in (Mood.DEMANDED, Mood.WISHED):
                return mood, Stated(mood, sentence.start + match.start(), sentence.start + match.end())
    return None


def _first(found: Iterator[Stated]) -> Stated | None:
    return next(found, None)


def _date(text: str, pattern: re.Pattern[str]) -> Stated | None:
    for match in pattern.finditer(text):
        if _NOT_WORK.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        try:
            if match["iso"]:
                day = dt.date.fromisoformat(match["iso"])
            else:
                day = dt.date(
                    int(match["year"]), _MONTHS.index(match["month"].lower()) + 1, int(match["day"])
                )
        except ValueError:
            continue
        return Stated(day, *match.span())
    return None


def _times(match: re.Match[str]) -> Stated | None:
    try:
        start = dt.time(int(match["h1"]), int(match["m1"] or 0))
        end = dt.time(int(match["h2"]) % 24, int(match["m2"] or 0))
    except ValueError:
        return None
    return Stated((start, end), *match.span()) if start != end else None


def _between(first: str, last: str) -> tuple[str, ...]:
    names = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
    low, high = names.index(first.lower()[:3]), names.index(last.lower()[:3])
    return _DAYS[low : high + 1] if low <= high else _DAYS[low:] + _DAYS[: high + 1]
