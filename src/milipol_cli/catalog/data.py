"""The data of a list of folders as values, and what an id names in it."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from milipol_cli.catalog.merging import merged
from milipol_cli.catalog.reading import Layer, has_show, layer, listed
from milipol_cli.errors import InvalidData, UnknownId
from milipol_cli.faults import needed
from milipol_cli.faults.findings import Finding
from milipol_cli.model.record import converted
from milipol_cli.model.shows import Edition, ShowFile, Venue

if TYPE_CHECKING:
    from milipol_cli.answers.shows import Override
    from milipol_cli.model.news import NewsItem
    from milipol_cli.model.picks import Pick
    from milipol_cli.model.programmes import Programme, Session
    from milipol_cli.model.sources import Source


# No edition is longer; data that says so does not make a list without end.
_MOST_DAYS = 60

_Value = TypeVar("_Value")


class Found(NamedTuple):
    """What an id names: a show, or an edition of it, or a part of that."""

    show: ShowFile
    edition: Edition | None = None
    day: dt.date | None = None
    session: "Session | None" = None

    @property
    def id(self) -> str:
        """The whole id of what was found."""
        if self.edition is None:
            return self.show.show.id
        if self.session is not None:
            return f"{self.edition.id}/{self.session.id}"
        return self.edition.id if self.day is None else f"{self.edition.id}/{self.day}"


class Catalog:
    """The data of a list of folders, read file by file as answers need it.

    The first folder is the bundle. With `warn`, a file of another one that is wrong is
    passed over: `warn` is called with what is wrong, once for each file, and an id that
    the file may have told of raises InvalidData where it is named. Without `warn` any
    file that is wrong raises it.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        warn: Callable[[InvalidData], None] | None = None,
    ) -> None:
        self._folders = tuple(folders)
        self._warn = warn
        # What is wrong with the reader's files that were passed over, by their names.
        self._passed_over: dict[str, InvalidData] = {}
        self._programmes: dict[str, Programme | None] = {}
        # The show that each id and alias names.
        self._owners: dict[str, str] = {}

    @functools.cached_property
    def shows(self) -> tuple[ShowFile, ...]:
        """Every show with its venues and editions, in order of id."""
        names = {name for root in self._folders for name in self._show_folders(root)}
        files = (self._show(name) for name in sorted(names))
        return tuple(file for file in files if file is not None)

    def _show_folders(self, root: Path) -> Iterator[str]:
        """The folders below `root` that hold a show."""
        in_bundle = root == self._folders[0]
        try:
            found = listed(root)
        except InvalidData as error:
            self._pass_over(str(root), error, in_bundle=in_bundle)
            # Nothing else of it can be read, which need not be said for each file.
            self._folders = tuple(other for other in self._folders if other != root)
            return
        for path in found:
            try:
                if has_show(path):
                    yield path.name
            except InvalidData as error:
                self._pass_over(str(path), error, in_bundle=in_bundle)

    def _pass_over(self, name: str, error: InvalidData, *, in_bundle: bool) -> None:
        """Goes on without a file of the reader's; raises where that may not be."""
        if in_bundle or self._warn is None:
            raise error
        told = [str(other) for other in self._passed_over.values()]
        self._passed_over.setdefault(name, error)
        if str(error) not in told:
            self._warn(error)

    def _refuse_passed_over(self, show_id: str, edition_id: str | None = None) -> None:
        """Raises what is wrong with a file that may tell of a show, or an edition."""
        names = [f"{show_id}/show.toml"]
        if edition_id is not None:
            names.append(_programme_name(edition_id))
        for name in names:
            if name in self._passed_over:
                raise self._passed_over[name]

    def show_ids(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The ids of the shows asked for by id or alias, in the order of asking.

        The id of an edition, or of a part of one, stands for its show.

        Raises UnknownId, with the nearest ids, for a name that no show has.
        """
        return tuple(dict.fromkeys(self._subject(name).show.show.id for name in asked))

    def subjects(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The ids of the shows and editions asked for, in the order of asking.

        The id of a part of an edition stands for that. Raises UnknownId as `show_ids`.
        """
        return tuple(dict.fromkeys(self._subject(name).id for name in asked))

    def _subject(self, asked: str) -> Found:
        """The show or edition that an id names, or a part of which it names."""
        head, slash, _ = asked.casefold().partition("/")
        edition = self._edition(head)
        if edition is not None:
            self._refuse_passed_over(edition.show.show.id)
            return edition
        if head in self._show_names and not slash:
            self._refuse_passed_over(self._show_names[head].show.id)
            return Found(self._show_names[head])
        self._refuse_passed_over(_show_of(head))
        raise UnknownId(_no_show(asked, self._show_names))

    @functools.cached_property
    def _show_names(self) -> dict[str, ShowFile]:
        return {
            name: file
            for file in self.shows
            for name in (file.show.id, *file.show.aliases)
        }

    def _edition(self, asked: str) -> Found | None:
        """The edition of an id whose show may be named by an alias."""
        name, _, year = asked.rpartition("-")
        file = self._show_names.get(name)
        if file is None:
            return None
        wanted = f"{file.show.id}-{year}"
        found = next((it for it in file.edition if it.id == wanted), None)
        return None if found is None else Found(file, found)

    def _part(self, of: Found, tail: str) -> Found | None:
        """A day or a session of an edition."""
        assert of.edition is not None  # asked of editions alone
        programme = self.programme(of.edition.id)
        sessions = () if programme is None else programme.session
        session = next((one for one in sessions if one.id == tail), None)
        if session is not None:
            return of._replace(session=session)
        try:
            day = dt.date.fromisoformat(tail)
        except ValueError:
            return None
        return of._replace(day=day) if day in _days(of.edition, programme) else None

    def _sessions(self, short_id: str) -> list[Found]:
        """The sessions of all programmes that have this short id."""
        return [
            Found(file, edition, session=session)
            for file in self.shows
            for edition in file.edition
            if (programme := self.programme(edition.id)) is not None
            for session in programme.session
            if session.id == short_id
        ]

    def editions(self) -> Iterable[tuple[str, str]]:
        """The ids of all editions with their titles, of each show the latest first."""
        for file in self.shows:
            for edition in reversed(file.edition):
                yield edition.id, f"{file.show.name} {edition.id[-4:]}"

    def sessions(self) -> Iterable[tuple[str, str]]:
        """The short ids of all sessions with their titles."""
        for edition_id, _ in self.editions():
            programme = self.programme(edition_id)
            for session in () if programme is None else programme.session:
                yield session.id, session.title or session.kind.capitalize()

    def parts(self, edition_id: str) -> Iterable[tuple[str, str]]:
        """The ids of an edition's days and sessions with their titles."""
        found = self._edition(edition_id)
        if found is None or found.edition is None:
            return
        programme = self.programme(found.edition.id)
        for day in sorted(_days(found.edition, programme)):
            yield f"{edition_id}/{day}", "a day"
        for session in () if programme is None else programme.session:
            title = session.title or session.kind.capitalize()
            yield f"{edition_id}/{session.id}", title

    def _nearest(self, asked: str, edition: Found | None) -> list[str]:
        import difflib  # noqa: PLC0415  needed for this error alone

        head, slash, tail = asked.partition("/")
        if edition is None:
            known = [*self._show_names, *(key for key, _ in self.editions())]
            known += [key for key, _ in self.sessions()]
            of_year = [key for key in known if key.endswith(f"-{asked}")]
            begun = [key for key in known if asked and key.startswith(asked)]
            near = difflib.get_close_matches(asked, known, n=3, cutoff=0.6)
            return list(dict.fromkeys([*begun, *of_year, *near]))[:3]
        # What comes before the slash is right, and would make all parts look alike.
        parts = [key.partition("/")[2] for key, _ in self.parts(head)]
        begun = [part for part in parts if part.startswith(tail)]
        near = difflib.get_close_matches(tail, parts, n=3, cutoff=0.6)
        return [f"{head}{slash}{part}" for part in dict.fromkeys([*begun, *near])][:3]

    def find(self, asked: str) -> Found:
        """What an id names: a show, an edition, a day of one, or a session.

        Aliases stand wherever a show's id does, and the short id of a session where no
        other has it. Raises UnknownId, with the nearest ids, for what names nothing.
        """
        head, slash, tail = asked.casefold().partition("/")
        if head in self._show_names and not slash:
            self._refuse_passed_over(self._show_names[head].show.id)
            return Found(self._show_names[head])
        edition = self._edition(head)
        if edition is not None and edition.edition is not None:
            self.programme(edition.edition.id)
            self._refuse_passed_over(edition.show.show.id, edition.edition.id)
            found = self._part(edition, tail) if slash else edition
            if found is not None:
                return found
        elif not slash and (sessions := self._sessions(head)):
            if len(sessions) == 1:
                return sessions[0]
            ids = ", ".join(found.id for found in sessions)
            raise UnknownId(f"{asked!r} names more than one: {ids}")
        self._refuse_passed_over(_show_of(head))
        near = self._nearest(asked.casefold(), edition)
        where = f" {edition.id}" if edition is not None else ""
        hint = (
            f"did you mean {', '.join(near)}?" if near else f"see milipol show{where}"
        )
        raise UnknownId(f"no id {asked!r}; {hint}")

    def is_passed_over(self, key: str) -> bool:
        """Whether a file that may tell of a whole id was wrong, and passed over."""
        edition_id = key.partition("/")[0]
        names = (f"{_show_of(edition_id)}/show.toml", _programme_name(edition_id))
        return not self._passed_over.keys().isdisjoint(names)

    def overrides(self, found: Found) -> "tuple[Override, ...]":
        """What the reader's own files state of what an id names."""
        if len(self._folders) == 1:
            return ()
        from milipol_cli.catalog.overriding import overrides  # noqa: PLC0415

        show = overrides(self._layers(f"{found.show.show.id}/show.toml"))
        if found.edition is None:
            return tuple(show)
        own = [it for it in show if (it.kind, it.id) == ("edition", found.edition.id)]
        programme = overrides(self._layers(_programme_name(found.edition.id)))
        if found.session is None:
            return (*own, *programme)
        session = ("session", found.session.id)
        return (*own, *(it for it in programme if (it.kind, it.id) == session))

    def programme(self, edition_id: str) -> "Programme | None":
        """The programme of an edition, or None where there is no file for it."""
        if edition_id not in self._programmes:
            self._programmes[edition_id] = self.programme_unkept(edition_id)
        return self._programmes[edition_id]

    def programme_unkept(self, edition_id: str) -> "Programme | None":
        """The same, read anew: who goes through all of them need not hold them all."""
        from milipol_cli.model.programmes import Programme  # noqa: PLC0415

        def wrong(programme: "Programme") -> Iterator[Finding]:
            yield from needed.programme(programme, edition_id)
            yield from _twice(programme.session, "session")

        return self._read(_programme_name(edition_id), Programme, wrong)

    @functools.cached_property
    def news(self) -> "tuple[NewsItem, ...]":
        """The year-round news, in the order of the files."""
        from milipol_cli.model.news import NewsFile  # noqa: PLC0415

        file = self._read("news.toml", NewsFile, lambda it: _twice(it.news, "news"))
        return () if file is None else file.news

    @functools.cached_property
    def sources(self) -> "dict[str, Source]":
        """Every source by its id."""
        from milipol_cli.model.sources import SourcesFile  # noqa: PLC0415

        file = self._read(
            "sources.toml", SourcesFile, lambda it: _twice(it.source, "source")
        )
        return {} if file is None else {source.id: source for source in file.source}

    def _show(self, name: str) -> ShowFile | None:
        def wrong(file: ShowFile) -> Iterator[Finding]:
            venues = {venue.id for venue in file.venue}
            yield from needed.show_file(file, name, venues)
            yield from _twice(file.venue, "venue")
            yield from _twice(file.edition, "edition")
            yield from needed.aliases(file, self._owners)

        return self._read(f"{name}/show.toml", ShowFile, wrong)

    def _read(
        self,
        name: str,
        kind: type[_Value],
        wrong: Callable[[_Value], Iterator[Finding]],
    ) -> _Value | None:
        """What the file `name` of all folders holds together; None without any.

        Raises InvalidData with the first thing that is wrong, in the file that has it.
        """
        layers = self._layers(name)
        while layers:
            try:
                return _value(layers, kind, wrong)
            except InvalidData as error:
                blamed = self._blamed(layers, error)
                in_bundle = blamed.path == self._folders[0] / name
                self._pass_over(name, error, in_bundle=in_bundle)
                layers.remove(blamed)
        return None

    def _layers(self, name: str) -> list[Layer]:
        """The file `name` of all folders, but for those that were passed over."""
        layers = []
        for root in self._folders:
            try:
                found = layer(root / name)
            except InvalidData as error:
                self._pass_over(name, error, in_bundle=root == self._folders[0])
            else:
                layers += [] if found is None else [found]
        return layers

    def _blamed(self, layers: Sequence[Layer], error: InvalidData) -> Layer:
        """The file of the reader's that an error comes from.

        What it makes wrong may be told at a table of the bundle's: then it is the
        topmost.
        """
        file = None if error.fault is None else error.fault.file
        own = [one for one in layers if self._folders[0] not in one.path.parents]
        return next((one for one in own if str(one.path) == file), layers[-1])


class AgendaText(NamedTuple):
    """The picks of an agenda file, in its order, and its text."""

    picks: "tuple[Pick, ...]"
    text: str


def agenda(path: Path) -> AgendaText:
    """What is in an agenda file; nothing where there is no file.

    Raises InvalidData for a file that cannot be read or is wrong.
    """
    from milipol_cli.model.picks import AgendaFile  # noqa: PLC0415

    found = layer(path)
    if found is None:
        return AgendaText((), "")
    file = _value([found], AgendaFile, lambda it: _twice(it.pick, "pick"))
    return AgendaText(file.pick, found.text)


def _value(
    layers: Sequence[Layer],
    kind: type[_Value],
    wrong: Callable[[_Value], Iterator[Finding]],
) -> _Value:
    """What the layers of a file hold together, with nothing that is `wrong`."""
    table = merged(layers)
    try:
        value = converted(table, kind)
    except msgspec.ValidationError:
        from milipol_cli.faults import form  # noqa: PLC0415  for what is wrong alone

        raise _refusal(layers, form.first(table, kind)) from None
    for finding in wrong(value):
        raise _refusal(layers, finding)
    return value


def _refusal(layers: Sequence[Layer], finding: Finding) -> InvalidData:
    from milipol_cli.catalog import blame  # noqa: PLC0415  for what is wrong alone

    return InvalidData(blame.Blame(layers).fault(finding))


def _programme_name(edition_id: str) -> str:
    show_id, _, year = edition_id.rpartition("-")
    return f"{show_id}/{year}.toml"


def _show_of(head: str) -> str:
    """The show of an id, whether there is one or not."""
    show_id, _, year = head.rpartition("-")
    return show_id if year.isdigit() and show_id else head


def _twice(
    items: "Iterable[Venue | Edition | Session | NewsItem | Source | Pick]", kind: str
) -> Iterator[Finding]:
    return needed.unique((item.id for item in items), kind)


def _days(edition: Edition, programme: "Programme | None") -> set[dt.date]:
    """The days of an edition: those of its notices, and those of its programme."""
    days: set[dt.date] = set()
    for notice in edition.notice:
        if notice.start is not None:
            last = notice.end or notice.start
            span = min((last - notice.start).days, _MOST_DAYS)
            days |= {notice.start + dt.timedelta(days=n) for n in range(span + 1)}
    if programme is not None:
        days |= {theme.date for theme in programme.theme}
        days |= {one.date for one in programme.session if one.date is not None}
    return days


def _no_show(asked: str, names: Mapping[str, ShowFile]) -> str:
    import difflib  # noqa: PLC0415  needed for this error alone

    near = difflib.get_close_matches(asked.casefold(), names, n=3, cutoff=0.5)
    shows = dict.fromkeys(names[name].show.id for name in near)
    shows = shows or dict.fromkeys(sorted(file.show.id for file in names.values()))
    return f"no show {asked!r}; did you mean {', '.join(shows)}?"
