"""Sessions in words: what they are about, who speaks, how certain that is."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.look.words.dates import count
from milipol_cli.look.words.times import session_state
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import (
    DayTheme,
    Session,
    Speaker,
    kind_name,
    session_name,
)

if TYPE_CHECKING:
    from typing import Protocol

    from milipol_cli.look.words.times import Phased
    from milipol_cli.network.sessions import SessionAsOf

    class Pickable(Phased, Protocol):
        """Something with a time and a phase that may be on the agenda."""

        @property
        def picked(self) -> bool:
            """Whether it is on the agenda."""

        @property
        def is_cancelled(self) -> bool:
            """Whether it was cancelled by itself."""


PICKED = "picked"
CANCELLED = "cancelled"
MORE_SPEAKERS = "others took part, names not found"


def kind(session: Session) -> str:
    """The kind with a capital: "Keynote"."""
    return kind_name(session)


def session_title(session: Session, theme: str | None) -> str:
    """The name of a session; if that is only its kind, with who speaks beside it."""
    if session.title or theme:
        return session_name(session, theme)
    return with_speakers(kind(session), session)


def with_speakers(text: str, session: Session, *, whole: bool = False) -> str:
    """A text with who speaks beside it, unless the title says so."""
    names = speakers(session, whole=whole)
    is_alone = len(session.speaker) == 1 and not session.more_speakers
    if not names or (is_alone and session.speaker[0].name in (session.title or "")):
        return text
    return f"{text}, with {names}" if text else f"with {names}"


def inferred(session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a session is inferred and the themes of its day are not."""
    themes_inferred = any(
        theme.certainty == "inferred" and theme.half_day is None for theme in themes
    )
    return session.certainty == "inferred" and not themes_inferred


def title_of(row: "SessionAsOf", themes: Sequence[DayTheme]) -> str:
    """The title of a session, and whether it is inferred and its day's themes not."""
    title = session_title(row.session, row.theme)
    return f"{title}, inferred" if inferred(row.session, themes) else title


def with_track(name: str, session: Session) -> str:
    """The name of a session with its track, if that is known."""
    return name if session.track is None else f"{name}, {session.track}"


def label_with_room(label: str, session: Session) -> str:
    """The label of a session with its room, if that is known."""
    return label if session.room is None else f"{label}, {session.room}"


def with_certainty(text: str, certainty: Certainty) -> str:
    """A text with its certainty, unless it was stated."""
    return text if certainty == "stated" else f"{text}, {certainty}"


def speakers(session: Session, *, whole: bool) -> str:
    """The first speaker, with `whole` also what they are, and how many others."""
    if not session.speaker:
        return ""
    first = session.speaker[0]
    name = _speaker_brief(first) if whole else first.name
    others = len(session.speaker) - 1
    if others:
        comma = "" if name == first.name else ","
        return f"{name}{comma} and {count(others, 'other')}"
    if session.more_speakers:
        return f"{first.name} and others, names not found"
    return name


def speaker_in_full(speaker: Speaker) -> str:
    """A speaker with everything known of them: "Ana Diaz, minister of the interior"."""
    role = speaker.shown_role
    return speaker.name if role is None else f"{speaker.name}, {role}"


def _speaker_brief(speaker: Speaker) -> str:
    return speaker.name if speaker.brief is None else f"{speaker.name}, {speaker.brief}"


def picked_and_state(
    row: "Pickable", now: dt.datetime | None, *, next_pick: bool = False
) -> str:
    """Whether something is picked, and its state: "picked, on, 10 min left".

    The next pick is "next pick, in 10 min".
    """
    state = CANCELLED if row.is_cancelled else session_state(row, now)
    if next_pick:
        return f"next pick, {state.removeprefix('next, ')}"
    return add_picked(row, state)


def add_picked(row: "Pickable", state: str) -> str:
    """A state, after "picked" if something is on the agenda."""
    return ", ".join(filter(None, [PICKED if row.picked else "", state]))
