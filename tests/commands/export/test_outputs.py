"""`milipol export`: files, summaries, and updates of files."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import calendars
from conftest import Golden, Put, Run, write_file
from milipol_cli.base import lock
from processes import MILIPOL, start

pytestmark = pytest.mark.usefixtures("here", "wide")

PROGRAMME = ("paris-2023", "--sessions", "--on", "2023-11-10")
CASES = {
    "export-programme": (
        *("paris-2023", "paris-2023/continuum-1-keynote"),
        *("paris-2019/datasets-workshop", "--on", "2023-11-10"),
    ),
    "export-reminders": (
        *("paris-2023/2023-11-17", "raid-demonstration", "--reminder-events"),
        *("--on", "2023-11-01", "--tz", "America/New_York"),
        *("--alarm", "1d@18:00", "--alarm", "2h"),
    ),
}


# Into one file, whatever the ids.
EXPORT = ("export", "-o", "milipol.ics")


@pytest.mark.parametrize("name", CASES)
def test_writes(run: Run, golden: Golden, name: str) -> None:
    """The whole file and the whole summary; stdout stays empty."""
    ran = run("export", *CASES[name])
    assert (ran.code, ran.out) == (0, "")
    golden(f"{name}.err.txt", ran.err)
    (path,) = Path().iterdir()
    golden(f"{name}.ics", path.read_bytes().decode())


@pytest.mark.parametrize(
    ("args", "name"),
    [
        ((), "milipol.ics"),
        (("FRANCE", "paris-2027"), "milipol-paris-2027.ics"),
        (("qatar", "agenda", "paris"), "milipol-agenda-qatar-paris-2027.ics"),
        (
            ("paris-2027", "paris-2023/2023-11-17", "india-2025", "qatar-2024",
             "paris-2023/raid-demonstration"),
            "milipol-paris-2027-paris-2023-2023-11-17-india-2025-and-2-more.ics",
        ),
    ],
)  # fmt: skip
def test_a_file_is_named_after_what_is_exported(run: Run, args: tuple[str, ...], name: str) -> None:
    """By whole ids, each once, the first three of them."""
    assert run("export", *args).code == 0
    assert os.listdir() == [name]  # noqa: PTH208


def test_the_summary_fits_a_terminal_and_has_whole_lines_off_it(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden("export-paris-2027.24.err.txt", run(*EXPORT, "paris-2027", COLUMNS=24).err)
    monkeypatch.delenv("COLUMNS")
    ran = run(*EXPORT, "paris-2027", "-o", "other.ics")
    golden("export-paris-2027.piped.err.txt", ran.err)


@pytest.mark.parametrize("columns", [40, 80])
def test_a_dry_run_shows_what_would_be_written(run: Run, golden: Golden, columns: int) -> None:
    ids = ("paris-2023", "raid-demonstration", "paris-2001")
    ran = run(*EXPORT, *ids, "--on", "2023-11-10", "--dry-run", COLUMNS=columns)
    assert (ran.code, ran.err) == (0, "")
    golden(f"export-dry-run.{columns}.txt", ran.out)
    assert os.listdir() == []  # noqa: PTH208


def test_the_bytes_are_the_same_everywhere(run: Run) -> None:
    """Whatever the zone, the locale, the hashes and the encoding."""
    elsewhere = {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
    }
    args = [*PROGRAMME, "--reminder-events"]
    assert run(*EXPORT, *args).code == 0
    ran = subprocess.run(
        [sys.executable, "-m", "milipol_cli", "export", *args, "-o", "-"],
        capture_output=True,
        check=True,
        env={**os.environ, **elsewhere},
    )
    assert ran.stdout == Path("milipol.ics").read_bytes()
    assert ran.stderr == b"Programme as of 1 December 2026.\n"


def written() -> bytes:
    """The file that is exported to."""
    return Path("milipol.ics").read_bytes()


@pytest.mark.parametrize(
    ("args", "slugs"),
    [
        (("paris-2023", "--sessions"), [""]),
        (("paris-2023/2023-11-17", "--sessions"), ["/2023-11-17"]),
        (("paris-2023", "--sessions", "--private"), [""]),
        (("paris-2023/raid", "paris-2023/supper"), ["/raid", "/supper"]),
        (("agenda",), ["/supper"]),
    ],
)  # fmt: skip
def test_private_sessions_are_exported_only_if_asked_for(
    run: Run, put: Put, folder: Path, args: tuple[str, ...], slugs: list[str]
) -> None:
    """Neither as events nor in the description of the edition or of their day."""
    put(".")
    (folder / "paris").mkdir()
    (folder / "private.toml").rename(folder / "paris" / "2023.toml")
    supper = folder / "supper.toml"
    ran = run(*EXPORT, *args, "--on", "2023-11-01", MILIPOL_AGENDA=supper)
    assert ran.code == 0
    uids = [event.uid for event in calendars.by_icalendar(written())]
    assert uids == [f"paris-2023{slug}@milipol-cli" for slug in slugs]
    is_asked_for = args[1:] != ("--sessions",)
    assert (b"RAID" in written() or b"Supper" in written()) is is_asked_for


@pytest.mark.parametrize("name", ["wrong-key.toml", "not-whole.toml"])
def test_a_file_that_is_left_out_makes_no_session_public(
    run: Run, put: Put, folder: Path, name: str
) -> None:
    """It may be the one that marks them as private."""
    put(".")
    (folder / "paris").mkdir()
    (folder / name).rename(folder / "paris" / "2023.toml")
    ran = run(*EXPORT, "--sessions", "--on", "2023-11-01")
    assert "ignored" in ran.err
    uids = [event.uid for event in calendars.by_icalendar(written())]
    assert [uid for uid in uids if "paris" in uid] == ["paris-2023@milipol-cli"]
    assert len(uids) > 1


@pytest.fixture(name="oslo")
def _oslo(folder: Path, put: Put) -> Path:
    """A show of the reader's own; returns its file."""
    put(".")
    return folder / "oslo" / "show.toml"


