"""Updates of calendar files: what happens to each event, and their order."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from builders import PARIS, TOKYO
from calendars import file, made_event, read, updated
from milipol_cli.ics.events import CalendarEvent, has_reminders
from milipol_cli.ics.read import BrokenCalendar, calendar_file
from milipol_cli.ics.write import zone_lines


def at(day: int, hour: int, zone: ZoneInfo = PARIS) -> dt.datetime:
    """A time on a day of November 2027."""
    return dt.datetime(2027, 11, day, hour, tzinfo=zone)


def uids(raw: bytes) -> list[str]:
    """The ids in the order of the file."""
    found = re.findall(r"^UID:(.*)\r$", raw.decode(), re.MULTILINE)
    return [uid.removesuffix("@milipol-cli") for uid in found]


def foreign_zone(name: str) -> bytes:
    """The lines of a zone that another program wrote."""
    return (
        f"BEGIN:VTIMEZONE\r\n{name}\r\nBEGIN:STANDARD\r\n"
        "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n"
    ).encode()


def foreign_event(zone: str) -> bytes:
    """The lines of an event that another program wrote, in a zone."""
    return (
        f"BEGIN:VEVENT\r\nUID:own\r\nDTSTART;X-A=b;{zone}:20270101T100000\r\n"
        f"DTEND;{zone}:20270101T110000\r\nEND:VEVENT\r\n"
    ).encode()


RINGS = b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
DAY = made_event("day", dt.date(2027, 11, 16))
TALK = made_event("talk")


CHANGES: list[tuple[CalendarEvent | None, CalendarEvent | None, tuple[str, ...]]] = [
    (TALK, TALK, ("same",)),
    (TALK, made_event("talk", at(16, 12)), ("moved", "DTSTART", "DTEND")),
    (TALK, made_event("talk", at(16, 9), hours=2), ("moved", "DTSTART")),
    (TALK, made_event("talk", hours=2), ("moved", "DTEND")),
    (TALK, made_event("talk", status="CANCELLED"), ("cancelled", "STATUS")),
    (TALK, made_event("talk", description="More"), ("changed", "DESCRIPTION")),
    (
        made_event("talk", status="CANCELLED"),
        made_event("talk", status="CANCELLED", sequence=1),
        ("changed", "SEQUENCE"),
    ),
    (
        # It stays in its place and zone.
        made_event("talk", at(18, 10, TOKYO), sequence=2),
        made_event("talk", at(17, 10), sequence=1),
        ("newer", "DTSTART", "DTEND"),
    ),
    (made_event("talk", sequence=2), made_event("talk", sequence=1), ("same",)),
    (None, TALK, ("added",)),
    (TALK, None, ("kept",)),
    (DAY, None, ("kept",)),
]


@pytest.mark.parametrize(("old", "new", "change"), CHANGES)
def test_each_change_has_the_earlier_times(
    old: CalendarEvent | None, new: CalendarEvent | None, change: tuple[str, ...]
) -> None:
    kind, *properties = change
    raw = file(*filter(None, [old]))
    result = updated(raw, *filter(None, [new]))
    slug = (new or old or TALK).id
    assert result.kinds == [(kind, slug, *properties)]
    (only,) = result.changes
    assert (only.uid, only.summary) == (f"{slug}@milipol-cli", slug.upper())
    before = None if only.before is None else (only.before.start, only.before.end)
    assert before == (None if old is None else (old.start, old.end))
    is_written = kind not in ("same", "newer", "kept")
    assert only.is_written == is_written
    assert (result.raw == raw) != is_written


def test_a_change_has_the_id_and_the_title_of_the_update() -> None:
    """The UID of an entry of the reader's own is another one."""
    lunch = made_event("agenda/lunch", at(16, 12), uid="0001", is_own=True)
    old = file(lunch, TALK)
    assert [(each.kind, each.id, each.uid) for each in updated(old, lunch).changes] == [
        ("same", "agenda/lunch", "0001@milipol-cli"),
        ("kept", "talk", "talk@milipol-cli"),
    ]
    old = file(made_event("talk", sequence=1))
    (change,) = updated(old, made_event("talk", summary="Panel")).changes
    assert (change.kind, change.summary) == ("newer", "Panel")


