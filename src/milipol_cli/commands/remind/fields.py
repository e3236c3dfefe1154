"""The JSON and CSV fields of `milipol remind`."""

from milipol_cli.commands.export import words
from milipol_cli.commands.remind.query import DueAlarm, Reminders
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, head

ALARM = Fields[DueAlarm](
    "alarm",
    ("at", lambda due: due.rings.isoformat(), "when it rings, in your time zone"),
    ("text", lambda due: words.alarm_text(due.event, due.alarm.offset), "its text"),
    ("place", lambda due: words.room_or_city(due.event), "where the event takes place"),
    ("id", lambda due: due.event.id, "id of the event"),
    (
        "kind",
        lambda due: due.event.kind,
        "edition, day, session, meeting, deadline, travel, dinner, meal or event",
    ),
    ("title", lambda due: words.title(due.event), "the event in a line"),
    ("edition", lambda due: due.event.edition and due.event.edition.id, "its edition"),
    ("note", lambda due: due.event.noted and due.event.noted.note, "your note"),
    (
        "start",
        lambda due: due.event.start.isoformat(),
        "when the event starts; its first day if it is all day",
    ),
    (
        "before",
        lambda due: due.alarm.offset.written,
        "how long before the start it rings, like 15m or 1d@18:00",
    ),
)

RECORD = Fields[Reminders](
    "remind",
    *head(),
    ("start", lambda answer: answer.start.isoformat(), "alarms from this time on"),
    ("end", lambda answer: answer.end.isoformat(), "only those before this time"),
    ("alarms", lambda answer: ALARM.rows(answer.due), "the alarms in order of time"),
    NOT_SHOWN,
)


def data(answer: Reminders) -> Data:
    """The record of the answer; CSV lists the alarms."""
    record = RECORD.row(answer)
    return Data(record, ALARM, record["alarms"])
