"""Pure questions on values: what is known, to come, on today, and what changed.

Nothing here reads a clock or a file: the standpoint is passed in, and so are the
values. What is on is counted in the venue's days, what is known in the reader's.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.schedule.coming import upcoming
    from milipol_cli.schedule.days import has_clock, seen_from, today
    from milipol_cli.schedule.editions import (
        all_seen,
        by_day,
        contradicts,
        is_void,
        kept,
        seen,
        window,
    )
    from milipol_cli.schedule.leads import lead
    from milipol_cli.schedule.reports import day_out, latest, show_of
    from milipol_cli.schedule.selection import chosen, seen_by
    from milipol_cli.schedule.sessions import (
        UNENDED,
        session_seen,
        session_span,
        sessions_on,
    )

# Each room is loaded when something of it is named.
_ROOMS = {
    "coming": ("upcoming",),
    "days": (
        "has_clock",
        "seen_from",
        "today",
    ),
    "editions": (
        "all_seen",
        "by_day",
        "contradicts",
        "is_void",
        "kept",
        "seen",
        "window",
    ),
    "leads": ("lead",),
    "reports": (
        "day_out",
        "latest",
        "show_of",
    ),
    "selection": (
        "chosen",
        "seen_by",
    ),
    "sessions": (
        "UNENDED",
        "session_seen",
        "session_span",
        "sessions_on",
    ),
}

__all__ = [
    "UNENDED",
    "all_seen",
    "by_day",
    "chosen",
    "contradicts",
    "day_out",
    "has_clock",
    "is_void",
    "kept",
    "latest",
    "lead",
    "seen",
    "seen_by",
    "seen_from",
    "session_seen",
    "session_span",
    "sessions_on",
    "show_of",
    "today",
    "upcoming",
    "window",
]


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            found: object = getattr(importlib.import_module(f"{__name__}.{room}"), name)
            globals()[name] = found  # so that it is looked for once
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
