"""The answers of `milipol show`: the shows, a show's history, an edition, its parts."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from milipol_cli.network import citations
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    edition_as_of,
    editions_as_of,
    figure_of,
    may_come,
    names_borne,
    oldest_review,
    show_as_known,
)
from milipol_cli.network.exhibitors import (
    GetList,
    ListAsOf,
    company,
    country_of,
    latest_lists,
    list_of,
    lists_before,
    newcomers,
)
from milipol_cli.network.model.exhibitors import (
    Exhibitor,
    ExhibitorList,
    ListedExhibitor,
)
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Edition, Figure, Show, ShowFile, Venue
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


class ShowSummary(Record, frozen=True, kw_only=True):
    """A show with its next and its last edition."""

    show: Show
    name: str
    next: EditionAsOf | None
    last: EditionAsOf | None


class ShowList(Answer, frozen=True, kw_only=True):
    """The answer of `milipol show`: all shows."""

    shows: tuple[ShowSummary, ...]
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None


class Details(Answer, frozen=True, kw_only=True):
    """An answer with the sources of what it shows, which are listed `with_sources`."""

    sources: tuple[Source, ...]
    with_sources: bool = False


class HistoryRow(Record, frozen=True, kw_only=True):
    """An edition in its show's history.

    `visitors` and `exhibitors` are the counted figures if there are any, else the
    expected ones. `cited` are the ids of the sources of everything known about the
    edition, `cited_briefly` those of the two figures, or without figures those of its
    status.
    """

    edition: EditionAsOf
    figures: tuple[Figure, ...]
    visitors: Figure | None
    exhibitors: Figure | None
    cited: tuple[str, ...]
    cited_briefly: tuple[str, ...]


class History(Details, frozen=True, kw_only=True):
    """The answer of `milipol show SHOW`: its editions, the latest first."""

    show: Show
    name: str
    former_names: tuple[str, ...]
    rows: tuple[HistoryRow, ...]


class ListSummary(Record, frozen=True, kw_only=True):
    """What there is in the list of exhibitors of an edition.

    `countries` is how many countries the entries name. `new` is how many of the names
    are not in the show's list `before`, which is of an edition; both are None if no
    earlier list is known.
    """

    known: ListAsOf
    countries: int
    new: int | None
    before: EditionAsOf | None


class EditionDetails(Details, frozen=True, kw_only=True):
    """The answer of `milipol show EDITION`, or of one of its days.

    `venues` has a venue for each notice, or None if the notice names none. `days` are
    the days with a theme or a session, and the day asked for; `undated` are the
    sessions whose day is not known. `list_summary` is about its list of
    exhibitors, if that is known; a day has none.
    """

    edition: EditionAsOf
    venues: tuple[Venue | None, ...]
    figures: tuple[Figure, ...]
    days: tuple[ShowDay, ...]
    undated: tuple[SessionAsOf, ...]
    list_summary: ListSummary | None
    notes: tuple[str, ...]
    day_only: bool

    @property
    def has_clock(self) -> bool:
        """Whether a session has a time."""
        return any(session.starts for day in self.days for session in day.sessions)

    @property
    def id(self) -> str:
        """The id of the edition, or of the day."""
        edition = self.edition.id
        return f"{edition}/{self.days[0].date}" if self.day_only else edition


class SessionDetails(Details, frozen=True, kw_only=True):
    """The answer of `milipol show SESSION`; `figures` are those of its edition."""

    edition: EditionAsOf
    figures: tuple[Figure, ...]
    session: SessionAsOf
    notes: tuple[str, ...]

    @property
    def has_clock(self) -> bool:
        """Whether the session has a time."""
        return self.session.starts is not None


class Listing(Record, frozen=True, kw_only=True):
    """An entry in a list of exhibitors, with the edition of that list.

    `is_exact` is whether its name is written just as that of the exhibitor asked for.
    """

    edition: EditionAsOf
    exhibitors: ExhibitorList
    listed: ListedExhibitor
    is_exact: bool

    @property
    def entry(self) -> Exhibitor:
        """The entry itself."""
        return self.listed.exhibitor


class ExhibitorDetails(Details, frozen=True, kw_only=True):
    """The answer of `milipol show EXHIBITOR`.

    `figures` are those of its edition. `listings` are the entries with the same name in
    all lists that are known, this one among them, the latest edition first. `lists` is
    how many lists there are.
    """

    edition: EditionAsOf
    figures: tuple[Figure, ...]
    listing: Listing
    listings: tuple[Listing, ...]
    lists: int


class Unknown(Answer, frozen=True, kw_only=True):
    """The answer if nothing was known yet about what the id names."""

    id: str


ShowAnswer = ShowList | Details | Unknown


def show_list(files: Sequence[ShowFile], as_of: AsOf) -> ShowList:
    """The shows known by then, each with its next and its last edition."""
    shows = []
    changed: list[EditionAsOf] = []
    for file in files:
        editions = sorted(editions_as_of([file], as_of), key=by_day)
        if not editions:
            continue
        shows.append(
            ShowSummary(
                show=file.show,
                name=names_borne(editions)[-1],
                next=next(
                    (e for e in editions if e.is_or_may_be_on or may_come(e, as_of)),
                    None,
                ),
                last=next((e for e in reversed(editions) if e.phase == "over"), None),
            )
        )
        changed += [edition for edition in editions if edition.later is not None]
    return ShowList(
        as_of=as_of,
        shows=tuple(shows),
        later_changes=tuple(changed),
        reviewed=oldest_review(files),
    )


def history(
    file: ShowFile, as_of: AsOf, *, sources: Mapping[str, Source]
) -> History | None:
    """The editions of a show known by then, the latest first; None if none is."""
    editions = sorted(editions_as_of([file], as_of), key=by_day)
    if not editions:
        return None
    rows = tuple(_row(edition, as_of) for edition in reversed(editions))
    *former, name = names_borne(editions)
    show = show_as_known(file.show, as_of)
    cited = citations.of_head(show, as_of) + [key for row in rows for key in row.cited]
    return History(
        as_of=as_of,
        show=show,
        name=name,
        former_names=tuple(other for other in dict.fromkeys(former) if other != name),
        rows=rows,
        sources=_known(cited, editions, sources, as_of),
    )


def _figures(edition: EditionAsOf, as_of: AsOf) -> tuple[Figure, ...]:
    """The figures of an edition known by then."""
    return tuple(figure for figure in edition.record.figure if as_of.knows(figure))


def _row(edition: EditionAsOf, as_of: AsOf) -> HistoryRow:
    figures = _figures(edition, as_of)
    visitors = figure_of(figures, "visitors")
    exhibitors = figure_of(figures, "exhibitors")
    shown = [figure for figure in (visitors, exhibitors) if figure is not None]
    brief = citations.of_figures(shown)
    cited = [*brief, *citations.of_row(edition), *citations.of_figures(figures)]
    return HistoryRow(
        edition=edition,
        figures=figures,
        visitors=visitors,
        exhibitors=exhibitors,
        cited=tuple(dict.fromkeys(cited)),
        cited_briefly=tuple(dict.fromkeys(brief or edition.notices[-1].source)),
    )


def _known(
    cited: Iterable[str],
    editions: Sequence[EditionAsOf],
    sources: Mapping[str, Source],
    as_of: AsOf,
) -> tuple[Source, ...]:
    """The sources that are cited, each once, in this order: those dated by then.

    Those of later changes to the editions, which are all of one show, come last.
    """
    dated = citations.dated_by(as_of, sources, editions[0].show.reviewed)
    keys = dict.fromkeys(key for key in cited if key in dated)
    later = (key for key in citations.of_later_changes(editions) if key in sources)
    return tuple(sources[key] for key in keys | dict.fromkeys(later))


def edition_details(
    record: Edition,
    file: ShowFile,
    as_of: AsOf,
    *,
    programme: Programme | None,
    get_list: GetList = lambda _: None,
    sources: Mapping[str, Source],
    day: dt.date | None = None,
) -> EditionDetails | None:
    """What was known about an edition, or about one day of it; None if nothing was.

    `get_list` gives the list of exhibitors of an edition; it is not called for a day.
    """
    edition = edition_as_of(record, file, as_of)
    if edition is None:
        return None
    sessions = () if programme is None else programme.session
    dates = sorted(programme.days) if programme is not None else []
    days = tuple(
        show_day(edition, date, as_of, programme and programme.on(date))
        for date in ([day] if day is not None else dates)
    )
    undated = tuple(
        session_as_of(edition, session, as_of)
        for session in sessions
        if session.date is None and day is None
    )
    figures = _figures(edition, as_of)
    cited = citations.of_edition(edition, as_of)
    if day is None:
        cited += citations.of_figures(figures)
    summary = None if day is not None else _list_summary(edition, file, as_of, get_list)
    if summary is not None:
        cited += summary.known.exhibitors.source
    cited += citations.of_days(days, undated)
    venues = {venue.id: venue for venue in file.venue}
    shown = [session for session in sessions if day in (None, session.date)]
    return EditionDetails(
        as_of=as_of,
        edition=edition,
        venues=tuple(venues.get(notice.venue or "") for notice in edition.notices),
        figures=figures,
        days=days,
        undated=undated,
        list_summary=summary,
        notes=programme_notes(programme, shown),
        sources=_known(cited, [edition], sources, as_of),
        day_only=day is not None,
    )


def _list_summary(
    edition: EditionAsOf, file: ShowFile, as_of: AsOf, get_list: GetList
) -> ListSummary | None:
    """What there is in the list of an edition; None if none is known."""
    known = list_of(edition, get_list, as_of)
    if known is None:
        return None
    exhibitors = known.exhibitors
    others = editions_as_of([file], as_of)
    before = next(lists_before(edition, others, get_list, as_of), None)
    countries = {country_of(entry) for entry in exhibitors.exhibitor}
    return ListSummary(
        known=known,
        countries=len(countries - {None}),
        new=before and len(newcomers(exhibitors, before.exhibitors)),
        before=before and before.edition,
    )


def session_details(
    session: Session,
    record: Edition,
    file: ShowFile,
    as_of: AsOf,
    *,
    programme: Programme,
    sources: Mapping[str, Source],
) -> SessionDetails | None:
    """Everything about a session; None if its edition was not known yet."""
    edition = edition_as_of(record, file, as_of)
    if edition is None:
        return None
    cited = [*session.source, *citations.of_edition(edition, as_of)]
    return SessionDetails(
        as_of=as_of,
        edition=edition,
        figures=_figures(edition, as_of),
        session=session_as_of(edition, session, as_of, programme.theme),
        notes=programme_notes(programme, [session]),
        sources=_known(cited, [edition], sources, as_of),
    )


def exhibitor_details(
    exhibitor: ListedExhibitor,
    files: Sequence[ShowFile],
    as_of: AsOf,
    *,
    get_list: GetList,
    sources: Mapping[str, Source],
) -> ExhibitorDetails | None:
    """An exhibitor of an edition, and where else the same name is listed.

    `get_list` gives the list of an edition of any of the shows. None if the edition was
    not known yet.
    """
    lists = list(latest_lists(editions_as_of(files, as_of), get_list, as_of))
    name = exhibitor.exhibitor.name
    listings = [listing for known in lists for listing in _listings(known, name)]
    listing = next((each for each in listings if each.listed == exhibitor), None)
    if listing is None:
        return None
    edition = listing.edition
    cited = [*listing.exhibitors.source, *citations.of_edition(edition, as_of)]
    cited += [key for listing in listings for key in listing.exhibitors.source]
    return ExhibitorDetails(
        as_of=as_of,
        edition=edition,
        figures=_figures(edition, as_of),
        listing=listing,
        listings=tuple(listings),
        lists=len(lists),
        sources=_known(cited, [edition], sources, as_of),
    )


def _listings(known: ListAsOf, name: str) -> Iterable[Listing]:
    """The entries of a list that have a name, or the same name written otherwise."""
    same = company(name)
    for listed in known.exhibitors.listed:
        if company(listed.exhibitor.name) == same:
            yield Listing(
                edition=known.edition,
                exhibitors=known.exhibitors,
                listed=listed,
                is_exact=listed.exhibitor.name == name,
            )


def with_picked(
    details: Details,
    *,
    picked: Collection[str],
    with_sources: bool = False,
) -> Details:
    """The answer with picks marked, and with sources listed if asked for."""
    if isinstance(details, EditionDetails):
        details = msgspec.structs.replace(
            details,
            days=tuple(mark_picked(day, picked) for day in details.days),
            undated=sessions_picked(details.undated, picked),
        )
    elif isinstance(details, SessionDetails):
        (session,) = sessions_picked([details.session], picked)
        details = msgspec.structs.replace(details, session=session)
    return msgspec.structs.replace(details, with_sources=with_sources)
