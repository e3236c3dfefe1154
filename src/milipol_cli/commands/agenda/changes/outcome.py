"""The outcome of a command for the agenda: the picks before and after, and its words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, Overlapping
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.commands.agenda.alarm_words import alarms_to_come, written_alarms
from milipol_cli.commands.agenda.changes.picks import Clocks
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.ics.events import AlarmOffset, refuse_useless_offsets
from milipol_cli.look import output
from milipol_cli.look.words import picks as words
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.look.words.programme import clocks_differ, programmes_known, span
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.differences import Difference, differences
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.model.picks import FollowUp, Pick, Picks
from milipol_cli.network.occasions import Conflict, on_clock
from milipol_cli.picks.as_of import PickAsOf, is_outside, is_past
from milipol_cli.picks.conflicts import CHANGE, with_first_conflicts
from milipol_cli.picks.follow_ups import items_by_id

Command = Literal["add", "edit", "import", "remove", "done"]
PickChange = Literal["added", "updated", "unchanged"]
PickConflict = tuple[PickAsOf, Conflict]

# No time was typed.
_NO_CLOCKS = Clocks()


class LeftOut(NamedTuple):
    """An event, or a part of it, that an import left out, and why.

    `cancelled` is the key that the pick of a cancelled event would have. One of the dates of a
    series `is_date`, and matters only if it is on the agenda.
    """

    title: str
    why: str
    cancelled: str | None = None
    is_date: bool = False


class Series(NamedTuple):
    """A recurring event of which some dates were imported, by the UIDs of their entries.

    `frequency` is that of its rule, if it has one; `number` is None if it has no end.
    """

    title: str
    uids: tuple[str, ...]
    frequency: str | None
    number: int | None


class Outcome(Answer, frozen=True, kw_only=True):
    """The picks in an agenda file before and after a command changed it.

    `ids` are the picks that the command was about, each once. `before` and `after` are all picks
    as of the date by id, in order of time; none for `remove`. A time that was typed is shown on
    its `clocks`. For `done`, `items` are the ids of the follow-ups that were named, and
    `new_visits` the ids of exhibitors that were not picked before.

    For an import, `known` are the ids of picks that were there and stay as they were; `left_out`
    and `not_kept` are what it did not take of its `source`, which may be a plan; `shows_beside`
    are shows that are not on the agenda, with how many entries are on their days. In a dry run
    nothing was written.
    """

    command: Command
    file: str
    ids: tuple[str, ...]
    old: Picks
    new: Picks
    before: Mapping[str, PickAsOf] = {}
    after: Mapping[str, PickAsOf] = {}
    reviewed: dt.date | None = None
    covered_editions: tuple[EditionAsOf, ...] = ()
    known: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    not_kept: Mapping[str, int] = {}
    series: tuple[Series, ...] = ()
    source: str = ""
    shows_beside: tuple[tuple[EditionAsOf, int], ...] = ()
    is_dry_run: bool = False
    clocks: Clocks = _NO_CLOCKS
    items: tuple[str, ...] = ()
    new_visits: tuple[str, ...] = ()
    is_plan: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the command changed the file."""
        return {*self.old} != {*self.new} and not self.is_dry_run

    @property
    def records(self) -> tuple[Pick, ...]:
        """The picks that the command was about, as they are or were in the file."""
        by_id = {pick.id: pick for pick in (*self.old, *self.new)}
        return tuple(by_id[pick_id] for pick_id in self.ids)

    @property
    def named_items(self) -> tuple[FollowUp, ...]:
        """The follow-ups that were named, as they are now."""
        owner_and_item_by_id = items_by_id(self.new)
        return tuple(owner_and_item_by_id[item_id][1] for item_id in self.items)

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """The picks that were added or changed, in the order of their ids."""
        return tuple(with_first_conflicts(self.after[key]) for key in self.ids if key in self.after)

    def at_venue(self, pick: PickAsOf) -> PickAsOf:
        """The pick; an entry of no show gets the show on whose clock it was typed."""
        return replace(pick, edition=pick.edition or self.clocks.venue)

    def change_of(self, pick: PickAsOf) -> PickChange:
        """The change that the command made to a pick."""
        before = self.before.get(pick.id)
        if before is None:
            return "added"
        return "unchanged" if pick.pick == before.pick else "updated"

    def changes_of(self, pick: PickAsOf) -> Sequence[Difference]:
        """The values and follow-ups of a pick that changed; none of one just added."""

        def values(other: PickAsOf) -> dict[str, str | None]:
            record = other.pick
            *notes, _ = words.notes_on(record)  # follow-ups are compared each
            return {
                "title": record.title,
                "kind": record.entry_kind if record.is_own else None,
                "time": words.time_of_pick(self.at_venue(other)),
                "place": record.place,
                "edition": record.edition,
                "company": record.company,
                **{name.lower(): text for name, text in notes},
                "alarms": written_alarms(other) or "default",
            }

        of_items = [change for _, change in self.follow_up_changes(pick)]
        return [*differences(values, self.before.get(pick.id), pick), *of_items]

    def follow_up_changes(self, pick: PickAsOf) -> list[tuple[str, Difference]]:
        """The follow-ups of a pick that changed, each with its id; none of one just added."""
        if pick.id not in self.before:
            return []
        records = self.before[pick.id].pick, pick.pick
        old, new = (
            {item.id: words.follow_up(item) for item in each.all_follow_ups} for each in records
        )
        return [
            (item_id, Difference("follow-up", old.get(item_id), new.get(item_id)))
            for item_id in {**old, **new}
            if old.get(item_id) != new.get(item_id)
        ]

    @property
    def new_conflicts(self) -> list[PickConflict]:
        """The conflicts that were not there before, each with its pick.

        A conflict between two picks that the command was not about is not new: only so many of a
        pick are listed, so it may take the place of one that is gone. One of a pick alone,
        without a `pair`, is new whatever the command was about.
        """
        before, ids = _conflicts_by_identity(self.before), {*self.ids}
        return [
            (pick, conflict)
            for key, (pick, conflict) in _conflicts_by_identity(self.after).items()
            if key not in before and (conflict.pair is None or {pick.id, conflict.other} & ids)
        ]

    @property
    def conflicts_of_others(self) -> list[PickConflict]:
        """Conflicts of other picks: with those that the command was about, and new ones."""
        new = {(pick.id, conflict.key) for pick, conflict in self.new_conflicts}
        return [
            (pick, conflict)
            for pick in self.after.values()
            for conflict in pick.conflicts
            if pick.id not in self.ids
            if conflict.other in self.ids or (pick.id, conflict.key) in new
        ]


