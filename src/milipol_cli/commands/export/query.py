"""The answer of `milipol export`: the events for a calendar."""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from milipol_cli.base.errors import UnknownId
from milipol_cli.commands.export.events import (
    Event,
    editions_of,
    entry_events,
    events_of,
    is_done,
    reminders_of,
    visits_event,
    with_alarms,
    without_void_alarms,
)
from milipol_cli.ics.events import (
    VISITS,
    AlarmOffset,
    EventChange,
    FileEvent,
    alarm_offset,
    place_in_file,
    refuse_useless_offsets,
)
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, editions_as_of, oldest_review
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.dates import day_in_id
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.sessions import without_private
from milipol_cli.picks.as_of import PickAsOf, picks_as_of, walking_order

if TYPE_CHECKING:  # only the agenda has them
    from milipol_cli.network.model.picks import Pick

# At most this many ids are in the name of a file.
_NAMED = 3


class Selection(Record, frozen=True, kw_only=True):
    """The events to export, by time and id.

    `undated` are the ids of shows and editions without dates, `missing` the ids of
    picks that the data does not have; `is_empty_agenda` is for an agenda without picks.
    """

    as_of: AsOf
    events: tuple[Event, ...]
    undated: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    is_empty_agenda: bool = False
    reviewed: dt.date | None = None

    @property
    def days_of_old_calendars(self) -> set[str]:
        """The ids of days without a theme, which milipol 2.0 wrote as events.

        An update takes these out of a calendar.
        """
        days = {
            f"{event.id}/{session.date}"
            for event in self.events
            if event.kind == "edition"
            for session in event.sessions
        }
        return days.difference(event.id for event in self.events)


class Export(NamedTuple):
    """The plan to write a file, or a folder with a file for each event.

    `select_events` gives the events, with reminders if the file has some already.
    `picked` has the keys of picks in marks, so that events of other picks are
    cancelled; None cancels nothing. `force` replaces files that milipol did not write;
    for a `dry_run`, nothing is written.
    """

    name: str
    is_folder: bool
    select_events: Callable[[bool], Selection]
    picked: Collection[str] | None
    prune: bool
    force: bool
    dry_run: bool


class ChangeRow(NamedTuple):
    """The change that an export makes to an event of a file, and the event exported.

    `event` is None if the file keeps its own event, or has it no longer.
    """

    change: EventChange
    event: Event | None


class ExportSummary(Answer, frozen=True, kw_only=True):
    """The summary of `milipol export`, or of a dry run.

    The file `is_new` if there was none, or it is replaced as a whole. `changes` are in
    order of time; last come the changes of events that are not in the export.
    """

    export: Export
    selection: Selection
    changes: tuple[ChangeRow, ...]
    is_new: bool

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to write."""
        return any(row.change.is_written for row in self.changes)

    @property
    def events_in_file(self) -> list[FileEvent]:
        """The events in the file after the export."""
        return [row.change.after for row in self.changes if row.change.after]

    @property
    def is_written(self) -> bool:
        return self.has_changes and not self.export.dry_run

    @property
    def covered_editions(self) -> tuple[EditionAsOf, ...]:
        return editions_of(self.selection.events)


class _Choice(NamedTuple):
    """An id to export: an edition, or a day or session of it.

    `id` is the id of a show if the show has no edition to export.
    """

    id: str
    edition: EditionAsOf | None
    part: Session | dt.date | None = None
    is_pick: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether the day of the edition, day or session is known."""
        if isinstance(self.part, Session):
            return self.part.date is not None
        starts = self.part or (self.edition and self.edition.dates.start)
        return starts is not None


