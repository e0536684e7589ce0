"""Whether there are enough placements to say anything, and how many are missing."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from evaluation.history.table import Table
from evaluation.intervals import LEAST
from evaluation.metrics import Judgement


@dataclass(frozen=True, slots=True)
class Enough:
    """What a number of placements can show.

    Attributes
    ----------
    placements, participants : with something to judge; by how it went, those that led to something.
    least : participants that it takes to rank systems.
    rankable : whether there are so many, and they do not all tell the same.
    missing : placements that are missing of the whole history, as far as its own pace can tell; 0 when none
        are, or when more of the same would not help.
    text : what may and may not be concluded, in Swedish.
    """

    placements: int
    participants: int
    least: int
    rankable: bool
    missing: int
    text: str


def enough(
    judged: Table, judgement: Judgement = "choice", *, share: float = 1.0, least: int = LEAST
) -> Enough:
    """Say whether systems can be ranked on these decisions.

    Parameters
    ----------
    judged : the decisions to judge on.
    judgement : by what was chosen, or by how it went.
    share : the share of the history that they are, so that what is missing is counted in whole placements.
    least : participants that it takes.
    """
    counts = judged.contested & (np.bool_(judgement == "choice") | (judged.grade > 0))
    placements, participants = int(counts.sum()), len(np.unique(judged.participant[counts]))
    what = "vad som valdes" if judgement == "choice" else "vad som ledde vidare"
    if not placements:
        text = f"Det finns ingen placering att pröva {what} mot. Inget kan sägas."
        return Enough(0, 0, least, False, ceil(least / share), text)
    said = f"{_placements(placements)} för {_people(participants)} kan pröva {what}."
    if participants < least:
        missing = ceil((least - participants) * placements / participants / share)
        text = (
            f"{said} Det är för få för att säga vilket sätt att ordna platserna som är bäst: det behövs "
            f"minst {least} deltagare, alltså ungefär {missing} placeringar till i historiken."
        )
        return Enough(placements, participants, least, False, missing, text)
    if judgement == "outcome" and len(np.unique(judged.grade[~np.isnan(judged.grade)])) == 1:
        text = f"{said} Alla har fått samma betyg, och då går det inte att säga vad som skiljer dem åt."
        return Enough(placements, participants, least, False, 0, text)
    return Enough(placements, participants, least, True, 0, f"{said} Det räcker för att jämföra.")


def _placements(n: int) -> str:
    return "En placering" if n == 1 else f"{n} placeringar"


def _people(n: int) -> str:
    return "en deltagare" if n == 1 else f"{n} deltagare"
