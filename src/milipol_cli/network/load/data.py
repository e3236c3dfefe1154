"""The shows, programmes, news and sources in a list of folders."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from milipol_cli.base.errors import NOTHING, Problem
from milipol_cli.network.load import integrity
from milipol_cli.network.load.combine import Combined, add_file, unite
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.reading import COMPANIES, NEWS, SOURCES, Base, DataFile, Folders
from milipol_cli.network.model.exhibitor_ids import exhibitors_name
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import OwnShow, ShowFile

if TYPE_CHECKING:  # a command imports only the types of what it reads
    from milipol_cli.network.company_names import Companies
    from milipol_cli.network.load.lists import Lists
    from milipol_cli.network.model.companies import CompaniesFile
    from milipol_cli.network.model.exhibitors import ExhibitorList
    from milipol_cli.network.model.news import NewsFile, NewsItem
    from milipol_cli.network.model.programmes import Programme
    from milipol_cli.network.model.publishing import PublishFile
    from milipol_cli.network.model.sources import Source, SourcesFile

_Value = TypeVar("_Value", bound=Record)

# The path of the file that says how a data folder is published.
PUBLISH = "publish.toml"


class FolderData:
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
        base: Base | None = None,
    ) -> None:
        self._folders = Folders(folders, warn, without=without, base=base)
        self._programmes: dict[str, Combined[Programme] | None] = {}
        self._exhibitors: dict[str, Combined[ExhibitorList] | None] = {}
        # Why a file of a programme or list is ignored as incomplete, by its name.
        self._partial: dict[str, Problem] = {}

    @property
    def own_folders(self) -> Sequence[Path]:
        return self._folders.paths[1:]

    @property
    def base(self) -> Base:
        """The data that the user's own data adds to."""
        return self._folders.base

    @functools.cached_property
    def shows(self) -> tuple[ShowFile, ...]:
        """Every show with its venues and editions, in order of id."""
        return tuple(show.value for show in self._shows.values())

    @functools.cached_property
    def _shows(self) -> dict[str, Combined[ShowFile]]:
        """The shows by id."""
        shows = {name: self._show(name) for name in self._folders.shows()}
        return {name: show for name, show in shows.items() if show is not None}

    def _show(self, name: str) -> Combined[ShowFile] | None:
        """The show in folders of this name; None if its files were left out.

        A show that the bundled data does not have is an `OwnShow`.
        """
        check = functools.partial(integrity.show_errors, folder=name)
        show = self._read_files(show_name(name), ShowFile, check)
        if show is None:
            return None
        if not show.first_file.folder and name not in self._folders.base.foreign:
            return show
        own_show = OwnShow(**msgspec.structs.asdict(show.value.show))
        value = msgspec.structs.replace(show.value, show=own_show)
        return show._replace(value=value)

    def programme(self, edition_id: str) -> "Programme":
        """The programme of an edition; an empty one if there is no file for it."""
        from milipol_cli.network.model.programmes import Programme  # noqa: PLC0415  not for all

        if edition_id not in self._programmes:
            self._programmes[edition_id] = self._programme(edition_id)
        combined = self._programmes[edition_id]
        return Programme(edition=edition_id) if combined is None else combined.value

    def programme_to_share(self, edition_id: str) -> "Programme":
        """The programme of an edition; an empty one if it may not be shared."""
        programme = self.programme(edition_id)
        may_share = self.may_share(edition_id)
        return programme if may_share else type(programme)(edition=edition_id)

    def may_share(self, edition_id: str) -> bool:
        """Whether a programme may be shared: all its private sessions are known.

        A file that was not read may have marked others as private.
        """
        self.programme(edition_id)
        name = programme_name(edition_id)
        return not (name in self._partial or self._folders.is_left_out([name]))

    def _programme(self, edition_id: str) -> "Combined[Programme] | None":
        """The programme of an edition; None without any file.

        If any of it is the user's, it is an `OwnProgramme`.
        """
        from milipol_cli.network.model.programmes import OwnProgramme  # noqa: PLC0415  not for all

        programme = self._united_programme(edition_id)
        if programme is None or not programme.is_own:
            return programme
        value = OwnProgramme(**msgspec.structs.asdict(programme.value))
        return programme._replace(value=value)

    def _united_programme(self, edition_id: str) -> "Combined[Programme] | None":
        """The last file of a programme with all files that add to it, in their order.

        A file that adds to none adds to an empty programme.
        """
        from milipol_cli.network.model.programmes import Extra, Programme  # noqa: PLC0415  not for all

        check = functools.partial(integrity.programme_errors, edition_id=edition_id)
        programme = self._read_files(programme_name(edition_id), Programme, check, replaces=True)
        for extra in self._read_each(extra_name(edition_id), Extra, check):
            empty = Combined(Programme(edition=edition_id), {(): extra.origin(())})
            programme = unite(programme or empty, extra, ("theme", "session"))
            self._folders.ignore(programme.ignored)
        return programme

    @functools.cached_property
    def lists(self) -> "Lists":
        """The lists of exhibitors, and the companies on them."""
        from milipol_cli.network.load.lists import Lists  # noqa: PLC0415  not for all

        def read(edition_id: str) -> "ExhibitorList | None":
            combined = self._exhibitor_list(edition_id)
            return None if combined is None else combined.value

        return Lists(
            self._folders,
            read,
            lambda: [(file.value, file.is_own) for file in self._companies],
            lambda: [edition.id for show in self.shows for edition in show.edition],
        )

    def exhibitors(self, edition_id: str) -> "ExhibitorList | None":
        """The list of exhibitors of an edition, of a fair, too; None without one."""
        return self.lists.list_of(edition_id)

    def sources_of_lists(self) -> "dict[str, Source]":
        """All sources by id, also of the lists of other fairs."""
        return {**self.sources, **self.lists.sources_of_fairs}

    @property
    def companies(self) -> "Companies":
        """Which names on the lists of shows are of one company."""
        return self.lists.companies

    def _exhibitor_list(self, edition_id: str) -> "Combined[ExhibitorList] | None":
        """The list of an edition of a show as files have it."""
        from milipol_cli.network.model.exhibitors import ExhibitorList  # noqa: PLC0415  not for all

        if edition_id not in self._exhibitors:
            check = functools.partial(integrity.edition_mismatch, edition_id=edition_id)
            name = exhibitors_name(edition_id)
            combined = self._read_files(name, ExhibitorList, check, replaces=True)
            self._exhibitors[edition_id] = combined
        return self._exhibitors[edition_id]

    @functools.cached_property
    def _companies(self) -> "Sequence[Combined[CompaniesFile]]":
        """The files about companies, each by itself."""
        from milipol_cli.network.model.companies import CompaniesFile  # noqa: PLC0415  as for lists

        return [*self._read_each(COMPANIES, CompaniesFile, lambda _: ())]

    @functools.cached_property
    def news(self) -> "tuple[NewsItem, ...]":
        """All news items, in the order of the files."""
        return () if self._news is None else self._news.value.news

    @functools.cached_property
    def _news(self) -> "Combined[NewsFile] | None":
        from milipol_cli.network.model.news import NewsFile  # noqa: PLC0415  not for all

        return self._read_files(NEWS, NewsFile, lambda f: integrity.duplicates("news", f.news))

    @functools.cached_property
    def sources(self) -> "dict[str, Source]":
        """All sources by id."""
        file = self._sources
        return {} if file is None else {source.id: source for source in file.value.source}

    @functools.cached_property
    def _sources(self) -> "Combined[SourcesFile] | None":
        from milipol_cli.network.model.sources import SourcesFile  # noqa: PLC0415  not for all

        return self._read_files(
            SOURCES, SourcesFile, lambda f: integrity.duplicates("source", f.source)
        )

    def publish_settings(self) -> "PublishFile":
        """How the user's data is published; raises InvalidData if the file has errors.

        Of several data folders, the last one that has the file counts.
        """
        from milipol_cli.network.model.publishing import PublishFile  # noqa: PLC0415  not for all

        file = self._publish_file
        self._folders.refuse([PUBLISH])
        return PublishFile() if file is None else file.value

    @functools.cached_property
    def _publish_file(self) -> "Combined[PublishFile] | None":
        from milipol_cli.network.model.publishing import PublishFile  # noqa: PLC0415  not for all

        return self._read_files(PUBLISH, PublishFile, lambda _: (), replaces=True)

    def errors(self) -> dict[str, str]:
        """The errors of files that cannot be read, by their paths in a data folder."""
        errors = {name: str(error) for name, error in self._folders.left_out.items()}
        return errors | {name: str(part) for name, part in self._partial.items()}

    def combined_files(self, only: Collection[str] = ()) -> Iterator[tuple[str, Combined[Any]]]:
        """What all files of a path hold together, by the paths in a data folder.

        Paths without a file are left out. With `only`, so are the files of shows with
        other ids.
        """
        # The user's files about companies have names of accounts, and stay private.
        companies = (file for file in self._companies if not file.is_own)
        files: list[tuple[str, Combined[Any] | None]] = [
            (NEWS, self._news),
            (SOURCES, self._sources),
            (COMPANIES, next(companies, None)),
        ]
        for show_id, show in self._shows.items():
            if not only or show_id in only:
                files += self._files_of_show(show_id, show)
        for name, combined in files:
            if combined is not None:
                yield name, combined

    def _files_of_show(
        self, show_id: str, show: Combined[ShowFile]
    ) -> Iterator[tuple[str, Combined[Any] | None]]:
        """The files of a show by their paths; None for a programme or list without."""
        yield show_name(show_id), show
        for edition in show.value.edition:
            self.programme(edition.id)
            yield programme_name(edition.id), self._programmes[edition.id]
            yield exhibitors_name(edition.id), self._exhibitor_list(edition.id)

    def without_files(self, files: Collection[Path]) -> "FolderData":
        """The data of these folders without some files; nobody is warned again."""
        folders = self._folders
        return FolderData(folders.paths, lambda _: None, without=files, base=folders.base)

    def ignored(self) -> tuple[Problem, ...]:
        """The ignored records of the user's own files; all but exhibitors are read."""
        _ = self.news, self.sources
        for show in self.shows:
            for edition in show.edition:
                self.programme(edition.id)
        return tuple(self._folders.ignored)

    def _read_each(
        self, name: str, kind: type[_Value], rule: Callable[[_Value], Iterable[Finding]]
    ) -> Iterator[Combined[_Value]]:
        """The values of the files of this name, each by itself.

        A file with errors is reported and left out.
        """
        for file in self._folders.files(name):
            value_or_errors = add_file(file, kind, rule)
            if isinstance(value_or_errors, Combined):
                yield value_or_errors
            else:
                self._folders.reject(name, file, value_or_errors)

    def _read_files(
        self,
        name: str,
        kind: type[_Value],
        rule: Callable[[_Value], Iterable[Finding]],
        *,
        replaces: bool = False,
    ) -> Combined[_Value] | None:
        """The value of the files of this name; None if there is no file without errors.

        With `replaces`, it is the value of the last file. A file that only lacks values
        is then ignored as incomplete; any other file with errors is left out.
        """
        combined: Combined[_Value] | None = None
        for file in self._folders.files(name):
            added = file
            if combined is not None and not file.folder:  # bundled and fetched data
                added = _without_known(file, combined.value)
            before = None if replaces else combined
            value_or_errors = add_file(added, kind, rule, before)
            if isinstance(value_or_errors, Combined):
                combined = value_or_errors
                self._folders.ignore(combined.ignored)
                continue
            errors = [*value_or_errors]
            only_lacks_values = all(error.found == NOTHING for error in errors)
            if replaces and combined and only_lacks_values:
                self._partial[name] = _ignored_part(file)
                self._folders.ignore([self._partial[name]])
            else:
                self._folders.reject(name, file, iter(errors))
        return combined


def _without_known(file: DataFile, value: Record) -> DataFile:
    """A second file of the base without the records whose ids the first file has."""
    table = dict(file.table)
    for name, records in file.table.items():
        ids = {record.id for record in getattr(value, name)}
        table[name] = [record for record in records if record["id"] not in ids]
    return file._replace(table=table)


def _ignored_part(file: DataFile) -> Problem:
    """The warning about a file that is incomplete."""
    found = "ignored, because it is incomplete"
    advice = "copy the bundled file and edit it"
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
