"""`milipol export --vdir`: a folder with a file for each event."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

import calendars
from benchmarks import folders
from conftest import UNPRIVILEGED, Golden, Put, Run, rewrite, unprivileged
from environments import unmeasured
from milipol_cli.base import lock
from processes import MILIPOL, confined

pytestmark = pytest.mark.usefixtures("here", "wide")

SESSIONS = ("export", "paris-2023", "--sessions", "--on", "2023-11-10")
PARIS = ("export", "paris-2027")
NAME = "paris-2027@milipol-cli.ics"


def held(folder: str = "cal") -> dict[str, bytes]:
    """What is in a folder, hidden files too, by name."""
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_writes_a_file_for_each_event(run: Run, golden: Golden) -> None:
    """Each whole, with its zone; the folder has a name and a colour."""
    ran = run("export", "raid-demonstration", "--on", "2023-11-10", "--vdir", "cal")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Wrote cal (new): 1 event, 1 alarm.\n")
    assert ran.err.endswith("Read the folder with khal, or sync it with vdirsyncer.\n")
    listed = [f"== {name}\n{raw.decode()}" for name, raw in sorted(held().items())]
    golden("export-vdir.txt", "\n".join(listed).replace("\r\n", "\n"))


def test_has_the_events_of_a_single_file(run: Run) -> None:
    run(*SESSIONS, "--vdir", "cal")
    run(*SESSIONS, "-o", "one.ics")
    items = [raw for name, raw in held().items() if name.endswith(".ics")]
    of_folder = [event for raw in items for event in calendars.by_icalendar(raw)]
    of_file = calendars.by_icalendar(Path("one.ics").read_bytes())
    assert sorted(of_folder) == sorted(of_file)
    assert len(items) == len(of_file)
    assert all(raw.count(b"\n") == raw.count(b"\r\n") for raw in items)


def test_only_files_that_change_are_written(run: Run, put: Put, folder: Path) -> None:
    put(".")
    args = ("export", "oslo-2028", "--sessions", "--vdir", "cal")
    assert run(*args).code == 0
    before = held()
    for path in Path("cal").iterdir():
        os.utime(path, (1, 1))
    ran = run(*args)
    assert ran.err == "cal is unchanged: 2 events, 3 alarms.\n"
    assert held() == before
    rewrite(folder / "oslo" / "2028.toml", "start = 10:00:00", "start = 09:30:00")
    ran = run(*args)
    assert ran.err.startswith("Wrote cal: 2 events, 3 alarms; 1 moved.\n\n Talk ")
    assert ran.err.endswith("1 event has no known end; 30 minutes assumed.\n")
    written = [path.name for path in Path("cal").iterdir() if path.stat().st_mtime > 1]
    assert written == [name for name in before if before[name] != held()[name]]
    assert len(written) == 1


def test_events_that_are_not_exported_stay(run: Run) -> None:
    run(*SESSIONS, "--vdir", "cal")
    before = held()
    foreign = {
        "dentist.ics": item("dentist@example.com"),
        ".hidden.ics": b"?",
        "notes.txt": b"?",
        "all.ics": item("a@milipol-cli", "b@milipol-cli"),
        "beside.ics": item("c@milipol-cli", "dentist@example.com"),
    }
    for name, raw in foreign.items():
        (Path("cal") / name).write_bytes(raw)
    (Path("cal") / "folder.ics").mkdir()
    ran = run(*PARIS, "--vdir", "cal")
    assert ran.err.startswith("Wrote cal: 14 events, 12 alarms; 1 added.\n")
    (Path("cal") / "folder.ics").rmdir()
    assert {**held(), NAME: b""} == {**before, **foreign, NAME: b""}
    ran = run(*PARIS, "--vdir", "cal", "--prune")
    assert ran.err.startswith("Wrote cal: 1 event, 2 alarms; 13 removed.\n")
    assert {*held()} == {NAME, "color", "displayname", *foreign}


def test_what_another_puts_into_a_new_folder_meanwhile_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_lock = lock.hold_lock

    def fill(path: Path, *, hidden: bool) -> contextlib.AbstractContextManager[None]:
        (path / NAME).write_bytes(item("dentist@example.com"))
        return hold_lock(path, hidden=hidden)

    monkeypatch.setattr(lock, "hold_lock", fill)
    ran = run(*PARIS, "--vdir", "cal")
    assert ran.code == 5
    assert ran.err.endswith(": not written by milipol, so left unchanged; --force replaces it\n")
    assert held() == {NAME: item("dentist@example.com")}


def test_an_event_of_ours_with_wrong_bytes_is_named_and_left(run: Run) -> None:
    run(*PARIS, "--vdir", "cal")
    raw = item("caf\u00e9@milipol-cli").decode("utf-8").encode("latin-1")
    path = Path("cal", "cafe.ics")
    path.write_bytes(raw)
    ran = run(*PARIS, "--vdir", "cal")
    assert ran.code == 5
    assert ran.err.endswith(
        "/cal/cafe.ics: an event in it cannot be read, so left unchanged; --force replaces it\n"
    )
    assert path.read_bytes() == raw


def test_of_two_files_with_one_uid_the_one_with_our_name_is_written(run: Run) -> None:
    run(*PARIS, "--vdir", "cal")
    before = (Path("cal") / NAME).read_bytes()
    # One stands before it by name, the other behind it.
    copies = [Path("cal") / NAME.replace(".ics", f"{mark}.ics") for mark in (" (1)", "_1")]
    for copy in copies:
        copy.write_bytes(before)
    assert run(*PARIS, "--vdir", "cal", "--alarm", "3d").code == 0
    assert [copy.read_bytes() for copy in copies] == [before, before]
    assert (Path("cal") / NAME).read_bytes() != before


def item(*uids: str) -> bytes:
    """A file with an event of each UID, as another program may write it."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\n"
        "DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\nEND:VEVENT\r\n"
        for uid in uids
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def test_an_event_is_found_by_its_uid_whatever_its_file(run: Run) -> None:
    """Servers name files in their own way, end lines with LF, and fold elsewhere."""
    args = (*SESSIONS, "--vdir", "cal", "--on", "2023-11-01")
    run(*args, "--reminder-events")
    before = held()
    (old,) = [name for name in before if name.endswith("raid-demonstration@milipol-cli.ics")]
    raw = before[old].replace(b"\r\n", b"\n").replace(b"-cli\nDTST", b"-c\n li\nDTST")
    raw = raw.replace(b"\nUID:", b"\nCOMMENT:Bring ear plugs\nUID;X-A=b:")
    raw = raw.replace(b"TRIGGER", b"UID:ring@example.com\nTRIGGER")
    raw = raw.replace(b"-//milipol-cli//", b"-//other//")
    Path("cal", old).unlink()
    new = Path("cal", "3fb2.ics")
    new.write_bytes(raw)
    ran = run(*args)
    assert ran.err == "cal is unchanged: 23 events, 10 alarms, 1 past.\n"
    assert {**before, "3fb2.ics": raw} == {**held(), old: before[old]}
    raw = raw.replace(b"SUMMARY:", b"SUMMARY:My ")
    new.write_bytes(raw)
    ran = run(*args)
    assert ran.err.startswith("Wrote cal: 23 events, 10 alarms, 1 past; 1 changed.\n")
    rewritten = new.read_bytes()
    assert {**before, "3fb2.ics": rewritten} == {**held(), old: before[old]}
    assert b"\r\nSUMMARY:Demonstration: RAID\r\n" in rewritten
    assert b"\r\nCOMMENT:Bring ear plugs\r\n" in rewritten
    assert rewritten.count(b"\n") == rewritten.count(b"\r\n")


