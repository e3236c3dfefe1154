"""Looks up the shows, editions, days, sessions and exhibitors that ids name."""

import contextlib
import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli.base.errors import (
    BadInput,
    InvalidData,
    UnknownId,
    close_matches,
    did_you_mean,
    one_of,
    suggestion_text,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    edition_as_of,
    editions_as_of,
    nearness,
    why_off,
)
from milipol_cli.network.load.data import (
    FolderData,
    exhibitors_name,
    extra_name,
    programme_name,
    show_name,
)
from milipol_cli.network.model.dates import MOST_DAYS, day_in_id
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS, key_in
from milipol_cli.network.model.shows import (
    Edition,
    FairShow,
    OwnShow,
    Show,
    ShowFile,
    usual_days,
)
from milipol_cli.network.when import day_if_named

if TYPE_CHECKING:  # a command imports only the types of what it reads
    from milipol_cli.network.model.exhibitors import ListedExhibitor
    from milipol_cli.network.model.news import NewsItem
    from milipol_cli.network.model.programmes import Programme, Session

# Which texts name a day is the same on every day.
_ANY_DAY = dt.date(2000, 1, 1)

_MOST_SUGGESTED = 3
# How many similar ids to try to find that many.
_MOST_TRIED = 20


class Match(NamedTuple):
    """The match of an id: a show, an edition, or a day, session or exhibitor of one."""

    show: ShowFile
    edition: Edition | None = None
    day: dt.date | None = None
    session: "Session | None" = None
    exhibitor: "ListedExhibitor | None" = None

    @property
    def part(self) -> "Session | dt.date | None":
        """The session or the day; None for a show, an edition or an exhibitor."""
        return self.session or self.day

    @property
    def fair(self) -> ShowFile | None:
        """The fair that it is of; None if that is a show."""
        return self.show if isinstance(self.show.show, FairShow) else None

    @property
    def id(self) -> str:
        """The whole id."""
        if self.edition is None:
            return self.show.show.id
        if self.exhibitor is not None:
            return self.exhibitor.id
        if self.session is not None:
            return f"{self.edition.id}/{self.session.id}"
        return self.edition.id if self.day is None else f"{self.edition.id}/{self.day}"


