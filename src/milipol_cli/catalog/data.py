"""The data of a list of folders as values, and what an id names in it."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.catalog.merging import laid_over
from milipol_cli.catalog.reading import Table, parsed, show_names, text_of
from milipol_cli.errors import InvalidData, UnknownId
from milipol_cli.model import (
    AgendaFile,
    Edition,
    NewsFile,
    NewsItem,
    Pick,
    Programme,
    Session,
    ShowFile,
    Source,
    SourcesFile,
)
from milipol_cli.visible import visible

# How much of a message is told; it may quote a value of any length.
_QUOTED = 300
# No edition is longer; data that says so does not make a list without end.
_MOST_DAYS = 60

_Value = TypeVar("_Value")


class _Layer(NamedTuple):
    """A file, and what it and those under it hold together."""

    path: Path
    table: Table
    overlaid: bool


class Found(NamedTuple):
    """What an id names: a show, or an edition of it, or a part of that."""

    show: ShowFile
    edition: Edition | None = None
    day: dt.date | None = None
    session: Session | None = None

    @property
    def id(self) -> str:
        """The whole id of what was found."""
        if self.edition is None:
            return self.show.show.id
        if self.session is not None:
            return f"{self.edition.id}/{self.session.id}"
        return self.edition.id if self.day is None else f"{self.edition.id}/{self.day}"


class Catalog:
    """The data of a list of folders, read file by file as answers need it."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._programmes: dict[str, Programme | None] = {}

    @functools.cached_property
    def shows(self) -> tuple[ShowFile, ...]:
        """Every show with its venues and editions, in order of id."""
        names = sorted({name for root in self._folders for name in show_names(root)})
        files = tuple(self._show(name) for name in names)
        _check_aliases(files)
        return files

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
            return edition
        if head in self._show_names and not slash:
            return Found(self._show_names[head])
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

        if edition is None:
            known = [*self._show_names, *(key for key, _ in self.editions())]
            known += [key for key, _ in self.sessions()]
        else:
            known = [key for key, _ in self.parts(asked.partition("/")[0])]
        begun = [key for key in known if key.startswith(asked)]
        near = difflib.get_close_matches(asked, known, n=3, cutoff=0.6)
        return list(dict.fromkeys([*begun, *near]))[:3]

    def find(self, asked: str) -> Found:
        """What an id names: a show, an edition, a day of one, or a session.

        Aliases stand wherever a show's id does, and the short id of a session where no
        other has it. Raises UnknownId, with the nearest ids, for what names nothing.
        """
        head, slash, tail = asked.casefold().partition("/")
        if head in self._show_names and not slash:
            return Found(self._show_names[head])
        edition = self._edition(head)
        if edition is not None:
            found = self._part(edition, tail) if slash else edition
            if found is not None:
                return found
        elif not slash and (sessions := self._sessions(head)):
            if len(sessions) == 1:
                return sessions[0]
            raise UnknownId(_no_id(asked, [found.id for found in sessions]))
        raise UnknownId(_no_id(asked, self._nearest(asked.casefold(), edition)))

    def programme(self, edition_id: str) -> Programme | None:
        """The programme of an edition, or None where there is no file for it."""
        if edition_id not in self._programmes:
            self._programmes[edition_id] = self.programme_unkept(edition_id)
        return self._programmes[edition_id]

    def programme_unkept(self, edition_id: str) -> Programme | None:
        """The same, read anew: who goes through all of them need not hold them all."""
        show_id, _, year = edition_id.rpartition("-")
        name = f"{show_id}/{year}.toml"

        def build(layer: _Layer) -> Programme:
            programme = _converted(layer, Programme)
            if programme.edition != edition_id:
                wanted = f"Expected {edition_id!r}, as the file is named"
                raise _fault(layer.path, "edition", wanted)
            _check_unique(programme.session, layer.path, "session")
            return programme

        return self._read(name, build)

    @functools.cached_property
    def news(self) -> tuple[NewsItem, ...]:
        """The year-round news, in the order of the files."""

        def build(layer: _Layer) -> tuple[NewsItem, ...]:
            items = _converted(layer, NewsFile).news
            _check_unique(items, layer.path, "news")
            return items

        return self._read("news.toml", build) or ()

    @functools.cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""

        def build(layer: _Layer) -> dict[str, Source]:
            sources = _converted(layer, SourcesFile).source
            _check_unique(sources, layer.path, "source")
            return {source.id: source for source in sources}

        return self._read("sources.toml", build) or {}

    def _show(self, name: str) -> ShowFile:
        file = self._read(f"{name}/show.toml", _show_file)
        assert file is not None  # the name was read off this file
        return file

    def _read(self, name: str, build: Callable[[_Layer], _Value]) -> _Value | None:
        """What the file `name` of all folders holds together; None without any.

        Where that is wrong, the first folder is blamed with which it becomes so.
        """
        layers: list[_Layer] = []
        merged: Table = {}
        for root in self._folders:
            path = root / name
            text = text_of(path)
            if text is None:
                continue
            try:
                merged = laid_over(merged, parsed(text, path))
            except RecursionError:
                raise InvalidData(f"{path}: nested too deeply") from None
            layers.append(_Layer(path, merged, overlaid=bool(layers)))
        if not layers:
            return None
        try:
            return build(layers[-1])
        except InvalidData:
            for layer in layers[:-1]:
                build(layer)
            raise


