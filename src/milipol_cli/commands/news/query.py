"""The answer of `milipol news`: announcements, changes and results.

News is the difference between one notice of an edition and the next, and what was
counted there; the rest are news items, with a title of their own.
"""

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import msgspec

from milipol_cli.network import citations
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import (
    EditionAsOf,
    by_day,
    contradicts,
    editions_as_of,
    first_names,
    former_names,
    in_another_city,
    name_of,
    oldest_review,
    select_shows,
)
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.fetched import days_added
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.news import NewsItem, tag
from milipol_cli.network.model.record import Certainty, Month, Record, Sources
from milipol_cli.network.model.shows import Figure, Notice, ShowFile, Status, Venue, is_void
from milipol_cli.network.model.sources import Source

NewsKind = Literal[
    "announcement", "move", "venue", "rename", "cancellation", "postponement", "result", "news"
]

# Figures without a day that are known later than this after an edition are not news.
_REPORT_DAYS = 90


class NewsEntry(Record, frozen=True, kw_only=True):
    """A row of the news, as values; `news.words.text` puts it into a line.

    `day` is the day it became known: the latest possible one if `by` is set, the
    last day of `month` if only that is known; `added` is the day the data got it. The
    `id` stays while data is added. A news item has its own `title`, a notice has one if
    it was written for it.

    A move has the `old` dates, and so have dates that replace an estimate; `new` are
    the dates that the edition is set for, or was set for when it was called off.
    `old_venue`, `former_name` and `old_status` are the values before `venue`, `name`
    and `status`; an edition is announced `again` if it had been called off. `figures`
    were counted at the edition whose last day is `held`. `reason` says what an inferred
    piece of news is inferred from.
    """

    day: dt.date
    kind: NewsKind
    source: Sources
    added: dt.date
    id: str = ""
    title: str | None = None
    by: bool = False
    month: Month | None = None
    show: str | None = None
    edition: str | None = None
    name: str | None = None
    former_name: str | None = None
    summary: str | None = None
    describes: dt.date | None = None
    old: Dates | None = None
    new: Dates | None = None
    venue: Venue | None = None
    old_venue: Venue | None = None
    status: Status | None = None
    old_status: Status | None = None
    again: bool = False
    certainty: Certainty = "stated"
    reason: str | None = None
    held: dt.date | None = None
    item: str | None = None
    figures: tuple[Figure, ...] = ()

    @property
    def is_undated(self) -> bool:
        """Whether it is a news item without a date."""
        return self.kind == "news" and self.by

    @property
    def is_found_later(self) -> bool:
        """Whether it has figures, without a day, that were found late."""
        if self.held is None or not self.by:
            return False
        return (self.day - self.held).days > _REPORT_DAYS

    @property
    def shown_day(self) -> dt.date:
        """The day it is shown at: the last day of the edition for older figures."""
        return self.held if self.held and self.is_found_later else self.day


class News(Answer, frozen=True, kw_only=True):
    """The answer of `milipol news`, newest first, then older figures found later.

    All news became known `since` a day, or was `added` since then. `about` are the
    names of the shows and editions asked for, `undated` the items without a date,
    `outcome_unknown` the past editions of which no source reports whether they took
    place, `covered_editions` the editions in the news. `sources` are the cited sources
    that are dated by the as-of date. `left_out` is how many items a limit leaves out.
    """

    since: dt.date | None
    added: bool
    about: tuple[str, ...]
    entries: tuple[NewsEntry, ...]
    undated: tuple[NewsEntry, ...]
    outcome_unknown: tuple[EditionAsOf, ...]
    covered_editions: tuple[EditionAsOf, ...]
    sources: dict[str, Source]
    reviewed: dt.date | None
    left_out: int

    @property
    def newest_first(self) -> list[NewsEntry]:
        """The dated and the undated news in one list, older figures at the end."""
        entries = (*self.entries, *self.undated)
        return sorted(entries, key=_order, reverse=True)


def _order(entry: NewsEntry) -> tuple[bool, dt.date]:
    """The sort key of news, to be reversed: the newest first, older figures last."""
    return not entry.is_found_later, entry.shown_day


# A number as it is printed, like 1,500 or 3.5; not a part of a longer one.
_NUMBER = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*")


