"""Picks in words."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from milipol_cli.base.folding import fold
from milipol_cli.look.words.dates import count, dates_on, dates_plain, day_brief, day_long, minutes
from milipol_cli.look.words.editions import day_in_words, place, show_with_ordinal, starts
from milipol_cli.look.words.programme import (
    city_at,
    clocks_differ,
    label_with_room,
    session_state,
    span,
    zone_city,
)
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import Dates, day_of_dates
from milipol_cli.network.model.programmes import with_kind
from milipol_cli.network.occasions import Conflict, ConflictKind, Occasion
from milipol_cli.network.titles import session_title
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.people import people_noted

if TYPE_CHECKING:
    from milipol_cli.look.document import Cell
    from milipol_cli.network.model.picks import FollowUp, Pick

_UNCERTAIN = ("may overlap", "not known yet", "not read")
_LINK = re.compile(r"https?://[^\s<>\"]+")
# In a table a longer note is cut, to so many characters of its first line.
_MOST_IN_TABLE, _MOST_OF_LINE = 200, 120


def label(pick: PickAsOf) -> str:
    """A pick in one line, without its dates, and whether it is done."""
    return f"{pick_name(pick)}, done" if pick.pick.done else pick_name(pick)


def pick_name(pick: PickAsOf) -> str:
    """A pick in one line, without its dates.

    A session has its room, your own entry its place, an edition its city, and a day of
    an edition its number. What is not in the data has the title that it was picked by.
    """
    if pick.session is not None:
        session = pick.session
        text = label_with_room(session_title(session, pick.theme), session)
        return f"{text}, inferred" if session.certainty == "inferred" else text
    record = pick.pick
    if record.is_own or record.is_exhibitor:
        parts = [entry_title(pick), _time_before(pick), pick.room]
        return ", ".join(filter(None, parts))
    if pick.edition is None:
        return _title_as_picked(pick)
    if pick.day is None:
        return f"{show_with_ordinal(pick.edition)}, {place(pick.edition)}"
    counted = day_of_dates(pick.edition.dates, pick.day)
    title = pick.edition.title
    return title if counted is None else f"{title}, {day_in_words(*counted)}"


def _time_before(pick: PickAsOf) -> str | None:
    """How long before an edition a deadline is: "8 weeks before Milipol Paris 2027".

    None for what is not a deadline before an edition.
    """
    if pick.pick.before is None or pick.pick.edition is None:
        return None
    number, unit = int(pick.pick.before[:-1]), pick.pick.before[-1]
    title = pick.pick.edition if pick.edition is None else pick.edition.title
    return f"{count(number, 'week' if unit == 'w' else 'day')} before {title}"


def entry_title(entry: Occasion) -> str:
    """A reader's entry or an exhibitor with its kind: "Meeting: Meet ACME".

    A company that the title does not name stands behind it: "Meeting: Budget (ACME)".
    An event of another calendar has its title without a kind.
    """
    title = entry.title or entry.id
    pick = entry.pick
    company = None if pick is None else pick.company
    if company is not None and fold(company) not in fold(title):
        title = f"{title} ({company})"
    if pick is not None and pick.event:
        return title
    return with_kind(entry.kind.capitalize(), title)


def follow_up(item: "FollowUp") -> str:
    """A follow-up, its day and whether it is done.

    Like "send the data sheet, by Fri 1 December 2023" or "call back, done".
    """
    if item.done is not None:
        return f"{item.text}, done"
    return item.text if item.by is None else f"{item.text}, by {day_brief(item.by)}"


def whom(pick: PickAsOf) -> str:
    """Whom a follow-up is about: "THALES, Jo Doe"; the pick, if it has no company."""
    people = [person.name or person.text for person in people_noted(pick.pick.met)]
    company = pick.title if pick.pick.is_exhibitor else pick.pick.company
    return ", ".join([company or pick_name(pick), *people])


def notes_on(pick: "Pick") -> list[tuple[str, str | None]]:
    """The reader's notes on a pick: labels with texts, or with None without a note."""
    return [
        ("Note", pick.note),
        ("Met", "; ".join(pick.met) or None),
        ("Follow-up", "; ".join(map(follow_up, pick.all_follow_ups)) or None),
    ]


def note_in_table(text: str) -> str:
    """A note below a pick in a table: of a long note, its link and its first line.

    An invitation to an online meeting has forty lines. Other formats have the whole
    note.
    """
    if len(text) <= _MOST_IN_TABLE:
        return text
    link = _LINK.search(text)
    address = "" if link is None else link[0]
    lines = (line.strip()[:_MOST_OF_LINE] for line in text.splitlines())
    first = next((line for line in lines if line not in ("", address)), "")
    return " ".join(filter(None, ["" if address in first else address, first, "…"]))


