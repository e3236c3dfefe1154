"""The data as files, to be shared with others."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from milipol_cli.base.errors import InvalidData
from milipol_cli.base.escape import HIDING
from milipol_cli.base.toml_values import tables_in, toml_text
from milipol_cli.network.load.combine import Combined
from milipol_cli.network.load.data import FolderData
from milipol_cli.network.load.fetched import MOST_BYTES, MOST_FILES, without_added
from milipol_cli.network.load.reading import (
    COMPANIES,
    MAX_BYTES,
    NEWS,
    SHARED,
    SOURCES,
    most_bytes,
)
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.sources import SourcesFile


class SharedData(NamedTuple):
    """Data files by their paths in a data folder, and what was left out of them.

    `private` are the files that hold a private session; `unread` are the paths of
    programmes of which a file could not be read and may mark sessions as private.
    `too_large` are the paths of programmes and lists that nobody could fetch. `adds` is
    whether the user's own files add anything.
    """

    files: dict[str, bytes]
    private: tuple[Path, ...]
    unread: tuple[str, ...]
    too_large: tuple[str, ...]
    adds: bool


def shared_data(data: FolderData, only: Collection[str] = ()) -> SharedData:
    """All data as the files of a single folder; `only` that of some shows, if any.

    A file of the bundled data stays as it is, without the days that news was added.
    What the user's own folders add is written anew, together with what it is added to,
    so without comments and without what is ignored. A file that holds a private session
    is left out as if it were not there, and so are own sources that nothing else cites;
    with `only`, all of these.
    Raises InvalidData if the data is too large to be fetched.
    """
    private: set[Path] = set()
    while newly_private := _private_files(data, only) - private:
        private |= newly_private
        data = data.without_files(private)
    files, unread, adds = {}, [], False
    shared: list[msgspec.Struct] = []
    everything = dict(data.combined_files(only))
    if only:
        everything = _files_about(everything, only)
    sources = everything.pop(SOURCES, None)
    for name, known in everything.items():
        value = known.value
        # Of what is about all shows, not all may be used.
        is_whole = name not in SHARED or not (only or data.base.other)
        is_programme = isinstance(value, Programme) and known.is_own
        if is_programme and not data.may_share(value.edition):
            unread.append(name)
        else:
            files[name] = _shared_text(known, is_whole=is_whole)
            adds = adds or known.is_own
            shared.append(value)
    if sources is not None:
        is_whole = not (only or data.base.other)
        kept = _without_uncited(sources, shared, own_alone=not only)
        files[SOURCES] = _shared_text(kept, is_whole=is_whole)
    too_large = _too_large(files)
    for name in too_large:
        del files[name]
    return SharedData(
        files, tuple(sorted(private)), tuple(unread), tuple(too_large), adds
    )


def _too_large(files: dict[str, bytes]) -> list[str]:
    """The programmes and lists to leave out because they are too large to be fetched.

    Raises InvalidData if another file is too large, or all together are.
    """
    large = [name for name, raw in files.items() if len(raw) > MAX_BYTES]
    sizes = [len(raw) for name, raw in files.items() if name not in large]
    is_needed = any(most_bytes(Path(name)) == MAX_BYTES for name in large)
    if is_needed or len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES:
        raise InvalidData(
            f"the data is too large: milipol update reads at most {MOST_FILES:,} files,"
            f" {MAX_BYTES // 2**20} MiB each and {MOST_BYTES // 2**20} MiB in all"
        )
    return large


def _files_about(
    everything: Mapping[str, Combined[Any]], only: Collection[str]
) -> dict[str, Combined[Any]]:
    """The files with the news of some shows alone, and nothing about companies."""
    files = {name: known for name, known in everything.items() if name != COMPANIES}
    known = files.pop(NEWS, None)
    items = () if known is None else known.value.news
    news = tuple(item for item in items if item.show_id in only)
    if known is not None and news:
        files[NEWS] = known._replace(value=NewsFile(news=news))
    return files


def _shared_text(known: Combined[Any], *, is_whole: bool) -> bytes:
    """A bundled file as it is; others anew, without characters that hide in a text.

    So are those that are not the whole file.
    """
    file, _ = known.origin(())
    if is_whole and not known.is_own:
        return without_added(file.text.encode())
    text = toml_text(known.value).lstrip()
    clean = text if text.isascii() else re.sub(f"[{HIDING}]", "", text)
    return without_added(clean.encode())


def _cited(record: msgspec.Struct) -> Iterator[str]:
    """The ids of the sources that a record and all tables in it cite."""
    yield from getattr(record, "source", ())
    for table in tables_in(record):
        yield from _cited(table)


def _without_uncited(
    sources: Combined[SourcesFile], shared: Iterable[msgspec.Struct], *, own_alone: bool
) -> Combined[SourcesFile]:
    """The sources, except those that nothing cites which is shared.

    A private session may cite them. With `own_alone`, others stay.
    """
    if own_alone and not sources.is_own:
        return sources
    cited = {key for record in shared for key in _cited(record)}
    kept = tuple(
        source
        for index, source in enumerate(sources.value.source)
        if source.id in cited
        or (own_alone and not sources.origin(("source", index))[0].folder)
    )
    return sources._replace(value=SourcesFile(source=kept))


def _private_files(data: FolderData, only: Collection[str]) -> set[Path]:
    return {
        known.origin(("session", index))[0].path
        for _, known in data.combined_files(only)
        for index, session in enumerate(getattr(known.value, "session", ()))
        if session.private
    }
