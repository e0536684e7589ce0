"""What the process beside the service works out: outcome figures, and what other weights would have done.

The process only reads the store. It keeps the table of decisions while the store is unchanged, since making
it takes seconds and holding weights against it does not. Nothing is learned here.
"""

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.loaders import BadFile
from data.records import PlacementRecord
from data.synthetic import invented
from evaluation.enough import enough
from evaluation.fairness.groups import Groups, read_groups
from evaluation.history import History, Split, Table, by_time, table
from evaluation.results import results
from evaluation.small import FEW, LEAST
from evaluation.systems import System, compared
from evaluation.systems.lineup import TODAY
from evaluation.tuning.evidence import MEASURE
from matcher.domain import Placement
from matcher.vocabulary import Label
from matcher.weights import Weights
from service.accounts.models import Caseload, Units
from service.evaluations.past import checked, past
from service.running import contexts, weights_of
from service.settings import Settings
from service.store import Database
from service.store.clock import SWEDEN
from service.store.schema import Participants, Placements

TRIED: Final = Label("De vikter du prövar", "The weights you try")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The later decisions that weights are tried on."""

    whole: Table
    judged: Table
    split: Split
    past: History


class Figures:
    """Answers questions about the store; one for each process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database = Database.open(settings.database_url)
        self._lock = threading.Lock()
        self._known: tuple[str, Decisions] | None = None

    def results(self, _state: str, aim: float | None) -> dict[str, Any]:
        """Work the outcome figures out, for all and for each year and unit.

        Parameters
        ----------
        aim : the share to work or studies that was aimed at, 0 to 1.
        """
        with self._database.read() as session:
            told, known, units = _people(session)
        waiting = len(set(known) - {p.participant_id for p in told})
        divided = Groups(tuple(units), {"enhet": tuple(units.values())}, "") if units else None
        found = results(told, units=divided, aim=aim)
        days = [d for p in told for d in (p.suggested_on, p.started_on, p.ended_on) if d]
        return found | {
            "waiting": FEW if 0 < waiting < LEAST else waiting,
            "synthetic": invented((), told),
            "first_day": min(days).isoformat() if days else None,
            "last_day": max(days).isoformat() if days else None,
            "years": found["periods"],
            "parts": found["units"][0]["rows"] if divided else [],
        }

    def effect(self, state: str, today: Mapping[str, Any], tried: Mapping[str, float]) -> dict[str, Any]:
        """Hold weights against those in use, on the later decisions of the store's own history.

        Parameters
        ----------
        state : names the state of the store; with the same one the decisions are not listed anew.
        today : the document of the weights in use.
        tried : points of each factor.

        Returns
        -------
        ``refused`` in Swedish where there is too little to say anything, else the figures of both by how it
        went and by what was chosen, and ``comparison`` as weights carry it (see `service.choosing`).
        """
        used = Weights.from_dict(today)
        found = self._decisions(state, used)
        judged = found.judged
        share = len(judged) / len(found.whole) if len(found.whole) else 1.0
        told = enough(judged, "outcome", share=share)
        document: dict[str, Any] = {
            "synthetic": invented(found.past.slots, found.past.placements),
            "placements": len(judged) if told.participants >= LEAST else FEW,
            "cut": None if found.split.cut is None or not len(found.whole) else _day(found.split.cut),
            "refused": None if told.rankable else _without_few(told.text, told.participants),
            "text": told.text if told.rankable else None,
        }
        if not told.rankable:
            return document
        systems = (
            System("today", TODAY, judged.score(used, rules=False)),
            System("tried", TRIED, judged.score(Weights(dict(tried)), rules=False)),
        )
        by_outcome = [row.to_dict() for row in compared(judged, systems, "outcome")]
        by_choice = (
            [row.to_dict() for row in compared(judged, systems, "choice")]
            if enough(judged, "choice", share=share).rankable
            else []
        )
        apart = by_outcome[1]["difference"]
        for end in ("low", "high"):  # where nothing differs there is no interval
            apart[end] = apart["value"] if apart[end] is None else apart[end]
        return document | {
            "outcome": by_outcome,
            "choice": by_choice,
            "comparison": {"other": used.version, "measure": MEASURE} | apart,
        }

    def groups(self, _state: str, content: bytes, name: str) -> dict[str, Any]:
        """Check a file of groups before anything is worked out with it.

        Returns
        -------
        ``problems``, each with row, column, message and remedy, and ``total``; ``placed``, how many of the
        file have a placement, as it may be shown, and ``enough``, whether they are enough to go on.
        """
        try:
            found = read_groups(content, name)
        except BadFile as bad:
            faults = [(one.row, one.column, one.message, one.remedy) for one in bad.problems]
            return {"problems": faults, "total": bad.total, "placed": None, "enough": False}
        with self._database.read() as session:
            told, _known, _units = _people(session)
        placed = len({one.participant_id for one in told} & set(found.ids))
        shows = placed if placed >= LEAST else FEW
        return {"problems": [], "total": 0, "placed": shows, "enough": placed >= LEAST}

    def _decisions(self, state: str, used: Weights) -> Decisions:
        """List the decisions with what the engine says of each place; kept while the store is unchanged."""
        with self._lock:
            if self._known is None or self._known[0] != state:
                with self._database.read() as session:
                    found = past(session)
                told = checked(found)
                context = contexts(self._settings, used)(dt.datetime.now(SWEDEN).date())
                whole = table(told, context)
                split = by_time(whole)
                self._known = state, Decisions(whole, whole.take(split.judge), split, told)
            return self._known[1]


def _people(session: Session) -> tuple[list[Placement], list[str], dict[str, str]]:
    """Read the placements, the ids of those there are, and the unit of each; nobody who is protected."""
    hidden = select(Caseload.participant_id).where(Caseload.protected)
    told = [
        PlacementRecord.model_validate_json(payload).to_domain()
        for payload in session.scalars(
            select(Placements.payload).where(Placements.participant_id.not_in(hidden)).order_by(Placements.id)
        )
    ]
    known = list(session.scalars(select(Participants.id).where(Participants.id.not_in(hidden))))
    whose = select(Caseload.participant_id, Units.name).join(Units, Units.id == Caseload.unit_id)
    return told, known, {row.participant_id: row.name for row in session.execute(whose)}


def _without_few(text: str, people_told: int) -> str:
    """Say that there is too little without a number of people below five."""
    if people_told >= LEAST or not people_told:
        return text
    return f"Färre än {LEAST} deltagare har en senare placering som kan pröva vikterna. Det är för få."


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(int(ordinal)).isoformat()


_HERE: dict[str, Figures] = {}


def answer(what: str, *question: Any) -> dict[str, Any]:
    """Answer one question in this process, by the settings of its environment."""
    if "figures" not in _HERE:
        settings = Settings()
        weights_of(settings)
        _HERE["figures"] = Figures(settings)
    found: dict[str, Any] = getattr(_HERE["figures"], what)(*question)
    return found
