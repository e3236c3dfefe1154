"""`milipol export`: files, summaries, and updates of files."""

import errno
import fcntl
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import calendars
from conftest import Golden, Run
from milipol_cli import lock
from processes import MILIPOL, start

CASES = {
    "export-paris-2027": ("paris-2027",),
    "export-2023": ("--on", "2023-11-16"),
    "export-paris-2023-sessions": ("paris-2023", "--sessions", "--on", "2023-11-10"),
    "export-paris-2023-over": ("paris-2023", "--sessions"),
    "export-day": ("paris-2023/2023-11-17", "--on", "2023-11-10", "--alarm", "1d"),
    "export-session": (
        "paris-2023/raid-demonstration",
        *(
            "--on",
            "2023-11-01",
            "--alarm",
            "1d@18:00",
            "--alarm",
            "2h",
            "--alarm",
            "1w",
        ),
    ),
    "export-untimed-session": ("paris-2023/legacy-panel", "--on", "2023-11-10"),
    "export-reminders": ("paris-2027", "--reminder-events"),
    "export-reminders-there": (
        *("india-2025", "--reminder-events"),
        *("--on", "2025-03-01", "--tz", "America/New_York"),
    ),
    "export-session-reminders": (
        *("paris-2023/raid-demonstration", "--reminder-events"),
        *("--on", "2023-11-10", "--alarm", "1d@18:00"),
    ),
    "export-day-reminders": (
        *("paris-2023/2023-11-17", "--reminder-events"),
        *("--on", "2023-11-10", "--alarm", "1d"),
    ),
    "export-moved": ("india-2025", "--on", "2025-04-08"),
    "export-merged": ("paris-2023", "paris-2023/2023-11-17", "france", "--no-alarm"),
}


@pytest.fixture(autouse=True)
def _in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test writes into a folder of its own; the page has 100 columns."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("name", CASES)
def test_writes(run: Run, golden: Golden, name: str) -> None:
    """The whole file and the whole summary; stdout stays empty."""
    ran = run("export", *CASES[name])
    assert (ran.code, ran.out) == (0, "")
    golden(f"{name}.err.txt", ran.err)
    golden(f"{name}.ics", Path("milipol.ics").read_bytes().decode())


