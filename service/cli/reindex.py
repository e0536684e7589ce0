"""The command ``reindex``: vectors of stored texts, made again for the text model in use."""

from typing import TYPE_CHECKING

from service.cli import storage
from service.cli.files import read_model
from service.cli.output import Report, say, whole, working

if TYPE_CHECKING:
    from service.store import upkeep


def reindex() -> None:
    """Räknar om textvektorerna i databasen efter ett byte av textmodell. Går att avbryta och köra igen."""
    chosen = storage.settings()
    with working("Läser in textmodellen") as report, storage.opened(chosen) as database:
        from service.store import upkeep

        encoder = read_model(chosen.text_model)
        found = upkeep.reindex(database, encoder, _telling(report))
    say(
        f"Textmodellen är {encoder.id}. {whole(found.records)} poster gicks igenom, {whole(found.encoded)} "
        f"fick nya vektorer och {whole(found.removed)} gamla vektorer togs bort."
    )


def _telling(report: Report) -> "upkeep.Progress":
    return lambda done, of: report(f"Räknar vektorer: {whole(done)} av {whole(of)} poster klara")
