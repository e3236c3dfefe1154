"""The folder that `milipol export --vdir` writes. It loads icalendar, which is slow."""

from collections.abc import Callable, Sequence

from milipol_cli import files, lock
from milipol_cli.errors import CannotWrite
from milipol_cli.export.calendar_event import calendar_event
from milipol_cli.export.calendar_file import picked_ids
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
) -> tuple[Selection, ExportSummary | None]:
    """Writes a file for each event into a folder; only files that change are written.

    `selected` gives the events, with reminders if the folder has some already. `picks`
    are all on the agenda, if it is exported. The summary is None if there is nothing to
    write. Raises CannotWrite if the folder cannot be written or, without `force`, if a
    file of another program is in the way.
    """
    with (
        files.folder_at(name) as (folder, is_new),
        lock.held(folder, hidden=True),
    ):
        old = vdir.vdir(files.read_each(folder, vdir.FILE_END))
        selection = selected(old.has_reminders)
        if not selection.events and not old.items:
            return selection, None
        events = [calendar_event(event, sources) for event in selection.events]
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
        files.write_each(folder, vdir.METADATA if is_new else ())
        files.write_each(folder, update.written)
        files.remove_each(folder, update.removed)
    summary = ExportSummary(
        selection=selection,
        sources=sources,
        file=name,
        is_folder=True,
        events=update.events,
        alarms=update.alarms,
        changes=None if is_new else update.changes,
    )
    return selection, summary
