"""JSON Schemas of the data files, from the types that load them; a programme."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.model.exhibitors import CompaniesFile, ExhibitorList
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import SourcesFile
from milipol_cli.picks.model import AgendaFile

# The type of each kind of file, by its name on the command line.
KINDS: dict[str, type[Record]] = {
    "show": ShowFile,
    "programme": Programme,
    "exhibitors": ExhibitorList,
    "companies": CompaniesFile,
    "news": NewsFile,
    "sources": SourcesFile,
    "agenda": AgendaFile,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file."""
    generated = msgspec.json.schema(KINDS[name], schema_hook=_zone)
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
    if {"type": "null"} in kinds:
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


# A programme to start from, which is right as it is.
PROGRAMME = """\
#:schema ../programme.schema.json
# A programme. Save it as paris/2027.toml in your data folder, and change it.

edition = "paris-2027"      # a show and a year, like the folder and the file
source = ["milipol-programme-2023"]  # where it is from: ids from sources.toml

[[theme]]                   # of a day; leave it out if there is none
date = 2027-11-16
title = "Security of major events"

[[session]]                 # only the title is needed
title = "Opening"
kind = "opening"            # or keynote, panel, talk, workshop, or another word
date = 2027-11-16
start = "09:30"             # on the venue's clock
end = "10:00"
room = "Conference area"

[[session]]
title = "Who guards the port?"
kind = "panel"
date = 2027-11-16
start = "10:00"             # without an end if none is known
track = "Ports"
url = "https://www.example.org/ports"
summary = "Four harbour masters on what has changed."

[[session.speaker]]         # of the session above; repeat it for each speaker
name = "Rosa Quispe"
role = "Harbour master of Callao"

[[session]]
title = "Drones at night"
kind = "demonstration"
date = 2027-11-17
half_day = "afternoon"      # if the time is not known
cancelled = true            # instead of deleting it
"""
