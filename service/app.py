"""The app: ``create_app(settings)``."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from threadpoolctl import threadpool_limits

from service import administration, analyst, coach, files, liaison, logs
from service.accounts import admin_pages, demo, oidc_pages, own_pages, permissions
from service.accounts import pages as account_pages
from service.accounts.guard import guard
from service.accounts.oidc import Directory
from service.accounts.service import Accounts
from service.allocations import pages as allocations
from service.api import handlers, health, routes, schema
from service.audit import notes
from service.audit import pages as audit_pages
from service.audit.layer import Auditing
from service.audit.writer import Writer
from service.evaluations.runner import Runner
from service.gate import Gate
from service.logs import log
from service.matching import Matching, Today
from service.metrics import Metrics
from service.pages import base
from service.pages.reader import Reading
from service.placing import pages as placing
from service.plans import routes as plans
from service.retention import pages as retention_pages
from service.running import Service, contexts, weights_of
from service.settings import Settings
from service.store import Database, migrate, upkeep
from service.store.clock import SWEDEN
from service.version import VERSION


def today() -> date:
    """Give the day in Sweden."""
    return datetime.now(SWEDEN).date()


def create_app(settings: Settings, *, today: Today = today) -> FastAPI:
    """Build the service on an open store.

    When the app starts it refuses a store that has not been migrated. Then it stores the weights
    in use, says how many records its text model has not encoded yet, and prepares the places.

    Parameters
    ----------
    settings : from the environment, or made by a test.
    today : gives the day that suggestions are made for.

    Raises
    ------
    BadDatabaseUrl
        When the address of the store cannot be used.
    ValueError
        When the file of weights, or one of the municipality's own tables, cannot be used.
    """
    logs.configure(quiet=settings.demo)
    weights = weights_of(settings)
    make = contexts(settings, weights)
    encoder = make(today()).encoder
    database = Database.open(settings.database_url)
    matching = Matching(database, make, today, pinned=settings.weights_file is not None)
    runner = Runner(database, settings)
    service = Service(settings, database, encoder, matching, Accounts(database, settings), runner)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            if await run_in_threadpool(migrate.current, database) != migrate.head():
                raise RuntimeError(health.OTHER_SHAPE)
            if not settings.demo and await run_in_threadpool(demo.in_store, database):
                raise RuntimeError(demo.NOT_HERE)
            await run_in_threadpool(service.accounts.seal)
            waiting = await run_in_threadpool(upkeep.prepare, database, encoder, weights)
            if waiting:
                log.warning("records wait for rattplats reindex", waiting=waiting)
            app.state.waiting = waiting
            await run_in_threadpool(service.matching.warm)
            if settings.jobs:
                runner.start()
            # What is ready now stays: looking for cycles among it again and again costs a request its time.
            if not gc.get_freeze_count():
                gc.collect()
                gc.freeze()
            # Requests are many and their products small: threads of one product would only wait
            # for each other's cores.
            with threadpool_limits(limits=1, user_api="blas"):
                yield
        finally:
            await run_in_threadpool(runner.stop)
            await run_in_threadpool(database.close)

    app = FastAPI(
        title="Rätt plats",
        version=VERSION,
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(guard)],
    )
    app.state.service = service
    app.state.metrics = Metrics()
    app.state.directory = Directory(settings) if settings.oidc_issuer else None
    database.before_commit = notes.with_the_change
    app.add_middleware(Auditing, writer=Writer(database))
    app.add_middleware(Reading)
    app.add_middleware(Gate, settings=settings, metrics=app.state.metrics)
    handlers.install(app)
    app.openapi = lambda: schema.document(app)  # type: ignore[method-assign]  # as FastAPI documents
    for part in (
        routes.router,
        health.router,
        base.router,
        account_pages.router,
        oidc_pages.router,
        own_pages.router,
        admin_pages.router,
        audit_pages.router,
        retention_pages.router,
        administration.router,
        plans.router,
        placing.router,
        allocations.router,
        coach.router,
        liaison.router,
        analyst.router,
        files.router,
    ):
        app.include_router(part)
    permissions.complete(app.routes)
    return app
