"""Whether the data files that are published would be taken by `milipol update`."""

import contextlib
import datetime as dt
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from milipol_cli import files
from milipol_cli.check.query import errors_in
from milipol_cli.errors import InvalidData
from milipol_cli.network.load.fetched import why_future
from milipol_cli.network.load.sharing import SharedData


def refuse_future(reviewed: dt.date | None, today: dt.date) -> None:
    """Raises InvalidData if nobody could fetch data with this day of review today."""
    why = None if reviewed is None else why_future(reviewed, today)
    if why is not None:
        raise InvalidData(f"nothing published, because the data {why}")


def refuse_errors(shared: SharedData) -> None:
    """Raises InvalidData if the data has errors; without own data it was checked."""
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

    signals = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))
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
