"""What can be found: shows, editions, sessions and so on, each with its texts.

A result has texts of its own and shares others with its edition and its show. A word
in the shared texts narrows a search; by itself it finds the edition or the show only,
not everything in it.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from milipol_cli.folding import fold
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    names_borne,
    select_shows,
    show_as_known,
)
from milipol_cli.network.exhibitors import (
    Companies,
    ListAsOf,
    latest_lists,
    name_key,
    searched_text,
)
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import (
    DayTheme,
    Programme,
    Session,
    Speaker,
    theme_for,
)
from milipol_cli.network.model.record import Record, Sources
from milipol_cli.network.model.shows import Show, ShowFile, Theme, Venue
from milipol_cli.news.query import NewsEntry, changes
from milipol_cli.picks.as_of import PickAsOf

# An entry is one of the reader's own.
Kind = Literal[
    "show",
    "edition",
    "theme",
    "session",
    "speaker",
    "exhibitor",
    "venue",
    "news",
    "entry",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The kinds for which programmes have to be read.
IN_PROGRAMMES: frozenset[Kind] = frozenset({"theme", "session", "speaker"})


# The fields that are searched, most important first. The last two are shared only.
Field = Literal[
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
    "edition",
    "show",
]

Texts = list[tuple[Field, str]]


class MatchedText(NamedTuple):
    """A text with words in it; each span is [start, end) of its code points."""

    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]


class Terms(Record, frozen=True, kw_only=True):
    """What to search for: words, and what the results are limited to."""

    words: tuple[str, ...]
    shows: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(map(fold, self.words))

    @property
    def all_kinds(self) -> tuple[Kind, ...]:
        """The kinds of the results; all of them if none was asked for."""
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
    name: str | None = None
    show_name: str | None = None
    show: Show | None = None
    edition: EditionAsOf | None = None

    @property
    def id(self) -> str | None:
        """The id of the edition or the show."""
        if self.edition is not None:
            return self.edition.id
        return None if self.show is None else self.show.id


class Result(NamedTuple):
    """Something that can be found; once it is found, with the texts that match.

    A show or a venue has the `dates` of its edition that is nearest in time, a venue
    the ids of its `editions`, the latest first. News with `by` was published by the day
    in `dates`. A speaker comes with the session; a session without a title is called by
    the `theme` of its half-day. `key` is the id; an exhibitor has a `position` in a
    list instead, whose ids are only made if one of them is shown. Once it is found, its
    `company` is what all names of it have in common, and `perhaps` are names of
    companies that are perhaps the same.
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
        """What `milipol show` takes, or the id of an entry; None for network news."""
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

    def text(self, field: Field) -> str | None:
        """The first text of a field."""
        return next((text for name, text in self.texts if name == field), None)


def days_away(dates: Dates, as_of: AsOf) -> int:
    """The days between the date of the answer and dates; 0 while they last."""
    first, last = window(dates)
    day = as_of.reader_day
    return max((first - day).days, (day - last).days, 0)


def all_results(
    data: Catalog,
    as_of: AsOf,
    terms: Terms,
    *,
    entries: Callable[[], Iterable[PickAsOf]],
    companies: Companies,
    progress: Callable[[int, int], None],
) -> Iterator[Result]:
    """Everything of the kinds of `terms` that is known as of a date, by edition.

    `entries` and `progress` are those of `search`. Exhibitors without any of the words
    are left out, as there are thousands.
    """
    searched = [
        (file, sorted(editions_as_of([file], as_of), key=by_day))
        for file in select_shows(data.shows, terms.shows)
    ]
    every = [edition for _, editions in searched for edition in editions]
    numbers = itertools.count(1)

    kinds = terms.all_kinds
    named = companies.with_any(terms.folded) if "exhibitor" in kinds else {}
    others = (name_key(name) for key in named for name in companies.names[key])
    starts = {name.partition(" ")[0] for name in others}
    list_with = functools.partial(data.exhibitors_with, words=(*terms.folded, *starts))
    lists = latest_lists(every, list_with, as_of) if named else ()
    listed = {entry.name for known in lists for entry in known.exhibitors.exhibitor}
    aliases = {key: listed.intersection(names) for key, names in named.items()}

    def counted(edition_id: str) -> Programme:
        programme = data.programme_with(edition_id, terms.folded)
        progress(next(numbers), len(every))
        return programme

    abouts: dict[str | None, About] = {}
    for file, editions in searched:
        if editions:
            yield from _of_show(file, editions, abouts, terms, as_of, counted)
        if "exhibitor" in kinds:
            for known in latest_lists(editions, list_with, as_of):
                about = abouts[known.edition.id]
                yield from _exhibitors(known, about, terms.folded, companies, aliases)
    nothing = About([])
    for item in data.news if "news" in kinds else ():
        is_asked = not terms.shows or item.show_id in terms.shows
        if is_asked and as_of.has_reached(item.day_known):
            about = abouts.get(item.edition) or abouts.get(item.show_id) or nothing
            yield _news_item(item, about)
    for entry in entries() if "entry" in kinds else ():
        of_entry = abouts.get(entry.pick.edition)
        if of_entry is not None or not terms.shows:
            yield _entry(entry, of_entry or nothing)


