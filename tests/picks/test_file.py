"""The agenda file: nothing in it is lost, whatever happens while it is written."""

import datetime as dt
import errno
import fcntl
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import filelock
import msgspec
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

import pick_strategies
from agendas import change_picks, read_picks
from conftest import HERE, UNPRIVILEGED, Golden, Ran, Run, unprivileged, write_file
from milipol_cli.base import files, lock
from milipol_cli.base.errors import CannotWrite, InvalidData
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks import write
from pick_strategies import MARK, Change, Document
from processes import confined

ADD = ("agenda", "add", "--own", "Call", "--at", "2027-01-02", "--no-alarm")
MEETING = ("--at", "2027-11-16T10:00", "--minutes", "5")
NOTED = """\
# Mine.

[[pick]]
# the fair
id = "paris-2027"  # whole
title = "Milipol Paris 2027"

# dinner is on me
[[pick]]
id = "agenda/dinner"
title = "Dinner"
kind = "meeting"
date = 2027-11-17
# the end
"""


@pytest.fixture(name="agenda")
def _agenda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the agenda, in a folder that is not there yet."""
    path = tmp_path / "my plans" / "agenda.toml"
    monkeypatch.setenv("MILIPOL_AGENDA", str(path))
    return path


@pytest.fixture(name="noted")
def _noted(agenda: Path) -> Path:
    """The agenda with two picks and comments around them."""
    write_file(agenda, NOTED)
    return agenda


@pytest.fixture(name="scratch", scope="session")
def _scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that all examples of a property write."""
    return tmp_path_factory.mktemp("picks") / "agenda.toml"


def entry(title: str = "Call") -> Pick:
    """A small own entry."""
    return Pick(
        id=f"agenda/{title.casefold()}", title=title, kind="deadline", date=dt.date(2027, 1, 2)
    )


def left_in(folder: Path) -> set[str]:
    """The files in a folder, except the lock, which may stay or not, and the copy."""
    beside = {"agenda.toml.lock", "agenda.toml.undo", "agenda.toml.undo-next"}
    return {path.name for path in folder.iterdir()} - beside


def check_refused(ran: Ran, path: object, why: str, held: str = NOTED) -> None:
    """That nothing was written, and one line says so; `held` is what the agenda is."""
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == f"milipol: {path}: cannot be written: {why}\n"
    assert Path(os.environ["MILIPOL_AGENDA"]).read_text("utf-8") == held


# Picks are read back as they were written, and the reader's comments stay.


def comments(text: str) -> list[str]:
    """The numbers of the comment lines, in their order."""
    return re.findall(rf"^[ \t]*{MARK}(\d+)", text, re.MULTILINE)


def check_kept(before: Document, change: Change, after: str) -> None:
    """All except removed and changed tables is there, byte for byte, in order."""
    pattern = re.escape(before.head)
    kept = before.head
    for block in before.blocks:
        below = re.escape(block.below)
        now = change.instead.get(block.pick.id, block.pick)
        if now is None:  # blank lines may go with it
            pattern += below if block.below.strip() else f"(?:{below})?"
        elif now == block.pick:
            pattern += re.escape(block.own) + below
        else:
            pattern += rf"[ \t]*\[\[.*{below}"
        kept += block.below if now is None else block.own + block.below
    if change.added:
        pattern += r"(?:\r?\n|# What I plan to attend.*\n)*\[\[pick\]\]  # [^\r\n]*\r?\n.*\n"
    assert re.fullmatch(pattern, after, re.DOTALL) is not None
    assert comments(after) == comments(kept)


@pytest.mark.slow
@given(st.data(), pick_strategies.documents())
def test_picks_read_back_as_changed_and_the_rest_stays(
    scratch: Path, data: st.DataObject, document: Document
) -> None:
    scratch.write_bytes(document.text.encode())
    assert list(read_picks(scratch)) == document.picks
    os.utime(scratch, (1, 1))
    change_picks(scratch, lambda old: [*old])
    assert scratch.stat().st_mtime == 1  # nothing changed, so nothing is written
    change = data.draw(pick_strategies.changes(document.picks))
    change_picks(scratch, change.of)
    assert read_picks(scratch) == change.of(document.picks)
    after = scratch.read_bytes().decode()
    tomli.loads(after)
    check_kept(document, change, after)


