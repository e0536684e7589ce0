"""Factor `skills`: how much of what the place asks the participant can show.

Each skill asked (required counts 1, desired ½) takes the strength of the participant's best text:
skills, certificates, languages, earlier occupations. A likeness below `SHOWN` counts 0, one from 2/3
counts full, and one in between in proportion. A desired licence class counts ½, and is either held or
not. The value is the weighted share of all that is asked, and of at least one required skill: a place
that only wishes for something earns half.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs, Shared, look
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness, strength
from matcher.vocabulary import Label
from matcher.wording import Message, message

ID: Final = "skills"
DESIRED: Final = 0.5
LEAST: Final = 1.0


def measure(person: Person, place: Place, _world: World, likeness: Likeness) -> tuple[float, Message]:
    """Measure the share of what is asked that the participant can show."""
    desired = place.record.licences_desired or frozenset()
    if not place.asked and not desired:
        return 0.0, message("skills.unstated")
    total = max(LEAST, sum(weight for _, weight in place.asked) + DESIRED * len(desired))
    shown: list[str | Message] = []
    missing: list[str | Message] = []
    value = 0.0
    for asked, weight in place.asked:
        best, text = max(((likeness.between(held, asked), held) for held in person.held), default=(0.0, ""))
        if strength(best) > 0:
            value += weight * strength(best)
            shown.append(
                text if text.casefold() == asked.casefold() else message("skills.by", asked=asked, held=text)
            )
        else:
            missing.append(asked)
    owned = desired & (person.licences or frozenset())
    value += DESIRED * len(owned)
    shown += [message("skills.licence", name=name) for name in sorted(owned)]
    missing += [message("skills.licence", name=name) for name in sorted(desired - owned)]
    if shown:
        which = "skills.some" if missing else "skills.all"
        return value / total, message(which, shown=tuple(shown), missing=tuple(missing))
    which = "skills.none" if person.held else "skills.unknown"
    return value / total, message(which, missing=tuple(missing))


def apart(said: Message) -> tuple[Message, Message] | None:
    """Split a message that says both what can be shown and what cannot, for a page that says them apart.

    Examples
    --------
    >>> both = message("skills.some", shown=("truckkort",), missing=("orderplock",))
    >>> [half.text for half in apart(both) or ()]
    ['Kan visa: truckkort.', 'Inte visat än: orderplock.']
    """
    if said.id != "skills.some":
        return None
    shown, missing = said.arguments["shown"], said.arguments["missing"]
    return message("skills.shown", shown=shown), message("skills.none", missing=missing)


def values(pairs: Pairs) -> Array:
    """Look the coverage of each set of asked skills up: a sparse product, once a participant."""
    p, s, shared = pairs.p, pairs.s, pairs.shared
    row = p["row"]
    value = np.zeros(pairs.shape)
    if len(row):
        first = int(row.min())
        covered = shared["asked_matrix"] @ shared["best_skill"][first : int(row.max()) + 1].T
        value += look(covered.T, row - first, s["asked_set"])
    wishes = np.flatnonzero(s["desired"])
    if len(wishes):
        held = np.broadcast_to(np.where(p["licences_known"], p["licences"], 0), pairs.shape)[wishes]
        value[wishes] += DESIRED * np.bitwise_count(s["desired"][wishes] & held)
    gained = np.flatnonzero(pairs.memo.get("gained_certificate", False))
    if len(gained):
        whose = np.broadcast_to(row, pairs.shape)[gained]
        value[gained] += _gain(whose, s["asked_set"][gained], s["certificate_set"][gained], shared)
    share: Array = value / s["asked_total"]
    return share


def _gain(row: Array, asked: Array, certificates: Array, shared: Shared) -> Array:
    """Say what the coverage gains when the certificates that a place requires show its skills too."""
    texts, weight = shared["asked_texts"][asked], shared["asked_weight"][asked]
    before = shared["best_skill"][row[:, None], texts]
    after = shared["certificate_skill"][certificates[:, None], texts]
    more: Array = (weight * np.maximum(after.astype(np.float64) - before, 0.0)).sum(axis=1)
    return more


FACTOR: Final = Factor(ID, Label("Färdigheter", "Skills"), measure, values)