def _conflicts_by_identity(picks: Mapping[str, PickAsOf]) -> dict[object, PickConflict]:
    """The conflicts with their picks, by pick, kind and the times of both picks."""
    conflicts: dict[object, PickConflict] = {}
    for pick in picks.values():
        for conflict in pick.conflicts:
            other = picks.get(conflict.other or "")
            starts = None if other is None else (pick.starts, other.starts)
            conflicts[pick.id, starts, conflict.key] = pick, conflict
    return conflicts


def outcome_of(
    command: Command,
    ids: Iterable[str],
    old: Picks,
    new: Iterable[Pick],
    as_of: AsOf,
    data: Catalog,
    change: dt.timedelta = CHANGE,
    clocks: Clocks = _NO_CLOCKS,
) -> Outcome:
    """The outcome of a command about the picks with these ids, which made `new` picks of `old`.

    Less time than `change` between two rooms is a conflict.
    """
    new, ids = tuple(new), tuple(ids)
    # Of many conflicts of a pick, those with these picks are listed on both agendas.
    edited = {pick.id for pick in old}.intersection(ids)
    added = {*ids} - edited
    before = after = agenda(old, data, as_of, change, new=added, edited=edited)
    if new != old:
        after = agenda(new, data, as_of, change, new=added, edited=edited)
    return Outcome(
        command=command,
        as_of=as_of,
        file=str(agenda_file()),
        ids=ids,
        old=old,
        new=new,
        before={pick.id: pick for pick in before.picks},
        after={pick.id: pick for pick in after.picks},
        reviewed=after.reviewed,
        covered_editions=after.covered_editions,
        clocks=clocks,
    )


def refuse_unfit(
    answer: Outcome, offsets: Sequence[AlarmOffset] | None, verb: str, *, if_free: bool
) -> None:
    """Raises BadInput for alarms of a visit, or that ring for none of the picks.

    With --if-free, raises Overlapping for the first new overlap, like "not added: Meet ACME
    (15:30-16:00) overlaps the panel".
    """
    if offsets and any(pick.pick.is_visit for pick in answer.picks):
        raise BadInput("--alarm: a visit has no alarms; give it a time with --at")
    starts = [pick.starts or pick.first for pick in answer.picks if pick.first is not None]
    refuse_useless_offsets(offsets or (), starts, answer.as_of)

    def named(pick: PickAsOf) -> str:
        title = pick.pick.title if pick.pick.is_own else words.pick_name(pick)
        return str(title) if pick.starts is None else f"{title} ({span(pick, None)})"

    for pick, conflict in answer.new_conflicts if if_free else ():
        if conflict.kind in ("overlap", "may overlap", "same days"):
            text = _sentence(named(pick), conflict)
            # The later pick has the conflict; the new one is named first all the same.
            if pick.id not in answer.ids and conflict.other in answer.ids:
                text = f"{named(answer.after[conflict.other])}: {text}"
            raise Overlapping(f"not {verb}: {text}")


def print_outcome(answer: Outcome, data: Catalog | None = None, *, json: bool) -> None:
    """Prints what was done, as JSON or as lines on stderr; an import has its own view."""
    lines_of_command = {"remove": _lines_of_removed, "done": _lines_of_done}
    for pick in answer.picks if answer.command in ("add", "edit") else ():
        if pick.edition is not None and is_outside(pick):
            days = dates_plain(pick.edition.dates)
            streams.warn(f"{pick.id}: not on the days of {pick.edition.title}, {days}")
    if json:
        # An answer about the file alone cites no sources.
        output.write(answer, "json", lambda: data.sources if data else {}, None, __package__)
    else:
        streams.report([*lines_of_command.get(answer.command, _lines_of_changed)(answer)])