NIGHT = """
edition = "oslo-2028"

[[session]]
id = "night"
kind = "talk"
date = {}
{}
source = ["gazette"]
"""


IN_FILE = (b"20281029T003000Z", b"20281029T043000Z")
MORNING = "start = 08:00:00\nend = 09:00:00"


@pytest.mark.parametrize(
    ("clock", "in_file", "now", "before"),
    [
        (MORNING, IN_FILE, "Mon 30 October 2028, 08:00-09:00 Oslo",
         "Sun 29 October 2028, 02:30-05:30"),
        (MORNING, (b"20281029T003000", b"20281029T043000"),
         "Mon 30 October 2028, 08:00-09:00 Oslo", "Sun 29 October 2028, 00:30-04:30"),
        ("start = 23:00:00\nend = 01:30:00", (b"20281029T210000Z", b"20281030T003000Z"),
         "Mon 30 October 2028, 23:00-01:30 +1 day Oslo",
         "Sun 29 October 2028, 22:00-01:30 +1 day"),
    ],
    ids=["utc", "floating", "past-midnight"],
)  # fmt: skip
def test_a_move_is_reported_in_the_zone_of_the_event(
    run: Run, oslo: Path, clock: str, in_file: list[bytes], now: str, before: str
) -> None:
    """The file has times in the night of a change of clocks in UTC."""
    night = oslo.with_name("2028.toml")
    times = "start = 02:30:00\nend = 05:30:00"
    night.write_text(NIGHT.format("2028-10-29", times), "utf-8")
    run(*EXPORT, "oslo-2028/night", "--no-alarm")
    raw = written()
    for old, new in zip(IN_FILE, in_file, strict=True):
        raw = raw.replace(old, new)
    Path("milipol.ics").write_bytes(raw)
    night.write_text(NIGHT.format("2028-10-30", clock), "utf-8")
    ran = run(*EXPORT, "oslo-2028/night", "--no-alarm")
    assert ran.err.startswith(
        "Wrote milipol.ics: 1 event, 0 alarms; 1 moved.\n\n"
        f" Talk    {now}; moved\n"
        f"   from  {before}\n"
    )


