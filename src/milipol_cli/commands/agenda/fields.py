"""The JSON and CSV fields of `milipol agenda`, and of `undo` and `share`."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from milipol_cli.commands.agenda.query import Agenda, Shared, TakenBack
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, SCHEMA, head, iso
from milipol_cli.look.pick_fields import PICK
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.free_time import FreeTime

FREE_TIME = Fields[FreeTime](
    "free time",
    ("after", lambda free: free.after.id, "id of the pick before it"),
    ("start", lambda free: iso(free.starts), "its start, with UTC offset"),
    ("end", lambda free: iso(free.ends), "its end, with UTC offset"),
    (
        "minutes",
        lambda free: (free.until - free.begins) // dt.timedelta(minutes=1),
        "its length in whole minutes",
    ),
    ("sure", lambda free: not free.estimated, "false if a pick without an end may be on"),
    ("sessions", lambda free: [each.id for each in free.fits], "ids of sessions in it"),
)


def _picks_to_follow_up(answer: Agenda) -> Iterable[PickAsOf]:
    return {due.pick.id: due.pick for due in answer.follow_ups}.values()


RECORD = Fields[Agenda](
    "agenda",
    *head(),
    (
        "items",
        lambda answer: PICK.rows(answer.picks),
        "the picks in order of time, past ones only with `--all` or `--day`",
    ),
    ("past", lambda answer: answer.past, "number of past picks, listed or not"),
    NOT_SHOWN,
    (
        "follow_ups",
        lambda answer: PICK.rows(_picks_to_follow_up(answer)),
        "the picks with an open follow-up, also past ones, in order of its day",
    ),
    (
        "gaps",
        lambda answer: FREE_TIME.rows(free for day in answer.days for free in day.free_time),
        "the free time between picks",
    ),
)


# The facts about a pick, without a person's notes.
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
    ("items", lambda answer: ATTENDED.rows(answer.picks), "upcoming picks in order"),
    ("past", lambda answer: answer.past, "number of past picks, which are left out"),
    NOT_SHOWN,
)


UNDONE = Fields[TakenBack](
    "agenda undo",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("file", lambda answer: answer.file, "the agenda file"),
    ("command", lambda answer: answer.command, "the command that was undone"),
    ("back", lambda answer: answer.ids_back, "ids of the picks that are back"),
    ("gone", lambda answer: answer.ids_gone, "ids of the picks that were removed again"),
    ("changed", lambda answer: answer.ids_restored, "ids of the picks that are as before"),
)

SHARED = Fields[Shared](
    "agenda share",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("ids", lambda shared: shared.ids, "ids of the picks to share"),
    ("withheld", lambda shared: shared.withheld, "number of picks that stay private"),
)


def data(answer: Agenda | Shared | TakenBack) -> Data:
    """The record of the answer; CSV lists the picks."""
    fields: Fields[Any] = SHARED
    items: Fields[Any] = PICK
    if isinstance(answer, TakenBack):
        fields = UNDONE
    elif isinstance(answer, Agenda):
        fields = TOGETHER if answer.people else RECORD
        items = ATTENDED if answer.people else PICK
    record = fields.row(answer)
    return Data(record, items, record.get("items", []))
