"""The things that can be found: shows, editions, sessions and so on, with their texts.

A result has texts of its own and shares others with its edition and its show. A word
in the shared texts narrows a search; by itself it finds the edition or the show only,
not everything in it.
"""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from milipol_cli.base.folding import fold
from milipol_cli.commands.news.query import news_of_editions
from milipol_cli.commands.news.words import text as news_text
from milipol_cli.network import citations
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    names_borne,
    select_shows,
    show_as_known,
)
from milipol_cli.network.exhibitors import ListAsOf, latest_lists, searched_texts
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList
from milipol_cli.network.model.programmes import DayTheme, Session, Speaker, theme_for
from milipol_cli.network.model.record import Record, Sources
from milipol_cli.network.model.shows import FairShow, Show, ShowFile, Theme, Venue
from milipol_cli.picks.as_of import PickAsOf

# An entry is one of the reader's own.
Kind = Literal[
    "show", "edition", "theme", "session", "speaker", "exhibitor", "venue", "news", "entry"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The kinds for which programmes have to be read.
IN_PROGRAMMES: frozenset[Kind] = frozenset({"theme", "session", "speaker"})


# The fields that are searched, most important first; results share the first two.
Field = Literal[
    "edition",
    "show",
    "title",
    "former_name",
    "venue",
    "city",
    "country",
    "alias",
    "speaker",
    "role",
    "room",
    "track",
    "place",
    "kind",
    "id",
    "summary",
    "note",
    "url",
    "category",
    "stand",
    "website",
]

Texts = list[tuple[Field, str]]


class MatchedText(NamedTuple):
    """A text with words in it; each span is [start, end) of its code points."""

    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]


class Terms(Record, frozen=True, kw_only=True):
    """The words to search for, and the limits of the results.

    With `fairs`, the lists of other fairs are searched, too.
    """

    words: tuple[str, ...]
    shows: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    fairs: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(map(fold, self.words))

    @property
    def all_kinds(self) -> tuple[Kind, ...]:
        """The kinds to search for: all of them, unless some were asked for."""
        return self.kinds or KINDS

    @property
    def options(self) -> tuple[str, ...]:
        """The options that limit the results."""
        values = {
            "--show": self.shows,
            "--kind": self.kinds,
            "--from": self.first,
            "--to": self.last,
        }
        return tuple(option for option, value in values.items() if value)

    def touch(self, dates: Dates) -> bool:
        """Whether at least one of the dates is within the days that are asked for."""
        first, last = window(dates)
        after = self.first is None or last >= self.first
        return after and (self.last is None or first <= self.last)


class About(NamedTuple):
    """An edition, a show, or nothing: what results belong to, and the shared texts."""

    texts: Texts
    show_id: str | None = None
    show_name: str | None = None
    edition: EditionAsOf | None = None

    @property
    def id(self) -> str | None:
        return self.show_id if self.edition is None else self.edition.id

    @property
    def name(self) -> str | None:
        return self.show_name if self.edition is None else self.edition.title


class Result(NamedTuple):
    """Something that can be found; once it is found, with the texts that match.

    A show or a venue has the `dates` of its edition that is nearest in time, a venue
    the ids of its `editions`, the latest first. News with `by` was published by the day
    in `dates`. A speaker comes with the session; a session without a title is called by
    the `theme` of its half-day. `key` is the id; an exhibitor has a `position` in a
    list instead, whose ids are only made if one of them is shown. Once it is found, its
    `company` is what all names of it have in common, and `perhaps` are names of
    companies that may be the same.
    """

    kind: Kind
    texts: Texts
    about: About
    key: str | None
    dates: Dates
    source: Sources = ()
    by: bool = False
    editions: tuple[str, ...] = ()
    session: Session | None = None
    theme: str | None = None
    speaker: Speaker | None = None
    entry: PickAsOf | None = None
    exhibitors: ExhibitorList | None = None
    position: int = 0
    company: str = ""
    perhaps: tuple[str, ...] = ()
    matches: tuple[MatchedText, ...] = ()

    @property
    def id(self) -> str | None:
        """The id for `milipol show`, or of an entry; None for network news."""
        if self.exhibitors is not None:
            return self.exhibitors.listed[self.position].id
        return self.key

    @property
    def title(self) -> str | None:
        """The title or name; None for a session without one."""
        return self.text("title") if self.speaker is None else self.speaker.name

    @property
    def exhibitor(self) -> Exhibitor | None:
        """The exhibitor, without its id."""
        listed = self.exhibitors
        return None if listed is None else listed.exhibitor[self.position]

    @property
    def is_of_fair(self) -> bool:
        """Whether it is on the list of another fair, which `show` does not have."""
        edition = self.about.edition
        return edition is not None and isinstance(edition.show, FairShow)

    def text(self, field: Field) -> str | None:
        """The first text of a field."""
        return next((text for name, text in self.texts if name == field), None)


