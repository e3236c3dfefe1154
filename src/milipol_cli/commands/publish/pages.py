"""The pages: which there are, and what their templates show."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from milipol_cli.base.folding import FreeIds, fold, slug
from milipol_cli.commands.publish import paths, render
from milipol_cli.commands.publish.changes import programme_news
from milipol_cli.commands.publish.page_data import (
    Hours,
    Rooms,
    calendar_data,
    exhibitors_data,
    rooms_of,
)
from milipol_cli.commands.publish.query import Publication, PublishedEdition, PublishedShow
from milipol_cli.commands.publish.words import clock_time
from milipol_cli.commands.show.query import EditionInFull
from milipol_cli.look.words.dates import sentence
from milipol_cli.look.words.editions import day_in_words, why_off_words
from milipol_cli.look.words.figures import measure_line
from milipol_cli.look.words.programme import themes
from milipol_cli.network import citations
from milipol_cli.network.editions import (
    EditionAsOf,
    dates_before,
    figures_by_measure,
    may_come,
    nearness,
)
from milipol_cli.network.exhibitors import hall_name, walk_order
from milipol_cli.network.model.dates import Dates, day_of_dates
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.programmes import DayTheme, HalfDay, session_name
from milipol_cli.network.model.shows import Venue
from milipol_cli.network.model.sources import SourceKind
from milipol_cli.network.sessions import SessionAsOf, ShowDay

# How many pieces of news the first page and that of a show have.
_LATEST = 6

# How many countries an edition lists, with the most exhibitors.
_MOST_COUNTRIES = 5

# What search engines read is written in the words of schema.org.
_SCHEMA = "https://schema.org"

# How many cards the first page has, for the editions that are on or next.
_CARDS = 2


class ExhibitorGroup(NamedTuple):
    """Exhibitors below a heading, or the rest; `key` is its place on the page."""

    key: str
    heading: str
    entries: Sequence[ListedExhibitor]
    is_rest: bool


def pages(site: Publication, calendars: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The pages by their paths; of the calendars, they have those of their sessions."""

    def page(path: str, template: str, **values: Any) -> tuple[str, bytes]:
        shown = {"show": None, **values}
        return path, render.page_bytes(f"{template}.html", path, site=site, **shown)

    yield page(paths.INDEX, "index", **_index_values(site))
    yield page(paths.NEWS, "news", **_news_values(site))
    yield page(paths.SOURCES, "sources", kinds=_sources(site))
    for show in site.shows:
        yield page(paths.page(show.id), "show", show=show, **_show_values(show, site))
        for published in show.editions:
            edition_id, orders = published.edition.id, _orders(published)
            # What every page of an edition has.
            shared = {"show": show, "published": published, "orders": orders}
            values = _edition_values(published, site, orders)
            # None for an edition without a first day; a day always has one.
            calendar = calendars.get(paths.programme_events(edition_id))
            values |= _calendar_values(calendar, published)
            yield page(paths.page(edition_id), "edition", **shared, **values)
            for date, day in published.day_pages.items():
                calendar = calendars[paths.day_events(edition_id, date)]
                values = _day_values(day) | _calendar_values(calendar, day)
                yield page(paths.day_page(edition_id, date), "day", **shared, **values)
            for order in orders:
                path = paths.exhibitors_page(edition_id, order)
                yield page(path, "exhibitors", **shared, order=order)


def _index_values(site: Publication) -> dict[str, Any]:
    """The first page: cards of the nearest editions, and shows that have no card."""
    to_come = [
        edition
        for edition in site.upcoming.editions
        if edition.is_or_may_be_on or may_come(edition, site.as_of)
    ]
    to_come.sort(key=lambda edition: nearness(edition, site.as_of))
    cards = [site.edition_by_id[edition.id] for edition in to_come[:_CARDS]]
    on_cards = {card.edition.show.id for card in cards}
    expected_years = site.expected_years

    def next_year_first(show: PublishedShow) -> tuple[object, ...]:
        """The sort key of a show: its next year, or else the expected one, or none."""
        years = [edition.year for edition in show.history.upcoming]
        expected_year = expected_years.get(show.id) or 9999
        return (min(years, default="9999"), expected_year, show.history.name)

    others = [show for show in site.shows if show.id not in on_cards]
    calendars = [
        (paths.show_events(show.id), show.history.name) for show in site.shows if show.has_calendar
    ]
    if calendars:
        calendars.insert(0, (paths.ALL_EVENTS, "All shows"))
    return {
        "cards": cards,
        "others": sorted(others, key=next_year_first),
        "expected": expected_years,
        "news": site.latest_news[:_LATEST],
        "calendars": calendars,
    }