@pytest.mark.parametrize("columns", [24, 60, 80])
def test_the_summary_fits_any_terminal(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = run("export", *CASES["export-moved"])
    golden(f"export-moved.{columns}.err.txt", ran.err)
    if columns > 24:
        assert max(map(len, ran.err.splitlines())) <= columns


def test_the_summary_has_whole_lines_off_a_terminal(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    golden("export-paris-2027.piped.err.txt", run("export", "paris-2027").err)


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_a_dry_run_shows_when_alarms_ring(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    args = (*CASES["export-paris-2023-sessions"], "--tz", "Asia/Tokyo", "--dry-run")
    ran = run("export", *args, "paris-2001")
    assert (ran.code, ran.err) == (0, "")
    golden(f"export-dry-run.{columns}.txt", ran.out)
    assert not Path("milipol.ics").exists()


def test_a_dry_run_lists_alarms_in_the_order_they_ring(
    run: Run, golden: Golden, folder: Path
) -> None:
    """By the time itself, not by the clocks at the venues."""
    for slug, zone in (("east", "Asia/Tokyo"), ("west", "Europe/Paris")):
        (folder / slug).mkdir()
        show = OSLO.replace("Europe/Oslo", zone).replace("oslo", slug)
        (folder / slug / "show.toml").write_text(show, "utf-8")
        talk = TALK.replace("oslo", slug).partition('\n\n[[session]]\nid = "lunch"')
        (folder / slug / "2028.toml").write_text(talk[0], "utf-8")
    args = ("west-2028", "west-2028/talk", "east-2028/talk", "--dry-run")
    ran = run("export", *args, "--alarm", "1d@01:30", "--tz", "UTC")
    golden("export-dry-run-order.txt", ran.out)


def test_a_dry_run_without_alarms_has_no_table(run: Run) -> None:
    ran = run("export", "paris-2027", "--dry-run", "--no-alarm")
    assert ran.out == "1 event, 0 alarms; nothing is written.\n"


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Pacific/Auckland"},
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    ],
    ids=["zone", "locale and hashes", "encoding"],
)
def test_the_bytes_are_the_same_everywhere(env: dict[str, str], run: Run) -> None:
    args = [*CASES["export-paris-2023-sessions"], "--reminder-events"]
    assert run("export", *args).code == 0
    ran = subprocess.run(
        [sys.executable, "-m", "milipol_cli", "export", *args, "-o", "-"],
        capture_output=True,
        check=True,
        env={**os.environ, **env},
    )
    assert ran.stdout == Path("milipol.ics").read_bytes()
    assert ran.stderr == b"The programme is as known today.\n"


def test_a_short_id_of_a_session_is_enough(run: Run) -> None:
    run("export", "raid-demonstration", "--on", "2023-11-01")
    (event,) = calendars.by_icalendar(Path("milipol.ics").read_bytes())
    assert event.uid == "paris-2023/raid-demonstration@milipol-cli"


def test_ids_are_found_by_alias_and_merged_without_doubles(run: Run) -> None:
    run("export", "france-2023", "PARIS-2023", "paris-2023/2023-11-14", "--sessions")
    raw = Path("milipol.ics").read_bytes()
    uids = [one.uid for one in calendars.by_icalendar(raw)]
    assert len(uids) == len(set(uids)) == 13


@pytest.mark.parametrize(
    ("args", "code", "err"),
    [
        (("paris-2028",), 3, "no id 'paris-2028'; did you mean paris-2027,"),
        (("pariss",), 3, "no id 'pariss'; did you mean paris"),
        (("zzzz",), 3, "no id 'zzzz'; see milipol show"),
        (("agenda/call",), 3, "no id 'agenda/call'; see milipol agenda"),
        (
            ("paris-2023/raid-demo",),
            3,
            "no id 'paris-2023/raid-demo'; did you mean paris-2023/raid",
        ),
        (("paris-2027/x",), 3, "no id 'paris-2027/x'; see milipol show paris-2027"),
        (
            ("india-2025", "--on", "2023-01-01"),
            3,
            "nothing was known about 'india-2025' yet; ",
        ),
        (("paris-1991",), 3, "the dates of paris-1991 are not known, so there is"),
        (("--alarm", "5x"), 2, "--alarm '5x': not understood; expected 2w, 14d, "),
        (("--alarm", "-5d"), 2, "--alarm '-5d': not understood; expected 2w, 14d, "),
        (("--alarm", "2h@09:00"), 2, "--alarm '2h@09:00': a time of day is only "),
        (("--alarm", "1d@25:00"), 2, "--alarm '1d@25:00': no such time of day; "),
        (("--alarm", "999w"), 2, "--alarm '999w': more than ten years; "),
        (
            ("--alarm", "9999999h"),
            2,
            "--alarm '9999999h': more than ten years; ",
        ),
        (("--alarm", "0d"), 2, "--alarm '0d': would ring after the start; "),
        (("--alarm", "15m"), 2, "--alarm '15m': would ring after the start; "),
        (("--alarm", "2h"), 2, "--alarm '2h': would ring after the start; "),
        (("--alarm", "0w"), 2, "--alarm '0w': would ring after the start; "),
        (
            ("paris-2023/raid-demonstration", "--alarm", "0d@11:30"),
            *(2, "--alarm '0d@11:30': would ring after the start; "),
        ),
        (
            ("india-2025", "--alarm", "2w", "--on", "2025-04-02"),
            *(2, "--alarm '2w': would have rung already; expected a shorter time"),
        ),
        (
            ("paris-2023", "--alarm", "1d"),
            *(2, "--alarm '1d': would have rung already; expected a shorter time"),
        ),
        (
            (
                *("paris-2023/raid-demonstration", "--alarm", "15m"),
                *("--on", "2023-11-15T10:45+01:00"),
            ),
            *(2, "--alarm '15m': would have rung already; expected a shorter time"),
        ),
        (("--alarm", "1d", "--no-alarm"), 2, "--no-alarm cannot be used with --alarm"),
    ],
)
def test_refuses(run: Run, args: tuple[str, ...], code: int, err: str) -> None:
    ran = run("export", *args)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"milipol: {err}")
    assert ran.err.count("\n") == 1
    assert not Path("milipol.ics").exists()