def news(
    data: Catalog,
    as_of: AsOf,
    *,
    ids: Sequence[str] = (),
    since: dt.date | None = None,
    added: bool = False,
    limit: int | None = None,
) -> News:
    """The news as of a date: notices, results and news items, newest first.

    `ids` of shows and editions, and a day `since`, leave out everything else; with
    `added`, that day is the one on which the data got it. A `limit` leaves out the
    items that follow.
    """
    # Whole shows, as the name of an edition may be given by a notice of another.
    shows = [re.sub("-[0-9]{4}$", "", subject) for subject in ids]
    files = select_shows(data.shows, shows)
    editions = sorted(editions_as_of(files, as_of), key=by_day)
    asked = _Asked(ids, since, added=added)
    every_entry = _every_entry(data, files, editions, as_of)
    matching = [entry for entry in every_entry if asked.asks_for_entry(entry)]
    entries = matching[:limit]
    outcome_unknown = _editions_without_outcome(editions, asked)
    in_the_news = {entry.edition for entry in entries}
    reviewed = oldest_review(files)
    dated = citations.dated_by(as_of, data.sources, reviewed)
    cited = _cited_sources(entries, outcome_unknown)
    return News(
        as_of=as_of,
        since=since,
        added=added,
        about=_names_asked(ids, editions),
        entries=tuple(entry for entry in entries if not entry.is_undated),
        undated=tuple(entry for entry in entries if entry.is_undated),
        outcome_unknown=outcome_unknown,
        covered_editions=tuple(e for e in editions if e.id in in_the_news),
        sources={source: dated[source] for source in cited if source in dated},
        reviewed=reviewed,
        left_out=len(matching) - len(entries),
    )


def _names_asked(ids: Iterable[str], editions: Sequence[EditionAsOf]) -> tuple[str, ...]:
    """The names of the shows, and the titles of the editions, with these ids."""
    titles = {edition.id: edition.title for edition in editions}
    return tuple(titles.get(subject) or name_of(subject, editions) for subject in ids)


def _cited_sources(
    entries: Iterable[NewsEntry], outcome_unknown: Iterable[EditionAsOf]
) -> list[str]:
    """The ids of the sources of entries, and of the last notices of editions."""
    cited = [entry.source for entry in entries]
    cited += [edition.notices[-1].source for edition in outcome_unknown]
    return sorted({source for sources in cited for source in sources})


class _Asked(NamedTuple):
    """The ids of shows and editions asked for, all if there are none, and a first day.

    With `added`, that is the day on which the data got an entry.
    """

    ids: Sequence[str]
    since: dt.date | None
    added: bool

    def asks_for_entry(self, entry: NewsEntry) -> bool:
        """Whether a piece of news was asked for."""
        day = entry.added if self.added else entry.day
        return self.asks_for(entry.show, entry.edition, day)

    def asks_for(self, show: str | None, edition: str | None, day: dt.date) -> bool:
        """Whether news of a day about a show or an edition was asked for."""
        is_about = not self.ids or show in self.ids or edition in self.ids
        return is_about and (self.since is None or day >= self.since)


def _editions_without_outcome(
    editions: Iterable[EditionAsOf], asked: _Asked
) -> tuple[EditionAsOf, ...]:
    """The past editions of which no source reports whether they took place."""
    return tuple(
        edition
        for edition in editions
        if edition.phase == "over"
        and not edition.outcome_known
        and asked.asks_for(edition.show.id, edition.id, window(edition.dates)[1])
    )


def _every_entry(
    data: Catalog, files: Sequence[ShowFile], editions: Sequence[EditionAsOf], as_of: AsOf
) -> Sequence[NewsEntry]:
    """The news items, and the news of editions of these shows, in order, with ids."""
    items = [*_item_entries(data.news, editions, as_of)]
    entries = [*items]
    for file in files:
        of_show = [edition for edition in editions if edition.show.id == file.show.id]
        entries += news_of_editions(of_show, file.venue)
    entries += _figure_entries(editions, as_of, items)
    in_order = sorted(entries, key=_order, reverse=True)
    _set_ids(in_order, days_added(data.base))
    return in_order


def _set_ids(entries: Iterable[NewsEntry], added: Mapping[str, dt.date]) -> None:
    """Gives new entries their ids: changes of a kind on the same day are numbered.

    Fetched data has the days on which it got entries, by these ids: they are set, too.
    """
    times: Counter[str] = Counter()
    for entry in entries:
        subject = entry.edition or entry.show or "network"
        # As in "news/paris-2027/2026-03-01/move", then "news/paris-2027/.../move/2".
        path = f"news/{subject}/{entry.item or f'{entry.day}/{entry.kind}'}"
        times[path] += 1
        number = "" if times[path] == 1 else f"/{times[path]}"
        # The entries are new; copies of them all would take longer than to make them.
        news_id = tag(f"{path}{number}")
        msgspec.structs.force_setattr(entry, "id", news_id)
        if news_id in added:
            msgspec.structs.force_setattr(entry, "added", added[news_id])


