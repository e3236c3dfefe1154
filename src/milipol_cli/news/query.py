"""What was made known about the network: the answer of `milipol news`."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from milipol_cli.network import citations
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    editions_as_of,
    name_of,
    oldest_review,
    select_shows,
)
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.shows import Figure, ShowFile
from milipol_cli.network.model.sources import Source
from milipol_cli.news.changes import NewsEntry, changes


class News(Answer, frozen=True, kw_only=True):
    """The answer of `milipol news`, newest first, then older figures found later.

    `about` are the names of the shows and editions asked for, `undated` the items
    without a date, `outcome_unknown` the past editions of which no source reports
    whether they took place, `later_changes` the editions in the news, which may have
    changed later. `sources` are those cited that are dated by then. `left_out` is how
    many more items a limit leaves out.
    """

    since: dt.date | None
    about: tuple[str, ...]
    entries: tuple[NewsEntry, ...]
    undated: tuple[NewsEntry, ...]
    outcome_unknown: tuple[EditionAsOf, ...]
    later_changes: tuple[EditionAsOf, ...]
    sources: dict[str, Source]
    reviewed: dt.date | None
    left_out: int

    @property
    def newest_first(self) -> list[NewsEntry]:
        """The dated and the undated news in one list, older figures at the end."""
        entries = (*self.entries, *self.undated)
        return sorted(entries, key=_order, reverse=True)


def _order(entry: NewsEntry) -> tuple[bool, dt.date]:
    return not entry.is_found_later, entry.shown_day


# A number as it is printed, like 1,500 or 3.5; not a part of a longer one.
_NUMBER = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*")


def news(
    files: Sequence[ShowFile],
    items: Iterable[NewsItem],
    as_of: AsOf,
    *,
    sources: Mapping[str, Source],
    ids: Sequence[str] = (),
    since: dt.date | None = None,
    limit: int | None = None,
) -> News:
    """What was known as of a date: notices, results and news items, newest first.

    `ids` of shows and editions, and a day `since`, leave out everything else; a `limit`
    leaves out the items that follow.
    """
    files = select_shows(files, [re.sub("-[0-9]{4}$", "", key) for key in ids])
    editions = sorted(editions_as_of(files, as_of), key=by_day)

    def is_about(show: str | None, edition: str | None) -> bool:
        return not ids or show in ids or edition in ids

    printed = list(_of_items(items, editions, as_of))
    results = _of_figures(editions, as_of, printed)
    entries = [
        entry
        for entry in (*printed, *_of_notices(files, editions), *results)
        if is_about(entry.show, entry.edition) and (since is None or entry.day >= since)
    ]
    entries.sort(key=_order, reverse=True)
    every, entries = len(entries), entries[:limit]
    outcome_unknown = [
        edition
        for edition in editions
        if edition.phase == "over"
        and not edition.outcome_known
        and is_about(edition.show.id, edition.id)
        and (since is None or window(edition.dates)[1] >= since)
    ]
    in_the_news = {entry.edition for entry in entries}
    cited = {key for entry in entries for key in entry.source}
    cited |= {key for edition in outcome_unknown for key in edition.notices[-1].source}
    reviewed = oldest_review(files)
    dated = citations.dated_by(as_of, sources, reviewed)
    return News(
        as_of=as_of,
        since=since,
        about=tuple(_name(key, editions) for key in ids),
        entries=tuple(entry for entry in entries if not entry.is_undated),
        undated=tuple(entry for entry in entries if entry.is_undated),
        outcome_unknown=tuple(outcome_unknown),
        later_changes=tuple(e for e in editions if e.id in in_the_news),
        sources={key: dated[key] for key in sorted(cited) if key in dated},
        reviewed=reviewed,
        left_out=every - len(entries),
    )


def _name(key: str, editions: Sequence[EditionAsOf]) -> str:
    """The name of a show or an edition; its id if nothing is known about it yet."""
    edition = next((edition for edition in editions if edition.id == key), None)
    if edition is not None:
        return edition.title
    return name_of(key, editions)


def _of_items(
    items: Iterable[NewsItem], editions: Sequence[EditionAsOf], as_of: AsOf
) -> Iterator[NewsEntry]:
    """The news items published so far."""
    editions_by_id = {edition.id: edition for edition in editions}
    shows = {edition.show.id for edition in editions}
    names = {show: name_of(show, editions) for show in shows}
    for item in items:
        if not as_of.has_reached(item.day_known):
            continue
        show, edition = item.show_id, editions_by_id.get(item.edition or "")
        yield NewsEntry(
            day=item.day_known,
            kind="news",
            source=item.source,
            by=item.known_by is not None,
            month=item.month,
            show=show,
            edition=item.edition,
            name=names.get(show or "") if edition is None else edition.name,
            text=item.title,
            summary=item.summary,
            describes=item.describes,
            item=item.id,
        )


def _of_notices(
    files: Iterable[ShowFile], editions: Sequence[EditionAsOf]
) -> Iterator[NewsEntry]:
    """What each notice changed."""
    for file in files:
        own = [edition for edition in editions if edition.show.id == file.show.id]
        yield from changes(own, {venue.id: venue for venue in file.venue})


def _of_figures(
    editions: Sequence[EditionAsOf], as_of: AsOf, printed: Sequence[NewsEntry]
) -> Iterator[NewsEntry]:
    """What was counted at each edition, except the numbers that news items have."""
    printed_numbers = set(_numbers(printed))
    for edition in editions:
        days: dict[tuple[dt.date, bool], list[Figure]] = {}
        counted: set[tuple[object, ...]] = set()
        for figure in sorted(edition.record.figure, key=attrgetter("day_known")):
            result = (figure.measure, figure.value, figure.upper, figure.currency)
            is_known = figure.kind == "counted" and as_of.knows(figure)
            if not is_known or result in counted:
                continue
            counted.add(result)
            number = f"{figure.value:,}"
            keys = ((edition.id, key, number) for key in figure.source)
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
                show=edition.show.id,
                edition=edition.id,
                name=edition.name,
                figures=tuple(figures),
                held=window(edition.dates)[1],
            )


def _numbers(printed: Iterable[NewsEntry]) -> Iterator[tuple[str | None, str, str]]:
    """The numbers in news items, each with the edition and a source of the item."""
    for entry in printed:
        for number in _NUMBER.findall(f"{entry.text} {entry.summary}"):
            yield from ((entry.edition, key, number) for key in entry.source)