def _of_show(
    file: ShowFile,
    editions: Sequence[EditionAsOf],
    abouts: dict[str | None, About],
    terms: Terms,
    as_of: AsOf,
    programme: Callable[[str], Programme],
) -> Iterator[Result]:
    """A show and everything in it, except exhibitors and news items.

    What these belong to is added to `abouts`, by id.
    """
    show, kinds = file.show, terms.all_kinds
    names = list(dict.fromkeys(reversed(names_borne(editions))))
    aliases: Texts = [("alias", alias) for alias in _aliases(file, names)]
    shared: Texts = [*(("show", name) for name in names), *aliases]
    of_show = abouts[show.id] = About(
        [*shared, ("id", show.id)], names[0], names[0], show
    )
    within = [edition for edition in editions if terms.touch(edition.dates)]
    if "show" in kinds and within:
        texts = _texts(
            ("title", names[0]),
            *(("former_name", name) for name in names[1:]),
            *aliases,
            ("city", show.city),
            ("country", show.country),
            ("id", show.id),
        )
        nearest, source = _nearest(within, as_of), show_as_known(show, as_of).source
        about = of_show._replace(texts=[])
        yield Result("show", texts, about, show.id, nearest.dates, source)
    for edition in editions:
        title = edition.title
        own: Texts = [*_place(edition.venue), ("id", edition.id)]
        about = of_show._replace(
            texts=[("edition", title), *own, *shared], name=title, edition=edition
        )
        abouts[edition.id] = about
        if "edition" in kinds:
            yield Result(
                "edition",
                [("title", title), *own],
                about._replace(texts=shared),
                edition.id,
                edition.dates,
                edition.source,
            )
        if "news" in kinds:
            yield from _notices(edition, about, file.venue)
        if IN_PROGRAMMES.intersection(kinds):
            yield from _in_programme(programme(edition.id), edition, about, kinds)
    for venue in file.venue if "venue" in kinds else ():
        there = [edition for edition in within if edition.venue is venue]
        if there:
            yield _venue(venue, of_show, there, as_of)


def _aliases(file: ShowFile, names: Sequence[str]) -> tuple[str, ...]:
    """The aliases of a show; none before its latest name, which they may reveal."""
    notices = [notice for edition in file.edition for notice in edition.notice]
    known = {None, *names}
    return file.show.aliases if all(notice.name in known for notice in notices) else ()


def _nearest(editions: Iterable[EditionAsOf], as_of: AsOf) -> EditionAsOf:
    return min(editions, key=lambda edition: days_away(edition.dates, as_of))


def _texts(*texts: tuple[Field, str | None]) -> Texts:
    return [(field, text) for field, text in texts if text is not None]


def _place(venue: Venue | None) -> Texts:
    if venue is None:
        return []
    return _texts(
        ("venue", venue.name), ("city", venue.city), ("country", venue.country)
    )


def _venue(
    venue: Venue, of_show: About, there: Sequence[EditionAsOf], as_of: AsOf
) -> Result:
    """A venue of editions; its undated facts are not cited in a look back."""
    texts = _texts(
        ("title", venue.name or venue.city),
        ("city", venue.city if venue.name is not None else None),
        ("country", venue.country),
    )
    nearest = _nearest(there, as_of)
    source = () if as_of.looks_back(nearest.show.reviewed) else venue.source
    ids = tuple(edition.id for edition in reversed(there))
    return Result(
        "venue", texts, of_show, nearest.id, nearest.dates, source, editions=ids
    )


