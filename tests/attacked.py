"""Runs milipol in processes of its own, held to little memory, many in a second.

A process that has loaded the program once forks for each command, so that hundreds of
commands cost what a few would. This file is both sides: what the tests call, and the
script that they start. It needs a POSIX system.
"""

import importlib
import json
import os
import pkgutil
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from environments import unmeasured

MOST_BYTES = 600 * 1024 * 1024
# Generous: how fast it is, the bench tells.
MOST_SECONDS = 30


class Left(NamedTuple):
    """What a command left: its exit code, its streams and the TOML files it opened."""

    code: int
    out: str
    err: str
    opened: list[str]


class Forker:
    """The process that forks for each command; ends with the block that holds it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=unmeasured(),
            text=True,
        )

    def run(self, args: Sequence[str], env: Mapping[str, str], cwd: Path) -> Left:
        """Runs a command to its end, whatever that is."""
        asked = {"args": list(args), "env": dict(env), "cwd": str(cwd)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Left(*json.loads(self._process.stdout.readline()))

    def end(self) -> None:
        """Ends the process."""
        self._process.communicate()


def _serve() -> None:
    import milipol_cli  # noqa: PLC0415  the tests' side has no need of it

    for module in pkgutil.walk_packages(milipol_cli.__path__, "milipol_cli."):
        importlib.import_module(module.name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(json.loads(line))) + "\n")
        sys.stdout.flush()


def _forked(asked: dict[str, Any]) -> Left:
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in ("out", "err", "opened")]
        pid = os.fork()
        if pid == 0:
            _become(asked, *names)
        _, status = os.waitpid(pid, 0)
        out, err, opened = (
            name.read_bytes().decode("utf-8", "surrogateescape") for name in names
        )
    return Left(os.waitstatus_to_exitcode(status), out, err, opened.splitlines())


def _become(asked: dict[str, Any], out: Path, err: Path, opened: Path) -> None:
    """The command itself, in the child; never returns."""
    code: Any = 1
    try:
        with open(opened, "w", encoding="utf-8") as log:
            _settle(asked, out, err)

            def seen(event: str, args: tuple[Any, ...]) -> None:
                if event == "open" and str(args[0]).endswith(".toml"):
                    log.write(f"{args[0]!s}\n")

            sys.addaudithook(seen)
            from milipol_cli.__main__ import main  # noqa: PLC0415

            try:
                main()
            except SystemExit as end:
                code = end.code or 0
            except BaseException:  # what the interpreter would print
                traceback.print_exc()
            sys.stdout.flush()
    finally:
        os._exit(code)


def _settle(asked: dict[str, Any], out: Path, err: Path) -> None:
    for number, name in enumerate((Path(os.devnull), out, err)):
        opened = os.open(name, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    os.chdir(asked["cwd"])
    sys.argv = ["milipol", *asked["args"]]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    signal.alarm(MOST_SECONDS)


if __name__ == "__main__":
    _serve()
