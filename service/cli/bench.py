"""The command ``bench``: the engine against a bare matrix product."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli import params
from service.cli.output import decimal, emit, say, whole, working
from service.cli.shell import cores

if TYPE_CHECKING:
    from evaluation.bench import Bench


def bench(
    *,
    participants: Annotated[
        str, typer.Option("--participants", metavar="ANTAL", help="Så många påhittade deltagare.")
    ] = "1000",
    slots: Annotated[
        str, typer.Option("--slots", metavar="ANTAL", help="Så många påhittade platser.")
    ] = "10000",
    sample: Annotated[
        str,
        typer.Option("--sample", metavar="ANTAL", help="Så många deltagare prövas mot referensmotorn."),
    ] = "20",
    seed: params.Seed = "0",
    as_json: params.AsJson = False,
) -> None:
    """Tar tid på motorn och jämför med en bar matrisprodukt av samma vektorer.

    Alla regler, alla faktorer och de tio främsta med skäl, i samma körning som produkten. Slutar med
    1 om motorn och referensmotorn inte ger samma svar på stickprovet.
    """
    people = params.integer("--participants", participants, 1, 1_000_000)
    places = params.integer("--slots", slots, 1, 10_000_000)
    some = params.integer("--sample", sample, 1, 1_000)
    chosen = params.seed(seed)
    from evaluation.bench import run

    with working("Förbereder") as report:
        result = run(people, places, seed=chosen, sample=some, report=report, processes=cores())
    if as_json:
        emit(result.to_dict())
    else:
        for line in _lines(result):
            say(line)
    if result.check.differences:
        raise typer.Exit(1)


NAMES = {"engine": "motorn", "bare": "bar produkt", "faiss": "faiss.IndexFlatIP"}


def _lines(result: "Bench") -> Iterator[str]:
    figures = result.to_dict()
    yield (
        f"{whole(result.participants)} deltagare × {whole(result.slots)} platser = "
        f"{whole(result.pairs)} par, varav {decimal(100 * result.eligible_share)} av 100 kan föreslås"
    )
    yield (
        f"Textmodell {result.model} med {whole(result.dimensions)} tal per vektor. Görs en gång: "
        f"{whole(result.texts)} texter på {decimal(result.seconds['texts'], 2)} s, "
        f"kolumner på {decimal(result.seconds['columns'], 2)} s"
    )
    yield ""
    yield f"{'':<20}{'sekunder':>10}{'par per sekund':>18}{'motorn tar':>14}"
    for step, speed in figures["pairs_per_second"].items():
        ratio = figures["engine_ratio"].get(step)
        compared = f"{decimal(ratio, 2)} ×" if ratio is not None else ""
        row = f"{NAMES[step]:<20}{decimal(result.seconds[step], 3):>10}{whole(speed):>18}{compared:>14}"
        yield row.rstrip()
    counted = f"Medianen av {result.rounds} omgångar, turvis" if result.rounds > 1 else "En omgång"
    yield f"{counted}, på {result.processes} {'kärna' if result.processes == 1 else 'kärnor'}."
    if "faiss" not in result.seconds:
        yield "faiss är inte installerat och jämfördes inte."
    yield ""
    yield (
        f"Minne som mest: {_gib(result.memory['engine'])} till och med motorn, "
        f"{_gib(result.memory['all'])} för hela körningen"
    )
    checked = result.check
    sample = (
        f"{whole(checked.participants)} deltagare × {whole(checked.slots)} av platserna, "
        f"{whole(checked.suggestions)} förslag"
    )
    if checked.differences:
        yield f"FEL: motorn och referensmotorn ger olika svar ({sample}):"
        yield from (f"  {difference}" for difference in checked.differences)
    else:
        yield (
            f"Samma svar som referensmotorn på ett stickprov ({sample}); "
            f"poängen skiljer högst {checked.largest_difference:g}"
        )


def _gib(size: int) -> str:
    return f"{decimal(size / 2**30, 2)} GiB"
