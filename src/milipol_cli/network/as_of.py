"""The moment an answer is as of; the only reader of the clock, --on and --tz."""

import contextlib
import datetime as dt
import os
import warnings
import zoneinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base import zones as clocks
from milipol_cli.base.errors import BadInput
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Known
from milipol_cli.network.when import when_named

# The link with which systems say their zone.
_LOCALTIME = Path("/etc/localtime")


class AsOf(Record, frozen=True, kw_only=True):
    """The date or time an answer is as of: a `day`, or a `moment`.

    A day is that date at every venue, without a clock. A moment is aware and in the
    reader's zone, so that its date is the reader's date.
    """

    day: dt.date | None = None
    moment: dt.datetime | None = None
    reader_zone: ZoneInfo | None = None

    @property
    def reader_day(self) -> dt.date:
        """The date in the reader's zone, or the day itself."""
        if self.moment is None:
            assert self.day is not None  # one of the two is always given
            return self.day
        return self.moment.date()

    def day_at(self, zone: ZoneInfo) -> dt.date:
        """The date at a venue in `zone`."""
        if self.moment is None:
            return self.reader_day
        return self.moment.astimezone(zone).date()

    def has_reached(self, day: dt.date) -> bool:
        """Whether the day has come on the reader's calendar."""
        return day <= self.reader_day

    def knows(self, known: Known) -> bool:
        """Whether something was known as of the date."""
        return self.has_reached(known.day_known)

    def looks_back(self, reviewed: dt.date | None) -> bool:
        """Whether the date is before the day the data was last reviewed.

        Undated facts count as known from the review date, so they are hidden before.
        """
        return reviewed is not None and not self.has_reached(reviewed)


class Answer(Record, frozen=True, kw_only=True):
    """An answer of a command as of a date or time."""

    as_of: AsOf

    @property
    def is_private(self) -> bool:
        """Whether the answer has notes of the reader, so that its file is for them."""
        return False

    @property
    def has_clock(self) -> bool:
        """Whether the answer shows times, which may also be on the reader's clock."""
        return False


def read_as_of(on: str | None, tz: str | None) -> AsOf:
    """The date or time that `--on` and `--tz` ask for; now without `--on`.

    Words such as "tomorrow" count from today in `tz`, or else in the system's zone. A
    time without an offset is read in that zone. Raises BadInput unless it is a date,
    a time or a zone, for a year outside 1900 to 2199, and for a time that does not
    exist or exists twice because clocks change.
    """
    zone = None if tz is None else zone_named(tz)
    now = _now(zone)
    if on is None:
        return AsOf(moment=now, reader_zone=zone)
    when = when_named(on, "--on or MILIPOL_ON", now.date(), zone or system_zone)
    if not isinstance(when, dt.datetime):
        return AsOf(day=when, reader_zone=zone)
    if zone is not None:
        when = when.astimezone(zone)
    return AsOf(moment=when, reader_zone=zone)


def _now(zone: ZoneInfo | None) -> dt.datetime:
    now = dt.datetime.now(dt.UTC)
    with contextlib.suppress(ValueError):  # a computer may be set days away from UTC
        now = now.astimezone(zone)
    return now


def with_reader_zone(as_of: AsOf) -> AsOf:
    """The date or time with the reader's zone; the system's takes time to find."""
    if as_of.reader_zone is not None:
        return as_of
    return msgspec.structs.replace(as_of, reader_zone=system_zone())


def system_zone() -> ZoneInfo:
    """The zone this computer is set to; UTC if it names none that exists."""
    zone = _named_by_system()
    if zone is not None:
        return zone
    import tzlocal  # noqa: PLC0415  takes a tenth of a whole answer; rarely needed

    try:
        with warnings.catch_warnings():
            # It warns if a computer names no zone; the reader did not ask for that.
            warnings.simplefilter("ignore")
            return tzlocal.get_localzone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _named_by_system() -> ZoneInfo | None:
    """The zone in TZ, or else of the link /etc/localtime; None if neither names one.

    Only tzlocal, which is slow, weighs the settings of other files.
    """
    setting = os.environ.get("TZ")
    name = setting.removeprefix(":") if setting else ""
    if not setting and _LOCALTIME.is_symlink() and _LOCALTIME.exists():
        name = os.path.realpath(_LOCALTIME).partition("/zoneinfo/")[2]
    try:
        return ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(tz: str | None) -> ZoneInfo:
    """The reader's time zone: the one in --tz, or else the system's."""
    return system_zone() if tz is None else zone_named(tz)


def with_name(zone: ZoneInfo) -> ZoneInfo:
    """The zone, to be written to a file; raises BadInput for one without a name."""
    try:
        return clocks.zone(zone.key)
    except ValueError:
        raise BadInput(
            "this computer's zone has no name; set it with --tz, like Europe/Paris"
        ) from None


def zone_named(name: str, option: str = "--tz") -> ZoneInfo:
    """The IANA zone `name`; raises BadInput, with similar names, if there is none."""
    try:
        return clocks.zone(name)
    except ValueError:
        hint = clocks.suggestion(name) or "expected one like Europe/Paris"
        if option == "--tz" and clocks.is_offset(name):
            hint += "; offsets belong in --on, like 2023-11-15T10:20+01:00"
        raise BadInput(f"{option} {name!r}: no such zone; {hint}") from None
