"""The outcome of a command for the agenda: the picks before and after."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from milipol_cli.cli.agenda import agenda_file
from milipol_cli.commands.agenda.alarm_words import written_alarms
from milipol_cli.commands.agenda.changes.left_out import LeftOut, Series
from milipol_cli.commands.agenda.changes.pick_times import Clocks
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.look.words.picks import (
    follow_up,
    notes_on,
    time_of_pick,
)
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.differences import Difference, differences
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.picks import FollowUp, Pick, Picks
from milipol_cli.network.occasions import Conflict
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.conflicts import CHANGE, with_first_conflicts
from milipol_cli.picks.follow_ups import items_by_id

# No time was typed.
_NO_CLOCKS = Clocks()


Command = Literal["add", "edit", "import", "remove", "done"]
PickChange = Literal["added", "updated", "unchanged"]


class Outcome(Answer, frozen=True, kw_only=True):
    """The picks in an agenda file before and after a command changed it.

    `ids` are the picks that the command was about, each once. `before` and `after` are
    all picks as of the date by id, in order of time; none for `remove`. An import has
    the ids of picks that were `known` and stay as they were, what was `left_out` and
    how much was `not_kept` of its `source`; `shows_beside` are shows that are not on
    the agenda, with how many entries are on their days. In a dry run nothing was
    written. A time that was typed is shown on its `clocks`. `items` are the ids of
    follow-ups that were named, `new_visits` those of exhibitors that were not on the
    agenda.
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
        """Whether the picks in the file are others than before."""
        return {*self.old} != {*self.new} and not self.is_dry_run

    @property
    def records(self) -> tuple[Pick, ...]:
        """The picks that the command was about, as they are or were in the file."""
        by_id = {pick.id: pick for pick in (*self.old, *self.new)}
        return tuple(by_id[pick_id] for pick_id in self.ids)

    @property
    def named_items(self) -> tuple[FollowUp, ...]:
        now = items_by_id(self.new)
        return tuple(now[key][1] for key in self.items)

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

    def change_of(self, pick: PickAsOf) -> PickChange:
        """Whether a pick was added, or changed, or is as it was."""
        before = self.before.get(pick.id)
        if before is None:
            return "added"
        return "unchanged" if pick.pick == before.pick else "updated"

    def changes_of(self, pick: PickAsOf) -> Sequence[Difference]:
        """The values that differ of a pick that was there before; else none."""
        before = self.before.get(pick.id)
        values = differences(
            lambda other: _compared_values(self.at_venue(other)), before, pick
        )
        return [*values, *(change for _, change in self.follow_up_changes(pick))]

    def follow_up_changes(self, pick: PickAsOf) -> list[tuple[str, Difference]]:
        """The follow-ups that differ of a pick that was there before, by their ids."""
        before = self.before.get(pick.id)
        if before is None:
            return []
        old, new = (
            {item.id: follow_up(item) for item in record.all_follow_ups}
            for record in (before.pick, pick.pick)
        )
        return [
            (key, Difference("follow-up", old.get(key), new.get(key)))
            for key in {**old, **new}
            if old.get(key) != new.get(key)
        ]

    @property
    def new_conflicts(self) -> list[tuple[PickAsOf, Conflict]]:
        """The conflicts that were not there before, each with its pick."""
        before = _conflicts_by_identity(self.before)
        after = _conflicts_by_identity(self.after).items()
        new = [conflict for identity, conflict in after if identity not in before]
        # One of two others may only be listed in place of what is gone.
        return [
            (pick, new_conflict)
            for pick, new_conflict in new
            if new_conflict.pair is None
            or pick.id in self.ids
            or new_conflict.other in self.ids
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


def _conflicts_by_identity(
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


def _compared_values(pick: PickAsOf) -> dict[str, str | None]:
    """The values of a pick whose changes are shown, by their labels."""
    record = pick.pick
    *notes, _ = notes_on(record)  # follow-ups are compared each
    return {
        "title": record.title,
        "kind": record.entry_kind if record.is_own else None,
        "time": time_of_pick(pick),
        "place": record.place,
        "edition": record.edition,
        "company": record.company,
        **{name.lower(): text for name, text in notes},
        "alarms": written_alarms(pick) or "default",
    }


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
    """The outcome of a command for the agenda, with all picks before and after."""
    new, ids = tuple(new), tuple(ids)
    edited = {pick.id for pick in old}.intersection(ids)
    added = {*ids} - edited
    before = agenda(old, data, as_of, change, new=added, edited=edited)
    after = before
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