def test_an_updated_file_has_the_order_of_a_new_one() -> None:
    """By day, whole days first; then by moment, then by id."""
    entries = (
        made_event("eve", dt.date(2027, 11, 15)),
        made_event("a-day", dt.date(2027, 11, 16)),
        made_event("z-day", dt.date(2027, 11, 16)),
        made_event("tokyo", at(16, 15, TOKYO)),
        made_event("early", at(16, 9)),
        made_event("a", at(16, 10)),
        made_event("b", at(16, 10)),
        made_event("b-", at(16, 10)),
        made_event("next", at(17, 8)),
    )
    whole = file(*entries)
    for held_before in (entries[::2], entries[1::2], entries[::-1], ()):
        result = updated(file(*held_before), *reversed(entries))
        assert uids(result.raw) == [entry.id for entry in entries]
        assert (len(result.placed), result.alarms) == (9, 0)
    assert uids(whole) == [entry.id for entry in entries]
    kept = updated(whole, entries[4])
    assert kept.raw == whole


def test_only_reminders_of_updated_events_are_replaced() -> None:
    """Also where an id holds the mark of a reminder twice."""
    first = made_event("talk.reminder-1d", at(15, 9))
    other = made_event("lunch.reminder-1d", at(15, 11))
    deep = made_event("talk.reminder-2d.reminder-1d", at(15, 10))
    old = file(first, deep, other, TALK)
    result = updated(old, TALK, made_event("talk.reminder-2d", at(14, 9)))
    assert result.kinds == [
        ("same", "talk"),
        ("added", "talk.reminder-2d"),
        ("pruned", "talk.reminder-1d"),
        ("pruned", "talk.reminder-2d.reminder-1d"),
        ("kept", "lunch.reminder-1d"),
    ]
    assert uids(result.raw) == [*("talk.reminder-2d", "lunch.reminder-1d", "talk")]
    assert uids(updated(old, TALK).raw) == ["lunch.reminder-1d", "talk"]


def test_an_event_of_another_program_is_never_pruned() -> None:
    """Nor is it a reminder of ours, whatever its id looks like."""
    own = file(made_event("talk.reminder-1d", at(15, 9)), TALK)
    raw = own.replace(b"@milipol-cli", b"@elsewhere")
    assert [has_reminders(read(each).events) for each in (own, raw)] == [True, False]
    result = updated(raw, DAY, TALK, prune=True, day=dt.date(2028, 1, 1))
    assert [(each.kind, each.id, each.uid) for each in result.changes[2:]] == [
        ("kept", "talk.reminder-1d@elsewhere", "talk.reminder-1d@elsewhere"),
        ("kept", "talk@elsewhere", "talk@elsewhere"),
    ]
    assert uids(result.raw) == [*("talk.reminder-1d@elsewhere", "day", "talk", "talk@elsewhere")]
    assert len(result.placed) == 4


def test_exceptions_of_a_recurring_event_stay() -> None:
    """They have one UID with what recurs, and so have two that lack theirs."""
    weekly = file(TALK).replace(b"UID:talk@milipol-cli", b"UID:weekly@elsewhere")
    event = weekly[weekly.index(b"BEGIN:VEVENT") : weekly.index(b"END:VCALENDAR")]
    other_day = event.replace(
        b"END:VEVENT", b"RECURRENCE-ID:20271123T090000Z\r\n" + RINGS + b"END:VEVENT"
    )
    raw = weekly.replace(event, event + other_day)
    result = updated(raw, DAY, prune=True)
    assert event + other_day in result.raw
    assert (len(result.placed), result.alarms) == (2, 1)
    nameless = raw.replace(b"UID:weekly@elsewhere\r\n", b"")
    merged = updated(nameless, DAY, prune=True).raw
    assert merged.count(b"BEGIN:VEVENT\r\n") == 3


