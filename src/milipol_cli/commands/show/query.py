"""The answers of `milipol show`: the shows, a show's history, an edition, its parts."""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from milipol_cli.network import citations
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.company_names import Companies, name_key
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    edition_as_of,
    editions_as_of,
    figures_by_measure,
    may_come,
    names_borne,
    oldest_review,
    show_as_known,
    show_name_on,
)
from milipol_cli.network.exhibitors import (
    ListAsOf,
    Newcomers,
    latest_lists,
    list_before,
    list_of,
    newcomers,
)
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.model.dates import may_be
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Figure, Measure, Notice, Show, ShowFile, Venue
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import (
    SessionAsOf,
    ShowDay,
    mark_picked,
    programme_notes,
    session_as_of,
    sessions_picked,
    show_day,
)

if TYPE_CHECKING:
    from milipol_cli.commands.news.query import NewsEntry
    from milipol_cli.commands.show.elsewhere_query import Elsewhere


class EditionInFull(Record, frozen=True, kw_only=True, dict=True):
    """An edition with the figures known as of a date.

    `source` has the ids of the sources of everything else that is shown about it.
    """

    edition: EditionAsOf
    figures: tuple[Figure, ...]
    source: tuple[str, ...]

    @property
    def visitors(self) -> Figure | None:
        """The number of visitors to quote: counted if possible, and the newest."""
        return self._quoted("visitors")

    @property
    def exhibitors(self) -> Figure | None:
        """The number of exhibitors to quote, chosen like the number of visitors."""
        return self._quoted("exhibitors")

    def _quoted(self, measure: Measure) -> Figure | None:
        return next(iter(self.by_measure.get(measure, ())), None)

    @functools.cached_property
    def by_measure(self) -> dict[Measure, list[Figure]]:
        """The figures of each measure, the one to quote first."""
        return figures_by_measure(self.figures)

    @property
    def cited_briefly(self) -> tuple[str, ...]:
        """The ids of the sources of its visitors and exhibitors, or else its status."""
        quoted = filter(None, [self.visitors, self.exhibitors])
        ids = citations.of_figures(quoted) or self.edition.notices[-1].source
        return tuple(dict.fromkeys(ids))

    @property
    def cited(self) -> list[str]:
        """The ids of all its sources, those of its visitors and exhibitors first."""
        of_figures = citations.of_figures(self.figures)
        briefly = self.cited_briefly if of_figures else ()
        return [*briefly, *self.source, *of_figures]


class Details(Answer, frozen=True, kw_only=True):
    """An answer about one edition, or about the editions of a show, the latest first.

    `id` is the id by which `milipol show` finds it. `sources` are the sources of what
    it shows; they are listed `with_sources`.
    """

    id: str
    editions: tuple[EditionInFull, ...]
    sources: tuple[Source, ...]
    with_sources: bool = False

    @property
    def entry(self) -> EditionInFull:
        """The edition, or the latest one."""
        return self.editions[0]

    @property
    def edition(self) -> EditionAsOf:
        """The edition, or the latest one, without its figures."""
        return self.entry.edition

    @property
    def reviewed(self) -> dt.date:
        return self.edition.show.reviewed

    @property
    def covered_editions(self) -> list[EditionAsOf]:
        return [entry.edition for entry in self.editions]


class History(Details, frozen=True, kw_only=True):
    """The answer of `milipol show SHOW`.

    `upcoming` are the editions that are or may be on or upcoming, in order.
    """

    show: Show
    name: str
    former_names: tuple[str, ...]
    upcoming: tuple[EditionAsOf, ...]
    last: EditionAsOf | None

    @property
    def next(self) -> EditionAsOf | None:
        return next(iter(self.upcoming), None)


