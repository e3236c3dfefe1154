"""The rules that data must follow to be loaded."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence

from milipol_cli.errors import NOTHING
from milipol_cli.network.load.findings import Finding, Place, nearest, quoted
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.programmes import Extra
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Edition, ShowFile


def show_file(file: ShowFile, folder: str) -> Iterator[Finding]:
    """Errors in a show that is in a folder of this name."""
    place: Place = ("show", "id")
    if file.show.id != folder:
        expected = f"{quoted(folder)}, to match the name of the folder"
        yield Finding(place, quoted(file.show.id), expected)
    yield from reserved(place, file.show.id)
    for index, alias in enumerate(file.show.aliases):
        yield from reserved(("show", "aliases", index), alias)
    yield from unique("venue", file.venue)
    yield from unique("edition", file.edition)
    venues = {venue.id for venue in file.venue}
    for index, edition in enumerate(file.edition):
        yield from _edition(edition, folder, venues, ("edition", index))


def unique(name: str, records: Sequence[Record], key: str = "id") -> Iterator[Finding]:
    """Errors about records of a list that have the id of an earlier one.

    `key` is another key that no two records may share; a record may lack it.
    """
    first: dict[str, int] = {}
    for index, record in enumerate(records):
        value = getattr(record, key)
        if value is not None and first.setdefault(value, index) != index:
            text = quoted(value)
            yield Finding(
                (name, index, key),
                f"{text}, as in {{other}}",
                f"{'an' if key == 'id' else 'a'} {key} used once",
                message=f"{text} is already the {key} of {{other}}",
                other=(name, first[value]),
            )


def reserved(place: Place, name: str) -> Iterator[Finding]:
    """An error about the id or alias of a show that means something else."""
    if name == "agenda" or re.search(r"(^|-)[0-9]{4}$", name):
        expected = "an id that is not 'agenda' and does not end in a year"
        yield Finding(place, quoted(name), expected)


def _edition(
    edition: Edition, show_id: str, venues: Collection[str], place: Place
) -> Iterator[Finding]:
    if show_id_of(edition.id) != show_id:
        expected = f"'{show_id}-' and a year"
        yield Finding((*place, "id"), quoted(edition.id), expected)
    if edition.notice[0].dates is None:
        expected = "a start, a month or a year in the first notice"
        yield Finding((*place, "notice", 0, "start"), NOTHING, expected)
    last = dt.date.min
    for index, notice in enumerate(edition.notice):
        where = (*place, "notice", index)
        if notice.venue is not None and notice.venue not in venues:
            actual, advice = quoted(notice.venue), nearest(notice.venue, venues)
            expected = "the id of a [[venue]]"
            yield Finding((*where, "venue"), actual, expected, advice)
        day = notice.day_known
        if day < last:
            field = "known" if notice.known else "known_by"
            expected = f"a day from {last} on, when the notice before was known"
            advice = (
                "put notices in the order in which they were known; if the notice"
                f" before is in another file, write known_by = {last}"
            )
            yield Finding((*where, field), str(day), expected, advice)
        last = max(last, day)


def programme(programme: Extra, edition_id: str) -> Iterator[Finding]:
    """Errors in a programme, or an addition to one, in the file of an edition."""
    yield from of_edition(programme, edition_id)
    yield from unique("session", programme.session)


def of_edition(file: Extra | ExhibitorList, edition_id: str) -> Iterator[Finding]:
    """An error about a file that names another edition than its own name."""
    if file.edition != edition_id:
        expected = f"{quoted(edition_id)}, to match the name of the file"
        yield Finding(("edition",), quoted(file.edition), expected)