def select(
    data: Catalog,
    as_of: AsOf,
    *,
    matches: Sequence[Match] = (),
    picks: "Sequence[Pick] | None" = None,
    sessions: bool = False,
    private: bool = False,
    offsets: Sequence[AlarmOffset] | None = None,
    reminders: bool = False,
    prune: bool = False,
    notes: bool = False,
) -> Selection:
    """The events of the matches and of picks, each once; or of upcoming editions.

    `sessions` adds the programme, with `private` also its private sessions; a private
    session named by its own id is always there. `picks` come with their alarms, with
    `notes` also with the reader's notes. `offsets` replace the usual alarm offsets;
    `reminders` adds a short event for each alarm; `prune` leaves out events that are
    over or cancelled. Raises UnknownId for an edition that is not known yet, and if no
    match has a date; BadInput for an offset that gives no event an alarm to come.
    """
    full = data.programme_to_share  # with private sessions
    to_export = picks or ()
    to_export = to_export if notes else _without_notes(to_export)
    agenda = picks_as_of(to_export, data, as_of, full)
    editions = editions_as_of(data.shows, as_of)
    is_default = picks is None and not matches
    chosen = _upcoming(editions) if is_default else _choices(matches, editions)
    chosen += _picked_parts(agenda)
    # Each pick of an edition asks for its programme.
    public = functools.cache(lambda edition: without_private(full(edition)))
    events = _events_of_choices(chosen, full if private else public, sessions=sessions)
    events |= {event.id: event for event in entry_events(agenda, data.shows)}
    visits = [pick for pick in agenda if pick.pick.is_visit]
    _add_visits(events, visits, {pick.id for pick in agenda})
    undated_ids = _undated_ids(chosen, agenda)
    # A show without an edition is no error, but in `undated`.
    if matches and not events and all(choice.edition for choice in chosen):
        raise UnknownId(
            f"the dates of {undated_ids[0]} are not known, so there is nothing to export"
        )
    with_all_alarms = _with_picks_and_alarms(events.values(), chosen, agenda, offsets)
    starts = [event.start for event in with_all_alarms]
    refuse_useless_offsets(offsets or (), starts, as_of)
    return Selection(
        as_of=as_of,
        events=_exported_events(with_all_alarms, as_of, reminders=reminders, prune=prune),
        undated=tuple(undated_ids),
        missing=tuple(pick.id for pick in agenda if _is_missing(pick)),
        is_empty_agenda=picks is not None and not picks,
        reviewed=oldest_review(data.shows),
    )


def _without_notes(picks: "Iterable[Pick]") -> "list[Pick]":
    """The picks without all that is for the reader alone."""
    without = {"note": None, "met": (), "company": None}
    return [msgspec.structs.replace(pick, **without) for pick in picks]


def _choices(matches: Iterable[Match], editions: Sequence[EditionAsOf]) -> list[_Choice]:
    return [_Choice(match.id, edition_of(match, editions), match.part) for match in matches]


def _upcoming(editions: Iterable[EditionAsOf]) -> list[_Choice]:
    return [_Choice(edition.id, edition) for edition in editions if edition.phase != "over"]


def _exported_events(
    with_all_alarms: Sequence[Event], as_of: AsOf, *, reminders: bool, prune: bool
) -> tuple[Event, ...]:
    """The events with the alarms that are to ring, and their reminders if wanted.

    The given events have all their alarms: cancelled ones lose theirs, but keep their
    reminders. `prune` leaves out what is over or cancelled.
    """
    exported = [without_void_alarms(event, as_of) for event in with_all_alarms]
    if reminders:
        exported += itertools.chain.from_iterable(
            reminders_of(event, as_of) for event in with_all_alarms
        )
        exported.sort(key=_by_time)
    return tuple(event for event in exported if not (prune and is_done(event, as_of)))


def _with_picks_and_alarms(
    events: Iterable[Event],
    chosen: Iterable[_Choice],
    agenda: Iterable[PickAsOf],
    offsets: Sequence[AlarmOffset] | None,
) -> list[Event]:
    """The events in order of time, each with its pick, if any, and its wanted alarms.

    That is all of them: also past alarms, and those of what does not take place.
    """
    pick_by_id = {pick.id: pick.pick for pick in agenda}
    chosen_ids = {choice.id for choice in chosen}  # other events came with an edition
    with_all_alarms = []
    for event in sorted(events, key=_by_time):
        pick = pick_by_id.get(event.id)
        with_pick = msgspec.structs.replace(event, noted=pick)
        wanted, is_chosen = _wanted_offsets(pick, offsets), event.id in chosen_ids
        with_all_alarms.append(with_alarms(with_pick, wanted, is_chosen=is_chosen))
    return with_all_alarms


def _event_ids_of_visit(visit: "Pick", picked_ids: Collection[str]) -> list[str]:
    """The ids of the events with a visit as a line, given the ids of all picks.

    It is the event of the edition if that was picked, or else the events of the days
    that were picked, or else one event for all visits at the edition:
    "paris-2027", or "paris-2027/2027-11-16" and others, or "visits/paris-2027".
    """
    edition_id = visit.edition_id or ""
    if edition_id in picked_ids:
        return [edition_id]
    in_edition = [pick_id for pick_id in picked_ids if pick_id.startswith(f"{edition_id}/")]
    day_ids = [pick_id for pick_id in in_edition if day_in_id(pick_id.rpartition("/")[2])]
    return sorted(day_ids) or [f"{VISITS}{edition_id}"]


def picked_ids(picks: "Sequence[Pick]") -> set[str]:
    """The keys of picks in calendar files; for a visit the ids of events with it."""
    ids = {pick.id for pick in picks}
    event_ids = [_event_ids_of_visit(pick, ids) for pick in picks if pick.is_visit]
    return {pick.key for pick in picks}.union(*event_ids)


