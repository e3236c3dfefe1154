"""What no answer can do without; data that lacks it is not loaded."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from milipol_cli.network.load.findings import NOTHING, Finding, Place, nearest, quoted
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.shows import Edition, ShowFile

if TYPE_CHECKING:
    from milipol_cli.network.model.programmes import Programme


def show_file(
    file: ShowFile, folder: str, venues: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with a show in a folder, whose `venues` have these ids."""
    place: Place = ("show", "id")
    if file.show.id != folder:
        wanted = f"{quoted(folder)}, as the folder is named"
        yield Finding(place, quoted(file.show.id), wanted)
    yield from _reserved(place, file.show.id)
    for at, alias in enumerate(file.show.aliases):
        yield from _reserved(("show", "aliases", at), alias)
    for at, edition in enumerate(file.edition):
        yield from _edition(edition, folder, venues, ("edition", at))


def programme(programme: "Programme", edition_id: str) -> Iterator[Finding]:
    """What is wrong with a programme in the file of an edition."""
    if programme.edition != edition_id:
        wanted = f"{quoted(edition_id)}, as the file is named"
        yield Finding(("edition",), quoted(programme.edition), wanted)


def unique(ids: Iterable[object], kind: str) -> Iterator[Finding]:
    """The ids of a list of tables that stand in it for the second time."""
    first: dict[object, int] = {}
    for at, key in enumerate(ids):
        if first.setdefault(key, at) != at:
            found = f"{quoted(key)}, as in {kind}[{first[key]}]"
            yield Finding((kind, at, "id"), found, "an id used once")


def names(file: ShowFile, folder: str, owners: Mapping[str, str]) -> Iterator[Finding]:
    """The names of a show in a folder that belong to others, as `owners` has it."""
    names: list[tuple[Place, str]] = [(("show", "id"), folder)]
    names += [(("show", "aliases", at), it) for at, it in enumerate(file.show.aliases)]
    for place, name in names:
        # A file may have other names by now, of which nobody is the owner.
        owner = owners.get(name, folder)
        if owner != folder:
            found = f"{quoted(name)}, which names {owner} too"
            yield Finding(place, found, "a name of one show", "choose another")


def _reserved(place: Place, name: str) -> Iterator[Finding]:
    if name == "agenda" or re.search(r"(^|-)[0-9]{4}$", name):
        yield Finding(
            place, quoted(name), "an id that is not 'agenda' and ends in no year"
        )


def _edition(
    edition: Edition, show_id: str, venues: Collection[str], place: Place
) -> Iterator[Finding]:
    if show_id_of(edition.id) != show_id:
        wanted = f"'{show_id}-' and a year"
        yield Finding((*place, "id"), quoted(edition.id), wanted)
    if edition.notice[0].dates is None:
        wanted = "a start, a month or a year in the first notice"
        yield Finding((*place, "notice", 0, "start"), NOTHING, wanted)
    last = dt.date.min
    for at, notice in enumerate(edition.notice):
        where = (*place, "notice", at)
        if notice.venue is not None and notice.venue not in venues:
            found, advice = quoted(notice.venue), nearest(notice.venue, venues)
            wanted = "the id of a [[venue]]"
            yield Finding((*where, "venue"), found, wanted, advice)
        day = notice.day_known
        if day < last:
            field = "known" if notice.known else "known_by"
            wanted = f"a day from {last}, that of the notice before"
            advice = (
                "put notices in the order they were known; over those of another file"
                f" say known_by = {last}"
            )
            yield Finding((*where, field), str(day), wanted, advice)
        last = max(last, day)
