"""What a programme file holds, whatever its format."""

import datetime as dt
from zoneinfo import ZoneInfo

from milipol_cli.doubts import Doubt
from milipol_cli.network.model.record import Record

# More than any programme has; a small file could repeat an event without end.
MOST_SESSIONS = 20_000


class NotRead(Exception):
    """A file that is not imported, with the line (counted from 1) if there is one.

    `text` has what was recognised and what is missing.
    """

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text if line is None else f"line {line}: {text}")
        self.text = text
        self.line = line


class Edition(Record, frozen=True, kw_only=True):
    """The edition that a file is read for: its zone, and its days where known.

    `zone` is None for a new show whose zone is that of the file.
    """

    zone: ZoneInfo | None = None
    first: dt.date | None = None
    last: dt.date | None = None


class ImportedSession(Record, frozen=True, kw_only=True):
    """A session as a file has it, on the clock of the venue.

    `line` is where it begins, counted from 1 (the row of a spreadsheet). `uid` is its
    guid or UID, which need not be unique. `date` is the day on which it starts, also
    after midnight. `kind` is the word of the file. `last_day` is set if it lasts for
    several days: a session has one date, so it has that of its first day and no end.
    """

    line: int
    uid: str | None = None
    title: str | None = None
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    kind: str | None = None
    track: str | None = None
    room: str | None = None
    speakers: tuple[str, ...] = ()
    summary: str | None = None
    url: str | None = None
    last_day: dt.date | None = None


class Imported(Record, frozen=True, kw_only=True):
    """The sessions of a file, in its order, and what to report about it.

    `unused` are columns, properties or elements that were not used. `zone` is the time
    zone that the file names, and `title` its own title, if it has them.
    """

    format: str
    sessions: tuple[ImportedSession, ...]
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[str, ...] = ()
    zone: ZoneInfo | None = None
    title: str | None = None
