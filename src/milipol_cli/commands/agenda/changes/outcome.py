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
from milipol_cli.look.words.picks import follow_up, notes_on, time_of_pick
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
    all picks as of the date by id, in order of time; none for `remove`. A time that was
    typed is shown on its `clocks`. For `done`, `items` are the ids of the follow-ups
    that were named, and `new_visits` the ids of exhibitors that were not picked before.

    For an import, `known` are the ids of picks that were there and stay as they were;
    `left_out` and `not_kept` are what it did not take of its `source`, which may be a
    plan; `shows_beside` are shows that are not on the agenda, with how many entries are
    on their days. In a dry run nothing was written.
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
        return tuple(
            with_first_conflicts(self.after[pick_id])
            for pick_id in self.ids
            if pick_id in self.after
        )

    def at_venue(self, pick: PickAsOf) -> PickAsOf:
        """The pick; an entry of no show gets the show on whose clock it was typed."""
        return msgspec.structs.replace(pick, edition=pick.edition or self.clocks.venue)

    def change_of(self, pick: PickAsOf) -> PickChange:
        """The change that the command made to a pick."""
        before = self.before.get(pick.id)
        if before is None:
            return "added"
        return "unchanged" if pick.pick == before.pick else "updated"

    def changes_of(self, pick: PickAsOf) -> Sequence[Difference]:
        """The values and follow-ups of a pick that changed; none of one just added."""
        before = self.before.get(pick.id)
        values = differences(lambda other: _compared_values(self.at_venue(other)), before, pick)
        return [*values, *(change for _, change in self.follow_up_changes(pick))]

    def follow_up_changes(self, pick: PickAsOf) -> list[tuple[str, Difference]]:
        """The follow-ups of a pick that changed, in words, each with its id.

        None for a pick that was just added.
        """
        before = self.before.get(pick.id)
        if before is None:
            return []
        old, new = (
            {item.id: follow_up(item) for item in record.all_follow_ups}
            for record in (before.pick, pick.pick)
        )
        return [
            (item_id, Difference("follow-up", old.get(item_id), new.get(item_id)))
            for item_id in {**old, **new}
            if old.get(item_id) != new.get(item_id)
        ]

    @property
    def new_conflicts(self) -> list[tuple[PickAsOf, Conflict]]:
        """The conflicts that were not there before, each with its pick.

        A conflict between two picks that the command was not about is not new: only so
        many of a pick are listed, so it may take the place of one that is gone. One of
        a pick alone, without a `pair`, is new whatever the command was about.
        """
        ids = {*self.ids}
        before = _conflicts_by_identity(self.before)
        after = _conflicts_by_identity(self.after)
        return [
            (pick, conflict)
            for identity, (pick, conflict) in after.items()
            if identity not in before
            if conflict.pair is None or pick.id in ids or conflict.other in ids
        ]

    @property
    def conflicts_of_others(self) -> list[tuple[PickAsOf, Conflict]]:
        """The conflicts of picks that the command was not about, each with its pick.

        These are their conflicts with picks that it was about, and new ones of theirs.
        """
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
    """The conflicts with their picks, by pick, kind and the times of both picks."""
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
    """The outcome of a command that was about the picks with these ids.

    `old` and `new` are all picks of the agenda before and after it. Less time than
    `change` between two rooms is a conflict.
    """
    new, ids = tuple(new), tuple(ids)
    # Of many conflicts of a pick, those with these picks are listed on both agendas.
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
