"""Signals that end a command which has drawn on the terminal."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

_NAMES = ("SIGTERM", "SIGHUP")


class _Signalled(BaseException):
    """A signal, on its way out of the block that it ends."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextlib.contextmanager
def ended_in_order() -> Iterator[Callable[[], None]]:
    """Gives a function: once it was called, signals leave the block before they act.

    So the block can tidy up. A second signal acts at once, and an ignored one never.
    """
    caught: list[signal.Signals] = []

    def catch() -> None:
        for name in _NAMES:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, leave)
                caught.append(number)

    def leave(number: int, _: FrameType | None) -> NoReturn:
        release()
        raise _Signalled(number)

    def release() -> None:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)

    try:
        yield catch
    except _Signalled as signalled:
        signal.raise_signal(signalled.number)
    finally:
        release()
