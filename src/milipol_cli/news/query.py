"""What became known: the answer of `milipol news`."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    kept,
    reviewed,
)
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Figure, ShowFile
from milipol_cli.network.model.sources import Source
from milipol_cli.network.names import name_of
from milipol_cli.network.news_items import day_out, show_of
from milipol_cli.news.changes import NewsEntry, changes


class News(Record, frozen=True, kw_only=True):
    """The answer of `milipol news`, newest first.

    `about` are the names of the shows and editions asked for. `undated` are the items
    known to no day; `open` are the editions that are over and of which no source says
    what became of them, `known_later` those told of that were changed later.
    """

    question: ClassVar[Literal["news"]] = "news"
    as_of: AsOf
    since: dt.date | None
    about: tuple[str, ...]
    entries: tuple[NewsEntry, ...]
    undated: tuple[NewsEntry, ...]
    open: tuple[EditionAsOf, ...]
    later_changes: tuple[EditionAsOf, ...]
    sources: dict[str, Source]
    reviewed: dt.date | None


# A number as it is printed: 1,500 or 3.5, and no part of another one.
_NUMBER = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*")


def news(
    files: Sequence[ShowFile],
    items: Iterable[NewsItem],
    as_of: AsOf,
    *,
    sources: Mapping[str, Source],
    asked: Sequence[str] = (),
    since: dt.date | None = None,
) -> News:
    """What was made known by now: notices, results and news items, newest first.

    `asked` keeps to the shows and editions with these ids.
    """
    files = kept(files, [re.sub("-[0-9]{4}$", "", key) for key in asked])
    views = sorted(editions_as_of(files, as_of), key=by_day)
    printed = list(_of_items(items, views, as_of))
    results = _of_figures(views, as_of, printed)
    entries = [*printed, *_of_notices(files, views), *results]
    recent = [
        entry
        for entry in entries
        if (since is None or entry.day >= since)
        and (not asked or entry.show in asked or entry.edition in asked)
    ]
    recent.sort(key=lambda entry: entry.day, reverse=True)
    dated = [e for e in recent if e.kind != "news" or not e.by]
    undated = [e for e in recent if e.kind == "news" and e.by]
    unknown = [
        view
        for view in views
        if view.phase == "over"
        and not view.outcome_known
        and (not asked or view.show.id in asked or view.id in asked)
        and (since is None or window(view.dates)[1] >= since)
    ]
    told_of = {entry.edition for entry in recent}
    cited = {key for entry in recent for key in entry.source}
    cited |= {key for view in unknown for key in view.notices[-1].source}
    return News(
        as_of=as_of,
        since=since,
        about=tuple(_named(key, views) for key in asked),
        entries=tuple(dated),
        undated=tuple(undated),
        open=tuple(unknown),
        later_changes=tuple(
            view for view in views if view.later is not None and view.id in told_of
        ),
        sources={key: sources[key] for key in sorted(cited) if key in sources},
        reviewed=reviewed(files),
    )


def _named(key: str, views: Sequence[EditionAsOf]) -> str:
    """The name of a show or an edition; its id where nothing is known of it yet."""
    edition = next((view for view in views if view.id == key), None)
    if edition is not None:
        return f"{edition.name} {edition.year}"
    return name_of(key, views)


def _of_items(
    items: Iterable[NewsItem], views: Sequence[EditionAsOf], as_of: AsOf
) -> Iterable[NewsEntry]:
    """The news items out by now. One without a date is known by a day alone."""
    names = {view.id: view.name for view in views}
    shows = {show: name_of(show, views) for show in {view.show.id for view in views}}
    for item in items:
        show = show_of(item)
        if not as_of.has_reached(day_out(item)):
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
    files: Iterable[ShowFile], views: Sequence[EditionAsOf]
) -> Iterable[NewsEntry]:
    """What each notice changed of what was known before it."""
    for file in files:
        own = [view for view in views if view.show.id == file.show.id]
        yield from changes(own, {venue.id: venue for venue in file.venue})


def _of_figures(
    views: Sequence[EditionAsOf], as_of: AsOf, printed: Sequence[NewsEntry]
) -> Iterable[NewsEntry]:
    """What was counted of an edition, unless a news item or a result tells it."""
    printed_numbers = set(_numbers(printed))
    for view in views:
        days: dict[tuple[dt.date, bool], list[Figure]] = {}
        told: set[tuple[object, ...]] = set()
        for figure in sorted(view.record.figure, key=lambda one: one.day_known):
            said = (figure.measure, figure.value, figure.upper, figure.currency)
            if figure.kind != "counted" or not as_of.knows(figure) or said in told:
                continue
            told.add(said)
            number = f"{figure.value:,}"
            keys = ((view.id, key, number) for key in figure.source)
            if printed_numbers.isdisjoint(keys):
                by = figure.known is None
                days.setdefault((figure.day_known, by), []).append(figure)
        for (day, by), figures in days.items():
            cited = dict.fromkeys(key for figure in figures for key in figure.source)
            yield NewsEntry(
                day=day,
                kind="result",
                source=tuple(cited),
                by=by,
                show=view.show.id,
                edition=view.id,
                name=view.name,
                figures=tuple(figures),
            )


def _numbers(printed: Iterable[NewsEntry]) -> Iterator[tuple[str | None, str, str]]:
    """The numbers in news items, each with the edition and a source of the item."""
    for entry in printed:
        for number in _NUMBER.findall(f"{entry.text} {entry.summary}"):
            yield from ((entry.edition, key, number) for key in entry.source)
