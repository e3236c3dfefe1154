"""Reads untrusted files in a process of their own, bounded in time and memory.

A parser may need minutes or gigabytes for a small file. The process that writes cannot
be harmed, and a crash is an error of one line.
"""

import atexit
import gc
import importlib
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from milipol_cli.base.errors import BadInput, InvalidData, MilipolError, no_such_file

MOST_INPUT_BYTES = 16 * 1024 * 1024
SECONDS = 60
_MEMORY_BYTES = 500 * 1024 * 1024

# How the process ends if it ran out of memory.
_OUT_OF_MEMORY = 12


class _Outcome(msgspec.Struct):
    """The value that was read, or the error for which a file is refused."""

    value: Any = None
    error: str | None = None
    is_usage: bool = False


def shown_name(name: str) -> str:
    """The name of a file in messages: its path, or "stdin" for "-"."""
    return "stdin" if name == "-" else name


def content(name: str) -> bytes:
    """The bytes of a file, or of stdin for "-".

    Raises InvalidData for more than 16 MiB, and BadInput for anything but a file
    that can be read.
    """
    if name == "-":  # it may be closed; one byte more, so that a longer text is refused
        raw = b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_INPUT_BYTES + 1)
        if len(raw) > MOST_INPUT_BYTES:
            raise InvalidData("stdin: larger than 16 MiB; too large to be read")
        return raw
    try:
        status = os.stat(name)
        if not stat.S_ISREG(status.st_mode):
            raise BadInput(f"{name}: not a regular file; give a file on disk")
        if status.st_size > MOST_INPUT_BYTES:
            raise InvalidData(f"{name}: larger than 16 MiB; too large to be read")
        return Path(name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise no_such_file(name) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{name}: cannot be read: {why}") from None


def call_reader(reader: str, name: str, raw: bytes, request: object) -> Any:
    """The result of `reader.read_bounded` for a file, as JSON values.

    The reader is called in another process, which has a minute and 500 MB. Raises
    BadInput if the reader does; InvalidData if the reader does, dies or exceeds a
    limit. An error begins with the file name, or with an option wrong for any file.
    """
    written = _outcome_apart(reader, name, raw, _json(request))
    outcome = msgspec.json.decode(written, type=_Outcome)
    if outcome.error is None:
        return outcome.value
    if outcome.is_usage and outcome.error.startswith("--"):
        raise BadInput(outcome.error)
    if outcome.is_usage:  # an option that does not fit this file
        raise BadInput(f"{name}: {outcome.error}")
    raise InvalidData(f"{name}: {outcome.error}")


def _outcome_apart(reader: str, name: str, raw: bytes, request: str) -> bytes:
    """The output of another process that reads a file with a reader: its outcome.

    Raises InvalidData, with the place it came to, if it needs too much time or memory,
    or crashes.
    """
    written, failure = _written_apart(reader, raw, request)
    # What `note_reading` wrote, a line each, and the outcome.
    places, _, outcome = written.rpartition(b"\n")
    if failure is not None:
        place = places.rpartition(b"\n")[2].decode()
        raise InvalidData(f"{name}: {place}{failure}")
    return outcome


def _written_apart(reader: str, raw: bytes, request: str) -> tuple[bytes, str | None]:
    """All that another process wrote, and why it failed; None if it did not."""
    # -P: the current folder may have files named like modules.
    command = [sys.executable, "-P", "-m", __name__, reader, request]
    try:
        process = subprocess.run(  # noqa: S603  it is this program
            command,
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return error.stdout or b"", f"not read within {SECONDS} seconds"
    if process.returncode == _OUT_OF_MEMORY:
        return process.stdout, "needs more than 500 MB to be read"
    unexpected = "cannot be read: the reader ended unexpectedly"
    return process.stdout, unexpected if process.returncode else None


def note_reading(place: str) -> None:
    """Notes what is read from now on, "sheet 'A': ", in case this process is killed."""
    if sys.argv[0] == __file__:  # not in the process that writes
        os.write(sys.stdout.fileno(), f"{place}\n".encode())


def outcome_bytes(reader: str, raw: bytes, request: str) -> bytes:
    """The result of `reader.read_bounded` as JSON, or why it rejects the file."""
    try:
        module = importlib.import_module(reader)
        value = _Outcome(module.read_bounded(raw, msgspec.json.decode(request)))
    except MilipolError as error:
        value = _Outcome(error=str(error), is_usage=isinstance(error, BadInput))
    return _json(value).encode()


def _json(value: object) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()


def main() -> None:
    """Answers on stdout for a file on stdin; the process that `call_reader` starts."""
    gc.disable()  # it ends before garbage matters
    reader, request = sys.argv[1:]
    try:
        _limit_process()
        written = outcome_bytes(reader, sys.stdin.buffer.read(), request)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # an orderly end needs memory
    # An alarm may cut a write short, unless there is a buffer, as there is none for
    # stdout under PYTHONUNBUFFERED.
    with open(sys.stdout.fileno(), "wb", closefd=False) as out:
        out.write(written)
    gc.freeze()


def _limit_process() -> None:
    """Bounds the memory and time of this process, except on Windows.

    It ends at most a second after its parent, which may be killed.
    """
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    limits = {resource.RLIMIT_AS: _MEMORY_BYTES, resource.RLIMIT_CPU: SECONDS}
    for kind, most in limits.items():
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(kind, (limit, limit))
    parent = os.getppid()
    signal.signal(signal.SIGALRM, lambda *_: os.getppid() != parent and os._exit(1))
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
    # Python gives up its handlers before it ends; an alarm would kill it then.
    atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
