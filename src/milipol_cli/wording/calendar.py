"""What stands in a calendar, and what is said of it: events, alarms, leads."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from milipol_cli.answers.calendar import Alarm, Entry, Happening, Lead
from milipol_cli.answers.editions import Seen
from milipol_cli.model.programmes import DayTheme, Session
from milipol_cli.model.shows import Status, Theme
from milipol_cli.model.sources import Source
from milipol_cli.wording.dates import count, day_plain, month, weekday
from milipol_cli.wording.editions import place, titled, venue_line
from milipol_cli.wording.sessions import kind, speakers
from milipol_cli.wording.times import zone_city

# What calendars show of a status is its word in the summary.
_STATUS: dict[Status, Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]] = {
    "tentative": "TENTATIVE",
    "announced": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
    "held": "CONFIRMED",
}
_PLAIN_KINDS = frozenset({"conference", "session", "opening"})
_DAY_MINUTES, _HOUR_MINUTES = 24 * 60, 60


def entry(one: Happening, sources: Mapping[str, Source]) -> Entry:
    """The event as a calendar holds it."""
    start: dt.date = one.first
    end: dt.date = _day_after(one.last)
    if one.starts is not None and one.ends is not None:
        start, end = one.starts, one.ends
    return Entry(
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
        if one.seen is None or one.own is not None
        else _position(one.seen),
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


def _position(view: Seen) -> tuple[float, float] | None:
    venue = view.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _day_after(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def event_title(one: Happening) -> str:
    """The event in one line, its status in brackets where it is not firm."""
    said = _title(one)
    if one.reminds is not None:
        said = f"{lead_words(one.reminds.lead, ahead=True)}: {said}"
    firm = one.own is not None or one.view.status in ("announced", "held")
    return said if firm else f"{said} ({one.view.status})"


def _title(one: Happening) -> str:
    if one.own is not None:
        return one.own.title or one.own.id
    if one.session is not None:
        return session_title(one.session)
    name = titled(one.view)
    if one.kind != "day":
        return name
    titles = dict.fromkeys(theme.title for theme in one.themes)
    return f"{name}: {'; '.join(titles)}" if titles else name


def session_title(session: Session) -> str:
    """A session in one line: its kind and its title, else who speaks."""
    said = session.title or speakers(session, whole=False) or kind(session)
    if session.kind in _PLAIN_KINDS or said == kind(session):
        return said
    return f"{kind(session)}: {said}"


def _location(one: Happening) -> str | None:
    """Room, venue, address and city, as far as they are known."""
    parts = [] if one.session is None else [one.session.room]
    if one.own is not None and one.own.kind != "meeting":
        return one.own.place
    parts = parts if one.own is None else [one.own.place]
    venue = None if one.seen is None else one.seen.venue
    if venue is not None and venue.address is None and (venue.name or venue.city):
        parts.append(venue_line(one.view))
    elif venue is not None:
        parts += [venue.name, venue.address]
        parts += [place(one.view)] if venue.city else []
    return ", ".join(part for part in parts if part is not None) or None


def _address(one: Happening, sources: Mapping[str, Source]) -> str | None:
    if one.view.show.website is not None:
        return one.view.show.website
    cited = [sources[key].address for key in _cited(one) if key in sources]
    return next((address for address in cited if address is not None), None)


def _category(one: Happening) -> str:
    if one.kind == "reminder":
        return "Reminder"
    if one.own is not None:
        return (one.own.kind or "").capitalize()
    return "Trade show" if one.session is None else kind(one.session)


def _description(one: Happening, sources: Mapping[str, Source]) -> list[str]:
    """The description, a line at a time, with the sources last."""
    lines: list[str] = []
    if one.own is not None:
        return [*_own_lines(one), f"ID: {one.id.partition('.')[0]}"]
    if one.reminds is not None:
        lines.append(f"Reminder: {_title(one)}, {happening_when(one.view)}.")
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


def _own_lines(one: Happening) -> list[str]:
    assert one.own is not None  # asked only of own entries
    lines = [] if one.reminds is None else [f"Reminder: {_title(one)}."]
    if one.seen is not None:
        lines.append(f"{_category(one)} at {titled(one.seen)}")
    if one.is_deadline and one.starts is not None:
        lines.append(f"The deadline is at {one.starts:%H:%M}.")
    elif one.starts is not None and not one.end_known:
        lines.append("The end is not known; 30 minutes are written for it.")
    return lines


def _session_lines(one: Happening, session: Session) -> list[str]:
    lines = []
    for speaker in session.speaker:
        role = "" if speaker.role is None else f", {speaker.role}"
        lines.append(f"{speaker.name}{role}")
    if session.more_speakers:
        lines.append("Others took part; their names were not found.")
    if session.summary is not None:
        lines.append(session.summary)
    lines.append(f"{kind(session)} at {titled(one.view)}")
    if one.starts is None:
        lines.append("The time was not published.")
    elif not one.end_known:
        lines.append("The end was not announced; 30 minutes are written for it.")
    if session.certainty != "stated":
        lines.append(f"This is {session.certainty}, not stated.")
    return [*lines, *(f"{note}." for note in session.notes)]


def _theme_lines(one: Happening) -> list[str]:
    themes: list[Theme] = [*one.themes]
    if one.kind == "edition" and one.view.edition.theme is not None:
        themes.insert(0, one.view.edition.theme)
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
            lines += [f"{note}." for note in theme.notes[:1]]
    return lines


def _untimed(session: Session) -> str:
    half = "" if session.half_day is None else f"{session.half_day}, "
    who = speakers(session, whole=True)
    said = session_title(session)
    who = "" if not who or who in said else f" ({who})"
    return f"{said}{who}: {half}time not published"


def _status_lines(one: Happening) -> list[str]:
    view = one.view
    if one.kind != "edition" and view.status in ("announced", "held"):
        return []
    notes = view.notices[-1].notes
    why = f": {notes[0]}" if notes and view.status == "tentative" else ""
    return [f"Status: {view.status}{why}."]


def _cited(one: Happening) -> list[str]:
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


def happening_when(view: Seen) -> str:
    """The days of an edition, for a sentence: "Tue 16 - Fri 19 November 2027"."""
    return days_brief(view.dates.start or dt.date.min, view.dates.end)


def lead_words(lead: Lead, *, ahead: bool = False) -> str:
    """A lead in words: "14 days before", "2 hours before"; ahead "In 14 days"."""
    if lead.minutes and lead.minutes % _HOUR_MINUTES == 0:
        said = count(lead.minutes // _HOUR_MINUTES, "hour")
    elif lead.minutes:
        said = count(lead.minutes, "minute")
    elif lead.days == 0:
        return "Today" if ahead else "on the day"
    else:
        said = count(lead.days, "day")
    return f"In {said}" if ahead else f"{said} before"


def day_brief(day: dt.date) -> str:
    """The words "Tue 2 November 2027"."""
    return f"{weekday(day)[:3]} {day_plain(day)}"


def days_brief(first: dt.date, last: dt.date | None) -> str:
    """The words "Tue 16 - Fri 19 November 2027", or of the one day."""
    if last is None or first == last:
        return day_brief(first)
    start = f"{weekday(first)[:3]} {first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start += f" {month(first)}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} - {day_brief(last)}"


def event_when(one: Happening) -> str:
    """When an event is: its days, or its day and its clock at the venue."""
    if one.starts is None or one.ends is None:
        return f"{days_brief(one.first, one.last)}, all day"
    zone = one.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every venue's zone
    city = zone_city(zone)
    return f"{day_brief(one.first)}, {one.starts:%H:%M}-{one.ends:%H:%M} {city}"


def alarm_when(alarm: Alarm) -> str:
    """When an alarm rings: at the venue, or in the reader's own calendar."""
    where = "in your calendar" if alarm.zone is None else zone_city(alarm.zone)
    return f"{day_brief(alarm.day)}, {alarm.clock:%H:%M} {where}"
