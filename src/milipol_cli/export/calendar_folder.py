"""The folder that `milipol export --vdir` writes. It loads icalendar, which is slow."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from milipol_cli import files, lock
from milipol_cli.errors import CannotWrite
from milipol_cli.export.calendar_file import calendar_events, picked_ids
from milipol_cli.export.query import ExportSummary, Selection
from milipol_cli.ics import vdir
from milipol_cli.network.model.sources import Source
from milipol_cli.picks.model import Pick


def write(
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

    `selected` gives the events, with reminders if the folder has some already. `picks`
    are all on the agenda, so that events of others are cancelled; None cancels nothing.
    Writes nothing for a `dry_run`. Raises CannotWrite if the folder cannot be written
    or, without `force`, if a file of another program is in the way.
    """
    with _dry(name) if dry_run else _locked(name) as (folder, is_new):
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
                picked=picked_ids(picks),
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


@contextlib.contextmanager
def _locked(name: str) -> Iterator[tuple[Path, bool]]:
    """The folder, and whether it is new; no other milipol updates it meanwhile."""
    with (
        files.folder_at(name) as (folder, is_new),
        lock.held(folder, hidden=True),
    ):
        yield folder, is_new


@contextlib.contextmanager
def _dry(name: str) -> Iterator[tuple[Path, bool]]:
    """The same for a dry run, which makes no folder and waits for nobody."""
    folder = Path(name)
    yield folder, not folder.exists()
