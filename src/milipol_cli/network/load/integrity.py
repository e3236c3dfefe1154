"""Rules that commands depend on, and that the types cannot express.

Ids are unique and name what exists, and notices are in the order they were known.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from milipol_cli.base.errors import NOTHING
from milipol_cli.network.load.findings import Finding, Place, nearest, quote
from milipol_cli.network.model.record import Record, show_id_of
from milipol_cli.network.model.shows import Edition, Notice, ShowFile

if TYPE_CHECKING:  # most commands read neither
    from milipol_cli.network.model.exhibitors import ExhibitorList
    from milipol_cli.network.model.programmes import Extra


def show_errors(file: ShowFile, folder: str) -> Iterator[Finding]:
    """Errors in a show that is in a folder of this name."""
    place: Place = ("show", "id")
    if file.show.id != folder:
        expected = f"{quote(folder)}, to match the name of the folder"
        yield Finding(place, quote(file.show.id), expected)
    yield from reserved_names(place, file.show.id)
    for index, alias in enumerate(file.show.aliases):
        yield from reserved_names(("show", "aliases", index), alias)
    yield from duplicates("venue", file.venue)
    yield from duplicates("edition", file.edition)
    venues = {venue.id for venue in file.venue}
    for index, edition in enumerate(file.edition):
        yield from _edition_errors(edition, folder, venues, ("edition", index))


def duplicates(name: str, records: Sequence[Record], key: str = "id") -> Iterator[Finding]:
    """Errors about records of a list that have the id of an earlier one.

    `key` is another key that no two records may share; a record may lack it.
    """
    earlier_values = set[str]()
    for index, record in enumerate(records):
        value = getattr(record, key)
        if value in earlier_values:
            found = f"{quote(value)} is already the {key} of another {name}"
            yield Finding((name, index, key), found, None)
        if value is not None:
            earlier_values.add(value)


def reserved_names(place: Place, name: str) -> Iterator[Finding]:
    """An error about an id or alias of a show that commands take for something else.

    That is the agenda, or an edition, whose id ends in a year.
    """
    last = name.rpartition("-")[2]
    if name == "agenda" or (last.isdecimal() and len(last) == 4):
        expected = "an id that is not 'agenda' and does not end in a year"
        yield Finding(place, quote(name), expected)


def _edition_errors(
    edition: Edition, show_id: str, venues: Collection[str], place: Place
) -> Iterator[Finding]:
    """Errors about an edition: its id, its first notice, and all its notices."""
    if show_id_of(edition.id) != show_id:
        expected = f"'{show_id}-' and a year"
        yield Finding((*place, "id"), quote(edition.id), expected)
    if not edition.notice:
        expected = "at least one [[edition.notice]]"
        yield Finding((*place, "notice"), NOTHING, expected)
    elif edition.notice[0].dates is None:
        expected = "a start, a month or a year in the first notice"
        yield Finding((*place, "notice", 0, "start"), NOTHING, expected)
    yield from _notice_errors(edition.notice, venues, place)


def _notice_errors(
    notices: Sequence[Notice], venues: Collection[str], place: Place
) -> Iterator[Finding]:
    """Errors about the venues and the order of the notices of an edition at a place.

    The last notice counts, so that they must be in the order in which they were known.
    """
    last_known = dt.date.min
    for index, notice in enumerate(notices):
        where = (*place, "notice", index)
        if notice.venue is not None and notice.venue not in venues:
            actual, advice = quote(notice.venue), nearest(notice.venue, venues)
            expected = "the id of a [[venue]]"
            yield Finding((*where, "venue"), actual, expected, advice)
        day = notice.day_known
        if day < last_known:
            field = "known" if notice.known else "known_by"
            expected = f"a day from {last_known} on, when the notice before was known"
            advice = "put notices in the order in which they were known"
            yield Finding((*where, field), str(day), expected, advice)
        last_known = max(last_known, day)


def programme_errors(programme: "Extra", edition_id: str) -> Iterator[Finding]:
    """Errors in a programme, or an addition to one, in the file of an edition."""
    yield from edition_mismatch(programme, edition_id)
    yield from duplicates("session", programme.session)


def edition_mismatch(file: "Extra | ExhibitorList", edition_id: str) -> Iterator[Finding]:
    """An error about a file that names another edition than its own name."""
    if file.edition != edition_id:
        expected = f"{quote(edition_id)}, to match the name of the file"
        yield Finding(("edition",), quote(file.edition), expected)
