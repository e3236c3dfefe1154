"""Folders that are measured on: shows by the dozen, and a calendar for khal."""

import datetime as dt
import time
from pathlib import Path

# The day that all rows stand on.
ON = "2026-12-01"
# What one session of all says.
WORDS = ("secretary", "harbour")

# The shape of the folders: 40 shows make 400 editions and 100,000 sessions.
EDITIONS, SESSIONS = 10, 250
SHOW_SESSIONS = EDITIONS * SESSIONS
# Of 40 shows, this many have an edition to come, and as many after them one that is on.
TO_COME, ARE_ON = 20, 2

SOURCES = """
[[source]]
id = "own"
publisher = "Ourselves"
kind = "organiser"
date = 2015-01-01
"""
SHOW = """
[show]
id = "{name}"
name = "{title}"
city = "Lima"
country = "Peru"
country_code = "PE"
zone = "America/Lima"
reviewed = 2026-12-01
source = ["own"]
"""
EDITION = """
[[edition]]
id = "{name}-{start:%Y}"

[[edition.notice]]
known = 2015-01-01
start = {start}
end = {end}
status = "announced"
source = ["own"]
"""
SESSION = """
[[session]]
id = "session-{at}"
title = "Session {at}: {topic} between the {office} and its partners"
kind = "talk"
date = {day}
start = {hour:02}:00:00
end = {hour:02}:45:00
room = "Room {room}"
summary = "What {topic} costs, who pays for it, and how the {office} goes on from here."
source = ["own"]

[[session.speaker]]
name = "{first} Núñez {at}"
role = "Head of {topic}, {office}"
brief = "{office}"
"""
LIST = """
edition = "paris-{year}"
known_by = 2026-12-01
copied = 2026-12-01
source = ["own"]
exhibitor = [
{entries}]
"""
EXHIBITOR = (
    '{{ name = "Núñez {at} Ltd", country_code = "FR", website = "www.example.org",'
    ' categories = ["{topic}", "Civil Defence"], stand = ["A{at}"], hall = ["5"] }},\n'
)
# A day on which a session of a minute begins in every minute, fourteen at a time, and
# the agenda of somebody who goes to every other one.
FULL_SESSIONS, FULL_PICKS = 20_000, 720
SHORT_SESSION = """
[[session]]
id = "talk-{at}"
title = "Talk {at}"
kind = "talk"
date = {day}
start = {start}:00
end = {end}:00
source = ["own"]
"""
PICK = """
[[pick]]
id = "{edition}/talk-{at}"
title = "Talk {at}"
date = {day}
start = {start}:00
end = {end}:00
"""
# Ten editions of Milipol Paris, whose lists take the place of the bundled ones.
PARIS_YEARS = range(2007, 2026, 2)
TOPICS = ("border control", "crisis rooms", "forensics", "drones", "data protection")
OFFICES = ("Ministry of the Interior", "Coast Guard", "Préfecture", "City Police")
FIRST = ("Ana", "Zoë", "Karim", "Li", "Björn", "Mary", "Jose")
_DAY = dt.timedelta(days=1)


def write_shows(folder: Path, number: int) -> None:
    """A folder of data with so many shows of 2,500 sessions; one says WORDS."""
    folder.mkdir()
    (folder / "sources.toml").write_text(SOURCES)
    for at in range(number):
        _write_show(folder / f"expo-{at}", at, last=at == number - 1)


def lists_beside(folder: Path) -> Path:
    """The folder with as many exhibitors as there are sessions in this one."""
    return folder.with_name(f"{folder.name}-lists")


def write_lists(folder: Path, number: int) -> None:
    """A folder of data with the lists of ten editions; one exhibitor says WORDS."""
    (folder / "paris").mkdir(parents=True)
    (folder / "sources.toml").write_text(SOURCES)
    for at, year in enumerate(PARIS_YEARS):
        entries = "".join(
            EXHIBITOR.format(at=n, topic=TOPICS[n % len(TOPICS)]) for n in range(SESSIONS * number)
        )
        if at == 0:
            entries = entries.replace("Núñez 1 ", "Secretary of the harbour ", 1)
        (folder / "paris" / f"{year}.exhibitors.toml").write_text(
            LIST.format(year=year, entries=entries), "utf-8"
        )


