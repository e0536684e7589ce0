"""The states of a placement in the open: one reviewed table says what leads where, and who may do it.

The words of a cell are those of the table of permissions (`service.accounts.permissions`): ``own`` the own
people and those of the unit, ``plain`` the same but nobody who is protected, ``shared`` people whom a coach
has shared for the place, ``-`` nobody. What a step needs:

========  =========================================================================================
``day``   the day it happened; not later than today
``hours`` first day, hours a week and how they grow, time for studies; all checked
``room``  a place that is left: it is booked in the same transaction
``alone`` that no other placement of the person runs
``why``   a reason, and whose it is: the participant's, the employer's or the coach's
``end``   how it went; and a reason unless it ended as planned
``coach`` a colleague of the same unit
========  =========================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from matcher.vocabulary import Label
from service.accounts.account import Role
from service.pages.language import marked as _

TABLE: Final = """
step       | from                               | to         | coach | liaison | needs
share      | suggested                          | shared     | plain | -       |
unshare    | shared                             | suggested  | plain | -       |
introduce  | suggested shared                   | introduced | own   | shared  | day
agree      | shared introduced                  | agreed     | own   | shared  | hours room
start      | agreed                             | started    | own   | -       | day alone
no_show    | agreed                             | ended      | own   | -       | day
decline    | suggested shared introduced agreed | ended      | own   | shared  | why
change     | agreed started paused              | =          | own   | -       | hours
pause      | started                            | paused     | own   | -       | day why
resume     | paused                             | started    | own   | -       | day
end        | started paused                     | ended      | own   | -       | day end
hand_over  | agreed started paused              | =          | plain | -       | coach why
"""

STATES: Final[Mapping[str, str]] = {
    "suggested": _("Vald av coach och deltagare"),
    "shared": _("Delad med arbetsgivarkontakt"),
    "introduced": _("Har träffat arbetsgivaren"),
    "agreed": _("Överenskommen"),
    "started": _("Praktiken pågår"),
    "paused": _("Uppehåll"),
    "ended": _("Avslutad"),
}
"""State → what it is called, in the order of the way."""

STEPS: Final[Mapping[str, str]] = {
    "suggest": _("Gick vidare med platsen"),
    "adopt": _("Praktiken fanns redan och följs här"),
    "share": _("Delades med arbetsgivarkontakt"),
    "unshare": _("Delas inte längre"),
    "introduce": _("Träffade arbetsgivaren"),
    "agree": _("Kom överens om praktik"),
    "start": _("Praktiken började"),
    "no_show": _("Deltagaren kom inte"),
    "decline": _("Det blev ingen praktik"),
    "change": _("Timmarna ändrades"),
    "pause": _("Uppehåll började"),
    "resume": _("Praktiken fortsatte"),
    "end": _("Praktiken slutade"),
    "hand_over": _("Coachen byttes"),
    "close": _("Platsen stängdes eller pausades"),
}
"""Step → what has happened. `suggest`, `adopt` and `close` are not in the table: a decision makes the first,
a placement that was there before the second, and whoever closes a place the third."""

SIDES: Final[Mapping[str, Label]] = {
    "participant": Label("deltagaren", "the participant"),
    "employer": Label("arbetsgivaren", "the employer"),
    "coach": Label("coachen", "the coach"),
    "plan": Label("enligt planen", "as planned"),
}
"""Who ended it."""

BOOKED: Final = ("agreed", "started", "paused")
"""States that take one of the places there are."""

RUNNING: Final = ("started", "paused")
PENDING: Final = ("suggested", "shared", "introduced")
"""States that end when the place closes: nothing has been agreed."""

AFTER: Final = ("hired", "subsidised_job", "studies", "completed", "interrupted")
"""How a placement that has begun can end."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    step: str
    before: tuple[str, ...]
    after: str
    cells: Mapping[str, str]
    needs: frozenset[str]

    def to(self, state: str) -> str:
        """Give the state after the step."""
        return state if self.after == "=" else self.after

    def word(self, role: Role) -> str:
        """Give which people a role may take the step for; a program may do what a coach may."""
        return self.cells["coach"] if role == "program" else self.cells.get(role, "-")


def _read() -> dict[str, Transition]:
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    roles = head[3:-1]
    return {
        row[0]: Transition(
            row[0],
            tuple(row[1].split()),
            row[2],
            dict(zip(roles, row[3:-1], strict=True)),
            frozenset(row[-1].split()),
        )
        for row in rows
    }


TRANSITIONS: Final[Mapping[str, Transition]] = _read()
"""Step → its row."""


def allowed(state: str, role: Role, *, protected: bool = False) -> list[Transition]:
    """List the steps that a role may take from a state.

    Examples
    --------
    >>> [one.step for one in allowed("agreed", "liaison")]
    ['decline']
    >>> [one.step for one in allowed("suggested", "coach", protected=True)]
    ['introduce', 'decline']
    """
    return [
        one
        for one in TRANSITIONS.values()
        if state in one.before
        and one.word(role) != "-"
        and not (protected and one.word(role) in ("plain", "shared"))
    ]
