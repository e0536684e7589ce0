"""The commands ``import`` and ``export``, and what every command on records shares."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple

import typer

from service.cli import storage
from service.cli.files import read, read_file, read_model
from service.cli.output import say, whole, working
from service.cli.shell import Stop

if TYPE_CHECKING:
    from data.records import Record


class Kind(NamedTuple):
    """A kind of record: its name in files and in the store, and what people call many of them."""

    kind: Literal["participants", "slots", "placements"]
    name: Literal["participant", "slot", "placement"]
    many: str


KINDS: Final = {
    "participants": Kind("participants", "participant", "deltagare"),
    "slots": Kind("slots", "slot", "platser"),
    "placements": Kind("placements", "placement", "placeringar"),
}

KindWord = Annotated[
    str,
    typer.Argument(
        metavar="SLAG", help="participants (deltagare), slots (platser) eller placements (placeringar)."
    ),
]
InFile = Annotated[Path, typer.Argument(metavar="FIL", help="CSV, XLSX eller JSON.")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FIL", help="Fil att skriva: namnet slutar på .csv, .xlsx eller .json."),
]
ENDINGS: Final = (".csv", ".xlsx", ".json")


def kind(word: str) -> Kind:
    """Read which kind of record is meant.

    Raises
    ------
    Stop
        When there is no such kind.
    """
    if word not in KINDS:
        raise Stop(f"{word} är inget slags post. Välj {', '.join(KINDS)}.")
    return KINDS[word]


def records(domain: Iterable[Any]) -> "list[Record]":
    """Give the records of domain objects."""
    from data.records import ParticipantRecord, PlacementRecord, SlotRecord

    types = {known.domain: known for known in (ParticipantRecord, SlotRecord, PlacementRecord)}
    return [types[type(item)].from_domain(item) for item in domain]


def documents(domain: Iterable[Any]) -> list[dict[str, Any]]:
    """Give the JSON of domain objects, as the store keeps it: without what is not known."""
    return [record.model_dump(mode="json", exclude_none=True) for record in records(domain)]


def import_(word: KindWord, file: InFile) -> None:
    """Läser in en fil i databasen: hela filen, eller inget alls om något i den är fel."""
    chosen = kind(word)
    from service.audit.chain import COMMAND
    from service.audit.commands import logged, subjects
    from service.placing import guarding
    from service.store.saving import Batch

    with working(f"Läser {file.name}") as report:
        found = read_file(chosen.kind, file)
        known = storage.settings()
        with storage.opened(known) as database:
            report("Räknar vektorer för texterna")
            batch = Batch.of(read_model(known.text_model), chosen.name, documents(found.records))
            report("Sparar")
            with database.write() as session:
                read(lambda: guarding.check_file(session, chosen.name, batch.documents, found, str(file)))
                written = batch.save(session, COMMAND)
                about = subjects(chosen.name, batch.documents)
                logged(session, "write", f"rattplats import {word}", about)
    say(
        f"{file.name}: {whole(len(written.created))} nya {chosen.many}, "
        f"{whole(len(written.updated))} ändrade, {whole(len(written.unchanged))} redan lika."
    )


def export(
    word: KindWord, file: Annotated[Path, typer.Argument(metavar="FIL", help="Fil att skriva.")]
) -> None:
    """Skriver alla poster av ett slag ur databasen till en fil: CSV, XLSX eller JSON efter namnet."""
    chosen = kind(word)
    from data.records import ParticipantRecord, PlacementRecord, SlotRecord
    from service.audit.commands import logged, subjects
    from service.store import records as stored

    types: dict[str, type[Record]] = {
        "participant": ParticipantRecord,
        "slot": SlotRecord,
        "placement": PlacementRecord,
    }
    found: list[Any] = []
    about: list[str | None] = []
    with working(f"Läser {chosen.many}") as report, storage.opened() as database:
        with database.read() as session:
            after = ""
            while page := stored.page(session, chosen.name, limit=1_000, after=after):
                found += [types[chosen.name].model_validate(row.document).to_domain() for row in page]
                about += subjects(chosen.name, [row.document for row in page])
                after = page[-1].id
                report(f"Läser {chosen.many}: {whole(len(found))}")
        with database.write() as session:  # before anything is written to the file
            logged(session, "read", f"rattplats export {word}", about)
        write(found, file, chosen)
    say(f"{whole(len(found))} {chosen.many} skrivna till {file}.")


def write(found: Iterable[Any], file: Path, chosen: Kind) -> None:
    """Write records to a file, in the format that its name asks for.

    Raises
    ------
    Stop
        When the name does not end on a format that can be written.
    """
    from data.exporters import export as export_records

    if file.suffix.lower() not in ENDINGS:
        raise Stop(f"{file} slutar inte på något av {', '.join(ENDINGS)}. Välj ett namn som gör det.")
    export_records(found, file, kind=chosen.kind)
