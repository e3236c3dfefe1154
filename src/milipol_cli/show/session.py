"""How a session is shown."""

from milipol_cli.look.document import Fact, Facts, Parts
from milipol_cli.look.parts import Notes, phase_style
from milipol_cli.look.words.dates import count, day_long, sentence
from milipol_cli.look.words.editions import why_off_words
from milipol_cli.look.words.programme import (
    CANCELLED,
    MORE_SPEAKERS,
    add_picked,
    programmes_known,
    session_title,
    speaker_in_full,
)
from milipol_cli.look.words.sources import Numbers, cited
from milipol_cli.look.words.times import (
    city_at,
    clocks_differ,
    open_end,
    session_state,
    span,
    zone_city,
)
from milipol_cli.show.edition import head_of_part
from milipol_cli.show.query import SessionDetails
from milipol_cli.show.words import star_note


def view(answer: SessionDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    """The session with its edition, everything known about it, and notes."""
    session = answer.session.session
    title = cited(session_title(session, answer.session.theme), session.source, numbers)
    remarks = [sentence(note) for note in (*session.notes, *answer.notes)]
    today = programmes_known([answer.edition], answer.as_of)
    head = head_of_part(answer, "Session", title, numbers)
    notes = Notes(
        [*remarks, *today, *star_note([answer.edition])],
        full=[*(f"Note: {note}" for note in remarks), *today],
    )
    return [head, Facts(_facts(answer))], notes


def _facts(answer: SessionDetails) -> list[Fact]:
    session = answer.session
    record = session.session
    day = "not known" if record.date is None else day_long(record.date)
    facts = [Fact.of("Day", day), Fact.of("Time", *_times(answer))]
    state = add_picked(_state(answer), is_picked=session.picked)
    if state:
        style = phase_style(session.phase, estimated=session.estimated)
        style = "maybe" if record.cancelled else style
        facts.append(Fact.of("State", state, style=style))
    speakers = [
        *map(speaker_in_full, record.speaker),
        *([MORE_SPEAKERS] if record.more_speakers else []),
    ]
    certainty = None if record.certainty == "stated" else record.certainty
    return [
        *facts,
        *Fact.known({"Room": record.room, "Track": record.track}),
        Fact.of("Speakers", *speakers),
        *Fact.known(
            {"Summary": record.summary, "URL": record.url, "Certainty": certainty}
        ),
    ]


def _times(answer: SessionDetails) -> list[str]:
    """The time at the venue, and on the reader's clock if that differs."""
    session = answer.session
    if session.starts is None:
        half = f", {session.half_day}" if session.half_day else ""
        return [f"not published{half}"]
    city = city_at(answer.edition, answer.edition.zone)
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
