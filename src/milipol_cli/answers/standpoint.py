"""The moment that an answer is given from."""

import datetime as dt
from zoneinfo import ZoneInfo

from milipol_cli.model.record import Record
from milipol_cli.model.shows import Known


class Standpoint(Record, frozen=True, kw_only=True):
    """The moment an answer is given from: a bare `day`, or a `moment`.

    A bare day is that date at every venue, without a clock. A moment is aware, and
    stands in the reader's zone, so that its date is the reader's.
    """

    day: dt.date | None = None
    moment: dt.datetime | None = None
    reader_zone: ZoneInfo | None = None

    @property
    def reader_day(self) -> dt.date:
        """The date in the reader's zone, or the bare day itself."""
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
        """Whether it is that day by now, or a later one, on the reader's calendar."""
        return day <= self.reader_day

    def knows(self, known: Known) -> bool:
        """Whether something had been made known by now."""
        return self.has_reached(known.day_known)

    def looks_back(self, reviewed: dt.date | None) -> bool:
        """Whether it lies before the day the data was last reviewed.

        What bears no day was known on that one, so that it is not told of before.
        """
        return reviewed is not None and not self.has_reached(reviewed)
