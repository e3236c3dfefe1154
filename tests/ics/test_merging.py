"""Updates of calendar files: what happens to each event, and their order."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from builders import PARIS
from milipol_cli.ics import merge, write
from milipol_cli.ics.content_lines import UnmatchedComponent
from milipol_cli.ics.events import CalendarEvent, Change, FileEvent
from milipol_cli.ics.read import CalendarFile, calendar_file
from milipol_cli.ics.zones import zone_lines
from milipol_cli.network.as_of import AsOf

TOKYO = ZoneInfo("Asia/Tokyo")
MODIFIED = dt.date(2026, 11, 24)


def made(
    slug: str, start: dt.date | dt.datetime, hours: int = 1, **fields: Any
) -> CalendarEvent:
    """An entry of so many hours, or of one day."""
    timed = isinstance(start, dt.datetime)
    long = dt.timedelta(hours=hours) if timed else dt.timedelta(days=1)
    values = {"summary": slug.upper(), "description": "", "modified": MODIFIED}
    return CalendarEvent(id=slug, start=start, end=start + long, **{**values, **fields})


def at(day: int, hour: int, zone: ZoneInfo = PARIS) -> dt.datetime:
    """A time on a day of November 2027."""
    return dt.datetime(2027, 11, day, hour, tzinfo=zone)


def file(*entries: CalendarEvent) -> bytes:
    """The calendar file of the entries."""
    return b"".join(write.new_file(entries))


def read(raw: bytes) -> CalendarFile:
    """What the file holds, which milipol wrote."""
    calendar = calendar_file(raw)
    assert calendar is not None
    return calendar


def over(raw: bytes, *entries: CalendarEvent, **options: Any) -> Any:
    """A file updated with the entries."""
    values = {"prune": False, "as_of": AsOf(day=MODIFIED), **options}
    return merge.merge(entries, read(raw), **values)


def uids(raw: bytes) -> list[str]:
    """The ids in the order of the file."""
    lines = [line for line in raw.split(b"\r\n") if line.startswith(b"UID:")]
    return [
        line.decode().removeprefix("UID:").removesuffix("@milipol-cli")
        for line in lines
    ]


def changed(
    kind: str, slug: str, old: CalendarEvent | None = None, *properties: str
) -> Change:
    """A change of the event `slug`, which was `old`."""
    return Change(
        kind=kind,  # type: ignore[arg-type]
        id=slug,
        uid=f"{slug}@milipol-cli",
        summary=slug.upper(),
        properties=properties,
        start=None if old is None else old.start,
        end=None if old is None else old.end,
    )


DAY = made("day", dt.date(2027, 11, 16))
TALK = made("talk", at(16, 10))


def test_each_change_has_the_earlier_times() -> None:
    stays, moves = made("stays", at(16, 9)), made("moves", at(16, 11))
    lasts, off = made("lasts", at(16, 12)), made("off", at(16, 13))
    begins = made("begins", at(16, 10), hours=3)
    says, gone = made("says", at(16, 14)), made("gone", dt.date(2027, 11, 17))
    off_already = made("off-already", at(16, 15), status="CANCELLED")
    ahead = made("ahead", at(16, 16), sequence=2)
    old = file(stays, moves, begins, lasts, off, says, off_already, ahead, gone)
    new = (
        stays,
        made("moves", at(16, 12)),
        made("begins", at(16, 11), hours=2),
        made("lasts", at(16, 12), hours=2),
        made("off", at(16, 13), status="CANCELLED"),
        made("says", at(16, 14), description="More"),
        made("off-already", at(16, 15), status="CANCELLED", sequence=1),
        made("ahead", at(17, 10), sequence=1),
        made("fresh", at(16, 8)),
    )
    assert over(old, *new).changes == (
        changed("same", "stays", stays),
        changed("moved", "moves", moves, "DTSTART", "DTEND"),
        changed("moved", "begins", begins, "DTSTART"),
        changed("moved", "lasts", lasts, "DTEND"),
        changed("cancelled", "off", off, "STATUS"),
        changed("changed", "says", says, "DESCRIPTION"),
        changed("changed", "off-already", off_already, "SEQUENCE"),
        changed("newer", "ahead", ahead, "DTSTART", "DTEND"),
        changed("added", "fresh"),
        changed("kept", "gone", gone),
    )


def test_a_change_has_the_id_and_the_title_of_the_update() -> None:
    """The UID of an entry of the reader's own is another one."""
    lunch = made("agenda/lunch", at(16, 12), uid="0001", is_own=True)
    old = file(lunch, TALK)
    assert [(each.kind, each.id, each.uid) for each in over(old, lunch).changes] == [
        ("same", "agenda/lunch", "0001@milipol-cli"),
        ("kept", "talk", "talk@milipol-cli"),
    ]
    for number, kind in ((0, "changed"), (1, "newer")):
        old = file(made("talk", at(16, 10), sequence=number))
        (change,) = over(old, made("talk", at(16, 10), summary="Panel")).changes
        assert (change.kind, change.summary) == (kind, "Panel")


