"""The command ``allocate``: a whole group against the places there are, from files alone. Only a draft."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.cli import params
from service.cli.files import read, read_both, read_model, read_tables, read_weights
from service.cli.output import emit, one_off, say, whole, working
from service.cli.shell import Stop, cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.loaders.locks import Locks
    from matcher.domain import Participant, Slot

STAGES: Final = {
    "fitting": "Prövar varje deltagare mot varje plats",
    "dividing": "Fördelar platserna",
    "explaining": "Skriver varför",
}
MOST: Final = 10_000
"""More people than any employer takes in one round."""


def allocate(
    *,
    participants: params.ParticipantsFile,
    slots: params.SlotsFile,
    date: params.Day = None,
    weights: params.WeightsFile = None,
    locks: Annotated[
        Path | None,
        typer.Option(
            "--locks",
            metavar="FIL",
            help="Fil med det som redan är bestämt (CSV: participant_id;slot_id;rule, med lock eller ban).",
        ),
    ] = None,
    per_employer: Annotated[
        str | None,
        typer.Option(
            "--per-employer",
            metavar="ANTAL",
            help="Högst så många hos samma arbetsgivare. Annars ingen gräns.",
        ),
    ] = None,
    sfi: params.SfiFile = None,
    travel_minutes: params.TravelFile = None,
    as_json: params.AsJson = False,
) -> None:
    """Fördelar platserna på en hel grupp, så rättvist som går, och säger varför. Ett utkast: du bestämmer."""
    limit = None if per_employer is None else params.integer("--per-employer", per_employer, 1, MOST)
    day, chosen, tables = params.day(date), read_weights(weights), read_tables(sfi, travel_minutes)
    with one_off(), working("Läser filer") as report:
        people, places = read_both(participants, slots, report)
        _once(people, participants)
        decided = _decided(locks, people, places)
        from data.reference import context
        from matcher import prepare
        from matcher.allocation import CannotKeep
        from matcher.allocation import allocate as divide

        report(f"Förbereder {whole(len(places))} platser")
        ready = prepare(places, context(encoder=read_model(), date=day, weights=chosen, **tables))
        try:
            answer = divide(
                ready,
                people,
                locks=decided.locks,
                bans=decided.bans,
                per_employer=limit,
                processes=cores(),
                progress=lambda stage: report(STAGES[stage]),
            )
        except CannotKeep as error:
            raise Stop(
                f"{locks}: deltagare {error.participant_id} kan inte låsas till plats {error.slot_id}. "
                f"{error} Ta bort eller ändra raden."
            ) from None
    with one_off():
        if as_json:
            told = ready.context
            head = {"weights": told.weights.version, "model": told.encoder.id, "date": str(told.date)}
            emit(head | answer.to_dict())
            return
        from service.cli import division

        for line in division.lines(answer, places, day):
            say(line)


def _once(people: "Sequence[Participant]", path: Path) -> None:
    seen: set[str] = set()
    for person in people:
        if person.id in seen:
            raise Stop(f"{path}: deltagare {person.id} finns två gånger. Behåll en rad för varje deltagare.")
        seen.add(person.id)


def _decided(path: Path | None, people: "Sequence[Participant]", places: "Sequence[Slot]") -> "Locks":
    from data.loaders.locks import Locks, load_locks

    if path is None:
        return Locks()
    found = read(lambda: load_locks(path))
    known = {person.id for person in people}, {slot.id for slot in places}
    missing = [
        f"{what} {key}"
        for pair in sorted(found.locks | found.bans)
        for what, key, ids in zip(("deltagare", "plats"), pair, known, strict=True)
        if key not in ids
    ]
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        raise Stop(f"{path}: {names} finns inte i de andra filerna. Rätta eller ta bort raderna.")
    return found
