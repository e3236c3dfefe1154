"""Data that attacks: each command meets it in a process that may take little memory.

The answer is at most one line on stderr, and text that can be seen; never a traceback.
Nothing is written anywhere. The bench measures how fast that is.
"""

import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import GOOD, HERE, UNPRIVILEGED, acting, rewrite, unprivileged

if sys.platform == "win32":
    pytest.skip("memory cannot be limited here", allow_module_level=True)

from attacked import Forker, Left
from milipol_cli.app import COMMANDS

pytestmark = pytest.mark.slow

LISTS: tuple[str, ...] = (
    "upcoming",
    "today",
    "today --line",
    "show",
    "search games",
    "news",
    "agenda",
    "export -o -",
)
# It has a session on a day of the attacked show.
MANY_DAYS = HERE / "importing" / "own" / "many-days.ics"
# These name what the files of the attacked show tell.
NAMED = (
    "upcoming oslo",
    "show oslo",
    "show oslo-2028 --sources",
    "show oslo-2028/talk",
    "news oslo",
    "export oslo-2028 --sessions -o -",
    f"import {shlex.quote(str(MANY_DAYS))} --edition oslo-2028 --force --dry-run",
)
CHECK = "check --json"
# It fetches data; what may be wrong with that is tested in its folder.
FETCHES = "update"
# A command that is in neither list is a list itself, unless it writes.
LISTS += tuple(
    command
    for command in COMMANDS
    if not any(
        line.startswith(command) for line in (*LISTS, *NAMED, CHECK, FETCHES, "publish")
    )
)
# It is a day of the show of tests/good.
DAY = "2028-05-03"
DEEP = 10_000
LONG = 1_000_000
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.end()


class Attacked:
    """A folder of the reader's with a show, in which a test puts something bad."""

    def __init__(self, forker: Forker, root: Path) -> None:
        self._forker = forker
        self.root = root
        self.data = root / "data"
        self.agenda = root / "agenda.toml"
        self.show = self.data / "oslo" / "show.toml"
        self.programme = self.data / "oslo" / "2028.toml"
        shutil.copytree(GOOD, self.data)
        (self.data / "oslo" / "show.toml").chmod(0o644)

    def run(self, command: str, on: str = DAY) -> Left:
        """Runs a command, and holds what is true of every answer."""
        return self.run_args(*shlex.split(command), on=on)

    def run_unwatched(self, *args: str, on: str = DAY) -> Left:
        """Runs a command, and holds nothing of it."""
        env = {
            "HOME": str(self.root),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "TZ": "Asia/Tokyo",
            "MILIPOL_ON": on,
            "MILIPOL_DATA": str(self.data),
            "MILIPOL_AGENDA": str(self.agenda),
        }
        return self._forker.run(args, env, self.root)

    def run_args(self, *args: str, on: str = DAY) -> Left:
        """Runs a command, and holds what is true of every answer."""
        before = _tree(self.root)
        left = self.run_unwatched(*args, on=on)
        assert left.code in (0, 2, 3, 4), (args, left.code, left.err[-2_000:])
        assert "Traceback" not in left.err
        assert _tree(self.root) == before
        if "export" in args:  # for calendars, which cannot read what is spelled out
            assert [char for char in acting(left.out, "\r\n") if ord(char) < 0xA0] == []
        else:
            assert acting(left.out, "\n\t" if "tsv" in args else "\n") == []
        assert acting(left.err) == []
        return left

    def passed_over(self, path: Path, commands: tuple[str, ...] = LISTS) -> None:
        """Lists go on without a file, each with at most a line that names it."""
        for command in commands:
            left = self.run(command)
            assert left.code == 0, (command, left.err)
            messages = [
                line for line in left.err.splitlines() if line.startswith("milipol: ")
            ]
            assert [
                message
                for message in messages
                if not message.startswith(f"milipol: {path}: ")
            ] == []
            assert len(messages) <= 1

    def refused(self, path: Path, commands: tuple[str, ...] = NAMED) -> None:
        """What names something in the file ends with 4 and one line."""
        for command in commands:
            left = self.run(command)
            assert (left.code, left.out) == (4, ""), command
            assert left.err.startswith(f"milipol: {path}: ")
            assert left.err.count("\n") == 1

    def checked(self, path: Path) -> None:
        """A check finds the file wrong."""
        left = self.run(CHECK)
        assert left.code == 4
        assert str(path) in {fault["file"] for fault in json.loads(left.out)["faults"]}


@pytest.fixture
def attacked(forker: Forker, tmp_path: Path) -> Attacked:
    return Attacked(forker, tmp_path / "attacked")


def _tree(root: Path) -> list[tuple[str, int, int, int]]:
    """All there is in a folder and beside it, with kind, size and time of last change.

    But for what keeps two writers of the agenda apart, which changes the folder itself.
    """
    entries = []
    for folder, folders, files in os.walk(root.parent):
        for name in {*folders, *files} - {"agenda.toml.lock", root.name}:
            status = os.lstat(Path(folder, name))
            stamp = (status.st_mode, status.st_size, status.st_mtime_ns)
            entries.append((str(Path(folder, name)), *stamp))
    return sorted(entries)