class ShowList(Answer, frozen=True, kw_only=True):
    """The answer of `milipol show`: all shows, except those that a limit leaves out."""

    shows: tuple[History, ...]
    reviewed: dt.date | None
    left_out: int

    @property
    def covered_editions(self) -> list[EditionAsOf]:
        """The editions of its shows, the earliest of each first."""
        return [e for show in self.shows for e in show.covered_editions[::-1]]


class KnownNotice(Record, frozen=True, kw_only=True):
    """A notice with the venue that it names, if it names one.

    `new_name` and `new_venue` are set if they differ from those of the notice before.
    """

    notice: Notice
    venue: Venue | None
    new_name: str | None
    new_venue: Venue | None


class ListSummary(Record, frozen=True, kw_only=True):
    """The numbers of an edition's exhibitor list.

    `countries` is how many countries the entries name. `new` counts the entries of
    companies that are not on the show's list of the edition `before`; both are None if
    no earlier list is known.
    """

    listing: ListAsOf
    countries: int
    new: Newcomers | None
    before: EditionAsOf | None


class EditionDetails(Details, frozen=True, kw_only=True):
    """The answer of `milipol show EDITION`, or of one of its days.

    `days` are the days with a theme or a session, and the day asked for; `undated` are
    the sessions whose day is not known. `list_summary` is about its list of
    exhibitors, if that is known; a day has none.
    """

    notices: tuple[KnownNotice, ...]
    days: tuple[ShowDay, ...]
    undated: tuple[SessionAsOf, ...]
    list_summary: ListSummary | None
    notes: tuple[str, ...]
    day_only: bool

    @property
    def sessions(self) -> list[SessionAsOf]:
        """All sessions, those without a day last."""
        return [*(row for day in self.days for row in day.sessions), *self.undated]

    @property
    def has_programme(self) -> bool:
        """Whether a theme or a session is known."""
        return bool(self.sessions or any(day.themes for day in self.days))

    @property
    def has_clock(self) -> bool:
        return any(session.starts for session in self.sessions)


class SessionDetails(Details, frozen=True, kw_only=True):
    """The answer of `milipol show SESSION`."""

    session: SessionAsOf
    notes: tuple[str, ...]

    @property
    def has_clock(self) -> bool:
        return self.session.starts is not None


# How the name of an entry is like another: exactly the same; the same without case,
# accents, punctuation and legal form; another name of the same company; or the name of
# a company that is perhaps the same.
NameMatch = Literal["exact", "same name", "same company", "perhaps"]


class Listing(Record, frozen=True, kw_only=True):
    """An entry in a list of exhibitors, and how its name is like the one asked for."""

    in_list: ListAsOf
    listed: ListedExhibitor
    match: NameMatch

    @property
    def entry(self) -> Exhibitor:
        return self.listed.exhibitor


class ExhibitorDetails(Details, frozen=True, kw_only=True):
    """The answer of `milipol show EXHIBITOR`.

    `listings` are the entries of the company in all lists that are known, `listing`
    among them, the latest edition first; `perhaps` are the entries of companies that
    are perhaps the same. `lists` is how many lists there are. `elsewhere` is about
    lists of other fairs, and about more of these lists.
    """

    listing: Listing
    listings: tuple[Listing, ...]
    perhaps: tuple[Listing, ...]
    lists: int
    elsewhere: "Elsewhere"

    @property
    def listings_elsewhere(self) -> list[Listing]:
        """The entries at editions of shows that `listings` does not have."""
        return [
            Listing(in_list=in_list, listed=listed, match="same company")
            for in_list, listed in self.elsewhere.at_shows
        ]


class NewsDetails(Answer, frozen=True, kw_only=True):
    """The answer of `milipol show` for a piece of news.

    `editions` is the edition that it is about, if any, and `about` the title of that
    edition, the name of the show, or "the Milipol network". `sources` are listed
    `with_sources`.
    """

    id: str
    news: "NewsEntry"
    about: str
    editions: tuple[EditionAsOf, ...]
    sources: tuple[Source, ...]
    reviewed: dt.date | None
    with_sources: bool = False

    @property
    def covered_editions(self) -> tuple[EditionAsOf, ...]:
        """The edition that it is about, if any."""
        return self.editions


