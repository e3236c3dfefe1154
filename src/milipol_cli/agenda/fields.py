"""What `milipol agenda` gives to programs."""

from milipol_cli.agenda.conflict_words import ConflictWords
from milipol_cli.agenda.free_time import FreeTime
from milipol_cli.agenda.query import Agenda
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import head
from milipol_cli.look.words.times import between
from milipol_cli.picks.fields import PICK

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
    ("sure", lambda free: free.certain, "whether the end of the pick was published"),
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
        lambda answer: PICK.rows(ConflictWords(answer.picks).with_words()),
        "the picks in order of time",
    ),
    (
        "gaps",
        lambda answer: FREE_TIME.rows(
            free for day in answer.days for free in day.free_time
        ),
        "the free time between picks",
    ),
)


def data(answer: Agenda) -> Data:
    """The record of the answer; CSV lists the picks."""
    record = RECORD.row(answer)
    return Data(record, PICK, record["items"])
