"""Events, alarms and the confidence of dates in words."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from milipol_cli.export.events import Event, editions_of
from milipol_cli.export.query import ExportSummary, Selection
from milipol_cli.ics.alarms import AlarmOffset, offset_ahead
from milipol_cli.look.words.dates import count, day_long, ended
from milipol_cli.look.words.editions import day_of, place
from milipol_cli.look.words.programme import programmes_known, session_title
from milipol_cli.look.words.times import city_at
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.sources import Source
from milipol_cli.network.sessions import UNENDED

# How long an event is assumed to last if its end is not known.
ASSUMED_LENGTH = count(int(UNENDED.total_seconds()) // 60, "minute")


def event_title(event: Event) -> str:
    """The event in one line, with its status in brackets if it is not settled."""
    title = plain_title(event)
    if event.reminder_alarm is not None:
        title = f"{offset_ahead(event.reminder_alarm.offset)}: {title}"
    return title if is_settled(event) else f"{title} ({event.status})"


def alarm_text(event: Event, offset: AlarmOffset) -> str:
    """The text of an alarm: "In 15 minutes: Meet ACME"."""
    return f"{offset_ahead(offset)}: {event_title(event)}"


def plain_title(event: Event) -> str:
    """The event in one line, without its status."""
    if event.own is not None:
        title = event.own.title or event.own.id
        return f"Meeting: {title}" if event.own.is_exhibitor else title
    if event.session is not None:
        return session_title(event.session, event.theme)
    name = event.show_edition.title
    if event.kind == "visits":
        return f"Visits at {name}"
    if event.kind != "day":
        return name
    titles = dict.fromkeys(theme.title for theme in event.themes)
    title = f"{name}: {'; '.join(titles)}" if titles else name
    if event.nth is None:
        return title
    nth, days = event.nth
    return f"{title}, day {nth}" if days is None else f"{title}, {day_of(nth, days)}"


def event_place(event: Event) -> str | None:
    """The room or place of the event, else its city; None if that is not known."""
    if event.own is not None and (event.own.place or not event.is_at_venue):
        return event.own.place
    if event.session is not None and event.session.room is not None:
        return event.session.room
    if event.edition is None or event.edition.venue is None:
        return None
    return place(event.edition)


def city_of(event: Event) -> str:
    """The city of the clock that the time of an event is on."""
    assert event.starts is not None  # it has a time
    zone = event.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every venue's zone
    return city_at(event.edition, zone)


def date_confidence(
    events: Sequence[Event], sources: Mapping[str, Source]
) -> list[str]:
    """Why the dates of editions are not settled, and how many ends are assumed."""
    editions = editions_of(events)
    notes = [
        status_reason(edition, sources, "" if len(editions) == 1 else f", {edition.id}")
        for edition in editions
        if not is_settled(edition)
        or (edition.status == "announced" and edition.notices[-1].notes)
    ]
    open_ended = sum(
        event.starts is not None and not event.end_known for event in events
    )
    if open_ended:
        which = count(open_ended, "event")
        notes.append(f"The end of {which} is not known; {ASSUMED_LENGTH} are assumed.")
    return notes


def is_settled(dated: EditionAsOf | Event) -> bool:
    """Whether its dates are announced and not withdrawn, so that no status is shown."""
    return dated.status in ("announced", "held")


def status_reason(
    edition: EditionAsOf, sources: Mapping[str, Source], of: str = ""
) -> str:
    """The status, `of` what, and its reason: "Tentative: the dates are not final"."""
    reason = _why_unsettled(edition, sources)
    return ended(f"{edition.status.capitalize()}{of}: {reason}")


def _why_unsettled(edition: EditionAsOf, sources: Mapping[str, Source]) -> str:
    """The remark on the last notice, or else whether the organiser gave any dates."""
    last = edition.notices[-1]
    if edition.status in ("cancelled", "postponed"):
        known = "known by" if last.known is None else "announced on"
        return f"{known} {day_long(last.day_known)}"
    if last.notes:
        return last.notes[0]
    cited = (
        key
        for notice in edition.notices
        if notice.dates is not None
        for key in notice.source
    )
    if any(key in sources and sources[key].kind == "organiser" for key in cited):
        return "the dates are not final"
    return "not announced by the organiser"


def summary_notes(summary: ExportSummary) -> list[str]:
    """The notes on what was selected, and how sure its dates are."""
    notes = selection_notes(summary.selection)
    return notes + date_confidence(summary.selection.events, summary.sources)


def selection_notes(selection: Selection) -> list[str]:
    """What could not be done, and which review programmes are from."""
    notes = [
        f"No dates are announced for {name}, so there is nothing to export."
        for name in selection.undated
    ]
    notes += [
        f"{offset.text}: left out for events that start before it would ring."
        for offset in selection.unmet
    ]
    notes += [
        f"Nothing is known about {name}, so it is left out."
        for name in selection.missing
    ]
    if not selection.events and selection.is_empty_agenda:
        notes.append("Your agenda is empty.")
    if not selection.events and not notes:
        notes.append("There is nothing upcoming to export.")
    with_programme = [
        event.edition
        for event in selection.events
        if event.edition is not None
        and (event.session or event.themes or event.sessions)
    ]
    return notes + programmes_known(with_programme, selection.as_of)
