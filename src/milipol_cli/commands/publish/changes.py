"""The changes in programmes since a folder was published before.

It is kept in a published file, which the next run reads and prunes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

import msgspec

from milipol_cli.commands.publish.contents import Change, Contents, Field, SessionState
from milipol_cli.commands.publish.query import Publication
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import window

# A change stays for this long, or until the last day of the show if that is later.
_KEPT = dt.timedelta(days=14)


class ProgrammeNews(NamedTuple):
    """The changes in the programme of an edition on a day."""

    edition: EditionAsOf
    day: dt.date
    sessions: Sequence[Sequence[Change]]

    @property
    def id(self) -> str:
        """Its id in the feed."""
        return f"{self.edition.id}/{self.day}/programme"


def changes_now(
    kept: Iterable[Change], before: Contents, site: Publication
) -> tuple[Change, ...]:
    """The changes to publish: those kept that still matter, and the new ones.

    The changes that were kept led to what was there `before`.
    """
    found = {(change.session, change.field): change for change in kept}
    for change in _new_changes(before, site):
        field = change.session, change.field
        former = found.get(field)
        then = change.then if former is None else former.then
        found[field] = msgspec.structs.replace(change, then=then)
        if then == change.now:
            del found[field]
    return tuple(
        found[field] for field in sorted(found) if _is_still_shown(found[field], site)
    )


def _new_changes(before: Contents, site: Publication) -> Iterator[Change]:
    """The changes in programmes that were published before, except past editions."""
    today = site.as_of.reader_day
    for edition_id, has in site.contents.editions.items():
        had = before.editions.get(edition_id)
        edition = site.edition_by_id[edition_id].edition
        if had is None or had.sessions is None or edition.phase == "over":
            continue
        sessions = has.sessions or {}
        for key in dict.fromkeys((*had.sessions, *sessions)):
            old, new = had.sessions.get(key), sessions.get(key)
            shown = new or old
            assert shown is not None  # it is in one of them
            then, now = _fields_for_change(old, new), _fields_for_change(new, old)
            for field in get_args(Field):
                if then[field] != now[field]:
                    yield Change(
                        session=f"{edition_id}/{key}",
                        field=field,
                        then=then[field],
                        now=now[field],
                        day=today,
                        title=shown.title,
                    )


def _fields_for_change(
    state: SessionState | None, other: SessionState | None
) -> Mapping[Field, str | None]:
    """The fields of a session; one that is absent has the time and room of the other.

    So a new session has not moved as well.
    """
    shown = state or other
    assert shown is not None  # it is in one of the two
    planned = "cancelled" if shown.cancelled else "planned"
    return {
        "time": shown.time,
        "room": shown.room,
        "state": "absent" if state is None else planned,
    }


def _is_still_shown(change: Change, site: Publication) -> bool:
    """Whether a change is recent, or its edition not over, on the day of publication.

    One of an edition that is no longer published is not shown.
    """
    published = site.edition_by_id.get(change.edition)
    if published is None:
        return False
    edition, as_of = published.edition, site.as_of
    _, last = window(edition.dates)
    is_recent = as_of.reader_day - change.day <= _KEPT
    return is_recent or as_of.day_at(edition.zone) <= last


def programme_news(site: Publication) -> list[ProgrammeNews]:
    """The changes by day and programme, newest first."""
    days: dict[tuple[dt.date, str], dict[str, list[Change]]] = {}
    for change in site.changes:
        sessions = days.setdefault((change.day, change.edition), {})
        sessions.setdefault(change.session, []).append(change)
    return [
        ProgrammeNews(
            site.edition_by_id[edition].edition, day, [*days[day, edition].values()]
        )
        for day, edition in sorted(days, reverse=True)
    ]
