"""What `milipol agenda` gives to programs."""

import datetime as dt
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from milipol_cli.agenda.changed import Changed, ValueChange
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.incoming import LeftOut
from milipol_cli.agenda.query import Agenda, Shared
from milipol_cli.ics.events import UID_END
from milipol_cli.ics.fields import ALARM
from milipol_cli.look.data import Data, Field, Fields, Row
from milipol_cli.look.fields import NOT_SHOWN, SCHEMA, head
from milipol_cli.look.words.times import between
from milipol_cli.picks.as_of import Conflict, PickAsOf
from milipol_cli.picks.fields import CONFLICT, PICK
from milipol_cli.picks.model import Pick
from milipol_cli.picks.words import ConflictWords

if TYPE_CHECKING:
    from milipol_cli.export.events import Event

FREE_TIME = Fields[FreeTime](
    "free time",
    ("after", lambda free: free.after, "id of the pick before it"),
    (
        "start",
        lambda free: free.starts.isoformat(),
        "when it starts, with the UTC offset",
    ),
    ("end", lambda free: free.ends.isoformat(), "when it ends, with the UTC offset"),
    (
        "minutes",
        lambda free: int(between(free.starts, free.ends).total_seconds()) // 60,
        "its length in whole minutes",
    ),
    (
        "sure",
        lambda free: free.certain,
        "whether no pick whose end was not published may still be on",
    ),
    (
        "sessions",
        lambda free: [session.id for session in free.fits],
        "ids of the sessions that fit into it",
    ),
)

RECORD = Fields[Agenda](
    "agenda",
    *head(),
    (
        "items",
        lambda answer: PICK.rows(ConflictWords(answer.known).with_words(answer.picks)),
        "the picks in order of time, whatever their time zones; none that are past"
        " unless asked for by `--all` or `--day`",
    ),
    (
        "past",
        lambda answer: answer.past,
        "number of picks that are past, whether they are listed or not",
    ),
    NOT_SHOWN,
    (
        "follow_ups",
        lambda answer: PICK.rows(answer.follow_ups),
        "the picks with a follow-up, also past ones, in order of its day",
    ),
    (
        "gaps",
        lambda answer: FREE_TIME.rows(
            free for day in answer.days for free in day.free_time
        ),
        "the free time between picks",
    ),
)


# What a pick is, not what one person wrote about it.
_OF_ALL = (
    *("id", "kind", "title", "label", "date", "last", "month", "year", "start", "end"),
    *("half_day", "edition", "timezone", "place", "phase"),
)

ATTENDED = Fields[Any](
    "attended pick",
    *(field for field in PICK.fields if field[0] in _OF_ALL),
    ("who", lambda pick: pick.people, "names of the people who have it"),
)

TOGETHER = Fields[Agenda](
    "agenda --with",
    *head(),
    ("people", lambda answer: answer.people, "names of the people, you first"),
    (
        "items",
        lambda answer: ATTENDED.rows(answer.picks),
        "the upcoming picks in order of time",
    ),
    ("past", lambda answer: answer.past, "number of past picks, which are left out"),
    NOT_SHOWN,
)


class _AddedPick(NamedTuple):
    """A pick that was added, with its conflicts in words.

    `event` is its event in a calendar; None if it has no day.
    """

    pick: PickAsOf
    done: Changed
    event: "Event | None"


ADDED_PICK = Fields[_AddedPick](
    "added pick",
    (
        "change",
        lambda added: "updated" if added.pick.id in added.done.updated else "added",
        "added, or updated if it was on the agenda before",
    ),
    *PICK.via(attrgetter("pick")),
    (
        "uid",
        lambda added: added.event and f"{added.event.uid}{UID_END}",
        "UID of its event in a calendar; null if its day is not known, and for visits",
    ),
    (
        "rings",
        lambda added: [] if added.event is None else ALARM.rows(added.event.alarms),
        "the alarms of that event, with their times",
    ),
)

NEW_CONFLICT = Fields[tuple[str, Conflict]](
    "new conflict",
    ("id", lambda new: new[0], "id of the pick"),
    *CONFLICT.via(itemgetter(1)),
)


def _done(
    name: str,
    picks: Fields[_AddedPick],
    items: str,
    marks: str,
    *more: Field[Any],
) -> Fields[Any]:
    """The fields of what was done, with the meaning of its picks and conflicts."""

    def added_picks(done: Changed) -> list[Row]:
        in_words = ConflictWords(done.after).with_words(done.picks)
        events = {event.id: event for event in done.events}
        return picks.rows(
            _AddedPick(pick, done, events.get(pick.id)) for pick in in_words
        )

    def new_conflicts(done: Changed) -> list[Row]:
        words = ConflictWords(done.after)
        return NEW_CONFLICT.rows(
            (pick.id, words.with_text(pick, conflict))
            for pick, conflict in done.conflicts_of_others
        )

    return Fields(
        name,
        *head(),
        ("file", lambda done: done.file, "the agenda file"),
        ("written", lambda done: done.is_written, "whether it was changed"),
        ("items", added_picks, items),
        ("marks", new_conflicts, marks),
        *more,
    )


