"""How to get newer data, in words."""

import contextvars
from collections.abc import Callable

_has_address = contextvars.ContextVar[Callable[[], bool]]("has_address")


def advise_update(has_address: Callable[[], bool]) -> None:
    """From now on, the advice is an update if an address for that is known.

    `has_address` is called only if there is advice.
    """
    _has_address.set(has_address)


def advice() -> str:
    """What to do about old data."""
    if _has_address.get()():
        return "run milipol update"
    return "upgrade milipol (git pull, then install it again)"
