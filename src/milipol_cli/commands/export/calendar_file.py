"""The file or folder that `milipol export` writes.

An update loads icalendar.
"""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from milipol_cli.base import files, lock
from milipol_cli.base.errors import CannotWrite
from milipol_cli.commands.export.calendar_event import calendar_event
from milipol_cli.commands.export.query import ChangeRow, Export, ExportSummary, Selection
from milipol_cli.ics import merge, write
from milipol_cli.ics.events import CalendarEvent, EventChange, has_reminders
from milipol_cli.ics.read import BrokenCalendar, CalendarFile, calendar_file


def new_file(selection: Selection) -> Iterable[bytes]:
    """A new file, part by part."""
    return write.new_file(_calendar_events(selection))


def write_file(export: Export) -> ExportSummary:
    """Writes a new file, or updates an old one if anything changed.

    Writes nothing if a new file would have no events. Raises CannotWrite if the file
    cannot be written or, without `force`, was not written by milipol.
    """
    # No other milipol updates the file from when it is read to when it is written.
    with contextlib.ExitStack() as stack:
        if not export.dry_run:
            stack.enter_context(lock.hold_lock(files.final_path(export.name), hidden=True))
        old = _file_to_update(export)
        calendar = old or merge.NEW_FILE
        selection = export.select_events(has_reminders(calendar.events))
        events = _calendar_events(selection)
        changes, parts = merge.merge(events, calendar, _rules(export, selection))
        summary = _summary(export, selection, changes, is_new=old is None)
        if summary.is_written:
            files.write_whole(export.name, parts)
    return summary


def _file_to_update(export: Export) -> CalendarFile | None:
    """The calendar in the file; None if there is no file, or one to replace.

    Raises CannotWrite without `force` if the file was not written by milipol.
    """
    raw = files.read_existing(export.name)
    if not raw:  # `mktemp` makes an empty file
        return None
    try:
        return calendar_file(raw)
    except BrokenCalendar as error:
        if export.force:
            return None
        raise _left_unchanged(f"{export.name}: {error}") from None


def write_folder(export: Export) -> ExportSummary:
    """Writes a file for each event into a folder; only files that change are written.

    Raises CannotWrite if the folder cannot be written or, without `force`, if a file of
    another program is in the way.
    """
    with contextlib.ExitStack() as stack:
        if export.dry_run:  # makes no folder and waits for nobody
            folder = Path(export.name)
            is_new = not folder.exists()
        else:
            folder, is_new = stack.enter_context(files.folder_at(export.name))
            stack.enter_context(lock.hold_lock(folder, hidden=True))
        # Another milipol may have written into a new folder before the lock was held.
        is_missing = is_new and export.dry_run
        contents = {} if is_missing else files.read_each(folder, merge.FILE_END)
        items = merge.items_in(contents)  # the name and bytes of a file by UID
        selection = export.select_events(has_reminders(items))
        events = _calendar_events(selection)
        rules = _rules(export, selection)
        try:
            changes, written = merge.merge_folder(
                events, contents, items, rules, force=export.force
            )
        except BrokenCalendar as error:
            raise _left_unchanged(f"{folder}/{error}") from None
        summary = _summary(export, selection, changes, is_new=is_new)
        if summary.is_written:
            files.write_each(folder, merge.METADATA if is_new else ())
            files.write_each(folder, written)
            gone_uids = [change.uid for change in changes if change.after is None]
            files.remove_each(folder, [items[uid][0] for uid in gone_uids])
    return summary


def _calendar_events(selection: Selection) -> list[CalendarEvent]:
    return [calendar_event(event) for event in selection.events]


def _rules(export: Export, selection: Selection) -> merge.Rules:
    return merge.Rules(
        selection.as_of, export.prune, export.picked, selection.days_of_old_calendars
    )


def _summary(
    export: Export, selection: Selection, changes: Iterable[EventChange], *, is_new: bool
) -> ExportSummary:
    """The changes of the export to the file, each with its event in the export.

    A newer event stays as the file has it, so the event of the export is left out.
    """
    events = {event.id: event for event in selection.events}
    return ExportSummary(
        as_of=selection.as_of,
        export=export,
        selection=selection,
        changes=tuple(
            ChangeRow(change, None if change.kind == "newer" else events.get(change.id))
            for change in changes
        ),
        is_new=is_new,
    )


def _left_unchanged(why: str) -> CannotWrite:
    return CannotWrite(f"{why}, so left unchanged; --force replaces it")
