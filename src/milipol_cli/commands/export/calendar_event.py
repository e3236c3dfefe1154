"""An event as a calendar file holds it, with its description in words."""

import datetime as dt
from typing import TYPE_CHECKING, Literal

from milipol_cli.commands.export import words
from milipol_cli.commands.export.events import Event, is_settled
from milipol_cli.ics.events import REMINDER_ID, VISITS, CalendarEvent, Mark
from milipol_cli.look.words.dates import day_brief, days_brief, sentence, weekday
from milipol_cli.look.words.editions import venue_address
from milipol_cli.look.words.picks import label
from milipol_cli.look.words.programme import CANCELLED, MORE_SPEAKERS, label_with_room
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.programmes import (
    DayTheme,
    Session,
    kind_name,
    session_name,
    theme_for,
)
from milipol_cli.network.model.record import Certainty
from milipol_cli.network.model.shows import Status, Theme
from milipol_cli.network.titles import with_speakers

if TYPE_CHECKING:  # only the agenda has them
    from milipol_cli.network.model.picks import Pick

# Calendars do not show a postponed event as such; its title does. Others are confirmed.
_STATUS: dict[Status, Literal["TENTATIVE", "CANCELLED"]] = {
    "tentative": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}

_CERTAINTY: dict[Certainty, str] = {
    "planned": "Planned: from a programme printed before the show.",
    "inferred": "Inferred: no source states this directly.",
}


def calendar_event(event: Event) -> CalendarEvent:
    """The event as a calendar file holds it."""
    start, end = _start_and_end(event)
    own, track = event.own, event.session and event.session.track
    # Only then do calendars show the reader as busy.
    takes_time = event.starts is not None and event.kind not in ("reminder", "deadline")
    return CalendarEvent(
        id=event.id,
        uid=event.uid,
        is_own=event.is_own,
        start=start,
        end=end,
        summary=words.title(event),
        description="\n".join(_description_lines(event)),
        location=_location_text(event),
        position=None if own is not None else _position(event.show_edition),
        address=_address(event),
        categories=("Milipol", _category(event), *([track] if track else [])),
        status=_STATUS.get(event.status, "CONFIRMED"),
        free=not takes_time or event.status == "cancelled",
        sequence=event.sequence,
        modified=event.modified,
        alarms=tuple(
            (alarm.before, words.alarm_text(event, alarm.offset)) for alarm in event.alarms
        ),
        mark=None if event.pick is None else Mark(event.pick),
    )


def _start_and_end(event: Event) -> tuple[dt.date, dt.date]:
    """The times of an event, or its first day and the day after its last."""
    if event.starts is not None and event.ends is not None:
        return event.starts, event.ends
    has_next_day = event.last < dt.date.max
    return event.first, event.last + ONE_DAY if has_next_day else event.last


def _position(edition: EditionAsOf) -> tuple[float, float] | None:
    venue = edition.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _location_text(event: Event) -> str | None:
    """The room and the venue; only the room or place of an event that is elsewhere."""
    room = None if event.session is None else event.session.room
    if event.own is not None:
        room = event.own.place
    if not event.is_at_venue:
        return room
    address = "" if event.edition is None else venue_address(event.edition)
    return ", ".join(filter(None, (room, address))) or None


def _address(event: Event) -> str | None:
    if event.own is not None:
        return None
    url = None if event.session is None else event.session.url
    return url or event.show_edition.show.website


def _category(event: Event) -> str:
    if event.kind == "reminder":
        return "Reminder"
    if event.own is not None:
        return (event.own.entry_kind or "").capitalize()
    if event.kind == "visits":
        return "Visits"
    return "Trade show" if event.session is None else kind_name(event.session)


def _description_lines(event: Event) -> list[str]:
    """Notes first, then what the event is about; its id last, to find it again.

    The title has the status and the location the venue, so these are not repeated.
    """
    lines = _note_lines(event.noted)
    if event.reminds_of is not None:
        lines.append(_reminder_line(event.reminds_of))
    elif event.own is not None:
        lines += _own_lines(event)
    else:
        session, address = event.session, _address(event)
        lines += _days_lines(event) if session is None else _session_lines(event, session)
        lines += [] if address is None else [f"Website: {address}"]
    # A reminder has the id of its event, and an event of visits that of its edition.
    event_id = event.id.partition(REMINDER_ID)[0].removeprefix(VISITS)
    return [*lines, f"ID: {event_id}"]


