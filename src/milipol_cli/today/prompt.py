"""The line for a prompt."""

import datetime as dt
from collections.abc import Sequence

from milipol_cli.look.words.editions import day_of, since, starts
from milipol_cli.look.words.sessions import session_title
from milipol_cli.look.words.times import days_off, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.programme import ShowDay
from milipol_cli.network.sessions import SessionAsOf, utc
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.today.query import Today


def prompt_line(answer: Today, within_days: int | None) -> str:
    """What is on now and next, or else how soon the next edition starts.

    Empty if neither is known, or if the next edition starts after `within_days`.
    """
    as_of = answer.as_of
    texts = [_day(day, answer.own_at(day), as_of) for day in answer.days]
    texts += [
        _own_entry(entry, as_of)
        for entry in answer.own_at(None)
        if entry.phase in ("on", "upcoming")
    ]
    if texts:
        return "; ".join(texts)
    for edition in answer.next:
        if edition.days_until is None:
            continue
        is_near = within_days is None or edition.days_until <= within_days
        return _countdown(edition) if is_near else ""
    return ""


def _countdown(edition: EditionAsOf) -> str:
    parts = [f"{edition.name} {starts(edition)}"]
    if edition.later is not None:
        parts.append(since(edition.later))
    if edition.status != "announced":
        parts.append(edition.status)
    return ", ".join(parts)


def _day(day: ShowDay, own: Sequence[PickAsOf], as_of: AsOf) -> str:
    """A show that is on: its sessions now and next, or without a clock the theme."""
    edition = day.edition
    when = day_of(edition.day, edition.days)
    text = f"{edition.name} {'may be on' if edition.may_be_on else when}"
    if edition.status == "tentative":
        text += ", tentative"
    theme = next((theme.title for theme in day.themes), "")
    details, has_programme = theme, bool(theme)
    if as_of.moment is not None:
        details = _now_and_next([*own, *day.sessions], day.date)
        has_programme = bool(day.sessions)
    if not details:
        return text
    looks_back = has_programme and as_of.looks_back(edition.show.reviewed)
    note = " (programme as known today)" if looks_back else ""
    return f"{text}: {details}{note}"


def _own_entry(entry: PickAsOf, as_of: AsOf) -> str:
    """An own entry at no show, on the reader's clock if known, or with its city."""
    name = _name(entry)
    if entry.starts is None:
        return f"today {name}"
    zone = as_of.reader_zone or entry.zone
    assert zone is not None  # an entry with a time has a zone
    starts = entry.starts.astimezone(zone)
    ends = None if entry.ends is None else entry.ends.astimezone(zone)
    city = "" if as_of.reader_zone is not None else f" {zone_city(zone)}"
    if entry.phase == "upcoming":
        return f"next {starts:%H:%M}{city} {name}"
    until = _until(ends, as_of.day_at(zone))
    return f"{name} {until}" if ends is None else f"{name} {until}{city}"


def _until(ends: dt.datetime | None, today: dt.date) -> str:
    """When something that is on ends: "until 10:00", "until 02:00 +1 day"."""
    if ends is None:
        return "may be on"
    return f"until {ends:%H:%M}{days_off((ends.date() - today).days)}"


def _now_and_next(items: Sequence[SessionAsOf | PickAsOf], today: dt.date) -> str:
    """What is on and next: "Keynote until 10:30, next 10:30 Panel".

    If anything of it is on the agenda, only that is named.
    """
    ahead = [
        (utc(item.starts), item)
        for item in items
        if item.starts is not None and item.phase in ("on", "upcoming")
    ]
    picked = [(start, item) for start, item in ahead if _is_picked(item)]
    in_order = [item for _, item in sorted(picked or ahead, key=lambda pair: pair[0])]
    texts = [
        f"{_name(item)} {_until(item.ends, today)}"
        for item in in_order
        if item.phase == "on"
    ]
    following = next((item for item in in_order if item.phase == "upcoming"), None)
    if following is not None:
        texts.append(f"next {following.starts:%H:%M} {_name(following)}")
    return ", ".join(texts)


def _is_picked(item: SessionAsOf | PickAsOf) -> bool:
    return isinstance(item, PickAsOf) or item.picked


def _name(item: SessionAsOf | PickAsOf) -> str:
    """The name of a session, or the title of an own entry."""
    if isinstance(item, PickAsOf):
        return item.pick.title or item.pick.id
    return session_title(item.session, item.theme)
