"""Whether the components of a calendar file are whole, whoever wrote it.

icalendar drops what is cut off without a word.
"""

import re

# More components in each other than any file has.
_MOST_LEVELS = 20

_COMPONENT = re.compile(rb"^(BEGIN|END):(.*)", re.IGNORECASE | re.MULTILINE)


class BrokenCalendar(Exception):
    """A calendar file that cannot be read, and why, on a line that counts from 1."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why if line is None else f"line {line}: {why}")


def has_calendar(raw: bytes) -> bool:
    """Whether there is a calendar in a file, with line ends of any kind.

    Raises BrokenCalendar if a component does not end as it begins.
    """
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    begun: list[tuple[bytes, int]] = []
    calendars = 0
    line, position = 1, 0
    for match in _COMPONENT.finditer(raw):
        line += raw.count(b"\n", position, match.start())
        position = match.start()
        kind = match[2].strip().upper()
        name = kind.decode(errors="replace")
        if match[1].upper() == b"BEGIN":
            calendars += kind == b"VCALENDAR"
            begun.append((kind, line))
            if len(begun) > _MOST_LEVELS:
                raise BrokenCalendar(
                    f"more than {_MOST_LEVELS} BEGIN without END", line
                )
        elif not begun:
            raise BrokenCalendar(f"END:{name} has no BEGIN", line)
        else:
            opened, at = begun.pop()
            if opened != kind:
                of = f"BEGIN:{opened.decode(errors='replace')} on line {at}"
                raise BrokenCalendar(f"END:{name} does not match {of}", line)
    if begun:
        kind, at = begun[-1]
        name = kind.decode(errors="replace")
        raise BrokenCalendar(f"cut off in the BEGIN:{name} of line {at}")
    return calendars > 0
