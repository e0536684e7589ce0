"""What the commands write: JSON or text on standard output, everything else on standard error."""

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from service.cli.shell import complain, silence_stdout


def emit(document: Any) -> None:
    """Write one JSON document on standard output: on one line, or laid out for a person at a terminal.

    Text stays readable where the output can carry it; otherwise it is escaped, which every
    reader of JSON understands. That also keeps lone surrogates whole.
    """
    indent = 2 if sys.stdout.isatty() else None
    text = json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document, indent=indent, allow_nan=False)
    say(text)


def say(text: str = "") -> None:
    """Write text on standard output; a reader that went away (``| head``) had what it wanted.

    Raises
    ------
    typer.Exit
        With 0, when nobody reads any more.
    """
    try:
        sys.stdout.write(text + "\n")
    except BrokenPipeError:
        silence_stdout()
        raise typer.Exit(0) from None


def note(text: str) -> None:
    """Write a remark on standard error, where it does not disturb what the command gives."""
    complain(text)


Report = Callable[[str], None]


@contextmanager
def working(text: str) -> Iterator[Report]:
    """Show what goes on while long work is done, when standard error is a terminal.

    Yields
    ------
    A function that changes the text shown.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(escape(text)) as status:
        yield lambda now: status.update(escape(now))


@contextmanager
def one_off() -> Iterator[None]:
    """Leave cycles of objects alone: in work of a few seconds, looking for them takes a third of it."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _silent(_text: str) -> None:
    """Show nothing: nobody is watching."""


def decimal(number: float, digits: int = 1) -> str:
    """Write a number the Swedish way: decimal comma, thin groups of thousands.

    Examples
    --------
    >>> decimal(1234.5)
    '1 234,5'
    """
    return f"{number:,.{digits}f}".replace(",", " ").replace(".", ",")


def whole(number: float) -> str:
    """Write a whole number with its thousands apart.

    Examples
    --------
    >>> whole(1200)
    '1 200'
    """
    return decimal(number, 0)