class Unknown(Answer, frozen=True, kw_only=True):
    """The answer if nothing was known yet about what the id names."""

    id: str
    covered_editions: tuple[EditionAsOf, ...] = ()
    reviewed: dt.date | None = None


ShowAnswer = ShowList | Details | NewsDetails | Unknown


def show_list(files: Sequence[ShowFile], as_of: AsOf, *, limit: int | None = None) -> ShowList:
    """The shows known as of a date, each with its history, but without sources."""
    histories = (history(file, as_of, sources={}) for file in files)
    shows = [show for show in histories if show is not None]
    return ShowList(
        as_of=as_of,
        shows=tuple(shows[:limit]),
        left_out=len(shows) - len(shows[:limit]),
        reviewed=oldest_review(files),
    )


def history(file: ShowFile, as_of: AsOf, *, sources: Mapping[str, Source]) -> History | None:
    """The editions of a show known as of a date, the latest first; None without any."""
    editions = sorted(editions_as_of([file], as_of), key=by_day)
    if not editions:
        return None
    latest_first = editions[::-1]
    rows = [_in_full(e, as_of, citations.of_row(e)) for e in latest_first]
    # The name that each notice gives, in the order in which they became known.
    *earlier_names, name = names_borne(editions)
    show = show_as_known(file.show, as_of, editions)
    upcoming = (e for e in editions if e.is_or_may_be_on or may_come(e, as_of))
    cited_in_rows = (source_id for row in rows for source_id in row.cited)
    cited = [*citations.of_head(show), *cited_in_rows]
    return History(
        as_of=as_of,
        id=show.id,
        editions=tuple(rows),
        sources=_sources_cited(cited, editions, sources, as_of),
        show=show,
        name=name,
        former_names=tuple(former for former in dict.fromkeys(earlier_names) if former != name),
        upcoming=tuple(upcoming),
        last=next((e for e in latest_first if e.phase == "over"), None),
    )


def _in_full(
    edition: EditionAsOf, as_of: AsOf, source: Iterable[str] | None = None
) -> EditionInFull:
    """An edition with its figures, and all its sources unless some are given."""
    figures = tuple(filter(as_of.knows, edition.record.figure))
    cited = citations.of_edition(edition, as_of) if source is None else source
    return EditionInFull(edition=edition, figures=figures, source=tuple(cited))


def _sources_cited(
    cited: Iterable[str],
    editions: Sequence[EditionAsOf],
    sources: Mapping[str, Source],
    as_of: AsOf,
) -> tuple[Source, ...]:
    """The sources that are cited and dated by then, each once, in their order.

    The sources of later changes to the editions, which are all of one show, come last.
    """
    dated = citations.dated_by(as_of, sources, editions[0].show.reviewed)
    found = {source_id: dated[source_id] for source_id in cited if source_id in dated}
    for edition in editions:
        for source_id in edition.later_source:
            if source_id in sources:  # whenever it is dated
                found[source_id] = sources[source_id]
    return tuple(found.values())


def details(
    data: Catalog, match: Match, as_of: AsOf, *, picked: Callable[[], Collection[str]] = tuple
) -> Details | None:
    """The answer about what an id names; None if nothing was known about it.

    `picked` gives the ids of picks; it is called only if sessions are shown.
    """
    file = match.show
    if match.edition is None:
        return history(file, as_of, sources=data.sources)
    edition = edition_as_of(match.edition, file, as_of)
    if edition is None:
        return None
    if match.exhibitor is not None:
        return _exhibitor_details(match.exhibitor, edition, data, as_of)
    if match.session is not None:
        return _session_details(match.session, edition, data, as_of, picked())
    return edition_details(
        edition,
        file,
        data,
        as_of,
        programme=data.programme(edition.id),
        day=match.day,
        picked=picked(),
    )


