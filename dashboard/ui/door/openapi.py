"""The description of the addresses for programs, in OpenAPI 3.1; written by hand, since there are two."""

from typing import Any


def _said(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
    }


_REFUSALS = {
    "401": _said("No token, or one that opens nothing: unknown, not approved, expired or ended."),
    "429": _said("Asked too often; wait as long as Retry-After says."),
    "503": _said("Cannot be read or audited now."),
}
_CELL = {
    "type": "object",
    "description": "A column for the code and one for the label of each dimension, and the number.",
    "properties": {
        "value": {
            "type": ["integer", "null"],
            "description": "Rounded to 5 after a small random change; null: too few to show.",
        },
        "low": {
            "type": ["integer", "null"],
            "description": "The true number lies between low and high in 19 of 20 cells.",
        },
        "high": {"type": ["integer", "null"]},
        "status": {"enum": ["shown", "too_few_to_show"]},
    },
    "additionalProperties": {"type": "string"},
}

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Cleared releases of the OVTF dashboard",
        "version": "1",
        "description": "Reported cases with consent only: not a measure of how common online violence is. "
        "Only releases that two coordinators cleared for outside are here. Every use is written into the audit.",
    },
    "security": [{"token": []}],
    "paths": {
        "/api/releases": {
            "get": {
                "summary": "The releases that the token opens, and their tables",
                "responses": {
                    "200": {
                        "description": "Newest first",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Releases"}}},
                    },
                    **_REFUSALS,
                },
            }
        },
        "/api/releases/{period}/tables/{name}": {
            "get": {
                "summary": "Every cell of one table of one release",
                "parameters": [
                    {
                        "name": "period",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "examples": ["2026-Q3", "2025-Y"]},
                    },
                    {
                        "name": "name",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "examples": ["governorate"]},
                    },
                    {"name": "format", "in": "query", "schema": {"enum": ["json", "csv"], "default": "json"}},
                ],
                "responses": {
                    "200": {
                        "description": "The table",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Table"}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                    },
                    "404": _said("No such table among the releases that the token opens."),
                    **_REFUSALS,
                },
            }
        },
    },
    "components": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Refusal": {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]},
            "Releases": {"type": "object", "properties": {"releases": {"type": "array", "items": {"type": "object"}}}},
            "Table": {
                "type": "object",
                "properties": {
                    "period": {"type": "string"},
                    "table": {"type": "string"},
                    "title": {"type": "string"},
                    "definition": {"type": "string"},
                    "dimensions": {"type": "array", "items": {"type": "string"}},
                    "hidden_is_probably_under": {"type": "integer"},
                    "rows": {"type": "array", "items": _CELL},
                },
            },
        },
    },
}
