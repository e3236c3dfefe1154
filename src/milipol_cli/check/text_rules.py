"""Rules for texts, addresses and ids in any file."""

import unicodedata
import urllib.parse
from collections.abc import Collection, Iterator
from typing import Any

from milipol_cli.escape import escaped_characters
from milipol_cli.network.load.findings import Finding, Place, nearest, quoted


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value in nested tables and lists, with its place."""
    if isinstance(value, (dict, list)):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in members:
            yield from leaves(inner, (*place, step))
    else:
        yield place, value


def text(value: str, place: Place) -> Iterator[Finding]:
    """A warning about characters that are invisible or change the order of text."""
    characters = escaped_characters(value)
    if characters:
        names = [
            f"U+{ord(char):04X} {unicodedata.name(char, '')}" for char in characters
        ]
        actual = ", ".join(name.strip() for name in names[:3])
        expected = "visible characters"
        message = f"invisible characters: {actual}"
        yield Finding(place, actual, expected, None, "warning", message)


def address(value: str | None, place: Place) -> Iterator[Finding]:
    """An error about a text that is not the address of a web page."""
    if value is not None and not is_address(value):
        yield Finding(place, quoted(value), "an address like https://www.example.org")


def is_cited(place: Place) -> bool:
    """Whether the text at a place is the id of a source."""
    return place[-2:-1] == ("source",) and isinstance(place[-1], int)


def unknown_source(key: str, place: Place, sources: Collection[str]) -> Finding:
    """The error about a source that does not exist."""
    advice = nearest(key, sources) or "add it to sources.toml"
    message = f"unknown source {quoted(key)}"
    return Finding(place, quoted(key), "the id of a source", advice, message=message)


def is_address(value: str) -> bool:
    """Whether a text is the address of a web page."""
    try:
        parts = urllib.parse.urlsplit(value)
        host = parts.hostname or ""
    except ValueError:  # brackets without an address
        return False
    clean = value.isprintable() and " " not in value
    return clean and parts.scheme in ("http", "https") and "." in host.strip(".")