def test_an_updated_file_has_the_order_of_a_new_one() -> None:
    """By day, whole days first; then by moment, then by id."""
    entries = (
        made("eve", dt.date(2027, 11, 15)),
        made("a-day", dt.date(2027, 11, 16)),
        made("z-day", dt.date(2027, 11, 16)),
        made("tokyo", at(16, 15, TOKYO)),
        made("early", at(16, 9)),
        made("a", at(16, 10)),
        made("b", at(16, 10)),
        made("b-", at(16, 10)),
        made("next", at(17, 8)),
    )
    whole = file(*entries)
    for held_before in (entries[::2], entries[1::2], entries[::-1], ()):
        result = over(file(*held_before), *reversed(entries))
        assert uids(b"".join(result.parts)) == [entry.id for entry in entries]
        assert (result.events, result.alarms) == (9, 0)
    assert uids(whole) == [entry.id for entry in entries]
    kept = over(whole, entries[4])
    assert b"".join(kept.parts) == whole


def test_a_newer_event_in_the_file_stays_as_it_is() -> None:
    """Its lines, its place among the others, its alarms and the zone of its times."""
    alarm = ((dt.timedelta(hours=1), "Soon"), (dt.timedelta(hours=2), "Later"))
    newer = made("newer", at(18, 10, TOKYO), sequence=5, alarms=alarm)
    asked = made("newer", at(15, 10), sequence=4, alarms=alarm[:1])
    old = file(TALK, newer)
    result = over(old, asked, TALK)
    assert b"".join(result.parts) == old
    assert not any(change.is_written for change in result.changes)
    assert (result.events, result.alarms) == (2, 2)


def test_alarms_of_updated_and_kept_events_are_counted() -> None:
    soon = (dt.timedelta(hours=1), "Soon: TALK")
    later = (dt.timedelta(hours=2), "Later: TALK")
    old = file(made("kept", at(16, 9), alarms=(soon, later)), TALK)
    result = over(old, made("talk", at(16, 10), alarms=(soon,)))
    assert (result.events, result.alarms) == (2, 3)


def test_only_reminders_of_updated_events_are_replaced() -> None:
    """Also where an id holds the mark of a reminder twice."""
    first = made("talk.reminder-1d", at(15, 9))
    other = made("lunch.reminder-1d", at(15, 11))
    deep = made("talk.reminder-2d.reminder-1d", at(15, 10))
    old = file(first, deep, other, TALK)
    result = over(old, TALK, made("talk.reminder-2d", at(14, 9)))
    assert result.changes == (
        changed("same", "talk", TALK),
        changed("added", "talk.reminder-2d"),
        changed("pruned", "talk.reminder-1d", first),
        changed("pruned", "talk.reminder-2d.reminder-1d", deep),
        changed("kept", "lunch.reminder-1d", other),
    )
    assert uids(b"".join(result.parts)) == [
        "talk.reminder-2d",
        "lunch.reminder-1d",
        "talk",
    ]
    assert uids(b"".join(over(old, TALK).parts)) == ["lunch.reminder-1d", "talk"]


def test_an_event_of_another_program_is_never_pruned() -> None:
    own = file(TALK).replace(b"UID:talk@milipol-cli", b"UID:talk@elsewhere")
    result = over(own, DAY, prune=True)
    assert result.changes == (
        changed("added", "day"),
        Change(
            kind="kept",
            id="talk@elsewhere",
            uid="talk@elsewhere",
            summary="TALK",
            start=TALK.start,
            end=TALK.end,
        ),
    )
    assert uids(b"".join(result.parts)) == ["day", "talk@elsewhere"]
    assert result.events == 2


def test_an_event_of_another_program_is_no_reminder_of_ours() -> None:
    """Whatever its id looks like."""
    own = file(made("talk.reminder-1d", at(15, 9)))
    raw = own.replace(b"1d@milipol-cli", b"1d@elsewhere")
    assert read(own).has_reminders
    assert not read(raw).has_reminders
    result = over(raw, TALK, prune=True)
    assert uids(b"".join(result.parts)) == ["talk.reminder-1d@elsewhere", "talk"]