NEW = (
    '[[pick]]  # agenda/call\nid = "agenda/call"\ntitle = "Call"\n'
    'kind = "deadline"\ndate = 2027-01-02\n'
)
OSLO = '[[pick]]\nid = "oslo"\n'
IN_A_TEXT = f'{OSLO}note = """\n[[pick]]\nid = "calls"\n# no"""\n'
QUOTED = f'{OSLO}\n[["pick"]]\nid = "delhi"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "# What I plan to attend. milipol keeps the comments and order of this"
         f" file.\n\n{NEW}"),
        ("# mine", f"# mine\n\n{NEW}"),
        ("# mine\r\n", "# mine\r\n\r\n" + NEW.replace("\n", "\r\n")),
        ("\n\n", f"\n\n\n{NEW}"),
        (OSLO.rstrip(), f"{OSLO}\n{NEW}"),
        (IN_A_TEXT, f"{IN_A_TEXT}\n{NEW}"),
        (QUOTED, f"{QUOTED}\n{NEW}"),
    ],
    ids=["empty", "comment", "crlf", "blank", "no end", "in a text", "quoted"],
)  # fmt: skip
def test_a_new_pick_is_added_at_the_end(scratch: Path, before: str, after: str) -> None:
    scratch.write_bytes(before.encode())
    change_picks(scratch, lambda old: (*old, entry()))
    assert scratch.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("before", "changed", "after"),
    [
        *(
            (
                f"alarm = {value}\n# end\nnote = 'x'\n",
                {"alarm": ("4w",)},
                f"alarm = [\"4w\"]{comment}\n# end\nnote = 'x'\n",
            )
            for value, comment in (
                ('[\n"1d",\n"2h"\n]', ""),
                ("[\n]", ""),
                ('[\n\n# one\n"1d"] # two', " # two"),
                ('[ # "\n"1d" ]', ""),
            )
        ),
        (
            'title = """\\\nOslo # 2027"""  # why\n',
            {"title": "Oslo # 2028", "sequence": 2},
            'title = "Oslo # 2028"  # why\nsequence = 2\n',
        ),
        ("title = 'a'", {"note": "a\nb"}, "title = 'a'\nnote = \"a\\nb\"\n"),
        ("title = 'a'\r\n", {"note": "b"}, "title = 'a'\r\nnote = \"b\"\r\n"),
        ("note = 'a'\ntitle = 'b'\n# end\n", {"note": None}, "title = 'b'\n# end\n"),
    ],
)
def test_a_pick_is_changed_in_its_place(
    scratch: Path, before: str, changed: dict[str, Any], after: str
) -> None:
    """Its other keys keep their spelling, and comments stay."""
    end = "\r\n" if "\r" in before else "\n"
    head = f"name = \"Ann\"{end}[[pick]]{end}id = 'oslo'{end}"
    scratch.write_bytes((head + before).encode())
    change_picks(scratch, lambda old: [msgspec.structs.replace(old[0], **changed)])
    assert scratch.read_bytes().decode() == head + after


@pytest.mark.parametrize(
    ("gone", "after"),
    [
        (
            "paris-2027",
            "# Mine.\n\n\n# dinner is on me\n[[pick]]\nid = \"agenda/dinner\"\n"
            'title = "Dinner"\nkind = "meeting"\ndate = 2027-11-17\n# the end\n',
        ),
        (
            "agenda/dinner",
            '# Mine.\n\n[[pick]]\n# the fair\nid = "paris-2027"  # whole\n'
            'title = "Milipol Paris 2027"\n\n# dinner is on me\n# the end\n',
        ),
        ("", "# Mine.\n\n\n# dinner is on me\n# the end\n"),
    ],
    ids=["first", "last", "all"],
)  # fmt: skip
def test_comments_stay_when_tables_are_removed(noted: Path, gone: str, after: str) -> None:
    change_picks(noted, lambda old: [pick for pick in old if gone and pick.id != gone])
    assert noted.read_text("utf-8") == after


