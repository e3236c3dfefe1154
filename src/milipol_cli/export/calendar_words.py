"""What stands in a calendar: an event with its description, place and alarms."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from milipol_cli.export.alarm_words import lead_words
from milipol_cli.export.confidence import ASSUMED
from milipol_cli.export.event_words import bare_title, begins, event_title
from milipol_cli.export.events import Event
from milipol_cli.ics.events import CalendarEvent
from milipol_cli.look.words.dates import day_plain, sentence, weekday
from milipol_cli.look.words.editions import place, titled, venue_line
from milipol_cli.look.words.sessions import (
    MORE_SPEAKERS,
    kind,
    session_label_alone,
    speakers,
)
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import DayTheme, Session
from milipol_cli.network.model.shows import Status, Theme
from milipol_cli.network.model.sources import Source

# What calendars show of a status is its word in the summary.
_STATUS: dict[Status, Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]] = {
    "tentative": "TENTATIVE",
    "announced": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
    "held": "CONFIRMED",
}


_CERTAINTY: dict[Certainty, str] = {
    "planned": "Planned: a programme printed before the show says so.",
    "inferred": "Inferred: no source says this outright.",
}


def entry(one: Event, sources: Mapping[str, Source]) -> CalendarEvent:
    """The event as a calendar holds it."""
    start: dt.date = one.first
    end: dt.date = _day_after(one.last)
    if one.starts is not None and one.ends is not None:
        start, end = one.starts, one.ends
    return CalendarEvent(
        id=one.id,
        start=start,
        end=end,
        summary=event_title(one),
        description="\n".join(
            [
                *([] if one.note is None else [f"Note: {one.note}"]),
                *_description(one, sources),
            ]
        ),
        location=_location(one),
        position=None
        if one.edition is None or one.own is not None
        else _position(one.edition),
        address=None if one.own is not None else _address(one, sources),
        categories=("Milipol", _category(one)),
        status="CONFIRMED" if one.own is not None else _STATUS[one.view.status],
        free=one.kind == "reminder" or one.starts is None or one.is_deadline,
        sequence=one.sequence,
        modified=one.modified,
        alarms=tuple(
            (alarm.before, f"{event_title(one)}, {lead_words(alarm.lead)}")
            for alarm in one.alarms
        ),
    )


def _position(view: EditionAsOf) -> tuple[float, float] | None:
    venue = view.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _day_after(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _location(one: Event) -> str | None:
    """Room, venue, address and city, as far as they are known."""
    if one.own is not None and one.own.kind != "meeting":
        return one.own.place
    parts = [] if one.session is None else [one.session.room]
    if one.own is not None:
        parts = [one.own.place]
    venue = None if one.edition is None else one.edition.venue
    if venue is not None and venue.address is None and (venue.name or venue.city):
        parts.append(venue_line(one.view))
    elif venue is not None:
        parts += [venue.name, venue.address]
        parts += [place(one.view)] if venue.city else []
    return ", ".join(part for part in parts if part is not None) or None


def _address(one: Event, sources: Mapping[str, Source]) -> str | None:
    if one.view.show.website is not None:
        return one.view.show.website
    cited = [sources[key].address for key in _cited(one) if key in sources]
    return next((address for address in cited if address is not None), None)


def _category(one: Event) -> str:
    if one.kind == "reminder":
        return "Reminder"
    if one.own is not None:
        return (one.own.kind or "").capitalize()
    return "Trade show" if one.session is None else kind(one.session)


def _description(one: Event, sources: Mapping[str, Source]) -> list[str]:
    """The description, a line at a time, with the sources last."""
    lines: list[str] = []
    if one.own is not None:
        return [*_own_lines(one), f"ID: {one.id.partition('.')[0]}"]
    if one.event is not None:
        lines.append(f"Reminder: {bare_title(one.event)}, {begins(one.event)}.")
    elif one.session is not None:
        lines += _session_lines(one, one.session)
    else:
        lines += _theme_lines(one)
        lines += [_untimed(session) for session in one.sessions]
        if one.kind == "edition" and not one.end_known:
            lines.append("The end was not announced.")
    lines += _status_lines(one)
    found = [_source(sources[key]) for key in _cited(one) if key in sources]
    if found:
        lines += ["Sources:", *found]
    return [*lines, f"ID: {one.id.partition('.')[0]}"]


def _own_lines(one: Event) -> list[str]:
    assert one.own is not None  # asked only of own entries
    lines = [] if one.reminds is None else [sentence(f"Reminder: {bare_title(one)}")]
    if one.edition is not None:
        lines.append(f"{_category(one)} at {titled(one.edition)}")
    if one.is_deadline and one.starts is not None:
        lines.append(f"The deadline is at {one.starts:%H:%M}.")
    elif one.starts is not None and not one.end_known:
        lines.append(f"The end is not known; {ASSUMED} are written for it.")
    return lines


def _session_lines(one: Event, session: Session) -> list[str]:
    lines = []
    for speaker in session.speaker:
        what = "" if speaker.what is None else f", {speaker.what}"
        lines.append(f"{speaker.name}{what}")
    if session.more_speakers:
        lines.append(sentence(MORE_SPEAKERS))
    if session.summary is not None:
        lines.append(session.summary)
    lines.append(f"{kind(session)} at {titled(one.view)}")
    if one.starts is None:
        lines.append("The time was not published.")
    elif not one.end_known:
        lines.append(f"The end was not announced; {ASSUMED} are written for it.")
    if session.certainty != "stated":
        lines.append(_CERTAINTY[session.certainty])
    return [*lines, *map(sentence, session.notes)]


def _theme_lines(one: Event) -> list[str]:
    themes: list[Theme] = [*one.themes]
    if one.kind == "edition" and one.view.record.theme is not None:
        themes.insert(0, one.view.record.theme)
    lines = []
    for theme in themes:
        when = "Theme"
        if isinstance(theme, DayTheme):
            half = "" if theme.half_day is None else f", {theme.half_day}"
            when = f"{weekday(theme.date)} {theme.date.day}{half}"
        lines.append(f"{when}: {theme.title}")
        if one.kind == "day" and theme.summary is not None:
            lines.append(theme.summary)
        if theme.certainty == "inferred":
            lines += map(sentence, theme.notes[:1])
    return lines


def _untimed(session: Session) -> str:
    half = "" if session.half_day is None else f"{session.half_day}, "
    who = speakers(session, whole=True)
    said = session_label_alone(session)
    who = "" if not who or who in said else f" ({who})"
    return f"{said}{who}: {half}time not published"


def _status_lines(one: Event) -> list[str]:
    view = one.view
    if one.kind != "edition" and view.status in ("announced", "held"):
        return []
    notes = view.notices[-1].notes
    why = f": {notes[0]}" if notes and view.status == "tentative" else ""
    return [sentence(f"Status: {view.status}{why}")]


def _cited(one: Event) -> list[str]:
    """The ids of the sources that an event rests on, each once."""
    if one.session is not None:
        return list(one.session.source)
    cited = [*one.view.notices[-1].source] if one.kind != "day" else []
    parts: list[Theme | Session] = [*one.themes, *one.sessions]
    return list(
        dict.fromkeys([*cited, *(key for part in parts for key in part.source)])
    )


def _source(source: Source) -> str:
    date = "" if source.date is None else f", {day_plain(source.date)}"
    at = "" if source.address is None else f": {source.address}"
    return f"{source.publisher}{date}{at}"
