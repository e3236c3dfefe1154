"""Errors and warnings at places in tables, and the errors that keep data from loading.

Their lines are found later, by `problems.py`.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple, TypeGuard

from milipol_cli.base.errors import NOTHING, Severity, did_you_mean
from milipol_cli.base.escape import escape
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.programmes import Extra
from milipol_cli.network.model.record import Record, show_id_of
from milipol_cli.network.model.shows import Edition, ShowFile

Table = dict[str, Any]

# The keys and indexes that lead to a value: ("edition", 2, "notice", 0, "start").
Place = tuple[str | int, ...]

# The most characters of a value that are quoted.
_QUOTED = 80


def is_tables(value: object) -> TypeGuard[list[Table]]:
    """Whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


class Finding(NamedTuple):
    """An error or a warning about tables; the fields are those of a Problem."""

    place: Place
    found: str
    expected: str | None
    advice: str | None = None
    severity: Severity = "error"


def place_text(place: Place) -> str:
    """A place as text: `edition[2].notice[0].start`; "" for the whole file."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            is_bare = len(step) <= _QUOTED and re.fullmatch("[A-Za-z0-9_-]+", step)
            key = step if is_bare else quoted(step)
            text += f".{key}" if text else key
    return text


def quoted(value: object) -> str:
    """A value as it is shown in messages: short, and on one line."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    try:
        text = f"'{value}'" if isinstance(value, str) else str(value)
    except ValueError:  # Python refuses to print an integer this long
        return "a number of thousands of digits"
    shown = escape(text[:_QUOTED].replace("\n", "\\n"))
    return shown if len(text) <= _QUOTED else f"{shown} ..."


def nearest(word: object, known: Collection[str]) -> str | None:
    """Advice that names the known word most like a given one."""
    return did_you_mean(str(word)[:_QUOTED], known, most=1)


def unknown(
    kind: str, key: str, place: Place, known: Collection[str], advice: str | None = None
) -> Finding:
    """The error about an unknown id of a kind; `advice` is for one like no other."""
    near = nearest(key, known) or advice
    return Finding(place, f"unknown {kind} {quoted(key)}", None, near)


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
    known = set[str]()
    for index, record in enumerate(records):
        value = getattr(record, key)
        if value in known:
            found = f"{quoted(value)} is already the {key} of another {name}"
            yield Finding((name, index, key), found, None)
        if value is not None:
            known.add(value)


def reserved(place: Place, name: str) -> Iterator[Finding]:
    """An error about the id or alias of a show that means something else."""
    last = name.rpartition("-")[2]
    if name == "agenda" or (last.isdecimal() and len(last) == 4):
        expected = "an id that is not 'agenda' and does not end in a year"
        yield Finding(place, quoted(name), expected)


def _edition(
    edition: Edition, show_id: str, venues: Collection[str], place: Place
) -> Iterator[Finding]:
    if show_id_of(edition.id) != show_id:
        expected = f"'{show_id}-' and a year"
        yield Finding((*place, "id"), quoted(edition.id), expected)
    if not edition.notice:
        expected = "at least one [[edition.notice]]"
        yield Finding((*place, "notice"), NOTHING, expected)
    elif edition.notice[0].dates is None:
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
            advice = "put notices in the order in which they were known"
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
