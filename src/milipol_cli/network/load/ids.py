"""Looks up the shows, editions, days, sessions and exhibitors that ids name."""

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

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
from milipol_cli.network.load.data import FolderData, extra_name, programme_name, show_name
from milipol_cli.network.model.dates import MOST_DAYS, day_in_id
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS, exhibitors_name, key_in
from milipol_cli.network.model.shows import Edition, FairShow, OwnShow, Show, ShowFile, usual_days
from milipol_cli.network.when import day_if_named

if TYPE_CHECKING:  # a command imports only the types of what it reads
    from milipol_cli.network.model.exhibitors import ExhibitorList, ListedExhibitor
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
        """The fair of the match, as a show; None for a match of a real show."""
        return self.show if isinstance(self.show.show, FairShow) else None

    @property
    def id(self) -> str:
        """The whole id, like paris-2025/exhibitors/thales."""
        if self.edition is None:
            return self.show.show.id
        if self.exhibitor is not None:
            return self.exhibitor.id
        if self.session is not None:
            return f"{self.edition.id}/{self.session.id}"
        return self.edition.id if self.day is None else f"{self.edition.id}/{self.day}"


def _possible_names(words: Sequence[str]) -> dict[str, list[str]]:
    """The folded names that words may contain, each with the other words.

    A name of several words has a year at its end, as "enforce-tac-2025": without one,
    "border security" are words to find. The longest names come first.
    """
    names: dict[str, list[str]] = {}
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            end = start + size
            if size == 1 or re.fullmatch("[0-9]{4}", words[end - 1]):
                name = "-".join(words[start:end]).casefold()
                names.setdefault(name, [*words[:start], *words[end:]])
    return names


