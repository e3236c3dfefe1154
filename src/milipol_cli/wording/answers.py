"""Whole answers in words: headings, notes, the line for a prompt."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.schedule.editions import window
from milipol_cli.wording.dates import (
    count,
    day_long,
    day_month,
    day_plain,
    day_short,
    spoken_days,
)
from milipol_cli.wording.editions import (
    day_of,
    day_of_last,
    known_since,
    known_since_notes,
    starts,
    titled,
)
from milipol_cli.wording.sessions import kind
from milipol_cli.wording.zones import zone_city

if TYPE_CHECKING:
    from milipol_cli.answers.agenda import Planned
    from milipol_cli.answers.coming import Undated, Upcoming
    from milipol_cli.answers.days import OtherYear, Report, SessionSeen, ShowDay, Today


_YEARS = {1: "one-year", 2: "two-year", 3: "three-year", 4: "four-year"}

# Reviewed this long ago, data is likely to have missed an announcement.
STALE_DAYS = 180


def heading(answer: "Upcoming") -> str:
    """The first line of `upcoming`: the network and the day it is seen from."""
    day = day_long(answer.standpoint.reader_day)
    if answer.standpoint.looks_back(answer.reviewed):
        return f"Milipol network as known on {day}"
    return f"Milipol network, {day}"


def show_and_city(entry: "Undated") -> str:
    """The show, with its last city where its name tells no place."""
    venue = entry.last.venue
    city = None if venue is None else venue.city
    if city is None or city in entry.name or entry.show.country in entry.name:
        return entry.name
    return f"{entry.name}, {city}"


def tentative_notes(views: Sequence[Seen]) -> list[str]:
    """Why editions are only tentative, one line each."""
    found = [
        (view, view.notices[-1].notes[0])
        for view in views
        if view.status == "tentative" and view.notices[-1].notes
    ]
    if len(found) == 1:
        return [f"tentative: {found[0][1]}."]
    return [f"tentative, {view.edition.id}: {note}." for view, note in found]


def expected_note(entries: "Sequence[Undated]") -> str | None:
    """What an expected year rests on; None where none is expected."""
    years = {
        entry.show.rhythm.every_years
        for entry in entries
        if entry.show.rhythm is not None and entry.expected_year is not None
    }
    if not years:
        return None
    rhythm = "the show's"
    if len(years) == 1:
        rhythm = f"a {_YEARS.get(years.pop(), 'regular')}"
    return f"expected: the year that {rhythm} rhythm gives; nobody has announced it."


def rhythm_words(entry: "Undated") -> str:
    """The expected year and its reason: "2028, from its two-year rhythm"."""
    if entry.expected_year is None or entry.show.rhythm is None:
        return "not known"
    rhythm = _YEARS.get(entry.show.rhythm.every_years, "regular")
    return f"{entry.expected_year}, from its {rhythm} rhythm"


def data_age(
    reviewed: dt.date | None, here: Standpoint, *, spoken: bool = False
) -> str | None:
    """When the data was last read against its sources, louder as it grows old."""
    if reviewed is None:
        return None
    day = day_plain(reviewed) if spoken else day_short(reviewed)
    old = old_data(reviewed, here, spoken=spoken)
    return old[0] if old else f"Data reviewed {day}."


def old_data(
    reviewed: dt.date | None, here: Standpoint, *, spoken: bool = False
) -> list[str]:
    """That the data is old, in a line; nothing where it is not."""
    age_days = 0 if reviewed is None else (here.reader_day - reviewed).days
    if reviewed is None or age_days <= STALE_DAYS:
        return []
    day = day_plain(reviewed) if spoken else day_short(reviewed)
    return [f"Data reviewed {day}, {age_days} days ago: upgrade milipol."]


def upcoming_notes(answer: "Upcoming", *, to: str = "-") -> list[str]:
    """What stands under the tables of `upcoming`, a sentence a line."""
    notes = known_since_notes(answer.known_later, to=to)
    notes += tentative_notes(answer.editions)
    expected = expected_note(answer.undated)
    if expected is not None:
        notes.append(expected)
    notes += unknown_yet(answer)
    if answer.left_out:
        notes.append(f"{count(answer.left_out, 'edition')} to come not listed.")
    age = data_age(answer.reviewed, answer.standpoint, spoken=to != "-")
    return notes if age is None else [*notes, age]


def unknown_yet(answer: "Upcoming") -> list[str]:
    """The shows asked for of which nothing was known at the standpoint."""
    day = day_plain(answer.standpoint.reader_day)
    return [f"Nothing was known of {show} on {day}." for show in answer.unknown]


def nothing_on(answer: "Today") -> str:
    """That no show is on, with the day and the shows asked for."""
    day = day_long(answer.standpoint.reader_day)
    if answer.asked:
        if answer.unknown:
            return f"{day}: nothing was known of {', '.join(answer.unknown)} yet."
        names = {view.show.id: view.name for view in (*answer.last[::-1], *answer.next)}
        asked = [names.get(show, show) for show in answer.asked]
        return f"{day}: {' and '.join(asked)} is not on."
    return f"{day}: no show of the Milipol network is on."


def announced_for_today(answer: "Today", *, to: str = "-") -> list[str]:
    """That an edition had been announced for this day, and what became of it."""
    return [
        f"{titled(view)} had been announced for this day and"
        f" {known_since(view, to=to).removeprefix(f'{titled(view)} ')}"
        for view in answer.known_later
        if _was_for_today(view, answer.standpoint)
    ]


def _was_for_today(view: Seen, here: Standpoint) -> bool:
    first, last = window(view.dates)
    return view.dates.start is not None and first <= here.day_at(view.zone) <= last


def latest_news(latest: "Report", *, spoken: bool = False) -> tuple[str, str]:
    """The day of a piece of news, "by" it where only that is known, and its text."""
    by = "" if latest.exact else "by "
    say = day_plain if spoken else day_short
    text = spoken_days(latest.text) if spoken else latest.text
    return f"{by}{say(latest.day)}", text


def today_notes(answer: "Today", *, to: str = "-") -> list[str]:
    """What stands under `today`: what is known since, and the age of old data."""
    here = answer.standpoint
    told_above = [
        view
        for view in answer.known_later
        if not answer.days and _was_for_today(view, here)
    ]
    later = [view for view in answer.known_later if view not in told_above]
    notes = known_since_notes(later, to=to)
    return [*notes, *old_data(answer.reviewed, here, spoken=to != "-")]


def other_years_heading(answer: "Today") -> str:
    """The words "On 24 November in other years"."""
    return f"On {day_month(answer.standpoint.reader_day)} in other years"


def other_year(entry: "OtherYear") -> str:
    """Which day of an edition a day in another year was."""
    return day_of_last(entry.day, entry.days)


def prompt_line(answer: "Today", within_days: int | None) -> str:
    """One short line for a prompt: on and next, else the next dated edition.

    Empty where there is nothing to say, or nothing that begins `within_days`.
    """
    here = answer.standpoint
    said = [_day_line(day, clock=here.moment is not None) for day in answer.days]
    said += [
        _own_line(one, here) for one in answer.own if one.phase in ("on", "upcoming")
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
            soon += ", moved since"
        return soon if view.status == "announced" else f"{soon}, {view.status}"
    return ""


def _day_line(day: "ShowDay", *, clock: bool) -> str:
    """A show that is on, with what is on and next, or without a clock the theme."""
    view = day.seen
    said = f"{view.name} {day_of(view.day, view.days)}"
    if view.status == "tentative":
        said += ", tentative"
    theme = next((theme.title for theme in day.themes), "")
    doing = _doing([*day.own, *day.sessions]) if clock else theme
    return f"{said}: {doing}" if doing else said


def _own_line(one: "Planned", here: Standpoint) -> str:
    """An own entry that belongs to no show: on the reader's clock, or with its city."""
    name = one.pick.title or one.pick.id
    if one.starts is None:
        return f"today {name}"
    zone = here.reader_zone or one.zone
    assert zone is not None  # what has a time has one
    starts = one.starts.astimezone(zone)
    ends = None if one.ends is None else one.ends.astimezone(zone)
    city = "" if here.reader_zone is not None else f" {zone_city(zone)}"
    if one.phase == "upcoming":
        return f"next {starts:%H:%M}{city} {name}"
    return f"{name} may be on" if ends is None else f"{name} until {ends:%H:%M}{city}"


