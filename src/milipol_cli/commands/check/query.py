"""Finds and checks data files and agendas."""

import functools
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from milipol_cli.base.errors import BadInput, InvalidData, Problem, Severity, no_such_file
from milipol_cli.commands.check import rules
from milipol_cli.commands.check.partial import Rejected
from milipol_cli.network.countries import countries
from milipol_cli.network.load import integrity
from milipol_cli.network.load.combine import Combined, add_file, problem_of
from milipol_cli.network.load.data import OF_SHOW, PUBLISH, FolderData, programme_name, show_name
from milipol_cli.network.load.findings import Finding, Place, is_tables, unknown_id
from milipol_cli.network.load.reading import (
    COMPANIES,
    NEWS,
    SOURCES,
    Base,
    DataFile,
    Folders,
    bundle,
    has_fairs,
    has_show,
    is_folder,
    number_among,
    paths_in,
    read_file,
)
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.picks import AgendaFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import SourcesFile
from milipol_cli.picks.read import pick_errors


class Targets(NamedTuple):
    """Data folders, the files and folders in them to check, and agendas to check."""

    folders: Sequence[Path]
    paths: Sequence[Path]
    agendas: Sequence[Path]


class Checked(Record, frozen=True, kw_only=True):
    """The problems by file and line, and the number of files, shows and so on."""

    problems: tuple[Problem, ...]
    counts: dict[str, int]

    def number_of(self, severity: Severity) -> int:
        """The number of errors, or of warnings."""
        return sum(problem.severity == severity for problem in self.problems)


_Value = TypeVar("_Value", bound=Record)

# What is counted, in the order of JSON: files, or the tables in their lists of a name.
_COUNTED = {
    "files": "",
    "shows": "",
    "venues": "venue",
    "editions": "edition",
    "programmes": "",
    "sessions": "session",
    "news": "news",
    "sources": "source",
    "exhibitors": "exhibitor",
    "picks": "pick",
}


def find_targets(names: Sequence[str], base: Path) -> Targets:
    """The targets with these names.

    Each name is that of a data folder, the folder of a show, a file in such a folder,
    or an agenda. Data folders add to `base`, unless they are the base or the bundled
    data. Raises BadInput for a path that does not exist or is not a data file,
    InvalidData for a path that cannot be read.
    """
    folders, paths, agendas = [base], list[Path](), list[Path]()
    for name in names:
        if not name:  # Path("") would be the current folder
            raise BadInput("'': no name; expected a folder or a file")
        if not os.path.lexists(name):
            raise no_such_file(name)
        path = Path(name)
        if path.name == "agenda.toml" and not is_folder(path):
            agendas.append(path)
            continue
        root, path_below = _folder_and_rest(path)
        # The bundled data adds nothing to the base: it is the first folder, too.
        number = 0 if root.samefile(bundle()) else number_among(folders, root)
        if number is None:  # a folder that was not named yet
            number = len(folders)
            folders.append(root)
        elif not paths:
            folders[number] = root  # the bundled data, with the path as it was given
        paths.append(folders[number] / path_below)
    return Targets(folders if paths else [], paths, agendas)


def _folder_and_rest(path: Path) -> tuple[Path, Path]:
    """The data folder that a path is in, and the path below it.

    Raises BadInput for a file that is not part of any data folder.
    """
    if is_folder(path):
        return _parent_and_name(path) if has_show(path) else (path, Path())
    if path.name in (NEWS, SOURCES, COMPANIES, PUBLISH):
        return path.parent, Path(path.name)
    if re.fullmatch(OF_SHOW, path.name) is None:
        raise BadInput(
            f"{str(path)!r}: not a data file; expected show.toml, a year like"
            " 2027.toml, 2027-extra.toml or 2027.exhibitors.toml, news.toml,"
            " sources.toml, companies.toml, publish.toml, agenda.toml or a folder"
        )
    root, folder = _parent_and_name(path.parent)
    return root, folder / path.name


def _parent_and_name(folder: Path) -> tuple[Path, Path]:
    if folder.name in ("", ".."):
        folder = folder.resolve()
    return folder.parent, Path(folder.name)