def _title_as_picked(pick: PickAsOf) -> str:
    """The title of a pick that is not in the data; of a session, with its old time.

    As in "The panel, Tuesday 16 November 2027, 15:00-16:30".
    """
    record = pick.pick
    title = record.title or record.id
    if record.is_of_days or record.date is None:
        return title
    when = day_long(record.date)
    if record.start is not None:
        when += f", {clock_words(record.start, record.end)}"
    return f"{title}, {when}"


def dates(pick: PickAsOf) -> Dates:
    """The days of a pick of whole days or a visit, or the month or year known."""
    if pick.pick.is_visit and pick.edition is not None:
        return pick.edition.dates
    if pick.whole_edition is not None:
        return pick.whole_edition.dates
    return Dates(start=pick.first, end=pick.last)


def time_of_pick(pick: PickAsOf, reader: ZoneInfo | None = None) -> str:
    """The days of a pick, or its day and its time at the venue.

    With the zone of a `reader`, also the time on the reader's clock if it differs.
    """
    is_deadline_before_edition = pick.pick.before is not None
    if is_deadline_before_edition and pick.first is not None:
        return day_long(pick.first)
    if pick.is_whole_days or pick.pick.is_visit:
        days = dates(pick)
        return "day not known" if days == Dates() else dates_plain(days)
    if pick.first is None:
        return "day not known"
    day = day_long(pick.first)
    if pick.starts is None:
        return f"{day}, {pick.half_day or 'time not published'}"
    return f"{day}, {clocks(pick, reader)}"


def clocks(pick: PickAsOf, reader: ZoneInfo | None = None) -> str:
    """The time of a pick at the venue, and on the reader's clock if that differs.

    "15:00-16:30 Paris, 22:00-23:30 Singapore", or "all day".
    """
    if pick.starts is None:
        return "all day"
    zone = pick.starts.tzinfo
    assert isinstance(zone, ZoneInfo)  # as every pick's
    text = f"{span(pick, None)} {city_at(pick.edition, zone)}"
    if reader is None or not clocks_differ([pick], reader):
        return text
    return f"{text}, {span(pick, reader)} {zone_city(reader)}"


def state(pick: PickAsOf, as_of: AsOf) -> str:
    """When a pick of whole days is: "in 357 days", "today", "3 days ago"."""
    if pick.whole_edition is not None:
        return starts(pick.whole_edition)
    assert pick.first is not None  # a pick without a day has no state
    today = pick.today(as_of)
    if pick.first <= today <= (pick.last or pick.first):
        return "today"
    days = (pick.first - today).days
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def state_now(pick: Occasion, as_of: AsOf) -> str:
    """The state of a pick that has a time; none once it is done, as its label says."""
    return "" if pick.is_done else session_state(pick, as_of.moment)


def sign(conflict: Conflict) -> str:
    """The sign of a conflict: "!" for a certain one, or else "?"."""
    return "?" if conflict.kind in _UNCERTAIN else "!"


def conflict_cells(pick: Occasion) -> "list[Cell]":
    """The conflicts of a pick, to stand below it in a table."""
    from milipol_cli.look.document import Cell  # noqa: PLC0415  a prompt has no table

    cells = [
        Cell(conflict_text(conflict), "maybe", sign=sign(conflict)) for conflict in pick.conflicts
    ]
    return cells + [Cell(text, "maybe", sign="") for text in _unlisted(pick)]


def conflict_texts(pick: Occasion) -> list[str]:
    """The conflicts of a pick, the last of them how many more there are."""
    return [conflict_text(conflict) for conflict in pick.conflicts] + _unlisted(pick)


def conflict_lines(pick: Occasion) -> list[str]:
    """The conflicts of a pick with their signs, below a pick in a report."""
    lines = [f"{sign(conflict)} {conflict_text(conflict)}" for conflict in pick.conflicts]
    return lines + _unlisted(pick)


def _unlisted(pick: Occasion) -> list[str]:
    """How many more conflicts of each kind there are: "and 989 overlaps more"."""
    return [f"and {count_conflicts(kind, number)} more" for kind, number in pick.unlisted]


