"""The commands of ``rattplats`` and their names."""

import typer

from service.cli import ranking
from service.cli.shell import Command, Group

app = typer.Typer(
    cls=Group,
    name="rattplats",
    help="Rätt person på rätt plats: förslag på platser för arbetsträning, med skäl.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

FILES = "--participants deltagare.csv --slots platser.csv"

app.command("rank", cls=Command, epilog=f"rattplats rank {FILES} --participant D-0001")(ranking.rank)
app.command("candidates", cls=Command, epilog=f"rattplats candidates {FILES} --slot P-0001")(
    ranking.candidates
)
app.command("reach", cls=Command, epilog=f"rattplats reach {FILES} --slot P-0001")(ranking.reach)


def main() -> None:
    """Run the command line."""
    app(prog_name="rattplats")
