"""Finds what a typed id names in the data, and lists the ids."""

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli.errors import UnknownId, close_matches, did_you_mean, suggested
from milipol_cli.network.load.data import Data, programme_name, show_name
from milipol_cli.network.model.dates import MOST_DAYS, day_named
from milipol_cli.network.model.shows import Edition, ShowFile

if TYPE_CHECKING:
    from milipol_cli.network.as_of import AsOf
    from milipol_cli.network.load.combine import Addition
    from milipol_cli.network.model.programmes import Programme, Session

_MOST_SUGGESTED = 3


class Found(NamedTuple):
    """What an id names: a show, an edition of it, or a day or session of that."""

    show: ShowFile
    edition: Edition | None = None
    day: dt.date | None = None
    session: "Session | None" = None

    @property
    def id(self) -> str:
        """The whole id."""
        if self.edition is None:
            return self.show.show.id
        if self.session is not None:
            return f"{self.edition.id}/{self.session.id}"
        return self.edition.id if self.day is None else f"{self.edition.id}/{self.day}"


class Catalog(Data):
    """The data of a list of folders, in which shows and their parts are found by id.

    Naming an id that may be in a file that was left out raises InvalidData.
    """

    def show_ids(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The ids of shows, which may be asked for by alias, each once and in order.

        The id of an edition, or of a part of one, stands for its show. Raises
        UnknownId, with the nearest ids, if no show has the name.
        """
        return tuple(dict.fromkeys(self._subject(name).show.show.id for name in asked))

    def subjects(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The ids of shows and editions, each once and in order.

        The id of a part of an edition stands for it. Raises UnknownId as `show_ids`.
        """
        return tuple(dict.fromkeys(self._subject(name).id for name in asked))

    def _subject(self, asked: str) -> Found:
        """The show or edition that an id names, or that the named part belongs to."""
        head, slash, _ = asked.casefold().partition("/")
        edition = self._edition(head)
        if edition is not None:
            self._refuse(edition.show.show.id)
            return edition
        if head in self._show_names and not slash:
            self._refuse(self._show_names[head].show.id)
            return Found(self._show_names[head])
        self._refuse(self._show_of(head))
        if _show_of(head) in self._show_names and not slash:
            hint = f"see milipol show {self._show_of(head)}"
            raise self._unknown("edition", asked, hint)
        raise self._unknown("show", asked, self._show_hint(asked))

    def _show_hint(self, asked: str) -> str:
        """Which show may be meant, or which shows there are."""
        if day_named(asked) is not None:
            return f"use --on {asked} to ask as of a day"
        names = {name: file.show.id for name, file in self._show_names.items()}
        near = did_you_mean(asked.casefold(), names)
        return near or f"expected {', '.join(sorted(set(names.values())))}"

    def _refuse(self, show_id: str, edition_id: str | None = None) -> None:
        """Raises the error of a file left out that may hold a show or an edition."""
        programme = () if edition_id is None else (programme_name(edition_id),)
        self._folders.refuse((show_name(show_id), *programme))

    @functools.cached_property
    def _show_names(self) -> dict[str, ShowFile]:
        return {
            name: file
            for file in self.shows
            for name in (file.show.id, *file.show.aliases)
        }

    def _show_of(self, head: str) -> str:
        """The id of the show that an id belongs to, even if there is no such show."""
        name = _show_of(head)
        file = self._show_names.get(name)
        return name if file is None else file.show.id

    def _edition(self, asked: str) -> Found | None:
        """The edition with an id, in which an alias may stand for the show."""
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
        part = part_named(tail, programme)
        if not isinstance(part, dt.date):
            return None if part is None else of._replace(session=part)
        return of._replace(day=part) if part in _days(of.edition, programme) else None

    def _sessions(self, short_id: str) -> list[Found]:
        """The sessions of all programmes that have this short id."""
        return [
            Found(file, edition, session=session)
            for file in self.shows
            for edition in file.edition
            if (programme := self.programme(edition.id)) is not None
            if (session := programme.sessions_by_id.get(short_id)) is not None
        ]

    def editions(self) -> Iterable[tuple[str, str]]:
        """The ids of all editions with their titles, the latest of each show first."""
        for file in self.shows:
            for edition in reversed(file.edition):
                yield edition.id, f"{file.show.name} {edition.id[-4:]}"

    def sessions(self) -> Iterable[tuple[str, str]]:
        """The short ids of all sessions with their titles."""
        for edition_id, _ in self.editions():
            programme = self.programme(edition_id)
            for session in () if programme is None else programme.session:
                yield session.id, _titled(session)

    def parts(self, edition_id: str) -> Iterable[tuple[str, str]]:
        """The ids of an edition's days and sessions with their titles."""
        found = self._edition(edition_id)
        if found is None or found.edition is None:
            return
        programme = self.programme(found.edition.id)
        for day in sorted(_days(found.edition, programme)):
            yield f"{edition_id}/{day}", "a day"
        for session in () if programme is None else programme.session:
            yield f"{edition_id}/{session.id}", _titled(session)

    def _nearest(self, asked: str, edition: Found | None) -> list[str]:
        """The ids that begin with what was asked for, have that year, or look alike."""
        if edition is None:
            ids = [key for key, _ in (*self.editions(), *self.sessions())]
            return _near(asked, [*self._show_names, *ids])
        head, slash, tail = asked.partition("/")
        # The part before the slash is right, and would make all ids look alike.
        parts = [key.partition("/")[2] for key, _ in self.parts(head)]
        return [f"{head}{slash}{part}" for part in _near(tail, parts)]

    def find(self, asked: str, as_of: "AsOf") -> Found:
        """What an id names: a show, an edition, a day of one, or a session.

        An alias may stand for the id of a show. The short id of a session is enough if
        it is unique among the editions known as of the date, or else among all.
        Raises UnknownId, with the nearest ids, if it names nothing.
        """
        head, slash, tail = asked.casefold().partition("/")
        if head in self._show_names and not slash:
            self._refuse(self._show_names[head].show.id)
            return Found(self._show_names[head])
        edition = self._edition(head)
        if edition is not None and edition.edition is not None:
            self.programme(edition.edition.id)
            self._refuse(edition.show.show.id, edition.edition.id)
            found = self._part(edition, tail) if slash else edition
            if found is not None:
                return found
        elif not slash and (sessions := self._sessions(head)):
            sessions = [it for it in sessions if _is_known(it, as_of)] or sessions
            if len(sessions) > 1:
                ids = ", ".join(found.id for found in sessions)
                raise UnknownId(f"{asked!r} names more than one: {ids}")
            (found,) = sessions
            self._refuse(found.show.show.id, found.id.partition("/")[0])
            return found
        self._refuse(self._show_of(head))
        near = self._nearest(asked.casefold(), edition)
        where = "show" if edition is None else f"show {edition.id}"
        if head == "agenda":  # own entries are not in the data
            where = "agenda"
        hint = suggested(near) or f"see milipol {where}"
        raise self._unknown("id", asked, hint)

    def _unknown(self, kind: str, asked: str, hint: str) -> UnknownId:
        """The error for an unknown id; raises another if a file left out may have it.

        If its show is known, so are its files. If not, it may begin with an alias, or
        be the short id of a session.
        """
        head = asked.casefold().partition("/")[0]
        if _show_of(head) not in self._show_names:
            self._folders.refuse_unknown(f"{asked!r} may be in it; {hint}")
        return UnknownId(f"no {kind} {asked!r}; {hint}")

    def is_left_out(self, key: str) -> bool:
        """Whether a file that may have this whole id was wrong, and left out."""
        edition_id = key.partition("/")[0]
        names = (show_name(_show_of(edition_id)), programme_name(edition_id))
        return self._folders.is_left_out(names)

    def additions(self, found: Found, cited: Collection[str]) -> "tuple[Addition, ...]":
        """What the user's own files add to what an id names, and to the sources.

        For an edition that includes the venues it names, and its show if that is the
        user's own. `cited` are the ids of the sources.
        """
        show = self._shows[found.show.show.id].additions
        of_sources = () if self._sources is None else self._sources.additions
        sources = [addition for addition in of_sources if addition.id in cited]
        if found.edition is None:
            return (*show, *sources)
        edition = found.edition
        venues = {notice.venue for notice in edition.notice}
        own = [
            addition
            for addition in show
            if addition.kind == "show"
            or addition.id in (venues if addition.kind == "venue" else {edition.id})
        ]
        self.programme(edition.id)
        known = self._programmes[edition.id]
        programme = () if known is None else known.additions
        if found.session is not None:
            # Notes on the programme and its times are shown with each of its sessions.
            shared = (("notes", ""), ("times", ""), ("session", found.session.id))
            programme = tuple(it for it in programme if (it.kind, it.id) in shared)
        return (*own, *programme, *sources)


def _is_known(found: Found, as_of: "AsOf") -> bool:
    assert found.edition is not None  # of a session
    return any(as_of.knows(notice) for notice in found.edition.notice)


def part_named(tail: str, programme: "Programme | None") -> "Session | dt.date | None":
    """The session or the day that the end of an id names; no session has a day's id."""
    session = None if programme is None else programme.sessions_by_id.get(tail)
    return session or day_named(tail)


def _near(asked: str, known: Sequence[str]) -> list[str]:
    of_year = [key for key in known if key.endswith(f"-{asked}")]
    begun = [key for key in known if asked and key.startswith(asked)]
    near = [*begun, *of_year, *close_matches(asked, known)]
    return list(dict.fromkeys(near))[:_MOST_SUGGESTED]


def _titled(session: "Session") -> str:
    return session.title or session.kind.capitalize()


def _show_of(head: str) -> str:
    """The id or alias of the show in an id."""
    show_id, _, year = head.rpartition("-")
    return show_id if year.isdigit() and show_id else head


def _days(edition: Edition, programme: "Programme | None") -> set[dt.date]:
    """The days of an edition: those of its notices, and those of its programme."""
    days: set[dt.date] = set()
    for notice in edition.notice:
        if notice.start is not None:
            last = notice.end or notice.start
            # A slip of the year must not make thousands of days.
            span = min((last - notice.start).days, MOST_DAYS - 1)
            days |= {notice.start + dt.timedelta(days=n) for n in range(span + 1)}
    if programme is not None:
        days |= {theme.date for theme in programme.theme}
        days |= {one.date for one in programme.session if one.date is not None}
    return days
