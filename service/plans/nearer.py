"""Nearer steps to a goal that is out of reach now.

What stands in the way comes from the matcher: the places that a change would open, and the places where what
somebody has done before, or wants, can be shown already now. That a trade asks for a certificate by law comes
from the table of such trades.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data.reference import Regulated, certificate_wordings, certificates, regulated
from matcher import Assessment, Ranking
from matcher.likeness import ALIKE, NEAR
from matcher.results import Change
from matcher.text import Encoder, normalise
from service.plans.steps import OF_RULE, OWN

SHOWN: Final = 3
"""So many places are shown where a trade can be shown."""

OWN_FACTORS: Final = frozenset({"experience", "goals"})
"""What of an explanation says how like a place is to what somebody has done and wants."""

AT_HOME: Final = frozenset({"sverige", "sweden", "se"})


@dataclass(frozen=True, slots=True)
class Barrier:
    """A trade that asks for a certificate which is not there, or of which nobody knows.

    Attributes
    ----------
    about : who asks for it and why.
    abroad : what the participant has done in the trade in other countries.
    known : whether it is known that the certificate is missing.
    """

    trade: Regulated
    about: str
    abroad: Sequence[str]
    known: bool


def barriers(goal: str, document: Mapping[str, Any]) -> list[Barrier]:
    """Find the trades that a participant wants, or has worked in, and may not practise as things are."""
    wishes = [goal, *(document.get("goals") or []), *(document.get("goal_occupations") or [])]
    past = [one if isinstance(one, dict) else {"title": one} for one in document.get("experience") or []]
    held = document.get("certificates")
    wordings = certificate_wordings()
    own = {wordings.get(normalise(name), name) for name in held or []}
    about = {one.label: one.needed_for for one in certificates()}
    found = []
    for trade in regulated():
        done = [one for one in past if _named(trade, [str(one.get("title", ""))])]
        if trade.certificate in own or not (done or _named(trade, wishes)):
            continue
        abroad = [_written(one) for one in done if _abroad(one)]
        found.append(Barrier(trade, about[trade.certificate], abroad, held is not None))
    return found


def _named(trade: Regulated, texts: Iterable[str]) -> bool:
    said = " ".join(f" {normalise(text)} " for text in texts)
    return any(f" {normalise(word)} " in said for word in trade.words)


def _abroad(experience: Mapping[str, Any]) -> bool:
    country = str(experience.get("country") or "").casefold().strip()
    return bool(country) and country not in AT_HOME


def _written(experience: Mapping[str, Any]) -> str:
    more = [f"{experience['years']:g} år".replace(".", ",")] if experience.get("years") is not None else []
    more.append(str(experience["country"]))
    return f"{experience['title']} ({', '.join(more)})"


def showing(
    ranking: Ranking, titles: Mapping[str, str], trades: Sequence[str], encoder: Encoder
) -> list[Assessment]:
    """Give the places that no rule stops and that are most like what somebody has done and wants.

    Parameters
    ----------
    titles : place → its title.
    trades : near those of a barrier; places with such a title count as like it too.
    """
    found = [one.assessment for one in ranking.suggestions]
    near = _near([titles.get(one.slot_id, "") for one in found], trades, encoder)
    like = {
        one.slot_id: more + sum(part.value for part in one.contributions if part.factor in OWN_FACTORS)
        for one, more in zip(found, near, strict=True)
    }
    alike = [one for one in found if like[one.slot_id] > 0]
    return sorted(alike, key=lambda one: (-like[one.slot_id], -one.score))[:SHOWN]


def _near(titles: Sequence[str], trades: Sequence[str], encoder: Encoder) -> list[float]:
    """Say how like trades titles are, from 0 to 1, by the thresholds of goals and occupations."""
    if not trades or not titles:
        return [0.0] * len(titles)
    likeness = (encoder.encode(titles) @ encoder.encode(trades).T).max(axis=1)
    return [min(1.0, max(0.0, (float(one) - NEAR) / (ALIKE - NEAR))) for one in likeness]


def step_of(change: Change) -> tuple[str, str, str]:
    """Make a step of a change that would open a place: its kind, its text and who takes it."""
    text = change.text[:1].upper() + change.text[1:]
    if change.by == "employer":
        return "adjustment", text, "employer"
    return OF_RULE.get(change.rule, OWN), text, "participant"
