"""An earlier suggestion run, worked out again from the stored history.

The participant and every place are read as they were, and ranked with the stored weights, day and
seed. Equal input and an equal program give an equal answer, to the byte.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from matcher import Context, Participant, Slot, prepare
from service import answers
from service.canonical import canonical, digest
from service.mirror import combined
from service.store import Database, records, runs, weights
from service.store.schema import SuggestionRuns
from service.version import VERSION


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What came of a replay.

    Attributes
    ----------
    run_id : the run.
    identical : whether the very same answer came out; None when it cannot be worked out again.
    text : the finding in Swedish, a sentence or a few.
    differences : what differs, one line each.
    """

    run_id: str
    identical: bool | None
    text: str
    differences: tuple[str, ...] = ()


def replay(database: Database, run_id: str, context: Callable[[date], Context]) -> ReplayReport:
    """Work out a stored run again.

    Parameters
    ----------
    context : makes the matcher's context for a day, with the text model at hand.
    """
    with database.read() as session:
        run = runs.get(session, run_id)
        if run is None:
            return _impossible(
                run_id, "Körningen finns inte. Den kan ha raderats tillsammans med deltagaren."
            )
        used = weights.get(session, run.weights_version)
        people = records.as_of(session, "participant", run.revision, run.participant_id)
        slots = records.as_of(session, "slot", run.revision)
    world = context(run.date)
    if world.encoder.hash != run.model_hash:
        return _impossible(
            run_id,
            f"Körningen gjordes med textmodellen {run.model_id} ({run.model_hash[:12]}), men här finns "
            f"{world.encoder.id} ({world.encoder.hash[:12]}). Svaret kan bara räknas om med den modell som "
            f"användes då: den som följde med programmets version {run.program}, eller den som angavs i "
            "RATTPLATS_TEXT_MODEL.",
        )
    places_digest = combined({slot.id: digest(slot.payload) for slot in slots})
    if used is None or not people or answers.inputs_hash(people[0].payload, places_digest) != run.inputs_hash:
        return _impossible(run_id, "Underlaget finns inte kvar som det var, så svaret går inte att räkna om.")
    world = replace(world, weights=used, seed=run.seed)
    places = prepare([Slot(**slot.document) for slot in slots], world)
    (ranking,) = places.rank([Participant(**people[0].document)], top=run.top)
    answer = canonical(answers.document(world, ranking))
    if digest(answer) == run.output_hash:
        return ReplayReport(run_id, identical=True, text="Samma svar, tecken för tecken.")
    shown = canonical([{"slot_id": s.slot_id, "score": s.score} for s in ranking.suggestions])
    return ReplayReport(
        run_id, identical=False, text="Svaret blev ett annat.", differences=_differ(run, shown)
    )


def _impossible(run_id: str, text: str) -> ReplayReport:
    return ReplayReport(run_id, identical=None, text=text)


def _differ(run: SuggestionRuns, shown: str) -> tuple[str, ...]:
    lines = []
    if run.program != VERSION:
        lines.append(f"Programmet var version {run.program} och är nu {VERSION}.")
    if run.shown == shown:
        lines.append("Platserna, ordningen och poängen är desamma. Något annat i förklaringen skiljer.")
    else:
        lines += [f"Visades då: {run.shown}", f"Räknas nu: {shown}"]
    return tuple(lines)