def _keys(number: int) -> bytes:
    return b"".join(b"k%d = 1\n" % at for at in range(number))


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
    "1,000 keys": _keys(1_000),
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
    attacked.passed_over(attacked.show, ("upcoming",))
    attacked.refused(attacked.show, ("show oslo-2028",))
    attacked.checked(attacked.show)


# All files are read alike; of each kind of trouble one is tried on the others.
OF_EACH_KIND = (
    "over 4 MiB",
    "deep inline tables",
    "a huge integer",
    "1,000 keys",
    "binary",
    "a byte order mark",
    "an escape in a key",
)


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_other_files_that_cannot_be_read(attacked: Attacked, name: str) -> None:
    news, sources = attacked.data / "news.toml", attacked.data / "sources.toml"
    # A programme may be larger.
    larger = b"#" * (28 * MIB if name == "over 4 MiB" else 0)
    attacked.programme.write_bytes(larger + NOT_READ[name])
    attacked.refused(attacked.programme, ("show oslo-2028/talk",))
    attacked.passed_over(attacked.programme, ("today", "search games"))
    attacked.programme.unlink()
    news.write_bytes(NOT_READ[name])
    attacked.passed_over(news, ("today", "news"))
    news.unlink()
    sources.write_bytes(NOT_READ[name])
    attacked.passed_over(sources, ("show oslo --sources", "today --json"))
    attacked.agenda.write_bytes(NOT_READ[name])
    attacked.refused(attacked.agenda, ("agenda",))
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
    attacked.refused(attacked.show, ("show oslo", "upcoming oslo"))
    attacked.checked(attacked.show)
    shutil.rmtree(attacked.data)
    shutil.copytree(GOOD, attacked.data)
    for path in (attacked.programme, attacked.data / "news.toml", attacked.agenda):
        path.unlink(missing_ok=True)
        NO_FILES[name](path)
    attacked.refused(attacked.programme, ("show oslo-2028/talk",))
    attacked.passed_over(attacked.data / "news.toml", ("news",))
    attacked.refused(attacked.agenda, ("agenda",))
    attacked.checked(attacked.programme)


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_folder(attacked: Attacked, name: str) -> None:
    """In the place of a show's folder, and of the whole data folder."""
    shutil.rmtree(attacked.show.parent)
    NO_FILES[name](attacked.show.parent)
    for command in (*LISTS, "check"):
        assert attacked.run(command).code in (0, 4)
    shutil.rmtree(attacked.data)
    NO_FILES[name](attacked.data)
    for command in (*LISTS, "check"):
        left = attacked.run(command)
        assert left.code == 0 if name == "a folder" else left.code in (0, 4)
        assert left.err.count("\n") <= 1


def test_a_folder_within_itself(attacked: Attacked) -> None:
    (attacked.data / "again").symlink_to(attacked.data)
    (attacked.show.parent / "again").symlink_to(attacked.show.parent)
    for command in (*LISTS, *NAMED, "check"):
        left = attacked.run(command)
        assert left.code == 0, (command, left.err[:500])
        assert "milipol: " not in left.err


@unprivileged
def test_what_may_not_be_read_by_anybody(tmp_path: Path) -> None:
    """A programme, the news and the agenda."""
    data, agenda = tmp_path / "data", tmp_path / "agenda.toml"
    shutil.copytree(GOOD, data)
    agenda.touch()
    for path in (data / "oslo" / "2028.toml", data / "news.toml", agenda):
        path.chmod(0)
    places = {"MILIPOL_DATA": str(data), "MILIPOL_AGENDA": str(agenda)}
    for command, code, lines in (
        ("today", 0, 3),
        ("news", 0, 1),
        ("show oslo-2028", 4, 1),
        ("agenda", 4, 1),
        ("check", 4, 0),
    ):
        ran = subprocess.run(
            [*UNPRIVILEGED, sys.executable, "-m", "milipol_cli", *shlex.split(command)],
            capture_output=True,
            check=False,
            env={**os.environ, **places, "MILIPOL_ON": DAY},
            timeout=60,
        )
        assert (ran.returncode, ran.stderr.count(b"\n")) == (code, lines)
        assert b"Permission denied" in ran.stderr + ran.stdout


def test_a_file_that_changes_while_it_is_read(attacked: Attacked) -> None:
    """Whole, cut short, empty or gone, again and again, as fast as that can be."""
    whole = GOOD_SHOW + b"#" * 200_000
    ended = threading.Event()

    def change() -> None:
        other = attacked.root.parent / "other"
        while not ended.is_set():
            attacked.show.write_bytes(whole)
            os.truncate(attacked.show, 300)
            other.write_bytes(whole)
            other.replace(attacked.show)
            attacked.show.unlink()

    changing = threading.Thread(target=change)
    changing.start()
    try:
        codes = {
            (command, _unwatched(attacked, command))
            for _ in range(5)
            for command in ("upcoming", "show oslo", "check", "search games", "news")
        }
    finally:
        ended.set()
        changing.join()
    assert {code for command, code in codes if command in ("upcoming", "news")} == {0}
    assert {code for _, code in codes} <= {0, 3, 4}


