"""Systems side by side on later decisions: today's weights, learned ones, simpler ways and a freer one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from evaluation.enough import Enough, enough
from evaluation.history import History, Split, Table
from evaluation.history.splits import LEARN
from evaluation.intervals import FEWEST
from evaluation.lists import NOBODY, top
from evaluation.metrics import Judgement
from evaluation.offpolicy import estimated, one_of_first, value
from evaluation.sensitivity import sensitivity
from evaluation.small import FEW, LEAST
from evaluation.systems import System, allowed, compared, line_up
from evaluation.tuning.artefact import EXPLORED, FIRST
from evaluation.tuning.evidence import TooLittle, require, weigh
from evaluation.tuning.learn import Learned, learn
from evaluation.tuning.logit import Outcome
from evaluation.tuning.reasons import reasons
from evaluation.tuning.sample import gather, known, rows
from matcher.context import Context
from matcher.weights import FACTORS, Weights

Report = Callable[[str], None]

SEEN: Final = 50
"""How firm the order is, is asked of so many first places: nobody reads further."""


def trial(
    past: History,
    whole: Table,
    split: Split,
    context: Context,
    today: Weights,
    *,
    seed: int,
    report: Report | None,
) -> dict[str, Any]:
    """Learn weights before the cut, and hold every system against today's weights after it.

    Returns
    -------
    The sections ``systems``, ``learned``, ``off_policy`` and ``sensitivity`` of the document.
    """
    tell = report or (lambda _: None)
    judged, placements = whole.take(split.judge), known(gather(whole), split.cut)
    learned, points, refused = None, None, None
    try:
        require(past, placements, judged, past.outcomes.good_from)
    except TooLittle as little:
        refused = str(little)
    else:
        learned = learn(whole, split, today, seed=seed, report=report)
        points = _weights(learned)
    lineup = line_up(
        past,
        judged,
        context,
        today=today,
        learned=points,
        learned_from=placements if learned else None,
        seed=seed,
        report=report,
    )
    tell("Jämför sätten att ordna")
    share = len(judged) / len(whole) if len(judged) else 1 - LEARN
    tables: dict[str, Any] = {
        judgement: _judged(judged, lineup.systems, judgement, share, seed)
        for judgement in ("outcome", "choice")
    }
    found: dict[str, Any] = {
        "systems": {
            "cut": None
            if split.cut is None or not len(whole)
            else dt.date.fromordinal(split.cut).isoformat(),
            "learned_from": len(placements),
            "judged": len(judged),
            "notes": list(lineup.notes),
            **tables,
        },
        "learned": {"refused": refused},
        "off_policy": {"refused": refused},
    }
    if learned is not None and points is not None:
        evidence = weigh(judged, lineup.systems, learned, seed=seed)
        found["learned"] |= {
            "text": evidence.text,
            "better": evidence.better,
            "worse": evidence.worse,
            "better_than": list(evidence.beaten),
            "points": dict(points.values),
            "reasons": [r.to_dict() for r in reasons(learned, today, placements, past.outcomes.good_from)],
        }
        tell("Skattar vad andra val hade lett till")
        model = Outcome(placements, np.array([today.values[name] for name in FACTORS]))
        fitted = (model, model.fit(EXPLORED))
        chances = estimated(judged, whole.take(whole.day < (split.cut or 0)), seed=seed)
        found["off_policy"] |= {
            name: value(
                judged, one_of_first(judged, judged.score(own), FIRST), chances, fitted, seed=seed
            ).to_dict()
            for name, own in (("today", today), ("learned", points))
        } | {"first": FIRST}
    tell("Räknar hur känslig ordningen är")
    found["sensitivity"] = _firmness(judged, today, seed)
    return found


def _firmness(judged: Table, today: Weights, seed: int) -> dict[str, Any]:
    """Say how firm the order is, unless it would be the order of a handful of people."""
    lists = top(judged, judged.score(today), SEEN, seed=seed)
    kept = judged.is_chosen
    kept[lists[lists != NOBODY]] = True
    found = sensitivity(rows(judged, kept), today, seed=seed).to_dict()
    if len(np.unique(judged.participant)) >= FEWEST and found["matters"]:
        return found | {"refused": None}
    text = f"Hur fast ordningen är. Det behövs senare placeringar för minst {FEWEST} deltagare."
    return dict.fromkeys(found) | {"refused": text, "text": text, "matters": {}, "unknown": {}}


def _weights(learned: Learned) -> Weights:
    return Weights({name: float(value) for name, value in zip(FACTORS, learned.points, strict=True)})


def _told(found: Enough, judgement: Judgement) -> dict[str, Any]:
    """Give what so many can show, without a number of people below five."""
    told = asdict(found)
    if found.participants >= LEAST:
        return told
    what = "vad som valdes" if judgement == "choice" else "vad som ledde vidare"
    text = (
        f"Färre än {LEAST} deltagare har en senare placering som kan pröva {what}. Det behövs minst "
        f"{found.least} deltagare, alltså ungefär {found.missing} placeringar till i historiken."
    )
    return told | {"placements": FEW, "participants": FEW, "text": text}


def _judged(
    judged: Table, systems: tuple[System, ...], judgement: Judgement, share: float, seed: int
) -> dict[str, Any]:
    """Compare on all places, and on those that no rule stops; where there are too few, only say so."""
    told = enough(judged, judgement, share=share)
    inside, kept = allowed(judged)
    within = enough(inside, judgement, share=share * len(inside) / len(judged) if len(inside) else share)
    found: dict[str, Any] = {
        "enough": _told(told, judgement),
        "rows": [],
        "within": {"enough": _told(within, judgement), "rows": []},
    }
    if told.rankable:
        found["rows"] = [row.to_dict() for row in compared(judged, systems, judgement, seed=seed)]
    if within.rankable:
        same = [System(s.id, s.label, s.scores[kept]) for s in systems if s.id != "rules"]
        found["within"]["rows"] = [row.to_dict() for row in compared(inside, same, judgement, seed=seed)]
    return found