def _item_entries(
    items: Iterable[NewsItem], editions: Sequence[EditionAsOf], as_of: AsOf
) -> Iterator[NewsEntry]:
    """The entries of the news items known by the as-of date.

    An item about an edition has the name that the edition had, any other the last name
    of its show, if it is about one.
    """
    editions_by_id = {edition.id: edition for edition in editions}
    shows = {edition.show.id for edition in editions}
    names = {show: name_of(show, editions) for show in shows}
    for item in items:
        if not as_of.has_reached(item.day_known):
            continue
        show = item.show_id  # an item that only names an edition is about its show
        edition = editions_by_id.get(item.edition or "")
        yield NewsEntry(
            day=item.day_known,
            kind="news",
            source=item.source,
            by=item.known_by is not None,
            month=item.month,
            show=show,
            edition=item.edition,
            name=names.get(show or "") if edition is None else edition.name,
            title=item.title,
            summary=item.summary,
            describes=item.describes,
            item=item.id,
            added=item.day_added,
        )


def _figure_entries(
    editions: Sequence[EditionAsOf], as_of: AsOf, items: Sequence[NewsEntry]
) -> Iterator[NewsEntry]:
    """The results of each edition, except the numbers that news items have.

    A number in an item is the same if the item cites a source of the figure. Figures of
    an edition that became known on one day are one entry.
    """
    # The numbers in news items, each with the edition and a source of the item.
    in_items = {
        (item.edition, source, number)
        for item in items
        for number in _NUMBER.findall(f"{item.title} {item.summary}")
        for source in item.source
    }
    for edition in editions:
        figures_by_day: dict[tuple[dt.date, bool], list[Figure]] = {}
        for figure in _first_counts(edition, as_of):
            number = f"{figure.value:,}"
            if in_items.isdisjoint((edition.id, s, number) for s in figure.source):
                day_and_by = figure.day_known, figure.known is None
                figures_by_day.setdefault(day_and_by, []).append(figure)
        for (day, by), figures in figures_by_day.items():
            yield _result_entry(edition, figures, day, by=by)


def _result_entry(
    edition: EditionAsOf, figures: Sequence[Figure], day: dt.date, *, by: bool
) -> NewsEntry:
    """The entry of figures of an edition that became known on a day, or `by` it."""
    cited = dict.fromkeys(key for figure in figures for key in figure.source)
    return NewsEntry(
        day=day,
        kind="result",
        source=tuple(cited),
        by=by,
        show=edition.show.id,
        edition=edition.id,
        name=edition.name,
        figures=tuple(figures),
        held=window(edition.dates)[1],
        added=max(figure.day_added for figure in figures),
    )


def _first_counts(edition: EditionAsOf, as_of: AsOf) -> Iterator[Figure]:
    """The figures that were counted, each number when it first became known."""
    counted: set[tuple[object, ...]] = set()
    for figure in sorted(edition.record.figure, key=attrgetter("day_known")):
        result = (figure.measure, figure.value, figure.upper, figure.currency)
        is_known = figure.kind == "counted" and as_of.knows(figure)
        if is_known and result not in counted:
            counted.add(result)
            yield figure


class _Facts(NamedTuple):
    """The facts about an edition after a notice; `void` if its dates no longer hold.

    Dates that the organiser gave have `is_given`; other dates are only an estimate.
    """

    dates: Dates
    venue: Venue | None
    status: Status
    void: bool
    is_given: bool


# Makes an entry of a notice; each kind adds its own fields.
_NewEntry = functools.partial[NewsEntry]


def news_of_editions(
    editions: Sequence[EditionAsOf], places: Iterable[Venue]
) -> Iterator[NewsEntry]:
    """The news in the notices of one show's editions, an entry for each change.

    A new name comes with the announcement of the first edition that has it; otherwise
    it is an entry of its own. `places` are the venues of the show.
    """
    venues = {venue.id: venue for venue in places}
    # The previous name, for each notice with a new one; the name in each first notice.
    former, first = former_names(editions), first_names(editions)
    for edition in editions:
        name = first[edition.id]
        before: _Facts | None = None
        for number, notice in enumerate(edition.notices):
            is_first = before is None
            after = _facts_after(notice, before, venues)
            name = notice.name or name
            former_name = former.get((edition.id, number))
            announced_name = former_name if is_first else None
            new_entry = _entry_maker(edition, notice, after, name, announced_name)
            entries = [*_notice_entries(new_entry, notice, before, after)]
            yield from entries
            is_announced = is_first and bool(entries)
            if former_name is not None and not is_announced:
                yield new_entry(kind="rename", former_name=former_name)
            before = after


