"""What is wrong with texts, addresses and ids wherever they stand."""

import unicodedata
import urllib.parse
from collections.abc import Collection, Iterator
from typing import Any

from milipol_cli.escape import hidden
from milipol_cli.network.load.findings import Finding, Place, Table, nearest, quoted


def leaves(table: Table) -> Iterator[tuple[Place, Any]]:
    """Every value of tables and lists that is neither, with its place."""
    inside: list[tuple[Place, Iterator[tuple[str | int, Any]]]] = [
        ((), _members(table))
    ]
    while inside:
        place, members = inside[-1]
        for step, value in members:
            if isinstance(value, (dict, list)):
                inside.append(((*place, step), _members(value)))
                break
            yield (*place, step), value
        else:
            inside.pop()


def _members(value: dict[str, Any] | list[Any]) -> Iterator[tuple[str | int, Any]]:
    return iter(value.items() if isinstance(value, dict) else enumerate(value))


def text(said: str, place: Place) -> Iterator[Finding]:
    """The characters of a text that cannot be seen, or move what stands around them."""
    found = hidden(said)
    if found:
        named = [f"U+{ord(char):04X} {unicodedata.name(char, '')}" for char in found]
        what = ", ".join(name.strip() for name in named[:3])
        wanted = "a text of characters that can be seen"
        yield Finding(place, what, wanted, severity="warning")


def address(said: str | None, place: Place) -> Iterator[Finding]:
    """What is not the address of a web page."""
    if said is not None and not _is_address(said):
        yield Finding(place, quoted(said), "an address like https://www.example.org")


def is_cited(place: Place) -> bool:
    """Whether the text at a place is the id of a source."""
    return place[-2:-1] == ("source",) and isinstance(place[-1], int)


def unknown_source(key: str, place: Place, sources: Collection[str]) -> Finding:
    """The finding of a source that is not there."""
    advice = nearest(key, sources) or "add it to sources.toml"
    return Finding(place, quoted(key), "the id of a source", advice)


def _is_address(said: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(said)
        host = parts.hostname or ""
    except ValueError:  # brackets that hold no address
        return False
    clean = said.isprintable() and " " not in said
    return clean and parts.scheme in ("http", "https") and "." in host.strip(".")