def _doing(found: "Sequence[SessionSeen | Planned]") -> str:
    """What is on and next: "Keynote until 10:30, next 10:30 Panel".

    What is on the reader's agenda goes before what is not.
    """
    ahead = [
        (one.starts.astimezone(dt.UTC), one)
        for one in found
        if one.starts is not None and one.phase in ("on", "upcoming")
    ]
    mine = [(at, one) for at, one in ahead if _is_mine(one)]
    told = sorted(mine or ahead, key=lambda pair: pair[0])
    said = []
    for _, one in told:
        if one.phase == "on":
            until = "may be on" if one.ends is None else f"until {one.ends:%H:%M}"
            said.append(f"{_name(one)} {until}")
    following = next((one for _, one in told if one.phase == "upcoming"), None)
    if following is not None:
        said.append(f"next {following.starts:%H:%M} {_name(following)}")
    return ", ".join(said)


def _is_mine(one: "SessionSeen | Planned") -> bool:
    from milipol_cli.answers.days import SessionSeen  # noqa: PLC0415  for a day alone

    return not isinstance(one, SessionSeen) or one.picked


def _name(one: "SessionSeen | Planned") -> str:
    """The kind of a session, since prompts are short, or the title of an own entry."""
    from milipol_cli.answers.days import SessionSeen  # noqa: PLC0415  for a day alone

    if not isinstance(one, SessionSeen):
        return one.pick.title or one.pick.id
    return kind(one.session)
