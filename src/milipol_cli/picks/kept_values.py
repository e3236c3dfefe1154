"""The values that a pick keeps of the data, and how the data differs from them now."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from milipol_cli.network.differences import Difference
from milipol_cli.network.editions import EditionAsOf, why_off
from milipol_cli.network.model.programmes import DayTheme, Session, kind_name, room_key, theme_for
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.network.occasions import Conflict, ConflictKind
from milipol_cli.network.titles import session_title

if TYPE_CHECKING:  # many readers have no agenda
    from milipol_cli.network.model.picks import Pick

_Field = Literal["time", "dates", "day", "deadline", "stand", "title", "room", "speakers"]
_KINDS: dict[_Field, ConflictKind] = {
    "title": "new title",
    "room": "new room",
    "speakers": "new speakers",
}


def kept_title(session: Session, theme: str | None) -> str:
    """The title that a pick keeps: of the session, its theme, or kind and speakers."""
    title = session.title or theme or session_title(session, None)
    return title[:MOST_CHARACTERS]


def speakers_of(session: Session) -> tuple[str, ...]:
    """The names of the speakers of a session."""
    return tuple(speaker.name for speaker in session.speaker)


def kept_value_changed(field: _Field, then: Any, now: Any) -> Conflict:
    """The conflict of a pick whose kept value of a field is not the value now."""
    difference = Difference(field, then, now)
    return Conflict(kind=_KINDS.get(field, "moved"), difference=difference)


def day_changed(edition: EditionAsOf, day: dt.date | None) -> Conflict:
    """The conflict of a pick on a day that its edition does not have any more."""
    return kept_value_changed("day", day, (edition.title, edition.dates))


def changes_since_picked(
    pick: "Pick", edition: EditionAsOf, session: Session, themes: Sequence[DayTheme]
) -> Iterator[Conflict]:
    """The conflicts of a pick with the session as it is now.

    A time, title, room or speaker that was published only later is not a conflict.
    """
    kept_time = pick.date, pick.start, pick.end
    time_now = session.date, session.start, session.end
    pairs = zip(kept_time, time_now, strict=True)
    if is_off_day(edition, session.date):
        yield day_changed(edition, session.date)
    elif any(kept not in (None, now) for kept, now in pairs):
        yield kept_value_changed("time", kept_time, time_now)
    title = kept_title(session, theme_for(session, themes))
    if pick.title not in (None, title) and not _is_made_title(pick.title, session, themes):
        yield kept_value_changed("title", pick.title, title)
    if pick.room is not None and room_key(pick.room) != room_key(session.room or ""):
        yield kept_value_changed("room", pick.room, session.room)
    if pick.speakers and {*pick.speakers} != {*speakers_of(session)}:
        yield kept_value_changed("speakers", pick.speakers, speakers_of(session))


def _is_made_title(title: str, session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a title is one that a pick was given while the session had no title.

    That is its theme, its kind, or its kind "with" the speakers of that day.
    """
    kind = kind_name(session)
    theme = theme_for(msgspec.structs.replace(session, title=None), themes)
    return title in (kind, theme) or title.startswith(f"{kind}, with ")


def is_off_day(edition: EditionAsOf, day: dt.date | None) -> bool:
    """Whether an edition was to be on on a day, and is not; False for no day.

    If the dates of the edition are superseded later, that is not known yet.
    """
    if day is None or edition.superseded:
        return False
    return why_off(edition, day) is not None
