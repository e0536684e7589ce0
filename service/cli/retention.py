"""The command ``retention``: how much has been kept long enough, and its removal."""

from typing import Annotated

import typer

from service.cli import params, storage
from service.cli.output import emit, say, whole, working
from service.cli.shell import Stop


def retention(
    *,
    apply: Annotated[
        bool,
        typer.Option(
            "--apply/--dry-run", help="Ta bort på riktigt; annars räknas bara vad som skulle tas bort."
        ),
    ] = False,
    as_json: params.AsJson = False,
) -> None:
    """Räknar vad som har sparats länge nog, och tar bort det med --apply.

    Hur länge något sparas står i inställningarna RATTPLATS_KEEP_….
    """
    from service.audit.chain import COMMAND
    from service.audit.cutting import NotWhole
    from service.retention import rules

    chosen = storage.settings()
    limits = rules.limits(chosen)
    with storage.opened(chosen) as database:
        if apply:
            with working("Gallrar") as report:
                try:
                    done = rules.apply(
                        database,
                        limits,
                        by=COMMAND,
                        progress=lambda n: report(f"Raderar deltagare: {whole(n)}"),
                    )
                except NotWhole as fault:
                    raise Stop(
                        f"Inget är borttaget, för loggen är inte hel. {fault} Allt lämnas som det är, så att "
                        "det går att reda ut. Se mer med: rattplats audit verify"
                    ) from None
        else:
            done = {one.limit.kind: one.number for one in rules.due(database, limits)}
    if as_json:
        emit({"applied": apply, "before": {one.kind: one.before for one in limits}, "removed": done})
        return
    say("Borttaget:" if apply else "Det här skulle tas bort. Inget är borttaget än.")
    for limit in limits:
        say(f"  {rules.NAMES[limit.kind]:<40}{whole(done[limit.kind]):>8}   äldre än {limit.before[:10]}")
    if not apply:
        say("Ta bort det med: rattplats retention --apply")
