"""The formats of programme files, and what such a file holds, whatever its format.

They are read in a process of their own (`bounded.py`).
"""

import datetime as dt
import importlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from milipol_cli.base.errors import NotRead
from milipol_cli.imports import texts
from milipol_cli.imports.doubts import NOWHERE, Doubts, ImportedFile, Place
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.tables.workbook import OLD, is_old, is_workbook
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.record import MOST_LISTED, Record, convert


class EditionOfFile(Record, frozen=True, kw_only=True):
    """The edition that a file is read for: its zone and its days, as far as known."""

    zone: ZoneInfo | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether the edition is known to have only one day."""
        return self.first is not None and self.first == self.last


class Request(Record, frozen=True, kw_only=True):
    """How a file is read: for an edition, in a format or any."""

    edition: EditionOfFile = EditionOfFile()
    format: str | None = None
    tables: TableRequest = TableRequest()


class ImportedSession(Record, frozen=True, kw_only=True):
    """A session as a file has it, on the clock of the venue.

    `place` names it in messages. `uid` is its guid or UID, which need not be unique.
    `date` is the day on which it starts, also after midnight.
    """

    place: Place = NOWHERE
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


class Imported(ImportedFile, frozen=True, kw_only=True):
    """The sessions of a file, in its order, and its time zone and title, if any."""

    sessions: tuple[ImportedSession, ...]
    zone: ZoneInfo | None = None
    title: str | None = None

    @property
    def days(self) -> list[dt.date]:
        """The days of the sessions, in order."""
        return sorted({s.date for s in self.sessions if s.date is not None})

    @property
    def places_by_day(self) -> dict[dt.date, str]:
        """The days in order, each with the place of its first session in the file."""
        places = {s.date: str(s.place) for s in reversed(self.sessions)}
        return {day: places[day] for day in self.days}


def compare_offset(
    moment: dt.datetime, named: dt.tzinfo | None, name: str, place: Place, doubts: Doubts
) -> None:
    """Adds a doubt if a moment has another offset than the zone that a file names."""
    if named and moment.astimezone(named).utcoffset() != moment.utcoffset():
        why = f"time offset does not match {name[:80]!r}"
        doubts.share(f"{why}: the offset is used", place)


SEVERAL_DAYS = "lasts for several days: listed on the first, without an end"


class Span(NamedTuple):
    """When a session takes place: fields of `ImportedSession`."""

    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None

    @classmethod
    def whole_days(
        cls, first: dt.date, after: dt.date | None, place: Place, doubts: Doubts
    ) -> "Span":
        """The first of the days before `after`; that there are several is a doubt."""
        if after is not None and after > first + ONE_DAY:
            doubts.share(SEVERAL_DAYS, place)
        return cls(first)

    @classmethod
    def between(
        cls, start: dt.datetime, end: dt.datetime | None, place: Place, doubts: Doubts
    ) -> "Span":
        """From a start to an end, both on the clock of the venue and without a zone.

        From midnight to midnight are whole days, which some programs write so. An end
        that is before the start or over a day later is left out, which is a doubt.
        """
        day, begins = start.date(), start.time()
        if end is None or end == start:
            return cls(day, begins)
        if end < start:
            doubts.share("ends before it starts: the end is left out", place)
            return cls(day, begins)
        if begins == end.time() == dt.time():
            return cls.whole_days(day, end.date(), place, doubts)
        if end - start > ONE_DAY:
            doubts.share(SEVERAL_DAYS, place)
            return cls(day, begins)
        return cls(day, begins, end.time())


def session(
    place: Place,
    span: Span,
    doubts: Doubts,
    *,
    speakers: Iterable[str],
    summary: str,
    url: str,
    **lines: str,
) -> ImportedSession:
    """A session of texts as a file has them; "" is none.

    `lines` are texts that become one line. What is no address, and speakers beyond the
    most that are kept, is a doubt.
    """
    address = texts.address(url)
    if address is None and url.strip():
        doubts.share("not the address of a web page: left out", place)
    names = dict.fromkeys(filter(None, map(texts.line_of_text, speakers)))
    if len(names) > MOST_LISTED:
        doubts.add(f"only the first {MOST_LISTED} speakers are kept", place)
    return ImportedSession(
        place=place,
        speakers=tuple(names)[:MOST_LISTED],
        summary=texts.paragraphs(summary),
        url=address,
        date=span.date,
        start=span.start,
        end=span.end,
        **{field: texts.line_of_text(text) for field, text in lines.items()},
    )


class Format(NamedTuple):
    """A format: its usual name, the module that reads it, and how its files begin."""

    label: str
    module: str
    begins: str


# By their names for --format; the first that a file begins like is taken.
FORMATS: Mapping[str, Format] = {
    "ics": Format("iCalendar", "icalendar_file", "BEGIN:VCALENDAR"),
    "schedule-xml": Format("schedule.xml", "schedule", r"(?=<).*?<([\w.-]+:)?schedule\b"),
    "schedule-json": Format("schedule.json", "schedule", r'\{.*?"schedule"\s*:\s*\{'),
    "json": Format("JSON", "json_list", r"\[|\{\s*[\"}]"),
    "csv": Format("CSV", "programme_table", r"(?!BEGIN:|%PDF-|From \S+@)[^<{\[\0][^\0]*[,;\t|]"),
}


def read_bounded(raw: bytes, request: Any) -> Imported:
    """The sessions of a file, in the format asked for or found by how it begins.

    Raises NotRead also if there is no session, or BadInput for wrong columns.
    """
    asked = convert(request, Request)
    name = asked.format or format_of(raw)
    if name is None:
        labels = ", ".join(form.label for form in FORMATS.values())
        raise NotRead(f"{_kind_of_other_file(raw)}; expected {labels}, XLSX or ODS")
    # A reader is imported for files of its format only: they load much.
    module = importlib.import_module(f"{__package__}.{FORMATS[name].module}")
    imported: Imported = module.read(raw, asked)
    if not imported.sessions:  # or it would cancel the programme that is there
        why = "; ".join(map(str, imported.doubts[:3]))
        raise NotRead(f"no session can be imported: {why}")
    return imported


def _kind_of_other_file(raw: bytes) -> str:
    """The kind of a file that is not a programme."""
    # It loads much that a file of a known format may do without.
    from milipol_cli.imports.tables.sheets import other_kind  # noqa: PLC0415

    other = OLD if is_old(raw) else other_kind(_head(raw))
    if other == "XML":
        return "XML, but not a schedule"
    return other or "not a known programme format"


def _head(raw: bytes) -> str:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return raw[: 64 * 1024].decode(encoding, "ignore").lstrip("\ufeff \t\r\n")


def format_of(raw: bytes) -> str | None:
    """The name of the format of a programme file; None for any other file."""
    if is_workbook(raw):  # read as tables, as CSV is
        return "csv"
    text = _head(raw)
    for name, form in FORMATS.items():
        if re.match(form.begins, text, re.DOTALL | re.IGNORECASE):
            return name
    return None
