"""The conflicts of a pick, and how the data differs from what a pick kept of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from milipol_cli.look.words.dates import dates_on, day_long
from milipol_cli.look.words.programme import session_title
from milipol_cli.network.editions import EditionAsOf, why_off
from milipol_cli.network.model.programmes import (
    DayTheme,
    Session,
    kind_name,
    room_key,
    theme_for,
)
from milipol_cli.network.model.record import MOST_CHARACTERS, Record
from milipol_cli.picks.model import Pick

ConflictKind = Literal[
    "overlap",
    "may overlap",
    "tight",
    "same days",
    "moved",
    "new title",
    "new room",
    "new speakers",
    "cancelled",
    "postponed",
    "not known yet",
    "not read",
    "gone",
]


class Conflict(Record, frozen=True, kw_only=True):
    """A conflict of a pick in words: with another pick, or with the current data.

    `other` is the id of the other pick, or edition: of one that has the same days, or
    that an own entry belongs to and that is gone or not checked. `minutes` is how long
    two picks overlap, if that is certain, or are apart.
    """

    kind: ConflictKind
    text: str
    other: str | None = None
    minutes: int | None = None

    @property
    def key(self) -> "Conflict":
        """The conflict without its words if they depend on what else was picked."""
        return (
            msgspec.structs.replace(self, text="") if "overlap" in self.kind else self
        )


def kept_title(session: Session, theme: str | None) -> str:
    """The title that a pick keeps; without one its theme, or kind and who speaks."""
    title = session.title or theme or session_title(session, None)
    return title[:MOST_CHARACTERS]


def speakers_of(session: Session) -> tuple[str, ...]:
    """The names of the speakers of a session."""
    return tuple(speaker.name for speaker in session.speaker)


def differences(
    pick: Pick, edition: EditionAsOf, session: Session, themes: Sequence[DayTheme]
) -> Iterator[Conflict]:
    """The differences between a session and what its pick kept of it.

    A time, title, room or speaker that was published only later is no difference.
    """
    times = (
        (pick.date, session.date),
        (pick.start, session.start),
        (pick.end, session.end),
    )
    if is_off_day(edition, session.date):
        yield on_another_day(edition)
    elif any(then not in (None, now) for then, now in times):
        yield moved(_times(pick, session))
    title = kept_title(session, theme_for(session, themes))
    if pick.title not in (None, title) and not _stands_in(pick.title, session, themes):
        yield Conflict(kind="new title", text=f"new title: was {pick.title}")
    if pick.room is not None and room_key(pick.room) != room_key(session.room or ""):
        room = session.room or "a room not published"
        yield Conflict(kind="new room", text=f"moved from {pick.room} to {room}")
    before, now = pick.speakers, speakers_of(session)
    if before and {*before} != {*now}:
        gone = ", ".join(name for name in before if name not in now)
        new = ", ".join(name for name in now if name not in before)
        texts = [f"no longer with {gone}"] if gone else []
        texts += [f"now with {new}"] if new else []
        yield Conflict(kind="new speakers", text="; ".join(texts))


def _times(pick: Pick, session: Session) -> str:
    texts = []
    for each in (pick, session):
        day = "a day not known" if each.date is None else day_long(each.date)
        clock = clock_words(each.start, each.end)
        texts.append(clock if pick.date == session.date else f"{day}, {clock}")
    return f"was {texts[0]}, now {texts[1]}"


def _stands_in(title: str, session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a title was put together for want of one: by theme, or by who speaks."""
    kind = kind_name(session)
    theme = theme_for(msgspec.structs.replace(session, title=None), themes)
    return title in (kind, theme) or title.startswith(f"{kind}, with ")


def clock_words(start: dt.time | None, end: dt.time | None) -> str:
    """A time on the clock of the venue: "15:00-16:30"."""
    if start is None:
        return "time not published"
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"


def moved(text: str) -> Conflict:
    """The conflict of something that moved: "was Hall 5, now Hall 6"."""
    return Conflict(kind="moved", text=f"moved: {text}")


def on_another_day(edition: EditionAsOf) -> Conflict:
    """The conflict of a day on which its edition is no longer."""
    now = dates_on(edition.dates)
    return moved(f"{edition.title} is now {now}; pick another day")


def is_off_day(edition: EditionAsOf, day: dt.date | None) -> bool:
    """Whether a day is one on which an edition was to be on, and is not.

    If the dates of the edition are superseded later, that is not known yet.
    """
    if day is None or edition.superseded:
        return False
    return why_off(edition, day) is not None
