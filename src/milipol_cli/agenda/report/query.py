"""What the reader did at an edition: the answer of `milipol agenda report`."""

import datetime as dt

from milipol_cli.agenda.query import Agenda
from milipol_cli.network.as_of import Answer
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.record import Record
from milipol_cli.network.sessions import utc
from milipol_cli.picks.as_of import PickAsOf


class DayDone(Record, frozen=True, kw_only=True):
    """What was done on a day, in order of time; its date is None if it was not kept."""

    date: dt.date | None
    picks: tuple[PickAsOf, ...]


class Report(Answer, frozen=True, kw_only=True):
    """The picks at an edition that are done, by day, and those that are not.

    Of those, `not_reached` has sessions, visits and meetings.
    """

    edition: EditionAsOf
    days: tuple[DayDone, ...]
    not_reached: tuple[PickAsOf, ...]
    follow_ups: tuple[PickAsOf, ...]
    reviewed: dt.date | None

    @property
    def done(self) -> tuple[PickAsOf, ...]:
        """What was done, in order of time."""
        return tuple(pick for day in self.days for pick in day.picks)

    @property
    def later_changes(self) -> tuple[EditionAsOf, ...]:
        """The edition."""
        return (self.edition,)


def report_of(answer: Agenda, edition: EditionAsOf) -> Report:
    """The report of an edition, with entries of no show that stand on its days."""
    beside = {
        pick.id
        for day in answer.days
        if day.edition is not None and day.edition.id == edition.id
        for pick in day.picks
    }
    picks = [
        pick
        for pick in answer.picks
        if pick.id in beside or pick.pick.edition_id == edition.id
    ]
    by_date: dict[dt.date | None, list[PickAsOf]] = {}
    for pick in sorted(picks, key=lambda pick: _order(pick, edition)):
        if pick.pick.done:
            by_date.setdefault(done_on(pick, edition), []).append(pick)
    return Report(
        as_of=answer.as_of,
        edition=edition,
        days=tuple(
            DayDone(date=date, picks=tuple(picks)) for date, picks in by_date.items()
        ),
        not_reached=tuple(filter(_is_to_do, picks)),
        follow_ups=tuple(pick for pick in answer.follow_ups if pick in picks),
        reviewed=answer.reviewed,
    )


def _is_to_do(pick: PickAsOf) -> bool:
    """Whether a pick is one to visit or attend that takes place, and is not done."""
    is_off = any(each.kind in ("cancelled", "postponed") for each in pick.conflicts)
    is_planned = not pick.is_of_days and pick.pick.kind in (None, "meeting")
    return is_planned and not (is_off or pick.pick.done)


def done_at(pick: PickAsOf, edition: EditionAsOf) -> dt.datetime | None:
    """When a pick began or was marked as done, at the venue; None if not known."""
    since = pick.starts or pick.pick.done_at
    if since is None or since.tzinfo is None:
        return None
    return since.astimezone(edition.zone)


def done_on(pick: PickAsOf, edition: EditionAsOf) -> dt.date | None:
    """The day of a pick that was done; None if it was not kept."""
    if (moment := done_at(pick, edition)) is not None:
        return moment.date()
    if pick.pick.done_at is not None:
        return pick.pick.done_at.date()
    return None if pick.pick.is_visit else pick.first


def _order(pick: PickAsOf, edition: EditionAsOf) -> tuple[dt.date, bool, dt.datetime]:
    """By day and time; those without a time, and at last without a day, last."""
    moment = done_at(pick, edition)
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    day = done_on(pick, edition) or dt.date.max
    return day, moment is None, latest if moment is None else utc(moment)
