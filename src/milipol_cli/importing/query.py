"""What an import does: the answer of `milipol import`."""

import datetime as dt

from milipol_cli.import_report import ImportReport
from milipol_cli.importing.programme import Change, Merged
from milipol_cli.importing.sessions import Imported


class Report(ImportReport, frozen=True, kw_only=True):
    """What a programme file has, and what its import changed.

    `first` and `last` are the days of the sessions, None without any.
    """

    title: str | None
    sessions: int
    cancelled: int
    days: int
    first: dt.date | None
    last: dt.date | None
    rooms: int
    speakers: int
    changes: tuple[Change, ...]


def report(
    merged: Merged,
    imported: Imported,
    *,
    file: str,
    folder: str,
    edition: str,
    source: str,
    sha256: str,
    is_new: bool,
    is_unchanged: bool,
    dry_run: bool,
    is_read: bool,
) -> Report:
    """The report on an import that makes a programme of these sessions."""
    sessions = [session for session in merged.sessions if not session.cancelled]
    days = {session.date for session in sessions if session.date is not None}
    return Report(
        file=file,
        folder=folder,
        edition=edition,
        source=source,
        sha256=sha256,
        format=imported.format,
        title=imported.title,
        is_new=is_new,
        is_unchanged=is_unchanged,
        dry_run=dry_run,
        is_read=is_read,
        sessions=len(sessions),
        cancelled=len(merged.sessions) - len(sessions),
        days=len(days),
        first=min(days, default=None),
        last=max(days, default=None),
        rooms=len({session.room for session in sessions} - {None}),
        speakers=len({each.name for session in sessions for each in session.speaker}),
        changes=merged.changes,
        doubts=imported.doubts,
        unused=imported.unused,
    )
