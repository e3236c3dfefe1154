"""Rules for news, lists of exhibitors and texts that only `milipol check` applies."""

import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

from milipol_cli.escape import escaped_characters
from milipol_cli.network.load.findings import Finding, Place, quoted, unknown
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.kinds import is_address
from milipol_cli.network.model.news import NewsFile


def news(
    file: NewsFile, shows: Collection[str], editions: Collection[str]
) -> Iterator[Finding]:
    """Errors about items whose show or edition does not exist or does not match."""
    for at, item in enumerate(file.news):
        if item.show is not None and item.show not in shows:
            yield unknown("show", item.show, ("news", at, "show"), shows)
        if item.edition is None:
            continue
        place = ("news", at, "edition")
        if item.edition not in editions:
            yield unknown("edition", item.edition, place, editions)
        elif item.show is not None and item.edition[:-5] != item.show:
            expected = f"an edition of {item.show}, or another show"
            yield Finding(place, quoted(item.edition), expected)


def exhibitors(file: ExhibitorList, codes: Collection[str]) -> Iterator[Finding]:
    """Errors and warnings about a list; `codes` are those of ISO 3166."""
    yield from address(file.page, ("page",))
    if file.day_known < file.copied:
        field = "known" if file.known_by is None else "known_by"
        expected = f"a day from {file.copied} on, when the list was copied"
        yield Finding((field,), str(file.day_known), expected, severity="warning")
    for at, exhibitor in enumerate(file.exhibitor):
        code = exhibitor.country_code
        if code is not None and code not in codes:
            place = ("exhibitor", at, "country_code")
            advice = "write the name of a country without a code as country"
            yield Finding(place, quoted(code), "a code of ISO 3166, like FR", advice)


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