class Searched(NamedTuple):
    """The data to search: everything that is known as of a date, within limits.

    `entries` gives the reader's own entries; it is called only if needed.
    """

    data: Catalog
    as_of: AsOf
    terms: Terms
    companies: Companies
    entries: Callable[[], Iterable[PickAsOf]]

    def days_away(self, dates: Dates) -> int:
        """The days between the date of the answer and dates; 0 while they last."""
        first, last = window(dates)
        day = self.as_of.reader_day
        return max((first - day).days, (day - last).days, 0)

    def lists(self) -> Iterator[ListAsOf]:
        """The lists of exhibitors within the limits, the latest edition first."""
        shows = select_shows(self.data.shows, self.terms.shows)
        editions = [*editions_as_of(shows, self.as_of), *self._editions_of_fairs()]
        within = (edition for edition in editions if self.terms.touch(edition.dates))
        return latest_lists(within, self.data.exhibitors, self.as_of)

    def _editions_of_fairs(self) -> Sequence[EditionAsOf]:
        """The editions of other fairs, if these are asked for."""
        if not self.terms.fairs:
            return []
        lists = self.data.lists
        editions = editions_as_of(lists.shows_of_fairs.values(), self.as_of)
        return [edition for edition in editions if edition.id in lists.lists_of_fairs]

    def results(self) -> Iterator[Result]:
        """Everything of the kinds asked for, by edition, then the reader's entries.

        Exhibitors without any of the words are left out, as there are thousands. If
        shows are asked for, entries that belong to no show are left out, too.
        """
        kinds, shows = self.terms.all_kinds, self.terms.shows
        abouts: dict[str | None, About] = {}
        for file in select_shows(self.data.shows, shows):
            editions = sorted(editions_as_of([file], self.as_of), key=by_day)
            if editions:
                yield from self._results_of_show(file, editions, abouts)
        # `abouts` now has all shows, and their editions, within the limits.
        if "exhibitor" in kinds:
            of_fairs = map(_about_fair, self._editions_of_fairs())
            yield from self._exhibitors({**abouts, **{about.id: about for about in of_fairs}})
        if "news" in kinds:
            yield from self._news_items(abouts)
        for entry in self.entries() if "entry" in kinds else ():
            about = abouts.get(entry.pick.edition)
            if about is not None or not shows:
                yield _entry(entry, about or About([]))

    def _news_items(self, abouts: Mapping[str | None, About]) -> Iterator[Result]:
        """News known by the date, by its edition, or its show, or neither."""
        shows = self.terms.shows
        for item in self.data.news:
            is_asked_for = not shows or item.show_id in shows
            if not is_asked_for or not self.as_of.has_reached(item.day_known):
                continue
            of_show = abouts.get(item.show_id) or About([])
            about = abouts.get(item.edition) or of_show
            texts = _texts(("title", item.title), ("summary", item.summary))
            dates, by = _dates_of_day(item.day_known), item.known_by is not None
            if item.month:
                dates = Dates(month=item.month)
            yield Result("news", texts, about, about.id, dates, item.source, by=by)

    def _results_of_show(
        self, file: ShowFile, editions: Sequence[EditionAsOf], abouts: dict[str | None, About]
    ) -> Iterator[Result]:
        """A show and everything in it, except exhibitors and news items.

        What these belong to is added to `abouts`, by id.
        """
        show = show_as_known(file.show, self.as_of, editions)
        name, *former_names = dict.fromkeys(reversed(names_borne(editions)))
        names: Texts = [("show", borne) for borne in (name, *former_names)]
        names += [("alias", alias) for alias in show.aliases]
        about = About([*names, ("id", show.id)], show.id, name)
        abouts[show.id] = about
        within = [edition for edition in editions if self.terms.touch(edition.dates)]
        if "show" in self.terms.all_kinds and within:
            texts = _show_texts(show, name, former_names)
            dates = self._nearest(within).dates
            yield Result("show", texts, about, show.id, dates, show.source)
        for edition in editions:
            place_and_id: Texts = [*_place(edition.venue), ("id", edition.id)]
            # What is in the edition shares its texts with it, and the show's names.
            texts = [("edition", edition.title), *place_and_id, *names]
            about_edition = about._replace(texts=texts, edition=edition)
            abouts[edition.id] = about_edition
            yield from self._results_of_edition(edition, about_edition, place_and_id, file.venue)
        for venue in file.venue if "venue" in self.terms.all_kinds else ():
            there = [edition for edition in within if edition.venue is venue]
            if there:
                yield self._venue(venue, about, there)

    def _results_of_edition(
        self, edition: EditionAsOf, about: About, place_and_id: Texts, venues: Iterable[Venue]
    ) -> Iterator[Result]:
        """An edition, the changes of its dates, and what is in its programme."""
        kinds = self.terms.all_kinds
        if "edition" in kinds:
            texts: Texts = [("title", edition.title), *place_and_id]
            dates, source = edition.dates, edition.source
            yield Result("edition", texts, about, edition.id, dates, source)
        if "news" in kinds:
            yield from _notices(edition, about, venues)
        if IN_PROGRAMMES.intersection(kinds):
            yield from self._results_of_programme(edition, about)

    def _nearest(self, editions: Iterable[EditionAsOf]) -> EditionAsOf:
        return min(editions, key=lambda edition: self.days_away(edition.dates))

    def _venue(self, venue: Venue, about: About, there: list[EditionAsOf]) -> Result:
        """A venue, with the dates of the edition there that is nearest to today."""
        nearest = self._nearest(there)
        ids, dates = tuple(edition.id for edition in there[::-1]), nearest.dates
        texts = _texts(
            ("title", venue.name or venue.city), ("city", venue.city), ("country", venue.country)
        )
        source = citations.of_place(nearest, self.as_of)
        return Result("venue", texts, about, nearest.id, dates, source, editions=ids)

    def _results_of_programme(self, edition: EditionAsOf, about: About) -> Iterator[Result]:
        """The themes and sessions of an edition.

        Speakers are found by their sessions, which are read for either kind.
        """
        kinds = self.terms.all_kinds
        programme = self.data.programme(edition.id)
        if "theme" in kinds:
            theme_of_edition = filter(None, [edition.record.theme])
            yield from _themes([*theme_of_edition, *programme.theme], edition, about)
        if not {"session", "speaker"}.intersection(kinds):
            return
        for session in programme.session:
            day = session.date
            yield Result(
                "session",
                _session_texts(session),
                about,
                key=f"{edition.id}/{session.id}",
                dates=edition.dates if day is None else _dates_of_day(day),
                source=session.source,
                session=session,
                theme=theme_for(session, programme.theme),
            )

    def _exhibitors(self, abouts: Mapping[str | None, About]) -> Iterator[Result]:
        """The exhibitors with any of the words; all of them without words.

        Companies are also found by other names that they have on a list by then.
        """
        words = self.terms.folded
        editions = [*filter(None, (about.edition for about in abouts.values()))]
        ids = [edition.id for edition in editions]
        if words and not self.data.lists.may_have_any(words, ids):
            return  # without reading a list
        lists = [*latest_lists(editions, self.data.exhibitors, self.as_of)]
        # The names with any of the words, under every name of the same company.
        names_with_words = self._names_with_words(lists)
        for edition, exhibitors in lists:
            positions = _positions_with_any(words, exhibitors)
            for position, exhibitor in enumerate(exhibitors.exhibitor):
                names = names_with_words.get(exhibitor.name, ())
                if words and position not in positions and not names:
                    continue
                yield Result(
                    "exhibitor",
                    _exhibitor_texts(exhibitor, names),
                    abouts[edition.id],
                    key=None,  # its id is made from the position, if it is shown
                    dates=edition.dates,
                    source=exhibitors.source,
                    exhibitors=exhibitors,
                    position=position,
                )

    def _names_with_words(self, lists: Iterable[ListAsOf]) -> Mapping[str, Sequence[str]]:
        """The names of companies on lists that have any of the words.

        They stand under every name of the same company on the lists.
        """
        companies = self.companies
        # By the key of the company, only of companies with several names.
        names_by_key = companies.with_any(self.terms.folded)
        if not names_by_key:
            return {}
        companies.prepare_for_lists()
        listed = {entry.name for listing in lists for entry in listing.exhibitors.exhibitor}
        on_lists = {key: sorted(listed & {*names}) for key, names in names_by_key.items()}
        keys = {name: companies.key_of(name) for name in listed}
        return {name: on_lists[key] for name, key in keys.items() if key in on_lists}


