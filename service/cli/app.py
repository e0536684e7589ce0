"""The commands of ``rattplats`` and their names."""

from collections.abc import Callable
from typing import Any, Final

import typer

from service.cli import accounts, audit, ranking, records, replaying, server, writing
from service.cli import weights as versions
from service.cli.allocating import allocate
from service.cli.bench import bench
from service.cli.evaluate import evaluate
from service.cli.reindex import reindex
from service.cli.results import results
from service.cli.retention import retention
from service.cli.shell import Command, Group
from service.cli.simulate import simulate
from service.cli.text_model import evaluate_text
from service.cli.tune import tune


def _group(name: str, text: str) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        name=name,
        help=text,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,  # a traceback with values in it could show people's details
    )


app: Final = _group("rattplats", "Rätt person på rätt plats: förslag på platser för arbetsträning, med skäl.")
convert: Final = _group("convert", "Gör platser av andras filer.")
user: Final = _group("user", "Användare av tjänsten.")
unit: Final = _group("unit", "Enheter i kommunen: en coach ser sin enhets deltagare.")
log: Final = _group("audit", "Loggen över vem som har läst och skrivit om vem.")
weights: Final = _group("weights", "Vikterna: hur många poäng varje faktor kan ge.")


def _add(group: typer.Typer, name: str, command: Callable[..., Any], example: str) -> None:
    group.command(name, cls=Command, epilog=f"rattplats {example}")(command)


FILES: Final = "--participants deltagare.csv --slots platser.csv"

_add(app, "rank", ranking.rank, f"rank {FILES} --top 3")
_add(app, "candidates", ranking.candidates, f"candidates {FILES} --slot P0001")
_add(app, "reach", ranking.reach, f"reach {FILES} --slot P0001")
_add(app, "allocate", allocate, f"allocate {FILES} --per-employer 3")
app.add_typer(convert)
_add(convert, "ads", writing.convert_ads, "convert ads annonser.json --out platser.csv")
_add(app, "template", writing.template, "template participants --out deltagare.xlsx")
_add(app, "synthetic", writing.synthetic, "synthetic --out prov")
_add(app, "simulate", simulate, "simulate --out prov.sqlite3 --years 1")
_add(app, "demo", server.demo, "demo --port 8001")
_add(app, "migrate", server.migrate, "migrate")
_add(app, "import", records.import_, "import participants deltagare.csv")
_add(app, "export", records.export, "export slots platser.xlsx")
app.add_typer(user)
_add(user, "add", accounts.user_add, "user add anna --role coach --unit norra")
_add(user, "list", accounts.user_list, "user list")
_add(user, "reset", accounts.user_reset, "user reset anna")
_add(user, "lock", accounts.user_lock, "user lock anna")
_add(user, "unlock", accounts.user_unlock, "user unlock anna")
_add(user, "token", accounts.user_token, "user token anna --kinds slots --read-only")
app.add_typer(unit)
_add(unit, "add", accounts.unit_add, 'unit add norra "Arbetsmarknadsenheten norra"')
_add(unit, "list", accounts.unit_list, "unit list")
app.add_typer(log)
_add(log, "verify", audit.verify, "audit verify --json")
_add(app, "retention", retention, "retention --dry-run")
_add(app, "reindex", reindex, "reindex")
_add(app, "serve", server.serve, "serve --port 8080")
app.add_typer(weights)
_add(weights, "list", versions.weights_list, "weights list")
_add(weights, "show", versions.weights_show, "weights show --json")
_add(weights, "diff", versions.weights_diff, "weights diff nya-vikter.json")
_add(weights, "activate", versions.weights_activate, "weights activate nya-vikter.json")
_add(app, "evaluate", evaluate, f"evaluate {FILES} --placements placeringar.csv --out rapport")
_add(app, "results", results, "results --placements placeringar.csv --aim 30")
_add(app, "tune", tune, f"tune {FILES} --placements placeringar.csv --out nya-vikter.json")
_add(app, "replay", replaying.replay, "replay 5f1e0c5a9d9c4d2f8a3b7c6d1e2f3a4b")
_add(app, "bench", bench, "bench --participants 2000 --slots 100000")
_add(app, "evaluate-text", evaluate_text, "evaluate-text --systems blend,ngrams,rapidfuzz")


def main() -> None:
    """Run the command line."""
    app(prog_name="rattplats")
