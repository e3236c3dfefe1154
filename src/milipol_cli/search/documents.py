"""What can be searched: the things of the data with the texts that they hold.

A thing has texts of its own, and shares others with its edition and its show. A word
of the latter narrows a search, but alone finds the edition or the show, not all in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, by_day, editions_as_of
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import DayTheme, Programme, Session, Speaker
from milipol_cli.network.model.shows import Notice, Show, ShowFile, Theme, Venue
from milipol_cli.network.names import names_borne
from milipol_cli.network.news_items import day_out, show_of
from milipol_cli.search.answer import Field, HitKind

Fields = list[tuple[Field, str]]


# The kinds that only a programme can tell all of.
IN_PROGRAMMES: frozenset[HitKind] = frozenset({"theme", "session", "speaker"})


class About(NamedTuple):
    """What things belong to: an edition, a show, the editions of a venue, or nothing.

    `fields` are the texts that the things share.
    """

    name: str | None
    show: Show | None
    views: Sequence[EditionAsOf]
    fields: Fields
    is_edition: bool = False


class SearchDocument(NamedTuple):
    """Something that can be found; `what` is the value, None for an edition or show."""

    kind: HitKind
    own: Fields
    about: About
    what: Theme | Session | Venue | NewsItem | Notice | None = None


def things(
    files: Iterable[ShowFile],
    as_of: AsOf,
    *,
    kinds: Sequence[HitKind],
    programme: Callable[[str], Programme | None],
    news: Callable[[], Iterable[NewsItem]],
    shows: Sequence[str] = (),
) -> Iterator[SearchDocument]:
    """All that is known by now of these kinds, edition by edition.

    `programme` gives the programme of an edition and `news` the news; they are asked
    when something of them is wanted. `shows` are those that the files are kept to.
    """
    abouts: dict[str, About] = {}
    for file in files:
        views = sorted(editions_as_of([file], as_of), key=by_day)
        if views:
            yield from _of_show(file, views, abouts, kinds, programme)
    if "news" in kinds:
        nothing = About(None, None, (), [])
        for item in news():
            show = show_of(item)
            if day_out(item) <= as_of.reader_day and (not shows or show in shows):
                about = abouts.get(item.edition or "") or abouts.get(show or "")
                own = _texts(("title", item.title), ("summary", item.summary))
                yield SearchDocument("news", own, about or nothing, item)


def _of_show(
    file: ShowFile,
    views: Sequence[EditionAsOf],
    abouts: dict[str, About],
    kinds: Sequence[HitKind],
    programme: Callable[[str], Programme | None],
) -> Iterator[SearchDocument]:
    show = file.show
    names = list(dict.fromkeys(reversed(names_borne(views))))
    shared: Fields = [("show", name) for name in names]
    aliases: Fields = [("alias", alias) for alias in _aliases(file, names)]
    of_show = About(names[0], show, views, [*shared, *aliases, ("id", show.id)])
    abouts[show.id] = of_show
    if "show" in kinds:
        own = _texts(
            ("title", names[0]),
            *(("former_name", name) for name in names[1:]),
            *aliases,
            ("city", show.city),
            ("country", show.country),
            ("id", show.id),
        )
        yield SearchDocument("show", own, of_show._replace(fields=[]))
    for view in views:
        title = f"{view.name} {view.year}"
        place = _place(view.venue)
        key: tuple[Field, str] = ("id", view.id)
        fields: Fields = [("edition", title), *place, key, *shared, *aliases]
        about = About(title, show, (view,), fields, is_edition=True)
        abouts[view.id] = about
        if "edition" in kinds:
            own = _texts(("title", title), *place, key)
            yield SearchDocument(
                "edition", own, about._replace(fields=[*shared, *aliases])
            )
        if "news" in kinds:
            yield from _notices(about)
        if IN_PROGRAMMES.intersection(kinds):
            held = programme(view.id)
            yield from _programme(about, held, kinds)
    if "venue" in kinds:
        yield from _venues(file, views, of_show)


def _aliases(file: ShowFile, names: Sequence[str]) -> tuple[str, ...]:
    """The aliases of a show: they have no date, and may tell a name still to come."""
    notices = [notice for edition in file.edition for notice in edition.notice]
    known = {None, *names}
    whole = all(notice.name in known for notice in notices)
    return file.show.aliases if whole else ()


def _texts(*given: tuple[Field, str | None]) -> Fields:
    return [(field, text) for field, text in given if text is not None]


def _place(venue: Venue | None) -> Fields:
    if venue is None:
        return []
    return _texts(
        ("venue", venue.name), ("city", venue.city), ("country", venue.country)
    )


def _notices(about: About) -> Iterator[SearchDocument]:
    """What was made known of an edition in words."""
    (view,) = about.views
    for notice in view.notices:
        said = notice.headline or notice.summary
        if said is not None:
            yield SearchDocument("news", [("title", said)], about, notice)


def _programme(
    about: About, programme: Programme | None, kinds: Sequence[HitKind]
) -> Iterator[SearchDocument]:
    (view,) = about.views
    themes: list[Theme] = [] if view.record.theme is None else [view.record.theme]
    themes += () if programme is None else programme.theme
    if "theme" in kinds:
        alike: dict[tuple[str, str | None], list[Theme]] = {}
        for theme in themes:
            day = theme.date.isoformat() if isinstance(theme, DayTheme) else None
            alike.setdefault((theme.title, day), []).append(theme)
        # A theme of both halves of a day, each with its own summary, is one.
        for (title, day), halves in alike.items():
            own = _texts(
                ("title", title),
                *(("summary", theme.summary) for theme in halves),
                ("id", day),
            )
            cited = dict.fromkeys(key for theme in halves for key in theme.source)
            whole = msgspec.structs.replace(halves[0], source=tuple(cited))
            yield SearchDocument("theme", own, about, whole)
    if programme is not None and ("session" in kinds or "speaker" in kinds):
        for session in programme.session:
            yield SearchDocument("session", _session(session), about, session)


def _session(session: Session) -> Fields:
    fields: Fields = [("kind", session.kind), ("id", session.id)]
    if session.title is not None:
        fields.append(("title", session.title))
    if session.summary is not None:
        fields.append(("summary", session.summary))
    if session.room is not None:
        fields.append(("room", session.room))
    for who in session.speaker:
        fields += speaker_fields(who)
    return fields


def speaker_fields(who: Speaker) -> Fields:
    """The texts of somebody who speaks."""
    return _texts(("speaker", who.name), ("role", who.role), ("role", who.brief))


def _venues(
    file: ShowFile, views: Sequence[EditionAsOf], of_show: About
) -> Iterator[SearchDocument]:
    """The places of editions known by now."""
    for venue in file.venue:
        there = [view for view in views if view.venue is venue]
        if there:
            own = _texts(
                ("title", venue.name or venue.city),
                ("city", venue.city if venue.name is not None else None),
                ("country", venue.country),
            )
            yield SearchDocument("venue", own, of_show._replace(views=there), venue)
