"""How the commands speak: help pages and error messages in Swedish, and the exit codes.

Typer writes English. The two classes here write the same pages in Swedish, and turn every
mistake in the use of a command into one message that says what is wrong and how to mend it.
"""

import errno
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final, TextIO

import typer
from typer.core import TyperCommand, TyperGroup

SERVICE_EXTRA: Final = frozenset(
    {
        *(
            "alembic",
            "authlib",
            "babel",
            "cryptography",
            "fastapi",
            "icalendar",
            "jinja2",
            "joserfc",
            "limits",
            "markupsafe",
            "multipart",
            "prometheus_client",
        ),
        *("psycopg", "pwdlib", "pydantic_settings", "pyotp", "requests", "segno", "sqlalchemy", "starlette"),
        *("structlog", "threadpoolctl", "uvicorn"),
    }
)
"""What the extra ``service`` brings; a lean installation ranks files without it."""
BAD_USE: Final = 2
"""Exit code for bad usage and for bad input."""


class Stop(typer.TyperException):
    """The command cannot do its work; the message is Swedish and says how to mend it.

    Parameters
    ----------
    message : what is wrong, where, and what to do; it may hold several lines.
    """

    exit_code = BAD_USE


class Command(TyperCommand):
    """A command whose help page is Swedish."""

    allow_extra_args = True  # so that `invoke` can name them

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless it was given words that it has no use for."""
        if ctx.args:
            raise Stop(f"Vet inte vad det här betyder: {' '.join(ctx.args)}{_see_help(ctx)}")
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in SERVICE_EXTRA:
                raise
            raise Stop(
                f"{ctx.command_path} behöver tjänstens delar, som inte finns här ({error.name} saknas). "
                "Installera dem med: pip install 'rattplats[service]'"
            ) from None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter, "[VAL]")


class Group(TyperGroup):
    """A group of commands whose help page is Swedish, and whose `main` reports in Swedish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter, "KOMMANDO [VAL]")
        with formatter.section("Kommandon"):
            formatter.write_dl([(n, self.commands[n].get_short_help_str(200)) for n in self.commands])
        formatter.write_paragraph()
        formatter.write_text(f"Mer om ett kommando: {ctx.command_path} KOMMANDO --help")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was asked for, or name the ones that look like it."""
        if args[0] not in self.commands:
            raise Stop(
                f"Kommandot {args[0]} finns inte.{_nearest(args[0], list(self.commands))}{_see_help(ctx)}"
            )
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - typer's face; this group always stands alone
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and leave with its exit code.

        Raises
        ------
        SystemExit
            Always: 0 when the work was done, 2 on bad usage or bad input, 130 after Ctrl-C.
        """
        make_printable(sys.stdout)
        make_printable(sys.stderr)
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
            sys.stdout.flush()
        except typer.TyperException as error:
            complain(swedish(error))
            code = error.exit_code
        except BrokenPipeError:
            silence_stdout()
            code = 0
        except OSError as error:
            complain(system_message(error))
            code = BAD_USE
        sys.exit(code if isinstance(code, int) else 0)


def make_printable(stream: TextIO) -> None:
    """Let a stream take any text: what its encoding lacks, and lone surrogates, become ``?``."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def silence_stdout() -> None:
    """Send the rest of the output nowhere: the reader (``| head``) has what it wanted."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device, not a path
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def complain(message: str) -> None:
    """Write a message to standard error."""
    print(message, file=sys.stderr)  # noqa: T201 - this is what the command line is for


def system_message(error: OSError) -> str:
    """Say in Swedish what the operating system refused, and where."""
    reasons = {
        errno.ENOENT: "finns inte. Kontrollera sökvägen.",
        errno.EACCES: "får inte läsas eller skrivas av dig. Kontrollera behörigheten.",
        errno.EPERM: "får inte läsas eller skrivas av dig. Kontrollera behörigheten.",
        errno.EISDIR: "är en mapp. Ange en fil.",
        errno.ENOTDIR: "är inte en mapp. Kontrollera sökvägen.",
        errno.ENOSPC: "ryms inte: disken är full. Frigör utrymme och försök igen.",
        errno.ENAMETOOLONG: "har ett för långt namn. Ange ett kortare.",
        errno.EROFS: "ligger på en disk som inte går att skriva till. Välj en annan mapp.",
    }
    where = f"{error.filename}" if error.filename is not None else "Det som skulle läsas eller skrivas"
    return (
        f"Fel: {where} {reasons.get(error.errno or 0, f'gick inte att använda (systemfel {error.errno}).')}"
    )


def swedish(error: typer.TyperException) -> str:
    """Say in Swedish what was wrong with the use of a command.

    Typer's own kinds of error are known by the names of their classes: the classes themselves
    are private to it.
    """
    ctx = getattr(error, "ctx", None)
    if isinstance(error, Stop):
        return f"Fel: {error.message}"
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.message
    return f"Fel: {_usage_message(kind, error, ctx)}" + _see_help(ctx)


def _usage_message(kind: str, error: Any, ctx: Any) -> str:
    if kind == "MissingParameter" and error.param is not None:
        return f"{_name(error.param)} måste anges. {_help_of(error.param)}".rstrip()
    if kind == "NoSuchOption":
        known = [name for param in ctx.command.params for name in param.opts] if ctx else []
        return f"Valet {error.option_name} finns inte.{_nearest(error.option_name, known)}"
    if kind == "BadOptionUsage":
        return f"Valet {error.option_name} används fel: ange ett värde efter det, eller inget alls."
    return str(error.format_message())


def _nearest(typed: str, known: Sequence[str]) -> str:
    near = get_close_matches(typed, known, n=3, cutoff=0.5)
    return f" Menade du {' eller '.join(near)}?" if near else ""


def _see_help(ctx: Any) -> str:
    return f"\nSe hjälpen: {ctx.command_path} --help" if ctx is not None else ""


def _name(param: Any) -> str:
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar)


def _help_of(param: Any) -> str:
    return getattr(param, "help", None) or ""


def _write_help(command: Any, ctx: Any, formatter: Any, options: str) -> None:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    words = " ".join([*(a.metavar for a in arguments), options])
    formatter.write_usage(ctx.command_path, words, prefix="Användning: ")
    command.format_help_text(ctx, formatter)
    if arguments:
        with formatter.section("Ord"):
            formatter.write_dl([(a.metavar, _help_of(a)) for a in arguments])
    with formatter.section("Val"):
        formatter.write_dl(
            [
                *(_option_row(p) for p in command.params if p.param_type_name == "option"),
                ("--help", "Visar den här hjälpen."),
            ]
        )
    if command.epilog:
        formatter.write_paragraph()
        formatter.write_text("Exempel:")
        with formatter.indentation():
            for line in command.epilog.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def _option_row(param: Any) -> tuple[str, str]:
    name = f"{param.opts[0]} {param.metavar}" if param.metavar else param.opts[0]
    text = param.help
    if param.required:
        text += " Måste anges."
    elif param.default not in (None, False):
        text += f" Annars {param.default}."
    return name, text


def cores() -> int:
    """Give the number of cores that this command may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