@pytest.mark.parametrize(
    ("args", "err"),
    [
        (
            ("qatar",),
            "No dates are announced for qatar, so there is nothing to export.\n",
        ),
        (
            ("--on", "1983-01-01"),
            "No upcoming edition has dates, so there is nothing to export.\n",
        ),
    ],
)
def test_nothing_to_write_is_no_error(
    run: Run, args: tuple[str, ...], err: str
) -> None:
    ran = run("export", *args)
    assert (ran.code, ran.out, ran.err) == (0, "", err)
    assert not Path("milipol.ics").exists()


def test_an_alarm_offset_is_left_out_for_events_it_is_too_short_for(run: Run) -> None:
    ran = run(
        *("export", "paris-2023", "--sessions", "--on", "2023-11-10"),
        *("--alarm", "15m", "--alarm", "1d@09:00", "--alarm", "1h"),
    )
    assert (
        "\n15m: left out for events that start before it would ring."
        "\n1h: left out for events that start before it would ring.\n"
    ) in ran.err
    read = calendars.by_icalendar(Path("milipol.ics").read_bytes())
    alarms = {one.uid.removesuffix("@milipol-cli"): one.alarms for one in read}
    assert alarms["paris-2023"] == (-15 * 3600,)
    assert alarms["paris-2023/2023-11-15"] == ()
    assert alarms["paris-2023/raid-demonstration"] == (-900, -26 * 3600, -3600)


def test_an_alarm_offset_needs_to_suit_only_one_event(run: Run) -> None:
    """It may be past for another one."""
    ran = run("export", "--on", "2023-11-10", "--alarm", "2w", "--dry-run")
    assert [line[13:41].strip() for line in ran.out.splitlines()[4:6]] == [
        "Tue 31 Oct 2023, 09:00, past",
        "Tue 15 Oct 2024, 09:00",
    ]


OSLO = """
[show]
id = "oslo"
name = "Oslo; Show, \\\\N"
city = "Oslo"
country = "Norway"
country_code = "NO"
zone = "Europe/Oslo"
reviewed = 2026-11-01
source = ["gazette"]

[[venue]]
id = "hall"
name = "Hall"
address = "Street 1"
zone = "Europe/Oslo"
city = "Oslo"
source = ["gazette"]

[[edition]]
id = "oslo-2028"

[[edition.notice]]
known = 2026-11-01
start = 2028-05-03
end = 2028-05-05
status = "announced"
source = ["gazette"]
"""
MOVED = """
[[edition.notice]]
known = 2027-01-01
start = 2028-06-07
end = 2028-06-09
status = "{status}"
venue = "hall"
source = ["gazette"]
"""
GONE = """
[[edition.notice]]
known = 2027-02-02
status = "{status}"
source = ["gazette"]
"""
TALK = """
edition = "oslo-2028"

[[session]]
id = "talk"
kind = "talk"
date = 2028-05-03
start = 10:00:00
room = "Room 1"
updated = 2027-03-04
sequence = 3
source = ["gazette"]

[[session]]
id = "lunch"
kind = "session"
title = "Lunch"
date = 2028-05-03
half_day = "afternoon"
more_speakers = true
summary = "All eat."
source = ["gazette"]

[[session]]
id = "some-day"
kind = "talk"
source = ["gazette"]
"""


@pytest.fixture(name="oslo")
def _oslo(folder: Path) -> Path:
    """A show of the reader's own; returns its file."""
    path = folder / "oslo" / "show.toml"
    path.parent.mkdir()
    path.write_text(OSLO, "utf-8")
    (path.parent / "2028.toml").write_text(TALK, "utf-8")
    return path


def lines() -> list[str]:
    """The lines of the file, unfolded."""
    return Path("milipol.ics").read_bytes().decode().replace("\r\n ", "").split("\r\n")


