"""The file or folder that `milipol export` writes; it loads icalendar, slow."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from milipol_cli import files, lock
from milipol_cli.errors import CannotWrite
from milipol_cli.export.calendar_event import calendar_event
from milipol_cli.export.query import ExportSummary, Selection, visit_events
from milipol_cli.ics import merge, read, vdir
from milipol_cli.ics.content_lines import UnmatchedComponent
from milipol_cli.ics.events import CalendarEvent
from milipol_cli.network.model.sources import Source
from milipol_cli.picks.model import Pick


def new_file(selection: Selection, sources: dict[str, Source]) -> Iterable[bytes]:
    """A new file, part by part."""
    return merge.new_file(calendar_events(selection, sources))


def calendar_events(
    selection: Selection, sources: dict[str, Source]
) -> list[CalendarEvent]:
    """The events as a calendar holds them."""
    return [calendar_event(event, sources) for event in selection.events]


def write_file(
    name: str,
    selected: Callable[[bool], Selection],
    sources: dict[str, Source],
    *,
    picks: Sequence[Pick] | None,
    prune: bool,
    force: bool,
    dry_run: bool,
) -> ExportSummary:
    """Writes a new file, or updates an old one if anything changed.

    `selected` gives the events, with reminders if the file has some already. `picks`
    are all on the agenda, so that events of others are cancelled; None cancels nothing.
    Writes nothing if a new file would have no events, or for a `dry_run`. Raises
    CannotWrite if the file cannot be written or, without `force`, was not written by
    milipol.
    """
    with contextlib.nullcontext() if dry_run else _locked(name):
        old = _existing(name, force=force)
        selection = selected(old is not None and old.has_reminders)
        events = calendar_events(selection, sources)
        summary = ExportSummary(
            as_of=selection.as_of,
            selection=selection,
            sources=sources,
            file=name,
            events=len(events),
            alarms=sum(len(event.alarms) for event in events),
            changes=tuple(map(merge.added, events)),
            is_new=old is None,
            is_written=bool(events) and not dry_run,
        )
        parts: Iterable[bytes] = merge.new_file(events)
        if old is not None:
            merged = merge.merge(
                events,
                old,
                prune=prune,
                as_of=selection.as_of,
                picked=_picked_ids(picks),
            )
            parts = merged.parts
            summary = msgspec.structs.replace(
                summary,
                events=merged.events,
                alarms=merged.alarms,
                changes=merged.changes,
                is_written=not dry_run
                and any(change.is_written for change in merged.changes),
            )
        if summary.is_written:
            files.write_whole(name, parts)
    return summary


def write_folder(
    name: str,
    selected: Callable[[bool], Selection],
    sources: dict[str, Source],
    *,
    picks: Sequence[Pick] | None,
    prune: bool,
    force: bool,
    dry_run: bool,
) -> ExportSummary:
    """Writes a file for each event into a folder; only files that change are written.

    The arguments are those of `write_file`. Writes nothing for a `dry_run`. Raises
    CannotWrite if the folder cannot be written or, without `force`, if a file of
    another program is in the way.
    """
    with _dry_folder(name) if dry_run else _locked_folder(name) as (folder, is_new):
        old = vdir.vdir({} if is_new else files.read_each(folder, vdir.FILE_END))
        selection = selected(old.has_reminders)
        events = calendar_events(selection, sources)
        try:
            update = vdir.updated(
                events,
                old,
                prune=prune,
                force=force,
                as_of=selection.as_of,
                picked=_picked_ids(picks),
            )
        except vdir.UnusableFile as error:
            why = f"{error}, so left unchanged; --force replaces it"
            raise CannotWrite(f"{folder / error.file}: {why}") from None
        is_written = not dry_run and any(change.is_written for change in update.changes)
        if is_written:
            files.write_each(folder, vdir.METADATA if is_new else ())
            files.write_each(folder, update.written)
            files.remove_each(folder, update.removed)
    return ExportSummary(
        as_of=selection.as_of,
        selection=selection,
        sources=sources,
        file=name,
        is_folder=True,
        events=update.events,
        alarms=update.alarms,
        changes=update.changes,
        is_new=is_new,
        is_written=is_written,
    )


def _picked_ids(picks: Sequence[Pick] | None) -> set[str] | None:
    """What marks know picks by; None if there is no agenda.

    Visits are known by the events that they are lines of.
    """
    if picks is None:
        return None
    ids = {pick.id for pick in picks}
    of_visits = [visit_events(pick, ids) for pick in picks if pick.is_visit]
    return {pick.key for pick in picks}.union(*of_visits)


def _locked(name: str) -> AbstractContextManager[None]:
    """Lets no other milipol update the file from reading it to writing it.

    Raises CannotWrite if the file cannot be written.
    """
    return lock.held(files.final_path(name), hidden=True)


def _existing(name: str, *, force: bool) -> read.CalendarFile | None:
    """The file to update; None if it is new or empty or, with `force`, not milipol's.

    Raises CannotWrite if the file cannot be written, was not written by milipol, or has
    a BEGIN or END that does not match.
    """
    raw = files.read_existing(name)
    if not raw:  # as `mktemp` makes it
        return None
    try:
        calendar = read.calendar_file(raw)
        why = "not written by milipol"
    except UnmatchedComponent as error:
        calendar, why = None, str(error)
    if calendar is None and not force:
        raise CannotWrite(f"{name}: {why}, so left unchanged; --force replaces it")
    return calendar


@contextlib.contextmanager
def _locked_folder(name: str) -> Iterator[tuple[Path, bool]]:
    """The folder, and whether it is new; no other milipol updates it meanwhile."""
    with (
        files.folder_at(name) as (folder, is_new),
        lock.held(folder, hidden=True),
    ):
        yield folder, is_new


@contextlib.contextmanager
def _dry_folder(name: str) -> Iterator[tuple[Path, bool]]:
    """The same for a dry run, which makes no folder and waits for nobody."""
    folder = Path(name)
    yield folder, not folder.exists()
