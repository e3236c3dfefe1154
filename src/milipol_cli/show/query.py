"""Shows, their history, an edition or a session: the answers of `milipol show`."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal

import msgspec

from milipol_cli.network import citations as citing
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.citations import of_head
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    edition_as_of,
    editions_as_of,
    figure_of,
    may_come,
    reviewed,
    show_as_known,
)
from milipol_cli.network.load.combine import Addition
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Edition, Figure, Show, ShowFile, Venue
from milipol_cli.network.model.sources import Source
from milipol_cli.network.names import names_borne
from milipol_cli.network.programme import (
    ShowDay,
    programme_notes,
    show_day,
    with_picked,
)
from milipol_cli.network.sessions import SessionAsOf, session_as_of, sessions_picked


class ShowSummary(Record, frozen=True, kw_only=True):
    """A show in one row: its next edition, or the last one."""

    show: Show
    name: str
    next: EditionAsOf | None
    last: EditionAsOf | None


class ShowList(Record, frozen=True, kw_only=True):
    """The answer of `milipol show`: the shows there are."""

    question: ClassVar[Literal["show"]] = "show"
    as_of: AsOf
    shows: tuple[ShowSummary, ...]
    later_changes: tuple[EditionAsOf, ...]
    reviewed: dt.date | None


class HistoryRow(Record, frozen=True, kw_only=True):
    """An edition in its show's history.

    `visitors` and `exhibitors` are counted ones where there are any, else expected
    ones. `cited` are the sources of all that is known of it, `cited_briefly` those of
    the two figures, or where there are none of its state.
    """

    edition: EditionAsOf
    figures: tuple[Figure, ...]
    visitors: Figure | None
    exhibitors: Figure | None
    cited: tuple[str, ...]
    cited_briefly: tuple[str, ...]


class History(Record, frozen=True, kw_only=True):
    """The answer of `milipol show SHOW`: its editions, the latest first."""

    question: ClassVar[Literal["show"]] = "show"
    as_of: AsOf
    show: Show
    name: str
    former_names: tuple[str, ...]
    rows: tuple[HistoryRow, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    overrides: tuple[Addition, ...] = ()


class EditionPage(Record, frozen=True, kw_only=True):
    """The answer of `milipol show EDITION`, or of one of its days.

    `venues` are those that its notices name, None where one leaves the place as it was.
    `days` are those that have a theme or a session, and the one asked for; `undated`
    are the sessions whose day is not known.
    """

    question: ClassVar[Literal["show"]] = "show"
    as_of: AsOf
    edition: EditionAsOf
    venues: tuple[Venue | None, ...]
    figures: tuple[Figure, ...]
    days: tuple[ShowDay, ...]
    undated: tuple[SessionAsOf, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    day_only: bool
    overrides: tuple[Addition, ...] = ()


class SessionPage(Record, frozen=True, kw_only=True):
    """The answer of `milipol show SESSION`; `figures` are those of its edition."""

    question: ClassVar[Literal["show"]] = "show"
    as_of: AsOf
    edition: EditionAsOf
    figures: tuple[Figure, ...]
    session: SessionAsOf
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    overrides: tuple[Addition, ...] = ()


class Unknown(Record, frozen=True, kw_only=True):
    """The answer where nothing was known of an id at the standpoint."""

    question: ClassVar[Literal["show"]] = "show"
    as_of: AsOf
    id: str


OfShow = ShowList | History | EditionPage | SessionPage | Unknown


def of_show(show: Show, rows: Iterable[HistoryRow], as_of: AsOf) -> Iterator[str]:
    """The ids of what a show's history cites: its head, then edition by edition."""
    yield from of_head(show, as_of)
    for row in rows:
        yield from row.cited


Page = History | EditionPage | SessionPage


def show_list(files: Sequence[ShowFile], as_of: AsOf) -> ShowList:
    """The shows known by now, with the next edition of each and the last one."""
    shows = []
    changed: list[EditionAsOf] = []
    for file in files:
        views = sorted(editions_as_of([file], as_of), key=by_day)
        if not views:
            continue
        shows.append(
            ShowSummary(
                show=file.show,
                name=names_borne(views)[-1],
                next=next(
                    (v for v in views if v.phase == "on" or may_come(v, as_of)), None
                ),
                last=next((v for v in reversed(views) if v.phase == "over"), None),
            )
        )
        changed += [view for view in views if view.later is not None]
    return ShowList(
        as_of=as_of,
        shows=tuple(shows),
        later_changes=tuple(changed),
        reviewed=reviewed(files),
    )


