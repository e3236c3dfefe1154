"""The answer of `milipol publish`: everything known as of a date or time.

Private sessions and addresses that cannot be links are left out here, so that no output
can have them. The agenda is not read at all.
"""

import collections
import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from milipol_cli.commands.news.query import News, NewsEntry, news
from milipol_cli.commands.publish import paths
from milipol_cli.commands.publish.contents import (
    Contents,
    EditionContents,
    FieldChange,
    SessionState,
)
from milipol_cli.commands.show.query import EditionDetails, History, edition_details, history
from milipol_cli.commands.upcoming.query import Upcoming, upcoming
from milipol_cli.network import citations
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.editions import EditionAsOf, by_day, oldest_review, select_shows
from milipol_cli.network.exhibitors import ListAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import not_known_yet
from milipol_cli.network.model.exhibitors import ListedExhibitor
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import OwnShow, ShowFile
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import SessionAsOf, ShowDay, without_private
from milipol_cli.network.titles import session_title

# What a site is called: with a show of Milipol, and without.
_NAME, _OTHER_NAME = "Milipol shows", "Trade shows"


class PublishedEdition(Record, frozen=True, kw_only=True):
    """An edition with its details and programme, without private sessions."""

    details: EditionDetails
    programme: Programme

    @property
    def edition(self) -> EditionAsOf:
        return self.details.edition

    @property
    def exhibitors(self) -> ListAsOf | None:
        """Its list of exhibitors, if that is known."""
        summary = self.details.list_summary
        return None if summary is None else summary.listing

    @property
    def day_pages(self) -> dict[dt.date, ShowDay]:
        """The days that have a page: those with a theme or a session."""
        return {day.date: day for day in self.details.days}

    @property
    def listed_days(self) -> list[dt.date]:
        """The days by its dates, unless they are void, and other days with a page."""
        dates, listed = self.edition.dates, set(self.day_pages)
        if dates.start and dates.end and not self.edition.is_void:
            length = (dates.end - dates.start).days + 1
            listed |= {dates.start + dt.timedelta(days=number) for number in range(length)}
        return sorted(listed)

    @property
    def sessions(self) -> tuple[SessionAsOf, ...]:
        """All its sessions by day and time, those without a day last."""
        days = (session for day in self.details.days for session in day.sessions)
        return (*days, *self.details.undated)

    @property
    def scheduled_sessions(self) -> tuple[SessionAsOf, ...]:
        """The sessions with a start and an end that take place, for a schedule.xml."""
        if self.edition.is_void:
            return ()
        return tuple(
            session
            for session in self.sessions
            if session.ends is not None and not session.session.cancelled
        )


class PublishedShow(Record, frozen=True, kw_only=True):
    """A show with its history and its editions, both from the latest on."""

    history: History
    editions: tuple[PublishedEdition, ...]

    @property
    def id(self) -> str:
        return self.history.show.id

    @property
    def has_calendar(self) -> bool:
        """Whether an edition has a first day, so that there is an event."""
        return any(edition.edition.dates.start for edition in self.editions)

    @property
    def is_milipol(self) -> bool:
        """Whether it is one of Milipol: a bundled one, or one by its name."""
        show = self.history.show
        return not isinstance(show, OwnShow) or "Milipol" in show.name


class Publication(Answer, frozen=True, kw_only=True, dict=True):
    """Everything to publish.

    `only` are the ids of the shows asked for; without any, all shows are published.
    `sources` are all that are dated by then, by id. `base_url` is the address of the
    folder, with a slash at the end, if it was given, `by` who publishes it, and
    `given_name` what the site is called. `companies` knows which names are of one.
    `changes` are those of sessions since the folder was published before.
    """

    only: tuple[str, ...]
    base_url: str | None
    given_name: str | None
    by: str | None
    companies: Companies
    upcoming: Upcoming
    news: News
    shows: tuple[PublishedShow, ...]
    sources: dict[str, Source]
    reviewed: dt.date
    changes: tuple[FieldChange, ...] = ()

    @property
    def editions(self) -> tuple[PublishedEdition, ...]:
        return tuple(edition for show in self.shows for edition in show.editions)

    @functools.cached_property
    def show_by_id(self) -> dict[str, PublishedShow]:
        return {show.id: show for show in self.shows}

    @functools.cached_property
    def edition_by_id(self) -> dict[str, PublishedEdition]:
        return {edition.edition.id: edition for edition in self.editions}

    @functools.cached_property
    def changes_by_session(self) -> Mapping[str, list[FieldChange]]:
        """The changes of each session, by its id; none for a session without any."""
        sessions = collections.defaultdict[str, list[FieldChange]](list)
        for change in self.changes:
            sessions[change.session].append(change)
        return sessions

    @functools.cached_property
    def contents(self) -> Contents:
        """The contents of a folder with this publication."""
        entries = (*self.news.entries, *self.news.undated)
        return Contents(
            shows={show.id: show.history.name for show in self.shows},
            editions={
                edition_id: _edition_contents(published)
                for edition_id, published in self.edition_by_id.items()
            },
            news=tuple(sorted({entry.id for entry in entries})),
        )

    @functools.cached_property
    def listings(self) -> dict[str, list[ListedExhibitor]]:
        """The entries of each company in all lists, the latest edition first."""
        lists = [edition.exhibitors for edition in self.editions if edition.exhibitors]
        lists.sort(key=lambda listing: by_day(listing.edition), reverse=True)
        return self.companies.by_company(
            listed for listing in lists for listed in listing.exhibitors.listed
        )

    def listings_elsewhere(self, listing: ListAsOf) -> dict[str, list[ListedExhibitor]]:
        """The entries of each company on other lists, by the key of its entry here.

        Of a company that is on a list twice, the first entry counts.
        """
        elsewhere = {}
        companies, listings = self.companies, self.listings
        for key, entry in listing.exhibitors.by_key.items():
            company = companies.key_of(entry.exhibitor.name)
            by_edition = {listed.edition: listed for listed in reversed(listings[company])}
            del by_edition[entry.edition]
            elsewhere[key] = [*reversed(by_edition.values())]
        return elsewhere

    @functools.cached_property
    def is_milipol(self) -> bool:
        """Whether a show is one of Milipol, so that the pages are called unofficial."""
        return not self.only or any(show.is_milipol for show in self.shows)

    @property
    def name(self) -> str:
        """The name of the site."""
        return self.given_name or (_NAME if self.is_milipol else _OTHER_NAME)

    @property
    def reviews(self) -> tuple[dt.date, ...]:
        """The days on which the shows were reviewed last, the oldest first."""
        return tuple(sorted({show.history.show.reviewed for show in self.shows}))

    @property
    def expected_years(self) -> dict[str, int | None]:
        """The years in which shows without a next edition are to be expected."""
        return {entry.show.id: entry.expected_year for entry in self.upcoming.undated}

    @property
    def latest_news(self) -> list[NewsEntry]:
        """The news without the figures that were found later, the newest first."""
        return [entry for entry in self.news.entries if not entry.is_found_later]

    def dated_sources(self, keys: Iterable[str]) -> list[Source]:
        """The sources with these ids that are dated by then, each once."""
        unique = dict.fromkeys(keys)
        return [self.sources[key] for key in unique if key in self.sources]

    def subscription(self, path: str) -> str:
        """The address to subscribe to a calendar, if the `base_url` is known."""
        return re.sub("^https?", "webcal", self.address(path))

    def page_of(self, entry: NewsEntry) -> str | None:
        """The page for a piece of news: of its edition, or else of its show."""
        if entry.edition in self.edition_by_id:
            return paths.page(entry.edition)
        return paths.page(entry.show) if entry.show in self.show_by_id else None

    def address(self, path: str) -> str:
        """The address of a published file; its path if `base_url` was not given."""
        return f"{self.base_url or ''}{path}"