def _show_texts(show: Show, name: str, former_names: Iterable[str]) -> Texts:
    """The texts of a show by their fields, the most important first."""
    return _texts(
        ("title", name),
        *(("former_name", former) for former in former_names),
        *(("alias", alias) for alias in show.aliases),
        ("city", show.city),
        ("country", show.country),
        ("id", show.id),
    )


def _positions_with_any(words: Sequence[str], exhibitors: ExhibitorList) -> Collection[int]:
    """The positions of the exhibitors of a list that have any of some folded words."""
    texts = searched_texts(exhibitors)
    return {position for word in words for position, text in enumerate(texts) if word in text}


def _exhibitor_texts(exhibitor: Exhibitor, names: Iterable[str]) -> Texts:
    """The texts of an exhibitor by their fields; `names` are those of its company."""
    return _texts(
        ("title", exhibitor.name),
        *(("alias", name) for name in names if name != exhibitor.name),
        ("country", exhibitor.country_name),
        ("website", exhibitor.website),
        *(("category", category) for category in exhibitor.categories),
        *(("stand", stand) for stand in exhibitor.stand),
    )


def _about_fair(edition: EditionAsOf) -> About:
    show = edition.show
    texts = _texts(
        *(("edition", edition.title), ("show", show.name), ("id", edition.id)),
        *(("city", show.city), ("country", show.country)),
    )
    return About(texts, show.id, show.name, edition)