class Catalog(FolderData):
    """The data of a list of folders, with shows and their parts looked up by id.

    Looking up an id that may be in a file that was left out raises InvalidData.
    """

    def show_ids(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the shows with these ids or aliases, each once and in order.

        The id of an edition, or of a part of an edition, stands for its show. Raises
        UnknownId, with the nearest ids, if no show has the name.
        """
        return tuple(dict.fromkeys(self._subject_named(name).show.show.id for name in names))

    def show_named(self, name: str) -> Show:
        """The show that a name stands for; raises UnknownId as `show_ids` does."""
        return self._subject_named(name).show.show

    def news_item(self, name: str) -> "NewsItem | None":
        """The news item with an id; None if no item has it, or a show may have it."""
        key = name.casefold()
        if "/" in key or _show_of(key) in self._show_names:
            return None
        return next((item for item in self.news if item.id == key), None)

    def subjects(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of shows and editions, each once; raises as `show_ids` does."""
        return tuple(dict.fromkeys(self._subject_named(name).id for name in names))

    def subject(self, word: str) -> Match | None:
        """The show or fair that a word names, or its edition; None for any other word.

        Raises UnknownId for an edition that is not there, and InvalidData if the list
        of the edition was left out.
        """
        name = word.casefold()
        if (fair := self._fair_named(name)) is not None:
            return fair
        if name not in self._show_names and _show_of(name) == name:
            return None
        if _show_of(name) not in self._show_names:
            raise self._no_show_or_fair(word)
        match = self._subject_named(name)
        if match.edition is not None:
            self.exhibitors(match.id)
            self._refuse(match.id, exhibitors_name(match.id))
        return match

    def list_named(self, word: str) -> Match:
        """The show, fair or edition that an option names, also by the id of a part.

        Raises UnknownId for none.
        """
        name = word.partition("/")[0]
        if (match := self.subject(name)) is None:
            raise self._no_show_or_fair(name)
        return match

    def _no_show_or_fair(self, word: str) -> UnknownId:
        """The error for a word that names none, with what may be meant.

        Raises the error of the show's file if that was left out.
        """
        name = word.casefold()
        self._refuse(name)
        names = [*self._show_names, *self.lists.shows_of_fairs]
        near = did_you_mean(_show_of(name), names)
        fairs = "a fair (milipol exhibitors fairs)"
        return UnknownId(f"no show or fair {word!r}; {near or self._hint_for_show(word, fairs)}")

    def fair_of(self, match: Match) -> ShowFile | None:
        """The fair of a match; for a show of the user, the fair whose id it has.

        The lists of such a fair join those of the show, without editions that the show
        has itself.
        """
        if not isinstance(match.show.show, OwnShow):
            return match.fair
        fair = self.lists.shows_of_fairs.get(match.show.show.id)
        if fair is None:
            return None
        own_ids = {edition.id for edition in match.show.edition}
        others = tuple(edition for edition in fair.edition if edition.id not in own_ids)
        return msgspec.structs.replace(fair, edition=others)

    def subject_among(self, words: Sequence[str]) -> tuple[Match | None, list[str]]:
        """The edition or show whose exhibitors words ask for, and the other words.

        A fair counts only if no word names a show. An edition, also one that is not
        there, comes before a show, as words may name places. No subject if none is
        named; an id like one of an edition, of no show, raises UnknownId as `subject`.
        """
        others = _possible_names(words)
        of_shows = [name for name in others if _show_of(name) in self._show_names]
        named = of_shows or [name for name in others if self._fair_named(name)]
        if not named:
            return self.subject(words[0]) if words else None, [*words]
        editions = (name for name in named if _show_of(name) != name)
        name = next(editions, named[0])
        return self.subject(name), others[name]

    def _fair_named(self, name: str) -> Match | None:
        """The fair, or the edition of one, that an id names; None for ids of shows.

        Raises UnknownId for an edition that neither a fair nor a show has.
        """
        head = name.partition("/")[0]  # of an entry, like "dsei-2025/exhibitors/foo"
        if head in self._show_names or self._edition_match(head) is not None:
            return None
        fair_id = _show_of(head)
        fair = self.lists.shows_of_fairs.get(fair_id)
        if fair is None:
            return None
        if head == fair_id:
            return Match(fair)
        edition_by_id = {edition.id: edition for edition in fair.edition}
        edition = edition_by_id.get(head)
        # A user's show may have the id of a fair, and the edition be one of the show.
        if edition is None and fair_id not in self._show_names:
            near = did_you_mean(head, [*edition_by_id])
            hint = near or f"see milipol exhibitors {fair_id}"
            raise UnknownId(f"no list of {name!r}; {hint}")
        return None if edition is None else Match(fair, edition)

    def _subject_named(self, name: str) -> Match:
        """The show or edition that an id names, also by the id of a part of it.

        Raises UnknownId, with what may be meant, if the id names neither.
        """
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
        raise self._unknown("show", name, self._hint_for_show(name))

    def _hint_for_show(self, name: str, *others: str) -> str:
        """What to do about a name of no show: it may be a day, or like another name.

        If it is neither, a show was expected, or the `others`.
        """
        if day_if_named(name, _ANY_DAY) is not None:
            return f"for that day, use --on {_as_argument(name)}"
        ids = {known: file.show.id for known, file in self._show_names.items()}
        near = did_you_mean(name.casefold(), ids)
        return near or f"expected {one_of([*sorted(set(ids.values())), *others])}"

    def _refuse(self, head: str, *names: str) -> None:
        """Raises the error of a show's file, or of the files named, if it was left out.

        `head` is the id or alias of the show, or of an edition of it.
        """
        name = _show_of(head)
        file = self._show_names.get(head) or self._show_names.get(name)
        self._folders.refuse((show_name(file.show.id if file else name), *names))

    @functools.cached_property
    def _show_names(self) -> dict[str, ShowFile]:
        """The shows by their ids and aliases.

        An id comes before an alias, the alias of a bundled show before that of another.
        """
        own_first = sorted(self.shows, key=lambda file: not isinstance(file.show, OwnShow))
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
        """The day or session of an edition that the end of an id names, if any.

        Without an end, the edition itself.
        """
        programme = self.programme(match.id)
        self._refuse(match.id, programme_name(match.id))
        if not tail:
            return match
        part = part_named(tail, programme)
        if isinstance(part, dt.date):
            is_known = part in _days_known(match, programme)
            return match._replace(day=part) if is_known else None
        return None if part is None else match._replace(session=part)

    def _exhibitor_match(self, match: Match, name: str, as_of: AsOf) -> Match:
        """The match of an edition with the exhibitor that an id names on its list.

        Raises UnknownId, with similar ids, if nobody on the list has the id.
        """
        company = key_in(name)
        listed = self._list_of_id(match.id, name, as_of)
        exhibitor = listed.listed_with(company)
        if exhibitor is not None:
            return match._replace(exhibitor=exhibitor)
        similar = _similar_ids(company, [*listed.by_key])
        near = suggestion_text([listed.by_key[key].id for key in similar])
        hint = near or f"see milipol exhibitors {match.id}"
        raise UnknownId(f"no id {name!r}; {hint}")

    def _list_of_id(self, edition_id: str, name: str, as_of: AsOf) -> "ExhibitorList":
        """The list of an edition, as of the date, on which the id of an exhibitor is.

        Raises UnknownId if there is no list, or it was copied later than the date;
        InvalidData if its file was left out.
        """
        exhibitor_list = self.exhibitors(edition_id)
        self._refuse(edition_id, exhibitors_name(edition_id))
        if exhibitor_list is None:
            raise UnknownId(
                f"no id {name!r}; no exhibitor list for {edition_id} is known; for a"
                f' meeting, use milipol agenda add --own "Meet {key_in(name)}"'
                f" --edition {edition_id} --at WHEN --place STAND"
            )
        if not as_of.knows(exhibitor_list):
            raise UnknownId(
                f"no id {name!r}; no exhibitor list for {edition_id} is known before"
                f" {exhibitor_list.day_known}"
            )
        return exhibitor_list.as_of_day(as_of.reader_day)

    def _editions(self) -> Iterator[Match]:
        return (Match(file, edition) for file in self.shows for edition in file.edition)

    def _sessions(self, short_id: str) -> list[Match]:
        return [
            match._replace(session=session)
            for match in self._editions()
            if (session := self.programme(match.id).sessions_by_id.get(short_id))
        ]

    def exhibitors_named(self, key: str, as_of: AsOf) -> list[Match]:
        """The exhibitors with this short id on the lists of shows, as known by then."""
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

    def parts(self, edition_id: str, today: dt.date = dt.date.min) -> Iterable[tuple[str, str]]:
        """The ids of an edition's days and sessions, with titles; past days last."""
        match = self._edition_match(edition_id)
        if match is None:
            return
        programme = self.programme(match.id)
        # Each with whether it is past: False comes before True, in a stable order.
        parts = [(day < today, str(day), "a day") for day in sorted(_days_known(match, programme))]
        parts += [
            ((session.date or today) < today, session.id, programme.name_of(session))
            for session in programme.session
        ]
        for _, part_id, title in sorted(parts, key=lambda part: part[0]):
            yield f"{edition_id}/{part_id}", title

    def exhibitor_ids(self, edition_id: str) -> Iterable[tuple[str, str]]:
        """The ids of an edition's exhibitors with their names."""
        match = self._edition_match(edition_id)
        known = None if match is None else self.exhibitors(match.id)
        for listed in () if known is None else known.listed:
            yield f"{edition_id}/{EXHIBITORS}/{listed.key}", listed.exhibitor.name

    def _nearest_ids(self, name: str, edition: Match | None) -> list[str]:
        """The ids that a casefolded name may mean.

        They begin with the name, end with it as a year, or look like it. Without an
        `edition` they are ids of shows, editions and sessions, as many as are tried;
        with it, up to three whole ids of its days, sessions and other parts.
        """
        if edition is None:
            ids = [*(key for key, _ in self.editions()), *self.session_ids()]
            return _similar_ids(name, [*self._show_names, *ids], most=_MOST_TRIED)
        head, slash, tail = name.partition("/")
        # The part before the slash is right, and would make all ids look alike.
        tails = [part_id.partition("/")[2] for part_id, _ in self.parts(head)]
        return [f"{head}{slash}{near}" for near in _similar_ids(tail, tails)]

    def _accepted_ids(
        self, name: str, edition: Match | None, as_of: AsOf, accepts: Callable[[Match], bool]
    ) -> list[str]:
        """The nearest ids that a caller accepts, or else the id made of the name.

        A company or a session may be given by its name, like "Drone Volt".
        """
        from milipol_cli.base.folding import slug  # noqa: PLC0415  only for unknown ids

        near = self._nearest_ids(name.casefold(), edition)
        accepted = [key for key in near if self._is_accepted(key, as_of, accepts)]
        made = slug(name)
        may_be_name = not accepted and made != name.casefold()
        if may_be_name and self._is_accepted(made, as_of, accepts):
            return [made]
        return accepted[:_MOST_SUGGESTED]

    def _is_accepted(self, name: str, as_of: AsOf, accepts: Callable[[Match], bool]) -> bool:
        """Whether `find` takes an id that is known by then, and a caller accepts it."""
        # A file that was left out may have what the id names, and several may have it.
        with contextlib.suppress(InvalidData, UnknownId):
            match = self.find(name, as_of)
            editions = [match.edition] if match.edition else match.show.edition
            notices = (notice for edition in editions for notice in edition.notice)
            return any(map(as_of.knows, notices)) and accepts(match)
        return False

    def find(
        self, name: str, as_of: AsOf, accepts: Callable[[Match], bool] = lambda _: True
    ) -> Match:
        """The match of an id: a show, edition, day, session or exhibitor.

        A list of exhibitors has to be known by then. An alias may stand for the id of a
        show. A session, or else an exhibitor, may have its short id alone. Raises
        UnknownId if the id names nothing, with the nearest ids that are known by then
        and that the caller `accepts`; InvalidData if its file was left out.
        """
        head, slash, tail = name.casefold().partition("/")
        self._refuse(head)
        if head in self._show_names and not slash:
            return Match(self._show_names[head])
        edition = self._edition_match(head)
        if edition is not None and key_in(name):  # paris-2025/exhibitors/drone-volt
            return self._exhibitor_match(edition, name, as_of)
        if edition is not None:  # paris-2025, paris-2025/2025-11-18, paris-2025/opening
            match = self._match_in_edition(edition, tail)
            ends_in_slash = slash and not tail
            if match is not None and not ends_in_slash:
                return match
            # What is not there may be in a file that was left out.
            self._folders.refuse([extra_name(edition.id)])
        elif not slash and (match := self._short_id_match(name, as_of)) is not None:
            return match
        # From here on, the id names nothing: the error says what may help.
        if edition is None and head == "agenda":
            hint = "see milipol agenda for your own entries"
            raise UnknownId(f"no id {name!r} in the data; {hint}")
        if day_if_named(name, as_of.reader_day) is not None:
            hint = f"see milipol today --on {_as_argument(name)}"
        else:
            near = self._accepted_ids(name, edition, as_of, accepts)
            hint = suggestion_text(near) or f"see milipol {_command_for(head, edition)}"
        raise self._unknown("id", name, hint)

    def _short_id_match(self, name: str, as_of: AsOf) -> Match | None:
        """The session, or else the exhibitor, that a short id means, if any.

        Raises UnknownId, with their whole ids, if several are on that have it.
        """
        short_id = name.casefold()
        matches = (
            meant_matches(self._sessions(short_id), as_of)
            # All lists take a while to read: only for what is nothing else.
            or meant_matches(self.exhibitors_named(short_id, as_of), as_of)
        )
        if not matches:
            return None
        if len(matches) > 1:
            ids = ", ".join(match.id for match in matches)
            raise UnknownId(f"{name!r} is ambiguous: {ids}")
        edition_id = matches[0].id.partition("/")[0]
        self._refuse(edition_id, programme_name(edition_id))
        return matches[0]

    def _unknown(self, kind: str, name: str, hint: str) -> UnknownId:
        """The error for an unknown id; the hint for a fair is the command about it."""
        head = name.casefold().partition("/")[0]
        if self.lists.shows_of_fairs.keys() & {head, _show_of(head)}:
            words = key_in(name).replace("-", " ")  # of an entry's id
            return UnknownId(
                f"{head!r} is not a Milipol show; for its exhibitors, see milipol"
                f" exhibitors {f'{head} {words}'.strip()}"
            )
        return UnknownId(f"no {kind} {name!r}; {hint}")

    def is_left_out(self, key: str) -> bool:
        """Whether a file that may have this whole id was left out because of errors."""
        edition_id = key.partition("/")[0]
        names = [show_name(_show_of(edition_id))]
        if key_in(key):
            names.append(exhibitors_name(edition_id))
        else:
            names += [programme_name(edition_id), extra_name(edition_id)]
        return self._folders.is_left_out(names)


def meant_matches(matches: Sequence[Match], as_of: AsOf) -> list[Match]:
    """The matches, all of one short id, that the id means as of a date.

    That is the match at the edition that is on, or else at the next or the last
    edition; several matches only if several editions are on. If nothing was known yet
    about any of the editions, it is the match at the first.
    """
    known: list[tuple[EditionAsOf, Match]] = []
    for match in matches:
        assert match.edition is not None  # of a session or an exhibitor
        edition = edition_as_of(match.edition, match.show, as_of)
        if edition is not None:
            known.append((edition, match))
    if not known:  # the id of an edition ends in its year
        return sorted(matches, key=lambda match: match.id.partition("/")[0][-4:])[:1]
    known.sort(key=lambda pair: nearness(pair[0], as_of))
    nearest_first = [match for _, match in known]
    on_now = [match for edition, match in known if edition.is_or_may_be_on]
    return on_now or nearest_first[:1]


def part_named(tail: str, programme: "Programme") -> "Session | dt.date | None":
    """The session or the day that the end of an id names; None if it names neither."""
    return programme.sessions_by_id.get(tail) or day_in_id(tail)


def _similar_ids(name: str, known: Sequence[str], *, most: int = _MOST_SUGGESTED) -> list[str]:
    """The known ids that begin with a name, have it as their year, or look like it."""
    of_year = [key for key in known if key.endswith(f"-{name}")]
    begun = [key for key in known if name and key.startswith(name)]
    near = [*begun, *of_year, *close_matches(name, known, most=most)]
    return list(dict.fromkeys(near))[:most]


def _as_argument(text: str) -> str:
    return repr(text) if " " in text else text


def _command_for(head: str, edition: Match | None) -> str:
    """The command that may show what an id begins with, like "search drones"."""
    if edition is not None:
        return f"show {edition.id}"
    word = re.match(r"\w{3,}", head)
    return f"search {word[0]}" if word else "show"


def _show_of(head: str) -> str:
    """The id or alias of the show in the id of an edition; any other text as it is."""
    show_id, _, year = head.rpartition("-")
    return show_id if year.isdigit() and show_id else head


def _days_known(match: Match, programme: "Programme") -> set[dt.date]:
    """The days in the notices and the programme of an edition.

    A notice with a start and no end stands for the usual number of days.
    """
    assert match.edition is not None  # only called for editions
    days: set[dt.date] = set()
    for notice in match.edition.notice:
        start, end = notice.start, notice.end
        if start is not None:
            if end is None:
                number = usual_days(match.edition.id, match.show)
            else:
                number = (end - start).days + 1
            # A wrong year must not give thousands of days, or one after the last year.
            number = min(number, MOST_DAYS, (dt.date.max - start).days + 1)
            days |= {start + dt.timedelta(days=n) for n in range(number)}
    return days.union(programme.days)


def edition_of(match: Match, editions: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of a match; of a show the edition on or next, None without one.

    Raises UnknownId for an edition about which nothing was known yet.
    """
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
    """The edition that `--edition` names, or the next edition of a show.

    Raises BadInput for a part of an edition, and for a show without a next edition.
    """
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
    """The last day up to now on which an edition without an end may have been on."""
    days_since = edition.days_since if edition.may_be_on else None
    return start + dt.timedelta(days=days_since or 0)


def _next_edition(show: str, editions: Sequence[EditionAsOf]) -> EditionAsOf | None:
    """The edition of a show that is on or next; a cancelled one if there is no other.

    Editions without a first day do not count; None if there is no edition.
    """
    own = [
        edition
        for edition in editions
        if edition.show.id == show and edition.phase != "over" and edition.dates.start is not None
    ]
    return min(
        own, key=lambda edition: (edition.status == "cancelled", by_day(edition)), default=None
    )