def _edition_contents(published: PublishedEdition) -> EditionContents:
    return EditionContents(
        title=published.edition.title,
        has_list=published.exhibitors is not None,
        days=tuple(map(str, published.day_pages)),
        sessions={row.session.id: _session_state(row) for row in published.sessions},
    )


def _session_state(row: SessionAsOf) -> SessionState:
    session = row.session
    time: str | None = None
    if session.date is not None:
        start = "" if session.start is None else f"T{session.start.isoformat('minutes')}"
        time = f"{session.date}{start}"
    title = session_title(session, row.theme)
    return SessionState(title, time, session.room, session.cancelled)


def _with_web_address(file: ShowFile) -> ShowFile:
    """A show without its website if no link could lead there."""
    website = paths.web_address(file.show.website)
    show = msgspec.structs.replace(file.show, website=website)
    return msgspec.structs.replace(file, show=show)


def _published_show(file: ShowFile, data: Catalog, as_of: AsOf) -> PublishedShow | None:
    """A show with its editions; None if nothing was known yet about the show."""
    show_history = history(file, as_of, sources=data.sources)
    if show_history is None:
        return None
    editions = tuple(
        _published_edition(row.edition, file, data, as_of) for row in show_history.editions
    )
    return PublishedShow(history=show_history, editions=editions)


def _published_edition(
    edition: EditionAsOf, file: ShowFile, data: Catalog, as_of: AsOf
) -> PublishedEdition:
    """An edition with its programme, without private sessions, and its details."""
    programme = without_private(data.programme_to_share(edition.id))
    sessions = tuple(
        msgspec.structs.replace(session, url=paths.web_address(session.url))
        for session in programme.session
    )
    programme = msgspec.structs.replace(programme, session=sessions)
    details = edition_details(
        edition, file, data, as_of, programme=programme, companies=data.companies
    )
    return PublishedEdition(details=details, programme=programme)


def publication(
    data: Catalog,
    as_of: AsOf,
    *,
    only: Sequence[str] = (),
    base_url: str | None = None,
    name: str | None = None,
    by: str | None = None,
) -> Publication:
    """Everything known as of a date, to be published; `only` of these shows if any.

    The folder will be at `base_url`; `name` is that of the site, if it was given, and
    `by` says who publishes it. Shows of which nothing is known yet are left out.
    Raises UnknownId if nothing was known yet about a show asked for.
    """
    files = [_with_web_address(file) for file in select_shows(data.shows, only)]
    shows = []
    for file in files:
        show = _published_show(file, data, as_of)
        if show is not None:
            shows.append(show)
        elif only:  # the show was asked for
            raise not_known_yet(file.show.id)
    editions = (edition for show in shows for edition in show.editions)
    cited = (source for edition in editions for source in edition.details.sources)
    reviewed = oldest_review(files)
    assert reviewed is not None  # the bundled data has shows
    sources = citations.dated_by(as_of, data.sources, reviewed)
    return Publication(
        as_of=as_of,
        only=tuple(only),
        base_url=base_url,
        given_name=name,
        by=by,
        companies=data.companies,
        upcoming=upcoming(files, as_of),
        news=news(data, as_of, ids=only),
        shows=tuple(shows),
        # Lists of a user's show may be of a fair, and cite other sources.
        sources=sources | {source.id: source for source in cited},
        reviewed=reviewed,
    )
