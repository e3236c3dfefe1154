"""What the shell offers while a command is typed; nothing where data is wrong."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

from milipol_cli import catalog, output
from milipol_cli.errors import InvalidData, MilipolError
from milipol_cli.model import OwnKind, Pick

# A value and what stands beside it in zsh and fish.
Offer = tuple[str, str]


def shows(incomplete: str) -> list[Offer]:
    """The ids and aliases of shows, with their names."""
    return _offered(_shows(), incomplete)


def ids(incomplete: str) -> list[Offer]:
    """Every id `show` takes: after a slash those of that edition's days and sessions.

    The short ids of sessions are offered where no show or edition begins so.
    """
    try:
        data = open_catalog()
        if "/" in incomplete:
            return _offered(data.parts(incomplete.partition("/")[0]), incomplete)
        found = _offered([*_shows(), *data.editions()], incomplete)
        return found or _offered(data.sessions(), incomplete)
    except MilipolError:
        return []


def formats(incomplete: str) -> list[Offer]:
    """The formats, with what they are for."""
    return _offered(output.FORMATS.items(), incomplete)


def own_kinds(incomplete: str) -> list[str]:
    """The kinds of entries of the reader's own."""
    return [kind for kind in get_args(OwnKind) if kind.startswith(incomplete)]


def picks(incomplete: str) -> list[Offer]:
    """The ids on the reader's agenda, with their titles."""
    try:
        found = open_agenda()
    except MilipolError:
        return []
    return _offered([(pick.id, pick.title or "") for pick in found], incomplete)


def open_agenda() -> tuple[Pick, ...]:
    """What is on the reader's agenda; raises InvalidData where its file is wrong."""
    from milipol_cli import picks  # noqa: PLC0415  for the agenda and today alone

    return picks.picks(agenda_file())


def agenda_file() -> Path:
    """Where the reader's agenda is."""
    from milipol_cli import picks  # noqa: PLC0415  for the agenda and today alone

    return picks.agenda_file(os.environ.get("MILIPOL_AGENDA"))


def kinds(incomplete: str) -> list[str]:
    """The kinds of things that a search finds."""
    from milipol_cli.schedule.searching import KINDS  # noqa: PLC0415  for this alone

    return [kind for kind in KINDS if kind.startswith(incomplete)]


def zones(incomplete: str) -> list[str]:
    """The names of time zones, in any case."""
    import zoneinfo  # noqa: PLC0415  needed for this alone

    asked = incomplete.casefold()
    names = sorted(zoneinfo.available_timezones())
    return [name for name in names if name.casefold().startswith(asked)]


def open_catalog(
    warn: Callable[[InvalidData], None] = lambda _: None,
) -> catalog.Catalog:
    """The data in the bundle and in the reader's own folders.

    `warn` is told of a file of the reader's that is wrong and is passed over.
    """
    folders = catalog.data_folders(os.environ.get("MILIPOL_DATA"))
    return catalog.Catalog(folders, warn)


def _shows() -> Iterable[Offer]:
    try:
        files = open_catalog().shows
    except MilipolError:
        return []
    return [
        (name, file.show.name)
        for file in files
        for name in (file.show.id, *file.show.aliases)
    ]


def _offered(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    return [offer for offer in offers if offer[0].startswith(incomplete)]
