"""The edition that a file is imported for: one that is known, or a new one."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.cli import imports
from milipol_cli.errors import BadInput, InvalidData
from milipol_cli.importing import fitting, new_show
from milipol_cli.importing.new_show import NewShow
from milipol_cli.importing.programme_text import shown_name
from milipol_cli.importing.sessions import Edition, Imported
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import Dates, reach
from milipol_cli.network.model.shows import ShowFile


class Target(NamedTuple):
    """An edition with its zone and days; `publisher` is who its programme is from."""

    edition: str
    zone: ZoneInfo
    first: dt.date
    last: dt.date
    publisher: str

    @property
    def reader_edition(self) -> Edition:
        """What the reader of a file knows about the edition."""
        return Edition(zone=self.zone, first=self.first, last=self.last)


class ShowChange(NamedTuple):
    """What is added to a show.toml: a text at the end of the one that is there."""

    text: str
    is_new: bool


def known_edition(data: Catalog, name: str, as_of: AsOf) -> Target:
    """The edition with an id, or the next edition of a show.

    Raises UnknownId for no such id, and BadInput if it names no edition.
    """
    edition = imports.edition_named(data, name, as_of)
    first, last = reach(edition.dates)
    publisher = edition.show.organiser or edition.show.name
    return Target(edition.id, edition.zone, first, last, publisher)


def show_named(data: Catalog, show: NewShow, *, has_file: bool) -> ShowFile | None:
    """The show that an earlier import added; None if it is new.

    `has_file` is whether its file is in the data folder that is written. Raises
    BadInput if another show has the id.
    """
    known = next((file for file in data.shows if file.show.id == show.id), None)
    taken = any(show.id in file.show.aliases for file in data.shows)
    if taken or (known is not None and not has_file):
        raise BadInput(f"--new-show {show.id!r}: such a show is known; use --edition")
    return known


def edition_in(
    imported: Imported, show: NewShow, known: ShowFile | None, day: dt.date, file: str
) -> tuple[Target, ShowChange | None]:
    """The edition from the first to the last day of a file, and how the show changes.

    `known` is the show that an earlier import added, if any. Raises InvalidData for a
    file without days, and BadInput without a zone.
    """
    days = fitting.days_of(imported.sessions)
    if days is None:
        raise InvalidData(f"{file}: no session has a date, so there is no edition")
    zone = show.zone or imported.zone if known is None else known.show.zone
    if zone is None:
        raise BadInput(f"{file}: no time zone in the file; add --zone")
    target = Target(f"{show.id}-{days[0].year}", zone, *days, show.name)
    dates = Dates(start=days[0], end=days[1])
    source = source_id(target.edition)
    if known is None:
        text = new_show.show_text(show, zone, dates, day, source, shown_name(file))
        return target, ShowChange(text, is_new=True)
    edition = next((e for e in known.edition if e.id == target.edition), None)
    if edition is None:
        text = new_show.edition_text(target.edition, dates, day, source)
        return target, ShowChange(f"\n{text}", is_new=False)
    before = reach(
        [notice.dates for notice in edition.notice if notice.dates is not None][-1]
    )
    first, last = min(before[0], days[0]), max(before[1], days[1])
    target = target._replace(first=first, last=last)
    if (first, last) == before:
        return target, None
    if edition is not known.edition[-1]:  # only that is at the end of the file
        raise InvalidData(
            f"{file}: {target.edition} has other days now; add a notice with them to"
            " its show.toml"
        )
    dates = Dates(start=first, end=last)
    text = new_show.notice_text(dates, day, source, edition.notice[-1].day_known)
    return target, ShowChange(f"\n{text}", is_new=False)


def source_id(edition: str) -> str:
    """The id of the source that an imported programme cites."""
    return f"{edition}-programme"
