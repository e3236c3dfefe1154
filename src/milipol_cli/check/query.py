"""Checks data files and agendas."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from milipol_cli.check import programme_rules, rules, show_rules
from milipol_cli.errors import InvalidData, Problem, Severity
from milipol_cli.network.countries import countries
from milipol_cli.network.load import combine, needed
from milipol_cli.network.load.combine import Combined, Part
from milipol_cli.network.load.data import (
    NEWS,
    OF_SHOW,
    SOURCES,
    clashes,
    exhibitors_name,
    extra_name,
    programme_name,
    show_name,
)
from milipol_cli.network.load.findings import Finding, nearest, quoted, unknown
from milipol_cli.network.load.reading import DataFile, is_folder, listed, read_file
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import Extra, Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import Source, SourcesFile
from milipol_cli.picks.model import AgendaFile, pick_errors


class Counts(Record, frozen=True, kw_only=True):
    """How much was checked."""

    files: int = 0
    shows: int = 0
    venues: int = 0
    editions: int = 0
    programmes: int = 0
    sessions: int = 0
    news: int = 0
    sources: int = 0
    exhibitors: int = 0
    picks: int = 0


class Checked(Record, frozen=True, kw_only=True):
    """The answer of `milipol check`: the problems in order of file and line."""

    problems: tuple[Problem, ...]
    counts: Counts

    def number_of(self, severity: Severity) -> int:
        """The number of errors, or of warnings."""
        return sum(problem.severity == severity for problem in self.problems)


_Value = TypeVar("_Value", bound=Record)

# The lists of tables that are counted, and the field of Counts for each.
_COUNTED = {
    "venue": "venues",
    "edition": "editions",
    "session": "sessions",
    "news": "news",
    "exhibitor": "exhibitors",
    "source": "sources",
    "pick": "picks",
}


def check(
    folders: Sequence[Path],
    targets: Collection[Path],
    progress: Callable[[int, int], None] = lambda *_: None,
    *,
    agendas: Sequence[Path] = (),
) -> Checked:
    """The problems in the targets, in order of file and line.

    Later folders add to earlier ones. `targets` are some of them, or folders and files
    in them; problems in other files are reported only if a target causes them. Agendas
    that do not exist are left out. `progress` is called with the number of files that
    are done and the number of all files.
    """
    agendas = [path for path in agendas if os.path.lexists(path)]
    targets = (*targets, *agendas)
    whole = _Check(folders, targets, progress, agendas=agendas)
    problems = whole.run()
    shown = {problem for problem in problems if _is_in(problem.file, targets)}
    others = set(problems) - shown
    if others:
        without = _Check(folders, targets, progress, without_targets=True).run()
        before = {_what(problem) for problem in without}
        shown |= {problem for problem in others if _what(problem) not in before}
    return Checked(problems=tuple(sorted(shown, key=_by_line)), counts=whole.counts)


def without_warnings_in(folder: Path | None, answer: Checked) -> Checked:
    """The answer without warnings about files in a folder, such as fetched data.

    Only its publisher can mend these; `milipol update` refuses data with errors.
    """
    if folder is None:
        return answer
    problems = (
        problem
        for problem in answer.problems
        if problem.severity == "error" or not _is_in(problem.file, [folder])
    )
    return msgspec.structs.replace(answer, problems=tuple(problems))


def _by_line(problem: Problem) -> tuple[object, ...]:
    return problem.file, problem.line or 0, *problem[2:6]


def _what(problem: Problem) -> tuple[str, str, str]:
    """What is wrong and where, without the advice, which may change."""
    return problem.file, problem.place, problem.found


def _is_in(file: str | Path, targets: Collection[Path]) -> bool:
    path = Path(file)
    return any(target == path or target in path.parents for target in targets)


class _Check:
    """A check of all files in folders, or of those that are not targets."""

    def __init__(
        self,
        folders: Sequence[Path],
        targets: Collection[Path],
        progress: Callable[[int, int], None],
        *,
        agendas: Sequence[Path] = (),
        without_targets: bool = False,
    ) -> None:
        self._folders = folders
        self._agendas = agendas
        self._targets = targets
        self._left_out = targets if without_targets else ()
        self._progress = progress
        self._files = 0
        self._done = 0
        self._problems: list[Problem] = []
        self._counted: Counter[str] = Counter()
        self._names: set[str] = set()
        # The names of files with structural errors. What they contain is not known, so
        # others may refer to it.
        self._unread: set[str] = set()
        self._cited: list[tuple[Part, tuple[str | int, ...], str]] = []

    @property
    def counts(self) -> Counts:
        """How much was checked in the targets."""
        return Counts(**self._counted)

    def run(self) -> list[Problem]:
        """All problems in the folders; to be called once."""
        self._names = self._listed_names()
        self._files = len(self._names) + len(self._agendas)
        sources = self._read(SOURCES, SourcesFile)
        records = () if sources is None else sources.value.source
        source_by_id = {source.id: source for source in records}
        shows = self._shows_and_programmes(source_by_id)
        for name, clash in clashes(shows):
            self._report(shows[name], [clash])
        self._news(shows)
        self._sources(sources, source_by_id)
        for path in self._agendas:
            agenda = self._read(str(path), AgendaFile, paths=[path])
            if agenda is not None:
                self._report(agenda, pick_errors(agenda.value))
        return self._problems

    def _shows_and_programmes(
        self, sources: Mapping[str, Source]
    ) -> dict[str, Combined[ShowFile]]:
        """Checks shows and programmes; returns the shows by the names of folders."""
        stems_by_folder: dict[str, set[str]] = {}
        for name in sorted(self._names):
            match = re.fullmatch(rf"(.+)/({OF_SHOW})", name, re.DOTALL)
            if match is not None:
                stem = match[2].removesuffix(".toml").removesuffix("-extra")
                stems_by_folder.setdefault(match[1], set()).add(stem)
            elif name not in (NEWS, SOURCES):
                self._stray(name)
        shows = {}
        for folder, stems in stems_by_folder.items():
            show = self._read(show_name(folder), ShowFile)
            if show is not None:
                shows[folder] = show
                self._show(folder, show, sources)
            for stem in sorted(stems):
                year, dot, _ = stem.partition(".")
                if dot:
                    self._exhibitors(f"{folder}-{year}", show)
                elif year != "show":
                    self._programme(f"{folder}-{year}", show)
        return shows

    def _report(self, value: Combined[Any], findings: Iterable[Finding]) -> None:
        self._problems += [value.problem(finding) for finding in findings]

    def _listed_names(self) -> set[str]:
        """The names of the TOML files in the folders and their show folders."""
        names: set[str] = set()
        for root in self._folders:
            inside = self._listed(root)
            paths = [
                *inside,
                *(path for folder in inside for path in self._listed(folder)),
            ]
            names.update(
                path.relative_to(root).as_posix()
                for path in paths
                if path.suffix == ".toml" and not _is_in(path, self._left_out)
            )
        return names

    def _listed(self, folder: Path) -> list[Path]:
        try:
            return listed(folder) if is_folder(folder) else []
        except InvalidData as error:
            self._refused(error, str(folder))
            return []

    def _refused(self, error: InvalidData, name: str) -> None:
        assert error.problem is not None  # an error about a file always has one
        self._problems.append(error.problem)
        self._unread.add(name)

    def _stray(self, name: str) -> None:
        expected = (
            "show.toml, 2027.toml, 2027-extra.toml or 2027.exhibitors.toml in a show's"
            " folder, news.toml or sources.toml"
        )
        self._problems += [
            Problem(
                str(path),
                None,
                "",
                "warning",
                "a file never read",
                expected,
                message=f"never read; expected {expected}",
            )
            for path in self._paths(name)
            if os.path.isfile(path)
            and path not in self._agendas
            and not _is_in(path, self._left_out)
        ]

    def _paths(self, name: str) -> list[Path]:
        return [root / name for root in self._folders]

    def _read(
        self,
        name: str,
        kind: type[_Value],
        *,
        replaces: bool = False,
        paths: Sequence[Path] | None = None,
    ) -> Combined[_Value] | None:
        """The value of the files of this name that have no structural errors."""
        known: Combined[_Value] | None = None
        for file in self._read_files(name, paths or self._paths(name)):
            known = self._add(name, file, kind, known, replaces=replaces)
        return known

    def _read_files(self, name: str, paths: Sequence[Path]) -> Iterator[DataFile]:
        """The files at these paths that are there and can be read."""
        self._progress(self._done, self._files)
        self._done = min(self._done + 1, self._files)  # a file may be gone by now
        for number, path in enumerate(paths):
            if _is_in(path, self._left_out):
                continue
            try:
                file = read_file(path, number)
            except InvalidData as error:
                self._refused(error, name)
                continue
            if file is not None:
                yield file

    def _add(
        self,
        name: str,
        file: DataFile,
        kind: type[_Value],
        known: Combined[_Value] | None,
        *,
        replaces: bool = False,
    ) -> Combined[_Value] | None:
        """The value with one more file; structural errors of the file are reported."""
        self._count(file)
        before = None if replaces else known
        part = combine.part(file, kind, before)
        self._problems += part.problems(part.ignored)
        try:
            now = combine.combined(part, kind, before)
        except msgspec.ValidationError:
            missing = combine.partial(part) if replaces and known else []
            if missing:
                self._problems.append(combine.partial_ignored(file, kind))
            self._problems += part.problems(missing or part.findings())
            self._unread.add(name)
            return known
        self._texts(part)
        return now

    def _count(self, file: DataFile) -> None:
        if _is_in(file.path, self._targets):
            self._counted["files"] += 1
            self._counted["shows"] += file.path.name == "show.toml"
            self._counted["programmes"] += file.path.stem.isdigit()
            for name, counted in _COUNTED.items():
                tables = file.table.get(name)
                if combine.is_tables(tables):
                    self._counted[counted] += len(tables)

    def _texts(self, part: Part) -> None:
        """Checks every text of a file, and collects the sources that it cites."""
        findings: list[Finding] = []
        for place, table, _ in part.pieces:
            for inner, value in rules.leaves(table, place):
                if isinstance(value, str):
                    findings += rules.text(value, inner)
                    if rules.is_cited(inner):
                        self._cited.append((part, inner, value))
        self._problems += part.problems(findings)

    def _show(
        self, folder: str, show: Combined[ShowFile], sources: Mapping[str, Source]
    ) -> None:
        file = show.value
        self._report(show, needed.show_file(file, folder))
        self._report(show, show_rules.show_file(file, countries()))
        self._report(show, show_rules.before_sources(file, sources))
        self._report(
            show,
            # The date of a review does not cover what other files add to the show.
            (
                finding
                for finding in show_rules.review(file)
                if show.origin(finding.place)[0] == show.origin(())[0]
            ),
        )
        used = {notice.venue for edition in file.edition for notice in edition.notice}
        self._report(show, _unused("venue", file.venue, used))

    def _programme(self, edition_id: str, show: Combined[ShowFile] | None) -> None:
        name = programme_name(edition_id)
        programme = self._read(name, Programme, replaces=True)
        if programme is not None:
            self._report(programme, needed.programme(programme.value, edition_id))
        if extra_name(edition_id) in self._names:
            programme = self._with_extras(edition_id, programme)
        if programme is None:
            return
        self._edition_of(programme, "programme", edition_id, show)
        file = None if show is None else show.value
        self._report(
            programme, programme_rules.programme(programme.value, edition_id, file)
        )

    def _exhibitors(self, edition_id: str, show: Combined[ShowFile] | None) -> None:
        exhibitors = self._read(
            exhibitors_name(edition_id), ExhibitorList, replaces=True
        )
        if exhibitors is None:
            return
        self._report(exhibitors, needed.of_edition(exhibitors.value, edition_id))
        self._edition_of(exhibitors, "list", edition_id, show)
        self._report(exhibitors, rules.exhibitors(exhibitors.value, countries()))

    def _edition_of(
        self,
        value: Combined[Any],
        noun: str,
        edition_id: str,
        show: Combined[ShowFile] | None,
    ) -> None:
        """An error about a file of an edition that its show does not have."""
        editions = (
            [] if show is None else [edition.id for edition in show.value.edition]
        )
        folder = edition_id.rpartition("-")[0]
        if edition_id not in editions and show_name(folder) not in self._unread:
            key = quoted(edition_id)
            finding = Finding(
                ("edition",),
                f"the {noun} of {key}",
                "one of an edition in show.toml",
                nearest(edition_id, editions) or "add the edition there",
                message=f"show.toml has no edition {key}",
            )
            self._report(value, [finding])

    def _with_extras(
        self, edition_id: str, programme: Combined[Programme] | None
    ) -> Combined[Programme] | None:
        """A programme with what the files beside it add to it."""
        name = extra_name(edition_id)
        for file in self._read_files(name, self._paths(name)):
            extra = self._add(name, file, Extra, None)
            if extra is not None:
                self._report(extra, needed.programme(extra.value, edition_id))
                programme, known = combine.with_extra(programme, extra)
                self._report(extra, known)
        return programme

    def _news(self, shows: Mapping[str, Combined[ShowFile]]) -> None:
        news = self._read(NEWS, NewsFile)
        if news is None:
            return
        self._report(news, needed.unique("news", news.value.news))
        if not any(name.endswith("/show.toml") for name in self._unread):
            editions = [
                edition.id for show in shows.values() for edition in show.value.edition
            ]
            self._report(news, rules.news(news.value, list(shows), editions))

    def _sources(
        self, file: Combined[SourcesFile] | None, sources: Mapping[str, Source]
    ) -> None:
        """Checks the sources, and that all those cited exist, and all are cited."""
        if SOURCES not in self._unread:
            for part, place, key in self._cited:
                if key not in sources:
                    advice = "add it to sources.toml"
                    finding = unknown("source", key, place, sources.keys(), advice)
                    self._problems += part.problems([finding])
        if file is None:
            return
        records = file.value.source
        self._report(file, needed.unique("source", records))
        for index, source in enumerate(records):
            place = ("source", index, "address")
            self._report(file, rules.address(source.address, place))
        if not self._unread:
            used = {key for _, _, key in self._cited}
            self._report(file, _unused("source", records, used))


def _unused(
    name: str, records: Sequence[Any], used: Collection[str | None]
) -> Iterator[Finding]:
    """Warnings about records of a list that nothing refers to."""
    for index, record in enumerate(records):
        if record.id not in used:
            key = quoted(record.id)
            actual, expected = f"{key}, which is never used", f"a {name} in use"
            message = f"{name} {key} is never used"
            place = (name, index, "id")
            yield Finding(place, actual, expected, "remove it", "warning", message)
