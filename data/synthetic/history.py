"""Three years of placements: what coaches chose, and how it went.

The choice follows a known policy and the outcome a known model (`data.synthetic.truth`); both
rest on hidden profiles alone, so that nothing in the matcher can have shaped the history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from data.synthetic.draws import Draws, Floats, Row, Whole
from data.synthetic.marks import PLACEMENT
from data.synthetic.people import People
from data.synthetic.places import Places
from data.synthetic.themes import works
from data.synthetic.truth import POLICY, TASTE, VISIBLE, Decision, step_chances, visible_fit
from matcher.domain import Placement

DAYS_BACK: Final = 3 * 365
LATEST: Final = 40
"""Days before today of the last suggestion, so that each has been answered."""

COACHES: Final = 8
NEARBY: Final = 24
OPTIONS: Final = 8
"""A coach looks at 8 of the 24 places that opened nearest in time."""

_REASONS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "employer": {
        "skills": ("behövde mer erfarenhet av uppgifterna", "arbetsgivaren sökte någon med mer vana"),
        "level": ("språket räckte inte till", "svårt att förstå instruktioner"),
        "hours": ("arbetsgivaren behövde fler timmar",),
        "clash": ("arbetsgivaren kunde inte anpassa arbetet",),
    },
    "participant": {
        "goals": ("ville arbeta med något annat", "trivdes inte med uppgifterna"),
        "commute": ("för lång resväg", "bussarna passade inte"),
        "hours": ("timmarna gick inte ihop med annat",),
        "support": ("saknade stöd på platsen", "handledaren slutade"),
        "clash": ("arbetsuppgifterna passade inte",),
    },
    "coach": {
        "goals": ("bytte till en plats som passade bättre",),
        "support": ("handledaren slutade", "platsen kunde inte ge det stöd som behövdes"),
        "level": ("mer svenska först",),
    },
}
"""What each party says, by the visible thing that fitted worst. Nothing speaks of health."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Who is to be placed and when, and what was chosen; one row a placement."""

    person: Whole
    day: Whole
    coach: Whole
    options: Whole
    propensities: Floats
    place: Whole


def past_days(seed: int, name: str, n: int, today: int) -> Whole:
    """Give n anchor days spread over the history, in order."""
    return np.sort(Draws(seed, f"days/{name}").whole(today - DAYS_BACK, today - LATEST - 5, n))


def choose(seed: int, people: People, places: Places, count: int, today: int) -> Choices:
    """Let coaches choose a place for each of `count` suggestions.

    Parameters
    ----------
    seed : seed of the municipality.
    people, places : past profiles; each person is suggested a place at least once where `count` allows.
    count : number of placements.
    today : the day (ordinal) of the municipality.
    """
    if count == 0:
        nothing = np.empty(0, dtype=np.int64)
        table = np.empty((0, OPTIONS))
        return Choices(nothing, nothing, nothing, table.astype(np.int64), table, nothing)
    draws = Draws(seed, "choices")
    first = np.arange(min(count, len(people.anchor)))
    again = draws.whole(0, len(people.anchor) - 1, count - len(first))
    person = np.concatenate([first, again])
    wait = np.concatenate([draws.whole(0, 15, len(first)), draws.whole(60, 330, len(again))])
    day = np.minimum(people.anchor[person] + wait, today - LATEST)
    day -= np.maximum(0, (day - 1) % 7 - 4)  # coaches work from Monday, day 1 of the calendar, to Friday
    order = np.argsort(day, kind="stable")
    person, day = person[order], day[order]
    options = _options(draws, places, day)
    coach = np.mod(person, COACHES)
    taste = TASTE * draws.normal(COACHES * len(works())).reshape(COACHES, len(works()))
    width = options.shape[1]
    fit = visible_fit(people, np.repeat(person, width), places, options.ravel())
    pull = (fit @ np.array(POLICY)).reshape(options.shape) + taste[coach[:, None], places.work[options]]
    strength = np.exp(pull - pull.max(axis=1, keepdims=True))
    propensities = np.round(strength / strength.sum(axis=1, keepdims=True), 9)
    steps = np.cumsum(propensities, axis=1)
    picked = (steps < (draws.uniform(count) * steps[:, -1])[:, None]).sum(axis=1)
    return Choices(person, day, coach, options, propensities, options[np.arange(count), picked])


