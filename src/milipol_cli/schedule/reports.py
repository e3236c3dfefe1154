"""News: items of the news file, and what notices say."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from milipol_cli.answers import (
    News,
    NewsEntry,
    NewsKind,
    Report,
    Seen,
    Standpoint,
)
from milipol_cli.model import Dates, Figure, NewsItem, Notice, ShowFile, Source, Venue
from milipol_cli.schedule.editions import (
    all_seen,
    by_day,
    contradicts,
    kept,
    window,
)


def day_out(item: NewsItem) -> dt.date:
    """The first day on which a standpoint may know of a news item."""
    day = item.printed or item.known_by
    return day if day is not None else window(Dates(month=item.month))[1]


def latest(
    views: Sequence[Seen],
    here: Standpoint,
    news: Iterable[NewsItem],
    asked: Sequence[str],
) -> Report | None:
    """The newest thing made known: a dated news item, or a notice that says what."""
    names = {view.edition.id: f"{view.name} {view.year}" for view in views}
    reports = [
        Report(
            day=day_out(item),
            exact=item.printed is not None,
            text=_standing_alone(item.title, names.get(item.edition or "")),
            edition=item.edition,
            source=item.source,
        )
        for item in news
        if day_out(item) <= here.reader_day and (not asked or show_of(item) in asked)
    ]
    for view in views:
        name = names[view.edition.id]
        reports += [
            Report(
                day=notice.day_known,
                exact=notice.known is not None,
                text=notice.headline or f"{name}: {notice.summary}",
                edition=view.edition.id,
                source=notice.source,
            )
            for notice in view.notices
            if notice.headline or notice.summary
        ]
    return max(reports, key=lambda report: report.day, default=None)


def _standing_alone(title: str, name: str | None) -> str:
    """A title that begins small is told of an edition, so its name goes before it."""
    return f"{name}: {title}" if name is not None and title[0].islower() else title


def show_of(item: NewsItem) -> str | None:
    """The id of the show that a news item is about, None for the whole network."""
    return item.show or (item.edition and item.edition.rpartition("-")[0])


def news(
    files: Sequence[ShowFile],
    items: Iterable[NewsItem],
    here: Standpoint,
    *,
    sources: Mapping[str, Source],
    asked: Sequence[str] = (),
    since: dt.date | None = None,
) -> News:
    """What was made known by now: notices, results and news items, newest first."""
    files = kept(files, asked)
    views = sorted((v for file in files for v in all_seen([file], here)), key=by_day)
    venues = {(file.show.id, v.id): v for file in files for v in file.venue}
    entries = [*_of_items(items, views, here, asked), *_of_notices(views, venues)]
    told = {(entry.edition, key) for entry in entries for key in entry.source}
    entries += _of_figures(views, here, told)
    recent = [e for e in entries if since is None or e.day >= since]
    recent.sort(key=lambda entry: entry.day, reverse=True)
    dated = [e for e in recent if e.kind != "news" or not e.by]
    undated = [e for e in recent if e.kind == "news" and e.by]
    unknown = [
        view
        for view in views
        if view.phase == "over"
        and not view.outcome_known
        and (since is None or window(view.dates)[1] >= since)
    ]
    told_of = {entry.edition for entry in recent}
    cited = {key for entry in recent for key in entry.source}
    cited |= {key for view in unknown for key in view.notices[-1].source}
    return News(
        standpoint=here,
        since=since,
        asked=tuple(asked),
        entries=tuple(dated),
        undated=tuple(undated),
        open=tuple(unknown),
        known_later=tuple(
            view
            for view in views
            if view.later is not None and view.edition.id in told_of
        ),
        sources={key: sources[key] for key in sorted(cited) if key in sources},
        reviewed=min((file.show.reviewed for file in files), default=None),
    )


def _of_items(
    items: Iterable[NewsItem],
    views: Sequence[Seen],
    here: Standpoint,
    asked: Sequence[str],
) -> Iterable[NewsEntry]:
    """The news items out by now. One without a date is known by a day alone."""
    names = {view.edition.id: view.name for view in views}
    shows = {view.show.id: view.name for view in views}
    for item in items:
        show = show_of(item)
        if day_out(item) > here.reader_day or (asked and show not in asked):
            continue
        yield NewsEntry(
            day=day_out(item),
            kind="news",
            source=item.source,
            by=item.known_by is not None,
            month=item.month,
            show=show,
            edition=item.edition,
            name=names.get(item.edition or "") or shows.get(show or ""),
            text=item.title,
            summary=item.summary,
            describes=item.describes,
        )


def _of_notices(
    views: Sequence[Seen], venues: Mapping[tuple[str, str], Venue]
) -> Iterable[NewsEntry]:
    """What each notice changed of what was known before it; nothing where nothing."""
    borne: dict[str, str] = {}
    for view in views:
        show = view.show
        name = borne.get(show.id)
        before: Dates | None = None
        for at, notice in enumerate(view.notices):
            dates = notice.dates or before
            kind = _kind(notice, dates, before, first=at == 0)
            new_name = notice.name if name not in (None, notice.name) else None
            if kind is not None or new_name is not None:
                yield NewsEntry(
                    day=notice.day_known,
                    kind=kind or "announcement",
                    source=notice.source,
                    by=notice.known is None,
                    show=show.id,
                    edition=view.edition.id,
                    name=notice.name or name or show.name,
                    former_name=name if new_name else None,
                    text=notice.summary,
                    summary=notice.headline,
                    old=before if kind == "move" else None,
                    new=dates,
                    venue=venues.get((show.id, notice.venue or "")),
                    status=notice.status,
                )
            before = dates
            name = notice.name or name
        if name is not None:
            borne[show.id] = name


def _kind(
    notice: Notice, dates: Dates | None, before: Dates | None, *, first: bool
) -> NewsKind | None:
    """What sort of news a notice is; None where it tells nothing new."""
    if notice.status == "cancelled":
        return "cancellation"
    if before is not None and dates is not None and contradicts(dates, before):
        return "move"
    if notice.status == "postponed":
        return "postponement"
    new = first or notice.summary is not None or dates != before
    return "announcement" if new else None


def _of_figures(
    views: Sequence[Seen], here: Standpoint, told: set[tuple[str | None, str]]
) -> Iterable[NewsEntry]:
    """What was counted of an edition, unless a news item of that source tells it."""
    for view in views:
        days: dict[dt.date, list[Figure]] = {}
        for figure in view.edition.figure:
            fresh = not any((view.edition.id, key) in told for key in figure.source)
            known = here.knows(figure)
            if figure.kind == "counted" and fresh and known:
                days.setdefault(figure.day_known, []).append(figure)
        for day, figures in days.items():
            keys = dict.fromkeys(key for figure in figures for key in figure.source)
            yield NewsEntry(
                day=day,
                kind="result",
                source=tuple(keys),
                by=figures[0].known is None,
                show=view.show.id,
                edition=view.edition.id,
                name=view.name,
                figures=tuple(figures),
            )