def test_exceptions_of_a_recurring_event_stay() -> None:
    """They have one UID with what recurs, and so have two that lack theirs."""
    weekly = file(TALK).replace(b"UID:talk@milipol-cli", b"UID:weekly@elsewhere")
    event = weekly[weekly.index(b"BEGIN:VEVENT") : weekly.index(b"END:VCALENDAR")]
    alarm = b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
    other_day = event.replace(
        b"END:VEVENT", b"RECURRENCE-ID:20271123T090000Z\r\n" + alarm + b"END:VEVENT"
    )
    raw = weekly.replace(event, event + other_day)
    result = over(raw, DAY, prune=True)
    assert event + other_day in b"".join(result.parts)
    assert (result.events, result.alarms) == (2, 1)
    nameless = raw.replace(b"UID:weekly@elsewhere\r\n", b"")
    merged = b"".join(over(nameless, DAY, prune=True).parts)
    assert merged.count(b"BEGIN:VEVENT\r\n") == 3


def test_calendar_properties_and_to_dos_of_other_programs_stay() -> None:
    """Its colour, say, and things to do, with the zone that these are in."""
    head = b"X-WR-CALNAME:Fairs\r\nCOLOR:red\r\n"
    mars = (
        b"BEGIN:VTIMEZONE\r\nTZID:Mars/Base\r\nBEGIN:STANDARD\r\n"
        b"DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
        b"END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    to_do = (
        b"BEGIN:VTODO\r\nUID:pack\r\nX-A;TZID=\xff:b\r\nDUE;TZID=Mars/Base:20270101T100000\r\n"
        b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
        b"END:VTODO\r\n"
    )
    raw = file(TALK).replace(b"X-WR-CALNAME:Milipol\r\n", head)
    raw = raw.replace(b"END:VCALENDAR", mars + to_do + b"END:VCALENDAR")
    result = over(raw, DAY)
    zone = zone_lines("Europe/Paris", 2027, 2027)
    expected = file(DAY, TALK).replace(b"X-WR-CALNAME:Milipol\r\n", head)
    expected = expected.replace(zone, zone + mars + to_do)
    assert b"".join(result.parts) == expected
    assert (result.events, result.alarms) == (2, 0)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("TZID:My Zone\\; (x)", 'TZID="My Zone; (x)"'),  # quoted
        ("TZID;X-A=b:Mars\\, N", 'tzid="Mars, N"'),  # other spelling
        (f"TZID:{'M' * 60}\r\n {'N' * 9}", f"TZID={'M' * 40}\r\n {'M' * 20}{'N' * 9}"),
    ],
)
def test_a_zone_stays_however_it_is_written(name: str, named: str) -> None:
    zone = (
        f"BEGIN:VTIMEZONE\r\n{name}\r\nBEGIN:STANDARD\r\n"
        "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    own = (
        f"BEGIN:VEVENT\r\nUID:own\r\nDTSTART;X-A=b;{named}:20270101T100000\r\n"
        f"DTEND;{named}:20270101T110000\r\nEND:VEVENT\r\n"
    )
    raw = file(DAY).replace(b"BEGIN:VEVENT", f"{zone}{own}BEGIN:VEVENT".encode(), 1)
    assert b"".join(over(raw, DAY, prune=True).parts) == raw