@pytest.mark.parametrize("rule", [b"RRULE:FREQ=WEEKLY", b"RDATE:20271123T090000Z"])
def test_exceptions_of_an_event_of_ours_that_recurs_stay(rule: bytes) -> None:
    raw = file(TALK).replace(b"END:VEVENT", rule + b"\r\nEND:VEVENT")
    event = raw[raw.index(b"BEGIN:VEVENT") : raw.index(b"END:VCALENDAR")]
    other_day = event.replace(rule, b"RECURRENCE-ID:20271123T090000Z")
    raw = raw.replace(event, event + other_day)
    result = updated(raw, made_event("talk", description="More"))
    assert result.kinds == [("changed", "talk", "DESCRIPTION")]
    assert other_day in result.raw


@pytest.mark.parametrize("action", [b"AUDIO", b"EMAIL"])
def test_an_alarm_of_another_action_stays_whatever_its_text(action: bytes) -> None:
    alarm = (
        b"BEGIN:VALARM\r\nACTION:" + action + b"\r\nTRIGGER:-PT15M\r\n"
        b"DESCRIPTION:In 15 minutes: TALK\r\nEND:VALARM\r\n"
    )
    raw = file(TALK).replace(b"END:VEVENT", alarm + b"END:VEVENT")
    result = updated(raw, made_event("talk", description="More"))
    assert result.kinds == [("changed", "talk", "DESCRIPTION")]
    assert alarm in result.raw


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (b"TRIGGER:-PT15M\r\n", b"TRIGGER:-PT20M\r\n"),
        (b"TRIGGER:-PT15M\r\n", b""),
        (b"SUMMARY:TALK\r\n", b"SUMMARY:TALK\r\nSUMMARY:TALK\r\n"),
    ],
)
def test_what_somebody_changed_in_an_event_of_ours_is_written_again(
    line: bytes, instead: bytes
) -> None:
    """Such as when its alarm rings, or a line that is there twice."""
    event = made_event("talk", alarms=((dt.timedelta(minutes=15), "In 15 minutes: TALK"),))
    raw = file(event)
    assert raw.count(line) == 1
    result = updated(raw.replace(line, instead), event)
    assert (len(result.kinds), result.raw) == (1, raw)


def test_calendar_properties_and_to_dos_of_other_programs_stay() -> None:
    """Its colour, say, and things to do, with the zone that these are in."""
    head = b"X-WR-CALNAME:Fairs\r\nCOLOR:red\r\n"
    mars = foreign_zone("TZID:Mars/Base")
    to_do = (
        b"BEGIN:VTODO\r\nUID:pack\r\nX-A;TZID=\xff:b\r\n"
        b"DUE;TZID=Mars/Base:20270101T100000\r\n" + RINGS + b"END:VTODO\r\n"
    )
    raw = file(TALK).replace(b"X-WR-CALNAME:Milipol\r\n", head)
    raw = raw.replace(b"END:VCALENDAR", mars + to_do + b"END:VCALENDAR")
    result = updated(raw, DAY)
    zone = zone_lines("Europe/Paris", 2027, 2027)
    expected = file(DAY, TALK).replace(b"X-WR-CALNAME:Milipol\r\n", head)
    expected = expected.replace(zone, zone + mars + to_do)
    assert result.raw == expected
    assert (len(result.placed), result.alarms) == (2, 0)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("TZID:My Zone\\; (x)", 'TZID="My Zone; (x)"'),  # quoted
        ("TZID;X-A=b:Mars\\, N", 'tzid="Mars, N"'),  # other spelling
        (f"TZID:{'M' * 60}\r\n {'N' * 9}", f"TZID={'M' * 40}\r\n {'M' * 20}{'N' * 9}"),
    ],
)
def test_a_zone_stays_however_it_is_written(name: str, named: str) -> None:
    lines = foreign_zone(name) + foreign_event(named)
    raw = file(DAY).replace(b"BEGIN:VEVENT", lines + b"BEGIN:VEVENT", 1)
    assert updated(raw, DAY, prune=True).raw == raw


