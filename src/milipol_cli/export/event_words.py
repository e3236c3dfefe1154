"""Events for a calendar in words: their titles and times, and what is none."""

import datetime as dt
from zoneinfo import ZoneInfo

from milipol_cli.export.alarm_words import lead_words
from milipol_cli.export.events import Event
from milipol_cli.export.query import Selection
from milipol_cli.look.words.dates import count, day_brief, days_brief
from milipol_cli.look.words.editions import known_since_notes, titled
from milipol_cli.look.words.sessions import session_label_alone
from milipol_cli.look.words.times import span, zone_city
from milipol_cli.network.editions import EditionAsOf


def event_title(one: Event) -> str:
    """The event in one line, its status in brackets where it is not firm."""
    said = bare_title(one)
    if one.reminds is not None:
        said = f"{lead_words(one.reminds.lead, ahead=True)}: {said}"
    firm = one.own is not None or one.view.status in ("announced", "held")
    return said if firm else f"{said} ({one.view.status})"


def bare_title(one: Event) -> str:
    """The event in one line, whatever its status."""
    if one.own is not None:
        return one.own.title or one.own.id
    if one.session is not None:
        return session_label_alone(one.session)
    name = titled(one.view)
    if one.kind != "day":
        return name
    titles = dict.fromkeys(theme.title for theme in one.themes)
    return f"{name}: {'; '.join(titles)}" if titles else name


def event_when(one: Event) -> str:
    """When an event is: its days, or its day and its clock at the venue."""
    if one.starts is None or one.ends is None:
        return f"{days_brief(one.first, one.last)}, all day"
    return f"{day_brief(one.first)}, {span(one, None)} {_city(one.starts)}"


def begins(one: Event) -> str:
    """When to be there: "Tue 16 - Fri 19 November 2027", or a day and a time."""
    if one.starts is None:
        return days_brief(one.first, one.last)
    return f"{day_brief(one.first)}, {one.starts:%H:%M} {_city(one.starts)}"


def _city(moment: dt.datetime) -> str:
    zone = moment.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every venue's zone
    return zone_city(zone)


def notes(selection: Selection) -> list[str]:
    """What of the request could not be met, and which dates were moved since."""
    found = [
        f"No dates are announced for {name}, so there is no event."
        for name in selection.undated
    ]
    found += [
        f"{lead.asked}: rings after some events begin, and is left out there."
        for lead in selection.unmet
    ]
    found += [
        f"Nothing is known of {name}, so it is left out." for name in selection.missing
    ]
    if selection.silenced:
        be = "is" if selection.silenced == 1 else "are"
        events = count(selection.silenced, "event")
        found.append(f"{events} would ring, but {be} over or called off.")
    return found + known_since_notes(_views(selection))


def _views(selection: Selection) -> list[EditionAsOf]:
    """The editions that are told of, each once."""
    views = [one.edition for one in selection.happenings if one.own is None]
    return list({view.id: view for view in views if view is not None}.values())
