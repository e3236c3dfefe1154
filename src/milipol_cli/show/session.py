"""How a session is shown."""

from milipol_cli.look.document import Document, Fact, Facts
from milipol_cli.look.parts import Cell, Line, Notes, Title, phase_style
from milipol_cli.look.words.age import old_data
from milipol_cli.look.words.dates import count, day_long
from milipol_cli.look.words.editions import known_since_notes, titled, venue_line
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.look.words.sessions import (
    CANCELLED,
    MORE_SPEAKERS,
    add_picked,
    session_title,
    speaker_in_full,
)
from milipol_cli.look.words.sources import cited
from milipol_cli.look.words.times import (
    clocks_differ,
    open_end,
    session_state,
    span,
    zone_city,
)
from milipol_cli.network import citations
from milipol_cli.show.query import SessionDetails
from milipol_cli.show.sources import cited_numbers, hint, listed
from milipol_cli.show.words import (
    edition_title,
    sentences,
    star_note,
    why_off_words,
)


def view(answer: SessionDetails) -> Document:
    """The session with its edition, everything known about it, and notes."""
    edition, session = answer.edition, answer.session
    numbers = cited_numbers(answer)
    label = session_title(session.session, session.theme)
    title = cited(label, session.session.source, numbers)
    sources = citations.of_edition(edition, answer.as_of)
    place = f"{edition_title(edition)}, {venue_line(edition)}"
    return Document(
        None,
        (
            [
                Title(
                    Cell(title, "strong"),
                    Cell(f"ID {session.id}"),
                    full=[f"Session: {title}"],
                ),
                Line(
                    Cell(cited(place, sources, numbers)),
                    full=[
                        f"Edition: {titled(edition)}",
                        f"Place: {cited(venue_line(edition), sources, numbers)}",
                        f"ID: {session.id}",
                    ],
                ),
            ],
            Facts(_facts(answer)),
            _notes(answer),
            *listed(answer),
        ),
    )


def _facts(answer: SessionDetails) -> list[Fact]:
    session = answer.session
    record = session.session
    day = "not known" if record.date is None else day_long(record.date)
    facts = [Fact.of("Day", day), Fact.of("Time", *_times(answer))]
    state = add_picked(session, _state(answer))
    if state:
        style = phase_style(session.phase, estimated=session.estimated)
        style = "maybe" if record.cancelled else style
        facts.append(Fact.of("State", state, style=style))
    if record.room is not None:
        facts.append(Fact.of("Room", record.room))
    if record.track is not None:
        facts.append(Fact.of("Track", record.track))
    speakers = [
        *map(speaker_in_full, record.speaker),
        *([MORE_SPEAKERS] if record.more_speakers else []),
    ]
    facts.append(Fact.of("Speakers", *speakers))
    if record.summary is not None:
        facts.append(Fact.of("Summary", record.summary))
    if record.url is not None:
        facts.append(Fact.of("URL", record.url))
    if record.certainty != "stated":
        facts.append(Fact.of("Certainty", record.certainty))
    return facts


def _times(answer: SessionDetails) -> list[str]:
    """The time at the venue, and on the reader's clock if that differs."""
    session = answer.session
    if session.starts is None:
        half = f", {session.half_day}" if session.half_day else ""
        return [f"not published{half}"]
    city = zone_city(answer.edition.zone)
    times = [f"{span(session, None)} in {city}{open_end(session)}"]
    zone = answer.as_of.reader_zone
    if zone is not None and clocks_differ([session], zone):
        times.append(f"{span(session, zone)} in {zone_city(zone)}")
    return times


def _state(answer: SessionDetails) -> str:
    """Where the session stands: by the clock, or without a time by its day."""
    session, as_of, edition = answer.session, answer.as_of, answer.edition
    date = session.session.date
    if session.session.cancelled:
        return CANCELLED
    if date is None:
        return ""
    off = why_off_words(edition, date)
    if off or session.phase is None:
        return off
    if as_of.moment is not None and session.starts is not None:
        return session_state(session, as_of.moment)
    days = (date - as_of.day_at(edition.zone)).days
    return f"in {count(days, 'day')}" if days > 0 else "over"


def _notes(answer: SessionDetails) -> Notes:
    edition = answer.edition
    since = known_since_notes([edition], cited_numbers(answer))
    remarks = sentences((*answer.session.session.notes, *answer.notes))
    today = as_known_today([edition], answer.as_of)
    others = [
        *old_data(edition.show.reviewed, answer.as_of, [edition.show], [edition]),
        *hint(answer, answer.session.id),
    ]
    return Notes(
        [*since, *remarks, *today, *star_note(edition), *others],
        full=[*since, *(f"Note: {note}" for note in remarks), *today, *others],
    )
