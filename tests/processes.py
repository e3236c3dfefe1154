"""Milipol in processes of its own: with pipes, on a terminal, by another clock.

None of them has a time limit, since how fast a machine is tells nothing; a test that
hangs is ended by `conftest.py`.
"""

import os
import resource
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

from conftest import ON, ROOT
from environments import unmeasured
from published import LATER

MILIPOL = (sys.executable, "-m", "milipol_cli")


def clocked(step: float) -> tuple[str, ...]:
    """Milipol by a clock that goes on by so many seconds at each look at it.

    The day is one on which the newer data of `published.py` can be fetched.
    """
    code = (
        "import datetime, itertools, sys, time\n"
        "from milipol_cli.network import as_of\n"
        f"noon = datetime.datetime.fromisoformat('{LATER}T12:00Z')\n"
        "as_of._now = lambda _: noon\n"
        f"time.monotonic = itertools.count(0.0, {step}).__next__\n"
        "from milipol_cli.__main__ import main\n"
        "sys.argv[0] = 'milipol'\n"
        "main()"
    )
    return sys.executable, "-c", code


# Milipol that takes no time at all.
QUICK = clocked(0.0)


def start(
    *args: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[bytes]:
    """Runs milipol in a process of its own, on the day the data was reviewed."""
    return subprocess.run(
        [*MILIPOL, *args],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "MILIPOL_ON": ON, **(env or {})},
    )


def confined(
    *args: str, before: Sequence[str] = (), limit_bytes: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs milipol, by a program `before` it, with no room for larger files."""

    def confine() -> None:  # pragma: no cover  runs in the child
        assert limit_bytes is not None
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    return subprocess.run(
        [*before, *MILIPOL, *args],
        capture_output=True,
        check=False,
        text=True,
        preexec_fn=None if limit_bytes is None else confine,
        # Coverage would write a file of its own, for which there is no room.
        env=None if limit_bytes is None else unmeasured(),
    )


def on_terminal(
    *args: str,
    env: Mapping[str, str] | None = None,
    columns: int = 100,
    program: Sequence[str] = QUICK,
) -> tuple[str, int]:
    """What milipol shows on a terminal, and its exit code."""
    screen, its = os.openpty()
    termios.tcsetwinsize(its, (24, columns))
    settled = {"MILIPOL_ON": ON, "COLUMNS": "100", "TERM": "xterm"}
    shown = b""
    with subprocess.Popen(
        [*program, *args],
        stdin=its,
        stdout=its,
        stderr=its,
        env={**os.environ, **settled, **(env or {})},
    ) as process:
        os.close(its)
        try:
            while part := os.read(screen, 65536):
                shown += part
        except OSError:  # how Linux tells the end of a terminal
            pass
        except BaseException:
            process.kill()
            raise
        finally:
            os.close(screen)
    return shown.decode().replace("\r\n", "\n"), process.returncode