class Catalog(FolderData):
    """The data of a list of folders, with shows and their parts looked up by id.

    Looking up an id that may be in a file that was left out raises InvalidData.
    """

    def show_ids(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the shows with these ids or aliases, each once and in order.

        The id of an edition, or of a part of an edition, stands for its show. Raises
        UnknownId, with the nearest ids, if no show has the name.
        """
        return tuple(
            dict.fromkeys(self._subject_named(name).show.show.id for name in names)
        )

    def show_named(self, name: str) -> Show:
        """The show that a name stands for; raises UnknownId as `show_ids` does."""
        return self._subject_named(name).show.show

    def news_item(self, name: str) -> "NewsItem | None":
        """The news item with an id; None if there is none, or it is one of a show."""
        key = name.casefold()
        if "/" in key or _show_of(key) in self._show_names:
            return None
        return next((item for item in self.news if item.id == key), None)

    def subjects(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of shows and editions, each once; raises as `show_ids` does."""
        return tuple(dict.fromkeys(self._subject_named(name).id for name in names))

    def subject(self, word: str) -> Match | None:
        """The show or edition of a word, if any; raises UnknownId for no edition."""
        name = word.casefold()
        if (fair := self._fair_named(name)) is not None:
            return fair
        if name not in self._show_names and _show_of(name) == name:
            return None
        if (show := _show_of(name)) not in self._show_names:
            near = did_you_mean(show, [*self._show_names, *self.lists.shows_of_fairs])
            if near is not None:
                raise UnknownId(f"no show or fair {word!r}; {near}")
        match = self._subject_named(name)
        if match.edition is not None:
            self.exhibitors(match.id)
            self._refuse(match.id, exhibitors_name(match.id))
        return match

    def list_named(self, word: str) -> Match:
        """The show, fair or edition that an option names; raises UnknownId for none."""
        return self.subject(word) or self._subject_named(word)

    def subject_among(self, words: Sequence[str]) -> tuple[Match | None, list[str]]:
        """The edition or show whose exhibitors words ask for, and the other words.

        It may be of another fair, if no show has the name.

        An edition, also one that does not exist, comes before a show, as words may name
        places; a show with a year after it is an edition.
        """
        # Each possible name, and the words before and after it.
        named = [
            (word.casefold(), words[:index], words[index + 1 :])
            for index, word in enumerate(words)
        ]
        named += [
            (f"{word}-{year}".casefold(), words[:index], words[index + 2 :])
            for index, (word, year) in enumerate(itertools.pairwise(words))
            if re.fullmatch("[0-9]{4}", year)
        ]
        of_shows = [name for name in named if _show_of(name[0]) in self._show_names]
        of_shows = of_shows or [name for name in named if self._fair_named(name[0])]
        if of_shows:
            editions = [name for name in of_shows if _show_of(name[0]) != name[0]]
            name, before, after = (editions or of_shows)[0]
            return self.subject(name), [*before, *after]
        # An edition of no show is an error.
        return self.subject(words[0]) if words else None, [*words]

    def _fair_named(self, name: str) -> Match | None:
        """The fair, or the edition of one, that an id names which no show has."""
        head = name.partition("/")[0]
        show_id = _show_of(head)
        if head in self._show_names or self._edition_match(head) is not None:
            return None
        file = self.lists.shows_of_fairs.get(show_id)
        if file is None or head == show_id:
            return None if file is None else Match(file)
        by_id = {edition.id: edition for edition in file.edition}
        edition = by_id.get(head)
        if edition is None and show_id not in self._show_names:
            ids = [*by_id]
            hint = did_you_mean(head, ids) or f"see milipol exhibitors {show_id}"
            raise UnknownId(f"no list of {name!r}; {hint}")
        return None if edition is None else Match(file, edition)

    def _subject_named(self, name: str) -> Match:
        """The show or edition that an id names, or that has the part it names."""
        head, slash, _ = name.casefold().partition("/")
        self._refuse(head)
        edition = self._edition_match(head)
        if edition is not None:
            return edition
        if head in self._show_names and not slash:
            return Match(self._show_names[head])
        file = self._show_names.get(_show_of(head))
        if file is not None and not slash:
            near = did_you_mean(head, [edition.id for edition in file.edition])
            hint = near or f"see milipol show {file.show.id}"
            raise self._unknown("edition", name, hint)
        if day_if_named(name, _ANY_DAY) is not None:
            hint = f"for that day, use --on {_as_argument(name)}"
        else:
            ids = {known: file.show.id for known, file in self._show_names.items()}
            near = did_you_mean(name.casefold(), ids)
            hint = near or f"expected {one_of(sorted(set(ids.values())))}"
        raise self._unknown("show", name, hint)

    def _refuse(self, head: str, *names: str) -> None:
        """Raises the error of the file of a show, or of another name, if left out."""
        name = _show_of(head)
        file = self._show_names.get(head) or self._show_names.get(name)
        self._folders.refuse((show_name(file.show.id if file else name), *names))

    @functools.cached_property
    def _show_names(self) -> dict[str, ShowFile]:
        """The shows by their ids and aliases.

        An id comes before an alias, the alias of a bundled show before that of another.
        """
        own_first = sorted(
            self.shows, key=lambda file: not isinstance(file.show, OwnShow)
        )
        aliases = {alias: file for file in own_first for alias in file.show.aliases}
        return aliases | {file.show.id: file for file in self.shows}

    def _edition_match(self, name: str) -> Match | None:
        """The edition with an id; an alias may stand for the id of its show."""
        show_id, _, year = name.rpartition("-")
        file = self._show_names.get(show_id)
        if file is None:
            return None
        key = f"{file.show.id}-{year}"
        edition = next((edition for edition in file.edition if edition.id == key), None)
        return None if edition is None else Match(file, edition)

    def _match_in_edition(self, match: Match, tail: str) -> Match | None:
        """The day or session of an edition that the end of an id names, if any."""
        programme = self.programme(match.id)
        self._refuse(match.id, programme_name(match.id))
        if not tail:
            return match
        part = part_named(tail, programme)
        if isinstance(part, dt.date):
            return (
                match._replace(day=part)
                if part in _days_known(match, programme)
                else None
            )
        return None if part is None else match._replace(session=part)

    def _exhibitor_match(self, match: Match, name: str, as_of: AsOf) -> Match:
        """The edition of a match with the exhibitor that an id names on its list.

        Raises UnknownId if there is no list, if it was copied later than the date, or
        if nobody near the name is on it; InvalidData if its file was left out.
        """
        edition_id, company = match.id, key_in(name)
        exhibitor_list = self.exhibitors(edition_id)
        self._refuse(edition_id, exhibitors_name(edition_id))
        if exhibitor_list is None:
            raise UnknownId(
                f"no id {name!r}; no exhibitor list for {edition_id} is known; for a"
                f' meeting, use milipol agenda add --own "Meet {company}"'
                f" --edition {edition_id} --at WHEN --place STAND"
            )
        if not as_of.knows(exhibitor_list):
            raise UnknownId(
                f"no id {name!r}; no exhibitor list for {edition_id} is known before"
                f" {exhibitor_list.day_known}"
            )
        listed = exhibitor_list.as_of_day(as_of.reader_day)
        exhibitor = listed.listed_with(company)
        if exhibitor is not None:
            return match._replace(exhibitor=exhibitor)
        near = [
            listed.by_key[key].id for key in _similar_ids(company, [*listed.by_key])
        ]
        hint = suggestion_text(near) or f"see milipol exhibitors {edition_id}"
        raise UnknownId(f"no id {name!r}; {hint}")

    def _editions(self) -> Iterator[Match]:
        return (Match(file, edition) for file in self.shows for edition in file.edition)

    def _sessions(self, short_id: str) -> list[Match]:
        return [
            match._replace(session=session)
            for match in self._editions()
            if (session := self.programme(match.id).sessions_by_id.get(short_id))
        ]

    def exhibitors_named(self, key: str, as_of: AsOf) -> list[Match]:
        """The exhibitors with this short id, in all lists that are known by then."""
        return [
            match._replace(exhibitor=exhibitor)
            for match in self._editions()
            if (known := self.exhibitors(match.id)) is not None
            if (exhibitor := known.by_key.get(key)) is not None
            if as_of.has_reached(known.day_listed(exhibitor.exhibitor))
        ]

    def editions(self) -> Iterable[tuple[str, str]]:
        """The ids of all editions with their titles, the latest of each show first."""
        for file in self.shows:
            for edition in reversed(file.edition):
                yield edition.id, f"{file.show.name} {edition.id[-4:]}"

    def session_ids(self) -> Iterable[str]:
        """The short ids of all sessions."""
        for edition_id, _ in self.editions():
            yield from self.programme(edition_id).sessions_by_id

    def parts(
        self, edition_id: str, today: dt.date = dt.date.min
    ) -> Iterable[tuple[str, str]]:
        """The ids of an edition's days and sessions, with titles; past days last."""
        match = self._edition_match(edition_id)
        if match is None:
            return
        programme = self.programme(match.id)
        parts = [
            (day, str(day), "a day") for day in sorted(_days_known(match, programme))
        ]
        parts += [
            (session.date or today, session.id, programme.name_of(session))
            for session in programme.session
        ]
        for _, key, title in sorted(parts, key=lambda part: part[0] < today):
            yield f"{edition_id}/{key}", title

    def exhibitor_ids(self, edition_id: str) -> Iterable[tuple[str, str]]:
        """The ids of an edition's exhibitors with their names."""
        match = self._edition_match(edition_id)
        known = None if match is None else self.exhibitors(match.id)
        for listed in () if known is None else known.listed:
            yield f"{edition_id}/{EXHIBITORS}/{listed.key}", listed.exhibitor.name

    def _nearest_ids(self, name: str, edition: Match | None) -> list[str]:
        """The ids that a name may mean; those of an edition if its part is right.

        They begin with the name, end with it as a year, or look like it.
        """
        if edition is None:
            ids = [*(key for key, _ in self.editions()), *self.session_ids()]
            return _similar_ids(name, [*self._show_names, *ids], most=_MOST_TRIED)
        head, slash, tail = name.partition("/")
        # The part before the slash is right, and would make all ids look alike.
        tails = [part_id.partition("/")[2] for part_id, _ in self.parts(head)]
        return [f"{head}{slash}{near}" for near in _similar_ids(tail, tails)]

    def _accepted_ids(
        self,
        name: str,
        edition: Match | None,
        as_of: AsOf,
        accepts: Callable[[Match], bool],
    ) -> list[str]:
        """The nearest ids that a caller accepts, or the id that a name has.

        A company or a session may be given by its name, like "Drone Volt".
        """
        from milipol_cli.base.folding import slug  # noqa: PLC0415  only for unknown ids

        near = self._nearest_ids(name.casefold(), edition)
        accepted = [key for key in near if self._is_accepted(key, as_of, accepts)]
        made = slug(name)
        is_other = not accepted and made != name.casefold()
        if is_other and self._is_accepted(made, as_of, accepts):
            return [made]
        return accepted[:_MOST_SUGGESTED]

    def _is_accepted(
        self, name: str, as_of: AsOf, accepts: Callable[[Match], bool]
    ) -> bool:
        """Whether `find` takes an id about which something is known by then."""
        # A file that was left out may have what the id names, and several may have it.
        with contextlib.suppress(InvalidData, UnknownId):
            match = self.find(name, as_of)
            editions = [match.edition] if match.edition else match.show.edition
            notices = (notice for edition in editions for notice in edition.notice)
            return any(map(as_of.knows, notices)) and accepts(match)
        return False

    def find(
        self,
        name: str,
        as_of: AsOf,
        accepts: Callable[[Match], bool] = lambda _: True,
    ) -> Match:
        """The match of an id: a show, edition, day, session or exhibitor.

        A list of exhibitors has to be known by then. An alias may stand for the id of a
        show. A short id of a session, or else of an exhibitor, means what
        `meant_matches` says. Raises UnknownId if several are on that have it, with
        their whole ids; and if the id names nothing, with the nearest ids that are
        known by then and that the caller `accepts`.
        """
        head, slash, tail = name.casefold().partition("/")
        self._refuse(head)
        if head in self._show_names and not slash:
            return Match(self._show_names[head])
        edition = self._edition_match(head)
        if edition is not None and key_in(name):
            return self._exhibitor_match(edition, name, as_of)
        if edition is not None:
            match = self._match_in_edition(edition, tail)
            if match is not None and (tail or not slash):
                return match
            self._folders.refuse([extra_name(edition.id)])
        elif not slash and (
            # All lists take a while to read: only for what is nothing else.
            matches := meant_matches(self._sessions(head), as_of)
            or meant_matches(self.exhibitors_named(head, as_of), as_of)
        ):
            if len(matches) > 1:
                ids = ", ".join(match.id for match in matches)
                raise UnknownId(f"{name!r} is ambiguous: {ids}")
            edition_id = matches[0].id.partition("/")[0]
            self._refuse(edition_id, programme_name(edition_id))
            return matches[0]
        if day_if_named(name, as_of.reader_day) is not None:
            hint = f"see milipol today --on {_as_argument(name)}"
            raise self._unknown("id", name, hint)
        near = self._accepted_ids(name, edition, as_of, accepts)
        word = re.match(r"\w{3,}", head)
        where = f"search {word[0]}" if word else "show"
        if edition is not None:
            where = f"show {edition.id}"
        elif head == "agenda":
            hint = "see milipol agenda for your own entries"
            raise UnknownId(f"no id {name!r} in the data; {hint}")
        raise self._unknown("id", name, suggestion_text(near) or f"see milipol {where}")

    def _unknown(self, kind: str, name: str, hint: str) -> UnknownId:
        """The error for an unknown id; a fair is known to other commands."""
        head = name.casefold().partition("/")[0]
        if self.lists.shows_of_fairs.keys() & {head, _show_of(head)}:
            return UnknownId(f"{head!r} is another fair; see milipol exhibitors {head}")
        return UnknownId(f"no {kind} {name!r}; {hint}")

    def is_left_out(self, key: str) -> bool:
        """Whether a file that may have this whole id was left out because of errors."""
        edition_id = key.partition("/")[0]
        names = (
            (exhibitors_name(edition_id),)
            if key_in(key)
            else (programme_name(edition_id), extra_name(edition_id))
        )
        names = (show_name(_show_of(edition_id)), *names)
        return self._folders.is_left_out(names)


def meant_matches(matches: Sequence[Match], as_of: AsOf) -> list[Match]:
    """The sessions, or exhibitors, that a short id of theirs means as of a date.

    That is the one at the edition that is on, or else at the next one or at the
    last; several only if several editions are on. If nothing was known yet about any of
    the editions, it is the first.
    """
    known = []
    for match in matches:
        assert match.edition is not None  # of a session or an exhibitor
        edition = edition_as_of(match.edition, match.show, as_of)
        if edition is not None:
            known.append((edition, match))
    if not known:
        return sorted(matches, key=lambda match: match.id.partition("/")[0][-4:])[:1]
    known.sort(key=lambda pair: nearness(pair[0], as_of))
    on = [match for edition, match in known if edition.is_or_may_be_on]
    return on or [known[0][1]]


def part_named(tail: str, programme: "Programme") -> "Session | dt.date | None":
    """The session or the day that the end of an id names; None if it names neither."""
    return programme.sessions_by_id.get(tail) or day_in_id(tail)


def _similar_ids(
    name: str, known: Sequence[str], *, most: int = _MOST_SUGGESTED
) -> list[str]:
    of_year = [key for key in known if key.endswith(f"-{name}")]
    begun = [key for key in known if name and key.startswith(name)]
    near = [*begun, *of_year, *close_matches(name, known, most=most)]
    return list(dict.fromkeys(near))[:most]


def _as_argument(text: str) -> str:
    return repr(text) if " " in text else text


def _show_of(head: str) -> str:
    """The id or alias of the show in an id."""
    show_id, _, year = head.rpartition("-")
    return show_id if year.isdigit() and show_id else head


def _days_known(match: Match, programme: "Programme") -> set[dt.date]:
    """The days in the notices and the programme; without an end, the usual number."""
    assert match.edition is not None  # only called for editions
    days: set[dt.date] = set()
    for notice in match.edition.notice:
        if notice.start is not None:
            if notice.end is None:
                number = usual_days(match.edition.id, match.show)
            else:
                number = (notice.end - notice.start).days + 1
            # A wrong year must not give thousands of days, or one after the last year.
            number = min(number, MOST_DAYS, (dt.date.max - notice.start).days + 1)
            days |= {notice.start + dt.timedelta(days=n) for n in range(number)}
    return days.union(programme.days)


def edition_of(match: Match, editions: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of an id, for a show the next; raises UnknownId if not known yet."""
    if match.edition is None:
        return _next_edition(match.id, editions)
    key = match.edition.id
    edition = next((edition for edition in editions if edition.id == key), None)
    if edition is None and match.fair:
        raise UnknownId(f"no list of {key!r} was known yet")
    if edition is None:
        raise not_known_yet(key)
    return edition


def not_known_yet(key: str) -> UnknownId:
    """The error for a show or an edition that was not known yet."""
    return UnknownId(f"nothing was known about {key!r} yet; see milipol upcoming")


def edition_named(name: str, data: Catalog, as_of: AsOf) -> EditionAsOf:
    """The edition that `--edition` names, or the next one of a show that it names."""
    match = data.find(name, as_of, lambda near: "/" not in near.id)
    head, part, _ = match.id.partition("/")
    if part:
        raise BadInput(f"--edition {name!r}: expected an edition, like {head}")
    edition = edition_of(match, editions_as_of([match.show], as_of))
    if edition is None:
        raise BadInput(f"--edition {name!r}: no upcoming edition; add the year")
    return edition


def days_on(day: dt.date, editions: Iterable[EditionAsOf]) -> list[str]:
    """The ids of a day of the editions that are on that day, in order of id.

    An edition that may be on now may have been on since its first day.
    """
    return sorted(
        f"{edition.id}/{day}"
        for edition in editions
        if (start := edition.dates.start) is not None
        and start <= day <= (edition.dates.end or _so_far(edition, start))
        and why_off(edition, day) is None
    )


def _so_far(edition: EditionAsOf, start: dt.date) -> dt.date:
    days_since = edition.days_since if edition.may_be_on else None
    return start + dt.timedelta(days=days_since or 0)


def _next_edition(show: str, editions: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of a show that is on or next, preferably one not cancelled."""
    own = [
        edition
        for edition in editions
        if edition.show.id == show
        and edition.phase != "over"
        and edition.dates.start is not None
    ]
    return min(
        own,
        key=lambda edition: (edition.status == "cancelled", by_day(edition)),
        default=None,
    )
