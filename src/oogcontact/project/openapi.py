"""The schema of the HTTP API as it is written for the client: ninja's own, with the error answers that all share."""

from typing import Any

from oogcontact.project.api import api

_ERROR = {
    "title": "ErrorAnswer",
    "description": "Every refusal: a stable code, a sentence in the reader's language, and the field it is about.",
    "type": "object",
    "required": ["status", "errors"],
    "properties": {
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "items": {
                "title": "ErrorDetail",
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "param": {"type": "string"},
                },
            },
        },
    },
}

_METHODS = ("get", "post", "put", "patch", "delete")


def schema() -> dict[str, Any]:
    """Return the schema (OpenAPI 3.1); every operation may answer any error in the one shape."""
    made: dict[str, Any] = dict(api.get_openapi_schema())
    made.setdefault("components", {}).setdefault("schemas", {})["ErrorAnswer"] = _ERROR
    refused = {
        "description": "Refused",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}},
    }
    for path in made["paths"].values():
        for method in _METHODS:
            if method in path:
                path[method]["responses"]["default"] = refused
    return made