def _unwatched(attacked: Attacked, command: str) -> int:
    """The exit code of a command while the folder around it changes."""
    left = attacked.run_unwatched(*shlex.split(command))
    assert acting(left.out + left.err) == []
    assert "Traceback" not in left.err
    return left.code


BAD_IDS = (
    "../oslo",
    "oslo/../../x",
    "a\nb",
    "--format",
    "oslo\x00",
    "oslo-2028\x1b]0;x\x07",
    "a" * 100_000,
    "ﬁ",
    "\ud800",
)


@pytest.mark.parametrize("bad", BAD_IDS, ids=range(len(BAD_IDS)))
def test_an_id_that_is_none(attacked: Attacked, bad: str) -> None:
    """In data it is refused with its line; on the command line nothing has it."""
    if "\0" not in bad:  # which no command line can hold
        for args in (
            ("show", "--", bad),
            ("upcoming", "--", bad),
            ("news", "--", bad),
            ("export", "-o", "-", "--", bad),
            ("agenda", "add", "--", bad),
            ("agenda", "remove", "--", bad),
        ):
            left = attacked.run_args(*args)
            assert (left.code, left.out) in ((3, ""), (2, "")), args
            assert left.err.startswith("milipol: ")
            assert left.err.count("\n") == 1
    if "\ud800" in bad:  # which no file can hold
        return
    quoted = json.dumps(bad, ensure_ascii=True)
    for path, old in (
        (attacked.programme, '"talk"'),
        (attacked.data / "news.toml", '"opening"'),
        (attacked.show, '"oslo-2028"'),
        (attacked.show, '"norway"'),
        (attacked.show, '"oslo"'),
    ):
        whole = path.read_text("utf-8")
        path.write_text(whole.replace(old, quoted, 1), "utf-8")
        attacked.passed_over(path, ("search games",))
        attacked.checked(path)
        path.write_text(whole, "utf-8")
    attacked.agenda.write_text(f"[[pick]]\nid = {quoted}\n", "utf-8")
    attacked.refused(attacked.agenda, ("agenda", "export agenda -o -"))


ENDS_OF_TIME = ("0001-01-01", "9999-12-31")


@pytest.mark.parametrize(
    ("zone", "on"),
    [("Pacific/Kiritimati", "1900-01-01"), ("Pacific/Pago_Pago", "2199-12-31T23:59Z")],
)
@pytest.mark.parametrize("day", ENDS_OF_TIME)
def test_the_first_and_the_last_days_there_are(
    attacked: Attacked, day: str, zone: str, on: str
) -> None:
    """No sum of days, and no clock elsewhere, leads out of the calendar."""
    year = day[:4]
    changes = {
        "2028-05-03": day,
        "2028-05-05": day,
        "2026-11-01": "0001-01-01",
        "oslo-2028": f"oslo-{year}",
        "Europe/Oslo": zone,
        "start = 10:00:00": f'half_day = "morning"\nupdated = {day}',
    }
    news = attacked.data / "news.toml"
    for path in (attacked.show, attacked.programme, news):
        text = path.read_text("utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    path = attacked.show.parent / f"{year}.toml"
    attacked.programme.rename(path)
    (attacked.show.parent / "2028.exhibitors.toml").unlink()  # its edition is gone
    attacked.agenda.write_text(
        f'[[pick]]\nid = "oslo-{year}/talk"\ndate = {day}\nlast = {day}\n'
        f'[[pick]]\nid = "oslo-{year}/gone"\ndate = {day}\nstart = 00:00:00\n'
        f'[[pick]]\nid = "paris-2027"\ndate = {day}\nstart = 23:59:00\n'
        f'[[pick]]\nid = "oslo-{year}"\nupdated = {day}\nalarm = ["99w"]\n'
        f'[[pick]]\nid = "oslo-{year}/{day}"\n'
        f'[[pick]]\nid = "agenda/a"\ntitle = "a"\nkind = "travel"\ndate = {day}\n',
        "utf-8",
    )
    for command in (
        *LISTS,
        "agenda --json",
        "show oslo",
        f"show oslo-{year} --json",
        f"show oslo-{year}/{day}",
        f"show oslo-{year}/talk",
        f"export oslo-{year} --sessions --alarm 9w -o -",
        f"export oslo-{year} --sessions --reminder-events -o -",
        f"export oslo-{year} --sessions --dry-run",
        "export agenda -o -",
        "export agenda --dry-run",
    ):
        left = attacked.run(command, on=on)
        assert left.code == 0 or "would ring after the start" in left.err
    assert attacked.run("check").code == 0
    # A time of day there has no day in other zones, so that it is refused.
    rewrite(path, "half_day", "start = 23:59:00\nhalf_day")
    attacked.refused(path, (f"show oslo-{year}", f"export oslo-{year} -o -"))
    attacked.passed_over(path, ("search games",))
