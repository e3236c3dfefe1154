"""Data that attacks: folders of it, and what commands over them take."""

import contextlib
import itertools
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import folders, measuring
from benchmarks.installs import ROOT
from benchmarks.measuring import MIB, Measured, Row, Starter
from milipol_cli import app

# What each command may take on each of them.
MOST_SECONDS, MOST_MIB = 2.0, 500
# Where a command would take all, it is stopped.
STOP_SECONDS, STOP_BYTES = 10.0, 4096 * MIB
# Data that is wrong is exit code 4; it may leave no show of that name, which is 3.
CODES = (0, 3, 4)
# An import may also have other days than the edition (2), or find a programme that it
# did not write (5).
CODES_OF_IMPORT = (*CODES, 2, 5)
# It has a session on a day of the attacked edition.
IMPORTED = str(ROOT / "tests" / "commands" / "importing" / "own" / "attack.csv")
# Every command by itself, or with these words.
WORDS = {
    "show": ("attack",),
    "search": ("attack",),
    "news": ("attack",),
    "export": ("attack", "--output", "-"),
    "import": (IMPORTED, "--edition", "attack", "--dry-run"),
}
# All but the one that writes a folder with everything there is, and the one that reads
# a published folder.
COMMANDS = {
    **{
        command: (command, *WORDS.get(command, ()))
        for command in app.COMMANDS
        if command not in ("publish", "update")
    },
    "search in vain": ("search", "abcdefghijk"),
}
# Only one attack writes an invitation, beside the folder of data.
INVITATION = "invitation.ics"
INVITED = ("agenda", "import", INVITATION, "--edition", "attack-2026")
# These open no programme that they do not need.
QUICK = ("upcoming", "today")
# These show the reader's own entries.
PLANNED = ("today", "agenda", "export")
WITHOUT_RIGHTS = (
    *(shutil.which("setpriv") or "setpriv", "--inh-caps=-all"),
    "--bounding-set=-dac_override,-dac_read_search",
)

DEEP = 10_000
LARGEST = 4 * MIB

SHOW = folders.SHOW.format(name="attack", title="Attack")
EDITION = """
[[edition]]
id = "attack-2026"

[[edition.notice]]
known = 2026-01-01
start = 2026-11-23
end = 2026-12-01
status = "announced"
source = ["own"]
"""
SESSION = '[[session]]\nid = "{at}"\nkind = "talk"\ndate = 2026-12-01\nsource = ["own"]\n'
ESCAPES = "[bold]x[/x] \\u001b[31m \\u001b]0;t\\u0007 \\u001b]8;;http://a\\u0007 \\u202e"


class Attack(NamedTuple):
    """What is done to a folder with a show, and the commands that meet it."""

    name: str
    build: Callable[[Path], object]
    commands: Sequence[str] = tuple(COMMANDS)
    # Root reads what it likes, unless a process gives that right up.
    without_rights: bool = False
    # Done again and again while the commands run.
    meanwhile: Callable[[Path], object] | None = None


def _show(text: str | bytes) -> Callable[[Path], object]:
    """The file of the show holds this."""
    raw = text.encode() if isinstance(text, str) else text
    return lambda folder: _show_file(folder).write_bytes(raw)


def _programme(text: str) -> Callable[[Path], object]:
    """The programme of the edition that is on holds this."""
    text = f'edition = "attack-2026"\n{text}'
    return lambda folder: (folder / "attack" / "2026.toml").write_text(text, "utf-8")


