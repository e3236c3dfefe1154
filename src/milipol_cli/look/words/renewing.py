"""How to get newer data, in words."""

import contextvars

_has_address = contextvars.ContextVar("has_address", default=False)


def advise_update(*, has_address: bool) -> None:
    """From now on, the advice is an update if an address for that is known."""
    _has_address.set(has_address)


def advice() -> str:
    """What to do about old data."""
    if _has_address.get():
        return "run milipol update"
    return "upgrade milipol (pipx upgrade milipol-cli)"