@functools.cache
def _on(day: dt.date) -> Dates:
    return Dates(start=day, end=day)


def _notices(
    edition: EditionAsOf, about: About, venues: Iterable[Venue]
) -> Iterator[Result]:
    """The notices that have a text or changed the dates.

    One that moved an edition to later days is found as "postponed", too.
    """
    changed = {
        (entry.day, entry.source): entry
        for entry in changes([edition], venues)
        if entry.kind in ("move", "postponement", "cancellation")
    }
    for notice in edition.notices:
        entry = changed.get((notice.day_known, notice.source))
        change = None if entry is None else entry.text
        text = notice.headline or notice.summary or change
        if text is not None:
            texts = _texts(
                ("title", text), ("summary", change if change != text else None)
            )
            if entry is not None and _is_later(entry):
                texts.append(("kind", "postponed"))
            dates, by = _on(notice.day_known), notice.known_by is not None
            yield Result("news", texts, about, about.id, dates, notice.source, by=by)


def _is_later(entry: NewsEntry) -> bool:
    if entry.old is None or entry.new is None:
        return False
    return window(entry.new) > window(entry.old)


def _news_item(item: NewsItem, about: About) -> Result:
    texts: Texts = [("title", item.title), ("summary", item.summary)]
    dates = _on(item.day_known) if item.month is None else Dates(month=item.month)
    by = item.known_by is not None
    return Result("news", texts, about, about.id, dates, item.source, by=by)


def _in_programme(
    programme: Programme, edition: EditionAsOf, about: About, kinds: Sequence[Kind]
) -> Iterator[Result]:
    if "theme" in kinds:
        of_edition = filter(None, [edition.record.theme])
        yield from _themes([*of_edition, *programme.theme], edition, about)
    if not {"session", "speaker"}.intersection(kinds):
        return
    for session in programme.session:
        yield Result(
            "session",
            _session(session),
            about,
            f"{edition.id}/{session.id}",
            edition.dates if session.date is None else _on(session.date),
            session.source,
            session=session,
            theme=theme_for(session, programme.theme),
        )


def _themes(
    themes: Iterable[Theme], edition: EditionAsOf, about: About
) -> Iterator[Result]:
    """The themes; one that both halves of a day have is one result."""
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
        dates = edition.dates if day is None else _on(day)
        cited = dict.fromkeys(key for theme in halves for key in theme.source)
        yield Result("theme", texts, about, key, dates, tuple(cited))


def _session(session: Session) -> Texts:
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
    return _texts(
        ("speaker", speaker.name), ("role", speaker.role), ("role", speaker.brief)
    )


def _exhibitors(
    known: ListAsOf,
    about: About,
    words: Sequence[str],
    companies: Companies,
    aliases: Mapping[str, Collection[str]],
) -> Iterator[Result]:
    """The exhibitors of a list with any of the words; all of them without words.

    Those of companies in `aliases` are found by these names, too.
    """
    edition, listed = known
    for position, exhibitor in enumerate(listed.exhibitor):
        text = searched_text(exhibitor) if words else ""
        names = aliases.get(companies.key_of(exhibitor.name), ()) if aliases else ()
        if words and not names and not any(word in text for word in words):
            continue
        texts = _texts(
            ("title", exhibitor.name),
            *(("alias", name) for name in sorted(names) if name != exhibitor.name),
            ("country", exhibitor.country_name),
            ("website", exhibitor.website),
            *(("category", category) for category in exhibitor.categories),
            *(("stand", stand) for stand in exhibitor.stand),
        )
        yield Result(
            "exhibitor",
            texts,
            about,
            None,
            edition.dates,
            listed.source,
            exhibitors=listed,
            position=position,
        )


def _entry(entry: PickAsOf, about: About) -> Result:
    pick = entry.pick
    texts = _texts(
        ("title", pick.title),
        ("kind", pick.kind),
        ("place", pick.place),
        ("note", pick.note),
    )
    dates = Dates(start=entry.first, end=entry.last)
    return Result("entry", texts, about, entry.id, dates, entry=entry)