def _show_file(layer: _Layer) -> ShowFile:
    """A show with its editions, checked for what types do not tell."""
    path = layer.path
    name = path.parent.name
    file = _converted(layer, ShowFile)
    if file.show.id != name:
        raise _fault(path, "show.id", f"Expected {name!r}, as the folder is named")
    for known_as in (name, *file.show.aliases):
        if known_as == "agenda" or re.search(r"(^|-)[0-9]{4}$", known_as):
            wanted = "an id that is not 'agenda' and ends in no year"
            place = "show.id" if known_as == name else "show.aliases"
            raise _fault(path, place, f"Expected {wanted}, got {known_as!r}")
    _check_unique(file.venue, path, "venue")
    _check_unique(file.edition, path, "edition")
    venues = {venue.id for venue in file.venue}
    for at, edition in enumerate(file.edition):
        _check_edition(edition, name, venues, path, f"edition[{at}]")
    return file


def picks(path: Path) -> tuple[Pick, ...]:
    """The picks of an agenda file, in its order; none where there is no file.

    Raises InvalidData for a file that cannot be read or is wrong.
    """
    text = text_of(path)
    if text is None:
        return ()
    found = _converted(_Layer(path, parsed(text, path), overlaid=False), AgendaFile)
    _check_unique(found.pick, path, "pick")
    return found.pick


def _converted(layer: _Layer, kind: type[_Value]) -> _Value:
    path = layer.path
    try:
        return msgspec.convert(layer.table, kind, dec_hook=_zone)
    except msgspec.ValidationError as error:
        # The place comes last; what was found is quoted before it, whatever it holds.
        what, _, place = str(error).rpartition(" - at `$")
        place = place.removesuffix("`").removeprefix(".")
        if layer.overlaid:
            place = _with_id(place, layer.table)
        raise _fault(path, place if what else "", what or str(error)) from None
    except RecursionError:
        raise InvalidData(f"{path}: nested too deeply") from None


def _with_id(place: str, table: Table) -> str:
    """A place with the id of its table: its number counts those of all folders."""
    found = re.match(r"(\w+)\[(\d+)\]", place)
    if found is None:
        return place
    entry = table[found[1]][int(found[2])]
    key = entry.get("id") if isinstance(entry, dict) else None
    return place if key is None else f"{place} ({key})"


def _zone(kind: type, value: object) -> ZoneInfo:
    """Msgspec asks here for the values of a type it does not know: time zones."""
    assert kind is ZoneInfo
    try:
        return ZoneInfo(str(value))
    except (OSError, ValueError, KeyError):
        raise ValueError(
            f"Expected a time zone like 'Europe/Paris', got {str(value)!r}"
        ) from None


def _fault(path: Path, place: str, what: str) -> InvalidData:
    where = f"{path}: {place}" if place else f"{path}"
    # What was found may be quoted in the message: one line, whatever it holds.
    said = visible(what)
    if len(said) > _QUOTED:
        said = f"{said[:_QUOTED]} ..."
    return InvalidData(f"{where}: {said}")


def _check_unique(
    items: Sequence[Edition | Session | Source | NewsItem | Any], path: Path, kind: str
) -> None:
    seen: set[str] = set()
    for at, item in enumerate(items):
        if item.id in seen:
            raise _fault(
                path, f"{kind}[{at}].id", f"Expected an id used once: {item.id}"
            )
        seen.add(item.id)


def _check_edition(
    edition: Edition, show_id: str, venues: set[str], path: Path, place: str
) -> None:
    if edition.id.rpartition("-")[0] != show_id:
        raise _fault(path, f"{place}.id", f"Expected '{show_id}-' and a year")
    if edition.notice[0].dates is None:
        raise _fault(path, f"{place}.notice[0]", "Expected a start, a month or a year")
    last = dt.date.min
    for at, notice in enumerate(edition.notice):
        where = f"{place}.notice[{at}]"
        if notice.venue is not None and notice.venue not in venues:
            raise _fault(
                path, f"{where}.venue", f"Expected a venue's id: {notice.venue}"
            )
        if notice.day_known < last:
            raise _fault(
                path, f"{where}", "Expected notices in the order they were known"
            )
        last = notice.day_known


def _check_aliases(files: tuple[ShowFile, ...]) -> None:
    owner: dict[str, str] = {}
    for file in files:
        for name in (file.show.id, *file.show.aliases):
            if name in owner:
                both = f"{owner[name]} and {file.show.id}"
                raise InvalidData(
                    f"show.toml: show.aliases: {name!r} names both {both};"
                    " choose another"
                )
            owner[name] = file.show.id


def _days(edition: Edition, programme: Programme | None) -> set[dt.date]:
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


def _no_id(asked: str, near: list[str]) -> str:
    hint = f"did you mean {', '.join(near)}?" if near else "see milipol show"
    return f"no id {asked!r}; {hint}"


def _no_show(asked: str, names: Mapping[str, ShowFile]) -> str:
    import difflib  # noqa: PLC0415  needed for this error alone

    near = difflib.get_close_matches(asked.casefold(), names, n=3, cutoff=0.5)
    shows = dict.fromkeys(names[name].show.id for name in near)
    shows = shows or dict.fromkeys(sorted(file.show.id for file in names.values()))
    return f"no show {asked!r}; did you mean {', '.join(shows)}?"
