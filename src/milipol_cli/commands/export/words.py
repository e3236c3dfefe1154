"""Events in words: their titles, places and alarms, and the notes on an export."""

from zoneinfo import ZoneInfo

from milipol_cli.commands.export.events import Event, editions_of, is_settled
from milipol_cli.commands.export.query import Selection
from milipol_cli.ics.events import AlarmOffset
from milipol_cli.look.words.alarms import offset_ahead
from milipol_cli.look.words.dates import count, day_long, with_full_stop
from milipol_cli.look.words.editions import day_in_words
from milipol_cli.look.words.editions import place as city_or_venue
from milipol_cli.look.words.programme import city_at, programmes_known
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.occasions import UNENDED
from milipol_cli.network.titles import session_title

# How long an event is assumed to last if its end is not known.
ASSUMED_LENGTH = count(int(UNENDED.total_seconds()) // 60, "minute")


def title(event: Event) -> str:
    """The title of an event, with its status in brackets if that is not settled."""
    text = plain_title(event)
    if event.reminder_alarm is not None:
        text = f"{offset_ahead(event.reminder_alarm.offset)}: {text}"
    return text if is_settled(event) else f"{text} ({event.status})"


def plain_title(event: Event) -> str:
    """The title of an event without a status; a reminder has the title of its event."""
    if event.reminds_of is not None:
        return plain_title(event.reminds_of)
    if event.own is not None:
        own_title = event.own.title or event.own.id
        return f"Meeting: {own_title}" if event.own.is_exhibitor else own_title
    if event.session is not None:
        return session_title(event.session, event.theme)
    name = event.show_edition.title
    if event.kind == "visits":
        return f"Visits at {name}"
    return name if event.kind != "day" else _day_title(event, name)


def _day_title(event: Event, name: str) -> str:
    titles = "; ".join(dict.fromkeys(theme.title for theme in event.themes))
    text = f"{name}: {titles}" if titles else name
    if event.nth is None:
        return text
    nth, days = event.nth
    return f"{text}, {day_in_words(nth, days) if days else f'day {nth}'}"


def room_or_city(event: Event) -> str | None:
    """The room or place of an event, or else its city; None if that is not known."""
    if event.own is not None and (event.own.place or not event.is_at_venue):
        return event.own.place
    room = event.session and event.session.room
    edition = event.edition
    return room or (city_or_venue(edition) if edition and edition.venue else None)


def city(event: Event) -> str:
    """The city of the clock that the time of an event is on, if it has a time."""
    assert event.starts is not None  # it has a time
    zone = event.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every venue's zone
    return city_at(event.edition, zone)


def alarm_text(event: Event, offset: AlarmOffset) -> str:
    """The text of an alarm: "In 15 minutes: Meet ACME"."""
    return f"{offset_ahead(offset)}: {title(event)}"


def export_notes(selection: Selection) -> list[str]:
    """The notes on what was selected, on unsettled dates, and on assumed ends."""
    notes = selection_notes(selection)
    editions = editions_of(selection.events)
    for edition in editions:
        named = "" if len(editions) == 1 else f", {edition.id}"
        has_remark = edition.status == "announced" and edition.notices[-1].notes
        if has_remark or not is_settled(edition):
            notes.append(status_reason(edition, named))
    open_ended = sum(event.starts is not None and not event.end_known for event in selection.events)
    if open_ended:
        verb = "has" if open_ended == 1 else "have"
        subject = f"{count(open_ended, 'event')} {verb} no known end"
        notes.append(f"{subject}; {ASSUMED_LENGTH} assumed.")
    return notes


def status_reason(edition: EditionAsOf, named: str = "") -> str:
    """The status and its reason: "Tentative, paris-2027: the dates are not final".

    `named` is the name of the edition after a comma, if it is needed.
    """
    last = edition.notices[-1]
    reason = last.notes[0] if last.notes else "the dates are not final"
    if edition.status in ("cancelled", "postponed"):
        how = "known by" if last.known is None else "announced on"
        reason = f"{how} {day_long(last.day_known)}"
    return with_full_stop(f"{edition.status.capitalize()}{named}: {reason}")


def selection_notes(selection: Selection) -> list[str]:
    """Why something is not exported, and the review date of programmes."""
    notes = [
        f"No dates are announced for {name}, so there is nothing to export."
        for name in selection.undated
    ]
    notes += [f"Nothing is known about {name}, so it is left out." for name in selection.missing]
    if not selection.events and selection.is_empty_agenda:
        notes.append("Your agenda is empty.")
    elif not selection.events and not notes:
        notes.append("There is nothing upcoming to export.")
    # Their events show something of the programme.
    with_programme = [
        event.edition
        for event in selection.events
        if event.edition is not None and (event.session or event.themes or event.sessions)
    ]
    return notes + programmes_known(with_programme, selection.as_of)