def _news_values(site: Publication) -> dict[str, Any]:
    """The page of news: by years, figures found later, and changes in programmes."""
    years = itertools.groupby(site.latest_news, key=lambda entry: entry.day.year)
    return {
        "years": {year: list(of_year) for year, of_year in years},
        "older": [entry for entry in site.news.entries if entry.is_found_later],
        "programmes": programme_news(site),
    }


def _sources(site: Publication) -> dict[str, list[Any]]:
    """The sources that a page cites, by kind, so none of a private session."""
    cited = dict(site.news.sources)
    for show in site.shows:
        cited |= {source.id: source for source in show.history.sources}
        for edition in show.editions:
            cited |= {source.id: source for source in edition.details.sources}
    kinds: dict[str, list[Any]] = {kind: [] for kind in get_args(SourceKind)}
    for source in sorted(cited.values(), key=lambda source: fold(source.publisher)):
        kinds[source.kind].append(source)
    return kinds


def _show_values(show: PublishedShow, site: Publication) -> dict[str, Any]:
    """The values for the template of a show: editions by place, news, visitors."""
    rows = show.history.editions
    most = max((row.visitors.value for row in rows if row.visitors), default=0)
    news = [entry for entry in site.latest_news if entry.show == show.id]
    places = itertools.groupby(rows, key=_place)
    return {
        "places": [(place, list(of_place)) for place, of_place in places],
        "cities": {row.edition.venue.city for row in rows if row.edition.venue},
        "most": most,
        "news": news[:_LATEST],
        "expected": site.expected_years.get(show.id),
        "has_numbers": any(row.edition.record.number for row in rows),
        "history_facts": [(row.edition.year, row.cited_briefly) for row in rows],
    }


def _place(row: EditionInFull) -> str:
    venue = row.edition.venue
    return "" if venue is None else venue.name or venue.city or ""


def _edition_values(
    published: PublishedEdition, site: Publication, orders: dict[str, list[ExhibitorGroup]]
) -> dict[str, Any]:
    """The values for the template of an edition, besides the edition itself."""
    edition, details = published.edition, published.details
    # By what they count, then by whether they were expected or counted.
    figures: dict[str, dict[str, list[Any]]] = {}
    for figure in details.entry.figures:
        kinds = figures.setdefault(figure.measure, {"expected": [], "counted": []})
        kinds[figure.kind].append(figure)
    # The countries with most exhibitors first, without "Country not listed".
    countries = [group for group in orders.get("country", ()) if not group.is_rest]
    countries.sort(key=lambda group: -len(group.entries))
    listing = published.exhibitors
    return {
        "listed": None if listing is None else exhibitors_data(listing),
        "figures": figures,
        "countries": countries[:_MOST_COUNTRIES],
        "figure_facts": [
            (sentence(measure_line(of_measure, {})), tuple(citations.of_figures(of_measure)))
            for of_measure in figures_by_measure(details.entry.figures).values()
        ],
        "programme_keys": tuple(citations.of_days(details.days, details.undated)),
        "data": event_data(edition, site),
        "news": [
            entry
            for entry in site.news.entries
            if entry.edition == edition.id and entry.kind not in ("announcement", "move")
        ],
    }


def _calendar_values(calendar: bytes | None, part: PublishedEdition | ShowDay) -> dict[str, Any]:
    """The published calendar of the sessions of a page; None if none has a time."""
    is_timed = any(row.starts for row in part.sessions)
    return {"events": calendar_data(calendar) if calendar and is_timed else None}


