"""What the analyst's pages share: who asks, the weights in use, and figures that take their time."""

from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, NamedTuple

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from matcher.weights import Weights
from service.accounts import Account, Signed
from service.analyst import repository
from service.logs import log
from service.running import Service, weights_of
from service.store import weights

Stand = Literal["done", "waiting", "busy", "failed", "off"]


class Told(NamedTuple):
    """What the process beside the service has answered, or where it stands.

    Attributes
    ----------
    stand : ``off`` where this service works nothing out, ``busy`` when too many wait.
    figures : the answer; None unless it is done.
    """

    stand: Stand
    figures: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """One request of an analyst."""

    service: Service
    account: Account

    @property
    def pinned(self) -> bool:
        """Whether a file of the settings gives the weights, whatever has been put to use."""
        return self.service.settings.weights_file is not None

    def in_use(self, session: Session) -> Weights:
        """Give the weights that suggestions are made by now."""
        found = None if self.pinned else weights.active(session)
        return found or weights_of(self.service.settings)

    def ask(self, what: str, state: str, *question: Any, seconds: float) -> Told:
        """Ask the process beside the service, and wait for a while.

        Parameters
        ----------
        seconds : the longest that the page waits.
        """
        if not self.service.settings.jobs:
            return Told("off")
        found: Future[dict[str, Any]] | None = self.service.runner.bench.ask(what, state, *question)
        if found is None:
            return Told("busy")
        try:
            return Told("done", found.result(seconds))
        except TooSlow:
            return Told("waiting")
        except Exception as error:  # noqa: BLE001 - whatever went wrong there, the page must say that it did
            log.error("figures failed", what=what, error=type(error).__name__)
            return Told("failed")


def _desk(request: Request, account: Signed) -> Desk:
    service: Service = request.app.state.service
    return Desk(service, account)


TheDesk = Annotated[Desk, Depends(_desk)]

PATIENCE: Final = 30.0
"""Seconds that a page waits for figures: they take a tenth of one, and at first the start of a process."""


def state(session: Session) -> str:
    """Name the state of the store that figures are about."""
    return repository.state(session)


def go(address: str) -> RedirectResponse:
    """Answer a form with the page to read next."""
    return RedirectResponse(address, 303)
