"""Is the service alive, is it ready, and its figures. Outside /api/v1."""

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from service.api import crud
from service.canonical import canonical
from service.problems import NotSaved
from service.store import migrate, upkeep

if TYPE_CHECKING:
    from service.running import Service

OTHER_SHAPE: Final = "Databasen har inte rätt form för den här versionen. Kör: rattplats migrate"

router = APIRouter(tags=["health"], include_in_schema=False)


@router.get("/healthz")
async def alive() -> Response:
    """Say that the process answers."""
    return Response(canonical({"status": "ok"}), media_type=crud.JSON)


@router.get("/readyz")
def ready(request: Request) -> Response:
    """Say whether the store answers and has the shape that this version needs.

    `waiting` counts the records that ``rattplats reindex`` would encode; they are ranked right meanwhile.
    """
    service: Service = request.app.state.service
    try:
        shape = migrate.current(service.database)
    except SQLAlchemyError:
        raise NotSaved from None
    if shape != migrate.head():
        raise NotSaved(OTHER_SHAPE)
    state = request.app.state
    if state.waiting:  # once none waits, none will: whoever writes a record encodes it
        state.waiting = upkeep.waiting(service.database, service.encoder)
    answer = {"status": "ready", "store": shape, "waiting": state.waiting}
    return Response(canonical(answer), media_type=crud.JSON)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Give the figures, to programs and administrators."""
    return Response(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
