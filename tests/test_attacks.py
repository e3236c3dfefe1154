"""Data that attacks: each command meets it with little memory.

The answer is at most one line on stderr, and text that can be seen; never a traceback.
The bench measures how fast that is.
"""

import json
import os
import random
import resource
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import GOOD, HERE, UNPRIVILEGED, Ran, Run, acting, rewrite, unprivileged
from milipol_cli.app import COMMANDS

pytestmark = pytest.mark.slow

# Beyond what the tests themselves take.
MOST_BYTES = 600 * 1024 * 1024
LISTS: tuple[str, ...] = (
    *("upcoming", "today", "today --line", "show", "search games", "news", "agenda"),
    "export -o -",
)
# It has a session on a day of the attacked show.
MANY_DAYS = HERE / "commands" / "importing" / "own" / "many-days.ics"
# These name what the files of the attacked show tell.
NAMED = (
    *("upcoming oslo", "show oslo", "show oslo-2028 --sources", "show oslo-2028/talk"),
    *("news oslo", "export oslo-2028 --sessions -o -"),
    f"import {shlex.quote(str(MANY_DAYS))} --edition oslo-2028 --rest leave-out --force --dry-run",
)
# What may be wrong with what these fetch or write is tested in their folders.
OTHERS = ("check", "update", "publish")
# A command that is in neither list is a list itself.
LISTS += tuple(
    command
    for command in COMMANDS
    if not any(line.startswith(command) for line in (*LISTS, *NAMED, *OTHERS))
)
# It is a day of the show of tests/good.
DAY = "2028-05-03"
DEEP = 10_000
LONG = 1_000_000
MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def _little_memory() -> Iterator[None]:
    usual = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MOST_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, usual)


class Attacked:
    """A folder of the reader's with a show, in which a test puts something bad."""

    def __init__(self, run: Run, data: Path, agenda: Path) -> None:
        self._run = run
        self.data, self.agenda = data, agenda
        self.show = data / "oslo" / "show.toml"
        self.programme = data / "oslo" / "2028.toml"
        self.news, self.sources = data / "news.toml", data / "sources.toml"
        self.restore()

    def restore(self) -> None:
        """Puts the show there as it was."""
        shutil.rmtree(self.data)
        shutil.copytree(GOOD, self.data)

    def run(self, command: str, *args: str, on: str = DAY) -> Ran:
        """Runs a command, and holds what is true of every answer."""
        ran = self._run(*shlex.split(command), *args, MILIPOL_ON=on)
        assert ran.code in (0, 2, 3, 4), (command, args, ran.code, ran.err[-2_000:])
        if command.startswith("export"):  # for calendars, which have no escapes
            acts = acting(ran.out, "\r\n")
            assert [char for char in acts if ord(char) < 0xA0] == []
        else:
            assert acting(ran.out) == []
        assert acting(ran.err) == []
        return ran

    def passed_over(self, path: Path, *commands: str) -> None:
        """Lists go on without a file, each with at most a line that names it."""
        for command in commands or LISTS:
            ran = self.run(command)
            lines = [line for line in ran.err.splitlines() if line[:9] == "milipol: "]
            assert (command, ran.code, len(lines) <= 1) == (command, 0, True)
            assert all(line.startswith(f"milipol: {path}: ") for line in lines)

    def refused(self, path: Path, *commands: str) -> None:
        """What names something in the file ends with 4 and one line."""
        for command in commands or NAMED:
            code, line = self.run(command).refusal
            assert (command, code, line.startswith(f"{path}: ")) == (command, 4, True)

    def checked(self, path: Path) -> None:
        """A check finds the file wrong."""
        ran = self.run("check --json")
        assert ran.code == 4
        assert str(path) in {fault["file"] for fault in ran.json["faults"]}


@pytest.fixture
def attacked(run: Run, folder: Path, agenda: Path, monkeypatch: pytest.MonkeyPatch) -> Attacked:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    return Attacked(run, folder, agenda)