@pytest.mark.parametrize(
    ("added", "zones"), [(b"", 1), (b"X-LEAVE;TZID=Office:20231115T090000\r\n", 2)]
)
def test_a_zone_of_another_program_stays_if_its_file_names_it(
    run: Run, added: bytes, zones: int
) -> None:
    """That of the event stays, too."""
    run(*SESSIONS, "--vdir", "cal")
    (path,) = Path("cal").glob("*raid-dem*")
    zone = (
        b"BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000"
        b"\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE"
        b"\r\n"
    )
    raw = path.read_bytes().replace(b"BEGIN:VEVENT", zone + b"BEGIN:VEVENT")
    raw = raw.replace(b"SUMMARY:", added + b"SUMMARY:My ")
    path.write_bytes(raw)
    ran = run(*SESSIONS, "--vdir", "cal")
    assert "1 changed" in ran.err
    assert path.read_bytes().count(b"BEGIN:VTIMEZONE") == zones
    assert (zone in path.read_bytes(), added in path.read_bytes()) == (zones == 2, True)


def test_a_dry_run_makes_no_folder_and_waits_for_nobody(run: Run) -> None:
    ran = run(*PARIS, "--vdir", "cal", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Would write cal (new): 1 event, 2 alarms.\n")
    args = (*PARIS, "--vdir", "cal", "--dry-run", "--json")
    assert (run(*args).json["new"], run(*args).json["written"]) == (True, False)
    assert os.listdir() == []  # noqa: PTH208
    Path("cal").mkdir()
    with lock.hold_lock(Path("cal").resolve(), hidden=True):
        assert (run(*args).json["new"], run(*args).json["written"]) == (False, False)


def test_without_events_no_folder_is_made(run: Run) -> None:
    assert run("export", "qatar", "--vdir", "cal").err.startswith("No dates are anno")
    assert os.listdir() == []  # noqa: PTH208
    Path("cal").mkdir()
    assert run("export", "qatar", "--vdir", "cal").code == 0
    assert run(*PARIS, "--vdir", "cal").err.startswith("Wrote cal: 1 event, 2 alarms; ")
    assert [*held()] == [NAME]  # its owner names and colours it


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("file", "it is not a folder"),
        ("nowhere/at/all", "there is no folder 'nowhere'"),
        ("", "no file can have this name"),
    ],
)
def test_refuses_what_is_no_folder(run: Run, name: str, why: str) -> None:
    Path("file").write_text("mine")
    ran = run(*PARIS, "--vdir", name)
    assert (ran.code, ran.out) == (5, "")
    shown = name or "''"
    assert ran.err == f"milipol: {shown}: cannot be written: {why}\n"
    assert [path.read_text() for path in Path().iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (item("other@example.com"), "not written by milipol"),
        (item("paris-2027@milipol-cli").replace(b"END:VEVENT\r\n", b""),
         "cut off or damaged: BEGIN and END do not match"),
        (item("paris-2027@milipol-cli").replace(b"DTSTART", b"X-START"),
         "an event in it cannot be read"),
        (b"UID:paris-2027@milipol-cli\r\n", "an event in it cannot be read"),
    ],
    ids=["another event", "damaged", "no start", "no event"],
)  # fmt: skip
def test_a_file_in_the_way_is_left_unless_forced(run: Run, raw: bytes, why: str) -> None:
    Path("cal").mkdir()
    path = Path("cal", NAME)
    path.write_bytes(raw)
    before = held()
    args = ("export", "paris-2027", "india-2025", "--vdir", "cal")
    ran = run(*args)
    assert (ran.code, ran.out, held()) == (5, "", before)
    assert ran.err == (
        f"milipol: {path.resolve()}: {why}, so left unchanged; --force replaces it\n"
    )
    assert run(*args, "--force").code == 0
    assert held()[NAME].count(b"UID:paris-2027@milipol-cli\r\n") == 1


