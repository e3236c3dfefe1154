"""JSON Schemas of the data files, from the types that load them."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import SourcesFile
from milipol_cli.picks.model import AgendaFile

# What each kind of file holds, by the name that its schema is asked for.
KINDS: dict[str, type[Record]] = {
    "show": ShowFile,
    "programme": Programme,
    "news": NewsFile,
    "sources": SourcesFile,
    "agenda": AgendaFile,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file."""
    made = msgspec.json.schema(KINDS[name], schema_hook=_zone)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"milipol: {name}",
        **_without_null(made),
    }


def _without_null(part: Any) -> Any:
    """The same for TOML, which has no null: what may be absent is of its one type."""
    if isinstance(part, list):
        return [_without_null(item) for item in part]
    if not isinstance(part, dict):
        return part
    kinds = part.get("anyOf", ())
    if {"type": "null"} in kinds:
        (part,) = (kind for kind in kinds if kind != {"type": "null"})
    return {key: _without_null(value) for key, value in part.items()}


def _zone(kind: type) -> dict[str, Any]:
    assert kind is ZoneInfo
    return {
        "type": "string",
        "description": "a time zone like Europe/Paris",
        "examples": ["Europe/Paris", "Asia/Singapore", "America/New_York"],
    }
