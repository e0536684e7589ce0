"""The commands ``rank``, ``candidates`` and ``reach``: answers from files alone."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from service.cli import params
from service.cli.files import pick, read_both, read_model, read_tables, read_weights
from service.cli.output import Report, emit, one_off, say, whole, working
from service.cli.shell import cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher import Places
    from matcher.context import Context
    from matcher.domain import Participant, Slot
    from matcher.results import Ranking

BLOCK: Final = 500
"""So many participants are ranked at a time, so that progress can be shown."""


def rank(
    *,
    participants: params.ParticipantsFile,
    slots: params.SlotsFile,
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="ID", help="Bara den här deltagaren.")
    ] = None,
    top: params.Top = "10",
    date: params.Day = None,
    weights: params.WeightsFile = None,
    sfi: params.SfiFile = None,
    travel_minutes: params.TravelFile = None,
    as_json: params.AsJson = False,
) -> None:
    """Ordnar platserna för en deltagare, eller för alla, och säger varför."""
    limit, day, chosen = params.top(top), params.day(date), read_weights(weights)
    tables = read_tables(sfi, travel_minutes)
    with one_off(), working("Läser filer") as report:
        people, places = read_both(participants, slots, report)
        if participant is not None:
            people = [pick(people, participant, "deltagare", participants)]
        ready = _ready(places, {"date": day, "weights": chosen} | tables, report)
        overview = not as_json and len(people) > 1
        rankings = _rank(ready, people, limit, report, overview=overview)
    with one_off():
        if as_json:
            emit(_head(ready.context) | {"results": [ranking.to_dict() for ranking in rankings]})
            return
        from service.cli import words

        for line in words.rankings(rankings, ready.slots, day):
            say(line)


def candidates(
    *,
    participants: params.ParticipantsFile,
    slots: params.SlotsFile,
    slot: params.SlotId,
    top: params.Top = "10",
    date: params.Day = None,
    weights: params.WeightsFile = None,
    sfi: params.SfiFile = None,
    travel_minutes: params.TravelFile = None,
    as_json: params.AsJson = False,
) -> None:
    """Ordnar deltagarna för en plats, och säger varför."""
    limit, day, chosen = params.top(top), params.day(date), read_weights(weights)
    tables = read_tables(sfi, travel_minutes)
    with one_off(), working("Läser filer") as report:
        people, places = read_both(participants, slots, report)
        wanted = pick(places, slot, "plats", slots)
        ready = _ready(places, {"date": day, "weights": chosen} | tables, report)
        report("Ordnar deltagarna")
        answer = ready.candidates(people, slot, top=limit)
    if as_json:
        emit(_head(ready.context) | answer.to_dict())
        return
    from service.cli import words

    for line in words.candidates(answer, wanted, day):
        say(line)


def reach(
    *,
    participants: params.ParticipantsFile,
    slots: params.SlotsFile,
    slot: params.SlotId,
    date: params.Day = None,
    sfi: params.SfiFile = None,
    travel_minutes: params.TravelFile = None,
    as_json: params.AsJson = False,
) -> None:
    """Visar vad varje krav på en plats kostar i människor, och vad som händer om det släpps."""
    day, chosen, tables = params.day(date), read_weights(None), read_tables(sfi, travel_minutes)
    with one_off(), working("Läser filer") as report:
        people, places = read_both(participants, slots, report)
        wanted = pick(places, slot, "plats", slots)
        ready = _ready(places, {"date": day, "weights": chosen} | tables, report)
        report("Prövar kraven")
        answer = ready.reach(people, slot)
    if as_json:
        emit(_head(ready.context) | answer.to_dict())
        return
    from service.cli import words

    for line in words.reach(answer, wanted, day):
        say(line)


def _ready(slots: "Sequence[Slot]", told: dict[str, Any], report: Report) -> "Places":
    from data.reference import context
    from matcher import prepare

    report(f"Förbereder {whole(len(slots))} platser")
    return prepare(slots, context(encoder=read_model(), **told))


def _rank(
    places: "Places", people: "Sequence[Participant]", limit: int, report: Report, *, overview: bool
) -> "list[Ranking]":
    near, questions = (0, 1) if overview else (5, 5)
    answers: list[Ranking] = []
    for start in range(0, len(people), BLOCK):
        report(f"Ordnar platser: {whole(start)} av {whole(len(people))} deltagare klara")
        block = people[start : start + BLOCK]
        answers += places.rank(block, top=limit, near=near, questions=questions, processes=cores())
    return answers


def _head(context: "Context") -> dict[str, str]:
    return {
        "weights": context.weights.version,
        "model": context.encoder.id,
        "date": str(context.date),
    }
