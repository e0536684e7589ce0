"""The command ``simulate``: an invented municipality lives some years through the service's own functions."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.cli import params
from service.cli.output import emit, say, whole, working
from service.cli.shell import Stop

if TYPE_CHECKING:
    from service.placing.lived import Lived


def simulate(
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="FIL", help="Databasfil att skriva; den får inte finnas.")
    ],
    years: Annotated[str, typer.Option("--years", metavar="ANTAL", help="Så många år.")] = "3",
    participants: Annotated[
        str, typer.Option("--participants", metavar="ANTAL", help="Så många påhittade deltagare.")
    ] = "300",
    slots: Annotated[
        str, typer.Option("--slots", metavar="ANTAL", help="Så många påhittade platser.")
    ] = "250",
    seed: params.Seed = "0",
    as_json: params.AsJson = False,
) -> None:
    """Låter en påhittad kommun leva några år genom tjänstens egna funktioner, och kontrollerar varje steg.

    Slutar med 2 om något inte är som det ska, till exempel om en plats har bokats två gånger.
    """
    long = params.integer("--years", years, 1, 10)
    people = params.integer("--participants", participants, 2, 5_000)
    places = params.integer("--slots", slots, 2, 5_000)
    chosen = params.seed(seed)
    if out.exists():
        raise Stop(f"{out} finns redan, och inget skrivs över. Välj ett annat namn.")
    if not out.parent.is_dir():
        raise Stop(f"Mappen {out.parent} finns inte. Skapa den först, eller välj en annan.")
    from service.placing import simulation
    from service.store import Database, migrate

    with working("Låter kommunen leva") as report:
        database = Database.open(f"sqlite:///{out.resolve()}")
        try:
            migrate.upgrade(database)
            lived = simulation.simulate(
                database, years=long, seed=chosen, participants=people, slots=places, progress=report
            )
        finally:
            database.close()
    document = told(lived)
    if as_json:
        emit(document)
    else:
        _say(lived, out)
    if lived.faults:
        raise Stop("\n".join(["Något var inte som det ska:", *lived.faults[:20]]))


def told(lived: "Lived") -> dict[str, Any]:
    """Give what happened as JSON."""
    counted = ("steps", "states", "sides", "reasons", "outcomes", "refused")
    return {
        "kind": "rattplats-simulation",
        "format": 1,
        "days": lived.days,
        "meetings": lived.meetings,
        "erased": lived.erased,
        "faults": lived.faults,
        "never": lived.never(),
    } | {name: dict(sorted(getattr(lived, name).items())) for name in counted}


def _say(lived: "Lived", out: Path) -> None:
    from matcher.vocabulary import OUTCOMES
    from service.placing.states import STEPS

    say(f"{whole(lived.days)} arbetsdagar, {whole(lived.meetings)} uppföljningar. Allt är påhittat.")
    say("\nSteg:")
    _rows({STEPS[code]: number for code, number in lived.steps.items()})
    say("\nHur det gick:")
    _rows({OUTCOMES[code].sv: number for code, number in lived.outcomes.items() if code != "ongoing"})
    say(f"\nNekades (full eller stängd plats, eller en annan praktik): {whole(lived.refused.total())}.")
    never = lived.never()
    say(f"Förekom aldrig: {', '.join(never)}." if never else "Varje läge, steg, skäl och utfall förekom.")
    say(
        "Inga fel: kapacitet, en pågående praktik per person, bokad uppföljning, inget halvt."
        if not lived.faults
        else ""
    )
    say(f"\nDatabasen ligger i {out}. Läs placeringarna ur den med:")
    say(f"  RATTPLATS_DATABASE_URL=sqlite:///{out} rattplats export placements placeringar.csv")


def _rows(counted: Mapping[str, int]) -> None:
    for name, number in sorted(counted.items(), key=lambda row: (-row[1], row[0])):
        say(f"  {name:<40}{whole(number):>8}")
