"""Reads untrusted files in a process of their own, bounded in time and memory.

A parser may need minutes or gigabytes for a small file. Nothing of that can reach the
process that writes, and a crash is one line.
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

MAX_BYTES = 16 * 1024 * 1024
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
    """The bytes of a file, or of stdin for "-", at most 16 MiB.

    Raises BadInput for anything else.
    """
    if name == "-":  # it may be closed; one byte more, so that a longer text is refused
        raw = b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise InvalidData("stdin: larger than 16 MiB; too large to be read")
        return raw
    try:
        status = os.stat(name)
        if not stat.S_ISREG(status.st_mode):
            raise BadInput(f"{name}: not a regular file; give a file on disk")
        if status.st_size > MAX_BYTES:
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
    BadInput if it does, and InvalidData if it does, dies or exceeds a limit. The error
    begins with the file name, or else with the option that is wrong for any file.
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
    # -P: the current folder may have files named like modules.
    command = [sys.executable, "-P", "-m", __name__, reader, request]
    why = "cannot be read: the reader ended unexpectedly"
    try:
        process = subprocess.run(  # noqa: S603  it is this program
            command,
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        code, written = process.returncode, process.stdout
        if code == _OUT_OF_MEMORY:
            why = "needs more than 500 MB to be read"
    except subprocess.TimeoutExpired as error:
        code, written = 1, error.stdout or b""
        why = f"not read within {SECONDS} seconds"
    # What `note_reading` wrote, a line each, and the outcome.
    places, _, outcome = written.rpartition(b"\n")
    if code:
        place = places.rpartition(b"\n")[2].decode()
        raise InvalidData(f"{name}: {place}{why}")
    return outcome


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
    """Bounds this process where the system can; it ends soon after its parent."""
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
