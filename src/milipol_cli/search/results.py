"""Search results: what a document is shown as, and how near in time it is."""

from collections.abc import Sequence

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, show_as_known
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.kinds import Sources
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import DayTheme, Session, Speaker
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Notice, Venue
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.search.documents import Entry, Kind, SearchDocument, Terms
from milipol_cli.search.matching import Match


class SearchResult(Record, frozen=True, kw_only=True):
    """One result.

    `id` is what `milipol show` takes; None for news of the whole network. `about` is
    the name of its edition or show. A show or a venue has the `dates` of its edition
    that is nearest in time, and a venue has the id of that one of its `editions`. News
    with `by` was published by the day in `dates`. A speaker comes with the session; a
    session without a title is called by the `theme` of its half-day. An `entry` of the
    reader's own has its id in their agenda.
    """

    kind: Kind
    id: str | None
    title: str | None
    matches: tuple[Match, ...]
    dates: Dates
    source: Sources
    by: bool = False
    about: str | None = None
    city: str | None = None
    country: str | None = None
    show: str | None = None
    edition: EditionAsOf | None = None
    editions: tuple[str, ...] = ()
    session: Session | None = None
    theme: str | None = None
    speaker: Speaker | None = None
    entry: PickAsOf | None = None
    exhibitor: Exhibitor | None = None


def days_away(dates: Dates, as_of: AsOf) -> int:
    """The days between the date of the answer and dates; 0 while they last."""
    first, last = window(dates)
    day = as_of.reader_day
    return max((first - day).days, (day - last).days, 0)


def result_of(
    document: SearchDocument,
    matches: Sequence[Match],
    speaker: Speaker | None,
    terms: Terms,
    as_of: AsOf,
) -> SearchResult | None:
    """The result for a document, or for a speaker in it; None outside its days."""
    dated = [(dates, key) for dates, key in _dated_ids(document) if terms.touch(dates)]
    if not dated:
        return None
    dates, key = min(dated, key=lambda pair: days_away(pair[0], as_of))
    about, value = document.about, document.value
    texts = dict(reversed(document.texts))
    return SearchResult(
        kind=document.kind if speaker is None else "speaker",
        id=key,
        title=texts.get("title") if speaker is None else speaker.name,
        matches=tuple(matches),
        dates=dates,
        by=isinstance(value, (NewsItem, Notice)) and value.known_by is not None,
        about=about.name,
        city=texts.get("city"),
        country=texts.get("country"),
        show=None if about.show is None else about.show.id,
        edition=about.editions[0] if about.is_edition else None,
        editions=(
            tuple(key for _, key in reversed(dated) if key is not None)
            if document.kind == "venue"
            else ()
        ),
        session=value if isinstance(value, Session) else None,
        theme=document.theme,
        speaker=speaker,
        entry=value if isinstance(value, PickAsOf) else None,
        exhibitor=value.entry if isinstance(value, Entry) else None,
        source=_sources(document, as_of),
    )


def _dated_ids(document: SearchDocument) -> list[tuple[Dates, str | None]]:
    """The dates of a document, each with the id to show for them.

    A show and a venue have the dates of all their editions.
    """
    about, value = document.about, document.value
    show = None if about.show is None else about.show.id
    if isinstance(value, (NewsItem, Notice)):
        return [(_published(value), about.editions[0].id if about.is_edition else show)]
    if isinstance(value, PickAsOf):
        return [(Dates(start=value.first, end=value.last), value.id)]
    day = value.date if isinstance(value, (DayTheme, Session)) else None
    dated: list[tuple[Dates, str | None]] = []
    for edition in about.editions:
        key: str | None = edition.id
        if document.kind == "show":
            key = show
        elif isinstance(value, Entry):
            key = value.listed.id
        elif isinstance(value, Session):
            key = f"{key}/{value.id}"
        elif day is not None:
            key = f"{key}/{day}"
        dated.append((edition.dates if day is None else Dates(start=day, end=day), key))
    return dated


def _published(news: NewsItem | Notice) -> Dates:
    """The day or month in which a piece of news was published."""
    if isinstance(news, NewsItem) and news.month is not None:
        return Dates(month=news.month)
    return Dates(start=news.day_known, end=news.day_known)


def _sources(document: SearchDocument, as_of: AsOf) -> tuple[str, ...]:
    """The sources of a document; of an edition those of its dates and number.

    Facts without a day, like those about venues, are not cited in a look back.
    """
    about, value = document.about, document.value
    show = about.show
    if isinstance(value, Venue):
        assert show is not None  # a venue belongs to a show
        return () if as_of.looks_back(show.reviewed) else value.source
    if isinstance(value, PickAsOf):
        return ()
    if isinstance(value, Entry):
        return value.exhibitors.source
    if value is not None:
        return value.source
    if about.is_edition:
        return about.editions[0].source
    assert show is not None  # only news may belong to no show
    return show_as_known(show, as_of).source