def _options(draws: Draws, places: Places, day: Whole) -> Whole:
    """Give the rows of the places that each coach looks at (count, 8)."""
    near = min(NEARBY, len(places.anchor))
    width = min(OPTIONS, near)
    middle = np.searchsorted(places.anchor, day)
    start = np.clip(middle - near // 2, 0, len(places.anchor) - near)
    shuffled = np.argsort(draws.uniform(len(day), near), axis=1, kind="stable")
    return start[:, None] + shuffled[:, :width]


def play_out(
    seed: int, choices: Choices, people: People, places: Places, *, quality: Floats, today: int
) -> tuple[list[dict[str, Any]], dict[str, Floats]]:
    """Draw how each placement went.

    Returns
    -------
    The fields of each placement but its ids, and the true chances of each step, (count,) each.
    """
    fit = visible_fit(people, choices.person, places, choices.place)
    chances = step_chances(fit, people.motivation[choices.person], quality[choices.place])
    draws = Draws(seed, "outcomes")
    happened = {step: draws.chance(part).tolist() for step, part in chances.items()}
    shortfall = np.stack(
        [1 - fit[:, k] if name != "clash" else fit[:, k] for k, name in enumerate(VISIBLE)], axis=1
    )
    told = []
    for i, row in enumerate(draws.rows(len(choices.day), 8)):
        steps = {step for step, flags in happened.items() if flags[i]}
        suggested = date.fromordinal(int(choices.day[i]))
        told.append(
            _story(
                row,
                steps,
                suggested,
                date.fromordinal(today),
                dict(zip(VISIBLE, shortfall[i].tolist(), strict=True)),
            )
        )
    return told, chances


def _story(
    row: Row, steps: set[str], suggested: date, today: date, short: Mapping[str, float]
) -> dict[str, Any]:
    story: dict[str, Any] = {"suggested_on": suggested}
    for party in ("employer", "participant"):
        if f"{party}_declines" in steps:
            return story | {
                "outcome": f"declined_by_{party}",
                "ended_by": party,
                "reason": _reason(row, party, short),
            }
    started = suggested + timedelta(days=5 + int(row.number() * 28))
    started += timedelta(days=(7 - started.weekday()) % 7 if started.weekday() > 4 else 0)
    if "no_show" in steps:
        return story | {"outcome": "no_show", "ended_by": "participant"}
    length = 60 + int(row.number() * 125)
    stopped = int(length * (0.05 + 0.75 * row.number()))
    ended = started + timedelta(days=length if "completes" in steps else stopped)
    if ended > today:
        return story | {"started_on": started, "outcome": "ongoing"}
    story |= {"started_on": started, "ended_on": ended}
    if "completes" not in steps:
        party = row.one(("participant", "participant", "participant", "employer", "coach"))
        return story | {"outcome": "interrupted", "ended_by": party, "reason": _reason(row, party, short)}
    end = next((s for s in ("hired", "subsidised_job", "studies") if s in steps), "completed")
    return story | {"outcome": end, "ended_by": "plan"}


def _reason(row: Row, party: str, short: Mapping[str, float]) -> str | None:
    told, reasons = row.chance(0.8), _REASONS[party]
    return row.one(reasons[max(reasons, key=lambda name: short[name])]) if told else None


def written_down(
    choices: Choices,
    told: Sequence[Mapping[str, Any]],
    chances: Mapping[str, Floats],
    people_ids: Sequence[str],
    place_ids: Sequence[str],
) -> tuple[tuple[Placement, ...], tuple[Decision, ...]]:
    """Give the placements, and apart from them what lay behind each."""
    placements, decisions = [], []
    for i, story in enumerate(told):
        name = f"{PLACEMENT}{i + 1:04d}"
        placements.append(
            Placement(name, people_ids[choices.person[i]], place_ids[choices.place[i]], **story)
        )
        decisions.append(
            Decision(
                placement_id=name,
                coach=int(choices.coach[i]),
                options=tuple(place_ids[k] for k in choices.options[i]),
                propensities=tuple(choices.propensities[i].tolist()),
                chances={step: float(part[i]) for step, part in chances.items()},
            )
        )
    return tuple(placements), tuple(decisions)
