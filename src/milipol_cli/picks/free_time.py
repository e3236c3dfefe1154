"""The free time between picks, and the sessions that fit into it."""

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.occasions import MAY_LAST, Occasion, on_clock, utc
from milipol_cli.network.sessions import SessionAsOf
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.conflicts import Latest, is_busy

_MINUTE = dt.timedelta(minutes=1)


class FreeTime(Occasion, frozen=True, kw_only=True):
    """Free time after a pick, and the sessions that fit into it.

    It is `estimated` if a pick whose end was not published may still be on. The pick
    before the free time `is_latest` if no other pick of its kind began since.
    """

    id: str = ""  # free time has no id
    after: PickAsOf
    is_latest: bool
    fits: tuple[SessionAsOf, ...] = ()


def free_times(picks: Sequence[PickAsOf]) -> list[FreeTime]:
    """The free time between all picks that have a time, at whatever show, in UTC.

    Each follows `after`, the pick that ends last of all picks that began before; of
    picks that end together, the one that began first. It is `estimated` if one that
    began before, with no published end, may last into it.
    """
    latest = Latest(picks)
    busy = sorted(filter(is_busy, picks), key=lambda p: (p.begins, p.until, p.id))
    free = []
    after: PickAsOf | None = None
    # Until when the last pick without a published end may last.
    may_last_until = dt.datetime.min.replace(tzinfo=dt.UTC)
    for pick in busy:
        if after is not None and after.until < pick.begins:
            free.append(
                FreeTime(
                    after=after,
                    starts=after.until,
                    ends=pick.begins,
                    estimated=may_last_until > after.until,
                    is_latest=latest.is_latest(after, after.until),
                )
            )
        if after is None or pick.until > after.until:
            after = pick
        if pick.ends is None:
            may_last_until = pick.begins + MAY_LAST
    return free


def free_times_on(
    picks_of_day: Iterable[PickAsOf],
    free: Sequence[FreeTime],
    zone: ZoneInfo,
    as_of: AsOf,
    least: dt.timedelta,
) -> Iterator[FreeTime]:
    """The free time from the first start among the picks of a day to the last.

    As of a time, only what is left of it. Less than `least` does not count, nor does
    less than a minute. Times are in the zone.
    """
    starts = sorted(pick.begins for pick in picks_of_day if is_busy(pick))
    if not starts:
        return
    over_until = dt.datetime.min.replace(tzinfo=dt.UTC)  # nothing is, as of a date
    if as_of.moment is not None:
        over_until = utc(as_of.moment).replace(second=0, microsecond=0)
    for gap in free:
        begins = max(gap.begins, over_until)
        is_of_day = starts[0] <= gap.begins and gap.until <= starts[-1]
        if is_of_day and gap.until - begins >= max(least, _MINUTE):
            yield on_clock(msgspec.structs.replace(gap, starts=begins), zone)


def with_fits(free: Iterable[FreeTime], sessions: Iterable[SessionAsOf]) -> Iterator[FreeTime]:
    """The free time, each with the sessions that fit; `sessions` are in order of time.

    A session without an end counts as half an hour long.
    """
    timed = [
        session for session in sessions if session.starts is not None and not session.is_cancelled
    ]
    starts = [session.begins for session in timed]
    for gap in free:
        first = bisect.bisect_left(starts, gap.begins)
        begin_within = timed[first : bisect.bisect_left(starts, gap.until)]
        fits = tuple(session for session in begin_within if session.until <= gap.until)
        yield msgspec.structs.replace(gap, fits=fits)