def _texts(*texts: tuple[Field, str | None]) -> Texts:
    return [(field, text) for field, text in texts if text is not None]


def _place(venue: Venue | None) -> Texts:
    if venue is None:
        return []
    return _texts(("venue", venue.name), ("city", venue.city), ("country", venue.country))


@functools.cache
def _dates_of_day(day: dt.date) -> Dates:
    return Dates(start=day, end=day)


def _notices(edition: EditionAsOf, about: About, venues: Iterable[Venue]) -> Iterator[Result]:
    """The notices that have a text or changed the dates.

    A notice that moved an edition to later days is found as "postponed", too.
    """
    # The news of changes, by what it has of the notice that it was made from.
    change_by_notice = {
        (entry.day, entry.source): entry
        for entry in news_of_editions([edition], venues)
        if entry.kind in ("move", "postponement", "cancellation")
    }
    for notice in edition.notices:
        entry = change_by_notice.get((notice.day_known, notice.source))
        # What people see in the news is found.
        change_text = None if entry is None else news_text(entry)
        title = notice.headline or notice.summary or change_text
        if title is None:
            continue
        texts = _texts(("title", title), ("summary", change_text))
        if entry and entry.old and entry.new and window(entry.new) > window(entry.old):
            texts.append(("kind", "postponed"))
        dates, by = _dates_of_day(notice.day_known), notice.known_by is not None
        yield Result("news", texts, about, about.id, dates, notice.source, by=by)


def _themes(themes: Iterable[Theme], edition: EditionAsOf, about: About) -> Iterator[Result]:
    """The themes; a theme that both halves of a day have is one result."""
    # Without a day, it is the theme of the edition.
    halves_of: dict[tuple[str, dt.date | None], list[Theme]] = {}
    for theme in themes:
        day = theme.date if isinstance(theme, DayTheme) else None
        halves_of.setdefault((theme.title, day), []).append(theme)
    for (title, day), halves in halves_of.items():
        texts = _texts(
            ("title", title),
            *(("summary", theme.summary) for theme in halves),
            ("id", None if day is None else str(day)),
        )
        key = edition.id if day is None else f"{edition.id}/{day}"
        dates = edition.dates if day is None else _dates_of_day(day)
        cited = dict.fromkeys(source for theme in halves for source in theme.source)
        yield Result("theme", texts, about, key, dates, tuple(cited))


def _session_texts(session: Session) -> Texts:
    """The texts of a session that words are searched in, by their fields."""
    return _texts(
        ("kind", session.kind),
        ("id", session.id),
        ("title", session.title),
        ("summary", session.summary),
        ("room", session.room),
        ("track", session.track),
        ("url", session.url),
    ) + [text for speaker in session.speaker for text in speaker_texts(speaker)]


def speaker_texts(speaker: Speaker) -> Texts:
    """The texts about a speaker."""
    return _texts(("speaker", speaker.name), ("role", speaker.role), ("role", speaker.brief))


def _entry(entry: PickAsOf, about: About) -> Result:
    """A reader's entry on the agenda, found by what the reader wrote.

    A deadline that waits for the days of its edition has the dates of the edition.
    """
    pick = entry.pick
    texts = _texts(
        ("title", pick.title), ("kind", pick.entry_kind), ("place", pick.place), ("note", pick.note)
    )
    dates = Dates(start=entry.first, end=entry.last)
    if entry.first is None and entry.edition is not None:
        dates = entry.edition.dates
    return Result("entry", texts, about, entry.id, dates, entry=entry)
