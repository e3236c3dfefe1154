"""Calendar files of any program -> what an agenda keeps of their events."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

# Other properties are not read, so that an error in one of them loses no event.
_PROPERTIES = (
    *("UID", "SUMMARY", "LOCATION", "STATUS", "CATEGORIES", "DTSTART", "DTEND"),
    *("DURATION", "RRULE", "RDATE", "RECURRENCE-ID"),
)
_READ = re.compile(rf"(?:{'|'.join(_PROPERTIES)})[;:]", re.IGNORECASE)
# No event of a person has more.
_MOST_LINES = 50
_MOST_LETTERS = 200
_BEGIN = re.compile("^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)


class ForeignEvent(NamedTuple):
    """An event of a calendar file; times without a zone are naive, long texts are cut.

    `end` is not before `start`, and of the same type; for dates, it is the day after.
    """

    uid: str
    title: str
    place: str
    categories: tuple[str, ...]
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime
    recurs: bool


class LeftOut(NamedTuple):
    """An event, or some dates of it, that were left out, and why."""

    title: str
    why: str


def count_events(text: str) -> int:
    """About how many events a calendar file has, without reading them."""
    return len(_BEGIN.findall(text))


def events_in(text: str) -> Iterator[ForeignEvent | LeftOut]:
    """The events of a calendar file, in its order; never raises for what is in it."""
    unfolded = re.sub(r"\n[ \t]", "", text.replace("\r\n", "\n"))
    for lines in _split(unfolded):
        try:
            yield _event("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
        except Exception:  # icalendar raises errors of many kinds for wrong lines
            yield LeftOut(_title(lines), "its lines cannot be read")


def _split(unfolded: str) -> Iterator[list[str]]:
    """The lines of each event that are read, without those of its alarms.

    An event without an end ends where the next one begins.
    """
    lines: list[str] = []
    depth = 0
    for line in unfolded.split("\n"):
        begin_or_end = line[:20].rstrip().upper()
        if begin_or_end in ("BEGIN:VEVENT", "END:VEVENT"):
            if depth:
                yield lines
            lines, depth = [], int(begin_or_end == "BEGIN:VEVENT")
        elif depth and begin_or_end.startswith("BEGIN:"):
            depth += 1
        elif depth and begin_or_end.startswith("END:"):
            depth -= 1
        elif depth == 1 and len(lines) < _MOST_LINES and _READ.match(line):
            lines.append(line)
    if depth:
        yield lines


def _event(lines: str) -> ForeignEvent | LeftOut:
    from milipol_cli.ics.lines import parsed  # noqa: PLC0415  only for calendars

    event = parsed(lines.encode())
    title = _one_line(event.get("SUMMARY"))
    if event.get("RECURRENCE-ID") is not None:
        return LeftOut(title, "it replaces one date of a recurring event")
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return LeftOut(title, "it is cancelled")
    start, end = event.start, event.end
    zone = event["DTSTART"].params.get("TZID")
    if zone and isinstance(start, dt.datetime) and start.tzinfo is None:
        return LeftOut(title, f"its time zone {_one_line(zone)!r} is not known")
    if end < start:
        return LeftOut(title, "it ends before it starts")
    return ForeignEvent(
        uid=str(event.get("UID", "")),
        title=title,
        place=_one_line(event.get("LOCATION")),
        categories=tuple(event.categories),
        start=start,
        end=end,
        recurs="RRULE" in event or "RDATE" in event,
    )


def _one_line(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())[:_MOST_LETTERS]


def _title(lines: list[str]) -> str:
    summaries = (line for line in lines if line.upper().startswith("SUMMARY"))
    return _one_line(next(summaries, "").partition(":")[2])