def test_an_unchanged_file_is_not_written(run: Run) -> None:
    """Nor is any by a dry run."""
    assert not run(*EXPORT, "paris-2027", "--json", "--dry-run").json["written"]
    assert os.listdir() == []  # noqa: PTH208
    run(*EXPORT, "paris-2027")
    os.utime("milipol.ics", (1, 1))
    ran = run(*EXPORT, "paris-2027")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "milipol.ics is unchanged: 1 event, 2 alarms.\n"
    assert Path("milipol.ics").stat().st_mtime == 1


def test_a_quiet_export_reports_only_errors(run: Run, folder: Path) -> None:
    """Neither what it wrote, nor notes, nor warnings about data files."""
    write_file(folder / "oslo" / "show.toml", "wrong")
    assert "is ignored" in run(*EXPORT, "paris-2027", "qatar", "-o", "loud.ics").err
    for args in (("paris-2027", "qatar"), ("qatar",), ("paris-2027", "--prune")):
        ran = run(*EXPORT, *args, "--quiet")
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert Path("milipol.ics").read_bytes() == Path("loud.ics").read_bytes()
    ran = run(*EXPORT, "paris-2027", "-o", "-", "--quiet")
    assert (ran.out[:15], ran.err) == ("BEGIN:VCALENDAR", "")
    ran = run(*EXPORT, "paris-2027", "-o", "nowhere/a.ics", "--quiet")
    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert run(*EXPORT, "paris-2027").err.startswith("milipol.ics is unchanged")


def test_the_last_day_in_the_file_is_never_before_the_first(run: Run) -> None:
    """In a file, the end of whole days is the day after; some write the first day."""
    run("export", "paris-2027")
    path = Path("milipol-paris-2027.ics")
    raw = path.read_bytes().replace(b"DATE:20271120", b"DATE:20271116")
    path.write_bytes(raw)
    (event,) = run("export", "paris-2027", "--json").json["events"]
    assert (event["change"], event["old_end"]) == ("moved", "2027-11-16")