def test_a_move_keeps_the_uid_and_raises_the_sequence(run: Run, oslo: Path) -> None:
    run("export", "oslo")
    assert "SEQUENCE:0" in lines()
    oslo.write_text(OSLO + MOVED.format(status="announced"), "utf-8")
    ran = run("export", "oslo", "--on", "2027-01-02")
    assert ran.err.startswith(
        "Wrote milipol.ics: 1 event, 2 alarms; 1 moved.\n\n"
        " Oslo; Show, \\N 2028  Wed 7 - Fri 9 June 2028, all day\n"
        "   moved              from 3-5 May 2028\n"
    )
    found = lines()
    assert [line for line in found if line.startswith("UID")] == [
        "UID:oslo-2028@milipol-cli"
    ]
    assert {"SEQUENCE:1", "DTSTAMP:20270101T000000Z"} <= set(found)
    assert "LOCATION:Hall\\, Street 1\\, Oslo" in found


NIGHT = """
edition = "oslo-2028"

[[session]]
id = "night"
kind = "talk"
date = {}
{}
source = ["gazette"]
"""


def test_a_move_past_midnight_is_reported_with_its_days(run: Run, oslo: Path) -> None:
    """Both on the clock of the venue."""
    talk = oslo.with_name("2028.toml")
    for date, clock in (("2028-05-03", "22:00:00"), ("2028-05-04", "23:00:00")):
        times = f"start = {clock}\nend = 01:30:00"
        talk.write_text(NIGHT.format(date, times), "utf-8")
        ran = run("export", "oslo-2028/night", "--no-alarm")
    assert ran.err.startswith(
        "Wrote milipol.ics: 1 event, 0 alarms; 1 moved.\n\n"
        " Talk     Thu 4 May 2028, 23:00-01:30 +1 day Oslo\n"
        "   moved  from Wed 3 May 2028, 22:00-01:30 +1 day Oslo\n\n"
    )


@pytest.mark.parametrize(
    ("clock", "zone", "now", "before"),
    [
        (
            "start = 08:00:00\nend = 09:00:00",
            "Z",
            "Mon 30 October 2028, 08:00-09:00 Oslo",
            "from Sun 29 October 2028, 02:30-05:30 Oslo",
        ),
        (
            "",
            "Z",
            "Mon 30 October 2028, all day",
            "from Sun 29 October 2028, 00:30-04:30 UTC",
        ),
        (
            "start = 08:00:00\nend = 09:00:00",
            "",
            "Mon 30 October 2028, 08:00-09:00 Oslo",
            "from Sun 29 October 2028, 00:30-04:30",
        ),
    ],
    ids=["utc", "all-day", "floating"],
)
def test_a_move_is_reported_in_the_zone_of_the_event(
    run: Run, oslo: Path, clock: str, zone: str, now: str, before: str
) -> None:
    """The file has times in the night of a change of clocks in UTC."""
    file, times = Path("milipol.ics"), "start = 02:30:00\nend = 05:30:00"
    night = oslo.with_name("2028.toml")
    night.write_text(NIGHT.format("2028-10-29", times), "utf-8")
    run("export", "oslo-2028/night", "--no-alarm")
    raw = file.read_bytes()
    for time in (b":20281029T003000", b":20281029T043000"):
        assert time + b"Z\r\n" in raw
        raw = raw.replace(time + b"Z", time + zone.encode())
    file.write_bytes(raw)
    night.write_text(NIGHT.format("2028-10-30", clock), "utf-8")
    ran = run("export", "oslo-2028/night", "--no-alarm")
    assert ran.err.startswith(
        "Wrote milipol.ics: 1 event, 0 alarms; 1 moved.\n\n"
        f" Talk     {now}\n"
        f"   moved  {before}\n\n"
    )