def write_full_day(folder: Path) -> None:
    """A folder of data with a day of FULL_SESSIONS, and `agenda.toml` with FULL_PICKS.

    The day is ON, and the agenda has free time between all picks.
    """
    (folder / "expo").mkdir(parents=True)
    (folder / "sources.toml").write_text(SOURCES)
    day = dt.date.fromisoformat(ON)
    text = SHOW.format(name="expo", title="Expo Lima")
    text += EDITION.format(name="expo", start=day, end=day)
    (folder / "expo" / "show.toml").write_text(text)
    programme = "".join(_short(SHORT_SESSION, at) for at in range(FULL_SESSIONS))
    (folder / "expo" / f"{day.year}.toml").write_text(f'edition = "expo-{day.year}"\n{programme}')
    picks = (_short(PICK, 2 * at) for at in range(FULL_PICKS))
    (folder / "agenda.toml").write_text("".join(picks))


def _short(template: str, at: int) -> str:
    start, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in (at % 1439, at % 1439 + 1))
    return template.format(at=at, edition=f"expo-{ON[:4]}", day=ON, start=start, end=end)


def _write_show(folder: Path, at: int, *, last: bool) -> None:
    folder.mkdir()
    text = SHOW.format(name=folder.name, title=f"Expo Lima {at}")
    starts = [*(dt.date(year, 5, 4) for year in range(2016, 2026)), _latest(at)]
    for start in starts[-EDITIONS:]:
        end = start + 4 * _DAY
        text += EDITION.format(name=folder.name, start=start, end=end)
        programme = "".join(_session(n, start) for n in range(SESSIONS))
        if last and start == starts[-2]:
            programme = programme.replace("Head of", "Secretary of the harbour,", 1)
        (folder / f"{start:%Y}.toml").write_text(
            f'edition = "{folder.name}-{start:%Y}"\n{programme}', "utf-8"
        )
    (folder / "show.toml").write_text(text)


def _latest(at: int) -> dt.date:
    """When the latest edition of a show begins: to come, on, or over."""
    if at < TO_COME:
        return dt.date(2027, 1, 4) + at * 7 * _DAY
    if at < TO_COME + ARE_ON:
        return dt.date.fromisoformat(ON) - _DAY
    return dt.date(2026, 5, 4)


def _session(at: int, start: dt.date) -> str:
    """A session in one of five rooms on one of five days, where no other is."""
    return SESSION.format(
        at=at,
        day=start + at // 50 * _DAY,
        hour=8 + at // 5 % 10,
        room=1 + at % 5,
        topic=TOPICS[at % len(TOPICS)],
        office=OFFICES[at % len(OFFICES)],
        first=FIRST[at % len(FIRST)],
    )


KHAL = """
[calendars]
[[bench]]
path = {calendar}
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
EVENT = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//benchmark//",
    "BEGIN:VEVENT",
    "UID:{at}@benchmark",
    "DTSTAMP:20260101T000000Z",
    "DTSTART;VALUE=DATE:{day:%Y%m%d}",
    "DTEND;VALUE=DATE:{end:%Y%m%d}",
    "SUMMARY:Expo Lima {at}",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
)


def write_khal(folder: Path, events: int) -> Path:
    """A calendar with an event on each day from now on; khal's settings for it."""
    calendar = folder / "calendar"
    calendar.mkdir(parents=True)
    today = dt.date(*time.localtime()[:3])
    for at in range(events):
        day = today + at * _DAY
        text = "\r\n".join(EVENT).format(at=at, day=day, end=day + _DAY)
        (calendar / f"{at}.ics").write_text(text, newline="")
    settings = folder / "khal.conf"
    settings.write_text(KHAL.format(calendar=calendar, folder=folder))
    return settings
