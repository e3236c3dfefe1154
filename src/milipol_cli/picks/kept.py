"""What a pick keeps of a session, and how that changed since it was picked."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from milipol_cli.look.words.programme import session_title
from milipol_cli.network.model.kinds import MOST_CHARACTERS
from milipol_cli.network.model.programmes import (
    DayTheme,
    Session,
    room_key,
    theme_for,
)
from milipol_cli.picks.model import Pick

SessionChange = Literal["new title", "new room", "new speakers"]


def session_pick(pick_id: str, session: Session, theme: str | None) -> Pick:
    """A pick of a session as it is now; without a title, it keeps its `theme`."""
    return Pick(
        id=pick_id,
        title=kept_title(session, theme),
        date=session.date,
        start=session.start,
        end=session.end,
        room=session.room,
        speakers=speakers_of(session),
    )


def kept_title(session: Session, theme: str | None) -> str:
    """The title, else the theme of its half-day, else its kind and who speaks."""
    return short(session.title or theme or session_title(session, None))


def speakers_of(session: Session) -> tuple[str, ...]:
    """The names of the speakers of a session."""
    return tuple(speaker.name for speaker in session.speaker)


def short(title: str) -> str:
    """A title that was put together, cut to the length that a text may have."""
    return title[:MOST_CHARACTERS]


def session_changes(
    pick: Pick, session: Session, themes: Sequence[DayTheme]
) -> Iterator[SessionChange]:
    """The differences between a session and what its pick kept, except its time.

    A title, room or speaker that was published only later is no difference.
    """
    title = kept_title(session, theme_for(session, themes))
    if pick.title not in (None, title) and not _stands_in(pick.title, session, themes):
        yield "new title"
    if pick.room is not None and room_key(pick.room) != room_key(session.room or ""):
        yield "new room"
    if pick.speakers and set(pick.speakers) != set(speakers_of(session)):
        yield "new speakers"


def _stands_in(title: str, session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a title was put together for want of one: by theme, or by who speaks."""
    untitled = msgspec.structs.replace(
        session, title=None, speaker=(), more_speakers=False
    )
    kind = session_title(untitled, None)
    theme = theme_for(untitled, themes) or kind
    return title in (short(theme), kind) or title.startswith(f"{kind}, with ")