ADDED = _done(
    "agenda add",
    ADDED_PICK,
    "the picks that were added or updated",
    "new conflicts of other picks",
)

VALUE_CHANGE = Fields[ValueChange](
    "changed value",
    (
        "name",
        lambda change: change.name,
        "title, kind, time, place, edition, note or alarms",
    ),
    ("old", lambda change: change.old, "the old value in words; null for none"),
    ("new", lambda change: change.new, "the new value in words; null for none"),
)


EDITED_PICK = Fields[_AddedPick](
    "edited pick",
    (
        "changes",
        lambda added: VALUE_CHANGE.rows(added.done.changes_of(added.pick.id)),
        "the values that changed",
    ),
    *ADDED_PICK.fields[1:],
)

EDITED = _done(
    "agenda edit",
    EDITED_PICK,
    "the pick that was edited",
    "conflicts of other picks that are with this one, or new",
)

LEFT_OUT = Fields[LeftOut](
    "left out",
    (
        "title",
        lambda event: event.title,
        "title of the event, or its id, or what was left out of events",
    ),
    ("why", lambda event: event.why, "why it, or some of its dates, was left out"),
)

IMPORTED = _done(
    "agenda import",
    ADDED_PICK,
    "the picks that were added, or would be",
    "new conflicts of other picks",
    ("known", lambda done: done.known, "ids of picks that were there already"),
    (
        "left_out",
        lambda done: LEFT_OUT.rows(done.left_out),
        "what was left out, and why",
    ),
)


def _start(pick: Pick) -> dt.time | None:
    return pick.start if pick.at is None else pick.at.time()


WRITTEN_PICK = Fields[Pick](
    "pick in the file",
    ("id", lambda pick: pick.id, "id of the pick"),
    (
        "uid",
        lambda pick: f"{pick.key}{UID_END}",
        "UID of its event in a calendar",
    ),
    (
        "kind",
        lambda pick: pick.entry_kind,
        "meeting, deadline, travel, dinner or meal; null if its time is not yours",
    ),
    ("title", lambda pick: pick.title, "its title, as it was when it was picked"),
    (
        "date",
        lambda pick: pick.date if pick.at is None else pick.at.date(),
        "its day, or first day, as it is in the file",
    ),
    ("start", _start, "its start as it is in the file"),
    ("edition", lambda pick: pick.edition_id, "id of the edition it belongs to"),
    (
        "place",
        lambda pick: pick.place,
        "the place of your entry, or the stand of an exhibitor when it was picked",
    ),
    ("note", lambda pick: pick.note, "your note"),
    ("done", lambda pick: pick.done, "whether it is marked as visited or attended"),
    ("done_at", lambda pick: pick.done_at, "when it was marked, with a note"),
    ("met", lambda pick: pick.met, "people you met"),
    ("follow_up", lambda pick: pick.follow_up, "what is to be done afterwards"),
    ("follow_up_by", lambda pick: pick.follow_up_by, "the day it is due"),
)


def _records(name: str, items: str) -> Fields[Changed]:
    """The fields of what was done without a look into the data."""
    return Fields(
        name,
        ("schema", lambda _: SCHEMA, "version of this contract"),
        ("file", lambda done: done.file, "the agenda file"),
        ("written", lambda done: done.is_written, "whether it was changed"),
        ("items", lambda done: WRITTEN_PICK.rows(done.records), items),
    )


REMOVED = _records("agenda remove", "the picks that were removed")
DONE = _records(
    "agenda done", "the picks that were marked as visited, or no longer are"
)
SHARED = Fields[Shared](
    "agenda share",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("ids", lambda shared: shared.ids, "ids of the picks to share"),
    (
        "withheld",
        lambda shared: shared.withheld,
        "number of upcoming picks that are private, meetings or entries of your own",
    ),
)

_FIELDS: dict[str, tuple[Fields[Any], Fields[Any]]] = {
    "add": (ADDED, ADDED_PICK),
    "edit": (EDITED, EDITED_PICK),
    "import": (IMPORTED, ADDED_PICK),
    "done": (DONE, WRITTEN_PICK),
    "remove": (REMOVED, WRITTEN_PICK),
}


def data(answer: Agenda | Changed | Shared) -> Data:
    """The record of the answer; CSV lists the picks."""
    if isinstance(answer, Shared):
        return Data(SHARED.row(answer), SHARED, [])
    if isinstance(answer, Changed):
        fields, items = _FIELDS[answer.command]
    elif answer.people:
        fields, items = TOGETHER, ATTENDED
    else:
        fields, items = RECORD, PICK
    record = fields.row(answer)
    return Data(record, items, record["items"])
