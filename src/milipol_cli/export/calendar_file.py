"""The file or folder that `milipol export` writes; an update loads icalendar."""

import contextlib
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from milipol_cli import files, lock
from milipol_cli.errors import CannotWrite
from milipol_cli.export.query import ChangedEvent, ExportSummary, Selection
from milipol_cli.export.words import calendar_event
from milipol_cli.ics import merge, read, vdir, write
from milipol_cli.ics.events import CalendarEvent, Change, has_reminders
from milipol_cli.ics.read import BrokenCalendar
from milipol_cli.network.model.sources import Source


def new_file(selection: Selection, sources: dict[str, Source]) -> Iterable[bytes]:
    """A new file, part by part."""
    return write.new_file(_calendar_events(selection, sources))


class Export(NamedTuple):
    """What is written into a file or folder called `name`.

    `selected` gives the events, with reminders if there are some already. `picked` has
    what marks know picks by, so that events of others are cancelled; None cancels
    nothing. `force` replaces files that milipol did not write; for a `dry_run`, nothing
    is written.
    """

    name: str
    selected: Callable[[bool], Selection]
    sources: dict[str, Source]
    picked: Collection[str] | None
    prune: bool
    force: bool
    dry_run: bool


def write_file(export: Export) -> ExportSummary:
    """Writes a new file, or updates an old one if anything changed.

    Writes nothing if a new file would have no events. Raises CannotWrite if the file
    cannot be written or, without `force`, was not written by milipol.
    """
    # No other milipol updates the file from when it is read to when it is written.
    with contextlib.ExitStack() as stack:
        if not export.dry_run:
            stack.enter_context(lock.held(files.final_path(export.name), hidden=True))
        old = _existing(export.name, force=export.force)
        calendar = read.NEW_FILE if old is None else old
        selection = export.selected(has_reminders(calendar.events))
        events = _calendar_events(selection, export.sources)
        changes, parts = merge.merge(events, calendar, _rules(export, selection))
        summary = _summary(export, selection, changes, is_new=old is None)
        if summary.is_written:
            files.write_whole(export.name, parts)
    return summary


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
            stack.enter_context(lock.held(folder, hidden=True))
        contents = {} if is_new else files.read_each(folder, vdir.FILE_END)
        items = vdir.items_in(contents)
        selection = export.selected(has_reminders(items))
        events = _calendar_events(selection, export.sources)
        rules = _rules(export, selection)
        try:
            changes, written = vdir.updated(
                events, contents, items, rules, force=export.force
            )
        except BrokenCalendar as error:
            raise _left_unchanged(f"{folder}/{error}") from None
        summary = _summary(export, selection, changes, is_new=is_new, is_folder=True)
        if summary.is_written:
            files.write_each(folder, vdir.METADATA if is_new else ())
            files.write_each(folder, written)
            gone = [change.uid for change in changes if change.after is None]
            files.remove_each(folder, [items[uid][0] for uid in gone])
    return summary


def _calendar_events(
    selection: Selection, sources: dict[str, Source]
) -> list[CalendarEvent]:
    return [calendar_event(event, sources) for event in selection.events]


def _rules(export: Export, selection: Selection) -> merge.Rules:
    return merge.Rules(selection.as_of, export.prune, export.picked, selection.dropped)


def _summary(
    export: Export,
    selection: Selection,
    changes: Iterable[Change],
    *,
    is_new: bool,
    is_folder: bool = False,
) -> ExportSummary:
    event_by_id = {event.id: event for event in selection.events}
    return ExportSummary(
        as_of=selection.as_of,
        selection=selection,
        sources=export.sources,
        file=export.name,
        is_folder=is_folder,
        changes=tuple(
            ChangedEvent(
                change, None if change.kind == "newer" else event_by_id.get(change.id)
            )
            for change in changes
        ),
        is_new=is_new,
        is_dry_run=export.dry_run,
    )


def _existing(name: str, *, force: bool) -> read.CalendarFile | None:
    """The file to update; None if it is new or empty or, with `force`, not milipol's.

    Raises CannotWrite if the file cannot be written or read.
    """
    raw = files.read_existing(name)
    if not raw:  # as `mktemp` makes it
        return None
    try:
        return read.calendar_file(raw)
    except BrokenCalendar as error:
        if force:
            return None
        raise _left_unchanged(f"{name}: {error}") from None


def _left_unchanged(why: str) -> CannotWrite:
    return CannotWrite(f"{why}, so left unchanged; --force replaces it")
