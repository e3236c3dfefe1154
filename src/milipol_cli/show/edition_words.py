"""An edition and its sessions in full, in words."""

import datetime as dt

from milipol_cli.look.words.dates import (
    count,
    dates_short,
    day_long,
    day_short,
    sentence,
)
from milipol_cli.look.words.editions import day_of_last, place, since, titled
from milipol_cli.look.words.sessions import MORE_SPEAKERS, with_picked
from milipol_cli.look.words.times import (
    clocks_differ,
    open_end,
    session_state,
    span,
    zone_city,
)
from milipol_cli.network.editions import EditionAsOf, why_off
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.shows import Notice, Venue
from milipol_cli.show.history_words import number
from milipol_cli.show.query import EditionPage, SessionPage


def known_on(notice: Notice) -> str:
    """The day of a notice, or the day by which it was out: "by 23 Apr 2025"."""
    if notice.known is not None:
        return day_short(notice.known)
    return f"by {day_short(notice.day_known)}"


def notice_dates(notice: Notice) -> str:
    """The dates a notice gives, in words where it leaves them as they were."""
    return "as before" if notice.dates is None else dates_short(notice.dates)


def notice_news(page: EditionPage, at: int) -> list[tuple[str, str]]:
    """What else a notice says: a name, another place, how sure it is; with a label."""
    notice, venue = page.edition.notices[at], page.venues[at]
    names = [one.name for one in page.edition.notices[:at] if one.name is not None]
    places = [other for other in page.venues[:at] if other is not None]
    said = []
    if notice.name not in (None, names[-1] if names else page.edition.show.name):
        said.append(("Name", notice.name))
    if venue is not None and places and places[-1] != venue:
        said.append(("Place", venue_words(venue)))
    if notice.certainty != "stated":
        said.append(("Certainty", notice.certainty))
    return said


def notice_what(page: EditionPage, at: int) -> str:
    """The same in sentences, with the remarks of the notice."""
    notes = page.edition.notices[at].notes
    before = {"Name": "as ", "Place": "at "}
    news = [
        f"{before.get(label, '')}{said}"
        for label, said in notice_news(page, at)
        if not any(note.lower().startswith(said) for note in notes)
    ]
    return " ".join(map(sentence, (*news, *notes)))


def venue_words(venue: Venue) -> str:
    """A venue with its city: "Pragati Maidan, New Delhi"."""
    parts = [venue.name, None if venue.city == venue.name else venue.city]
    return ", ".join(part for part in parts if part is not None) or "a place not named"


def star_note(view: EditionAsOf) -> list[str]:
    """What the star after an ordinal means, where there is one."""
    if view.record.number_basis != "counted":
        return []
    return ["*: counted from the numbers of other editions, not printed."]


def all_speakers(page: EditionPage, key: str) -> list[str]:
    """Where all speakers are named, if the table names only the first of some."""
    dated = [one for day in page.days for one in day.sessions]
    if all(len(one.session.speaker) < 2 for one in (*dated, *page.undated)):
        return []
    return [f"All speakers: milipol show {key} --format plain"]


def edition_day(page: EditionPage, date: dt.date) -> str:
    """A day of a programme, and which day of the edition it is."""
    view = page.edition
    nth = day_of_dates(view.dates, date)
    said = day_long(date) if nth is None else f"{day_long(date)}, {day_of_last(*nth)}"
    state = _off(view, date) or (view.status if view.status == "tentative" else "")
    return f"{said}, {state}" if state else said


def _off(view: EditionAsOf, day: dt.date) -> str:
    """What became of a day that does not take place; nothing where it may."""
    off = why_off(view, day)
    if off is None:
        return ""
    return since(view.later) if view.superseded and view.later is not None else off


def edition_place(view: EditionAsOf) -> str:
    """Venue, address, and the point on the map of an edition."""
    venue = view.venue
    if venue is None:
        return place(view)
    parts = [venue.name, venue.address, place(view)]
    said = ", ".join(part for part in parts if part is not None)
    if venue.latitude is None or venue.longitude is None:
        return said
    return f"{said} ({venue.latitude}, {venue.longitude})"


def page_title(view: EditionAsOf) -> str:
    """The edition by show and year, with its ordinal as it was printed or counted."""
    if view.record.number is None:
        return titled(view)
    return f"{titled(view)}, {number(view)}"


def known_today(page: EditionPage | SessionPage) -> list[str]:
    """That a look back from before an edition has its programme as it is today."""
    view, as_of = page.edition, page.as_of
    begins, _ = window(view.dates)
    if not as_of.looks_back(view.show.reviewed) or as_of.day_at(view.zone) >= begins:
        return []
    if isinstance(page, EditionPage) and not (page.days or page.undated):
        return []
    return ["The programme is as known today."]


# What stands before how a session stands.
STATE = "State"


def session_facts(page: SessionPage, *, spoken: bool = False) -> list[tuple[str, str]]:
    """What is known of a session, each with a label that is told once."""
    one, as_of = page.session, page.as_of
    session = one.session
    facts = []
    if session.date is None:
        facts.append(("Day", "not known"))
    else:
        facts.append(("Day", day_long(session.date)))
    if one.starts is None:
        half = f", {one.half_day}" if one.half_day else ""
        facts.append(("Time", f"not published{half}"))
    else:
        zone = page.edition.zone
        facts.append(("Time", f"{span(one, None)} in {zone_city(zone)}{open_end(one)}"))
        reader = as_of.reader_zone
        if reader is not None and clocks_differ([one], reader):
            facts.append(("", f"{span(one, reader)} in {zone_city(reader)}"))
    state = with_picked(one, _state(page, spoken=spoken))
    if state:
        facts.append((STATE, state))
    if session.room is not None:
        facts.append(("Room", session.room))
    for at, speaker in enumerate(session.speaker):
        what = speaker.what
        who = speaker.name if what is None else f"{speaker.name}, {what}"
        facts.append(("" if at else "Speakers", who))
    if session.more_speakers:
        facts.append(("" if session.speaker else "Speakers", MORE_SPEAKERS))
    if session.summary is not None:
        facts.append(("Summary", session.summary))
    if session.certainty != "stated":
        facts.append(("Certainty", session.certainty))
    return facts


def _state(page: SessionPage, *, spoken: bool) -> str:
    """How a session stands: by the clock, or else by its day."""
    one, as_of, view = page.session, page.as_of, page.edition
    if one.session.date is None:
        return ""
    off = _off(view, one.session.date)
    if off or one.phase is None:
        return off
    if as_of.moment is not None and one.starts is not None:
        return session_state(one, as_of.moment, spoken=spoken)
    days = (one.session.date - as_of.day_at(view.zone)).days
    return f"in {count(days, 'day')}" if days > 0 else "over"
