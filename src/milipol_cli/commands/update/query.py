"""The differences between newer and older data."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from milipol_cli.base.errors import Problem
from milipol_cli.commands.news.query import NewsEntry, news
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Session
from milipol_cli.network.model.record import Record
from milipol_cli.picks.as_of import PickAsOf, picks_as_of

SessionChange = Literal["new", "changed", "cancelled"]


class ChangedProgramme(NamedTuple):
    """An edition, by its title, and how many of its sessions changed in which way."""

    title: str
    numbers: Mapping[SessionChange, int]


class DataChanges(Record, frozen=True, kw_only=True):
    """The changes in newer data.

    `programmes` are those whose sessions changed. `picked` are the editions on the
    agenda, `picks` the picks on it that the data changed, as they are now. `ignored` is
    what the user's own files added, and the data has now. `lost_shows` and `lost_news`
    are no longer in it.
    """

    entries: tuple[NewsEntry, ...] = ()
    programmes: tuple[ChangedProgramme, ...] = ()
    picked: frozenset[str] = frozenset()
    picks: tuple[PickAsOf, ...] = ()
    ignored: tuple[Problem, ...] = ()
    lost_shows: tuple[str, ...] = ()
    lost_news: int = 0


def changes_between(
    old: Catalog, new: Catalog, picks: Sequence[Pick], today: dt.date
) -> DataChanges:
    """The changes in newer data, as of today.

    A show may have been reviewed in a zone where it is tomorrow already. What the
    user's own files add is in both, so that it is no change.
    """
    as_of = AsOf(day=max(today, *(file.show.reviewed for file in new.shows)))
    entries_before, entries = (_news_by_content(data, as_of) for data in (old, new))
    ignored_before = set(old.ignored())
    shows_now = {file.show.id for file in new.shows}
    return DataChanges(
        entries=tuple(entries[key] for key in entries if key not in entries_before),
        programmes=tuple(_changed_programmes(old, new)),
        picked=frozenset(pick.edition or pick.id.partition("/")[0] for pick in picks),
        picks=tuple(_changed_picks(old, new, picks, as_of)),
        ignored=tuple(problem for problem in new.ignored() if problem not in ignored_before),
        lost_shows=tuple(file.show.name for file in old.shows if file.show.id not in shows_now),
        lost_news=len(entries_before.keys() - entries.keys()),
    )


def _news_by_content(data: Catalog, as_of: AsOf) -> dict[tuple[object, ...], NewsEntry]:
    """The news by what they are about, whatever their sources, days and remarks."""
    answer = news(data, as_of)
    return {
        (entry.show, entry.edition, entry.kind, _content_of_news(entry)): entry
        for entry in (*answer.entries, *answer.undated)
    }


def _content_of_news(entry: NewsEntry) -> object:
    """The content of a piece of news, without its sources, day and remarks."""
    if entry.title is not None:
        return entry.title
    match entry.kind:
        case "result":
            return tuple(
                (row.measure, row.kind, row.value, row.upper, row.bound, row.currency)
                for row in entry.figures
            )
        case "rename":
            return entry.former_name, entry.name
        case "venue":
            return entry.old_venue, entry.venue
        case _:
            return entry.old, entry.new, entry.status, entry.old_status


def _changed_programmes(old: Catalog, new: Catalog) -> Iterator[ChangedProgramme]:
    """The programmes of editions in which sessions are new, changed or cancelled."""
    for edition, title in new.editions():
        before, now = (_sessions(data, edition) for data in (old, new))
        kinds = Counter(
            _session_change(before.get(key), now.get(key)) for key in before.keys() | now.keys()
        )
        numbers = {kind: kinds[kind] for kind in get_args(SessionChange) if kinds[kind]}
        if numbers:
            yield ChangedProgramme(title, numbers)


def _session_change(before: Session | None, now: Session | None) -> SessionChange | None:
    """The change of a session, which is cancelled if it is gone; None without any."""
    if before == now:
        return None
    if before is None:
        return "new"
    return "cancelled" if now is None or now.cancelled else "changed"


def _sessions(data: Catalog, edition: str) -> dict[str, Session]:
    """The sessions of an edition by id, without what only programs need."""
    return {
        session.id: msgspec.structs.replace(session, updated=None, sequence=0, uid=None, source=())
        for session in data.programme(edition).session
    }


def _changed_picks(
    old: Catalog, new: Catalog, picks: Sequence[Pick], as_of: AsOf
) -> Iterator[PickAsOf]:
    """The picks, as they are now, whose conflicts or times are not as before."""
    before, now = (picks_as_of(picks, data, as_of) for data in (old, new))
    for old_pick, pick in zip(before, now, strict=True):
        if _conflicts_and_times(old_pick) != _conflicts_and_times(pick):
            yield pick


def _conflicts_and_times(pick: PickAsOf) -> tuple[object, ...]:
    return pick.conflicts, pick.first, pick.last, pick.starts, pick.ends
