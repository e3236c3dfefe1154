"""The lines that shows, editions and sessions share."""

from collections.abc import Iterable

from milipol_cli.look.words import sources as words
from milipol_cli.look.words.dates import dates_spoken, sentence
from milipol_cli.look.words.editions import named, place, starts, status
from milipol_cli.look.words.sessions import MORE_SPEAKERS
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import Session


def edition_lines(view: EditionAsOf) -> list[str]:
    """An edition with its days, place and state."""
    return [
        f"Show: {named(view)}",
        f"Dates: {dates_spoken(view.dates)}",
        f"Place: {place(view)}",
        f"Starts: {starts(view)}",
        f"Status: {status(view)}",
    ]


def sources_line(keys: Iterable[str], numbers: words.Numbers) -> list[str]:
    """The numbers of the sources of a record, where they are asked for."""
    cited = words.cites(keys, numbers)
    return [f"Sources: {cited}"] if cited else []


def certainty_line(certainty: Certainty) -> list[str]:
    """How sure something is, where it was not stated."""
    return [] if certainty == "stated" else [f"Certainty: {certainty}"]


def speaker_lines(session: Session) -> list[str]:
    """Who speaks, each with what they are, and whether others did."""
    lines = []
    for who in session.speaker:
        what = "" if who.what is None else f", {who.what}"
        lines.append(f"Speaker: {who.name}{what}")
    if session.more_speakers:
        lines.append(f"Speakers: {MORE_SPEAKERS}")
    return lines


def whole_session(session: Session, numbers: words.Numbers) -> list[str]:
    """What else is known of a session: summary, certainty, notes, sources."""
    return [
        *([] if session.summary is None else [f"Summary: {session.summary}"]),
        *certainty_line(session.certainty),
        *remarks("Note: ", session.notes),
        *sources_line(session.source, numbers),
    ]


def remarks(label: str, notes: Iterable[str]) -> list[str]:
    """Notes of the data, each a line of its own."""
    return [f"{label}{sentence(note)}" for note in notes]
