"""The JSON fields of the commands that change the agenda."""

from operator import itemgetter

from milipol_cli.commands.agenda.alarm_words import alarms, has_event
from milipol_cli.commands.agenda.changes.outcome import LeftOut, Outcome, PickConflict
from milipol_cli.ics.events import UID_END
from milipol_cli.look.data import Data, Field, Fields
from milipol_cli.look.fields import ALARM, SCHEMA, head
from milipol_cli.look.pick_fields import CONFLICT, FOLLOW_UP, PICK
from milipol_cli.network.differences import Difference
from milipol_cli.network.model.picks import Pick
from milipol_cli.picks.as_of import PickAsOf

VALUE_CHANGE = Fields[Difference](
    "changed value",
    (
        "name",
        lambda d: d.field,
        "title, kind, time, place, edition, note, met, follow-up or alarms",
    ),
    ("old", lambda d: d.then, "the old value in words; null for none"),
    ("new", lambda d: d.now, "the new value in words; null for none"),
)

CHANGED_PICK = Fields[tuple[PickAsOf, Outcome]](
    "changed pick",
    ("change", lambda row: row[1].change_of(row[0]), "added, updated or unchanged"),
    (
        "changes",
        lambda row: VALUE_CHANGE.rows(row[1].changes_of(row[0])),
        "the values that were updated",
    ),
    *PICK.of_part(itemgetter(0)),
    (
        "uid",
        lambda row: f"{row[0].pick.key}{UID_END}" if has_event(row[0]) else None,
        "UID of its event in a calendar; null if its day is not known, and for visits",
    ),
    (
        "rings",
        lambda row: ALARM.rows(alarms(row[0], row[1].as_of)),
        "the alarms of that event, with their times",
    ),
)

NEW_CONFLICT = Fields[PickConflict](
    "new conflict",
    ("id", lambda new: new[0].id, "id of the pick"),
    *CONFLICT.of_part(itemgetter(1)),
)

LEFT_OUT = Fields[LeftOut](
    "left out",
    ("title", lambda event: event.title, "title or id of an event, or a key or line"),
    ("why", lambda event: event.why, "why it, or some of its dates, was left out"),
)

NOT_KEPT = Fields[tuple[str, int]](
    "not kept",
    (
        "what",
        itemgetter(0),
        "attendees, attachments, comments, contacts, resources, alarms, ends of long"
        " texts, or rows of exhibitors match: unlisted, possible, past",
    ),
    ("number", itemgetter(1), "how many"),
)

_FILE: Field[Outcome] = ("file", lambda answer: answer.file, "the agenda file")
_WRITTEN: Field[Outcome] = ("written", lambda answer: answer.is_written, "whether it was changed")

CHANGED = Fields[Outcome](
    "agenda add, edit and import",
    *head(),
    _FILE,
    _WRITTEN,
    (
        "items",
        lambda answer: CHANGED_PICK.rows((pick, answer) for pick in answer.picks),
        "the picks that were added or changed, or would be",
    ),
    (
        "marks",
        lambda answer: NEW_CONFLICT.rows(answer.conflicts_of_others),
        "conflicts of other picks with these, and other new ones",
    ),
    ("known", lambda answer: answer.known, "ids of picks that an import found there"),
    ("left_out", lambda answer: LEFT_OUT.rows(answer.left_out), "what an import left out, and why"),
    (
        "not_kept",
        lambda answer: NOT_KEPT.rows(answer.not_kept.items()),
        "how much of a file an import did not keep",
    ),
)

# What a pick has in the file as it has elsewhere.
_KEPT = (
    *("title", "edition", "place", "note"),
    *("done_at", "met", "follow_up", "follow_up_by", "follow_ups"),
)


def _in_file(pick: Pick) -> PickAsOf:
    return PickAsOf(id=pick.id, pick=pick, title=pick.title, room=pick.place)


WRITTEN_PICK = Fields[Pick](
    "pick in the file",
    ("id", lambda pick: pick.id, "id of the pick"),
    ("uid", lambda pick: f"{pick.key}{UID_END}", "UID of its event in a calendar"),
    (
        "kind",
        lambda pick: pick.entry_kind,
        "meeting, deadline, travel, dinner, meal or event; null if its time is not yours",
    ),
    (
        "date",
        lambda pick: pick.date if pick.at is None else pick.at.date(),
        "its day, or first day, as it is in the file",
    ),
    (
        "start",
        lambda pick: pick.start if pick.at is None else pick.at.time(),
        "its start as it is in the file",
    ),
    ("done", lambda pick: pick.done, "whether it is marked as visited or attended"),
    *(field for field in PICK.of_part(_in_file) if field[0] in _KEPT),
)


def _records(name: str, items: str, *more: Field[Outcome]) -> Fields[Outcome]:
    """The fields of a command that changes the agenda, with those of the picks."""
    schema: Field[Outcome] = ("schema", lambda _: SCHEMA, "version of this contract")
    rows: Field[Outcome] = ("items", lambda answer: WRITTEN_PICK.rows(answer.records), items)
    return Fields(name, schema, _FILE, _WRITTEN, rows, *more)


REMOVED = _records("agenda remove", "the picks that were removed")
DONE = _records(
    "agenda done",
    "the picks that were marked as done, or no longer are",
    (
        "follow_ups",
        lambda answer: FOLLOW_UP.rows(answer.named_items),
        "the follow-ups that were marked as done, or no longer are",
    ),
)


def data(answer: Outcome) -> Data:
    """The record of a change; CSV would list its picks."""
    record = {"remove": REMOVED, "done": DONE}.get(answer.command, CHANGED).row(answer)
    return Data(record, PICK, record["items"])
