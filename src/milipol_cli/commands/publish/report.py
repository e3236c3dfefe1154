"""What `milipol publish` refuses, leaves out and reports."""

import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from milipol_cli.base import files
from milipol_cli.base.errors import InvalidData
from milipol_cli.commands.check.query import errors_in
from milipol_cli.commands.publish.folder import Summary
from milipol_cli.look.words.dates import count
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.sharing import SharedData

_MIB = 2**20


def refuse_errors(shared: SharedData) -> None:
    """Raises InvalidData if `milipol update` would not take the data.

    Without own data, it was checked when it was released.
    """
    if not shared.adds:
        return
    with _ending_in_order(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files.write_each(folder, sorted(shared.files.items()))
        errors = errors_in(folder)
        if errors:
            first = errors[0]._replace(line=None)
            raise InvalidData(
                f"nothing published, because the data has errors: {first};"
                " see milipol check"
            )


@contextlib.contextmanager
def _ending_in_order() -> Iterator[None]:
    """Lets the signals that end a process end the block first, as Ctrl-C does."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    signals = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    # Those that are ignored, as with nohup, stay ignored.
    ending = [
        each for each in signals if each and signal.getsignal(each) == signal.SIG_DFL
    ]
    for each in ending:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in ending:
            signal.signal(each, signal.SIG_DFL)


def omissions(shared: SharedData) -> Iterator[str]:
    """What was left out of the data, and why, a line each."""
    for path in shared.private:
        yield f"left out of the data: {path}, which holds a private session"
    for name in shared.unread:
        yield (
            f"left out of the data: {name}; one of its files has errors and may hold a"
            " private session"
        )
    for name in shared.too_large:
        yield (
            f"left out of the data: {name}, which has more than the"
            f" {MAX_BYTES // _MIB} MiB that milipol update reads"
        )


def report(summary: Summary) -> Iterator[str]:
    """What was done, a line each."""
    size = f"{summary.size_bytes / _MIB:.1f} MiB"
    if summary.size_bytes < _MIB:
        size = f"{round(summary.size_bytes / 1000)} kB"
    contents = f"{count(summary.number, 'file')}, {size}"
    changes = [
        f"{number} {word}"
        for number, word in ((summary.written, "written"), (summary.removed, "removed"))
        if number
    ]
    done = f"Published to {summary.folder}"
    if summary.is_new:
        done, changes = f"{done} (new)", []
    elif not changes:
        done = f"{summary.folder} is unchanged"
    parts = "; ".join([contents, *changes])
    yield f"{done}: {parts}."
    if summary.base_url is None:
        yield "No links to subscribe: give the address of the folder with --base-url."
