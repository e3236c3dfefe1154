"""What commands that write changed on the agenda, and how they report it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, Overlapping
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.commands.agenda.alarm_words import ringing, written_alarms
from milipol_cli.commands.agenda.incoming import LeftOut
from milipol_cli.commands.agenda.new_picks import Clocks
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.ics.events import AlarmOffset, refuse_unmet
from milipol_cli.look import output
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.look.words.picks import (
    clocks,
    conflict_lines,
    label,
    name,
    notes_on,
    sign,
    text_of,
    when,
)
from milipol_cli.look.words.programme import clocks_differ, programmes_known, span
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.differences import Difference, differences
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.network.occasions import Conflict, on_clock
from milipol_cli.picks.as_of import PickAsOf, is_outside, is_past
from milipol_cli.picks.conflicts import CHANGE, with_first_conflicts

# More picks that were there already are only counted.
_MOST_LISTED = 10
# No time was typed.
_NO_CLOCKS = Clocks()


Command = Literal["add", "edit", "import", "remove", "done"]
Change = Literal["added", "updated", "unchanged"]


class Changed(Answer, frozen=True, kw_only=True):
    """The picks in an agenda file before and after a command changed it.

    `ids` are the picks that the command was about, each once. `before` and `after` are
    all picks as of the date by id, in order of time; none for `remove`. An import has
    the ids of picks that were `known` and stay as they were, and what was `left_out`;
    in a dry run nothing was written. A time that was typed is shown on its `clocks`.
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
    is_dry_run: bool = False
    clocks: Clocks = _NO_CLOCKS

    @property
    def is_written(self) -> bool:
        """Whether the picks in the file are others than before."""
        return {*self.old} != {*self.new} and not self.is_dry_run

    @property
    def records(self) -> tuple[Pick, ...]:
        """The picks that the command was about, as they are or were in the file."""
        by_id = {pick.id: pick for pick in (*self.old, *self.new)}
        return tuple(by_id[pick_id] for pick_id in self.ids)

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """The picks that were added or changed, in the order of their ids."""
        return tuple(
            with_first_conflicts(self.after[key])
            for key in self.ids
            if key in self.after
        )

    def at_venue(self, pick: PickAsOf) -> PickAsOf:
        """The pick; an entry of no show with the one whose city names its clock."""
        return msgspec.structs.replace(pick, edition=pick.edition or self.clocks.venue)

    def change_of(self, pick: PickAsOf) -> Change:
        """Whether a pick was added, or changed, or is as it was."""
        before = self.before.get(pick.id)
        if before is None:
            return "added"
        return "unchanged" if pick.pick == before.pick else "updated"

    def changes_of(self, pick: PickAsOf) -> Sequence[Difference]:
        """The values that differ of a pick that was there before; else none."""
        before = self.before.get(pick.id)
        return differences(lambda each: _values(self.at_venue(each)), before, pick)

    @property
    def new_conflicts(self) -> list[tuple[PickAsOf, Conflict]]:
        """The conflicts that were not there before, each with its pick."""
        known = _by_identity(self.before)
        after = _by_identity(self.after).items()
        new = [conflict for identity, conflict in after if identity not in known]
        # One of two others may only be listed in place of what is gone.
        return [
            (pick, each)
            for pick, each in new
            if each.pair is None or pick.id in self.ids or each.other in self.ids
        ]

    @property
    def conflicts_of_others(self) -> list[tuple[PickAsOf, Conflict]]:
        """The conflicts of other picks with these, and their other new ones."""
        new = {(pick.id, conflict.key) for pick, conflict in self.new_conflicts}
        return [
            (pick, conflict)
            for pick in self.after.values()
            for conflict in pick.conflicts
            if pick.id not in self.ids
            if conflict.other in self.ids or (pick.id, conflict.key) in new
        ]


def _by_identity(
    picks: Mapping[str, PickAsOf],
) -> dict[object, tuple[PickAsOf, Conflict]]:
    """The conflicts with their picks, by what they are and when both picks begin."""
    conflicts: dict[object, tuple[PickAsOf, Conflict]] = {}
    for pick in picks.values():
        for conflict in pick.conflicts:
            other = picks.get(conflict.other or "")
            starts = None if other is None else (pick.starts, other.starts)
            conflicts[pick.id, starts, conflict.key] = pick, conflict
    return conflicts


def _values(pick: PickAsOf) -> dict[str, str | None]:
    record = pick.pick
    return {
        "title": record.title,
        "kind": record.kind,
        "time": when(pick),
        "place": record.place,
        "edition": record.edition,
        **{name.lower(): text for name, text in notes_on(record)},
        "alarms": written_alarms(pick) or "the usual ones",
    }


def changed(
    command: Command,
    ids: Iterable[str],
    old: Picks,
    new: Iterable[Pick],
    as_of: AsOf,
    data: Catalog,
    change: dt.timedelta = CHANGE,
    clocks: Clocks = _NO_CLOCKS,
) -> Changed:
    """What a command makes of the agenda, with all picks before and after."""
    new, ids = tuple(new), tuple(ids)
    edited = {pick.id for pick in old}.intersection(ids)
    before, after = (
        agenda(picks, data, as_of, change, new={*ids} - edited, edited=edited)
        for picks in (old, new)
    )
    return Changed(
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
    answer: Changed, offsets: Sequence[AlarmOffset] | None, verb: str, *, if_free: bool
) -> None:
    """Refuses alarms that suit none of the picks, and overlaps with --if-free."""
    if offsets and any(pick.pick.is_visit for pick in answer.picks):
        raise BadInput("--alarm: a visit has none; give it a time with --at")
    starts = [
        pick.starts or pick.first for pick in answer.picks if pick.first is not None
    ]
    refuse_unmet(offsets or (), starts, answer.as_of)
    for pick, conflict in answer.new_conflicts if if_free else ():
        if conflict.kind in ("overlap", "may overlap", "same days"):
            text = _sentence(_with_time(pick), conflict)
            if pick.id not in answer.ids and conflict.other in answer.ids:
                text = f"{_with_time(answer.after[conflict.other])}: {text}"
            raise Overlapping(f"not {verb}: {text}")