def check(
    folders: Sequence[Path],
    targets: Collection[Path],
    *,
    agendas: Sequence[Path] = (),
    base: Base | None = None,
) -> Checked:
    """The problems in the targets, in order of file and line.

    Later folders add to earlier folders, the first of which is that of `base`.
    `targets` are some of the folders, or folders and files in them. Agendas that do not
    exist are left out.
    """
    agendas = [path for path in agendas if path.exists()]
    targets = (*targets, *agendas)
    whole = _Check(folders, targets, agendas, base)
    shown = [problem for problem in whole.run() if _is_in(problem.file, targets)]
    counts = {key: whole.counted[key] for key in _COUNTED}
    shown.sort(key=lambda problem: (problem.file, problem.line or 0, *problem[2:5]))
    return Checked(problems=tuple(shown), counts=counts)


def errors_in(folder: Path) -> list[Problem]:
    """The errors in a data folder by itself, with their paths in it."""
    return [
        problem._replace(file=Path(problem.file).relative_to(folder).as_posix())
        for problem in check([folder], [folder]).problems
        if problem.severity == "error"
    ]


def _is_in(file: str | Path, targets: Collection[Path]) -> bool:
    path = Path(file)
    return any(target == path or target in path.parents for target in targets)


class _Folders(Folders):
    """Data folders whose problems are collected, also those of the first folder.

    The problems are in `ignored`. `count` is called with each file.
    """

    _refuses_bundle = False

    def __init__(
        self, folders: Sequence[Path], base: Base | None, count: Callable[[DataFile], None]
    ) -> None:
        super().__init__(folders, lambda _: None, base=base)
        self._count = count
        self.rejected: list[tuple[str, Rejected]] = []

    def files(self, name: str) -> Iterator[DataFile]:
        for file in super().files(name):
            self._count(file)
            yield file

    def reject(self, name: str, file: DataFile, errors: Iterator[Problem]) -> None:
        every = [*errors]
        super().reject(name, file, iter(every))
        self.ignored += every
        self.rejected.append((name, Rejected.from_errors(file, every)))

    def is_unreadable(self, name: str) -> bool:
        """Whether a file is not even a table, so that nobody knows its ids."""
        return self.is_left_out([name]) and name not in dict(self.rejected)


_Rule = Callable[[Any], Iterable[Finding]]


