"""Factor `skills`: how much of what the place asks the participant can show.

Each skill asked (required counts 1, desired ½) takes the likeness of the participant's best text:
skills, certificates, languages, earlier occupations; below `SHOWN` it counts 0. A desired
licence class counts ½, and is either held or not. The value is the weighted share.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import SHOWN, Likeness
from matcher.vocabulary import Label
from matcher.wording import Message, message

ID: Final = "skills"
DESIRED: Final = 0.5


def measure(person: Person, place: Place, _world: World, likeness: Likeness) -> tuple[float, Message]:
    """Measure the share of what is asked that the participant can show."""
    desired = place.record.licences_desired or frozenset()
    total = sum(weight for _, weight in place.asked) + DESIRED * len(desired)
    if not total:
        return 0.0, message("skills.unstated")
    shown, missing, value = [], [], 0.0
    for asked, weight in place.asked:
        best, text = max(((likeness.between(held, asked), held) for held in person.held), default=(0.0, ""))
        if best >= SHOWN:
            value += weight * best
            shown.append(
                text
                if text.casefold() == asked.casefold()
                else message("skills.by", asked=asked, held=text).text
            )
        else:
            missing.append(asked)
    owned = desired & (person.licences or frozenset())
    value += DESIRED * len(owned)
    shown += [message("skills.licence", name=name).text for name in sorted(owned)]
    missing += [message("skills.licence", name=name).text for name in sorted(desired - owned)]
    if shown:
        which = "skills.some" if missing else "skills.all"
        return value / total, message(which, shown=tuple(shown), missing=tuple(missing))
    which = "skills.none" if person.held else "skills.unknown"
    return value / total, message(which, missing=tuple(missing))


def values(pairs: Pairs) -> Array:
    """Look the best match of each asked skill up and add them, most asked first."""
    p, s, shared = pairs.p, pairs.s, pairs.shared
    best, row = shared["best_skill"], p["row"]
    gained = pairs.memo.get("gained_certificate")
    desired = s["desired"]
    value = DESIRED * np.bitwise_count(desired & np.where(p["licences_known"], p["licences"], 0)).astype(
        np.float64
    )
    total = s["asked_total"] + DESIRED * np.bitwise_count(desired)
    count, place = s["asked_count"], s["row"]
    for k in range(int(count.max(initial=0))):
        some = np.flatnonzero(count > k)
        where = place[some]
        found = best[row[some], shared["asked"][where, k]]
        if gained is not None:
            also = np.where(gained[some], shared["asked_by_certificate"][where, k], np.float32(0))
            found = np.maximum(found, also)
        value[some] += shared["asked_weight"][where, k] * found
    return np.divide(value, total, out=np.zeros_like(value), where=total > 0)


FACTOR: Final = Factor(ID, Label("Färdigheter", "Skills"), measure, values)
