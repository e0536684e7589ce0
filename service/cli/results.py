"""The command ``results``: how many were supported, and what came of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from service.cli import params
from service.cli.files import read, read_records
from service.cli.output import emit, say, working
from service.cli.past import PlacementsFile
from service.cli.shell import Stop

WIDTH: Final = 38


def results(
    *,
    placements: PlacementsFile,
    participants: Annotated[
        Path | None,
        typer.Option(
            "--participants",
            metavar="FIL",
            help="Alla som får stöd, också de utan placering. Annars de som har en placering.",
        ),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units",
            metavar="FIL",
            help="Enhet eller annan indelning för varje deltagare (CSV: participant_id;enhet …).",
        ),
    ] = None,
    aim: Annotated[
        str | None, typer.Option("--aim", metavar="PROCENT", help="Målet: andel till arbete eller studier.")
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="PERIOD", help="Dela upp tiden: year, half eller quarter.")
    ] = "year",
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAG", help="Bara de som fick sitt första förslag från den dagen."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--to", metavar="DAG", help="Bara de som fick sitt första förslag till den dagen."),
    ] = None,
    as_json: params.AsJson = False,
) -> None:
    """Räknar hur många som fått stöd, och hur många som gått till arbete eller studier.

    Varje andel har antal och 95-procentigt intervall. Inget visas om färre än fem personer.
    """
    from data.synthetic import invented
    from evaluation.fairness import load_groups
    from evaluation.results import results as made
    from evaluation.results.figures import PERIODS

    if by not in PERIODS:
        raise Stop(f"--by är {by}. Välj något av {', '.join(PERIODS)}.")
    aimed = None if aim is None else params.integer("--aim", aim.strip(" %"), 0, 100) / 100
    first, last = (None if text is None else params.day(text) for text in (since, until))
    with working(f"Läser {placements.name}"):
        told = read_records("placements", placements)
        people = [p.id for p in read_records("participants", participants)] if participants else []
        known = {*people, *(p.participant_id for p in told)}
        divided = read(lambda: load_groups(units, known)) if units else None
        found = made(
            told, supported=people, units=divided, months=PERIODS[by], aim=aimed, since=first, until=last
        )
    document = {
        "kind": "rattplats-results",
        "format": 1,
        "synthetic": invented((), told),
        "period": by,
    } | found
    if as_json:
        emit(document)
        return
    for line in lines(document):
        say(line)


def lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Give the figures as people read them at a terminal."""
    from evaluation.report import words

    if document["synthetic"]:
        yield "Placeringarna är påhittade (syntetiska)."
    yield _row("Deltagare som fått stöd", words.whole(document["supported"]))
    yield _row("till arbete eller studier", _share(document["onward"]))
    yield _row("till jobb utan stöd (egen försörjning)", _share(document["self_support"]))
    yield _row("till jobb med stöd efter praktik", _share(document["subsidised"]["after_training"]))
    yield _row("därefter till jobb utan stöd", _share(document["subsidised"]["then_hired"]))
    if document["aim"]:
        yield _row("Målet", _aim(document["aim"]))
    yield _row("Tid till första placering", _time(document["first_placement"]))
    yield "\nBästa utfall hittills, deltagare:"
    yield from (_row(f"  {one['label']}", words.whole(one["people"])) for one in document["kinds"])
    yield from _table("Efter när stödet började", document["periods"])
    for one in document["units"]:
        yield from _table(f"Efter {one['variable']}", one["rows"])
    months = document["on_support"][-12:]
    if months:
        yield "\nDeltagare med stöd den första i månaden:"
        yield from (_row(f"  {one['month']}", words.whole(one["people"])) for one in months)
    if document["notes"]:
        yield ""
        yield from document["notes"]
    yield "\nIntervallen är 95-procentiga. Inget visas om färre än fem personer."


def _row(name: str, value: str) -> str:
    return f"{name:<{WIDTH}}  {value}"


def _share(one: Mapping[str, Any] | None) -> str:
    from evaluation.report import words
    from evaluation.small import WITH_IT

    if one is None or one["people"] == WITH_IT:
        return WITH_IT
    if one["value"] is None:
        return f"{words.whole(one['people'])} av {words.whole(one['of'])}"
    return f"{words.whole(one['people'])} av {words.whole(one['of'])}: {words.between_percent(one)}"


def _aim(one: Mapping[str, Any]) -> str:
    from evaluation.report import words

    said = {
        "reached": "nått: hela intervallet ligger över",
        "missed": "inte nått: hela intervallet ligger under",
        "open": "går inte att säga: målet ligger i intervallet",
        None: "går inte att säga: för få",
    }
    return f"{words.percent(one['share'])}, {said[one['verdict']]}"


def _time(one: Mapping[str, Any]) -> str:
    from evaluation.report import words

    if one["days"] is None:
        return "går inte att säga: färre än hälften, eller färre än fem, har fått en"
    high = "okänt" if one["high"] is None else words.whole(one["high"])
    return f"hälften inom {words.whole(one['days'])} dagar ({words.whole(one['low'])} till {high})"


def _table(title: str, rows: list[Mapping[str, Any]]) -> Iterator[str]:
    from evaluation.report import words

    if rows:
        yield f"\n{title}, till arbete eller studier:"
    for row in rows:
        yield _row(f"  {row['name']}: {words.whole(row['supported'])} deltagare", _share(row["onward"]))
