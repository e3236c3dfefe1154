"""Checks the data before it is published, as `milipol update` will check it."""

import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from milipol_cli.base import files
from milipol_cli.base.errors import InvalidData
from milipol_cli.commands.check.query import errors_in
from milipol_cli.network.load.sharing import SharedData


def refuse_errors(shared: SharedData) -> None:
    """Raises InvalidData if `milipol update` would not take the data.

    The bundled data alone was checked when it was released.
    """
    with _cleanup_on_signals(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files.write_each(folder, sorted(shared.files.items()))
        errors = errors_in(folder)
        if errors:
            first = errors[0]._replace(line=None)
            raise InvalidData(
                f"nothing published, because the data has errors: {first}; see milipol check"
            )


@contextlib.contextmanager
def _cleanup_on_signals() -> Iterator[None]:
    """Lets the signals that end a process end the block first, as Ctrl-C does."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    signals = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    # Signals that are ignored, as with nohup, stay ignored.
    ending = [sign for sign in signals if sign and signal.getsignal(sign) == signal.SIG_DFL]
    for sign in ending:
        signal.signal(sign, end)
    try:
        yield
    finally:
        for sign in ending:
            signal.signal(sign, signal.SIG_DFL)
