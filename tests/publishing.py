"""What the tests of `milipol publish` share: small data, and its publication."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from conftest import GOOD, ON
from milipol_cli.commands.publish.folder import PublishSummary, write_folder
from milipol_cli.commands.publish.outcome_lines import omissions
from milipol_cli.commands.publish.query import Publication, publication
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.sharing import shared_data

# When it is published.
NOW = dt.datetime(2026, 11, 24, 8, 15, tzinfo=dt.UTC)
OWN = Path(__file__).parent / "commands" / "publish" / "own"
BASE = "https://shows.example.org/milipol/"


def catalog(*own: str | Path) -> Catalog:
    """A small show, and the user's own folders; a name is that of one in `own`."""
    return Catalog([GOOD, *(OWN / name for name in own)], lambda _: None)


def published(data: Catalog, on: str = ON, base_url: str | None = BASE) -> Publication:
    """What is published of data."""
    return publication(data, read_as_of(on, None), base_url=base_url)


def publish(
    folder: Path,
    *own: str | Path,
    on: str = ON,
    base_url: str | None = BASE,
    now: dt.datetime = NOW,
) -> PublishSummary:
    """Writes what is published of the small data into a folder."""
    data = catalog(*own)
    shown = published(data, on, base_url)
    shared = shared_data(data)
    return write_folder(
        str(folder), shown, shared, now=now, force=False, left_out=[*omissions(shared)]
    )


def contents(folder: Path) -> dict[str, bytes]:
    """All files in a folder and below it, by their paths."""
    return dict(sorted(_files(folder)))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


# Sessions of a day: id, start, end and room; "-" is not known.
ROOMS = (
    *("keynote 09:00 09:45 Main hall", "drones 10:00 11:00 Room 2"),
    *("cyber 10:00 10:30 Room 3", "dogs 10:15 10:45 Room 2", "coffee 10:45 11:00 -"),
    *("crowds 13:00 14:05 Main hall", "demo 16:00 - Main hall"),
    "night 23:30 00:30 Room 2",
)


def rooms_day(*rows: str, day: str = "2028-05-11", cancelled: Sequence[str] = ("cyber",)) -> str:
    """A file with the sessions of a day at Oslo 2028, without rows those of ROOMS."""
    text = 'edition = "oslo-2028"\nsource = ["team-plan"]\n'
    for row in rows or ROOMS:
        key, start, end, room = row.split(maxsplit=3)
        text += f'[[session]]\nid = "{key}"\ntitle = "About {key}"\ndate = {day}\n'
        text += "" if start == "-" else f"start = {start}:00\n"
        text += "" if end == "-" else f"end = {end}:00\n"
        text += "" if room == "-" else f'room = "{room}"\n'
        text += "cancelled = true\n" if key in cancelled else ""
    return text
