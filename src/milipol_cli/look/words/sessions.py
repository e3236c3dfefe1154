"""Sessions in words: what they are about, who speaks, how certain that is."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.look.words.dates import count
from milipol_cli.look.words.times import session_state
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import DayTheme, Session, Speaker

if TYPE_CHECKING:
    from milipol_cli.network.sessions import SessionAsOf


# Kinds that add nothing to a title, so they are left out before it.
_PLAIN_KINDS = frozenset({"conference", "session", "opening"})

PICKED = "picked"
MORE_SPEAKERS = "others took part, names not found"


def _inferred(session: Session, themes: Sequence[DayTheme]) -> bool:
    """Whether a session is inferred and the themes of its day are not."""
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
    """A session in one line: its kind, then its title or its speakers.

    Speakers are named if there is no title, or it only repeats a theme of the day.
    """
    subject = session_subject(
        session, themes, whole_speakers=whole_speakers, certainty=certainty
    )
    return _with_kind(session, subject)


def _with_kind(session: Session, subject: str) -> str:
    if not subject or subject == kind(session):
        return kind(session)
    return subject if session.kind in _PLAIN_KINDS else f"{kind(session)}: {subject}"


def session_label_alone(session: Session) -> str:
    """A session in one line, without regard to the themes of its day."""
    return _with_kind(session, session.title or speakers(session, whole=False))


def session_subject(
    session: Session,
    themes: Sequence[DayTheme],
    *,
    whole_speakers: bool = False,
    certainty: bool = True,
) -> str:
    """What a session is about, without its kind.

    `whole_speakers` adds what the speakers are. With `certainty` it says whether a
    session is inferred.
    """
    titles = {theme.title for theme in themes}
    subject = session.title
    if subject is None or (subject in titles and session.speaker):
        subject = speakers(session, whole=whole_speakers) or kind(session)
    if certainty and _inferred(session, themes):
        return f"{subject}, inferred"
    return subject


def label_with_room(label: str, session: Session) -> str:
    """The label of a session with its room, if that is known."""
    return label if session.room is None else f"{label}, {session.room}"


def session_whole(label: str, session: Session) -> str:
    """The label of a session with its speakers and its certainty."""
    if session.speaker and session.speaker[0].name not in label:
        label = f"{label}, with {speakers(session, whole=False)}"
    return with_certainty(label, session.certainty)


def with_certainty(text: str, certainty: Certainty) -> str:
    """A text with its certainty, unless it was stated."""
    return text if certainty == "stated" else f"{text}, {certainty}"


def speakers(session: Session, *, whole: bool) -> str:
    """The first speaker, and how many others there are."""
    if not session.speaker:
        return ""
    first = session.speaker[0]
    name = _speaker_brief(first) if whole else first.name
    others = len(session.speaker) - 1
    if others:
        return f"{name}, {count(others, 'other')}"
    if session.more_speakers:
        return f"{first.name} and others, names not found"
    return name


def speaker_in_full(speaker: Speaker) -> str:
    """A speaker with everything known of them: "Ana Diaz, minister of the interior"."""
    return speaker.name if speaker.what is None else f"{speaker.name}, {speaker.what}"


def _speaker_brief(speaker: Speaker) -> str:
    return speaker.name if speaker.brief is None else f"{speaker.name}, {speaker.brief}"


def picked_and_state(session: "SessionAsOf", now: dt.datetime | None) -> str:
    """Whether a session is picked, and its state: "picked, next, in 10 min"."""
    return add_picked(session, session_state(session, now))


def add_picked(session: "SessionAsOf", state: str) -> str:
    """A state, after "picked" if the session is on the agenda."""
    return ", ".join(filter(None, [PICKED if session.picked else "", state]))