def _add_visits(
    events: dict[str, Event], visits: Iterable[PickAsOf], picked_ids: Collection[str]
) -> None:
    """Adds visits to the events of their days or editions, or an event for visits.

    A visit is left out if its exhibitor is not listed, or if it has no such event.
    """
    visits_by_event_id: dict[str, list[PickAsOf]] = {}
    listed = [visit for visit in visits if visit.listed is not None]
    for visit in sorted(listed, key=walking_order):
        for event_id in _event_ids_of_visit(visit.pick, picked_ids):
            visits_by_event_id.setdefault(event_id, []).append(visit)
    for event_id, its_visits in visits_by_event_id.items():
        event = events.get(event_id)
        are_dates_known = its_visits[0].first is not None  # of their one edition
        if event_id.startswith(VISITS) and are_dates_known:
            event = visits_event(its_visits)
        if event is not None:
            events[event_id] = msgspec.structs.replace(event, visits=tuple(its_visits))


def has_dates(match: Match, editions: Sequence[EditionAsOf]) -> bool:
    """Whether the match of an id has a date; a show without an edition counts, too."""
    edition = edition_of(match, editions)
    return edition is None or _Choice(match.id, edition, match.part).is_dated


def default_file(
    matches: Sequence[Match], files: Sequence[ShowFile], as_of: AsOf, *, with_picks: bool
) -> str:
    """The name of the file if none is given: after the ids to export.

    A show counts as its next edition, so that both ids give the same file. Raises
    UnknownId for an edition that is not known yet.
    """
    editions = editions_as_of(files, as_of)
    ids = ["agenda"] if with_picks else []
    for match in matches:
        edition = edition_of(match, editions)
        ids.append(match.id if match.part or edition is None else edition.id)
    ids = list(dict.fromkeys(ids))
    more = len(ids) - _NAMED
    others = [f"and-{more}-more"] if more > 0 else []
    return f"{'-'.join(['milipol', *ids[:_NAMED], *others]).replace('/', '-')}.ics"


def _is_missing(pick: PickAsOf) -> bool:
    """Whether the data does not have the exhibitor of a visit, or else the edition."""
    picked = pick.listed if pick.pick.is_visit else pick.edition
    return picked is None and not pick.pick.is_entry


def _picked_parts(agenda: Iterable[PickAsOf]) -> Iterator[_Choice]:
    """The editions, days and sessions that were picked and that the data has."""
    for pick in agenda:
        if not (pick.pick.is_own or pick.pick.is_exhibitor or _is_missing(pick)):
            part = pick.day if pick.session is None else pick.session
            yield _Choice(pick.id, pick.edition, part, is_pick=True)


def _undated_ids(chosen: Iterable[_Choice], agenda: Sequence[PickAsOf]) -> list[str]:
    """The ids, each once, of choices without a date and of editions waited for.

    Deadlines before an edition and visits to one get their days from it.
    """
    waiting = [pick for pick in agenda if pick.pick.before]
    waiting += [pick for pick in agenda if pick.pick.is_visit]
    undated = [
        *(choice.id for choice in chosen if not choice.is_dated),
        *(pick.edition.id for pick in waiting if pick.edition and not pick.first),
    ]
    return list(dict.fromkeys(undated))


def _wanted_offsets(
    pick: "Pick | None", offsets: Sequence[AlarmOffset] | None
) -> Sequence[AlarmOffset] | None:
    """The given offsets, or else the ones of a pick; None for the default offsets."""
    if pick is None or pick.alarm is None or offsets is not None:
        return offsets
    return [alarm_offset(text) for text in pick.alarm]


def _events_of_choices(
    chosen: Sequence[_Choice], programme: Callable[[str], Programme], *, sessions: bool
) -> dict[str, Event]:
    """The events of the choices that are dated, each once, by id.

    A picked session is there for its own pick, even if its edition is picked, too.
    What is chosen without a pick is there for no pick, so that it is never cancelled.
    """
    events: dict[str, Event] = {}
    picked_ids = {choice.id for choice in chosen if choice.is_pick}
    for choice in chosen:
        if choice.edition is None or not choice.is_dated:
            continue
        for event in events_of(choice.edition, choice.part, programme, sessions=sessions):
            if choice.is_pick:
                pick_id = event.id if event.id in picked_ids else choice.id
                event = msgspec.structs.replace(event, pick=pick_id)  # noqa: PLW2901
            events.setdefault(event.id, event)
    return events


def _by_time(event: Event) -> tuple[dt.date, dt.datetime, str]:
    return place_in_file(event.start, event.id)
