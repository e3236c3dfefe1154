"""What is told of a thing that was found, and how near it is in time."""

from collections.abc import Sequence

from milipol_cli.network import citations as citing
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import show_as_known
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import DayTheme, Session, Speaker
from milipol_cli.network.model.shows import Notice, Venue
from milipol_cli.network.news_items import day_out
from milipol_cli.search.answer import Match, SearchResult, Sought
from milipol_cli.search.documents import SearchDocument


def days_away(dates: Dates, as_of: AsOf) -> int:
    """The days between the reader's date and dates; 0 on them."""
    first, last = window(dates)
    day = as_of.reader_day
    return max((first - day).days, (day - last).days, 0)


def hit_of(
    thing: SearchDocument,
    matches: Sequence[Match],
    who: Speaker | None,
    asked: Sought,
    as_of: AsOf,
) -> SearchResult | None:
    """A thing as it is told, or `who` speaks in it; None outside of the days asked for.

    Of the editions of a show or a venue the nearest in time counts.
    """
    times = [one for one in _times(thing) if _is_within(one[0], asked)]
    if not times:
        return None
    dates, key = min(times, key=lambda one: days_away(one[0], as_of))
    about, what = thing.about, thing.what
    view = about.views[0] if about.is_edition else None
    texts = dict(reversed(thing.own))
    return SearchResult(
        kind=thing.kind if who is None else "speaker",
        id=key,
        title=texts.get("title") if who is None else who.name,
        matches=tuple(matches),
        dates=dates,
        by=isinstance(what, (NewsItem, Notice)) and what.known_by is not None,
        about=about.name,
        city=texts.get("city"),
        country=texts.get("country"),
        show=None if about.show is None else about.show.id,
        edition=view,
        editions=(
            tuple(key for _, key in reversed(times) if key is not None)
            if thing.kind == "venue"
            else ()
        ),
        session=what if isinstance(what, Session) else None,
        speaker=who,
        source=_sources(thing, as_of),
    )


def _times(thing: SearchDocument) -> list[tuple[Dates, str | None]]:
    """The dates of a thing, each with the id that tells of it then."""
    about, what = thing.about, thing.what
    show = None if about.show is None else about.show.id
    if isinstance(what, (NewsItem, Notice)):
        key = about.views[0].id if about.is_edition else show
        return [(_out(what), key)]
    own = what.date if isinstance(what, (DayTheme, Session)) else None
    found: list[tuple[Dates, str | None]] = []
    for view in about.views:
        key = view.id
        if thing.kind == "show":
            key = show
        elif isinstance(what, Session):
            key = f"{key}/{what.id}"
        elif own is not None:
            key = f"{key}/{own}"
        found.append((view.dates if own is None else Dates(start=own, end=own), key))
    return found


def _out(what: NewsItem | Notice) -> Dates:
    """The day a piece of news was out, or the month it appeared in."""
    if isinstance(what, NewsItem) and what.month is not None:
        return Dates(month=what.month)
    day = day_out(what) if isinstance(what, NewsItem) else what.day_known
    return Dates(start=day, end=day)


def _is_within(dates: Dates, asked: Sought) -> bool:
    """Whether dates touch the days asked for."""
    first, last = window(dates)
    after = asked.first is None or last >= asked.first
    return after and (asked.last is None or first <= asked.last)


def _sources(thing: SearchDocument, as_of: AsOf) -> tuple[str, ...]:
    """What is cited for a thing: for an edition what its dates and number rest on.

    What bears no day has no sources in a look back: a venue, and what a show is.
    """
    about, what = thing.about, thing.what
    show = about.show
    if isinstance(what, Venue):
        assert show is not None  # a venue is one of a show's
        return () if as_of.looks_back(show.reviewed) else what.source
    if what is not None:
        return what.source
    if about.is_edition:
        return tuple(citing.of_dates(about.views[0]))
    assert show is not None  # only news may be of no show
    return show_as_known(show, as_of).source
