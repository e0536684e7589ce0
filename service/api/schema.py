"""The OpenAPI document: what FastAPI finds, and the schema of problems."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.declare import PROBLEM
from service.version import VERSION


def document(app: FastAPI) -> dict[str, Any]:
    """Write the OpenAPI document of an app, once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="Rätt plats",
            version=VERSION,
            summary="Förklarade förslag på platser för arbetsträning.",
            description="Fel är application/problem+json, på svenska, med engelsk titel.",
            routes=app.routes,
        )
        parts = made.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = PROBLEM
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}, {}]
        app.openapi_schema = made
    return app.openapi_schema