def _instead(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Something stands where the file of the show is expected."""

    def build(folder: Path) -> None:
        path = _show_file(folder)
        path.unlink()
        make(path)

    return build


def _show_file(folder: Path) -> Path:
    return folder / "attack" / "show.toml"


def _with_id(name: str) -> Callable[[Path], object]:
    return _show((SHOW + EDITION).replace('"attack', f'"{name}'))


def _city(text: str) -> Callable[[Path], object]:
    """The city of the show is this."""
    return _show(SHOW.replace('"Lima"', f'"{text}"') + EDITION)


def _sessions(number: int) -> str:
    return "".join(SESSION.format(at=f"s-{at}") for at in range(number))


def _million(folder: Path) -> None:
    """40 shows with 25 editions of 1,000 sessions."""
    programme = _sessions(1000)
    for at in range(40):
        name = f"expo-{at}"
        (folder / name).mkdir()
        text = folders.SHOW.format(name=name, title="Expo")
        for year in range(2000, 2025):
            edition = EDITION.replace("2026", str(year)).replace("attack", name)
            text += edition
            head = f'edition = "{name}-{year}"\n'
            (folder / name / f"{year}.toml").write_text(head + programme)
        (folder / name / "show.toml").write_text(text)


def _overlapping(number: int) -> Callable[[Path], object]:
    """An agenda with so many entries at one time, as an invitation may bring them."""
    entry = (
        '[[pick]]\nid = "agenda/call-{at}"\ntitle = "Call {at}"\nkind = "meeting"\n'
        'at = 2026-12-01T09:00:00\nminutes = 60\nzone = "America/Lima"\n\n'
    )
    text = "".join(entry.format(at=at) for at in range(number))
    return lambda folder: _agenda(folder).write_text(text)


def _invitation(number: int) -> Callable[[Path], object]:
    """A calendar file with so many events at one time."""
    event = (
        "BEGIN:VEVENT\r\nUID:{at}@example.org\r\nSUMMARY:Call {at}\r\n"
        "DTSTART:20261128T140000Z\r\nDTEND:20261128T150000Z\r\nEND:VEVENT\r\n"
    )
    events = "".join(event.format(at=at) for at in range(number))
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
    return lambda folder: folder.with_name(INVITATION).write_text(text)


def _agenda(folder: Path) -> Path:
    """The agenda of the reader, beside the folder of data."""
    return folder.with_suffix(".agenda.toml")


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1024 * MIB)


def _grow_and_shrink(folder: Path) -> None:
    path = _show_file(folder)
    path.write_text(SHOW + EDITION + "#" * MIB)
    path.write_text(SHOW)


def _anagrams() -> str:
    """As many words of ten letters as a file may hold, all of the same letters."""
    words = map("".join, itertools.permutations("abcdefghij"))
    title = "title = '{}'\n"
    return "".join(
        SESSION.format(at=f"s-{at}") + title.format(" ".join(itertools.islice(words, 800)))
        for at in range(450)
    )


# Each is to be told in a line, or shown as harmless text.
ATTACKS = (
    Attack("a file over 4 MiB", _show(SHOW + "#" * LARGEST)),
    Attack("a file of 1 GiB, nothing in it", _instead(_sparse)),
    Attack("a text of nearly 4 MiB", _city("x" * 4_190_000)),
    Attack("a key of nearly 4 MiB", _show(SHOW + "x" * 4_190_000 + " = 1")),
    Attack("a comment of nearly 4 MiB", _show(SHOW + EDITION + "#" * 4_190_000)),
    Attack("arrays nested 10,000 deep", _show(f"x = {'[' * DEEP}{']' * DEEP}")),
    Attack("tables nested 10,000 deep", _show(f"x = {'{x=' * DEEP}1{'}' * DEEP}")),
    Attack("arrays nested 2,000,000 deep", _show(f"x = {'[' * 2_000_000}")),
    Attack("binary", _show(random.Random(7).randbytes(MIB))),
    Attack("UTF-16", _show((SHOW + EDITION).encode("utf-16"))),
    Attack("a byte order mark", _show((SHOW + EDITION).encode("utf-8-sig"))),
    Attack("invalid UTF-8", _show(SHOW.encode() + b'x = "\xff"')),
    Attack("NUL", _show(f'{SHOW}x = "\0"')),
    Attack("a folder instead of a file", _instead(Path.mkdir)),
    Attack("a FIFO instead of a file", _instead(os.mkfifo)),
    Attack("a device instead of a file", _instead(lambda p: p.symlink_to("/dev/zero"))),
    Attack("a link to itself", _instead(lambda path: path.symlink_to(path))),
    Attack("a link that leads nowhere", _instead(lambda path: path.symlink_to("no"))),
    Attack("a folder within itself", lambda f: (f / "loop").symlink_to(f)),
    Attack("no permission", lambda folder: _show_file(folder).chmod(0), without_rights=True),
    Attack("a file that changes while it is read", lambda _: None, meanwhile=_grow_and_shrink),
    Attack("an id with ..", _with_id("../attack")),
    Attack("an id with a newline", _with_id("at\\ntack")),
    Attack("an id like an option", _with_id("--format")),
    Attack("markup, escapes, controls", _city(ESCAPES)),
    Attack("the year 1", _show(SHOW + EDITION.replace("2026-", "0001-"))),
    Attack("the year 9999", _show(SHOW + EDITION.replace("2026-", "9999-"))),
    Attack("cells that are formulas", _city("=1+1")),
    Attack("4 MiB of sessions on one day", _programme(_sessions(50_000))),
    Attack("360,000 words alike", _programme(_anagrams())),
    Attack("1,000,000 sessions in 1,000 files", _million, commands=QUICK),
    Attack("1,000 overlapping entries", _overlapping(1_000), commands=PLANNED),
    Attack("2,000 overlapping entries", _overlapping(2_000), commands=PLANNED),
    Attack("an invitation to 1,000 events", _invitation(1_000), ("agenda import",)),
)


def measure(
    attack: Attack, milipol: Path, folder: Path, starter: Starter, *, rounds: int
) -> dict[str, Measured]:
    """Builds an attack in `folder`; what its commands take, by name."""
    measuring.tell(f"attack: {attack.name}")
    (folder / "attack").mkdir(parents=True)
    (folder / "sources.toml").write_text(folders.SOURCES)
    _show(SHOW + EDITION)(folder)
    attack.build(folder)
    before = WITHOUT_RIGHTS if attack.without_rights and os.geteuid() == 0 else ()
    rows = [
        Row(
            f"{name}: {attack.name}",
            (*before, milipol, *_words(name, folder)),
            {"MILIPOL_DATA": str(folder), "MILIPOL_AGENDA": str(_agenda(folder))},
            codes=CODES_OF_IMPORT if name == "import" else CODES,
            most_seconds=STOP_SECONDS,
            most_bytes=STOP_BYTES,
        )
        for name in attack.commands
    ]
    with _meanwhile(attack, folder):
        results = measuring.in_turn(rows, starter, rounds=rounds, warm_up=False)
    return dict(zip(attack.commands, results.values(), strict=True))


def _words(name: str, folder: Path) -> Sequence[str]:
    """The words of a command; the invitation is beside the folder."""
    words = INVITED if name == "agenda import" else COMMANDS[name]
    beside = str(folder.with_name(INVITATION))
    return [beside if word == INVITATION else word for word in words]


@contextlib.contextmanager
def _meanwhile(attack: Attack, folder: Path) -> Iterator[None]:
    done = threading.Event()

    def disturb() -> None:
        while attack.meanwhile is not None and not done.is_set():
            attack.meanwhile(folder)

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
