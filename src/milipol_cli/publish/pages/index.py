"""The first page: what is on, what comes next, all shows, the latest news."""

from collections.abc import Sequence

from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    joined,
)
from milipol_cli.look.words.editions import (
    known_since_notes,
    last_edition,
    named,
    place,
    starts,
    status,
    titled_number,
    venue_line,
    when,
)
from milipol_cli.look.words.programme import date_and_day
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.sessions import ShowDay
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import (
    Content,
    Html,
    element,
    items,
    paragraphs,
    section,
)
from milipol_cli.publish.pages.page import Page, Section, link, whole
from milipol_cli.publish.pages.parts import (
    Columns,
    calendar_links,
    news_section,
    still_held,
    table,
    time,
)
from milipol_cli.publish.query import Publication, PublishedShow
from milipol_cli.upcoming.query import Undated
from milipol_cli.upcoming.words import (
    NOTHING_KNOWN,
    expected,
    expected_note,
    heading,
    show_and_city,
    tentative_notes,
)

# How many pieces of news the first page has.
_LATEST = 8


def index(publication: Publication) -> Page:
    """The page."""
    path = paths.INDEX
    upcoming = publication.upcoming
    notes = known_since_notes(upcoming.later_changes)
    notes += tentative_notes(upcoming.editions)
    expectation = expected_note(upcoming.undated)
    notes += [] if expectation is None else [expectation]
    return Page(
        path,
        _title(publication),
        (),
        _on_now(publication),
        [
            table("Upcoming", _UPCOMING, upcoming.editions, names="Show"),
            table("No dates announced", _UNDATED, upcoming.undated, names="Show"),
            whole(paragraphs(notes, class_="dim")),
            Section("Shows", [_show(show) for show in publication.shows], _cards),
            news_section(
                "Latest news", path, publication.news.entries[:_LATEST], publication
            ),
            whole(paragraphs([link(path, paths.NEWS, "All news")])),
            whole(section("Calendars", _calendars(publication))),
        ],
    )


def _title(publication: Publication) -> str:
    """The network, or the shows if only some are published."""
    names = [show.history.name for show in publication.shows]
    if not publication.only:
        return heading(publication.upcoming)
    return heading(publication.upcoming, joined(names))


def _on_now(publication: Publication) -> Html:
    today = publication.today
    if not publication.shows:
        return paragraphs([NOTHING_KNOWN])
    if not today.days and publication.only:
        return Html()  # when they are on stands below
    if not today.days:
        return paragraphs(["No show of the Milipol network is on."])
    days = {
        (edition.edition.id, day.date)
        for edition in publication.editions
        for day in edition.details.days
    }
    return section(
        "On now",
        [
            _day_on(day, has_page=(day.edition.id, day.date) in days)
            for day in today.days
        ],
    )


def _day_on(day: ShowDay, *, has_page: bool) -> Html:
    edition = day.edition
    programme = link(
        paths.INDEX, paths.day_page(edition.id, day.date), "Programme of the day"
    )
    return element(
        "div",
        element("h3", _edition_link(edition, titled_number(edition))),
        paragraphs([time(day.date, date_and_day(day)), venue_line(edition)]),
        element("p", programme) if has_page else None,
        class_="on card",
    )


def _edition_link(edition: EditionAsOf, words: str) -> Html:
    return link(paths.INDEX, paths.page(edition.id), words)


def _dates(edition: EditionAsOf) -> Content:
    words = still_held(edition, dates_short(edition.dates))
    first = edition.dates.start
    return words if first is None else time(first, words)


_UPCOMING: Columns[EditionAsOf] = {
    "When": _dates,
    "Show": lambda edition: _edition_link(edition, named(edition)),
    "Where": place,
    "Starts": starts,
    "Status": lambda edition: element("span", status(edition), class_=edition.status),
}

_UNDATED: Columns[Undated] = {
    "Expected": expected,
    "Show": lambda entry: link(
        paths.INDEX, paths.page(entry.show.id), show_and_city(entry)
    ),
    "Last edition": lambda entry: _edition_link(entry.last, last_edition(entry.last)),
}


def _cards(rows: Sequence[Html]) -> Html:
    return element("div", rows, class_="cards")


def _show(show: PublishedShow) -> Html:
    upcoming, last = show.history.upcoming, show.history.last
    editions = count(len(show.editions), "edition")
    lines: list[Content] = [
        ["Next: ", _edition_link(edition, dates_long(edition.dates))]
        for edition in upcoming[:1]
    ]
    if last is not None:
        lines.append(["Last: ", _edition_link(last, when(last))])
    return element(
        "div",
        element("h3", link(paths.INDEX, paths.page(show.id), show.history.name)),
        element("p", f"{show.history.show.city}, {editions}"),
        paragraphs(lines),
        class_="card",
    )


def _calendars(publication: Publication) -> Content:
    calendars = {
        paths.show_events(show.id): show.history.name
        for show in publication.shows
        if any(edition.edition.dates.start for edition in show.editions)
    }
    if calendars:
        calendars = {paths.ALL_EVENTS: "All shows", **calendars}
    return items(
        [name, ": ", calendar_links(paths.INDEX, path, publication)]
        for path, name in calendars.items()
    )
