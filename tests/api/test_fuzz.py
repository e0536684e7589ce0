"""Schemathesis against one served app: whatever comes, no 5xx, and nothing that the schema does not say.

A short run is part of the tests. A long one: ``RATTPLATS_FUZZ_CASES=2000 pytest tests/api/test_fuzz.py``.
"""

import os
import socket
import threading
from collections.abc import Iterator

import hypothesis
import pytest
import schemathesis
import uvicorn
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.support.stores import save

CASES = int(os.environ.get("RATTPLATS_FUZZ_CASES", "200"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that is served for real, with a few records in its store."""
    url = f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    save(database, "participant", {"id": "0", "goals": ["Jobba på lager"]}, {"id": "1"})
    save(database, "slot", {"id": "0", "title": "Lagerarbetare", "employer_id": "0"}, {"id": "1"})
    database.close()
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(Settings(database_url=url, jobs=False))
    config = uvicorn.Config(app, log_level="critical", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_whatever_comes(address: str) -> None:
    schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    each = -(-CASES // len(operations))
    answered: dict[int, int] = {}

    for operation in operations:
        seen = hypothesis.settings(
            max_examples=each,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck),
        )

        @seen
        @hypothesis.given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            response = case.call(timeout=30)
            answered[response.status_code] = answered.get(response.status_code, 0) + 1
            case.validate_response(response, checks=CHECKS)

        ask()

    assert sum(answered.values()) >= CASES, answered
    assert not [status for status in answered if status >= 500]
    assert answered.get(200), answered
    print(f"fuzzed: {sum(answered.values())} cases, {dict(sorted(answered.items()))}")  # noqa: T201