def _lines_of_removed(answer: Outcome) -> Iterator[str]:
    yield from (f"Removed {pick.id}." for pick in answer.records)


def _lines_of_done(answer: Outcome) -> Iterator[str]:
    """The state of each visit, session or entry, its changes and doubts, and of each follow-up."""
    for there in answer.picks:
        pick = there.pick
        been = "visited" if pick.is_exhibitor else "attended"
        state = f"Marked as {been if pick.done else f'not {been}'}"
        if pick.id in answer.new_visits:
            assert there.edition is not None  # of every exhibitor
            state = f"Added, and marked as visited at {there.edition.title}"
        yield f"{state}: {pick.id}."
        yield from _change_lines(there, answer)
        if pick.done and there.starts is not None and there.phase == "upcoming":
            yield f"  ! has not begun yet: {words.time_of_pick(there)}; if wrong, use --undo"
    for item in answer.named_items:
        yield f"{'Not done' if item.done is None else 'Done'}: {item.text} ({item.id})."


def _lines_of_changed(answer: Outcome) -> Iterator[str]:
    """Each pick, below it alarms, changes and conflicts; then the conflicts of other picks."""
    adds = answer.command == "add"
    for pick in answer.picks:
        change, edition = answer.change_of(pick), pick.edition
        if change == "unchanged" and adds:
            yield f"Already on your agenda: {pick.id}."
        else:
            verb = change.capitalize()
            if not adds:
                verb = "Unchanged:" if change == "unchanged" else "Changed"
            time = words.time_of_pick(answer.at_venue(pick), answer.clocks.reader)
            if not pick.pick.is_own and edition and edition.status == "tentative":
                time += ", tentative"
            if pick.phase == "over":
                time += ", over" if is_past(pick, answer.as_of) else ", may be over"
            yield f"{verb} {pick.id}: {words.label(pick)}, {time}."
            if adds and (rings := [*alarms_to_come(answer.at_venue(pick), answer.as_of)]):
                alarms = "alarm" if len(rings) == 1 else "alarms"
                yield f"  {alarms} in your calendar: {'; '.join(rings)}"
        yield from _change_lines(pick, answer)
        if pick.pick.before is not None and change != "unchanged" and edition is not None:
            if edition.dates.start is None:
                yield f"  It gets its day when the days of {edition.title} are known."
            else:
                is_sure = edition.status in ("announced", "held")
                unsure = "" if is_sure else f" The days of the show are {edition.status}."
                yield f"  Its day moves with the show.{unsure}"
        yield from (f"  {line}" for line in lines_beside_show(pick, answer))
        yield from (f"  {line}" for line in words.conflict_lines(pick))
    for pick, conflict in answer.conflicts_of_others:
        yield f"  {words.sign(conflict)} {_sentence(words.pick_name(pick), conflict)}"
    editions = [pick.edition for pick in answer.picks if pick.session is not None]
    yield from programmes_known(filter(None, editions), answer.as_of)


def _change_lines(pick: PickAsOf, answer: Outcome) -> Iterator[str]:
    """The changes of a pick: "  place: none -> Hall 5"; new follow-ups with ids."""
    id_by_new_item = {new: key for key, new in answer.follow_up_changes(pick) if not new.then}
    for change in answer.changes_of(pick):
        if item_id := id_by_new_item.get(change):
            yield f"  follow-up added: {change.now} ({item_id})"
        else:
            yield f"  {change.field}: {change.then or 'none'} -> {change.now or 'none'}"


def lines_beside_show(pick: PickAsOf, answer: Outcome) -> Iterator[str]:
    """A line if an entry of no show is on a day of a show that has another clock.

    It gives the time at the first such show on the agenda, and how to put it there.
    """
    if not pick.pick.is_own or pick.edition is not None or pick.starts is None:
        return
    for edition in answer.covered_editions:
        there = on_clock(replace(pick, edition=edition), edition.zone)
        assert there.first is not None  # it has a time
        is_on = day_of_dates(edition.dates, there.first) is not None
        if is_on and clocks_differ([pick], edition.zone):
            meant = f"if you meant {pick.starts:%H:%M} there"
            how = "to put it there" if pick.pick.is_imported else meant
            command = f"milipol agenda edit {pick.id} --edition {edition.id}"
            yield f"{words.clocks(there)}, during {edition.title}; {how}: {command}"
            return


def _sentence(name: str, conflict: Conflict) -> str:
    """A conflict after the name of its pick: "Meet ACME overlaps the panel"."""
    has_verb = conflict.kind in ("overlap", "may overlap")
    return f"{name}{'' if has_verb else ':'} {words.conflict_text(conflict)}"