def test_a_folder_in_the_way_is_left_even_if_forced(run: Run) -> None:
    path = Path("cal", NAME).resolve()
    path.mkdir(parents=True)
    ran = run(*PARIS, "--vdir", "cal", "--force")
    why = "cannot be written: it is a folder; give a file in it"
    assert (ran.code, ran.err) == (5, f"milipol: {path}: {why}\n")
    assert os.listdir("cal") == [NAME]  # noqa: PTH208


def test_a_file_that_cannot_be_read_is_named(run: Run) -> None:
    """As what milipol has in it is not known, nothing is written."""
    Path("cal").mkdir()
    Path("cal", "loop.ics").symlink_to("loop.ics")
    ran = run(*PARIS, "--vdir", "cal")
    assert ran.code == 5
    path = Path.cwd() / "cal" / "loop.ics"
    assert ran.err.startswith(f"milipol: {path}: cannot be written: ")
    assert os.listdir("cal") == ["loop.ics"]  # noqa: PTH208


def test_an_export_waits_for_another_one_into_its_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.1)
    Path("cal").mkdir()
    with lock.hold_lock(Path("cal").resolve(), hidden=True):
        ran = run(*PARIS, "--vdir", "cal")
        assert run(*PARIS, "--vdir", "other").code == 0
    assert (ran.code, ran.out) == (5, "")
    assert "cal: cannot be written: another milipol has been writing it" in ran.err
    assert os.listdir("cal") == []  # noqa: PTH208
    assert run(*PARIS, "--vdir", "cal").code == 0