def _day_values(day: ShowDay) -> dict[str, Any]:
    """The page of a day: themes and sessions by half-day, and what each rests on.

    Themes of the whole day stand above all halves.
    """
    themed, edition = themes(day), day.edition
    rooms = rooms_of(day.sessions)
    nth = day_of_dates(edition.dates, day.date)
    return {
        "day": day,
        "nth": nth and day_in_words(*nth, may_be_on=edition.may_be_on),
        "off": why_off_words(edition, day.date),
        "themes": [theme for theme in themed if theme.half_day is None],
        "halves": _halves(day, themed, rooms),
        "rooms": rooms,
        "facts": _facts(day, themed),
    }


class Half(NamedTuple):
    """Half a day, as a page shows it; without a name, what belongs to neither half.

    Without `hours`, the sessions are only a list; with them, a grid, too.
    """

    name: HalfDay | None
    themes: Sequence[DayTheme]
    rows: Sequence[SessionAsOf]
    hours: Hours | None


def _halves(day: ShowDay, themed: Sequence[DayTheme], rooms: Rooms | None) -> list[Half]:
    """The halves of a day that have a theme or a session.

    Hours are drawn beside the rooms only where all sessions of a half have a time.
    """
    halves = []
    for half in (*get_args(HalfDay), None):
        of_half = [theme for theme in themed if half and theme.half_day == half]
        rows = [row for row in day.sessions if row.half_day == half]
        if of_half or rows:
            is_timed = rows and all(row.starts for row in rows)
            hours = rooms.hours(rows) if rooms and is_timed else None
            halves.append(Half(half, of_half, rows, hours))
    return halves


def _facts(day: ShowDay, themed: Sequence[DayTheme]) -> list[tuple[str, tuple[str, ...]]]:
    """The themes and sessions of a day, each with the ids of the sources it rests on.

    If all rest on the same sources, these are given once, for the whole day.
    """
    facts = [(theme.title, theme.source) for theme in themed]
    for row in day.sessions:
        name = session_name(row.session, row.theme)
        clock = "" if row.starts is None else f"{clock_time(row.starts)} "
        facts.append((f"{clock}{name}", row.session.source))
    sources = [source for _, source in facts]
    if sources and all(set(source) == set(sources[0]) for source in sources):
        return [("All of this day", sources[0])]
    return facts


# The orders of a list, and what entries without a heading in them stand under.
_WITHOUT = {
    "name": "0–9 and others",
    "country": "Country not listed",
    "category": "Category not listed",
    "hall": "Hall not listed",
    "stand": "Stand not listed",
}


def _group_names(order: str, exhibitor: Exhibitor) -> Sequence[str]:
    """The names of the groups that an entry is in.

    Without a hall, what its stands begin with: "L1" of "L1-A21". If a list has neither,
    all stands are a group.
    """
    match order:
        case "name":
            first = fold(exhibitor.name)[:1].upper()
            return [first] if "A" <= first <= "Z" else []
        case "country":
            country = exhibitor.country_name
            return [] if country is None else [country]
        case "category":
            return exhibitor.categories
        case "hall":
            parts = (stand.partition("-") for stand in exhibitor.stand)
            begins = [before.strip() for before, dash, _ in parts if dash]
            return exhibitor.hall or begins
        case _:
            return ["Stands"] if exhibitor.stand else []


def _orders(published: PublishedEdition) -> dict[str, list[ExhibitorGroup]]:
    """The list of an edition in each order that anything is known for, by name first.

    With halls there is no order by stands, which are sorted within each hall.
    """
    if published.exhibitors is None:
        return {}
    entries = sorted(
        published.exhibitors.exhibitors.listed, key=lambda entry: fold(entry.exhibitor.name)
    )
    orders = {
        order: _groups(order, entries)
        for order in _WITHOUT
        if order == "name" or any(_group_names(order, entry.exhibitor) for entry in entries)
    }
    if "hall" in orders:
        orders.pop("stand", None)
    return orders