def _with_time(pick: PickAsOf) -> str:
    """A pick with its time: "Meet ACME (15:30-16:00)"."""
    title = pick.pick.title if pick.pick.is_own else name(pick)
    return str(title) if pick.starts is None else f"{title} ({span(pick, None)})"


def report(answer: Changed, data: Catalog | None = None, *, json: bool) -> None:
    """Prints what was done, as JSON or as lines on stderr."""
    for pick in answer.picks if answer.command in ("add", "edit") else ():
        if pick.edition is not None and is_outside(pick):
            days = dates_plain(pick.edition.dates)
            streams.warn(f"{pick.id}: not on the days of {pick.edition.title}, {days}")
    if json:
        # What is in the file cites nothing.
        sources = dict if data is None else lambda: data.sources
        output.write(answer, "json", sources, None, __package__)
    else:
        streams.report(_lines(answer))


def _lines(answer: Changed) -> list[str]:
    if answer.command == "remove":
        return [f"Removed {pick.id}." for pick in answer.records]
    if answer.command == "done":
        return [line for pick in answer.picks for line in _lines_of_done(pick, answer)]
    lines = [line for pick in answer.picks for line in _lines_of(pick, answer)]
    lines += [
        f"  {sign(conflict)} {_sentence(name(pick), conflict)}"
        for pick, conflict in answer.conflicts_of_others
    ]
    if answer.known:
        listed = len(answer.known) <= _MOST_LISTED
        known = ", ".join(answer.known) if listed else f"{len(answer.known)} picks"
        lines.append(f"On your agenda already: {known}.")
    lines += [f"Left out: {each.title}: {each.why}." for each in answer.left_out]
    editions = [pick.edition for pick in answer.picks if pick.session is not None]
    known_today = programmes_known(filter(None, editions), answer.as_of)
    return (lines or ["Nothing to add."]) + known_today


def _lines_of_done(there: PickAsOf, answer: Changed) -> Iterator[str]:
    pick = there.pick
    been = "visited" if pick.is_exhibitor else "attended"
    yield f"{'Marked as' if pick.done else 'To be'} {been}: {pick.id}."
    yield from _change_lines(there, answer)
    if pick.done and there.starts is not None and there.phase == "upcoming":
        yield f"  ! has not begun yet: {when(there)}; take it back with --undo"


def _change_lines(pick: PickAsOf, answer: Changed) -> list[str]:
    return [
        f"  {name}: {then or 'none'} -> {now or 'none'}"
        for name, then, now in answer.changes_of(pick)
    ]


def _lines_of(pick: PickAsOf, answer: Changed) -> Iterator[str]:
    change = answer.change_of(pick)
    if change == "unchanged" and answer.command == "add":
        yield f"On your agenda already: {pick.id}."
    else:
        verb = change.capitalize()
        if answer.command == "edit":
            verb = "Unchanged:" if change == "unchanged" else "Changed"
        elif answer.is_dry_run:
            verb = "Would add" if change == "added" else "Would update"
        there = answer.at_venue(pick)
        time = when(there, answer.clocks.reader)
        edition = None if pick.pick.is_own else pick.edition
        state = ", tentative" if edition and edition.status == "tentative" else ""
        if pick.phase == "over":
            state += ", over" if is_past(pick, answer.as_of) else ", may be over"
        yield f"{verb} {pick.id}: {label(pick)}, {time}{state}."
        if answer.command == "add" and (rings := list(ringing(there, answer.as_of))):
            alarms = "alarm" if len(rings) == 1 else "alarms"
            yield f"  {alarms} in your calendar: {'; '.join(rings)}"
    yield from _change_lines(pick, answer)
    yield from _beside_a_show(pick, answer)
    yield from (f"  {line}" for line in conflict_lines(pick))


def _beside_a_show(pick: PickAsOf, answer: Changed) -> Iterator[str]:
    """The time of an own entry at a show of the agenda that has another clock then."""
    if not pick.pick.is_own or pick.edition is not None or pick.starts is None:
        return
    for edition in answer.covered_editions:
        there = on_clock(msgspec.structs.replace(pick, edition=edition), edition.zone)
        assert there.first is not None  # it has a time
        is_on = day_of_dates(edition.dates, there.first) is not None
        if is_on and clocks_differ([pick], edition.zone):
            meant = f"if you meant {pick.starts:%H:%M} there"
            how = "to put it there" if pick.pick.is_imported else meant
            yield (
                f"  {clocks(there)}, during {edition.title}; {how}:"
                f" milipol agenda edit {pick.id} --edition {edition.id}"
            )
            return


def _sentence(name: str, conflict: Conflict) -> str:
    """A conflict after the name of its pick: "Meet ACME overlaps the panel"."""
    has_verb = conflict.kind in ("overlap", "may overlap")
    return f"{name} {text_of(conflict)}" if has_verb else f"{name}: {text_of(conflict)}"
