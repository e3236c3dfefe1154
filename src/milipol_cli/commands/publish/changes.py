"""The changes in programmes since a folder was published before.

The changes are kept in a published file, which the next run reads and prunes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

import msgspec

from milipol_cli.commands.publish.contents import Contents, FieldChange, SessionField, SessionState
from milipol_cli.commands.publish.query import Publication
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import window

# A change stays for this long, or until the last day of the show if that is later.
_KEPT = dt.timedelta(days=14)


class ProgrammeNews(NamedTuple):
    """The changes in the programme of an edition on a day."""

    edition: EditionAsOf
    day: dt.date
    sessions: Sequence[Sequence[FieldChange]]

    @property
    def id(self) -> str:
        """Its id in the feed."""
        return f"{self.edition.id}/{self.day}/programme"


def changes_now(
    kept: Iterable[FieldChange], before: Contents, site: Publication
) -> tuple[FieldChange, ...]:
    """The changes to publish: the new ones, and those `kept` that still matter.

    The changes that were kept led to what was there `before`. A field that has its
    first value again did not change.
    """
    changes = {(change.session, change.field): change for change in kept}
    for change in _new_changes(before, site):
        field = change.session, change.field
        first_value = changes.pop(field, change).then  # before any change
        if first_value != change.now:
            changes[field] = msgspec.structs.replace(change, then=first_value)
    in_order = (changes[field] for field in sorted(changes))
    return tuple(change for change in in_order if _is_still_shown(change, site))


def _new_changes(before: Contents, site: Publication) -> Iterator[FieldChange]:
    """The changes in programmes that were published before, except past editions."""
    today = site.as_of.reader_day
    for edition_id, contents in site.contents.editions.items():
        former = before.editions.get(edition_id)
        old = None if former is None else former.sessions
        if old is None or site.edition_by_id[edition_id].edition.phase == "over":
            continue
        new = contents.sessions or {}
        for key in dict.fromkeys((*old, *new)):
            session_id = f"{edition_id}/{key}"
            yield from _changes_of_session(session_id, old.get(key), new.get(key), today)


def _changes_of_session(
    session_id: str, old: SessionState | None, new: SessionState | None, today: dt.date
) -> Iterator[FieldChange]:
    """The changes of a session: `old` is None if it is new, `new` if it is gone."""
    shown = new or old
    assert shown is not None  # one of them is known
    then, now = _fields_for_change(old, new), _fields_for_change(new, old)
    for field in get_args(SessionField):
        if then[field] != now[field]:
            yield FieldChange(
                session=session_id,
                field=field,
                then=then[field],
                now=now[field],
                day=today,
                title=shown.title,
            )


def _fields_for_change(
    state: SessionState | None, other: SessionState | None
) -> Mapping[SessionField, str | None]:
    """The fields of a session in a state, which is None if the session is absent then.

    An absent session has the time and room of its `other` state, so that a new session
    has not moved as well.
    """
    shown = state or other
    assert shown is not None  # one of them is known
    planned = "cancelled" if shown.cancelled else "planned"
    return {"time": shown.time, "room": shown.room, "state": "absent" if state is None else planned}


def _is_still_shown(change: FieldChange, site: Publication) -> bool:
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
    # By day and edition, then by session.
    grouped: dict[tuple[dt.date, str], dict[str, list[FieldChange]]] = {}
    for change in site.changes:
        by_session = grouped.setdefault((change.day, change.edition), {})
        by_session.setdefault(change.session, []).append(change)
    return [
        ProgrammeNews(
            edition=site.edition_by_id[edition_id].edition,
            day=day,
            sessions=[*grouped[day, edition_id].values()],
        )
        for day, edition_id in sorted(grouped, reverse=True)
    ]