# With less room, fewer rights, or an end in the middle.


def older(folder: str) -> dict[str, bytes]:
    """A folder in which every event differs from what milipol would write."""
    for path in Path(folder).glob("*.ics"):
        raw = path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Old ")
        path.write_bytes(raw)
    return held(folder)


@pytest.mark.slow
def test_a_full_disk_leaves_every_event_whole(run: Run) -> None:
    run(*SESSIONS, "--vdir", "cal")
    new = held()
    old = older("cal")
    ran = confined(*SESSIONS, "--vdir", "cal", limit_bytes=1000)
    assert (ran.returncode, ran.stdout) == (5, "")
    assert ran.stderr.startswith(f"milipol: {Path.cwd()}/cal/paris-2023")
    assert ran.stderr.endswith(".ics: cannot be written: File too large\n")
    assert {*held()} == {*new}
    for name, raw in held().items():
        assert raw in (old[name], new[name])
    ran = confined(*SESSIONS, "--vdir", "fresh", limit_bytes=3)
    assert ran.returncode == 5
    assert os.listdir() == ["cal"]  # noqa: PTH208


@pytest.mark.slow
@unprivileged
def test_a_read_only_folder_is_left_as_it_is(run: Run) -> None:
    run(*SESSIONS, "--vdir", "cal")
    old = older("cal")
    folder = Path("cal").resolve()
    for mode in (0o555, 0o000, 0o300):
        folder.chmod(mode)
        ran = confined(*SESSIONS, "--vdir", "cal", before=UNPRIVILEGED)
        folder.chmod(0o755)
        why = "cannot be written: Permission denied"
        assert (ran.returncode, ran.stderr) == (5, f"milipol: {folder}: {why}\n")
        assert held() == old
    path = folder / "paris-2023@milipol-cli.ics"
    for mode, why in ((0o444, "the file there is write-protected"), (0o200, "Permission denied")):
        path.chmod(mode)
        ran = confined(*SESSIONS, "--vdir", "cal", before=UNPRIVILEGED)
        assert ran.stderr == f"milipol: {path}: cannot be written: {why}\n"
        path.chmod(0o644)
    Path("shut").mkdir(0o555)
    ran = confined(*PARIS, "--vdir", "shut/cal", before=UNPRIVILEGED)
    assert ran.stderr == ("milipol: shut/cal: cannot be written: Permission denied\n")


@pytest.mark.slow
def test_a_kill_leaves_every_event_old_or_new(run: Run, folder: Path) -> None:
    """At some moment while files are written; the next export does the rest."""
    folder.rmdir()
    folders.write_shows(folder, 1)
    args = ("export", "expo-0-2025", "--sessions", "--vdir", "cal")
    run(*args)
    for milliseconds in range(0, 32, 8):
        old = older("cal")
        files = inodes()
        process = subprocess.Popen([*MILIPOL, *args], stderr=subprocess.DEVNULL, env=unmeasured())
        while process.poll() is None and files <= inodes():
            time.sleep(0.0001)
        time.sleep(milliseconds / 1000)
        process.kill()
        assert process.wait() in (0, -signal.SIGKILL)
        after = {name: raw for name, raw in held().items() if not name.startswith(".")}
        assert run(*args).code == 0
        new = held()
        assert {*after} == {*old} == {*new}
        assert all(raw in (old[name], new[name]) for name, raw in after.items())
        assert not any(b"SUMMARY:Old" in raw for raw in new.values())


def inodes() -> set[int]:
    """What the files in the folder are to the system; new ones are others."""
    return {entry.inode() for entry in os.scandir("cal")}
