"""The JSON fields of `milipol update`."""

from milipol_cli.base.errors import Problem
from milipol_cli.commands.news.fields import ENTRY
from milipol_cli.commands.update.query import DataChanges
from milipol_cli.commands.update.store import ShowUse, Update
from milipol_cli.commands.update.words import pick_changes, programme_line
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SCHEMA
from milipol_cli.look.words.picks import label
from milipol_cli.picks.as_of import PickAsOf

PICK = Fields[PickAsOf](
    "changed pick",
    ("id", lambda row: row.id, "id of the pick"),
    ("title", label, "what it is"),
    ("changes", pick_changes, "what happened to it, in words"),
)

USE = Fields[ShowUse](
    "show in use",
    ("id", lambda use: use.id, "id of the show"),
    ("name", lambda use: use.name, "its name"),
    ("reviewed", lambda use: use.reviewed, "day its data was reviewed"),
    ("fetched", lambda use: use.is_fetched, "whether it was fetched, or is bundled"),
    (
        "offered",
        lambda use: use.offered,
        "day of the review that the publisher has; null if it has none",
    ),
)

IGNORED = Fields[Problem](
    "ignored record",
    ("file", lambda problem: problem.file, "path of your file"),
    ("line", lambda problem: problem.line, "line, from 1"),
    ("place", lambda problem: problem.place, "place in the tables of the file"),
    ("text", lambda problem: problem.text, "why it is ignored, and what to do"),
)


def _changes(answer: Update) -> DataChanges:
    return answer.changes or DataChanges()


RECORD = Fields[Update](
    "update",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("outcome", lambda answer: answer.outcome, "updated, up to date, newer or back"),
    (
        "address",
        lambda answer: answer.address,
        "address or folder of the data; null for the bundled data",
    ),
    (
        "reviewed",
        lambda answer: answer.reviewed,
        "day the data in use was reviewed, or the newer data with `--check`",
    ),
    ("before", lambda answer: answer.before, "day the data in use before was reviewed"),
    ("files", lambda answer: answer.files, "number of files that were fetched"),
    ("news", lambda answer: ENTRY.rows(_changes(answer).entries), "news that is new"),
    (
        "programmes",
        lambda answer: [*map(programme_line, _changes(answer).programmes)],
        "how many sessions of an edition are new, changed or cancelled, in words",
    ),
    ("agenda", lambda answer: PICK.rows(_changes(answer).picks), "picks that changed"),
    (
        "ignored",
        lambda answer: IGNORED.rows(_changes(answer).ignored),
        "records of your own files that the data has now",
    ),
    (
        "shows",
        lambda answer: USE.rows(answer.uses),
        "which data of each show is used; empty if the data is up to date as a whole",
    ),
    (
        "lost_shows",
        lambda answer: _changes(answer).lost_shows,
        "names of shows that the data no longer has",
    ),
    (
        "lost_news",
        lambda answer: _changes(answer).lost_news,
        "number of news items that the data no longer has",
    ),
)


def data(answer: Update) -> Data:
    """The record of what was done."""
    record = RECORD.row(answer)
    return Data(record, ENTRY, record["news"])
