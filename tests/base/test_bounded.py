"""Files of strangers, read in a process of its own."""

import fcntl
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from milipol_cli.base import bounded
from milipol_cli.base.errors import BadInput, InvalidData

READERS = '''
import os, sys, time
from milipol_cli.base import bounded
from milipol_cli.base.errors import BadInput, InvalidData

class Slow:
    """Takes longer than from one alarm to the next when Python ends."""

    def __del__(self, sleep=time.sleep):
        sleep(0.2)

def read_bounded(raw, request):
    match request:
        case "wait":
            bounded.note_reading("sheet 'B': ")
            time.sleep(60)
        case {"lock": name}:
            import fcntl
            with open(name, "w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                file.write("locked")
                file.flush()
                time.sleep(60)
        case "grow":
            return bytearray(10**9)
        case "end there":
            bounded.note_reading("sheet 'é': ")
            os.kill(os.getpid(), 9)
        case "fail":
            bounded.note_reading("sheet 'A': ")
            bounded.note_reading("")
            raise RuntimeError
        case "much":
            return "x" * 1_000_000
        case "end slowly":
            sys.modules["slow"] = Slow()
        case "refuse":
            raise InvalidData("line 2: wrong")
        case "usage":
            raise BadInput("no column")
        case "option":
            raise BadInput("--sheet: no such sheet")
    return [len(raw), request]
'''


# Every process looks ten times as often whether its parent is there.
OFTEN = """
import signal
usual = signal.setitimer
signal.setitimer = lambda which, *times: usual(which, *(each / 10 for each in times))
"""


@pytest.fixture(autouse=True)
def _reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reader_of_tests.py").write_text(READERS, "utf-8")
    (tmp_path / "sitecustomize.py").write_text(OFTEN, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def answer(request: object) -> object:
    return bounded.call_reader("reader_of_tests", "a.ics", b"1234", request)


def test_the_answer_comes_back() -> None:
    assert answer({"a": "é"}) == [4, {"a": "é"}]


@pytest.mark.parametrize(
    ("request_", "error", "text"),
    [
        ("refuse", InvalidData, "a.ics: line 2: wrong"),
        ("usage", BadInput, "a.ics: no column"),
        ("option", BadInput, "--sheet: no such sheet"),
        ("fail", InvalidData, "a.ics: cannot be read: the reader ended unexpectedly"),
        (
            "end there",
            InvalidData,
            "a.ics: sheet 'é': cannot be read: the reader ended unexpectedly",
        ),
        ("grow", InvalidData, "a.ics: needs more than 500 MB to be read"),
    ],
)
def test_what_goes_wrong_is_one_line(request_: str, error: type[Exception], text: str) -> None:
    with pytest.raises(error) as raised:
        answer(request_)
    assert str(raised.value) == text


def test_an_answer_counts_however_long_python_takes_to_end() -> None:
    """Python gives up its handlers of signals first, and then an alarm would end it."""
    assert answer("end slowly") == [4, "end slowly"]


@pytest.mark.parametrize("is_buffered", [True, False])
def test_an_answer_is_whole_however_late_it_is_read(*, is_buffered: bool) -> None:
    """An alarm rings while it waits; without a buffer, a write may be cut short."""
    environment = {**os.environ, **({} if is_buffered else {"PYTHONUNBUFFERED": "1"})}
    with subprocess.Popen(
        [sys.executable, "-m", bounded.__name__, "reader_of_tests", '"much"'],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        select.select([process.stdout], [], [])
        time.sleep(0.3)
        written = process.communicate()[0]
    assert json.loads(written)["value"] == "x" * 1_000_000


def test_it_is_ended_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 1)
    with pytest.raises(InvalidData, match=r"^a\.ics: (sheet 'B': )?not read within 1 sec"):
        answer("wait")


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    code = (
        "import sys; from milipol_cli.base import bounded;"
        "bounded.call_reader('reader_of_tests', 'a.ics', b'', {'lock': sys.argv[1]})"
    )
    with subprocess.Popen([sys.executable, "-c", code, path]) as process:
        while not path.read_text("utf-8"):
            time.sleep(0.01)
        process.terminate()
    with path.open() as file:
        start = time.monotonic()
        fcntl.flock(file, fcntl.LOCK_EX)
        assert time.monotonic() - start < 30


def test_files_beside_it_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of downloads may have a file named like a module."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "msgspec.py").write_text("import os; os._exit(1)", "utf-8")
    monkeypatch.chdir(folder)
    assert answer("x") == [4, "x"]


def test_only_regular_files_of_16_mib_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(b"x")
    assert bounded.content(str(path)) == b"x"
    os.truncate(path, bounded.MOST_INPUT_BYTES + 1)
    with pytest.raises(InvalidData, match=r"larger than 16 MiB; too large to be read$"):
        bounded.content(str(path))
    for name, text in {
        str(tmp_path): "not a regular file; give a file on disk",
        os.devnull: "not a regular file; give a file on disk",
        "a\0b": "cannot be read: ",
    }.items():
        with pytest.raises(BadInput) as raised:
            bounded.content(name)
        assert str(raised.value).startswith(f"{name}: {text}")


def test_a_system_without_limits_reads_as_well() -> None:
    """As Windows, which has no module `resource`."""
    code = (
        "import sys; sys.modules['resource'] = None;"
        "from milipol_cli.base.bounded import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "reader_of_tests", '"x"'],
        input=b"12",
        capture_output=True,
        check=True,
    )
    assert ran.stdout == b'{"value":[2,"x"],"error":null,"is_usage":false}'
