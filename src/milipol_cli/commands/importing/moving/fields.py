"""The fields of `milipol import --moved` in JSON, without a file."""

from milipol_cli.commands.importing.moving.query import Moved
from milipol_cli.imports.report_fields import notice_row
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SCHEMA

RECORD = Fields[Moved](
    "move of an edition",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("edition", lambda moved: moved.target.edition, "id of the edition"),
    ("written", lambda moved: moved.is_written, "whether a notice was written"),
    (
        "notice",
        lambda moved: notice_row(moved.target),
        "the notice of its days; null if it has these days already",
    ),
    ("picks", lambda moved: moved.picks, "picks that are on the former days only"),
    (
        "sessions",
        lambda moved: moved.sessions,
        "sessions of the programme that are not on the new days",
    ),
)


def data(moved: Moved) -> Data:
    """The record of a move, which is its only row."""
    record = RECORD.row(moved)
    return Data(record, RECORD, [record])