def _reminder_line(parent: Event) -> str:
    """The title of the event that a reminder is for, and when that begins."""
    start = days_brief(parent.first, parent.last)
    if parent.starts is not None:
        day = day_brief(parent.first)
        start = f"{day}, {parent.starts:%H:%M} {words.city(parent)}"
    return f"Reminder: {words.plain_title(parent)}, {start}."


def _place_lines(event: Event, room: str | None) -> list[str]:
    """The kind of the event, its show and its room: "Panel at Milipol Paris 2023".

    An entry that is elsewhere is "for" the show; an entry of no show has no such line.
    """
    if event.edition is None:
        return []
    preposition = "at" if event.is_at_venue else "for"
    line = f"{_category(event)} {preposition} {event.edition.title}"
    return [line if room is None else f"{line}, {room}"]


def _own_lines(event: Event) -> list[str]:
    """Where a reader's entry is, and how its end is to be read."""
    assert event.own is not None  # a reader's entry
    lines = _place_lines(event, event.own.place)
    if event.kind == "deadline" and event.starts is not None:
        lines.append(f"The deadline is at {event.starts:%H:%M}.")
    elif event.starts is not None and not event.end_known:
        lines.append(f"The end is not known; {words.ASSUMED_LENGTH} are assumed.")
    return lines


def _session_lines(event: Event, session: Session) -> list[str]:
    """Speakers, summary, track and place of a session, and notes on its certainty."""
    lines = [speaker.in_full for speaker in session.speaker]
    if session.more_speakers:
        lines.append(sentence(MORE_SPEAKERS))
    if session.summary is not None:
        lines.append(session.summary)
    if session.track is not None:
        lines.append(f"Track: {session.track}")
    lines += _place_lines(event, session.room)
    if event.starts is None:
        lines.append("The time was not published.")
    elif not event.end_known:
        lines.append(f"The end was not announced; {words.ASSUMED_LENGTH} are assumed.")
    if session.certainty != "stated":
        lines.append(_CERTAINTY[session.certainty])
    return [*lines, *map(sentence, session.notes)]


def _days_lines(event: Event) -> list[str]:
    """Themes, sessions without a time and visits of an edition or one of its days."""
    lines = []
    if event.kind == "edition" and not is_settled(event.show_edition):
        lines.append(words.status_reason(event.show_edition))
    lines += _theme_lines(event)
    lines += [_untimed_line(session, event) for session in event.sessions]
    # Like "Visit: Thales, Hall 5A K30. Note: ask for a demo".
    lines += [". ".join([label(visit), *_note_lines(visit.pick)]) for visit in event.visits]
    if event.kind == "edition" and not event.end_known:
        lines.append("The last day was not announced.")
    return lines


def _theme_lines(event: Event) -> list[str]:
    """The themes with their labels.

    In the event of a day also their summaries, and why one is inferred: its first note.
    """
    themes: list[Theme] = [*event.themes]
    if event.kind == "edition" and event.show_edition.record.theme is not None:
        themes.insert(0, event.show_edition.record.theme)
    lines = []
    for theme in themes:
        label = _theme_label(theme)
        is_inferred = theme.certainty == "inferred"
        if event.kind == "edition":
            lines.append(f"{label}: {theme.title}{', inferred' if is_inferred else ''}")
        else:
            lines += [f"{label}: {theme.title}", *filter(None, [theme.summary])]
            lines += map(sentence, theme.notes[:1] if is_inferred else ())
    return lines


def _theme_label(theme: Theme) -> str:
    """The label of a theme: "Thursday 16, morning", or "Theme" for a whole edition."""
    if not isinstance(theme, DayTheme):
        return "Theme"
    half = "" if theme.half_day is None else f", {theme.half_day}"
    return f"{weekday(theme.date)} {theme.date.day}{half}"


def _untimed_line(session: Session, event: Event) -> str:
    """A session without a time, with its half-day; in an edition also with its day.

    "Thursday 16: Raid demonstration: morning, time not published, cancelled"
    """
    half = "" if session.half_day is None else f"{session.half_day}, "
    name = session_name(session, theme_for(session, event.themes))
    text = label_with_room(with_speakers(name, session, whole=True), session)
    if event.kind == "edition" and session.date is not None:
        text = f"{weekday(session.date)} {session.date.day}: {text}"
    state = f", {CANCELLED}" if session.cancelled else ""
    if event.kind == "edition" and session.certainty == "inferred":
        state += ", inferred"
    return f"{text}: {half}time not published{state}"


def _note_lines(pick: "Pick | None") -> list[str]:
    if pick is None:
        return []
    met = "; ".join(pick.met)
    texts = {"Note": pick.note, "Company": pick.company, "Met": met}
    return [f"{name}: {text}" for name, text in texts.items() if text]
