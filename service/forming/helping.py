"""Buttons inside a form: find words, take one, or give more rows. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData

from matcher import Slot
from service.forming.fields import Form
from service.forming.typed import Typed, one
from service.forming.wordlist import Wordlists


@dataclass(frozen=True, slots=True)
class Hits:
    """Words that were found for a row, without a script.

    Attributes
    ----------
    at : id of the row, as ``skills-2``.
    """

    at: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Help:
    """What a button inside the form did.

    Attributes
    ----------
    focus : id of the field to go on with.
    more : name of the field that was given more rows.
    """

    focus: str
    more: str = ""
    hits: Hits | None = None


def wordlists(request: Request) -> Wordlists:
    """Give the lists of words, made when they are first asked for."""
    state = request.app.state
    if not hasattr(state, "wordlists"):
        state.wordlists = Wordlists(state.service.encoder)
    lists: Wordlists = state.wordlists
    return lists


def helped(
    request: Request, form: Form[Any], sent: FormData, given: Typed, slots: Sequence[Slot]
) -> Help | None:
    """Do what a button inside the form asks for; None when it was not such a button.

    Parameters
    ----------
    given : what was typed; a word that is taken is written into it.
    slots : all places: what they ask for, and whose they are, are words too.
    """
    take, find, more = (one(sent, name) for name in ("ta", "finn", "fler"))
    if take:
        where, _, word = take.partition("=")
        row = _row(given, where)
        if row is not None:
            row[0] = word
        return Help(where) if where else None
    if find:
        row = _row(given, find)
        if row is None:
            return Help(find)
        field = form.fields[find.rpartition("-")[0]]
        return Help(find, hits=Hits(find, wordlists(request).near(field.words, row[0], slots)))
    if more in given.rows:
        return Help(f"{more}-{len(given.rows[more])}", more)
    return None


def _row(given: Typed, where: str) -> list[str] | None:
    name, _, number = where.rpartition("-")
    rows = given.rows.get(name, [])
    usable = number.isascii() and number.isdecimal() and int(number[:4]) < len(rows)
    return rows[int(number)] if usable else None
