"""JSON Schemas of the data files, from the types that load them; a programme."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.companies import CompaniesFile
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.picks import AgendaFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.publishing import PublishFile
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import SourcesFile

# A programme to start from, which is right as it is.
PROGRAMME = Path(__file__).with_name("programme.toml")

# The type of each kind of file, by its name on the command line.
KINDS: dict[str, type[Record]] = {
    "show": ShowFile,
    "programme": Programme,
    "exhibitors": ExhibitorList,
    "companies": CompaniesFile,
    "news": NewsFile,
    "sources": SourcesFile,
    "agenda": AgendaFile,
    "publish": PublishFile,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file."""
    generated = msgspec.json.schema(KINDS[name], schema_hook=_zone)
    if name == "show":  # only what adds to a show may leave them out
        edition = generated["$defs"]["Edition"]
        edition["required"].append("notice")
        edition["properties"]["notice"]["minItems"] = 1
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"milipol: {name}",
        **_without_null(generated),
    }


def _without_null(part: Any) -> Any:
    """A schema without null, which TOML does not have, and without empty defaults."""
    if isinstance(part, list):
        return [_without_null(item) for item in part]
    if not isinstance(part, dict):
        return part
    kinds = part.get("anyOf", ())
    if {"type": "null"} in kinds:  # a value or null: the schema of the value
        (part,) = (kind for kind in kinds if kind != {"type": "null"})
    return {
        key: _without_null(value)
        for key, value in part.items()
        if key != "default" or value not in ("", ())
    }


def _zone(kind: type) -> dict[str, Any]:
    assert kind is ZoneInfo
    return {
        "type": "string",
        "description": "a time zone like Europe/Paris",
        "examples": ["Europe/Paris", "Asia/Singapore", "America/New_York"],
    }