class _Check(FolderData):
    """A check of all files in folders; `counted` is how much is in the targets."""

    def __init__(
        self,
        folders: Sequence[Path],
        targets: Collection[Path],
        agendas: Sequence[Path],
        base: Base | None,
    ) -> None:
        super().__init__(folders)
        self._folders = self._all_folders = _Folders(folders, base, self._count)
        self._roots = folders
        self._agendas = agendas
        self._targets = targets
        self._problems: list[Problem] = []
        self._cited: list[tuple[DataFile, tuple[str | int, ...], str]] = []
        self._listed_companies: set[str] = set()
        self.counted: Counter[str] = Counter()

    def _count(self, file: DataFile) -> None:
        """Counts what is in a file to check, and notes which companies lists have."""
        exhibitors = file.table.get("exhibitor")
        if is_tables(exhibitors):
            self._listed_companies |= {str(entry.get("name")) for entry in exhibitors}
        if _is_in(file.path, self._targets):
            self.counted["files"] += 1
            self.counted["shows"] += file.path.name == "show.toml"
            self.counted["programmes"] += file.path.stem.isdigit()
            for key, name in _COUNTED.items():
                tables = file.table.get(name)
                self.counted[key] += len(tables) if is_tables(tables) else 0

    def run(self) -> set[Problem]:
        """All problems in the folders."""
        names = self._listed_names()
        for name in sorted(names):
            self._check_files(name, names)
        for path in self._agendas:
            self._check_agenda(path)
        for name, rejected in self._all_folders.rejected:
            self._check_rest(name, rejected)
        if not self._folders.left_out:
            self._check_companies()
        if not self._all_folders.is_unreadable(SOURCES):
            self._check_citations()
        return {*self._problems, *self._folders.ignored}

    def _check_companies(self) -> None:
        """Checks the files about companies; all lists were read before."""
        for file in self._companies:
            listed = self._listed_companies
            if file.is_own:
                listed = {*listed, *self.lists.packed_names}
            self._apply_rule(
                file, functools.partial(rules.company_findings, listed=listed, is_own=file.is_own)
            )

    def _check_citations(self) -> None:
        """Checks that there are the sources that texts cite; all were read before."""
        source_ids = {*self.sources, *self._ids_in(SOURCES)}
        for cites, place, key in self._cited:
            if key not in source_ids:
                advice = "add it to sources.toml"
                finding = unknown_id("source", key, place, source_ids, advice)
                self._problems.append(problem_of(cites, finding))

    def _check_files(self, name: str, names: Collection[str]) -> None:
        """Checks all files of a name; `names` are those that there are."""
        # A file in a show's folder, like "paris/2027.toml".
        of_show = re.fullmatch(rf"(?P<folder>.+)/(?P<file>{OF_SHOW})", name, re.DOTALL)
        if name == NEWS:
            self._apply_rule(self._news, self._news_rules)
        elif name == SOURCES:
            self._apply_rule(self._sources, rules.source_findings)
        elif name == PUBLISH:
            shows = [file.show for file in self.shows]
            words = [word for show in shows for word in (show.id, *show.aliases)]
            self._apply_rule(
                self._publish_file, lambda file: rules.publishing_findings(file, words)
            )
        elif name == COMPANIES:
            _ = self._companies  # only read: its rules need all lists, and come last
        elif of_show is None:
            self._problems += self._warn_of_stray(name)
        elif of_show["file"] == "show.toml":
            show = self._shows.get(of_show["folder"])
            self._apply_rule(show, lambda file: rules.show_findings(file, countries()))
        else:
            self._check_edition(of_show["folder"], of_show["file"], names)

    def _check_edition(self, folder: str, file: str, names: Collection[str]) -> None:
        """Checks a programme or a list, and that its show has such an edition.

        `file` is "2027.toml", "2027-extra.toml" or "2027.exhibitors.toml".
        """
        year = file[:4]
        edition_id = f"{folder}-{year}"
        show = self._shows.get(folder)
        checked: Combined[Any] | None  # None if its files have errors
        if file.endswith(f".{EXHIBITORS}.toml"):
            checked = self._exhibitor_list(edition_id)
            self._apply_rule(checked, lambda value: rules.list_findings(value, countries()))
        elif file.endswith("-extra.toml") and programme_name(edition_id) in names:
            return  # it is checked with the programme
        else:
            checked = self._programme(edition_id)
            of_show = None if show is None else show.value
            self._apply_rule(checked, lambda value: rules.programme_findings(value, of_show))
        # The editions of a show are not known if its file has errors.
        is_show_left_out = self._folders.is_left_out([show_name(folder)])
        if checked is not None and not is_show_left_out:
            editions = () if show is None else show.value.edition
            missing = rules.edition_findings(edition_id, editions)
            self._problems += map(checked.problem, missing)

    def _apply_rule(
        self, checked: Combined[_Value] | None, rule: Callable[[_Value], Iterable[Finding]]
    ) -> None:
        """Checks a value by a rule, and the texts in its files by the rules for all."""
        if checked is None:
            return
        self._problems += map(checked.problem, rule(checked.value))
        for file in checked.files:
            self._check_texts(file)

    def _ids_in(self, *names: str) -> Iterator[str]:
        """The ids of tables in files with errors."""
        for name, rejected in self._all_folders.rejected:
            if name in names:
                yield from filter(lambda key: isinstance(key, str), rejected.ids())

    def _check_rest(self, name: str, rejected: Rejected) -> None:
        """Checks the tables without errors of a file that has some.

        A rule runs again without the tables in which it found something, until it
        finds nothing more, as an error may hide others or cause them.
        """
        kind, rules_in_order = self._rules_of(name)
        reported = rejected  # and the tables in which a problem is reported here
        for rule in rules_in_order:
            # None if a table that the whole file needs has an error, like [show].
            while (rest := rejected.rest(kind)) is not None:
                places = []  # in the file, not in the rest
                for finding in rule(rest.value):
                    _, place = rest.origin(finding.place)
                    places.append(place)
                    if rejected.is_sound(place) and not rejected.is_caused(finding):
                        self._problems.append(rest.problem(finding))
                        reported = reported.with_faulty([place])
                # Later rules rely on earlier rules: they get what the earlier accept.
                more = rejected.with_faulty(places)
                if more == rejected:
                    break
                rejected = more
        self._check_texts(rejected.file, reported.is_sound)

    def _rules_of(self, name: str) -> tuple[type[Record], Sequence[_Rule]]:
        """The type and the rules of a file by its name; rules of commands come first.

        Other files have no rules for a part of them: additions, lists, stray files.
        """
        folder, _, file = name.rpartition("/")
        year = file[:4]
        edition_id = f"{folder}-{year}"
        if name == NEWS:
            return NewsFile, [
                lambda value: integrity.duplicates("news", value.news),
                self._news_rules,
            ]
        if name == SOURCES:
            return SourcesFile, [
                lambda value: integrity.duplicates("source", value.source),
                rules.source_findings,
            ]
        if file == "show.toml":
            return ShowFile, [
                lambda value: integrity.show_errors(value, folder),
                lambda value: rules.show_findings(value, countries()),
            ]
        if file == f"{year}.toml":
            show = self._shows.get(folder)
            return Programme, [
                lambda value: integrity.programme_errors(value, edition_id),
                lambda value: rules.programme_findings(value, show and show.value),
            ]
        return Record, []

    def _check_texts(
        self, file: DataFile, is_checked: Callable[[Place], bool] = lambda _: True
    ) -> None:
        """Checks the texts in a file, and notes the sources that it cites."""
        texts = rules.texts_in(file.table)
        for place, value in (text for text in texts if is_checked(text[0])):
            for finding in rules.text_findings(value, place):
                self._problems.append(problem_of(file, finding))
            if place[-2:-1] == ("source",) and isinstance(place[-1], int):
                self._cited.append((file, place, value))

    def _news_rules(self, file: NewsFile) -> Iterator[Finding]:
        """Errors in news; none if a show cannot be read, whose ids news may name."""
        shows = [name for name in self._folders.left_out if name.endswith("/show.toml")]
        if any(map(self._all_folders.is_unreadable, shows)):
            return  # what is in such a show is not known
        editions = [edition.id for show in self.shows for edition in show.edition]
        editions += self._ids_in(*shows)
        yield from rules.news_findings(file, [*self._shows, *self._ids_in(*shows)], editions)

    def _check_agenda(self, path: Path) -> None:
        """Checks an agenda; one that cannot be read is one problem."""
        try:
            file = read_file(path)
        except InvalidData as error:
            self._folders.leave_out(str(path), error, in_bundle=False)
            return
        assert file is not None  # agendas that do not exist are left out
        self._count(file)
        agenda = add_file(file, AgendaFile, pick_errors)
        if isinstance(agenda, Iterator):
            self._problems += agenda
        else:
            self._apply_rule(agenda, lambda _: ())

    def _listed_names(self) -> set[str]:
        """The paths of all TOML files in the folders, without lists of other fairs."""
        names: set[str] = set()
        for root in self._roots:
            inside = self._paths_in(root)
            below = (path for folder in inside for path in self._paths_in(folder))
            names.update(
                path.relative_to(root).as_posix()
                for path in (*inside, *below)
                if path.suffix == ".toml" and not has_fairs(path.parent)
            )
        return names

    def _paths_in(self, folder: Path) -> list[Path]:
        try:
            return paths_in(folder) if is_folder(folder) else []
        except InvalidData as error:
            self._folders.leave_out(str(folder), error, in_bundle=False)
            return []

    def _warn_of_stray(self, name: str) -> Iterator[Problem]:
        """Warnings about files that no command reads, since nothing has their name."""
        expected = (
            "show.toml, 2027.toml, 2027-extra.toml or 2027.exhibitors.toml in a show's"
            " folder, news.toml, sources.toml, companies.toml or publish.toml"
        )
        for path in (root / name for root in self._roots):
            if os.path.isfile(path) and path not in self._agendas:
                stray = "a file that is never read"
                yield Problem(str(path), None, "", "warning", stray, expected)
