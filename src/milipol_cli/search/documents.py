"""What can be searched: shows, editions, sessions and so on, with their texts.

A document has texts of its own and shares others with its edition and its show. A word
in the shared texts narrows a search; by itself it finds the edition or the show only,
not everything in it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from milipol_cli.folding import fold
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    names_borne,
)
from milipol_cli.network.exhibitors import (
    GetList,
    ListAsOf,
    country_of,
    latest_lists,
    searched_text,
)
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.exhibitors import (
    Exhibitor,
    ExhibitorList,
    ListedExhibitor,
)
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import (
    DayTheme,
    Programme,
    Session,
    Speaker,
    theme_for,
)
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Notice, Show, ShowFile, Theme, Venue
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.model import Pick

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
    "website",
    "edition",
    "show",
]

Texts = list[tuple[Field, str]]


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

    def touch(self, dates: Dates) -> bool:
        """Whether at least one of the dates is within the days that are asked for."""
        first, last = window(dates)
        after = self.first is None or last >= self.first
        return after and (self.last is None or first <= self.last)


# The kinds for which programmes have to be read.
IN_PROGRAMMES: frozenset[Kind] = frozenset({"theme", "session", "speaker"})


class About(NamedTuple):
    """What documents belong to: an edition, a show, a venue's editions, or nothing.

    `texts` are those that the documents share.
    """

    name: str | None
    show: Show | None
    editions: Sequence[EditionAsOf]
    texts: Texts
    is_edition: bool = False


class Entry(NamedTuple):
    """An entry of a list of exhibitors, of which ids are only made if it is found."""

    exhibitors: ExhibitorList
    at: int

    @property
    def entry(self) -> Exhibitor:
        """The exhibitor without its id."""
        return self.exhibitors.exhibitor[self.at]

    @property
    def listed(self) -> ListedExhibitor:
        """The exhibitor with its id."""
        return self.exhibitors.listed[self.at]


class SearchDocument(NamedTuple):
    """Something that can be found, with its own texts.

    `value` is None for a show or an edition, which `about` has. A session without a
    title is called by the `theme` of its half-day.
    """

    kind: Kind
    texts: Texts
    about: About
    value: Theme | Session | Venue | NewsItem | Notice | PickAsOf | Entry | None = None
    theme: str | None = None


def documents(
    files: Iterable[ShowFile],
    as_of: AsOf,
    terms: Terms,
    *,
    programme: Callable[[str], Programme | None],
    news: Callable[[], Iterable[NewsItem]],
    entries: Callable[[], Iterable[PickAsOf]] = tuple,
    get_list: GetList = lambda _: None,
) -> Iterator[SearchDocument]:
    """Everything of the kinds of `terms` that is known as of a date, by edition.

    `programme` gives the programme of an edition, `get_list` its list of exhibitors,
    `news` the news and `entries` the reader's own entries; they are called only if
    needed. Exhibitors without any of the words are left out, as there are thousands.
    """
    abouts: dict[str, About] = {}
    kinds, shows, words = terms.all_kinds, terms.shows, terms.folded
    for file in files:
        editions = sorted(editions_as_of([file], as_of), key=by_day)
        if editions:
            yield from _of_show(file, editions, abouts, kinds, programme)
            if "exhibitor" in kinds:
                for known in latest_lists(editions, get_list, as_of):
                    yield from _exhibitors(known, abouts[known.edition.id], words)
    nothing = About(None, None, (), [])
    if "news" in kinds:
        for item in news():
            show = item.show_id
            if item.day_known <= as_of.reader_day and (not shows or show in shows):
                about = abouts.get(item.edition or "") or abouts.get(show or "")
                texts = _texts(("title", item.title), ("summary", item.summary))
                yield SearchDocument("news", texts, about or nothing, item)
    for entry in entries() if "entry" in kinds else ():
        about = abouts.get(entry.pick.edition or "")
        if about is not None or not shows:
            yield SearchDocument("entry", _entry(entry.pick), about or nothing, entry)


def _of_show(
    file: ShowFile,
    editions: Sequence[EditionAsOf],
    abouts: dict[str, About],
    kinds: Sequence[Kind],
    programme: Callable[[str], Programme | None],
) -> Iterator[SearchDocument]:
    show = file.show
    names = list(dict.fromkeys(reversed(names_borne(editions))))
    shared: Texts = [("show", name) for name in names]
    aliases: Texts = [("alias", alias) for alias in _aliases(file, names)]
    of_show = About(names[0], show, editions, [*shared, *aliases, ("id", show.id)])
    abouts[show.id] = of_show
    if "show" in kinds:
        texts = _texts(
            ("title", names[0]),
            *(("former_name", name) for name in names[1:]),
            *aliases,
            ("city", show.city),
            ("country", show.country),
            ("id", show.id),
        )
        yield SearchDocument("show", texts, of_show._replace(texts=[]))
    for edition in editions:
        title = f"{edition.name} {edition.year}"
        own: Texts = [*_place(edition.venue), ("id", edition.id)]
        texts = [("edition", title), *own, *shared, *aliases]
        about = About(title, show, (edition,), texts, is_edition=True)
        abouts[edition.id] = about
        if "edition" in kinds:
            yield SearchDocument(
                "edition",
                [("title", title), *own],
                about._replace(texts=[*shared, *aliases]),
            )
        if "news" in kinds:
            yield from _notices(about, edition)
        if IN_PROGRAMMES.intersection(kinds):
            yield from _programme(about, edition, programme(edition.id), kinds)
    if "venue" in kinds:
        yield from _venues(file, editions, of_show)


def _aliases(file: ShowFile, names: Sequence[str]) -> tuple[str, ...]:
    """The aliases of a show; none before its latest name, which they may reveal."""
    notices = [notice for edition in file.edition for notice in edition.notice]
    known = {None, *names}
    return file.show.aliases if all(notice.name in known for notice in notices) else ()


def _texts(*texts: tuple[Field, str | None]) -> Texts:
    return [(field, text) for field, text in texts if text is not None]


def _place(venue: Venue | None) -> Texts:
    if venue is None:
        return []
    return _texts(
        ("venue", venue.name), ("city", venue.city), ("country", venue.country)
    )


def _notices(about: About, edition: EditionAsOf) -> Iterator[SearchDocument]:
    """The notices that have a text."""
    for notice in edition.notices:
        text = notice.headline or notice.summary
        if text is not None:
            yield SearchDocument("news", [("title", text)], about, notice)


def _programme(
    about: About,
    edition: EditionAsOf,
    programme: Programme | None,
    kinds: Sequence[Kind],
) -> Iterator[SearchDocument]:
    if "theme" in kinds:
        themes = () if programme is None else programme.theme
        yield from _themes(about, [*filter(None, [edition.record.theme]), *themes])
    if programme is not None and ("session" in kinds or "speaker" in kinds):
        for session in programme.session:
            theme = theme_for(session, programme.theme)
            yield SearchDocument("session", _session(session), about, session, theme)


def _themes(about: About, themes: Iterable[Theme]) -> Iterator[SearchDocument]:
    """The themes; one that both halves of a day have is one document."""
    halves_of: dict[tuple[str, str | None], list[Theme]] = {}
    for theme in themes:
        day = theme.date.isoformat() if isinstance(theme, DayTheme) else None
        halves_of.setdefault((theme.title, day), []).append(theme)
    for (title, day), halves in halves_of.items():
        texts = _texts(
            ("title", title),
            *(("summary", theme.summary) for theme in halves),
            ("id", day),
        )
        cited = dict.fromkeys(key for theme in halves for key in theme.source)
        whole = msgspec.structs.replace(halves[0], source=tuple(cited))
        yield SearchDocument("theme", texts, about, whole)


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


def _exhibitors(
    known: ListAsOf, about: About, words: Sequence[str]
) -> Iterator[SearchDocument]:
    """The exhibitors of a list with any of the words; all of them without words."""
    for at, exhibitor in enumerate(known.exhibitors.exhibitor):
        text = searched_text(exhibitor) if words else ""
        if not words or any(word in text for word in words):
            value = Entry(known.exhibitors, at)
            yield SearchDocument("exhibitor", _exhibitor(exhibitor), about, value)


def _exhibitor(exhibitor: Exhibitor) -> Texts:
    return _texts(
        ("title", exhibitor.name),
        ("country", country_of(exhibitor)),
        ("website", exhibitor.website),
    ) + [("category", category) for category in exhibitor.categories]


def _entry(pick: Pick) -> Texts:
    return _texts(
        ("title", pick.title),
        ("kind", pick.kind),
        ("place", pick.place),
        ("note", pick.note),
    )


def speaker_texts(speaker: Speaker) -> Texts:
    """The texts about a speaker."""
    return _texts(
        ("speaker", speaker.name), ("role", speaker.role), ("role", speaker.brief)
    )


def _venues(
    file: ShowFile, editions: Sequence[EditionAsOf], of_show: About
) -> Iterator[SearchDocument]:
    """The venues of the editions."""
    for venue in file.venue:
        there = [edition for edition in editions if edition.venue is venue]
        if there:
            texts = _texts(
                ("title", venue.name or venue.city),
                ("city", venue.city if venue.name is not None else None),
                ("country", venue.country),
            )
            yield SearchDocument(
                "venue", texts, of_show._replace(editions=there), venue
            )
