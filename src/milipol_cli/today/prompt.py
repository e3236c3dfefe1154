"""The line for a prompt."""

import datetime as dt
from typing import TYPE_CHECKING

from milipol_cli.look.words.editions import day_of, since, starts
from milipol_cli.look.words.sessions import kind
from milipol_cli.look.words.times import days_off, zone_city
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.sessions import utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milipol_cli.network.programme import ShowDay
    from milipol_cli.network.sessions import SessionAsOf
    from milipol_cli.picks.as_of import PickAsOf
    from milipol_cli.today.query import Today


def prompt_line(answer: "Today", within_days: int | None) -> str:
    """One short line for a prompt: on and next, else the next dated edition.

    Empty where there is nothing to say, or nothing that begins `within_days`.
    """
    as_of = answer.as_of
    clock = as_of.moment is not None
    said = [_day_line(day, answer.own_at(day), clock=clock) for day in answer.days]
    said += [
        _own_line(one, as_of)
        for one in answer.own_at(None)
        if one.phase in ("on", "upcoming")
    ]
    if said:
        return "; ".join(said)
    for view in answer.next:
        if view.days_until is None:
            continue
        if within_days is not None and view.days_until > within_days:
            return ""
        soon = f"{view.name} {starts(view)}"
        if view.later is not None:
            soon += f", {since(view.later)}"
        return soon if view.status == "announced" else f"{soon}, {view.status}"
    return ""


def _day_line(day: "ShowDay", own: "tuple[PickAsOf, ...]", *, clock: bool) -> str:
    """A show that is on, with what is on and next, or without a clock the theme."""
    view = day.edition
    said = f"{view.name} {day_of(view.day, view.days)}"
    if view.status == "tentative":
        said += ", tentative"
    theme = next((theme.title for theme in day.themes), "")
    doing = _doing([*own, *day.sessions], day.date) if clock else theme
    return f"{said}: {doing}" if doing else said


def _own_line(one: "PickAsOf", as_of: AsOf) -> str:
    """An own entry that belongs to no show: on the reader's clock, or with its city."""
    name = one.pick.title or one.pick.id
    if one.starts is None:
        return f"today {name}"
    zone = as_of.reader_zone or one.zone
    assert zone is not None  # what has a time has one
    starts = one.starts.astimezone(zone)
    ends = None if one.ends is None else one.ends.astimezone(zone)
    city = "" if as_of.reader_zone is not None else f" {zone_city(zone)}"
    if one.phase == "upcoming":
        return f"next {starts:%H:%M}{city} {name}"
    until = _until(ends, as_of.day_at(zone))
    return f"{name} {until}" if ends is None else f"{name} {until}{city}"


def _until(ends: dt.datetime | None, today: dt.date) -> str:
    """Until when something is on, with the days from now: "until 10:00 +1 day"."""
    if ends is None:
        return "may be on"
    return f"until {ends:%H:%M}{days_off((ends.date() - today).days)}"


def _doing(found: "Sequence[SessionAsOf | PickAsOf]", today: dt.date) -> str:
    """What is on and next: "Keynote until 10:30, next 10:30 Panel".

    What is on the reader's agenda goes before what is not.
    """
    ahead = [
        (utc(one.starts), one)
        for one in found
        if one.starts is not None and one.phase in ("on", "upcoming")
    ]
    mine = [(at, one) for at, one in ahead if _is_mine(one)]
    told = sorted(mine or ahead, key=lambda pair: pair[0])
    said = []
    for _, one in told:
        if one.phase == "on":
            said.append(f"{_name(one)} {_until(one.ends, today)}")
    following = next((one for _, one in told if one.phase == "upcoming"), None)
    if following is not None:
        said.append(f"next {following.starts:%H:%M} {_name(following)}")
    return ", ".join(said)


def _is_mine(one: "SessionAsOf | PickAsOf") -> bool:
    from milipol_cli.network.sessions import SessionAsOf  # noqa: PLC0415  for a day alone

    return not isinstance(one, SessionAsOf) or one.picked


def _name(one: "SessionAsOf | PickAsOf") -> str:
    """The kind of a session, since prompts are short, or the title of an own entry."""
    from milipol_cli.network.sessions import SessionAsOf  # noqa: PLC0415  for a day alone

    if not isinstance(one, SessionAsOf):
        return one.pick.title or one.pick.id
    return kind(one.session)
