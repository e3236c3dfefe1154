"""The alarms that are due: the answer of `milipol remind`."""

import datetime as dt
from collections.abc import Sequence

from milipol_cli.commands.export.events import Event, editions_of
from milipol_cli.commands.export.query import select
from milipol_cli.ics.events import Alarm
from milipol_cli.network.as_of import Answer, AsOf, with_reader_zone
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.record import Record
from milipol_cli.network.occasions import utc


class DueAlarm(Record, frozen=True, kw_only=True):
    """An alarm of an event, and when it rings in the reader's zone."""

    event: Event
    alarm: Alarm
    rings: dt.datetime


class Reminders(Answer, frozen=True, kw_only=True):
    """The alarms from `start` on and before `end`, in order of time and id.

    `left_out` is how many more a limit leaves out.
    """

    start: dt.datetime
    end: dt.datetime
    due: tuple[DueAlarm, ...]
    left_out: int
    reviewed: dt.date | None

    @property
    def covered_editions(self) -> tuple[EditionAsOf, ...]:
        return editions_of(due.event for due in self.due)


def with_moment(as_of: AsOf) -> AsOf:
    """As of the same time in the reader's zone; a date becomes its first moment."""
    here = with_reader_zone(as_of)
    moment = here.moment
    if moment is None:
        midnight = dt.datetime.combine(here.reader_day, dt.time(), tzinfo=here.reader_zone)
        # A day may begin at 01:00, because clocks change at midnight.
        moment = utc(midnight).astimezone(here.reader_zone)
    return AsOf(moment=moment, reader_zone=here.reader_zone)


def remind(
    data: Catalog,
    as_of: AsOf,
    *,
    picks: Sequence[Pick] | None,
    within: dt.timedelta,
    limit: int | None = None,
) -> Reminders:
    """The alarms of picks that ring in the time `within` of the moment.

    They are the alarms that an export of the picks would write, or an export of
    everything upcoming if `picks` is None. The time begins at the whole minute, so that
    runs at an interval of `within` list each alarm once. `as_of` has a moment
    (`with_moment`).
    """
    assert as_of.moment is not None
    selection = select(data, as_of, picks=picks, notes=True)
    start = utc(as_of.moment).replace(second=0, microsecond=0)
    zone, end = as_of.reader_zone, start + within
    due = [
        DueAlarm(event=event, alarm=alarm, rings=dt.datetime.fromtimestamp(rings, zone))
        for event in selection.events
        for alarm in event.alarms
        if start.timestamp() <= (rings := alarm.timestamp(zone)) < end.timestamp()
    ]
    due.sort(key=lambda alarm: (utc(alarm.rings), alarm.event.id))
    shown = due[:limit]
    return Reminders(
        as_of=as_of,
        start=start.astimezone(zone),
        end=end.astimezone(zone),
        due=tuple(shown),
        left_out=len(due) - len(shown),
        reviewed=oldest_review(data.shows),
    )
