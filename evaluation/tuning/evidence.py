"""Learned weights against today's, on later decisions that nothing was learned from."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from evaluation.enough import Enough, enough
from evaluation.history.placements import History
from evaluation.history.table import Table
from evaluation.intervals import mean_interval
from evaluation.metrics import measure
from evaluation.systems.base import System
from evaluation.systems.compare import MAIN, Compared, beside
from evaluation.tuning.learn import Learned
from evaluation.tuning.sample import Sample

LEAST_PLACEMENTS: Final = 100
"""Placements with a known outcome that it takes to learn weights."""
LEAST_OF_A_KIND: Final = 20
"""How many of them must have gone well, and how many not."""
MEASURE: Final = "nDCG@10 efter hur det gick"


class TooLittle(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """History is too small or too uniform to learn weights from; the message says what is missing."""


def require(past: History, placements: Sample, judged: Table, good_from: float = 2.0) -> Enough:
    """Refuse to learn from too little.

    Parameters
    ----------
    past : the history.
    placements : those to learn from, `evaluation.tuning.sample`.
    judged : the later decisions that weights are tried on.
    good_from : the least grade of a good outcome.

    Raises
    ------
    TooLittle
        When there are too few placements, or all went alike.
    """
    total, known = len(past), len(placements)
    if not total:
        raise TooLittle("Historiken har inga placeringar. Utan dem finns inget att lära av.")
    grades = past.grade[~np.isnan(past.grade)]
    if len(grades) > 1 and len(np.unique(grades)) == 1:
        raise TooLittle(
            f"Alla {len(grades)} placeringar som kan bedömas gick lika. Vikter kan bara läras av "
            "placeringar som gick olika bra."
        )
    if known < LEAST_PLACEMENTS:
        missing = int(np.ceil((LEAST_PLACEMENTS - known) * max(total / max(known, 1), 1 / 0.6)))
        if not known:
            missing = int(np.ceil(LEAST_PLACEMENTS / 0.6))
        raise TooLittle(
            f"Historiken är för liten för att lära vikter: {_placements(total)}, och av dem är {known} så "
            f"gamla att det går att lära av dem och sedan pröva på senare. Det behövs {LEAST_PLACEMENTS} "
            f"sådana, alltså ungefär {missing} placeringar till."
        )
    good = int((placements.grade >= good_from).sum())
    if min(good, known - good) < LEAST_OF_A_KIND:
        raise TooLittle(
            f"Av {known} placeringar att lära av gick {good} bra och {known - good} inte. Det behövs minst "
            f"{LEAST_OF_A_KIND} av varje för att se vad som skiljer dem åt."
        )
    told = enough(judged, "outcome", share=len(judged) / total)
    if not told.rankable:
        raise TooLittle(f"Det går inte att pröva lärda vikter. {told.text}")
    return told


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the later decisions say.

    Attributes
    ----------
    rows : every system with its figures; differences are to today's weights.
    better, worse : whether the whole interval of the difference lies above, or below, 0.
    beaten : ids of the other systems that learned weights are better than, by more than the interval.
    text : the conclusion in Swedish.
    """

    rows: tuple[Compared, ...]
    better: bool
    worse: bool
    beaten: tuple[str, ...]
    text: str

    def comparison(self, today: str) -> dict[str, Any]:
        """Give the comparison that a weights file carries (see `service.choosing`)."""
        learned = next(row for row in self.rows if row.id == "learned")
        same = {"value": 0.0, "low": 0.0, "high": 0.0}
        apart = learned.to_dict()["difference"] or same
        if apart.get("low") is None or apart.get("high") is None:
            apart |= {name: apart.get("value") or 0.0 for name in ("low", "high")}
        return {"other": today, "measure": MEASURE} | apart


def weigh(judged: Table, systems: tuple[System, ...], learned: Learned, *, seed: int = 0) -> Evidence:
    """Hold learned weights against today's and every other system.

    Parameters
    ----------
    judged : later decisions; systems have one score a row of them.
    systems : with the ids ``today`` and ``learned`` among them.
    """
    measured = {system.id: measure(judged, system.scores, "outcome") for system in systems}
    rows = beside(systems, measured, reference="today", seed=seed)
    values = {name: measures.values[MAIN] for name, measures in measured.items()}
    beaten = tuple(
        name
        for name, others in values.items()
        if name != "learned" and mean_interval(values["learned"] - others, seed=seed).low > 0
    )
    mine = next(row for row in rows if row.id == "learned")
    apart = mine.difference.difference if mine.difference else None
    better = learned.moved and apart is not None and apart.low > 0
    worse = learned.moved and apart is not None and apart.high < 0
    return Evidence(rows, better, worse, beaten, _conclusion(mine, learned, better=better, worse=worse))


def _conclusion(mine: Compared, learned: Learned, *, better: bool, worse: bool) -> str:
    if not learned.moved or mine.difference is None:
        return "Historiken gav inget skäl att lämna dagens vikter. De lärda vikterna är desamma."
    apart = mine.difference.difference
    said = (
        f"skillnaden i {MEASURE} är {_signed(apart.value)} (95 %: {_signed(apart.low)} till "
        f"{_signed(apart.high)}, {apart.n} deltagare)"
    )
    if better:
        return f"De lärda vikterna ordnade senare placeringar bättre än dagens: {said}."
    if worse:
        return f"De lärda vikterna ordnade senare placeringar sämre än dagens: {said}. Ta dem inte i bruk."
    return (
        f"Det går inte att säga att de lärda vikterna är bättre än dagens: {said}. Så många deltagare visar "
        f"bara skillnader större än ungefär {_plain(mine.difference.smallest)}."
    )


def _placements(n: int) -> str:
    return "en placering" if n == 1 else f"{n} placeringar"


def _signed(number: float) -> str:
    return f"{number:+.3f}".replace(".", ",").replace("-", "−")


def _plain(number: float) -> str:
    return f"{number:.3f}".replace(".", ",")


assert MAIN == "ndcg@10"  # noqa: S101 - what `MEASURE` says in words
