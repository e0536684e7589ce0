"""The API describes itself truthfully, and the documentation lists just what there is."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
OUTSIDE = {("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/metrics")}


@pytest.fixture
def schema(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def operations(schema: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), address): operation
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    }


def test_the_documentation_lists_what_there_is(schema: dict[str, Any]) -> None:
    rows = re.findall(r"^\| `(/[^`]*)` \| ([A-Z ]+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {(method, address) for address, methods in rows for method in methods.split()}
    assert documented == set(operations(schema)) | OUTSIDE


def test_the_contract_is_kept(schema: dict[str, Any]) -> None:
    plain = {(method, re.sub(r"\{\w+\}", "{}", address)) for method, address in operations(schema)}
    for plural in ("participants", "slots", "employers", "placements"):
        for method in ("GET", "POST"):
            assert (method, f"/api/v1/{plural}") in plain
        for method in ("GET", "PUT", "DELETE"):
            assert (method, f"/api/v1/{plural}/{{}}") in plain
    for method, address in (
        ("GET", "participants/{}/suggestions"),
        ("POST", "participants/{}/decisions"),
        ("GET", "slots/{}/candidates"),
        ("GET", "slots/{}/reach"),
        ("POST", "imports/{}"),
        ("GET", "weights"),
    ):
        assert (method, f"/api/v1/{address}") in plain


def test_each_operation_declares_its_refusals(schema: dict[str, Any]) -> None:
    for (method, address), operation in operations(schema).items():
        said = set(operation["responses"])
        needed = {"400", "401", "403", "413", "422", "503"}
        needed |= {"404"} if "{" in address else set()
        needed |= {"415"} if "requestBody" in operation else set()
        needed |= {"409"} if method == "POST" else set()
        needed |= {"404", "412", "428"} if method in ("PUT", "DELETE") else set()
        assert needed <= said, (method, address, needed - said)
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}, (method, address, status)


def test_every_whole_number_has_bounds(schema: dict[str, Any]) -> None:
    for key, operation in operations(schema).items():
        for parameter in operation.get("parameters", []):
            if parameter["schema"].get("type") == "integer":
                assert {"minimum", "maximum"} <= set(parameter["schema"]), (key, parameter["name"])


def test_every_operation_is_described_in_swedish(schema: dict[str, Any]) -> None:
    for key, operation in operations(schema).items():
        assert operation["description"].endswith("."), key


def test_no_page_fetches_documentation_from_elsewhere(client: TestClient) -> None:
    for address in ("/docs", "/redoc", "/api/v1/docs"):
        assert client.get(address).status_code == 404
