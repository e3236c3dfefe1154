"""Starts programs, and says how long each took, its peak memory and its exit code.

This is a process of its own that loads next to nothing: until a new process runs its
program, its memory counts as that of the process that started it, and a large one
would hide what small programs take. It reads a request a line, answers with a line,
and never waits on a program for longer than it is told.
"""

import json
import os
import resource
import signal
import sys
import time

# Linux counts memory in KiB, macOS in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024
# A program that could not be started ends with this, as in a shell.
NOT_STARTED = 127


def main() -> None:
    """Answers requests until there are no more."""
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)


def run(
    args: list[str], env: dict[str, str], output: str, most_seconds: float, most_bytes: int
) -> tuple[float, int, int]:
    """Seconds, peak memory in bytes, and exit code; negative for a signal's number."""
    start = time.perf_counter()
    child = os.fork()
    if not child:
        _become(args, env, output, most_seconds, most_bytes)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    return seconds, usage.ru_maxrss * UNIT, os.waitstatus_to_exitcode(status)


def _become(
    args: list[str], env: dict[str, str], output: str, most_seconds: float, most_bytes: int
) -> None:
    """Turns this process into the program, with an alarm that ends it."""
    try:
        signal.setitimer(signal.ITIMER_REAL, most_seconds)
        if most_bytes:
            resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
        os.dup2(nothing, 2)
        os.execve(args[0], args, env)
    finally:
        os._exit(NOT_STARTED)


if __name__ == "__main__":
    main()