def history(
    file: ShowFile,
    as_of: AsOf,
    *,
    sources: Mapping[str, Source],
    with_sources: bool = False,
) -> History | None:
    """The editions of a show known by now, the latest first; None where none is."""
    views = sorted(editions_as_of([file], as_of), key=by_day)
    if not views:
        return None
    rows = tuple(_row(view, as_of) for view in reversed(views))
    names = names_borne(views)
    known = show_as_known(file.show, as_of)
    return History(
        as_of=as_of,
        show=known,
        name=names[-1],
        former_names=tuple(n for n in dict.fromkeys(names) if n != names[-1]),
        rows=rows,
        sources=_found(of_show(known, rows, as_of), sources),
        with_sources=with_sources,
    )


def figures_known(view: EditionAsOf, as_of: AsOf) -> tuple[Figure, ...]:
    """The figures of an edition known by now."""
    return tuple(figure for figure in view.record.figure if as_of.knows(figure))


def _row(view: EditionAsOf, as_of: AsOf) -> HistoryRow:
    figures = figures_known(view, as_of)
    visitors = figure_of(figures, "visitors")
    exhibitors = figure_of(figures, "exhibitors")
    shown = [figure for figure in (visitors, exhibitors) if figure is not None]
    brief = [*citing.of_figures(shown)]
    cited = [*brief, *citing.of_row(view), *citing.of_figures(figures)]
    return HistoryRow(
        edition=view,
        figures=figures,
        visitors=visitors,
        exhibitors=exhibitors,
        cited=tuple(dict.fromkeys(cited)),
        cited_briefly=tuple(dict.fromkeys(brief or view.notices[-1].source)),
    )


def _found(keys: Iterable[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources of ids, each once, in the order of citing."""
    return tuple(sources[key] for key in dict.fromkeys(keys) if key in sources)


def edition_page(
    edition: Edition,
    file: ShowFile,
    as_of: AsOf,
    *,
    programme: Programme | None,
    sources: Mapping[str, Source],
    day: dt.date | None = None,
    with_sources: bool = False,
) -> EditionPage | None:
    """What is known by now of an edition, or of one `day` of it; None if nothing."""
    view = edition_as_of(edition, file, as_of)
    if view is None:
        return None
    sessions = () if programme is None else programme.session
    dates = sorted(programme.days if programme is not None else ())
    days = tuple(
        show_day(view, date, as_of, None if programme is None else programme.on(date))
        for date in ([day] if day is not None else dates)
    )
    undated = tuple(
        session_as_of(view, session, as_of)
        for session in sessions
        if session.date is None and day is None
    )
    figures = figures_known(view, as_of)
    cited = citing.of_edition(view, as_of)
    if day is None:
        cited += citing.of_figures(figures)
    cited += citing.of_days(days, undated)
    venues = {venue.id: venue for venue in file.venue}
    told = [one for one in sessions if day in (None, one.date)]
    return EditionPage(
        as_of=as_of,
        edition=view,
        venues=tuple(
            None if notice.venue is None else venues.get(notice.venue)
            for notice in view.notices
        ),
        figures=figures,
        days=days,
        undated=undated,
        notes=programme_notes(programme, told),
        sources=_found(cited, sources),
        with_sources=with_sources,
        day_only=day is not None,
    )


def session_page(
    session: Session,
    edition: Edition,
    file: ShowFile,
    as_of: AsOf,
    *,
    programme: Programme,
    sources: Mapping[str, Source],
    with_sources: bool = False,
) -> SessionPage | None:
    """All there is of a session; None where its edition is not known yet."""
    view = edition_as_of(edition, file, as_of)
    if view is None:
        return None
    return SessionPage(
        as_of=as_of,
        edition=view,
        figures=figures_known(view, as_of),
        session=session_as_of(view, session, as_of),
        notes=programme_notes(programme, [session]),
        sources=_found([*session.source, *citing.of_edition(view, as_of)], sources),
        with_sources=with_sources,
    )


def seen_by(page: Page, placed: Callable[[AsOf], AsOf]) -> Page:
    """The page for a reader with a zone; asked for where a session has a time."""
    if isinstance(page, EditionPage):
        starts = [one.starts for day in page.days for one in day.sessions]
    elif isinstance(page, SessionPage):
        starts = [page.session.starts]
    else:
        return page
    if not any(starts):
        return page
    return msgspec.structs.replace(page, as_of=placed(page.as_of))


def with_own(
    page: Page, *, overrides: tuple[Addition, ...], picked: Collection[str]
) -> Page:
    """The page with what is the reader's: what his files state, and what he picked."""
    if isinstance(page, EditionPage):
        page = msgspec.structs.replace(
            page,
            days=tuple(with_picked(day, picked) for day in page.days),
            undated=sessions_picked(page.undated, picked),
        )
    elif isinstance(page, SessionPage):
        (session,) = sessions_picked([page.session], picked)
        page = msgspec.structs.replace(page, session=session)
    return msgspec.structs.replace(page, overrides=overrides)
