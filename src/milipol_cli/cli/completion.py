"""What the shell offers while a command is typed; nothing where data is wrong."""

import sys
from collections import Counter
from collections.abc import Iterable
from typing import get_args

from milipol_cli.cli import environment
from milipol_cli.errors import MilipolError
from milipol_cli.escape import escape
from milipol_cli.look import output
from milipol_cli.network import load as catalog

# Instead of an id: all that is on the reader's agenda.
AGENDA = "agenda"


# A value and what stands beside it in zsh and fish.
Offer = tuple[str, str]


# What a shell acts on, with what looks like it.
_LOOKALIKES = str.maketrans(
    {
        "\\": "\N{REVERSE SOLIDUS OPERATOR}",
        "`": "\N{LEFT SINGLE QUOTATION MARK}",
        "$": "\N{FULLWIDTH DOLLAR SIGN}",
        "'": "\N{RIGHT SINGLE QUOTATION MARK}",
        '"': "\N{RIGHT DOUBLE QUOTATION MARK}",
    }
)


class _Offered(str):
    """A value that stands for the word typed, though it begins in another way.

    Typer drops what does not begin with that word, letter by letter.
    """

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        return True


def shows(incomplete: str) -> list[Offer]:
    """The ids and aliases of shows, with their names."""
    try:
        return _offered(_shows(environment.open_quietly()), incomplete)
    except MilipolError:
        return []


def ids(incomplete: str) -> list[Offer]:
    """Every id `show` takes: after a slash those of that edition's days and sessions.

    An alias stands for its show in the ids of editions, too. Sessions are offered where
    no show or edition begins so: by their short ids, or where several have one, whole.
    """
    asked = incomplete.casefold()
    try:
        data = environment.open_quietly()
        if "/" in asked:
            return _offered(data.parts(asked.partition("/")[0]), asked)
        found = _offered([*_shows(data), *data.editions()], asked)
        found = found or _offered(_editions_by_alias(data), asked)
        return found or _sessions(data, asked)
    except MilipolError:
        return []


def exportable(incomplete: str) -> list[Offer]:
    """What `export` takes: the agenda, and every id."""
    agenda = (AGENDA, "What is on my agenda")
    return [*_offered([agenda], incomplete), *ids(incomplete)]


def formats(incomplete: str) -> list[Offer]:
    """The formats, with what they are for."""
    return _offered(output.FORMATS.items(), incomplete)


def own_kinds(incomplete: str) -> list[str]:
    """The kinds of entries of the reader's own."""
    from milipol_cli.picks.model import OwnKind  # noqa: PLC0415  for kinds alone

    return [kind for kind in get_args(OwnKind) if kind.startswith(incomplete)]


def picks(incomplete: str) -> list[Offer]:
    """The ids on the reader's agenda, with their titles."""
    try:
        found = environment.open_agenda()
    except MilipolError:
        return []
    return _offered([(pick.id, pick.title or "") for pick in found], incomplete)


def zones(incomplete: str) -> list[str]:
    """The names of time zones, in any case."""
    from milipol_cli import zones as clocks  # noqa: PLC0415  needed for this alone

    asked = incomplete.casefold()
    names = clocks.zone_names()
    return [_Offered(name) for name in names if name.casefold().startswith(asked)]


def _shows(data: catalog.Catalog) -> Iterable[Offer]:
    return [
        (name, file.show.name)
        for file in data.shows
        for name in (file.show.id, *file.show.aliases)
    ]


def _editions_by_alias(data: catalog.Catalog) -> Iterable[Offer]:
    for file in data.shows:
        for alias in file.show.aliases:
            for edition in reversed(file.edition):
                year = edition.id[-4:]
                yield f"{alias}-{year}", f"{file.show.name} {year}"


def _sessions(data: catalog.Catalog, asked: str) -> list[Offer]:
    found = [
        (edition_id, session)
        for edition_id, _ in data.editions()
        if (programme := data.programme(edition_id)) is not None
        for session in programme.session
        if session.id.startswith(asked)
    ]
    borne = Counter(session.id for _, session in found)
    return [
        (
            _Offered(one.id if borne[one.id] == 1 else f"{edition_id}/{one.id}"),
            _harmless(one.title or one.kind.capitalize()),
        )
        for edition_id, one in found
    ]


def _offered(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    asked = incomplete.casefold()
    return [
        (_Offered(value), _harmless(title))
        for value, title in offers
        if value.startswith(asked)
    ]


def _harmless(title: str) -> str:
    """A title that no shell takes for a command: zsh evaluates what it is offered."""
    encoding = sys.stdout.encoding
    said = escape(title).translate(_LOOKALIKES)
    return said.encode(encoding, "replace").decode(encoding)