GOOD_SHOW = (GOOD / "oslo" / "show.toml").read_bytes()
NOT_READ: dict[str, bytes] = {
    "over 4 MiB": b"#" * (4 * MIB + 1),
    "deep inline tables": b"a = " + b"{a = " * DEEP + b"1" + b"}" * DEEP,
    "deep dotted key": b".".join([b"a"] * DEEP) + b" = 1",
    "deep header": b"[" + b".".join([b"a"] * DEEP) + b"]",
    "a long key of bidi controls": b'"' + b"\\u202e" * (LONG // 6) + b'" = 1',
    "a long text": b'a = "' + b"x" * LONG + b'"',
    "a text of many words": GOOD_SHOW.replace(b"Milipol Oslo", b"x " * LONG),
    "a huge integer": b"a = " + b"9" * LONG,
    "a huge exponent": b"a = 1e" + b"9" * LONG,
    "1,000 keys": b"".join(b"k%d = 1\n" % at for at in range(1_000)),
    "10,000 lacking records": b"[[edition]]\n[[session]]\n" * 5_000,
    "binary": random.Random(1).randbytes(100_000),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD_SHOW,
    "an escape": GOOD_SHOW + b"# \x1b]0;title\x07",
    "an escape in a key": GOOD_SHOW + b'"\\u001b]52;c;eA==\\u0007" = 1',
    "carriage returns": b"[show]\rid = 1\r",
}


@pytest.mark.parametrize("name", NOT_READ)
def test_a_show_that_cannot_be_read(attacked: Attacked, name: str) -> None:
    attacked.show.write_bytes(NOT_READ[name])
    attacked.passed_over(attacked.show, "upcoming")
    attacked.refused(attacked.show, "show oslo-2028")
    attacked.checked(attacked.show)


# All files are read alike; of each kind of trouble one is tried on the others.
@pytest.mark.parametrize(
    "name",
    [
        *("over 4 MiB", "deep inline tables", "a huge integer", "1,000 keys", "binary"),
        *("a byte order mark", "an escape in a key"),
    ],
)
def test_other_files_that_cannot_be_read(attacked: Attacked, name: str) -> None:
    # A programme may be larger.
    larger = b"#" * (28 * MIB if name == "over 4 MiB" else 0)
    attacked.programme.write_bytes(larger + NOT_READ[name])
    attacked.refused(attacked.programme, "show oslo-2028/talk")
    attacked.passed_over(attacked.programme, "today", "search games")
    attacked.programme.unlink()
    attacked.news.write_bytes(NOT_READ[name])
    attacked.passed_over(attacked.news, "today", "news")
    attacked.news.unlink()
    attacked.sources.write_bytes(NOT_READ[name])
    attacked.passed_over(attacked.sources, "show oslo --sources", "today --json")
    attacked.agenda.write_bytes(NOT_READ[name])
    attacked.refused(attacked.agenda, "agenda")
    (message,) = attacked.run("today").err.splitlines()
    assert message.startswith(f"milipol: {attacked.agenda}: ")
    assert message.endswith("; your agenda is ignored")
    assert attacked.run("today --line").err == ""


NO_FILES: dict[str, Callable[[Path], None]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link loop": lambda path: path.symlink_to(path),
    "a link that leads nowhere": lambda path: path.symlink_to("nowhere"),
}


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file(attacked: Attacked, name: str) -> None:
    """In the place of a show's file, then of all the others."""
    attacked.show.unlink()
    NO_FILES[name](attacked.show)
    attacked.passed_over(attacked.show)
    attacked.refused(attacked.show, "show oslo", "upcoming oslo")
    attacked.checked(attacked.show)
    attacked.restore()
    for path in (attacked.programme, attacked.news, attacked.agenda):
        path.unlink(missing_ok=True)
        NO_FILES[name](path)
    attacked.refused(attacked.programme, "show oslo-2028/talk")
    attacked.passed_over(attacked.news, "news")
    attacked.refused(attacked.agenda, "agenda")
    attacked.checked(attacked.programme)


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_folder(attacked: Attacked, name: str) -> None:
    """In the place of a show's folder, and of the whole data folder."""
    for path in (attacked.show.parent, attacked.data):
        shutil.rmtree(path)
        NO_FILES[name](path)
        for command in (*LISTS, "check"):
            ran = attacked.run(command)
            codes = (0,) if (name, path) == ("a folder", attacked.data) else (0, 4)
            assert ran.code in codes
            lines = [line for line in ran.err.splitlines() if line[:9] == "milipol: "]
            assert len(lines) <= 1


def test_a_folder_within_itself(attacked: Attacked) -> None:
    (attacked.data / "again").symlink_to(attacked.data)
    (attacked.show.parent / "again").symlink_to(attacked.show.parent)
    for command in (*LISTS, *NAMED, "check"):
        ran = attacked.run(command)
        assert (command, ran.code, "milipol: " in ran.err) == (command, 0, False)


@unprivileged
def test_what_may_not_be_read_by_anybody(attacked: Attacked) -> None:
    """A programme, the news and the agenda."""
    attacked.agenda.touch()
    for path in (attacked.programme, attacked.news, attacked.agenda):
        path.chmod(0)
    for command, code, lines in (
        *(("today", 0, 3), ("news", 0, 1), ("show oslo-2028", 4, 1)),
        *(("agenda", 4, 1), ("check", 4, 0)),
    ):
        ran = subprocess.run(
            [*UNPRIVILEGED, sys.executable, "-m", "milipol_cli", *command.split()],
            capture_output=True,
            check=False,
            env={**os.environ, "MILIPOL_ON": DAY},
        )
        assert (ran.returncode, ran.stderr.count(b"\n")) == (code, lines)
        assert b"Permission denied" in ran.stderr + ran.stdout


def test_a_file_that_changes_while_it_is_read(attacked: Attacked) -> None:
    """Whole, cut short, empty or gone, again and again, as fast as that can be."""
    whole = GOOD_SHOW + b"#" * 200_000
    ended = threading.Event()

    def change() -> None:
        other = attacked.data.parent / "other"
        while not ended.is_set():
            attacked.show.write_bytes(whole)
            os.truncate(attacked.show, 300)
            other.write_bytes(whole)
            other.replace(attacked.show)
            attacked.show.unlink()

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(5):
            for command in ("upcoming", "news"):
                assert attacked.run(command).code == 0
            for command in ("show oslo", "check", "search games"):
                assert attacked.run(command).code in (0, 3, 4)
    finally:
        ended.set()
        changing.join()


BAD_IDS = (
    *("../oslo", "oslo/../../x", "a\nb", "--format", "oslo\x00", "a" * 100_000, "ﬁ"),
    *("oslo-2028\x1b]0;x\x07", "\ud800"),
)


@pytest.mark.parametrize("bad", BAD_IDS, ids=range(len(BAD_IDS)))
def test_an_id_that_is_none(attacked: Attacked, bad: str) -> None:
    """In data it is refused with its line; on the command line nothing has it."""
    if "\0" not in bad:  # which no command line can hold
        for command in (
            *("show", "upcoming", "news", "export -o -", "agenda add", "agenda remove"),
        ):
            code, _ = attacked.run(command, "--", bad).refusal
            assert (command, code in (2, 3)) == (command, True)
    if "\ud800" in bad:  # which no file can hold
        return
    quoted = json.dumps(bad, ensure_ascii=True)
    for path, old in (
        (attacked.programme, '"talk"'),
        (attacked.news, '"opening"'),
        (attacked.show, '"oslo-2028"'),
        (attacked.show, '"norway"'),
        (attacked.show, '"oslo"'),
    ):
        whole = path.read_text("utf-8")
        path.write_text(whole.replace(old, quoted, 1), "utf-8")
        attacked.passed_over(path, "search games")
        attacked.checked(path)
        path.write_text(whole, "utf-8")
    attacked.agenda.write_text(f"[[pick]]\nid = {quoted}\n", "utf-8")
    attacked.refused(attacked.agenda, "agenda", "export agenda -o -")


@pytest.mark.parametrize(
    ("zone", "on"),
    [("Pacific/Kiritimati", "1900-01-01"), ("Pacific/Pago_Pago", "2199-12-31T23:59Z")],
)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_days_there_are(
    attacked: Attacked, day: str, zone: str, on: str
) -> None:
    """No sum of days, and no clock elsewhere, leads out of the calendar."""
    edition = f"oslo-{day[:4]}"
    changes = {
        "2028-05-03": day,
        "2028-05-05": day,
        "2026-11-01": "0001-01-01",
        "oslo-2028": edition,
        "Europe/Oslo": zone,
        "start = 10:00:00": f'half_day = "morning"\nupdated = {day}',
    }
    for path in (attacked.show, attacked.programme, attacked.news):
        text = path.read_text("utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    path = attacked.programme.rename(attacked.show.parent / f"{day[:4]}.toml")
    (attacked.show.parent / "2028.exhibitors.toml").unlink()  # its edition is gone
    attacked.agenda.write_text(
        f'[[pick]]\nid = "{edition}/talk"\ndate = {day}\nlast = {day}\n'
        f'[[pick]]\nid = "{edition}/gone"\ndate = {day}\nstart = 00:00:00\n'
        f'[[pick]]\nid = "paris-2027"\ndate = {day}\nstart = 23:59:00\n'
        f'[[pick]]\nid = "{edition}"\nupdated = {day}\nalarm = ["99w"]\n'
        f'[[pick]]\nid = "{edition}/{day}"\n'
        f'[[pick]]\nid = "agenda/a"\ntitle = "a"\nkind = "travel"\ndate = {day}\n',
        "utf-8",
    )
    for command in (
        *(*LISTS, "agenda --json", "show oslo", f"show {edition} --json"),
        *(f"show {edition}/{day}", f"show {edition}/talk"),
        f"export {edition} --sessions --alarm 9w -o -",
        f"export {edition} --sessions --reminder-events -o -",
        f"export {edition} --sessions --dry-run",
        *("export agenda -o -", "export agenda --dry-run"),
    ):
        ran = attacked.run(command, on=on)
        assert ran.code == 0 or "after the start, or already past" in ran.err
    assert attacked.run("check").code == 0
    # A time of day there has no day in other zones, so that it is refused.
    rewrite(path, "half_day", "start = 23:59:00\nhalf_day")
    attacked.refused(path, f"show {edition}", f"export {edition} -o -")
    attacked.passed_over(path, "search games")