def _entry_maker(
    edition: EditionAsOf, notice: Notice, after: _Facts, name: str, former_name: str | None
) -> _NewEntry:
    """The entry of a notice, to be called with a kind and the fields of that kind."""
    return functools.partial(
        NewsEntry,
        day=notice.day_known,
        source=notice.source,
        by=notice.known is None,
        show=edition.show.id,
        edition=edition.id,
        name=name,
        former_name=former_name,
        summary=notice.headline,
        added=notice.day_added,
        new=after.dates,
        venue=after.venue,
        status=notice.status,
        certainty=notice.certainty,
        reason=next(iter(notice.notes), None),
    )


def _facts_after(notice: Notice, before: _Facts | None, venues: Mapping[str, Venue]) -> _Facts:
    """The facts after a notice; a fact that it does not state stays as it was."""
    dates, is_given = notice.dates, notice.is_of_organiser
    if dates is None and before is not None:
        dates, is_given = before.dates, before.is_given
    venue = venues.get(notice.venue or "")
    if notice.venue is None and before is not None:
        venue = before.venue
    assert dates is not None  # the first notice of an edition has some
    return _Facts(dates, venue, notice.status, is_void([notice]), is_given)


def _notice_entries(
    new_entry: _NewEntry, notice: Notice, before: _Facts | None, after: _Facts
) -> Iterator[NewsEntry]:
    """The changes that a notice made; the first notice of an edition announces it.

    A cancellation is the only change of its notice; a postponement to other dates is
    a move. What was postponed before is not postponed again, unless its dates only now
    no longer hold.
    """
    old = before or after  # nothing changes by the first notice
    old_status = None if before is None else before.status
    if after.status == "cancelled":
        if old_status != "cancelled":
            yield new_entry(kind="cancellation", new=old.dates)
        return
    moved = contradicts(after.dates, old.dates)
    was_put_off = old_status == "postponed" and (old.void or not after.void)
    if after.status == "postponed" and not was_put_off and not moved:
        yield new_entry(kind="postponement", new=old.dates)
    else:
        fields = _announcement_fields(notice, before, after, moved=moved)
        if fields is not None:
            yield new_entry(kind="announcement", title=notice.summary, **fields)
    if moved and old.is_given:
        yield new_entry(kind="move", old=old.dates)
    if before is not None:
        yield from _venue_entries(new_entry, before.venue, after)


def _announcement_fields(
    notice: Notice, before: _Facts | None, after: _Facts, *, moved: bool
) -> dict[str, Any] | None:
    """The fields of an announcement: what it replaces; None if there is none.

    An inferred year alone is not news. Dates that contradict the organiser's are a
    move, which is an entry of its own.
    """
    if before is None:
        is_only_year = notice.certainty == "inferred" and after.dates.year is not None
        return None if is_only_year else {}
    if moved and not before.is_given:
        return {"old": before.dates}
    if _is_new_status(before, after, moved=moved):
        again = before.void and after.status != "tentative"
        return {"old_status": before.status, "again": again}
    is_more_exact = after.dates != before.dates
    is_news = not moved and (is_more_exact or notice.summary is not None)
    return {} if is_news else None


def _is_new_status(before: _Facts, after: _Facts, *, moved: bool) -> bool:
    """Whether the status is news by itself, and not part of another entry."""
    if before.void and not after.void:  # a postponed edition with other days is a move
        return before.status == "cancelled" or not moved
    if after.status == "held":  # expected of an announced edition
        return before.status == "tentative"
    return after.status not in (before.status, "postponed")


def _venue_entries(new_entry: _NewEntry, old: Venue | None, after: _Facts) -> Iterator[NewsEntry]:
    """The news that the place changed, or that a hall or city was named for once.

    A hall that is only named once the edition is over is not news.
    """
    new = after.venue
    if new is None:
        return
    old_hall, old_city = (None, None) if old is None else (old.name, old.city)
    is_other_hall = old_hall and new.name and old_hall != new.name
    is_first_place = not old_hall and (new.name or (new.city and not old_city))
    if in_another_city(old, new) or is_other_hall:
        yield new_entry(kind="venue", old_venue=old)
    elif is_first_place and after.status != "held":
        yield new_entry(kind="venue")
