"""The title of a session, which a pick of it keeps, too."""

from milipol_cli.network.model.programmes import Session, kind_name, session_name


def session_title(session: Session, theme: str | None) -> str:
    """The name of a session; with the speakers beside it if it is only the kind."""
    if session.title or theme:
        return session_name(session, theme)
    return with_speakers(kind_name(session), session)


def with_speakers(text: str, session: Session, *, whole: bool = False) -> str:
    """A text with a session's speakers beside it, unless the title has the only one.

    With `whole`, also what the first speaker is.
    """
    names = speakers(session, whole=whole)
    is_alone = len(session.speaker) == 1 and not session.more_speakers
    if not names or (is_alone and session.speaker[0].name in (session.title or "")):
        return text
    return f"{text}, with {names}" if text else f"with {names}"


def speakers(session: Session, *, whole: bool) -> str:
    """The first speaker, and how many others; "" if no speaker is known.

    "Ana Diaz", "Ana Diaz and 2 others" or "Ana Diaz and others, names not found"; with
    `whole`, also what the first speaker is: "Ana Diaz, minister, and 2 others".
    """
    if not session.speaker:
        return ""
    first = session.speaker[0]
    name = f"{first.name}, {first.brief}" if whole and first.brief else first.name
    others = len(session.speaker) - 1
    if others:
        comma = "" if name == first.name else ","
        return f"{name}{comma} and {others:,} {'other' if others == 1 else 'others'}"
    if session.more_speakers:
        return f"{first.name} and others, names not found"
    return name
