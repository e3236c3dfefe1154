"""The JSON fields of `milipol publish`."""

from milipol_cli.commands.publish.contents import Loss
from milipol_cli.commands.publish.folder import PublishSummary
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SCHEMA

LOST = Fields[Loss](
    "loss",
    (
        "kind",
        lambda loss: loss.kind,
        "show, edition, day, session, list of exhibitors or piece of news",
    ),
    ("id", lambda loss: loss.id or None, "id of the show or edition; null for news"),
    ("name", lambda loss: loss.name, "its name"),
    ("number", lambda loss: loss.number, "how many of them"),
)

RECORD = Fields[PublishSummary](
    "publication",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("folder", lambda summary: summary.folder, "the folder"),
    ("new", lambda summary: summary.is_new, "whether it was not published before"),
    ("base_url", lambda summary: summary.base_url, "its address; null without"),
    ("serial", lambda summary: summary.serial, "rises with every change"),
    ("files", lambda summary: summary.number, "number of files that are published"),
    ("bytes", lambda summary: summary.size_bytes, "their size"),
    ("written", lambda summary: summary.written, "number of files that were written"),
    ("removed", lambda summary: summary.removed, "number of files that were removed"),
    (
        "left_out",
        lambda summary: summary.left_out,
        "what is ignored or left out of the data and why, in words",
    ),
    ("dry_run", lambda summary: summary.dry_run, "whether nothing was written"),
    ("lost", lambda summary: LOST.rows(summary.lost), "what the folder no longer has"),
    (
        "changed_sessions",
        lambda summary: summary.changed_sessions,
        "number of sessions that changed since it was published before",
    ),
)


def data(summary: PublishSummary) -> Data:
    """The record of what was done."""
    record = RECORD.row(summary)
    return Data(record, RECORD, [record])
