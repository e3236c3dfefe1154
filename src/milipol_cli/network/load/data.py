"""The shows, programmes, news and sources in a list of folders."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from milipol_cli.base.errors import NOTHING, Problem
from milipol_cli.network.countries import all_names
from milipol_cli.network.load import integrity
from milipol_cli.network.load.combine import Combined, add_file, unite
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.reading import DataFile, Folders
from milipol_cli.network.model.exhibitors import (
    EXHIBITORS,
    CompaniesFile,
    ExhibitorList,
)
from milipol_cli.network.model.news import NewsFile, NewsItem
from milipol_cli.network.model.programmes import (
    Extra,
    OwnProgramme,
    Programme,
    made_id,
    may_be_made,
)
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import OwnShow, ShowFile
from milipol_cli.network.model.sources import Source, SourcesFile

_Value = TypeVar("_Value", bound=Record)

# The paths of the files that are about all shows.
NEWS, SOURCES, COMPANIES = "news.toml", "sources.toml", "companies.toml"


class Data:
    """The data in a list of folders; each file is read when it is needed.

    The first folder is the bundled data. A file with errors raises InvalidData; with
    `warn`, `Folders` leaves it out if it is the user's own.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        warn: Callable[[str], None] | None = None,
        *,
        without: Collection[Path] = (),
    ) -> None:
        self._folders = Folders(folders, warn, without=without)
        self._programmes: dict[str, Combined[Programme] | None] = {}
        self._exhibitors: dict[str, Combined[ExhibitorList] | None] = {}
        # The names of programmes and lists of which a file is ignored as incomplete.
        self._partial: set[str] = set()

    @functools.cached_property
    def shows(self) -> tuple[ShowFile, ...]:
        """Every show with its venues and editions, in order of id."""
        return tuple(show.value for show in self._shows.values())

    @functools.cached_property
    def _shows(self) -> dict[str, Combined[ShowFile]]:
        """The shows by id; those in the user's own folders alone are `OwnShow`."""
        shows = {}
        for name in self._folders.shows():
            check = functools.partial(integrity.show_errors, folder=name)
            show = self._read(show_name(name), ShowFile, check)
            if show is not None and show.origin(())[0].folder:
                head = OwnShow(**msgspec.structs.asdict(show.value.show))
                value = msgspec.structs.replace(show.value, show=head)
                show = show._replace(value=value)
            if show is not None:
                shows[name] = show
        return shows

    def programme(self, edition_id: str) -> Programme:
        """The programme of an edition; an empty one if there is no file for it."""
        if edition_id not in self._programmes:
            self._programmes[edition_id] = self._programme(edition_id)
        known = self._programmes[edition_id]
        return Programme(edition=edition_id) if known is None else known.value

    def programme_to_share(self, edition_id: str) -> Programme:
        """The programme of an edition to share; an empty one unless it `may_share`."""
        programme = self.programme(edition_id)
        may_share = self.may_share(edition_id)
        return programme if may_share else Programme(edition=edition_id)

    def may_share(self, edition_id: str) -> bool:
        """Whether all files of a programme are read, so what is private is known."""
        self.programme(edition_id)
        name = programme_name(edition_id)
        return not (name in self._partial or self._folders.is_left_out([name]))

    def programme_with(self, edition_id: str, words: Collection[str] = ()) -> Programme:
        """The programme of an edition; empty if it has none of some folded words."""
        names = (programme_name(edition_id), extra_name(edition_id))
        is_read = not words or any(map(may_be_made, words))
        known = None
        if is_read or self._folders.may_have(names, words):
            known = self._programme(edition_id)
        return Programme(edition=edition_id) if known is None else known.value

    def _programme(self, edition_id: str) -> Combined[Programme] | None:
        check = functools.partial(integrity.programme_errors, edition_id=edition_id)
        known = self._read(programme_name(edition_id), Programme, check, replaces=True)
        name = extra_name(edition_id)
        for file in self._folders.files(name):
            extra = add_file(file, Extra, check)
            if isinstance(extra, Iterator):
                self._folders.reject(name, file, extra)
                continue
            empty = Combined(Programme(edition=edition_id), {(): extra.origin(())})
            known = unite(known or empty, extra, ("theme", "session"))
            self._folders.ignore(known.ignored)
        if known is None or not known.is_own:
            return known
        value = OwnProgramme(**msgspec.structs.asdict(known.value))
        return known._replace(value=value)

    def exhibitors(self, edition_id: str) -> ExhibitorList | None:
        """The list of exhibitors of an edition; None if there is no file for it."""
        if edition_id not in self._exhibitors:
            self._exhibitors[edition_id] = self._exhibitor_list(edition_id)
        known = self._exhibitors[edition_id]
        return None if known is None else known.value

    def exhibitors_with(
        self, edition_id: str, words: Collection[str]
    ) -> ExhibitorList | None:
        """The list of an edition; None if no entry has any of some folded words."""
        # A list has the codes of countries.
        is_read = not words or any(word in all_names() for word in words)
        name = exhibitors_name(edition_id)
        if not is_read and not self._folders.may_have([name], words):
            return None
        return self.exhibitors(edition_id)

    def exhibitors_outline(self, edition_id: str) -> ExhibitorList | None:
        """The list of an edition, without entries if none of them has a category."""
        known = self._exhibitors.get(edition_id)
        if known is None:
            self._folders.shorten(exhibitors_name(edition_id))
            known = self._exhibitor_list(edition_id)
        return None if known is None else known.value

    def _exhibitor_list(self, edition_id: str) -> Combined[ExhibitorList] | None:
        check = functools.partial(integrity.edition_mismatch, edition_id=edition_id)
        name = exhibitors_name(edition_id)
        return self._read(name, ExhibitorList, check, replaces=True)

    def words(self) -> Collection[str] | None:
        """The folded words in all programmes and lists; None if that takes a parser."""
        kinds = (programme_name, extra_name, exhibitors_name)
        editions = [edition.id for show in self.shows for edition in show.edition]
        names = [name(key) for key in editions for name in kinds]
        words = self._folders.words_in(names)
        # What is not written has a name, too: countries, and the kind of a session.
        return words and {*words, *all_names().split(), made_id("")}

    @property
    def companies(self) -> CompaniesFile:
        """Companies with several names; own data replaces all of them."""
        return CompaniesFile() if self._companies is None else self._companies.value

    @functools.cached_property
    def _companies(self) -> Combined[CompaniesFile] | None:
        return self._read(COMPANIES, CompaniesFile, lambda _: (), replaces=True)

    def companies_may_have(self, words: Collection[str]) -> bool:
        """Whether a name of these may have any of some folded words."""
        return self._folders.may_have([COMPANIES], words, keeps=True)

    @functools.cached_property
    def news(self) -> tuple[NewsItem, ...]:
        """All news items, in the order of the files."""
        return () if self._news is None else self._news.value.news

    @functools.cached_property
    def _news(self) -> Combined[NewsFile] | None:
        return self._read(
            NEWS, NewsFile, lambda f: integrity.duplicates("news", f.news)
        )

    @functools.cached_property
    def sources(self) -> dict[str, Source]:
        """All sources by id."""
        file = self._sources
        return (
            {} if file is None else {source.id: source for source in file.value.source}
        )

    @functools.cached_property
    def _sources(self) -> Combined[SourcesFile] | None:
        return self._read(
            SOURCES, SourcesFile, lambda f: integrity.duplicates("source", f.source)
        )

    def combined(self) -> Iterator[tuple[str, Combined[Any]]]:
        """The path of each data file with all that files of that path hold together."""
        files: list[tuple[str, Combined[Any] | None]] = [
            (NEWS, self._news),
            (SOURCES, self._sources),
            (COMPANIES, self._companies),
        ]
        for show_id, show in self._shows.items():
            files.append((show_name(show_id), show))
            for edition in show.value.edition:
                self.programme(edition.id)
                self.exhibitors(edition.id)
                files += [
                    (programme_name(edition.id), self._programmes[edition.id]),
                    (exhibitors_name(edition.id), self._exhibitors[edition.id]),
                ]
        for name, known in files:
            if known is not None:
                yield name, known

    def without(self, files: Collection[Path]) -> "Data":
        """The data of these folders without some files; nobody is warned again."""
        return Data(self._folders.paths, lambda _: None, without=files)

    def ignored(self) -> tuple[Problem, ...]:
        """What is ignored in the user's own files; all but exhibitors are read."""
        _ = self.news, self.sources
        for show in self.shows:
            for edition in show.edition:
                self.programme(edition.id)
        return tuple(self._folders.ignored)

    def _read(
        self,
        name: str,
        kind: type[_Value],
        rule: Callable[[_Value], Iterable[Finding]],
        *,
        replaces: bool = False,
    ) -> Combined[_Value] | None:
        """The value of the files of this name; with `replaces`, of the last one."""
        known: Combined[_Value] | None = None
        for file in self._folders.files(name):
            now = add_file(file, kind, rule, None if replaces else known)
            if isinstance(now, Combined):
                known = now
                self._folders.ignore(now.ignored)
                continue
            errors = [*now]
            if replaces and known and all(each.found == NOTHING for each in errors):
                self._partial.add(name)
                self._folders.ignore([_ignored_part(file)])
            else:
                self._folders.reject(name, file, iter(errors))
        return known


def _ignored_part(file: DataFile) -> Problem:
    found = "ignored, because it is only a part"
    advice = "copy the bundled file and change that"
    return Problem(str(file.path), None, "", "warning", found, None, advice)


# The names of the files in the folder of a show, as a pattern.
OF_SHOW = r"(?:show|[0-9]{4}(?:-extra|\.exhibitors)?)\.toml"


def show_name(show_id: str) -> str:
    """The path of the file of a show in a data folder."""
    return f"{show_id}/show.toml"


def programme_name(edition_id: str) -> str:
    """The path of the file of a programme in a data folder."""
    show_id, _, year = edition_id.rpartition("-")
    return f"{show_id}/{year}.toml"


def extra_name(edition_id: str) -> str:
    """The path of the file that adds to a programme in a data folder."""
    return f"{programme_name(edition_id).removesuffix('.toml')}-extra.toml"


def exhibitors_name(edition_id: str) -> str:
    """The path of the file of a list of exhibitors in a data folder."""
    return f"{programme_name(edition_id).removesuffix('.toml')}.{EXHIBITORS}.toml"
