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
from milipol_cli.network.load.reading import COMPANIES, MAX_BYTES, NEWS, SHARED, SOURCES, most_bytes
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
    # Without a file with a private session, another may be used, which has one, too.
    private: set[Path] = set()
    while newly_private := _private_files(data, only) - private:
        private |= newly_private
        data = data.without_files(private)
    everything = dict(data.combined_files(only))
    if only:
        everything = _files_about(everything, only)
    sources = everything.pop(SOURCES, None)
    unread = [name for name, combined in everything.items() if _may_hide(combined, data)]
    shared = {name: combined for name, combined in everything.items() if name not in unread}
    adds = any(combined.is_own for combined in shared.values())
    if sources is not None:
        records = [combined.value for combined in shared.values()]
        shared[SOURCES] = _without_uncited(sources, records, own_alone=not only)
    # Of a file about all shows, not all may be used.
    in_part = SHARED if only or data.base.other else ()
    texts = {
        name: _shared_text(combined, is_whole=name not in in_part)
        for name, combined in shared.items()
    }
    too_large = _too_large(texts)
    return SharedData(
        files={name: raw for name, raw in texts.items() if name not in too_large},
        private=tuple(sorted(private)),
        unread=tuple(unread),
        too_large=tuple(too_large),
        adds=adds,
    )


def _may_hide(combined: Combined[Any], data: FolderData) -> bool:
    """Whether an own programme may have private sessions in a file that is not read."""
    if not combined.is_own or not isinstance(combined.value, Programme):
        return False
    return not data.may_share(combined.value.edition)


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
    """The files with the news of some shows alone, and nothing about companies.

    `everything` has no files of other shows. The origins stay those of all news.
    """
    files = {name: combined for name, combined in everything.items() if name != COMPANIES}
    combined = files.pop(NEWS, None)
    items = () if combined is None else combined.value.news
    news = tuple(item for item in items if item.show_id in only)
    if combined is not None and news:
        files[NEWS] = combined._replace(value=NewsFile(news=news))
    return files


def _shared_text(combined: Combined[Any], *, is_whole: bool) -> bytes:
    """The bytes of a file to share: a bundled file as it is, if it is shared whole.

    Other files are written anew, without characters that hide in a text. None has the
    days on which news was added, which are in the manifest.
    """
    if is_whole and not combined.is_own:
        return without_added(combined.first_file.text.encode())
    text = toml_text(combined.value).lstrip()
    clean = text if text.isascii() else re.sub(f"[{HIDING}]", "", text)
    return without_added(clean.encode())


def _cited(record: msgspec.Struct) -> Iterator[str]:
    """The ids of the sources that a record and all records in it cite."""
    yield from getattr(record, "source", ())
    for table in tables_in(record):
        yield from _cited(table)


def _without_uncited(
    sources: Combined[SourcesFile], shared: Iterable[msgspec.Struct], *, own_alone: bool
) -> Combined[SourcesFile]:
    """The sources without the sources that nothing shared cites.

    Only a private session may cite these. With `own_alone`, only the user's sources are
    left out.
    """
    if own_alone and not sources.is_own:
        return sources
    cited = {key for record in shared for key in _cited(record)}
    kept = tuple(
        source
        for index, source in enumerate(sources.value.source)
        if source.id in cited or (own_alone and not sources.origin(("source", index))[0].folder)
    )
    return sources._replace(value=SourcesFile(source=kept))


def _private_files(data: FolderData, only: Collection[str]) -> set[Path]:
    """The paths of the files that hold a private session."""
    return {
        combined.origin(("session", index))[0].path
        for _, combined in data.combined_files(only)
        for index, session in enumerate(getattr(combined.value, "session", ()))
        if session.private
    }