@pytest.mark.parametrize(
    ("status", "written", "said"),
    [
        ("cancelled", "CANCELLED", "3 cancelled"),
        ("postponed", "TENTATIVE", "3 changed"),
    ],
)
def test_a_cancelled_or_postponed_event_has_that_status(
    run: Run, oslo: Path, status: str, written: str, said: str
) -> None:
    run("export", "oslo-2028", "--sessions", "--reminder-events")
    oslo.write_text(OSLO + GONE.format(status=status), "utf-8")
    ran = run(
        *("export", "oslo-2028", "--sessions", "--reminder-events"),
        *("--on", "2027-02-02", "--no-alarm"),
    )
    assert ran.err.partition("\n")[0] == (
        f"Wrote milipol.ics: 3 events, 0 alarms; {said}; 3 removed."
    )
    ran = run("export", "oslo-2028", "--on", "2027-02-02", "-o", "one.ics")
    assert f"{status.capitalize()}: announced on Tuesday 2 February 2027." in ran.err
    after = calendars.by_icalendar(Path("one.ics").read_bytes())
    assert after[0].summary == f"Oslo; Show, \\N 2028 ({status})"
    assert after[0].alarms == ()
    one = Path("one.ics").read_bytes()
    assert f"STATUS:{written}\r\n".encode() in one
    assert b"SEQUENCE:1\r\n" in one


def test_reminders_of_a_cancelled_event_are_cancelled(run: Run, oslo: Path) -> None:
    run("export", "oslo-2028", "--reminder-events")
    oslo.write_text(OSLO + GONE.format(status="cancelled"), "utf-8")
    ran = run("export", "oslo-2028", "--reminder-events", "--on", "2027-02-02")
    assert ran.err.startswith("Wrote milipol.ics: 3 events, 0 alarms; 3 cancelled.\n")
    assert lines().count("STATUS:CANCELLED") == 3


def test_reminders_move_with_their_event(run: Run, oslo: Path) -> None:
    """Also without --reminder-events: an old one would ring for nothing."""
    run("export", "oslo-2028", "--reminder-events")
    oslo.write_text(OSLO + MOVED.format(status="announced"), "utf-8")
    ran = run("export", "oslo-2028", "--on", "2027-01-02")
    assert ran.err.startswith("Wrote milipol.ics: 3 events, 2 alarms; 3 moved.\n")
    assert re.search("   moved +from Wed 19 April 2028, 09:00-09:15 Oslo\n", ran.err)
    ran = run("export", "oslo-2028", "--on", "2027-01-02", "--alarm", "3d")
    assert ran.err.startswith(
        "Wrote milipol.ics: 2 events, 1 alarm; 1 added; 1 changed; 2 removed.\n"
    )
    ran = run("export", "oslo-2028", "--on", "2027-01-02", "--prune")
    assert ran.err.startswith(
        "Wrote milipol.ics: 1 event, 2 alarms; 1 changed; 1 removed.\n"
    )


def test_a_session_has_its_own_sequence_and_modification_date(
    run: Run, oslo: Path
) -> None:
    run("export", "oslo-2028/talk")
    found = lines()
    assert {
        "SEQUENCE:3",
        "LAST-MODIFIED:20270304T000000Z",
        "DTSTART;TZID=Europe/Oslo:20280503T100000",
        "DTEND;TZID=Europe/Oslo:20280503T103000",
        "LOCATION:Room 1",
    } <= set(found)
    assert any("end was not announced" in line for line in found)
    oslo.write_text(OSLO + GONE.format(status="cancelled"), "utf-8")
    run("export", "oslo-2028/talk", "--on", "2027-04-01")
    assert {"SEQUENCE:4", "STATUS:CANCELLED", "SUMMARY:Talk (cancelled)"} <= set(
        lines()
    )


def test_a_session_without_a_time_is_all_day(run: Run, oslo: Path) -> None:
    assert oslo.exists()
    run("export", "oslo-2028/lunch", "oslo-2028/2028-05-03")
    found = "\n".join(lines())
    assert found.count("DTSTART;VALUE=DATE:20280503") == 2
    assert "Lunch: afternoon\\, time not published" in found
    assert "BEGIN:VALARM" not in found


def test_a_session_without_a_day_is_no_event(run: Run, oslo: Path) -> None:
    assert oslo.exists()
    ran = run("export", "oslo-2028/some-day")
    assert ran.code == 3
    ran = run("export", "oslo-2028/some-day", "oslo-2028/talk")
    assert ran.code == 0
    assert "No dates are announced for oslo-2028/some-day, so" in ran.err