def _session_details(
    session: Session, edition: EditionAsOf, data: Catalog, as_of: AsOf, picked: Collection[str]
) -> SessionDetails:
    """A session of an edition, with what is known about the edition."""
    programme = data.programme(edition.id)
    known = session_as_of(edition, session, as_of, programme.theme)
    (known,) = sessions_picked([known], picked)
    entry = _in_full(edition, as_of)
    cited = [*session.source, *entry.source]
    return SessionDetails(
        as_of=as_of,
        id=known.id,
        editions=(entry,),
        sources=_sources_cited(cited, [edition], data.sources, as_of),
        session=known,
        notes=programme_notes(programme, [session]),
    )


def edition_details(
    edition: EditionAsOf,
    file: ShowFile,
    data: Catalog,
    as_of: AsOf,
    *,
    programme: Programme,
    companies: Companies | None = None,
    day: dt.date | None = None,
    picked: Collection[str] = (),
) -> EditionDetails:
    """The details of an edition, or of one day of it, as of a date.

    No list of exhibitors is read for a day. `companies` are the companies of the data,
    if a caller has them already, and `picked` the ids of picks.
    """
    programme = _without_later_days(programme, edition)
    dates = sorted(programme.days) if day is None else [day]
    days = tuple(
        mark_picked(show_day(edition, date, as_of, programme.for_day(date)), picked)
        for date in dates
    )
    sessions = [s for s in programme.session if day in (None, s.date)]
    without_day = [session for session in sessions if session.date is None]
    undated = sessions_picked(
        (session_as_of(edition, session, as_of) for session in without_day), picked
    )
    entry = _in_full(edition, as_of)
    # In the order in which sources are numbered; a day has no figures and no list.
    cited, sources = [*entry.source], data.sources
    summary = None
    if day is None:
        summary = _list_summary(edition, file, data, as_of, companies)
        cited += citations.of_figures(entry.figures)
    if summary is not None:
        of_list = summary.listing.exhibitors.source
        cited += of_list
        if not sources.keys() >= {*of_list}:  # a user's may have a list of a fair
            sources = data.sources_of_lists()
    cited += citations.of_days(days, undated)
    return EditionDetails(
        as_of=as_of,
        id=edition.id if day is None else f"{edition.id}/{day}",
        editions=(entry,),
        sources=_sources_cited(cited, [edition], sources, as_of),
        notices=tuple(_notices_in_full(edition, file)),
        days=days,
        undated=undated,
        list_summary=summary,
        notes=programme_notes(programme, sessions),
        day_only=day is not None,
    )


def _without_later_days(programme: Programme, edition: EditionAsOf) -> Programme:
    """The programme without the days that the edition was only moved to later."""
    if edition.later is None:
        return programme
    later_days = {day for day in programme.days if not may_be(day, edition.dates)}
    theme = tuple(theme for theme in programme.theme if theme.date not in later_days)
    session = tuple(session for session in programme.session if session.date not in later_days)
    notes = programme.notes if theme or session else ()
    return msgspec.structs.replace(programme, theme=theme, session=session, notes=notes)


def _notices_in_full(edition: EditionAsOf, file: ShowFile) -> Iterator[KnownNotice]:
    """The notices of an edition in their order, each with what it changes.

    A name in the first notice is new if it is not the name that the show has today. The
    first venue is not new.
    """
    venues = {venue.id: venue for venue in file.venue}
    first = edition.notices[0]
    name_before = file.show.name
    if first.name is None:
        name_before = show_name_on(first.day_known, file)
    venue_before: Venue | None = None
    for notice in edition.notices:
        venue = venues.get(notice.venue or "")
        yield KnownNotice(
            notice=notice,
            venue=venue,
            new_name=None if notice.name == name_before else notice.name,
            new_venue=None if venue_before in (None, venue) else venue,
        )
        # A name and a venue stay until a notice gives others.
        name_before, venue_before = notice.name or name_before, venue or venue_before


