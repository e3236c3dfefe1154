"""Sessions in words: what they are about, who speaks, how sure that is."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.look.words.dates import count
from milipol_cli.look.words.times import session_state
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import DayTheme, Session, Speaker

if TYPE_CHECKING:
    from milipol_cli.network.sessions import SessionAsOf


# Kinds that say no more than a title does, so that they need not stand before it.
_PLAIN_KINDS = frozenset({"conference", "session", "opening"})


PICKED = "picked"


MORE_SPEAKERS = "others took part, names not found"


def _inferred(session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a session is inferred where its day's theme is not, and should say so."""
    themes_inferred = any(
        theme.certainty == "inferred" and theme.half_day is None for theme in themes
    )
    return session.certainty == "inferred" and not themes_inferred


def kind(session: Session) -> str:
    """The kind with a capital: "Keynote"."""
    return session.kind.capitalize()


def session_label(
    session: Session,
    themes: Sequence[DayTheme],
    *,
    whole_speakers: bool = False,
    certainty: bool = True,
) -> str:
    """A session in one line: kind, then title, or who speaks where the title says less.

    A title that only repeats a theme of the day gives way to the speakers.
    """
    said = session_subject(
        session, themes, whole_speakers=whole_speakers, certainty=certainty
    )
    return _with_kind(session, said)


def _with_kind(session: Session, said: str) -> str:
    """What is said of a session after its kind, where the kind tells something."""
    if not said or said == kind(session):
        return kind(session)
    return said if session.kind in _PLAIN_KINDS else f"{kind(session)}: {said}"


def session_label_alone(session: Session) -> str:
    """A session in one line where no day's themes stand above it."""
    return _with_kind(session, session.title or speakers(session, whole=False))


def session_subject(
    session: Session,
    themes: Sequence[DayTheme],
    *,
    whole_speakers: bool = False,
    certainty: bool = True,
) -> str:
    """What a session is about, without its kind.

    `whole_speakers` says what the speakers are, too; without `certainty` it is left to
    others to say that it is inferred.
    """
    titles = {theme.title for theme in themes}
    said = session.title
    if said is None or (said in titles and session.speaker):
        said = speakers(session, whole=whole_speakers) or kind(session)
    return f"{said}, inferred" if certainty and _inferred(session, themes) else said


def in_room(said: str, session: Session) -> str:
    """What is said of a session, and its room where that is known."""
    return said if session.room is None else f"{said}, {session.room}"


def session_whole(said: str, session: Session) -> str:
    """What is said of a session, with who speaks and how sure it is."""
    who = speakers(session, whole=False)
    if session.speaker and session.speaker[0].name not in said:
        said = f"{said}, with {who}"
    return sure(said, session.certainty)


def sure(said: str, certainty: Certainty) -> str:
    """What is said, and how sure that is where it was not stated."""
    return said if certainty == "stated" else f"{said}, {certainty}"


def speakers(session: Session, *, whole: bool) -> str:
    """Who speaks, short: the first, and how many others."""
    if not session.speaker:
        return ""
    first = session.speaker[0]
    said = _speaker_line(first) if whole else first.name
    others = len(session.speaker) - 1
    if others:
        return f"{said}, {count(others, 'other')}"
    if session.more_speakers:
        return f"{first.name} and others, names not found"
    return said


def speaker_in_full(speaker: Speaker) -> str:
    """A speaker with everything known of them: "Ana Diaz, minister of the interior"."""
    return speaker.name if speaker.what is None else f"{speaker.name}, {speaker.what}"


def _speaker_line(speaker: Speaker) -> str:
    return speaker.name if speaker.brief is None else f"{speaker.name}, {speaker.brief}"


def standing(
    one: "SessionAsOf", now: dt.datetime | None, *, spoken: bool = False
) -> str:
    """How a session stands, and before that whether it is on the reader's agenda."""
    return with_picked(one, session_state(one, now, spoken=spoken))


def with_picked(one: "SessionAsOf", state: str) -> str:
    """A state, and before it whether the session is on the reader's agenda."""
    return ", ".join(filter(None, [PICKED if one.picked else "", state]))