def test_a_newer_version_in_the_file_stays(run: Run) -> None:
    """What differs is only in JSON."""
    args = (*EXPORT, *PROGRAMME)
    run(*args)
    path = Path("milipol.ics")
    raw = path.read_bytes().replace(b"SEQUENCE:0", b"SEQUENCE:9")
    raw = raw.replace(b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nX-NOTE:mine\r\n")
    for file, newer in (
        (raw, {}),
        (raw.replace(b"GIGN", b"Gign"), {
            "paris-2023/raid-demonstration": ["DESCRIPTION"],
            "paris-2023/gign-demonstration": ["SUMMARY", "DESCRIPTION", "VALARM"],
        }),
    ):  # fmt: skip
        path.write_bytes(file)
        ran = run(*args)
        assert ran.err == "milipol.ics is unchanged: 13 events, 10 alarms, 1 past.\n"
        rows = run(*args, "--json").json["events"]
        differ = {row["id"]: row["properties"] for row in rows if row["properties"]}
        assert differ == newer
        kept = [row for row in rows if row["id"] in newer]
        assert all(row["change"] == "newer" for row in kept)
        assert all(row["kind"] is row["alarms"] is None for row in kept)
    ran = run(*EXPORT, "paris-2027", "paris-2023", "--sessions", "--no-alarm")
    assert ran.err.startswith(
        "Wrote milipol.ics: 14 events, 10 alarms; 1 added.\n\n"
        " Milipol Paris 2027 (tentative)  Tue 16 - Fri 19 November 2027, all day; added"
        "\n\n"
    )
    assert path.read_bytes().count(b"X-NOTE:mine") == 13
    assert path.read_bytes().count(b"BEGIN:VTIMEZONE") == 1


def test_an_event_whose_pick_went_is_cancelled_unless_the_agenda_is_missing(
    run: Run, agenda: Path
) -> None:
    agenda.write_text(
        '[[pick]]\nid = "agenda/visa"\ntitle = "Visa"\nkind = "deadline"\ndate = 2027-03-01\n',
        "utf-8",
    )
    (row,) = run(*EXPORT, "agenda", "--json").json["events"]
    assert (row["change"], row["kind"], len(row["alarms"])) == ("added", "deadline", 2)
    agenda.unlink()
    assert run("export", "agenda", "-o", "-").out == ""
    for change, alarms in (("kept", None), ("cancelled", [])):
        (row,) = run(*EXPORT, "agenda", "--json").json["events"]
        assert (row["change"], row["kind"], row["alarms"]) == (change, None, alarms)
        assert (row["old_start"], row["old_end"]) == ("2027-03-01", "2027-03-01")
        agenda.touch()


# A day without a theme as milipol 2.0 wrote it, with an alarm of the reader's.
OLD_DAY = (
    b"BEGIN:VEVENT\r\nUID:qatar-2024/2024-10-29@milipol-cli\r\nSEQUENCE:0\r\n"
    b"DTSTART;VALUE=DATE:20241029\r\nDTEND;VALUE=DATE:20241030\r\n"
    b"SUMMARY:Milipol Qatar 2024\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT9M\r\n"
    b"END:VALARM\r\nEND:VEVENT\r\n"
)


@pytest.mark.parametrize("how", [("-o", "milipol.ics"), ("--vdir", "cal")])
def test_an_old_day_without_a_theme_is_cancelled(run: Run, how: tuple[str, str]) -> None:
    """Its sessions are lines of the edition; it comes back if it is named."""
    args = ("export", "qatar-2024", "--sessions", "--on", "2024-09-01", *how)
    run("export", "qatar-2024/2024-10-29", "--on", "2024-09-01", *how)
    (path,) = Path().rglob("*.ics")
    raw = path.read_bytes()
    path.write_bytes(re.sub(b"BEGIN:VEVENT.*END:VEVENT\r\n", OLD_DAY, raw, flags=re.DOTALL))
    ran = run(*args)
    assert "Milipol Qatar 2024  no longer exported, cancelled\n" in ran.err
    in_file = path.read_bytes()
    assert b"STATUS:CANCELLED" in in_file
    assert b"TRIGGER:-PT9M" in in_file
    new = b"".join(path.read_bytes() for path in Path().rglob("*.ics"))
    assert b"DESCRIPTION:Tuesday 29: " in new
    assert " is unchanged: " in run(*args).err
    ran = run(*args, "qatar-2024/2024-10-29")
    assert "Milipol Qatar 2024, day 1 of 3  Tue 29 October 2024, all day; " in ran.err
    assert b"SEQUENCE:2\r\n" in path.read_bytes()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\n", "not written by milipol"),
        (b"BEGIN:VCALENDAR\r\nPRODID:other\r\nEND:VCALENDAR\r\n",
         "not written by milipol"),
        (b"BEGIN:VCALENDAR\r\nPRODID:-//milipol-cli//milipol//EN\r\nBEGIN:VEVENT\r\n"
         b"END:VCALENDAR\r\n",
         "cut off or damaged: BEGIN and END do not match"),
    ],
    ids=["text", "another program", "damaged"],
)  # fmt: skip
def test_a_file_of_another_program_or_a_damaged_one_is_left_alone(
    run: Run, raw: bytes, why: str
) -> None:
    path = Path("milipol.ics")
    path.write_bytes(raw)
    assert run(*EXPORT, "paris-2027").refusal == (
        5,
        f"milipol.ics: {why}, so left unchanged; --force replaces it",
    )
    assert path.read_bytes() == raw
    ran = run(*EXPORT, "paris-2027", "--force")
    assert ran.err.startswith("Wrote milipol.ics (new): 1 event, 2 alarms.\n")