def test_events_that_are_not_in_the_export_stay_unless_pruned(run: Run) -> None:
    run("export", "paris-2027", "--on", "2026-11-24")
    first = Path("milipol.ics").read_bytes()
    ran = run("export", "india-2025", "--on", "2025-03-01")
    assert ran.err.startswith(
        "Wrote milipol.ics: 2 events, 4 alarms; 1 added; 1 not in this export, kept.\n"
    )
    ran = run("export", "paris-2027", "--on", "2026-11-24", "--prune")
    assert ran.err.startswith(
        "Wrote milipol.ics: 1 event, 2 alarms; 1 removed; 1 unchanged.\n"
    )
    assert Path("milipol.ics").read_bytes() == first


def test_an_unchanged_file_is_not_written(run: Run) -> None:
    run("export", "paris-2027")
    os.utime("milipol.ics", (1, 1))
    ran = run("export", "paris-2027")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "milipol.ics is unchanged: 1 event, 2 alarms.\n"
    assert Path("milipol.ics").stat().st_mtime == 1
    ran = run("export", "paris-2027", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert Path("milipol.ics").stat().st_mtime == 1


def test_a_quiet_export_reports_only_errors(run: Run, folder: Path) -> None:
    """Neither what it wrote, nor notes, nor warnings about data files."""
    (folder / "oslo").mkdir()
    (folder / "oslo" / "show.toml").write_text("wrong", "utf-8")
    loud = run("export", "paris-2027", "qatar", "-o", "loud.ics")
    assert "is ignored" in loud.err
    for args in (("paris-2027", "qatar"), ("qatar",), ("paris-2027", "--prune")):
        ran = run("export", *args, "--quiet")
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert Path("milipol.ics").read_bytes() == Path("loud.ics").read_bytes()
    ran = run("export", "paris-2027", "-o", "-", "--quiet")
    assert ran.out.startswith("BEGIN:VCALENDAR")
    assert ran.err == ""
    ran = run("export", "paris-2027", "-o", "nowhere/a.ics", "--quiet")
    assert (ran.code, ran.err) == (
        5,
        "milipol: nowhere/a.ics: cannot be written: there is no folder"
        f" '{Path.cwd()}/nowhere'\n",
    )
    assert run("export", "paris-2027").err.startswith("milipol.ics is unchanged")


def test_a_newer_version_in_the_file_stays(run: Run) -> None:
    run("export", "paris-2023", "--sessions", "--on", "2023-11-10")
    path = Path("milipol.ics")
    raw = path.read_bytes().replace(b"SEQUENCE:0", b"SEQUENCE:9")
    raw = raw.replace(b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nX-NOTE:mine\r\n")
    path.write_bytes(raw)
    ran = run("export", "paris-2023", "--sessions", "--on", "2023-11-10")
    assert ran.err.startswith(
        "milipol.ics is unchanged: 13 events, 10 alarms; 13 newer"
    )
    ran = run("export", "paris-2027")
    assert path.read_bytes().count(b"X-NOTE:mine") == 13
    assert path.read_bytes().count(b"BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"\n",
        b"shopping",
        b"BEGIN:VCALENDAR\r\nPRODID:other\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_file_of_another_program_is_left_alone(run: Run, raw: bytes) -> None:
    path = Path("milipol.ics")
    path.write_bytes(raw)
    ran = run("export", "paris-2027")
    assert (ran.code, ran.err) == (
        5,
        "milipol: milipol.ics: not written by milipol, so left unchanged; --force"
        " replaces it\n",
    )
    assert path.read_bytes() == raw
    ran = run("export", "paris-2027", "--force")
    assert ran.err.startswith("Wrote milipol.ics (new): 1 event, 2 alarms.\n")


def test_a_file_whose_begin_and_end_do_not_match_is_left_alone(run: Run) -> None:
    run("export", "paris-2027")
    path = Path("milipol.ics")
    raw = path.read_bytes().replace(b"END:VALARM\r\n", b"", 1)
    path.write_bytes(raw)
    ran = run("export", "india-2025", "--on", "2025-03-01")
    assert (ran.code, ran.out) == (5, "")
    assert re.fullmatch(
        "milipol: milipol.ics: line [0-9]+: END:VEVENT does not match BEGIN:VALARM on"
        " line [0-9]+, so left unchanged; --force replaces it\n",
        ran.err,
    )
    assert path.read_bytes() == raw
    ran = run("export", "paris-2027", "--force")
    assert ran.err.startswith("Wrote milipol.ics (new): 1 event, 2 alarms.\n")


def test_an_empty_file_is_taken_as_none(run: Run) -> None:
    """As `mktemp` makes it; it keeps its permissions."""
    path = Path("milipol.ics")
    path.touch(0o600)
    ran = run("export", "paris-2027")
    assert ran.err.startswith("Wrote milipol.ics (new): 1 event, 2 alarms.\n")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_name_of_stdout_is_stdout(run: Run, name: str) -> None:
    for args in (("export", "paris-2027"), ("upcoming",)):
        named, dash = run(*args, "-o", name), run(*args, "-o", "-")
        assert (named.code, named.out, named.err) == (0, dash.out, dash.err)


def test_stdout_by_its_name_works_in_a_pipe() -> None:
    ran = start("export", "paris-2027", "-o", "/dev/stdout")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ran.stdout.endswith(b"END:VCALENDAR\r\n")


# Exports at the same time.


@pytest.mark.slow
def test_the_events_of_all_exports_at_once_are_kept(tmp_path: Path) -> None:
    """Six write one file, half of them by way of a link."""
    ids = [
        *("paris-2023", "paris-2025", "paris-2027"),
        *("india-2023", "india-2025", "qatar-2024"),
    ]
    path, link = tmp_path / "all.ics", tmp_path / "link.ics"
    link.symlink_to(path)
    processes = [
        subprocess.Popen(
            [*MILIPOL, "export", event_id, "-o", str((path, link)[at % 2])],
            stderr=subprocess.PIPE,
        )
        for at, event_id in enumerate(ids)
    ]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0] * len(ids)
    read = calendars.by_icalendar(path.read_bytes())
    assert sorted(event.uid for event in read) == sorted(
        f"{event_id}@milipol-cli" for event_id in ids
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("all.ics", "here", "link.ics"),
    ]


def test_an_export_waits_for_another_one_into_its_file(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that write no file wait for nobody."""
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.2)
    path = Path("milipol.ics").resolve()
    with lock.held(path, hidden=True):
        ran = run("export", "paris-2027")
        for more in (("-o", "-"), ("--dry-run",), ("-o", "other.ics")):
            assert run("export", "paris-2027", *more).code == 0
    assert (ran.code, ran.out, ran.err) == (
        5,
        "",
        f"milipol: {path}: cannot be written: another milipol has been writing it for"
        " 0.2 seconds; try again\n",
    )
    assert os.listdir() == ["other.ics"]  # noqa: PTH208
    assert run("export", "paris-2027").code == 0


def test_a_lock_file_left_by_a_killed_export_is_removed(run: Run) -> None:
    with lock.held(Path("milipol.ics").resolve(), hidden=True):
        (name,) = os.listdir()  # noqa: PTH208
    Path(name).touch()
    assert run("export", "paris-2027").code == 0
    assert os.listdir() == ["milipol.ics"]  # noqa: PTH208


def test_without_locks_a_file_is_written_without_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", flock)
    ran = run("export", "paris-2027")
    assert ran.code == 0
    assert ran.err.endswith(
        "milipol.ics: changed without a lock, because this file system has none\n"
    )
    assert os.listdir() == ["milipol.ics"]  # noqa: PTH208


def test_many_events_are_not_all_listed(run: Run, folder: Path) -> None:
    (folder / "oslo").mkdir()
    (folder / "oslo" / "show.toml").write_text(OSLO, "utf-8")
    talks = "".join(
        f'[[session]]\nid = "t-{at}"\nkind = "talk"\ndate = 2028-05-03\n'
        f'start = {at:02}:00:00\nend = {at:02}:30:00\nsource = ["gazette"]\n'
        for at in range(20)
    )
    (folder / "oslo" / "2028.toml").write_text(
        f'edition = "oslo-2028"\n{talks}', "utf-8"
    )
    ran = run("export", "oslo", "--sessions")
    assert " and 9 more events\n" in ran.err
    ran = run("export", "paris-2027", "--prune")
    assert " and 9 more events\n" in ran.err


def test_wide_letters_and_marks_keep_the_columns(run: Run, oslo: Path) -> None:
    """Some take two columns of a terminal, some none."""
    named = OSLO.replace('"Oslo; Show, \\\\N"', '"国際展 \N{PARTY POPPER} e\u0301"')
    oslo.write_text(named, "utf-8")
    ran = run("export", "oslo-2028/talk", "oslo")
    assert ran.err.split("\n\n")[1] == (
        " 国際展 \N{PARTY POPPER} e\u0301 2028     Wed 3 - Fri 5 May 2028, all day\n"
        "   14 days before     Wed 19 April 2028, 09:00 in your calendar\n"
        "   1 day before       Tue 2 May 2028, 09:00 in your calendar\n"
        " Talk                 Wed 3 May 2028, 10:00-10:30 Oslo\n"
        "   15 minutes before  Wed 3 May 2028, 09:45 Oslo"
    )


DEMO = 'kind = "talk"\ndate = 2023-11-15\nsource = ["own"]\n'
SUPPER = DEMO.replace("11-15", "11-17")


def test_private_sessions_are_exported_only_if_asked_for(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither as events nor in the description of their day."""
    (folder / "paris").mkdir()
    (folder / "paris" / "2023.toml").write_text(
        'edition = "paris-2023"\n'
        f'[[session]]\nid = "raid"\ntitle = "RAID"\nprivate = true\n{DEMO}'
        f'[[session]]\nid = "gign"\ntitle = "GIGN"\n{DEMO}'
        f'[[session]]\nid = "supper"\ntitle = "Supper"\nprivate = true\n{SUPPER}',
        "utf-8",
    )
    picked = '[[pick]]\nid = "paris-2023/supper"\n'
    (tmp_path / "agenda.toml").write_text(picked, "utf-8")
    monkeypatch.setenv("MILIPOL_AGENDA", str(tmp_path / "agenda.toml"))

    def shown(*args: str) -> list[bool]:
        out = run("export", *args, "-o", "-", "--on", "2023-11-01").out
        return [word in out for word in ("RAID", "Supper", "GIGN")]

    assert shown("paris-2023", "--sessions") == [False, False, True]
    assert shown("paris-2023/2023-11-17", "--sessions") == [False, False, False]
    assert shown("paris-2023", "--sessions", "--private") == [True, True, True]
    assert shown("paris-2023/raid", "paris-2023/supper") == [True, True, False]
    assert shown("agenda") == [False, True, False]
    assert run("show", "paris-2023/supper", "--json").json["session"]["private"]


def test_a_file_name_is_not_spelled_out(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in plain lines, where dates are spelled out."""
    monkeypatch.setenv("COLUMNS", "40")
    ran = run("export", "paris-2027", "-o", "16-19 November.ics")
    assert " ".join(ran.err.split()).startswith("Wrote 16-19 November.ics (new): ")
    assert "Open 16-19 November.ics to import it." in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("more", "ending"),
    [
        ('notse = "x"\n', " This file is ignored; see milipol check\n"),
        ("", "copy the bundled one and change that; see milipol check\n"),
    ],
    ids=["wrong", "not whole"],
)
def test_a_file_that_is_left_out_makes_no_session_public(
    run: Run, folder: Path, more: str, ending: str
) -> None:
    """It may be the one that marks sessions as private."""
    (folder / "paris").mkdir()
    (folder / "paris" / "2023.toml").write_text(
        f'[[session]]\nid = "raid-demonstration"\nprivate = true\n{more}', "utf-8"
    )
    ran = run("export", "--sessions", "-o", "-", "--on", "2023-11-01")
    assert ran.code == 0
    assert "UID:paris-2023@milipol-cli" in ran.out
    assert "UID:paris-2023/" not in ran.out
    assert ran.err.endswith(ending)
