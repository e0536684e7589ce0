"""Rule `language`: the participant's Swedish is enough, in speech and in writing apart.

Language support at the place lowers what it asks by one level.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, flags, small
from matcher.facts import Person, Place, World
from matcher.levels import Cefr
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.vocabulary import Label
from matcher.wording import Message, message

ID: Final = "language"
SOURCE: Final = "Europarådets skala för språk (CEFR); sfi-kurs enligt kommunens tabell"
PARTS: Final = {"spoken": Label("i tal", "in speech"), "written": Label("i skrift", "in writing")}


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge speech and writing against what the place asks after its support."""
    slot = place.record
    asked = {"spoken": place.spoken, "written": place.written}
    own = {"spoken": person.spoken, "written": person.written}
    needed = {part: None if level is None else str(level) for part, level in asked.items()}
    held = {part: None if level is None else str(level) for part, level in own.items()}
    if all(level is None for level in asked.values()):
        asks: tuple[str, ...] = ("slot.min_swedish_spoken", "slot.min_swedish_written")
        return verdict(
            ID, "unknown", message("language.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    short = {part: (asked[part], own[part]) for part in PARTS if _short(asked[part], own[part])}
    if short:
        gains = [
            Change(
                ID,
                "participant",
                message("language.gain" if h else "language.begin", level=a, part=PARTS[part], held=h),
                f"participant.swedish_{part}",
                a,
            )
            for part, (a, h) in short.items()
        ]
        support = Change(ID, "employer", message("language.support"), "slot.language_support", value=True)
        enough = not slot.language_support and all(
            a and h is not None and h >= a.lowered() for a, h in short.values()
        )
        lower = [
            Change(
                ID,
                "employer",
                message("language.lower" if h else "language.waive", level=h, part=PARTS[part]),
                f"slot.min_swedish_{part}",
                _raised(h, slot.language_support),
            )
            for part, (_, h) in short.items()
        ]
        remedies = smallest(
            remedy("participant", *gains),
            remedy("employer", support) if enough else None,
            remedy("employer", *lower),
        )
        text = message(
            "language.fail",
            needed=tuple(_said(part, level) for part, (level, _) in short.items()),
            held=tuple(_said(part, level) for part, (_, level) in short.items()),
        )
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)
    asks = tuple(f"participant.swedish_{part}" for part in PARTS if asked[part] and own[part] is None)
    stated = tuple(_said(part, asked[part]) for part in PARTS if asked[part])
    if asks:
        text = message("language.unknown_participant", needed=stated)
        return verdict(ID, "unknown", text, SOURCE, needed=needed, held=held, asks=asks)
    text = message("language.pass", needed=stated) if stated else message("language.none")
    return verdict(ID, "pass", text, SOURCE, needed=needed, held=held)


def _said(part: str, level: Cefr | None) -> Message:
    return message("language.part" if level else "language.nothing", level=level, part=PARTS[part])


def _short(asked: Cefr | None, held: Cefr | None) -> bool:
    return asked is not None and held is not None and held < asked


def _raised(level: Cefr | None, support: bool | None) -> Cefr | None:
    """Give the stated demand that, after support, asks for `level`."""
    return Cefr(min(Cefr.C2, level + 2)) if level is not None and support else level


def person_columns(persons: Sequence[Person], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Levels of participants."""
    spoken, written = small(p.spoken for p in persons), small(p.written for p in persons)
    return {
        "spoken": spoken,
        "written": written,
        "spoken_most": np.where(spoken < 0, np.int8(max(Cefr)), spoken),
        "written_most": np.where(written < 0, np.int8(max(Cefr)), written),
    }


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Levels asked: after support, and as stated."""
    return {
        "spoken": small(p.spoken for p in places),
        "written": small(p.written for p in places),
        "spoken_stated": small(p.record.min_swedish_spoken for p in places),
        "written_stated": small(p.record.min_swedish_written for p in places),
        "language_support": flags(p.record.language_support for p in places) == 1,
    }


def _shorts(pairs: Pairs) -> list[Bools]:
    return [pairs.p[f"{part}_most"] < pairs.s[part] for part in PARTS]


def fails(pairs: Pairs) -> Bools:
    """Say where a known level is too low."""
    spoken, written = _shorts(pairs)
    return spoken | written


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for the levels that the place asks for."""
    return {f"swedish_{part}": (pairs.p[part] < 0) & (pairs.s[part] > 0) for part in PARTS}


def _support_opens(pairs: Pairs) -> Bools:
    """Say where language support alone is the smaller remedy: both levels are one short."""
    spoken, written = _shorts(pairs)
    enough = ~pairs.s["language_support"]
    for part in PARTS:
        enough = enough & (pairs.p[part] >= np.maximum(pairs.s[part] - 2, 0))
    return spoken & written & enough


def changes(pairs: Pairs) -> Array:
    """One for each level to gain; one if support is enough for both."""
    spoken, written = _shorts(pairs)
    return np.where(_support_opens(pairs), 1, spoken.astype(np.int8) + written)


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the participant reach the levels, or the place give language support."""
    p, s = pairs.p, pairs.s
    support = where & _support_opens(pairs)
    gain = where & ~support
    for part, short in zip(PARTS, _shorts(pairs), strict=True):
        p[part] = np.where(gain & short, s[part], p[part])
    s["language_support"] = s["language_support"] | support


RULE: Final = Rule(
    ID,
    Label("svenska", "Swedish"),
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
