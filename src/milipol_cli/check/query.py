"""What is wrong with data: the answer of `milipol check`."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from milipol_cli.check import news_rules as news
from milipol_cli.check import programme_rules as programmes
from milipol_cli.check import show_rules as shows
from milipol_cli.check import text_rules as texts
from milipol_cli.check.countries import countries
from milipol_cli.errors import Fault, InvalidData, Severity
from milipol_cli.network.load import needed
from milipol_cli.network.load.claims import Claim, claims, owners
from milipol_cli.network.load.data import programme_name, show_name
from milipol_cli.network.load.findings import Finding, Place, nearest, quoted
from milipol_cli.network.load.merged_file import MergedFile
from milipol_cli.network.load.merging import is_tables, twice
from milipol_cli.network.load.reading import Layer, is_folder, layer, listed
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import SourcesFile
from milipol_cli.picks.model import AgendaFile


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
    picks: int = 0


class Checked(Record, frozen=True, kw_only=True):
    """The answer of `milipol check`: what is wrong, in order of file and line."""

    question: ClassVar[Literal["check"]] = "check"
    faults: tuple[Fault, ...]
    counts: Counts

    def number_of(self, severity: Severity) -> int:
        """How many of the faults are errors, or warnings."""
        return sum(fault.severity == severity for fault in self.faults)


_Value = TypeVar("_Value", bound=Record)


# The lists of tables that are counted, and what they are counted as.
_COUNTED = {
    "venue": "venues",
    "edition": "editions",
    "session": "sessions",
    "news": "news",
    "source": "sources",
    "pick": "picks",
}


def check(
    folders: Sequence[Path],
    asked: Collection[Path],
    progress: Callable[[int, int], None] = lambda *_: None,
    *,
    agendas: Sequence[Path] = (),
) -> Checked:
    """All that is wrong with what is asked for, in order of file and line.

    The folders are laid over one another in this order. `asked` are some of them, or
    folders and files in them; of the others only that is told which was right without
    those asked for. Of `agendas` those are looked at that there are. `progress` is told
    how many files are done, and of how many.
    """
    agendas = [path for path in agendas if os.path.lexists(path)]
    asked = (*asked, *agendas)
    full = _Check(folders, asked, progress, agendas=agendas)
    faults = full.run()
    told = {fault for fault in faults if _is_in(fault.file, asked)}
    others = set(faults) - told
    if others:
        before = _Check(folders, asked, progress, without_asked=True).run()
        there = {_what(fault) for fault in before}
        told |= {fault for fault in others if _what(fault) not in there}
    in_order = sorted(told, key=lambda it: (it.file, it.line or 0, *it[2:6]))
    return Checked(faults=tuple(in_order), counts=full.counts)


def _what(fault: Fault) -> tuple[str, str, str]:
    """What is wrong where, without what is said of how to mend it."""
    return fault.file, fault.place, fault.found


def _is_in(file: str, asked: Collection[Path]) -> bool:
    path = Path(file)
    return any(one == path or one in path.parents for one in asked)


class _Check:
    """A check of folders under way, all of them or what is not asked for."""

    def __init__(
        self,
        folders: Sequence[Path],
        asked: Collection[Path],
        progress: Callable[[int, int], None],
        *,
        agendas: Sequence[Path] = (),
        without_asked: bool = False,
    ) -> None:
        self._folders = folders
        self._agendas = agendas
        self._asked = asked
        self._left_out = asked if without_asked else ()
        self._progress = progress
        self._files = 0
        self._done = 0
        self._faults: list[Fault] = []
        self._counted: Counter[str] = Counter()
        self._countries = countries()
        # The files of which a part cannot be read, so that others seem to lack it.
        self._unread: set[str] = set()
        self._sources: dict[str, int] = {}
        self._cited: set[str] = set()
        self._claims: list[Claim] = []
        self._shows: list[str] = []
        self._editions: list[str] = []

    @property
    def counts(self) -> Counts:
        """How much of what is asked for was looked at."""
        return Counts(**self._counted)

    def run(self) -> list[Fault]:
        """Everything that is wrong in the folders; to be asked for once."""
        shows: dict[str, list[str]] = {}
        names = self._names()
        self._files = len(names) + len(self._agendas)
        for name in names:
            found = re.fullmatch(r"(.+)/(show|[0-9]{4})\.toml", name, re.DOTALL)
            if found is not None:
                shows.setdefault(found[1], []).append(found[2])
            elif name not in ("news.toml", "sources.toml"):
                self._stray(name)
        sources = self._open("sources.toml", SourcesFile)
        if sources is not None:
            self._sources = sources.ids("source")
            self._look("sources.toml", sources)
            self._faults += sources.sense(
                finding
                for at, it in enumerate(sources.value.source)
                for finding in texts.address(it.address, ("source", at, "address"))
            )
        for folder, stems in shows.items():
            self._show(folder, [stem for stem in stems if stem != "show"])
        self._contested()
        self._news()
        if sources is not None and not self._unread:
            self._faults += sources.at_tables(_unused(sources, "source", self._cited))
        for path in self._agendas:
            agenda = self._read(str(path), AgendaFile, [path])
            if agenda is not None:
                self._look(str(path), agenda)
        return self._faults

    def _names(self) -> list[str]:
        """The TOML files in the folders and in those of their shows, in order."""
        found: set[str] = set()
        for root in self._folders:
            inside = self._listed(root)
            paths = [*inside, *(it for one in inside for it in self._listed(one))]
            files = [path for path in paths if path.suffix == ".toml"]
            found.update(
                path.relative_to(root).as_posix()
                for path in files
                if not _is_in(str(path), self._left_out)
            )
        return sorted(found)

    def _listed(self, folder: Path) -> list[Path]:
        try:
            return listed(folder) if is_folder(folder) else []
        except InvalidData as error:
            self._refused(error, str(folder))
            return []

    def _refused(self, error: InvalidData, name: str) -> None:
        assert error.fault is not None  # every refusal of a file has one
        self._faults.append(error.fault)
        self._unread.add(name)

    def _stray(self, name: str) -> None:
        wanted = "show.toml or a year in a show's folder, news.toml or sources.toml"
        self._faults += [
            Fault(str(path), None, "", "warning", "a file never read", wanted)
            for path in self._paths(name)
            if os.path.isfile(path)
            and path not in self._agendas
            and not _is_in(str(path), self._left_out)
        ]

    def _open(self, name: str, kind: type[_Value]) -> MergedFile[_Value] | None:
        """A file of all folders; None where there is none that can be read."""
        return self._read(name, kind, self._paths(name))

    def _paths(self, name: str) -> list[Path]:
        return [root / name for root in self._folders]

    def _read(
        self, name: str, kind: type[_Value], paths: Sequence[Path]
    ) -> MergedFile[_Value] | None:
        """These files as one; None where there is none that can be read."""
        self._progress(self._done, self._files)
        self._done = min(self._done + 1, self._files)  # it may not be there
        layers, refused = self._layers(paths)
        for error in refused:
            self._refused(error, name)
        self._count(layers)
        if not layers:
            return None
        file = MergedFile(layers, kind)
        self._faults += file.form()
        for number, one in enumerate(layers):
            self._faults += file.in_layer(number, twice(one.table))
        if file.is_full:  # what others lack may be in what was not looked at
            self._unread.add(name)
        return file

    def _layers(self, paths: Sequence[Path]) -> tuple[list[Layer], list[InvalidData]]:
        """What each of these files holds, and why it cannot be read."""
        layers, refused = [], []
        for number, path in enumerate(paths):
            if _is_in(str(path), self._left_out):
                continue
            try:
                found = layer(path, number)
            except InvalidData as error:
                refused.append(error)
            else:
                layers += [] if found is None else [found]
        return layers, refused

    def _count(self, layers: Sequence[Layer]) -> None:
        for one in layers:
            if _is_in(str(one.path), self._asked):
                self._counted["files"] += 1
                self._counted["shows"] += one.path.name == "show.toml"
                self._counted["programmes"] += one.path.stem.isdigit()
                for name, counted in _COUNTED.items():
                    tables = one.table.get(name)
                    self._counted[counted] += len(tables) if is_tables(tables) else 0

    def _look(self, name: str, file: MergedFile[Any]) -> None:
        """Looks at every text and every source cited in a file."""
        for place, value in texts.leaves(file.table):
            if file.is_full:
                self._unread.add(name)
                return
            if not isinstance(value, str):
                continue
            if not value.isprintable():
                self._faults += file.at_tables(texts.text(value, place))
            if texts.is_cited(place):
                self._cited.add(value)
                if value not in self._sources and "sources.toml" not in self._unread:
                    found = texts.unknown_source(value, place, self._sources)
                    self._faults += file.at_tables([found])

    def _show(self, folder: str, years: Sequence[str]) -> None:
        """Looks at a show and its programmes."""
        name = show_name(folder)
        file = self._open(name, ShowFile)
        editions: dict[str, int] = {}
        if file is not None:
            self._look(name, file)
            self._claims += claims(folder, file.layers)
            self._shows.append(folder)
            editions = file.ids("edition")
            self._editions += editions
            venues = file.ids("venue")
            self._faults += file.sense(needed.show_file(file.value, folder, venues))
            self._faults += file.sense(shows.show_file(file.value, self._countries))
            used = {it for at, it in texts.leaves(file.table) if at[-1] == "venue"}
            self._faults += file.at_tables(_unused(file, "venue", used))
        for year in years:
            edition_id = f"{folder}-{year}"
            known = None if name in self._unread else editions
            self._programme(edition_id, file, known)

    def _contested(self) -> None:
        """Looks at the names of shows; those that claim another's are read again."""
        owned = owners(self._claims)
        contested = {it.show for it in self._claims if owned[it.name] != it.show}
        for show in sorted(contested):
            layers, _ = self._layers(self._paths(show_name(show)))
            if layers:  # else its files are gone by now
                file = MergedFile(layers, ShowFile)
                self._faults += file.sense(needed.names(file.value, show, owned))

    def _programme(
        self,
        edition_id: str,
        show: MergedFile[ShowFile] | None,
        editions: Collection[str] | None,
    ) -> None:
        name = programme_name(edition_id)
        file = self._open(name, Programme)
        if file is None:
            return
        self._look(name, file)
        self._faults += file.sense(needed.programme(file.value, edition_id))
        if editions is not None and edition_id not in editions:
            found = f"the programme of {quoted(edition_id)}"
            wanted = "one of an edition in show.toml"
            advice = nearest(edition_id, editions) or "add the edition there"
            finding = Finding(("edition",), found, wanted, advice)
            self._faults += file.at_tables([finding])
        found_here = programmes.programme(
            file.value, edition_id, None if show is None else show.value
        )
        self._faults += file.sense(found_here)

    def _news(self) -> None:
        file = self._open("news.toml", NewsFile)
        if file is None:
            return
        self._look("news.toml", file)
        if not any(name.endswith("/show.toml") for name in self._unread):
            found = news.news(file.value, self._shows, self._editions)
            self._faults += file.sense(found)


def _unused(
    file: MergedFile[Any], name: str, used: Collection[Any]
) -> Iterator[Finding]:
    """The tables of a list that nothing refers to."""
    for key, at in file.ids(name).items():
        if key not in used:
            found, wanted = f"{quoted(key)}, which is never used", f"a {name} in use"
            place: Place = (name, at, "id")
            yield Finding(place, found, wanted, "remove it", "warning")