def test_only_zones_that_are_still_used_stay() -> None:
    """One that somebody else wrote in stays as long as an event names it."""
    mars, moon = foreign_zone("TZID:Mars/Base"), foreign_zone("TZID:Moon")
    own = foreign_event("TZID=Mars/Base")
    raw = file(TALK).replace(b"BEGIN:VEVENT", mars + moon + own + b"BEGIN:VEVENT", 1)
    merged = updated(raw, prune=True, day=dt.date(2027, 12, 1)).raw
    assert mars + own in merged
    assert b"Moon" not in merged
    assert b"Europe/Paris" not in merged
    kept = updated(raw, TALK).raw
    assert kept.count(b"BEGIN:VTIMEZONE\r\n") == 2
    assert kept.count(b"TZID:Europe/Paris\r\n") == 1


def test_an_event_needs_no_summary() -> None:
    raw = file(TALK).replace(b"SUMMARY:TALK\r\n", b"")
    assert read(raw).events["talk@milipol-cli"].summary == ""


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (b"BEGIN:VCALENDAR\r\n", b""),
        (b"PRODID:-//milipol-cli", b"PRODID:-//other"),
        (b"DTSTART;VALUE=DATE:20271116\r\n", b""),
        (b"DTEND;VALUE=DATE:20271117\r\n", b"DTEND:20271117T000000Z\r\n"),
        (b"END:VEVENT\r\n", b"END:VEVENT\r\nCOLOR:red\r\n"),
        (b"END:VEVENT\r\n", b"END:VEVENT\r\nBEGIN:X-A\r\nEND:X-A\r\n"),
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nSEQUENCE:1\r\n"),
        (b"BEGIN:VEVENT\r\n",
         b"BEGIN:VTIMEZONE\r\nTZID:\xff\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"),
        (b"DTSTART;VALUE=DATE:20271116\r\nDTEND;VALUE=DATE:20271117\r\n",
         b"DTSTART;TZID=Asia/Tokyo:00010101T000000\r\nDTEND:20271117T000000Z\r\n"),
        (b"SEQUENCE:0\r\n",
         b"SEQUENCE:0\r\nCOMMENT;VALUE=PERIOD:99990101T180000Z/P9999999D\r\n"),
        (b"DTSTART;VALUE=DATE:20271116\r\nDTEND;VALUE=DATE:20271117\r\n",
         b"DTSTART;TZID=America:20271116T100000\r\nDTEND:20271117T000000Z\r\n"),
    ],
)  # fmt: skip
def test_any_other_file_is_not_ours(part: bytes, instead: bytes) -> None:
    raw = file(DAY)
    assert part in raw
    with pytest.raises(BrokenCalendar, match=r"not written by milipol|cannot be read"):
        calendar_file(raw.replace(part, instead))


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("END:VCALENDAR\r\n", ""),
        ("BEGIN:VEVENT\r\n", "BEGIN:VTODO\r\nBEGIN:VEVENT\r\n"),
        ("BEGIN:VEVENT\r\n", ""),
        ("END:VCALENDAR\r\n", "END:VCALENDAR\r\nEND:VEVENT\r\n"),
    ],
)
def test_a_begin_and_end_that_do_not_match_are_refused(part: str, instead: str) -> None:
    text = file(DAY).decode()
    assert part in text
    with pytest.raises(BrokenCalendar, match=r"^cut off or damaged: BEGIN and END "):
        calendar_file(text.replace(part, instead).encode())


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n\r\n"])
def test_the_last_line_gets_its_line_end(end: bytes) -> None:
    raw = file(DAY)
    result = updated(raw.removesuffix(b"\r\n") + end, DAY, TALK)
    assert result.raw == file(DAY, TALK)


@pytest.mark.filterwarnings("error")
def test_a_zone_that_icalendar_guesses_causes_no_warning() -> None:
    """As libical names its zones; an error where a warning would be printed."""
    named = b"RECURRENCE-ID;TZID=/freeassociation.sourceforge.net/Europe/Paris"
    line = named + b":20271116T100000\r\n"
    raw = file(DAY).replace(b"END:VEVENT", line + b"END:VEVENT")
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
def test_the_years_of_events_and_reminders_are_read(begins: dt.datetime, *, is_ours: bool) -> None:
    """A reminder may be ten years before the first year, an event end a year later."""
    raw = file(made_event("early", begins))
    if is_ours:
        assert calendar_file(raw).events
    else:
        with pytest.raises(BrokenCalendar, match="cannot be read"):
            calendar_file(raw)