def test_an_empty_file_is_taken_as_none(run: Run) -> None:
    """As `mktemp` makes it; it keeps its permissions."""
    path = Path("milipol.ics")
    path.touch(0o600)
    ran = run(*EXPORT, "paris-2027")
    assert ran.err.startswith("Wrote milipol.ics (new): 1 event, 2 alarms.\n")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["/dev/stdout", "/proc/self/fd/1"])
def test_a_name_of_stdout_is_stdout(run: Run, name: str) -> None:
    for args in (("export", "paris-2027"), ("upcoming",)):
        named, dash = run(*args, "-o", name), run(*args, "-o", "-")
        assert (named.code, named.out, named.err) == (0, dash.out, dash.err)


@pytest.mark.slow
def test_stdout_by_its_name_works_in_a_pipe() -> None:
    ran = start("export", "paris-2027", "-o", "/dev/stdout")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.endswith(b"END:VCALENDAR\r\n")


# Exports at the same time.


@pytest.mark.slow
def test_the_events_of_all_exports_at_once_are_kept(tmp_path: Path) -> None:
    """Five write one file, some of them by way of a link."""
    ids = ["paris-2023", "paris-2025", "paris-2027", "india-2023", "qatar-2024"]
    path, link = tmp_path / "all.ics", tmp_path / "link.ics"
    link.symlink_to(path)
    processes = [
        subprocess.Popen(
            [*MILIPOL, "export", event_id, "-o", str((path, link)[at % 2])], stderr=subprocess.PIPE
        )
        for at, event_id in enumerate(ids)
    ]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0] * len(ids)
    read = calendars.by_icalendar(path.read_bytes())
    assert {event.uid for event in read} == {f"{each}@milipol-cli" for each in ids}
    assert {*os.listdir(tmp_path)} == {"all.ics", "here", "link.ics"}  # noqa: PTH208


def test_an_export_waits_for_another_one_into_its_file(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that write no file wait for nobody."""
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.1)
    path = Path("milipol.ics").resolve()
    with lock.hold_lock(path, hidden=True):
        ran = run(*EXPORT, "paris-2027")
        for more in (("-o", "-"), ("--dry-run",), ("-o", "other.ics")):
            assert run(*EXPORT, "paris-2027", *more).code == 0
    assert (ran.code, ran.out, ran.err) == (
        5,
        "",
        f"milipol: {path}: cannot be written: another milipol has been writing it for"
        " 0.1 seconds; try again\n",
    )
    assert os.listdir() == ["other.ics"]  # noqa: PTH208
    assert run(*EXPORT, "paris-2027").code == 0


def test_many_events_are_listed_only_if_they_change(run: Run, oslo: Path) -> None:
    """One that would be left over is listed instead of counted."""
    more = " and 2 more events; --dry-run lists all\n"
    for number in (12, 13):
        talks = "".join(
            f'[[session]]\nid = "t-{at}"\nkind = "talk"\ndate = 2028-05-03\n'
            f'start = {at:02}:00:00\nend = {at:02}:30:00\nsource = ["gazette"]\n'
            for at in range(number)
        )
        programme = f'edition = "oslo-2028"\n{talks}'
        oslo.with_name("2028.toml").write_text(programme, "utf-8")
        args = ("export", "-o", f"{number}.ics", "oslo", "--sessions")
        assert "more event" not in run(*args, "--dry-run").out
        assert (more in run(*args).err) is (number == 13)
    ran = run("export", "-o", "13.ics", "oslo", "paris-2027", "--sessions")
    assert "1 added.\n\n Milipol Paris 2027" in ran.err
    assert "Oslo" not in ran.err


def test_a_file_name_is_not_spelled_out(run: Run) -> None:
    """Also in plain lines, where dates are spelled out."""
    ran = run(*EXPORT, "paris-2027", "-o", "16-19 November.ics", COLUMNS=40)
    assert " ".join(ran.err.split()).startswith("Wrote 16-19 November.ics (new): ")
    assert "Open 16-19 November.ics to import it." in " ".join(ran.err.split())
