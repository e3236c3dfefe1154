"""The moment an answer is as of; the only reader of the clock, --on and --tz."""

import contextlib
import datetime as dt
import re
import warnings
import zoneinfo
from collections.abc import Callable
from zoneinfo import ZoneInfo

from milipol_cli import zones as clocks
from milipol_cli.errors import BadInput, did_you_mean, one_of, suggest
from milipol_cli.network.model.dates import FIRST_YEAR, LAST_YEAR, is_far
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Known
from milipol_cli.zones import times_shown


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
        """Whether it is that day or later on the reader's calendar."""
        return day <= self.reader_day

    def knows(self, known: Known) -> bool:
        """Whether something was known as of the date."""
        return self.has_reached(known.day_known)

    def looks_back(self, reviewed: dt.date | None) -> bool:
        """Whether it is before the day the data was last reviewed.

        Undated facts count as known from the review date, so they are hidden before.
        """
        return reviewed is not None and not self.has_reached(reviewed)


class Answer(Record, frozen=True, kw_only=True):
    """An answer of a command as of a date or time."""

    as_of: AsOf

    @property
    def has_clock(self) -> bool:
        """Whether it shows times, also on the reader's clock if that differs."""
        return False


_ACCEPTED = "a date (2023-11-16) or a time (2023-11-15T10:20+01:00)"
_DATE = r"\d{4}-\d\d-\d\d"
_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d(:?\d\d){0,2})?"


def read_as_of(on: str | None, tz: str | None) -> AsOf:
    """The date or time that `--on` and `--tz` ask for; now without `--on`.

    A time without an offset is read in `tz`, else in the system's zone. Raises
    BadInput for anything but a date, a time or a zone, for a year outside 1900 to 2199,
    and for a time that does not exist or exists twice because clocks change.
    """
    zone = None if tz is None else zone_named(tz)
    if on is None:
        moment = dt.datetime.now(dt.UTC)
        # A computer may be set days away from UTC, as no real zone is.
        with contextlib.suppress(ValueError):
            moment = moment.astimezone(zone)
        return AsOf(moment=moment, reader_zone=zone)
    when = when_named(on, "--on", zone or system_zone)
    if not isinstance(when, dt.datetime):
        return AsOf(day=when, reader_zone=zone)
    if zone is not None:
        when = when.astimezone(zone)
    return AsOf(moment=when, reader_zone=zone)


def when_named(
    text: str, option: str, zone: ZoneInfo | Callable[[], ZoneInfo]
) -> dt.date | dt.datetime:
    """The date, or the aware time, that an option names.

    A time without an offset is read in `zone`. Raises BadInput as `read_as_of` does.
    """
    if re.fullmatch(_DATE, text, re.ASCII):
        day = day_named(text, option, accepted=_ACCEPTED)
        _refuse_far(text, option, day.year)
        return day
    moment = _parsed(text, option)
    _refuse_far(text, option, moment.year)
    if moment.tzinfo is not None:
        return moment
    return _settled(moment, zone if isinstance(zone, ZoneInfo) else zone(), option)


def day_named(
    text: str, option: str, *, accepted: str = "a date like 2025-01-01"
) -> dt.date:
    """The date that an option names; raises BadInput for anything else."""
    if not re.fullmatch(_DATE, text, re.ASCII):
        raise BadInput(f"{option} {text!r}: not understood; expected {accepted}")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"{option} {text!r}: no such date; expected {accepted}"
        ) from None


def with_reader_zone(as_of: AsOf) -> AsOf:
    """The same with the reader's zone filled in, from the system if need be.

    Finding the system's zone takes time, so only answers with a second clock do it.
    """
    if as_of.reader_zone is not None:
        return as_of
    return AsOf(day=as_of.day, moment=as_of.moment, reader_zone=system_zone())


def system_zone() -> ZoneInfo:
    """The zone this computer is set to; UTC if it names none that exists."""
    import tzlocal  # noqa: PLC0415  takes a tenth of a whole answer; rarely needed

    try:
        with warnings.catch_warnings():
            # It warns if a computer names no zone; the reader did not ask for that.
            warnings.simplefilter("ignore")
            return tzlocal.get_localzone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def with_name(zone: ZoneInfo) -> ZoneInfo:
    """The zone, to be written to a file; raises BadInput for a zone without a name.

    If the computer's zone is a rule or a copied file, only its clock is known.
    """
    try:
        return clocks.zone(zone.key)
    except ValueError:
        raise BadInput(
            "this computer's zone has no name; name it with --tz, like Europe/Paris"
        ) from None


def zone_named(name: str, option: str = "--tz") -> ZoneInfo:
    """The IANA zone `name`; raises BadInput, with similar names, if there is none."""
    try:
        return clocks.zone(name)
    except ValueError:
        if clocks.is_offset(name):
            moved = "; offsets belong in --on, like 2023-11-15T10:20+01:00"
            raise BadInput(
                f"{option} {name!r}: an offset, not a time zone; expected a zone like"
                f" Europe/Paris{moved if option == '--tz' else ''}"
            ) from None
        names = {zone.casefold(): zone for zone in clocks.zones_to_suggest()}
        tails = {key.rpartition("/")[2]: zone for key, zone in names.items()}
        folded = name.casefold().replace(" ", "_")
        hint = suggest(clocks.zones_called(name)) or did_you_mean(folded, tails | names)
        raise BadInput(
            f"{option} {name!r}: no such zone;"
            f" {hint or 'expected one like Europe/Paris'}"
        ) from None


def _parsed(on: str, option: str) -> dt.datetime:
    # The pattern excludes other forms of ISO 8601, such as week dates.
    if re.fullmatch(_TIME, on, re.ASCII):
        try:
            return dt.datetime.fromisoformat(on)
        except ValueError:
            pass
    raise BadInput(f"{option} {on!r}: not understood; expected {_ACCEPTED}")


def _refuse_far(on: str, option: str, year: int) -> None:
    if is_far(year):
        raise BadInput(
            f"{option} {on!r}: too far away; expected a year from {FIRST_YEAR}"
            f" to {LAST_YEAR}"
        )


def _settled(wall: dt.datetime, zone: ZoneInfo, option: str) -> dt.datetime:
    """A wall clock time in its zone; refused if it does not exist or exists twice."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    times = times_shown(wall, zone)
    if times == 1:
        return early
    timespec = "minutes" if wall == wall.replace(second=0, microsecond=0) else "auto"
    what = "exists twice" if times else "does not exist"
    readings = one_of(
        [
            moment.astimezone(dt.UTC).astimezone(zone).isoformat(timespec=timespec)
            for moment in (early, late)
        ]
    )
    raise BadInput(
        f"{option} '{wall.isoformat(timespec=timespec)}': this time {what} in"
        f" {zone.key}, because the clocks change; expected {readings}"
    )
