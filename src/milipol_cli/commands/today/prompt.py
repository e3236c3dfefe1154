"""The line for a prompt."""

import datetime as dt
from collections.abc import Iterable

from milipol_cli.commands.today.query import DayNow, Today
from milipol_cli.look.words.editions import day_in_words, starts
from milipol_cli.look.words.programme import days_off, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.programmes import kind_name, session_name
from milipol_cli.network.occasions import Occasion, by_clock, on_clock
from milipol_cli.network.titles import speakers
from milipol_cli.picks.as_of import PickAsOf

# A longer name is cut, and what else is on at a show is only counted.
_MOST_CHARACTERS, _MOST_ON = 40, 3


def prompt_line(answer: Today, within_days: int | None) -> str:
    """The sessions on now and next, or else how soon the next edition starts.

    Empty if neither is known, or if the next edition starts after `within_days`.
    """
    as_of = answer.as_of
    rows = [*answer.elsewhere, *(row for day in answer.days for row in day.rows)]
    # Without a time of day, nothing is next.
    upcoming = [row for row in rows if as_of.moment is not None and row.is_to_begin]
    next_id = min(upcoming, key=_picks_first).id if upcoming else None
    texts = [_line_of_show(day, as_of, next_id) for day in answer.days]
    texts += [
        _line_of_entry(entry, as_of)
        for entry in answer.elsewhere
        if entry.phase == "on" or entry.id == next_id
    ]
    return "; ".join(texts) or _line_of_next(answer.next, within_days)


def _line_of_next(editions: Iterable[EditionAsOf], within_days: int | None) -> str:
    """How soon the first edition with known days starts; empty if that is too far."""
    edition = next((e for e in editions if e.days_until is not None), None)
    if edition is None:
        return ""
    assert edition.days_until is not None  # as chosen
    if within_days is not None and edition.days_until > within_days:
        return ""
    state = "" if edition.status == "announced" else f", {edition.status}"
    return f"{edition.name} {starts(edition)}{state}"


def _picks_first(row: Occasion) -> tuple[bool, tuple[object, ...]]:
    """The sort key of rows: picks before all others, then by time."""
    return not row.picked, by_clock(row.starts, None)


def _line_of_show(day: DayNow, as_of: AsOf, next_id: str | None) -> str:
    """A show that is on: what is on there now, and next if that is there.

    "Milipol Paris day 2 of 4: Panel Cold cases until 10:00; next 10:30 Pitches".
    Without a time of day, the theme stands in place of the sessions.
    """
    edition = day.edition
    when = day_in_words(edition.day, edition.days)
    show_and_day = f"{edition.name} {'may be on' if edition.may_be_on else when}"
    if edition.status == "tentative":
        show_and_day += ", tentative"
    items = sorted(day.rows, key=_picks_first)
    if as_of.moment is None:
        details = [theme.title for theme in day.themes[:1]]
    else:
        details = _on_now(items, day.date)
    # Entries that take all day; others without a time here are today elsewhere only.
    details += [f"today {_short_name(entry)}" for entry in day.untimed if entry.starts is None]
    parts = [", ".join(details)] if details else []
    parts += [_next_words(item) for item in items if item.id == next_id]
    return f"{show_and_day}: {'; '.join(parts)}" if parts else show_and_day


def _on_now(items: Iterable[Occasion], today: dt.date) -> list[str]:
    """The texts of what is on: the first three, and how many more."""
    texts = [
        f"{_short_name(item)} {_until(item.ends, today)}{_room(item)}"
        for item in items
        if item.phase == "on"
    ]
    more = len(texts) - _MOST_ON
    return [*texts[:_MOST_ON], f"{more} more on"] if more > 0 else texts


def _line_of_entry(entry: PickAsOf, as_of: AsOf) -> str:
    """An entry at no show that is on, on the reader's clock if known, or else its own.

    An entry of whole days has no clock.
    """
    if entry.starts is None:
        return f"today {_short_name(entry)}"
    zone = as_of.reader_zone or entry.zone
    assert zone is not None  # an entry with a time has a zone
    there, city = on_clock(entry, zone), f" {zone_city(zone)}"
    if entry.phase == "upcoming":
        return _next_words(there, city)
    clock = "" if there.ends is None else city
    until = f"{_until(there.ends, as_of.day_at(zone))}{clock}"
    return f"{_short_name(entry)} {until}{_room(entry)}"


def _next_words(item: Occasion, city: str = "") -> str:
    """The next session or entry: "next 10:30 Panel Cold cases (Hall 5)"."""
    assert item.starts is not None  # as of all that is to begin
    return f"next {item.starts:%H:%M}{city} {_short_name(item)}{_room(item)}"


def _until(ends: dt.datetime | None, today: dt.date) -> str:
    """When something that is on ends: "until 10:00", "until 02:00 +1 day"."""
    if ends is None:
        return "may be on"
    return f"until {ends:%H:%M}{days_off((ends.date() - today).days)}"


def _room(row: Occasion) -> str:
    return "" if row.room is None else f" ({row.room})"


def _short_name(row: Occasion) -> str:
    """The name of a session or a reader's entry, cut at a word if it is long."""
    session = row.session
    if session is None:
        return _shorten(row.title or row.id)
    if session.title is None and row.theme is None:
        return _shorten(f"{kind_name(session)} {speakers(session, whole=False)}".strip())
    name = session_name(session, row.theme)
    return _shorten(name.replace(f"{kind_name(session)}: ", f"{kind_name(session)} ", 1))


def _shorten(name: str) -> str:
    """A name of at most 40 characters, without a parenthesis that is cut off."""
    if len(name) <= _MOST_CHARACTERS:
        return name
    words = name[:_MOST_CHARACTERS].rpartition(" ")[0]
    if words.count("(") > words.count(")"):
        words = words.rpartition("(")[0]
    return f"{words.rstrip(' ,;:-') or name[: _MOST_CHARACTERS - 1]}…"
