"""The lines that shows, editions and sessions share."""

from collections.abc import Iterable

from milipol_cli.look.words import sources as words
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import dates_spoken, ordinal, sentence
from milipol_cli.look.words.editions import named, place, starts, status
from milipol_cli.look.words.figures import figure_told
from milipol_cli.look.words.sessions import MORE_SPEAKERS
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import Session
from milipol_cli.network.model.shows import Figure, Show


def edition_lines(view: EditionAsOf) -> list[str]:
    """An edition with its days, place and state."""
    return [
        f"Show: {named(view)}",
        f"Dates: {dates_spoken(view.dates)}",
        f"Place: {place(view)}",
        f"Starts: {starts(view)}",
        f"Status: {status(view)}",
    ]


def number_line(view: EditionAsOf) -> str:
    """The ordinal, and whether it was counted from others."""
    number = view.record.number
    if number is None:
        return "none"
    counted = view.record.number_basis == "counted"
    return f"{ordinal(number)}{', counted from others' if counted else ''}"


def status_line(view: EditionAsOf) -> str:
    """The state of an edition, with its certainty where that is not stated."""
    said = status(view)
    told = view.certainty == "stated" or view.certainty in said
    return said if told else f"{said}, {view.certainty}"


def sources_line(keys: Iterable[str], numbers: words.Numbers) -> list[str]:
    """The numbers of the sources of a record, where they are asked for."""
    cited = words.cites_spoken(keys, numbers)
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


def figure_lines(figures: Iterable[Figure], numbers: words.Numbers) -> list[str]:
    """Figures, each with the numbers of its sources, where they are asked for."""
    return [
        f"Figure: {words.cited_spoken(figure_told(one), one.source, numbers)}"
        for one in figures
    ]


def remarks(label: str, notes: Iterable[str]) -> list[str]:
    """Notes of the data, each a line of its own."""
    return [f"{label}{sentence(note)}" for note in notes]


def age_lines(show: Show, as_of: AsOf) -> list[str]:
    """That the data of a show has grown old, where it has."""
    return old_data(show.reviewed, as_of, spoken=True)
