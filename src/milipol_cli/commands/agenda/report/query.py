"""The answer of `milipol agenda report`: the reader's visits and sessions."""

import datetime as dt
from typing import NamedTuple

import msgspec

from milipol_cli.commands.agenda.query import Agenda, DueFollowUp, follow_ups_of
from milipol_cli.network.as_of import Answer
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.picks import FollowUp
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.people import Person, person_noted


class DonePick(PickAsOf, frozen=True, kw_only=True):
    """A pick that is done, with its day and time at the venue; None if not known."""

    date: dt.date | None
    time: dt.time | None


class Contact(NamedTuple):
    """A visit or meeting and a person met there; without one, the person is None."""

    pick: DonePick
    edition: EditionAsOf
    person: str | None

    @property
    def person_in_note(self) -> Person:
        return person_noted(self.person or "")

    @property
    def company(self) -> str | None:
        """The exhibitor, or the company that a reader's entry names."""
        return self.pick.title if self.pick.pick.is_exhibitor else self.pick.pick.company

    @property
    def follow_up(self) -> FollowUp | None:
        return next(iter(self.pick.pick.open_follow_ups), None)


class VisitReport(Answer, frozen=True, kw_only=True):
    """The picks at an edition that are done, in order of time, and the missed ones.

    `not_reached` are the missed sessions, visits, meetings and meals. `follow_ups` are all
    follow-ups, done or not.
    """

    edition: EditionAsOf
    done: tuple[DonePick, ...]
    not_reached: tuple[PickAsOf, ...]
    follow_ups: tuple[DueFollowUp, ...]
    reviewed: dt.date | None
    covered_editions: tuple[EditionAsOf, ...]

    @property
    def is_private(self) -> bool:
        """True: it has the reader's notes."""
        return True

    @property
    def contacts(self) -> list[Contact]:
        """A row for each person met, and for visits, meetings and noted sessions without one."""
        return [
            Contact(pick, self.edition, person)
            for pick in self.done
            if pick.pick.is_exhibitor
            or (pick.pick.is_own and not pick.pick.is_errand)
            or (pick.pick.met or pick.pick.note or pick.pick.all_follow_ups)
            for person in pick.pick.met or (None,)
        ]


def report_of(answer: Agenda, edition: EditionAsOf) -> VisitReport:
    """The report of an edition: its picks, and the reader's entries of no show on its days."""
    picks = []
    for pick in answer.picks:
        is_here = pick.pick.edition_id == edition.id
        if pick.pick.edition_id is None and pick.first is not None:
            is_on = day_of_dates(edition.dates, pick.first) is not None
            is_here = is_on and pick.zone == edition.zone
        picks += [pick] if is_here else []
    done = [_with_time_done(pick, edition) for pick in picks if pick.pick.done]
    done.sort(key=lambda pick: (pick.date or dt.date.max, pick.time or dt.time.max))
    missed = [
        pick
        for pick in picks
        if not (pick.pick.done or pick.pick.is_of_days or pick.pick.is_errand)
        if not pick.has("cancelled", "postponed")
    ]
    return VisitReport(
        as_of=answer.as_of,
        edition=edition,
        done=tuple(done),
        not_reached=tuple(missed),
        follow_ups=follow_ups_of(picks, lambda pick: pick.all_follow_ups),
        reviewed=answer.reviewed,
        covered_editions=(edition,),
    )


def _with_time_done(pick: PickAsOf, edition: EditionAsOf) -> DonePick:
    """A pick with its day and time; a visit, with those at which it was marked.

    Of a visit that was marked as of a date, only the day is known; of one that was not marked on
    the days of the edition, nothing.
    """
    moment, date = pick.starts, pick.first
    if pick.first is None or pick.pick.is_visit:
        moment, date = pick.pick.done_at, None
    if moment is not None:
        moment = moment if moment.tzinfo is None else moment.astimezone(edition.zone)
        date = moment.date()
        first, last = window(edition.dates)
        if pick.starts is None and not first <= date <= last:
            moment, date = None, None
    time = None if moment is None or moment.tzinfo is None else moment.time()
    return DonePick(**msgspec.structs.asdict(pick), date=date, time=time)