def _list_summary(
    edition: EditionAsOf, file: ShowFile, data: Catalog, as_of: AsOf, companies: Companies | None
) -> ListSummary | None:
    """The list of an edition in short, compared with the previous list of the show.

    None if no list of the edition is known.
    """
    listing = list_of(edition, data.exhibitors, as_of)
    if listing is None:
        return None
    editions = editions_as_of([file], as_of)
    before = list_before(edition, editions, data.exhibitors, as_of)
    entries = listing.exhibitors.exhibitor
    companies = companies or data.companies
    return ListSummary(
        listing=listing,
        countries=len({entry.country_name for entry in entries} - {None}),
        new=before and newcomers(entries, before.exhibitors, companies),
        before=before and before.edition,
    )


def _exhibitor_details(
    exhibitor: ListedExhibitor, edition: EditionAsOf, data: Catalog, as_of: AsOf
) -> ExhibitorDetails | None:
    """An exhibitor, and where else the company is listed.

    None if the list did not have the exhibitor yet as of the date.
    """
    companies = data.companies
    editions = editions_as_of(data.shows, as_of)
    lists_of_shows = [*latest_lists(editions, data.exhibitors, as_of)]
    name = exhibitor.exhibitor.name
    # Of the company, or perhaps of it; the latest edition first.
    listings = [
        listing
        for in_list in lists_of_shows
        for listing in _listings_of_company(in_list, name, companies)
    ]
    listing = next((row for row in listings if row.listed == exhibitor), None)
    if listing is None:
        return None
    same = [row for row in listings if row.match != "perhaps"]
    perhaps = [row for row in listings if row.match == "perhaps"]
    from milipol_cli.commands.show.elsewhere_query import company_elsewhere  # noqa: PLC0415  only for companies

    listed_at = {row.in_list.edition.id for row in same}
    elsewhere = company_elsewhere(
        exhibitor.exhibitor,
        data,
        as_of,
        lists=[row for row in lists_of_shows if row.edition.id not in listed_at],
        possible=[row.listed for row in perhaps],
    )
    edition_in_full = _in_full(edition, as_of)
    # The sources of the exhibitor's own list and edition come first.
    cited = [*listing.in_list.exhibitors.source, *edition_in_full.source]
    for in_list in [
        *(row.in_list for row in listings),
        *(in_list for in_list, _ in elsewhere.at_shows),
    ]:
        cited += in_list.exhibitors.source
    cited += [at_fair.source for at_fair in elsewhere.entries]
    return ExhibitorDetails(
        as_of=as_of,
        id=exhibitor.id,
        editions=(edition_in_full,),
        sources=_sources_cited(cited, [edition], data.sources_of_lists(), as_of),
        listing=listing,
        listings=tuple(same),
        perhaps=tuple(perhaps),
        lists=len(lists_of_shows),
        elsewhere=elsewhere,
    )


def _listings_of_company(in_list: ListAsOf, name: str, companies: Companies) -> Iterator[Listing]:
    """The entries of a list that are of the company with a name, or perhaps are."""
    companies.prepare_for_lists()
    company = companies.key_of(name)
    possible = companies.perhaps(company)
    # By positions, so that only these entries get ids.
    matches: dict[int, NameMatch] = {}
    for position, exhibitor in enumerate(in_list.exhibitors.exhibitor):
        company_listed = companies.key_of(exhibitor.name)
        if company_listed in possible:
            matches[position] = "perhaps"
        elif exhibitor.name == name:
            matches[position] = "exact"
        elif company_listed == company:
            is_alike = name_key(exhibitor.name) == name_key(name)
            matches[position] = "same name" if is_alike else "same company"
    entries = in_list.exhibitors.listed_at(matches.keys())
    for listed, match in zip(entries, matches.values(), strict=True):
        yield Listing(in_list=in_list, listed=listed, match=match)
