"""The data as files, to be shared with others."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from milipol_cli.network.load.combine import Combined
from milipol_cli.network.load.data import SOURCES, Data, programme_name
from milipol_cli.toml_values import tables_in, toml_fields


class SharedData(NamedTuple):
    """Data files by their paths in a data folder, and what was left out of them.

    `private` are the files that hold a private session; `unread` are the paths of
    programmes of which a file could not be read and may mark sessions as private.
    `newest` is the date of the latest source that the user's own files add.
    """

    files: dict[str, bytes]
    private: tuple[Path, ...]
    unread: tuple[str, ...]
    newest: dt.date | None


def shared_data(data: Data) -> SharedData:
    """All data as the files of a single folder.

    A file of the bundled data stays as it is. What the user's own folders add is
    written anew, together with what it is added to, so without comments and without
    what is ignored. A file that holds a private session is left out as if it were not
    there.
    """
    private: set[Path] = set()
    while found := _private_files(data) - private:
        private |= found
        data = data.without(private)
    files, unread, newest = {}, [], None
    unread_names = {
        programme_name(edition.id)
        for show in data.shows
        for edition in show.edition
        if data.programme(edition.id) and data.programme_to_share(edition.id) is None
    }
    for name, known in data.combined():
        first, *others = {
            file.path: file for file, _ in known.origins.values()
        }.values()
        if not first.folder and not others:
            files[name] = first.text.encode()
        elif name in unread_names:
            unread.append(name)
        else:
            files[name] = "".join(_lines(known.value, "")).lstrip().encode()
        if name == SOURCES:
            newest = _newest_own(known)
    return SharedData(files, tuple(sorted(private)), tuple(unread), newest)


def _private_files(data: Data) -> set[Path]:
    """The files that a private session is in."""
    return {
        known.origin(("session", at))[0].path
        for _, known in data.combined()
        for at, session in enumerate(getattr(known.value, "session", ()))
        if session.private
    }


def _newest_own(sources: Combined[Any]) -> dt.date | None:
    dates = [
        source.date
        for at, source in enumerate(sources.value.source)
        if sources.origin(("source", at))[0].folder and source.date is not None
    ]
    return max(dates, default=None)


def _lines(record: msgspec.Struct, path: str) -> Iterator[str]:
    """The values of a record in TOML, then the tables in it, with their headers."""
    for key, value in toml_fields(record).items():
        yield f"{key} = {value}\n"
    for key in record.__struct_fields__:
        value = getattr(record, key)
        below = f"{path}{key}"
        header = f"[[{below}]]" if isinstance(value, tuple) else f"[{below}]"
        for table in tables_in(value):
            yield f"\n{header}\n"
            yield from _lines(table, f"{below}.")