_ALONE: dict[ConflictKind, str] = {
    "cancelled": "cancelled",
    "postponed": "postponed",
    "not known yet": "not known yet",
    "not read": "not checked: one of your data files has errors",
}
# The words for some conflicts, counted; other conflicts have the name of their kind.
_COUNTED: dict[ConflictKind, str] = {
    "may overlap": "possible overlap",
    "same days": "on the days of another show",
    "tight": "tight change",
    "new room": "moved to another room",
    "new speakers": "change of speakers",
    "not read": "not checked",
}
# The words for these kinds are nouns, with a plural.
_NOUNS = ("overlap", "may overlap", "tight", "new title")


def count_conflicts(kind: ConflictKind, number: int) -> str:
    """How many conflicts of a kind: "2 overlaps", "1 moved"."""
    text = _COUNTED.get(kind, kind)
    return count(number, text) if kind in _NOUNS else f"{number} {text}"


def conflict_text(conflict: Conflict) -> str:
    """A conflict of a pick, to follow its name."""
    if conflict.pair is not None:
        return _pair_in_words(conflict, *conflict.pair)
    if conflict.difference is not None:
        return _difference_in_words(*conflict.difference)
    if conflict.shared is not None:
        title, days = conflict.shared
        return f"same days as {title}: {dates_plain(days)}"
    subject = f"{conflict.other} is " if conflict.other else ""
    return _ALONE.get(conflict.kind) or f"gone: {subject}no longer in the data"


def name_by_kind(pick: Occasion, *, is_latest: bool) -> str:
    """A pick by its kind, like "the panel", if `is_latest`, or else by its name."""
    assert isinstance(pick, PickAsOf)  # else it has no name
    return f"the {pick.kind}" if is_latest else pick_name(pick)


def _pair_in_words(conflict: Conflict, first: Occasion, second: Occasion) -> str:
    """How the `second` occasion is in conflict with the `first`.

    "overlaps the panel by 30 min", or if an end is not known, "overlaps the panel:
    starts 10 min into it, 20 min before its end".
    """
    other = name_by_kind(first, is_latest=conflict.is_latest)
    start, end = second.begins, first.until
    if conflict.kind == "may overlap":
        return f"may overlap {other}, whose end was not published"
    if conflict.kind == "tight":
        return f"tight: {minutes(start - end)} between {first.room} and {second.room}"
    into_first = start - first.begins
    if first.ends is not None and second.ends is not None:
        return f"overlaps {other} by {minutes(min(end, second.until) - start)}"
    if first.ends is None or not into_first:
        return f"overlaps {other}: both start at the same time"
    left = minutes(end - start)
    return f"overlaps {other}: starts {minutes(into_first)} into it, {left} before its end"


def _difference_in_words(field: str, then: Any, now: Any) -> str:
    """A difference of a field between when something was picked and now.

    title: "new title: was X". room: "moved from Hall 1 to Hall 2". speakers (names):
    "no longer with A; now with B". day (now the title and the dates of the edition):
    "moved: X 2027 is now on 16-19 November 2027; pick another day". time (a day, a
    start and an end), dates, deadline and stand: "moved: was 15:00, now 16:00".
    """
    if field == "title":
        return f"new title: was {then}"
    if field == "room":
        return f"moved from {then} to {now or 'a room not published'}"
    if field == "speakers":
        gone = ", ".join(name for name in then if name not in now)
        added = ", ".join(name for name in now if name not in then)
        texts = [f"no longer with {gone}"] if gone else []
        return "; ".join([*texts, f"now with {added}"] if added else texts)
    if field == "day":
        title, dates = now
        return f"moved: {title} is now {dates_on(dates)}; pick another day"
    if field == "deadline":
        old, new = day_long(then), day_long(now)
    elif field == "dates":
        old, new = dates_plain(then), dates_plain(now)
    elif field == "time":
        is_same_day = then[0] == now[0]
        old = _day_and_clock(*then, clock_alone=is_same_day)
        new = _day_and_clock(*now, clock_alone=is_same_day)
    else:  # a stand, which is a text
        old, new = then, now
    return f"moved: was {old}, now {new}"


def _day_and_clock(
    date: dt.date | None, start: dt.time | None, end: dt.time | None, *, clock_alone: bool
) -> str:
    """The day and the time; with `clock_alone`, only the time."""
    clock = clock_words(start, end)
    day = "a day not known" if date is None else day_long(date)
    return clock if clock_alone else f"{day}, {clock}"


def clock_words(start: dt.time | None, end: dt.time | None) -> str:
    """A time on the clock of the venue: "15:00-16:30"."""
    if start is None:
        return "time not published"
    return f"{start:%H:%M}" if end is None else f"{start:%H:%M}-{end:%H:%M}"