@pytest.mark.parametrize(
    "text",
    [
        "pick = []\n",
        'pick = [{ id = "oslo" }]  # mine\n',
        'pick = [\n  { id = "oslo" },\n  { id = "paris" },\n]\n',
    ],
)
def test_picks_in_one_list_are_read_but_not_written(run: Run, noted: Path, text: str) -> None:
    noted.write_text(text, "utf-8")
    assert len(read_picks(noted)) == text.count("id")
    why = "its picks are in one list; write each as a [[pick]] table"
    check_refused(run(*ADD), noted, why, held=text)


def test_a_file_is_not_written_larger_than_can_be_read(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it could not be read again."""
    monkeypatch.setattr(write, "MAX_BYTES", len(NOTED))
    with pytest.raises(CannotWrite, match=f"; at most {len(NOTED)} are read"):
        change_picks(noted, lambda old: (*old, entry()))
    assert noted.read_text("utf-8") == NOTED
    change_picks(noted, lambda old: old[1:])
    assert len(read_picks(noted)) == 1


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (  # refused
            (Pick(id="oslo"), Pick(id="Big Fair")),
            "it could not be read again: {path}: line 11: pick[1].id: found 'Big Fair';"
            " expected an id like paris-2027 or paris-2023/raid-demonstration",
        ),
        (
            tuple(Pick(id=f"paris-{at:04}") for at in range(2_001)),
            "it could not be read again: {path}: line 7: pick: found a list with 2001"
            " items; expected a list of tables with at most 2000 items",
        ),
        (  # other order
            (entry("Dinner"), Pick(id="paris-2027")),
            "the result would differ from what was asked for",
        ),
    ],
    ids=["wrong", "many", "order"],
)
def test_a_file_is_not_written_if_it_would_read_differently(
    noted: Path, wanted: tuple[Pick, ...], why: str
) -> None:
    """The file stays as it is."""
    with pytest.raises(CannotWrite) as caught:
        change_picks(noted, lambda _: wanted)
    assert str(caught.value) == (f"{noted}: cannot be written: {why.format(path=noted)}")
    assert noted.read_text("utf-8") == NOTED


@pytest.mark.slow
def test_a_zone_without_a_name_is_not_written(agenda: Path) -> None:
    """The file would be refused when it is read."""
    why = "this computer's zone has no name; set it with --tz, like Europe/Paris"
    process = begin("add", "--own", "Call", *MEETING, env={"TZ": "Factory"})
    assert ended(process) == (2, "", f"milipol: {why}\n")
    assert not agenda.exists()


# A damaged file is never overwritten.

HEAD = b'# mine\n[[pick]]\nid = "paris-2027"\n'
# What no golden file can hold, and how its error begins.
DAMAGED = {
    "cut off": (HEAD + b'title = "Mil', "line 4, column 13: "),
    "byte order mark": (b"\xef\xbb\xbf" + HEAD, "line 1: begins with a byte order mark; "),
    "too large": (b"#" * (4 * 1024 * 1024 + 1), "larger than 4 MiB; "),
    "too many": (
        b"".join(b'[[pick]]\nid = "paris-%04d"\n' % at for at in range(2_001)),
        "line 1: pick: found a list with 2001 items; expected a list of tables with at"
        " most 2000 items\n",
    ),
}


READS = ("agenda", "export agenda", "agenda add paris-2027", "agenda remove x")


def refusal(run: Run, path: Path, raw: bytes, calls: Sequence[str]) -> str:
    """The message of these calls for a file, which stays as it is."""
    path.write_bytes(raw)
    messages = set()
    for call in calls:
        ran = run(*call.split())
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.index("\n") == len(ran.err) - 1
        messages.add(ran.err.removeprefix(f"milipol: {path}: "))
    assert path.read_bytes() == raw
    assert left_in(path.parent) == {"agenda.toml"}
    (message,) = messages
    return message


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_left_as_it_is(run: Run, noted: Path, name: str) -> None:
    raw, message = DAMAGED[name]
    assert refusal(run, noted, raw, READS).startswith(message)


def test_a_wrong_file_gets_one_line_and_is_left_as_it_is(
    run: Run, golden: Golden, noted: Path
) -> None:
    """The files are those in `wrong.txt`, each with what is wrong and the message."""
    answers = []
    text = (HERE / "picks" / "golden" / "wrong.txt").read_text("utf-8")
    for case in text.removeprefix("== ").split("\n== "):
        title, _, rest = case.partition("\n")
        toml = rest[: rest.rindex("\n! ") + 1]
        message = refusal(run, noted, toml.encode(), ["agenda remove x"])
        answers.append(f"== {title}\n{toml}! {message}")
    golden("wrong.txt", "\n".join(answers))


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("folder", "not a regular file"),
        ("pipe", "not a regular file"),
        ("link to nowhere", "a link that leads nowhere; "),
        ("link to itself", "cannot be read: Too many levels of symbolic "),
    ],
)
def test_a_folder_pipe_or_bad_link_is_left_as_it_is(
    run: Run, agenda: Path, kind: str, why: str
) -> None:
    agenda.parent.mkdir()
    if kind == "folder":
        agenda.mkdir()
    elif kind == "pipe":
        os.mkfifo(agenda)
    else:
        agenda.symlink_to("agenda.toml" if "itself" in kind else "nowhere")
    before = agenda.lstat()
    for args in ((), ("add", "paris-2027")):
        ran = run("agenda", *args)
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"milipol: {agenda}: {why}")
        assert ran.err.index("\n") == len(ran.err) - 1
    now = agenda.lstat()  # reading a link changes its access time
    assert (now.st_ino, now.st_mode, now.st_mtime_ns) == (
        *(before.st_ino, before.st_mode, before.st_mtime_ns),
    )
    assert left_in(agenda.parent) == {"agenda.toml"}


def test_nothing_is_written_if_anything_is_refused(run: Run, noted: Path) -> None:
    assert run("agenda", "add", "--own", "Call", *MEETING).code == 0
    within = ("--at", "2027-11-16T10:01", "--minutes", "1")
    assert run("agenda", "add", "--own", "In it", *within).code == 0
    before = noted.read_bytes()
    os.utime(noted, (1, 1))
    for code, *args in (
        (6, "edit", "in-it", "--at", "2027-11-16T10:03", "--if-free"),
        (3, "add", "oslo", "paris-2027"),
        (3, "remove", "paris-2027", "lunch"),
        (2, "add", "--own", "Call", "--at", "soon"),
        (6, "add", "--if-free", "--own", "Visit", *MEETING),
    ):
        assert run("agenda", *map(str, args)).code == code
    assert noted.stat().st_mtime == 1
    assert noted.read_bytes() == before


@pytest.mark.parametrize("option", ["--own", "--note", "--place"])
def test_a_text_that_is_not_utf_8_is_refused(run: Run, noted: Path, option: str) -> None:
    """Arguments from a shell need not be UTF-8."""
    texts = {"--own": "Call", "--note": "x", "--place": "x", option: "caf\udce9"}
    args = [part for pair in texts.items() for part in pair]
    assert run("agenda", "add", *args, "--at", "2027-01-02").refusal == (2, f"{option}: not UTF-8")
    assert noted.read_text("utf-8") == NOTED


# Several writers at once, and writers that are killed.


# On a slow machine, many writers wait longer than a person would.
PATIENT = (
    "import sys\n"
    "from milipol_cli.base import lock\n"
    "from milipol_cli.__main__ import main\n"
    "lock._PATIENCE_SECONDS = 600\n"
    "sys.argv[0] = 'milipol'\n"
    "main()"
)


def begin(*args: str, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start `milipol agenda` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PATIENT, "agenda", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Its exit code, stdout and stderr, once it has ended."""
    out, err = process.communicate()
    return process.returncode, out, err


@pytest.mark.slow
def test_everything_that_many_change_at_once_is_kept(noted: Path) -> None:
    """Each entry gets an id of its own."""
    # All wait for the lock, so that they start together.
    with filelock.FileLock(f"{noted}.lock"):
        days = [f"2027-11-{day}" for day in range(10, 22)]
        started = [begin("add", "--own", "Call", "--at", day, "--no-alarm") for day in days]
        started += [begin("remove", "paris-2027"), begin("remove", "dinner")]
        time.sleep(2)
        assert noted.read_text("utf-8") == NOTED
    for process in started:
        code, out, err = ended(process)
        assert (code, out, err.count("\n")) == (0, "", 1)
    assert {pick.id for pick in read_picks(noted)} == {
        "agenda/call",
        *(f"agenda/call-{at}" for at in range(2, 13)),
    }
    text = noted.read_text("utf-8")
    assert re.findall("^#.*", text, re.MULTILINE) == [
        *("# Mine.", "# dinner is on me", "# the end")
    ]
    assert left_in(noted.parent) == {"agenda.toml"}


STEPS = ("before", "opened", "written", "replaced")


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_step_of_writing(noted: Path, step: str) -> None:
    """The next writer gets the lock and can write, even with the same process id.

    The copy for `undo`, which is written first, is killed in its own tests.
    """
    death = "lambda *_, **__: os.kill(os.getpid(), 9)"
    code = {
        "before": f"files.write_whole = {death}",
        "opened": f"files.os.fsync = {death}",
        "written": f"pathlib.Path.replace = {death}",
        "replaced": f"files._sync = {death}",
    }[step]
    started = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, pathlib; from milipol_cli.base import files;"
            "from milipol_cli.picks import undo; undo.keep_former = lambda *_: None;"
            f"{code}; from milipol_cli.app import app;"
            "app(['agenda', 'add', '--own', 'Killed', '--at', '2027-01-02'])",
        ],
        capture_output=True,
        check=False,
    )
    assert started.returncode == -signal.SIGKILL
    if step == "replaced":
        assert read_picks(noted)[-1].title == "Killed"
    else:
        assert noted.read_text("utf-8") == NOTED
    left = left_in(noted.parent) - {"agenda.toml"}
    assert len(left) == (step in ("opened", "written"))
    change_picks(noted, lambda old: (*old, entry()))
    assert read_picks(noted)[-1] == entry()
    assert left_in(noted.parent) == {"agenda.toml"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_a_signal_while_it_waits_for_the_lock(
    noted: Path, number: signal.Signals, code: int
) -> None:
    """It reports when it begins to wait; a fixed delay might be too short."""
    says_when = (
        "import signal, sys, time\n"
        # A process in the background may ignore it.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sleep = time.sleep\n"
        "def waits(seconds):\n"
        "    print('waits', flush=True)\n"
        "    sleep(seconds)\n"
        "time.sleep = waits\n"
        "from milipol_cli.__main__ import main\n"
        "main()"
    )
    with filelock.FileLock(f"{noted}.lock"):
        process = subprocess.Popen(
            [sys.executable, "-c", says_when, "agenda", "add", "paris-2027"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "waits\n"
        process.send_signal(number)
        ended_with, out, err = ended(process)
    assert (ended_with, out.replace("waits\n", ""), err) == (code, "", "")
    assert noted.read_text("utf-8") == NOTED
    assert left_in(noted.parent) == {"agenda.toml"}


# Files that cannot be written.


def add(*before: str) -> Ran:
    """Add in a process of its own, with fewer rights."""
    ran = confined(*ADD, before=before)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@unprivileged
@pytest.mark.parametrize(
    ("folder_mode", "mode", "code", "why"),
    [
        (0o555, 0o644, 5, "cannot be written: Permission denied\n"),
        (0o755, 0o444, 5, "cannot be written: the file there is write-protected\n"),
        (0o755, 0o200, 4, "cannot be read: Permission denied"),
    ],
    ids=["folder", "file", "file that may not be read"],
)
def test_a_file_without_the_rights_to_it_stays(
    noted: Path, folder_mode: int, mode: int, code: int, why: str
) -> None:
    noted.chmod(mode)
    noted.parent.chmod(folder_mode)
    ran = add(*UNPRIVILEGED)
    noted.parent.chmod(0o755)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert ran.err.startswith(f"milipol: {noted}: {why}")
    assert noted.read_text("utf-8") == NOTED
    assert left_in(noted.parent) == {"agenda.toml"}


@pytest.mark.parametrize(
    ("kind", "why"), [("link", "Too many levels of symbolic links"), ("folder", "Is a directory")]
)
def test_what_is_in_place_of_the_lock_is_named(run: Run, noted: Path, kind: str, why: str) -> None:
    """The agenda itself is fine."""
    lock_file = Path(f"{noted}.lock")
    if kind == "link":
        lock_file.symlink_to("elsewhere")
    else:
        lock_file.mkdir()
    check_refused(run(*ADD), lock_file, why)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("file/agenda.toml", "file: cannot be written: it is not a folder"),
        ("file/below/agenda.toml", "file/below: cannot be written: Not a directory"),
        ("x" * 300, f"{'x' * 300}: cannot be read: File name too long"),
    ],
    ids=["file as parent", "below a file", "long"],
)
def test_a_path_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((CannotWrite, InvalidData)) as caught:
        change_picks(tmp_path / name, lambda old: (*old, entry()))
    assert str(caught.value) == f"{tmp_path}/{why}"
    assert left_in(tmp_path) == {"file"}


def test_a_lock_held_by_another_is_reported(
    run: Run, noted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link and its target have the same lock."""
    link = tmp_path / "link.toml"
    link.symlink_to(noted)
    monkeypatch.setenv("MILIPOL_AGENDA", str(link))
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.2)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import filelock, sys\n"
            "with filelock.FileLock(sys.argv[1]):\n"
            "    print('held', flush=True); sys.stdin.read()",
            f"{noted}.lock",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        assert run("agenda").code == 0  # reading waits for nobody
        ran = run(*ADD)
    finally:
        holder.communicate("")
    why = "another milipol has been writing it for 0.2 seconds; try again"
    check_refused(ran, noted, why)
    assert run(*ADD).code == 0
    assert link.is_symlink()
    assert noted.read_text("utf-8").startswith(f"{NOTED}\n[[pick]]  # ")


# File systems without locks, and locks that others own.


def no_locks(number: int) -> Callable[[int, int], NoReturn]:
    """What flock() does on a file system that answers with this error."""

    def flock(_descriptor: int, _operation: int) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return flock


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EOPNOTSUPP])
def test_without_locks_it_is_written_without_one(
    run: Run, noted: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock file that is there is no other milipol."""
    monkeypatch.setattr(fcntl, "flock", no_locks(number))
    Path(f"{noted}.lock").touch()
    ran = run(*ADD)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "Added agenda/call: Meeting: Call, 2 January 2027.\n"
        f"milipol: {noted}: changed without a lock, because this file system has none\n"
    )
    assert read_picks(noted)[-1].title == "Call"


def test_a_lock_that_the_system_refuses_is_reported(
    run: Run, noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_locks(errno.EIO))
    check_refused(run(*ADD), Path(f"{noted}.lock"), os.strerror(errno.EIO))


def test_windows_has_locks_everywhere(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    change_picks(noted, lambda old: (*old, entry()))
    assert read_picks(noted)[-1] == entry()


NEEDS_ROOT = pytest.mark.skipif(
    not UNPRIVILEGED, reason="only root can give a file to another owner"
)


@unprivileged
def test_a_lock_that_may_not_be_opened_is_named(noted: Path) -> None:
    lock_file = Path(f"{noted}.lock")
    lock_file.touch(0o444)
    check_refused(add(*UNPRIVILEGED), lock_file, "Permission denied")


@pytest.mark.parametrize("mode", [0o644, 0o664, 0o640, 0o600])
def test_an_agenda_is_the_reader_s_alone(noted: Path, mode: int) -> None:
    """Also one that others could read, as that of 3.0."""
    noted.chmod(mode)
    change_picks(noted, lambda old: (*old, entry()))
    assert stat.S_IMODE(noted.stat().st_mode) == 0o600
    noted.unlink()
    change_picks(noted, lambda _: [entry()])
    assert stat.S_IMODE(noted.stat().st_mode) == 0o600


@NEEDS_ROOT
def test_root_keeps_the_owner_of_an_agenda(noted: Path) -> None:
    os.chown(noted, 1, 54321)
    change_picks(noted, lambda old: old[:1])
    status = noted.stat()
    assert (status.st_uid, stat.S_IMODE(status.st_mode)) == (1, 0o600)


def write_answer(path: Path, *before: str) -> None:
    """Write an answer that is not private, in a process of its own."""
    assert confined("upcoming", "-o", str(path), before=before).returncode == 0


@unprivileged
@NEEDS_ROOT
def test_a_file_that_a_group_shares_stays_theirs(noted: Path) -> None:
    """Whoever of them writes it; only root may keep its owner, too."""
    group, me = 54321, os.geteuid()
    path = noted.with_name("answer.txt")
    path.touch()
    path.parent.chmod(0o777)
    os.chown(path, 1, group)
    path.chmod(0o664)
    limits = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", f"--groups={group}")
    write_answer(path, *limits)
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (me, group)
    assert stat.S_IMODE(status.st_mode) == 0o664
    os.chown(path, 1, group)
    files.write_whole(str(path), [b"x"])
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (1, group)
    assert stat.S_IMODE(status.st_mode) == 0o664


@unprivileged
@NEEDS_ROOT
def test_no_other_group_gets_the_rights_of_the_one_that_had_them(noted: Path) -> None:
    path = noted.with_name("answer.txt")
    path.touch()
    path.parent.chmod(0o777)
    os.chown(path, os.geteuid(), 54321)
    path.chmod(0o664)
    write_answer(path, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
    status = path.stat()
    assert (status.st_gid, stat.S_IMODE(status.st_mode)) == (os.getegid(), 0o644)


@unprivileged
@NEEDS_ROOT
def test_who_shares_an_agenda_shares_its_lock(noted: Path) -> None:
    """The lock of one member of a group does not keep out the others."""
    group = 54321
    noted.parent.chmod(0o770)
    os.chown(noted.parent, -1, group)
    os.chown(noted, 1, group)
    noted.chmod(0o660)
    lock_file = Path(f"{noted}.lock")
    statuses = []

    def with_visit(old: Picks) -> Sequence[Pick]:
        statuses.append(lock_file.stat())
        return (*old, entry("Visit"))

    change_picks(noted, with_visit)
    (status,) = statuses
    assert (status.st_gid, stat.S_IMODE(status.st_mode)) == (group, 0o660)


# Where the file is.


def test_the_agenda_is_in_the_readers_folder_unless_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is made when something is written."""
    own = tmp_path / "config" / "milipol" / "agenda.toml"
    assert agenda_file() == own
    monkeypatch.setenv("MILIPOL_AGENDA", "")
    assert agenda_file() == own
    monkeypatch.setenv("MILIPOL_AGENDA", "a b/c.toml")
    assert agenda_file() == Path("a b/c.toml")
    monkeypatch.delenv("MILIPOL_AGENDA")
    assert run("agenda").code == 0
    assert not own.parent.exists()
    assert run(*ADD).code == 0
    assert [pick.id for pick in read_picks(own)] == ["agenda/call"]
