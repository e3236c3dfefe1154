"""The answer of `milipol agenda report`: the reader's visits and sessions."""

import datetime as dt
from typing import NamedTuple

import msgspec

from milipol_cli.commands.agenda.query import Agenda, DueFollowUp, follow_ups_of
from milipol_cli.network.as_of import Answer
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import day_of_dates, window
from milipol_cli.network.model.picks import FollowUp, Pick
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
        """The name, role and addresses in the note about the person."""
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

    `not_reached` are the missed sessions, visits, meetings and meals. `follow_ups` are
    all follow-ups, done or not.
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
        """A row for each person met, and for visits and meetings without one.

        A session is a contact only if something was noted on it.
        """
        return [
            Contact(pick, self.edition, person)
            for pick in self.done
            if _is_contact(pick.pick)
            for person in pick.pick.met or (None,)
        ]


def _is_contact(pick: Pick) -> bool:
    """Whether a pick is a row of contacts: a visit, a meeting, or a noted session."""
    is_meeting = pick.is_exhibitor or (pick.is_own and not pick.is_errand)
    return is_meeting or bool(pick.met or pick.note or pick.all_follow_ups)


def report_of(answer: Agenda, edition: EditionAsOf) -> VisitReport:
    """The report of an edition: its picks, and the reader's entries on its days."""
    picks = [pick for pick in answer.picks if _is_at(pick, edition)]
    done = [_with_time_done(pick, edition) for pick in picks if pick.pick.done]
    done.sort(key=lambda pick: (pick.date or dt.date.max, pick.time or dt.time.max))
    return VisitReport(
        as_of=answer.as_of,
        edition=edition,
        done=tuple(done),
        not_reached=tuple(filter(_is_not_reached, picks)),
        follow_ups=follow_ups_of(picks, lambda pick: pick.all_follow_ups),
        reviewed=answer.reviewed,
        covered_editions=(edition,),
    )


def _is_not_reached(pick: PickAsOf) -> bool:
    """Whether a pick is missed: it took place, and is not marked as done."""
    record, is_off = pick.pick, pick.has("cancelled", "postponed")
    return not (record.done or record.is_of_days or record.is_errand or is_off)


def _is_at(pick: PickAsOf, edition: EditionAsOf) -> bool:
    """Whether a pick is of an edition, or of none but on its days and clock."""
    if pick.pick.edition_id is not None or pick.first is None:
        return pick.pick.edition_id == edition.id
    is_on = day_of_dates(edition.dates, pick.first) is not None
    return is_on and pick.zone == edition.zone


def _with_time_done(pick: PickAsOf, edition: EditionAsOf) -> DonePick:
    """A pick with its day and time; a visit, with those at which it was marked."""
    if pick.first is None or pick.pick.is_visit:
        moment = _moment_marked(pick.pick, edition)
        date = None if moment is None else moment.date()
    else:
        moment = None if pick.starts is None else pick.starts.astimezone(edition.zone)
        date = pick.first if moment is None else moment.date()
    # Of a visit that was marked as of a date, only the day is known.
    has_clock = moment is not None and moment.tzinfo is not None
    time = moment.time() if moment is not None and has_clock else None
    return DonePick(**msgspec.structs.asdict(pick), date=date, time=time)


def _moment_marked(pick: Pick, edition: EditionAsOf) -> dt.datetime | None:
    """The moment that a pick was marked as done, on the clock of its edition.

    None if it was marked later than on the days of the edition, or before. Without an
    offset, only its day is known.
    """
    marked = pick.done_at
    if marked is None:
        return None
    there = marked if marked.tzinfo is None else marked.astimezone(edition.zone)
    first, last = window(edition.dates)
    return there if first <= there.date() <= last else None
