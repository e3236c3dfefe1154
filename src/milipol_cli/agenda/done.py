"""What `milipol agenda add`, `edit`, `import`, `done` and `remove` did."""

from collections.abc import Mapping
from typing import NamedTuple

from milipol_cli.agenda.incoming import LeftOut
from milipol_cli.agenda.query import Agenda
from milipol_cli.ics.alarms import Alarm
from milipol_cli.network.as_of import Answer
from milipol_cli.network.model.record import Record
from milipol_cli.picks.as_of import Conflict, PickAsOf
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import when


class EventOfPick(NamedTuple):
    """What a calendar has of a pick."""

    uid: str
    alarms: tuple[Alarm, ...]


class ValueChange(NamedTuple):
    """A value of a pick in words, before and after; None if it had or has none."""

    name: str
    old: str | None
    new: str | None


class Added(Answer, frozen=True, kw_only=True):
    """The agenda in a file `before` and after picks with these ids were added.

    `events` are those of the picks that have a day, by id; none unless asked for.
    """

    file: str
    ids: tuple[str, ...]
    before: Agenda
    agenda: Agenda
    events: Mapping[str, EventOfPick] = {}

    @property
    def is_written(self) -> bool:
        """Whether the picks are others than before."""
        old, new = ({row.pick for row in a.known} for a in (self.before, self.agenda))
        return old != new

    @property
    def picks(self) -> tuple[PickAsOf, ...]:
        """The picks that were added, each once, in the order of their ids."""
        pick_by_id = {pick.id: pick for pick in self.agenda.known}
        return tuple(pick_by_id[pick_id] for pick_id in dict.fromkeys(self.ids))

    @property
    def updated(self) -> set[str]:
        """The ids of picks that were on the agenda before."""
        return {pick.id for pick in self.before.known} & {*self.ids}

    @property
    def unchanged(self) -> set[str]:
        """The ids of picks that were there before just as they are now."""
        now = {row.pick for row in self.agenda.known}
        return {row.id for row in self.before.known if row.pick in now}

    def changes_of(self, pick_id: str) -> tuple[ValueChange, ...]:
        """The values of a pick that was there before that differ."""
        before, after = (
            next(pick for pick in agenda.picks if pick.id == pick_id)
            for agenda in (self.before, self.agenda)
        )
        return tuple(
            ValueChange(name, old, new)
            for (name, old), (_, new) in zip(
                _values(before), _values(after), strict=True
            )
            if old != new
        )

    @property
    def new_conflicts(self) -> tuple[tuple[PickAsOf, Conflict], ...]:
        """The conflicts that were not there before, each with its pick."""
        known = {pick.id: pick.conflicts for pick in self.before.known}
        return tuple(
            (pick, conflict)
            for pick in self.agenda.picks
            for conflict in pick.conflicts
            if conflict not in known.get(pick.id, ())
        )

    @property
    def conflicts_of_others(self) -> tuple[tuple[PickAsOf, Conflict], ...]:
        """The new conflicts of picks that were not added, each with its pick."""
        return tuple(
            (pick, conflict)
            for pick, conflict in self.new_conflicts
            if pick.id not in self.ids
        )


class Edited(Added, frozen=True, kw_only=True):
    """The agenda in a file `before` and after the pick with this id was edited."""

    @property
    def conflicts_of_others(self) -> tuple[tuple[PickAsOf, Conflict], ...]:
        """The conflicts of other picks that are new, or are with this one."""
        new = {(pick.id, conflict) for pick, conflict in self.new_conflicts}
        return tuple(
            (pick, conflict)
            for pick in self.agenda.picks
            for conflict in pick.conflicts
            if pick.id not in self.ids
            and (conflict.other in self.ids or (pick.id, conflict) in new)
        )

    @property
    def changes(self) -> tuple[ValueChange, ...]:
        """The values that differ."""
        return self.changes_of(self.ids[0])


def _values(pick: PickAsOf) -> list[tuple[str, str | None]]:
    """The values of a pick that can be edited, in words."""
    record = pick.pick
    alarms = None if record.alarm is None else ", ".join(record.alarm) or "none"
    return [
        ("title", record.title),
        ("kind", record.kind),
        ("time", when(pick)),
        ("place", record.place),
        ("edition", record.edition),
        ("note", record.note),
        ("alarms", alarms or "the usual ones"),
    ]


class Imported(Added, frozen=True, kw_only=True):
    """The agenda in a file `before` and after an import.

    `known` are the ids of picks that were on it already and stay as they were. It
    `has_twins` if new entries are also in the calendar of another program, with other
    UIDs. In a dry run nothing was written.
    """

    known: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    has_twins: bool
    is_dry_run: bool

    @property
    def is_written(self) -> bool:
        """Whether picks were added or changed in the file."""
        return bool(self.ids) and not self.is_dry_run


class TickedOff(Record, frozen=True, kw_only=True):
    """The exhibitors that were ticked off in an agenda file, or no longer are.

    It `is_written` if any of them was changed.
    """

    file: str
    is_written: bool
    picks: tuple[Pick, ...]


class Removed(Record, frozen=True, kw_only=True):
    """The picks that were removed from an agenda file."""

    file: str
    picks: tuple[Pick, ...]
