"""Schemathesis against one served app: whoever asks whatever, no 5xx, and nothing the schema does not say.

A short run is part of the tests, a long one of ``make fuzz``, which also asks every page
(`tests.support.fuzzing`).
"""

import os
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import hypothesis
import pytest
import schemathesis
import uvicorn
from hypothesis import strategies as st
from pydantic import SecretStr
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.accounts.permissions import ALLOWED
from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.support import fuzzing, world
from tests.support.accounts import CHEAP, a_token
from tests.support.town import DAY

CASES = int(os.environ.get("RATTPLATS_FUZZ_CASES", "76"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
KNOWN = [*world.IDS.values(), *(f"x-{key}" for key in world.IDS.values()), world.SLOT, "e1", world.EVALUATION]
"""Ids that something has."""


class Served(NamedTuple):
    """Where the app answers, and with which header each caller asks."""

    address: str
    callers: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app that is served for real, with somebody in every state in its store."""
    url = f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    world.fill(database)
    callers = {caller.name: header(database, caller) for caller in fuzzing.callers()}
    database.close()
    listener = socket.create_server(("127.0.0.1", 0))
    settings = Settings(
        database_url=url, token=SecretStr(world.SECRET), password_memory_kib=CHEAP, jobs=False
    )
    app = create_app(settings, today=lambda: DAY)
    config = uvicorn.Config(app, log_level="critical", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", callers)
    server.should_exit = True
    thread.join()


def header(database: Database, caller: fuzzing.Caller) -> dict[str, str]:
    """Give the header by which a caller is known; nobody has none."""
    if not caller.role:
        return {}
    if caller.role == "program":
        return {"Authorization": f"Bearer {world.SECRET}"}
    return a_token(database, world.NAMES[caller.role], kinds=caller.kinds, writes=caller.writes)


def test_whatever_comes(served: Served) -> None:
    schema = schemathesis.openapi.from_url(f"{served.address}/api/v1/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    each = -(-CASES // len(operations))
    answered: Counter[tuple[str, int]] = Counter()

    for number, operation in enumerate(operations):
        row = ALLOWED[operation.method.upper(), operation.path]
        able = [caller.name for caller in fuzzing.callers() if caller.may(row)]
        able = able[number % len(able) :] + able[: number % len(able)]  # the first is asked most
        others = [name for name in served.callers if name not in able]
        seen = hypothesis.settings(
            max_examples=each,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck),
            phases=[hypothesis.Phase.generate],
        )

        @seen
        @hypothesis.given(
            case=operation.as_strategy(),
            caller=st.sampled_from(able * 2 + others),
            known=st.sampled_from(KNOWN + [None] * len(KNOWN)),
        )
        def ask(case: schemathesis.Case, caller: str, known: str | None) -> None:
            if known is not None and "record_id" in (case.path_parameters or {}):
                case.path_parameters["record_id"] = known
            response = case.call(timeout=30, headers=served.callers[caller])
            answered[caller, response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        ask()

    assert sum(answered.values()) >= CASES, answered
    assert not [status for _, status in answered if status >= 500]
    assert {200, 401, 404} <= {status for _, status in answered}
    print(f"\nschemathesis:\n{fuzzing.told(answered)}")  # noqa: T201
