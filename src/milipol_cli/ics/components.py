"""Whether the components of a calendar file are whole, whoever wrote it.

icalendar drops what is cut off without a word.
"""

import re

# More components in each other than any file has.
_MOST_LEVELS = 20

_COMPONENT = re.compile(rb"^(BEGIN|END):(.*)", re.IGNORECASE | re.MULTILINE)


class BrokenCalendar(Exception):
    """A calendar file that cannot be read, and why."""


def has_calendar(raw: bytes) -> bool:
    """Whether there is a calendar in a file, with line ends of any kind.

    Raises BrokenCalendar if a component does not end as it begins.
    """
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    kinds = set()
    unended: list[bytes] = []
    is_whole = True
    for keyword, name in _COMPONENT.findall(raw):
        kind = name.strip().upper()
        if keyword.upper() == b"BEGIN":
            kinds.add(kind)
            unended.append(kind)
            is_whole &= len(unended) <= _MOST_LEVELS
        else:
            is_whole &= bool(unended) and unended.pop() == kind
    if unended or not is_whole:
        raise BrokenCalendar("cut off or damaged: BEGIN and END do not match")
    return b"VCALENDAR" in kinds