def test_only_zones_that_are_still_used_stay() -> None:
    """One that somebody else wrote in stays as long as an event names it."""
    mars = (
        b"BEGIN:VTIMEZONE\r\nTZID:Mars/Base\r\nBEGIN:STANDARD\r\n"
        b"DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
        b"END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    moon = mars.replace(b"Mars", b"Moon")
    own = (
        b"BEGIN:VEVENT\r\nUID:own\r\nDTSTART;TZID=Mars/Base:20270101T100000\r\n"
        b"DTEND;TZID=Mars/Base:20270101T110000\r\nEND:VEVENT\r\n"
    )
    raw = file(TALK).replace(b"BEGIN:VEVENT", mars + moon + own + b"BEGIN:VEVENT", 1)
    past = {"prune": True, "as_of": AsOf(day=dt.date(2027, 12, 1))}
    merged = b"".join(over(raw, **past).parts)
    assert mars + own in merged
    assert b"Moon" not in merged
    assert b"Europe/Paris" not in merged
    kept = b"".join(over(raw, TALK).parts)
    assert kept.count(b"BEGIN:VTIMEZONE\r\n") == 2
    assert kept.count(b"TZID:Europe/Paris\r\n") == 1


def test_an_event_is_read_as_it_was_written() -> None:
    off = made("off", at(16, 10), summary="A, b", status="CANCELLED", sequence=4)
    raw = file(DAY, off)
    calendar = read(raw)
    assert list(calendar.events) == ["day@milipol-cli", "off@milipol-cli"]
    assert calendar.events["day@milipol-cli"][2:] == (
        *(0, DAY.start, DAY.end, False, "DAY", MODIFIED, None),
    )
    lines = raw[raw.rindex(b"BEGIN:VEVENT") : raw.index(b"END:VCALENDAR")]
    assert calendar.events["off@milipol-cli"] == FileEvent(
        "off@milipol-cli",
        lines,
        4,
        off.start,
        off.end,
        cancelled=True,
        summary="A, b",
        modified=MODIFIED,
        mark=None,
    )
    assert list(calendar.zones) == ["Europe/Paris"]


def test_an_event_of_another_program_needs_no_summary() -> None:
    raw = file(DAY).replace(b"SUMMARY:DAY\r\n", b"")
    assert read(raw).events["day@milipol-cli"].summary == ""


def test_a_zone_without_a_name_is_kept_under_an_empty_name() -> None:
    raw = file(TALK).replace(b"TZID:Europe/Paris\r\n", b"")
    assert list(read(raw).zones) == [""]


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (b"BEGIN:VCALENDAR\r\n", b""),
        (b"PRODID:-//milipol-cli", b"PRODID:-//other"),
        (b"PRODID:-//milipol-cli//milipol//EN\r\n", b""),
        (b"DTSTART;VALUE=DATE:20271116\r\n", b""),
        (b"DTEND;VALUE=DATE:20271117\r\n", b"DTEND:20271117T000000Z\r\n"),
        (b"DTSTART;VALUE=DATE:20271116\r\n", b"DTSTART:20271116T000000Z\r\n"),
        (b"END:VEVENT\r\n", b"END:VEVENT\r\nCOLOR:red\r\n"),
        (b"END:VEVENT\r\n", b"END:VEVENT\r\nBEGIN:X-A\r\nEND:X-A\r\n"),
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nSEQUENCE:1\r\n"),
        (b"BEGIN:VEVENT\r\n",
         b"BEGIN:VTIMEZONE\r\nTZID:\xff\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"),
        (b"DTSTART;VALUE=DATE:20271116\r\nDTEND;VALUE=DATE:20271117\r\n",
         b"DTSTART;TZID=Asia/Tokyo:00010101T000000\r\nDTEND:20271117T000000Z\r\n"),
        (b"DTSTART;VALUE=DATE:20271116\r\nDTEND;VALUE=DATE:20271117\r\n",
         b"DTSTART:20271117T000000Z\r\nDTEND:99991231T235959Z\r\n"),
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nFREEBUSY:99991231T000000Z/P99D\r\n"),
        (b"SEQUENCE:0\r\n",
         b"SEQUENCE:0\r\nCOMMENT;VALUE=PERIOD:99990101T180000Z/P9999999D\r\n"),
        (b"DTSTART;VALUE=DATE:20271116\r\nDTEND;VALUE=DATE:20271117\r\n",
         b"DTSTART;TZID=America:20271116T100000\r\nDTEND:20271117T000000Z\r\n"),
    ],
)  # fmt: skip
def test_any_other_file_is_not_ours(part: bytes, instead: bytes) -> None:
    raw = file(DAY)
    assert part in raw
    assert calendar_file(raw.replace(part, instead)) is None


def test_lines_may_end_in_any_way() -> None:
    raw = file(DAY)
    assert read(raw.replace(b"\r\n", b"\n")) == read(raw)


