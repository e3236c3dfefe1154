"""Values that a shell offers to complete; none if the data has errors."""

import sys
from collections import Counter
from collections.abc import Iterable

from milipol_cli.cli import environment
from milipol_cli.errors import MilipolError
from milipol_cli.escape import escape
from milipol_cli.look import output
from milipol_cli.network import load as catalog
from milipol_cli.network.model.exhibitors import EXHIBITORS
from milipol_cli.zones import zone_names

# A value, and the title that zsh and fish show beside it.
Offer = tuple[str, str]

# Characters that a shell acts on, and characters that look like them.
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
    """A value that Typer keeps even if it does not begin with what was typed.

    So case does not matter, and a show can be completed by its alias.
    """

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        return True


def shows(incomplete: str) -> list[Offer]:
    """The ids and aliases of shows, with their names."""
    try:
        return offered(_shows(environment.open_quietly()), incomplete)
    except MilipolError:
        return []


def editions(incomplete: str) -> list[Offer]:
    """The ids and aliases of shows, and the ids of editions."""
    try:
        data = environment.open_quietly()
        return offered([*_shows(data), *data.editions()], incomplete)
    except MilipolError:
        return []


def ids(incomplete: str) -> list[Offer]:
    """Every id that `show` takes; after a slash, the edition's days and sessions.

    Exhibitors are offered only after `exhibitors/`, as there are thousands.
    Aliases work in the ids of editions, too. Sessions are offered if no show or edition
    matches: by their short ids, or by whole ids if several share a short one.
    """
    typed = incomplete.casefold()
    try:
        data = environment.open_quietly()
        if "/" in typed:
            head, _, tail = typed.partition("/")
            is_exhibitor = tail.startswith(f"{EXHIBITORS}/")
            parts = data.exhibitor_ids if is_exhibitor else data.parts
            return offered(parts(head), typed)
        offers = offered([*_shows(data), *data.editions()], typed)
        offers = offers or offered(_editions_by_alias(data), typed)
        return offers or _sessions(data, typed)
    except MilipolError:
        return []


def formats(incomplete: str) -> list[Offer]:
    """The formats, each with what it is for."""
    return offered(output.FORMATS.items(), incomplete)


def zones(incomplete: str) -> list[str]:
    """The names of time zones, ignoring case."""
    typed = incomplete.casefold()
    return [
        _Offered(name) for name in zone_names() if name.casefold().startswith(typed)
    ]


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


def _sessions(data: catalog.Catalog, typed: str) -> list[Offer]:
    sessions = [
        (edition_id, session, programme.name_of(session))
        for edition_id, _ in data.editions()
        if (programme := data.programme(edition_id)) is not None
        for session in programme.session
        if session.id.startswith(typed)
    ]
    times = Counter(session.id for _, session, _ in sessions)
    return [
        (
            _Offered(
                session.id if times[session.id] == 1 else f"{edition_id}/{session.id}"
            ),
            _harmless(title),
        )
        for edition_id, session, title in sessions
    ]


def offered(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    """The offers that begin with what was typed, ignoring case."""
    typed = incomplete.casefold()
    return [
        (_Offered(value), _harmless(title))
        for value, title in offers
        if value.startswith(typed)
    ]


def _harmless(title: str) -> str:
    """A title that no shell runs as a command: zsh evaluates the titles it gets."""
    encoding = sys.stdout.encoding
    harmless = escape(title).translate(_LOOKALIKES)
    return harmless.encode(encoding, "replace").decode(encoding)