def _groups(order: str, entries: Sequence[ListedExhibitor]) -> list[ExhibitorGroup]:
    """The entries in an order by their groups, those without a group last.

    An entry of several categories is in each. Those of a hall stand as one walks.
    """
    by_name: dict[str, list[ListedExhibitor]] = {}  # "" for those without a group
    for entry in entries:
        for name in dict.fromkeys(_group_names(order, entry.exhibitor)) or [""]:
            by_name.setdefault(name, []).append(entry)
    if order in ("hall", "stand"):
        for of_hall in by_name.values():
            of_hall.sort(
                key=lambda entry: walk_order(
                    " ".join(entry.exhibitor.stand) or None, entry.exhibitor.name
                )
            )
    ids = FreeIds()
    return [
        ExhibitorGroup(
            # What has no slug is "g_other", then "g_other-2": names in other scripts.
            key=f"g_{ids.take(slug(name, without='other'))}",
            heading=_heading(order, name, by_name[name]),
            entries=by_name[name],
            is_rest=not name,
        )
        for name in sorted(by_name, key=lambda text: (not text, fold(text)))
    ]


def _heading(order: str, name: str, entries: Sequence[ListedExhibitor]) -> str:
    """The heading of a group: "Hall 5", or "Stands L1" if only stands begin so."""
    if not name or order != "hall":
        return name or _WITHOUT[order]
    is_listed = any(name in entry.exhibitor.hall for entry in entries)
    return hall_name(name) if is_listed else f"Stands {name}"


def event_data(edition: EditionAsOf, site: Publication) -> dict[str, Any] | None:
    """An edition as JSON-LD.

    None unless the organiser said when it is or was: programs take a date for granted.
    The organiser in the data is today's, so that of past editions is left out.
    """
    dated = [notice for notice in edition.notices if notice.dates is not None]
    if not (edition.notices[-1].is_of_organiser and dated[-1].is_of_organiser):
        return None
    event: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": edition.title,
        "startDate": _first_date(edition.dates),
        "endDate": edition.dates.end and str(edition.dates.end),
        **_event_status(edition),
        "location": edition.venue and _venue_data(edition.venue),
    }
    if edition.phase != "over":
        event["organizer"] = _value_of_type("Organization", {"name": edition.show.organiser})
    if site.base_url is not None:
        event["url"] = site.address(paths.page(edition.id))
    return _without_none(event)


def _first_date(dates: Dates) -> str:
    """The first day, or as much of it as is known (ISO 8601)."""
    return str(dates.start or dates.month or f"{dates.year:04}")


def _event_status(edition: EditionAsOf) -> dict[str, Any]:
    """The status for search engines; `previousStartDate` has starts before moves.

    Cancelled: no former start. Postponed without new dates: the start that no longer
    holds, then those before. Postponed to a month or year, or moved: those before, the
    latest first. One start stands by itself, several are a list.
    """
    start = _first_date(edition.dates)
    moved_from = map(_first_date, reversed(dates_before(edition)))
    former_starts = [date for date in dict.fromkeys(moved_from) if date != start]
    status = "EventRescheduled" if former_starts else "EventScheduled"
    if edition.status == "cancelled":
        status, former_starts = "EventCancelled", []
    elif edition.is_void:  # postponed without new dates
        status, former_starts = "EventPostponed", [start, *former_starts]
    elif edition.status == "postponed" and edition.dates.start is None:
        status = "EventPostponed"
    is_list = len(former_starts) > 1
    return {
        "eventStatus": f"{_SCHEMA}/{status}",
        "previousStartDate": former_starts if is_list else next(iter(former_starts), None),
    }


def _venue_data(venue: Venue) -> dict[str, Any] | None:
    """A venue as structured data for search engines."""
    address = {
        "streetAddress": venue.address,
        "addressLocality": venue.city,
        "addressCountry": venue.country_code or venue.country,
    }
    geo = {"latitude": venue.latitude, "longitude": venue.longitude}
    place = {
        "name": venue.name or venue.city,
        "address": _value_of_type("PostalAddress", address),
        "geo": None if None in geo.values() else _value_of_type("GeoCoordinates", geo),
    }
    return _value_of_type("Place", place)


def _value_of_type(kind: str, values: dict[str, Any]) -> dict[str, Any] | None:
    given = _without_none(values)
    return {"@type": kind, **given} if given else None


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