@pytest.mark.parametrize(
    ("part", "instead", "message"),
    [
        (
            b"END:VCALENDAR\r\n",
            b"",
            "line 18: the file ends in BEGIN:VCALENDAR of line 1: it is cut off",
        ),
        (
            b"END:VEVENT\r\nEND:VCALENDAR\r\n",
            b"",
            "line 17: the file ends in BEGIN:VEVENT of line 7: it is cut off",
        ),
        (
            b"END:VEVENT\r\n",
            b"",
            "line 18: END:VCALENDAR does not match BEGIN:VEVENT on line 7",
        ),
        (
            b"BEGIN:VEVENT\r\n",
            b"BEGIN:VTODO\r\nBEGIN:VEVENT\r\n",
            "line 20: END:VCALENDAR does not match BEGIN:VTODO on line 7",
        ),
        (
            b"BEGIN:VEVENT\r\n",
            b"BEGIN:VEVENT\r\nBEGIN:VALARM\r\n",
            "line 19: END:VEVENT does not match BEGIN:VALARM on line 8",
        ),
        (
            b"BEGIN:VEVENT\r\n",
            b"",
            "line 17: END:VEVENT does not match BEGIN:VCALENDAR on line 1",
        ),
        (
            b"BEGIN:VEVENT\r\n",
            b"BEGIN:VEVENT\r\n S\r\n",
            "line 19: END:VEVENT does not match BEGIN:VEVENTS on line 7",
        ),
        (
            b"END:VCALENDAR\r\n",
            b"END:VCALENDAR\r\nEND:VEVENT\r\n",
            "line 20: END:VEVENT has no BEGIN",
        ),
    ],
)
def test_a_begin_and_end_that_do_not_match_are_named(
    part: bytes, instead: bytes, message: str
) -> None:
    raw = file(DAY)
    assert part in raw
    with pytest.raises(UnmatchedComponent, match=f"^{message}$"):
        calendar_file(raw.replace(part, instead))


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n\r\n"])
def test_the_last_line_gets_its_line_end(end: bytes) -> None:
    raw = file(DAY)
    result = over(raw.removesuffix(b"\r\n") + end, DAY, TALK)
    assert b"".join(result.parts) == file(DAY, TALK)


@pytest.mark.filterwarnings("error")
def test_a_zone_that_icalendar_guesses_causes_no_warning() -> None:
    """As libical names its zones; an error where a warning would be printed."""
    named = b"RECURRENCE-ID;TZID=/freeassociation.sourceforge.net/Europe/Paris"
    line = named + b":20271116T100000\r\n"
    lines = b"SEQUENCE:0\r\n"
    raw = file(DAY).replace(lines, lines + line)
    assert line in read(raw).events["day@milipol-cli"].lines


@pytest.mark.parametrize(
    ("begins", "is_ours"),
    [
        (dt.datetime(1889, 12, 31, 23, tzinfo=ZoneInfo("UTC")), False),
        (dt.datetime(1890, 1, 1, tzinfo=ZoneInfo("UTC")), True),
        (dt.datetime(2200, 12, 31, 20, tzinfo=ZoneInfo("UTC")), True),
        (dt.datetime(2200, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")), False),
    ],
)
def test_the_years_of_events_and_reminders_are_read(
    begins: dt.datetime, *, is_ours: bool
) -> None:
    """A reminder may be ten years before the first year, an event end a year later."""
    raw = file(made("early", begins))
    assert (calendar_file(raw) is not None) == is_ours


@pytest.mark.parametrize(
    ("position", "written"),
    [
        ((48.97, 2.5167), b"GEO:48.97;2.5167\r\n"),
        ((-0.00002, 1e-7), b"GEO:-0.00002;0\r\n"),
        ((-1e-9, 100.0), b"GEO:0;100\r\n"),
    ],
)
def test_a_position_is_in_decimals(
    position: tuple[float, float], written: bytes
) -> None:
    """RFC 5545 knows no exponents."""
    assert written in file(made("hall", at(16, 10), position=position))


@pytest.mark.parametrize("key", ["Africa/Accra", "Atlantic/Reykjavik", "GMT"])
def test_a_zone_at_utc_all_year_is_written_as_any_other(key: str) -> None:
    """RFC 5545 has no Z after a zone; in 1940 clocks in Accra were 20 minutes ahead."""
    zone = ZoneInfo(key)
    now = made("now", at(16, 10, zone))
    then = made("then", dt.datetime(1940, 7, 15, 10, tzinfo=zone))
    raw = file(now, then)
    assert f"DTSTART;TZID={key}:20271116T100000\r\n".encode() in raw
    assert f"DTEND;TZID={key}:19400715T110000\r\n".encode() in raw
    assert f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n".encode() in raw
    events = read(raw).events
    for event in (now, then):
        in_file = events[f"{event.id}@milipol-cli"]
        assert (in_file.start, in_file.end) == (event.start, event.end)
    assert over(raw, now, then).changes == (
        changed("same", "now", now),
        changed("same", "then", then),
    )
