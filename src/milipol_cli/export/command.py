"""`milipol export`."""

from typing import TYPE_CHECKING, Annotated

import typer

from milipol_cli import files
from milipol_cli.cli import alarms, completion, environment, options
from milipol_cli.errors import CannotWrite
from milipol_cli.export.event_words import notes
from milipol_cli.export.query import ExportSummary, Selection, chosen, seen_by
from milipol_cli.ics.events import CalendarEvent
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of, with_reader_zone
from milipol_cli.network.model.sources import Source

if TYPE_CHECKING:
    from milipol_cli.ics import read


app = options.command()


@app.command(
    help="""Calendar entries with alarms, as an .ics file to import. WHAT is a show (its
    next edition), an edition, a day or a session, or agenda: what I picked. Without
    it, all that is to come.
    Written again later, the file keeps its entries and says what moved.

    \b
      milipol export paris-2027
      milipol export paris-2023 --sessions -o paris.ics
      milipol export paris-2027 --alarm 2w --alarm 1d@18:00
      milipol export paris-2023/raid-demonstration --dry-run
      milipol export agenda                   my picks, with their alarms

    Alarms: 14 days and 1 day before whole days at 09:00, 15 minutes before what has a
    time; none of what is over.
    Google drops all of them when it imports a file; --reminder-events helps there.
    Outlook keeps the first.
    """
)
def export(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]...",
            autocompletion=completion.exportable,
            help="Ids, like paris-2027 or qatar, or agenda.",
        ),
    ] = None,
    out: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE|-", help="Where to write.")
    ] = "milipol.ics",
    sessions: Annotated[
        bool, typer.Option("--sessions", help="Add the programme: days and sessions.")
    ] = False,
    private: Annotated[
        bool,
        typer.Option("--private", help="With --sessions: those marked private, too."),
    ] = False,
    alarm: alarms.Alarm = None,
    no_alarm: Annotated[
        bool, typer.Option("--no-alarm", help="Write no alarms.")
    ] = False,
    reminder_events: Annotated[
        bool,
        typer.Option(
            "--reminder-events",
            help="Add a short event for each alarm: Google drops alarms on import.",
        ),
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop from FILE what is not asked for.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a FILE that milipol did not write.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show when alarms would ring, no more.")
    ] = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    leads = alarms.leads(alarm, no_alarm=no_alarm)
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    old = None if dry_run or out == "-" else _old(out, force=force)
    # Reminders that a file has move with their events, unasked.
    again = old is not None and old.has_reminders and not prune
    what = what or []
    picks = environment.open_agenda() if completion.AGENDA in what else None
    selection = chosen(
        data.shows,
        as_of,
        what=[data.find(name, as_of).id for name in what if name != completion.AGENDA],
        picks=picks,
        programme=data.programme_to_share,
        sessions=sessions,
        private=private,
        leads=leads,
        reminders=reminder_events or again,
    )
    if dry_run:
        output.write_alarms(seen_by(selection, with_reader_zone))
        return
    if not selection.happenings:
        said = notes(selection)
        if picks == ():
            said.append("The agenda is empty, so there is no event.")
        output.tell(said or ["No edition with dates is to come, so there is no event."])
        return
    from milipol_cli.export.calendar_words import entry  # noqa: PLC0415  to write alone
    from milipol_cli.ics import merge  # noqa: PLC0415  icalendar is slow to import

    entries = [entry(one, data.sources) for one in selection.happenings]
    if out == "-":
        output.tell(notes(selection))
        output.write_parts(merge.unmerged(entries))
        return
    output.tell_receipt(
        _written(selection, entries, old, out, data.sources, prune=prune)
    )


def _written(
    selection: Selection,
    entries: list[CalendarEvent],
    old: "read.Held | None",
    out: str,
    sources: dict[str, Source],
    *,
    prune: bool,
) -> ExportSummary:
    """What became of the file, which is written anew only where something changes."""
    from milipol_cli.ics import merge  # noqa: PLC0415  icalendar is slow to import

    if old is None:
        files.write_whole(out, merge.unmerged(entries))
        return ExportSummary(
            selection=selection,
            sources=sources,
            file=out,
            events=len(entries),
            alarms=sum(len(one.alarms) for one in entries),
            changes=None,
        )
    merged = merge.merged(entries, old, prune=prune)
    if not merged.is_the_same:
        files.write_whole(out, merged.parts)
    return ExportSummary(
        selection=selection,
        sources=sources,
        file=out,
        events=merged.events,
        alarms=merged.alarms,
        changes=merged.changes,
    )


def _old(name: str, *, force: bool) -> "read.Held | None":
    """What the file holds that is to be written again; None for a new one."""
    raw = files.replaceable(name)
    if raw is None:
        return None
    from milipol_cli.ics import read  # noqa: PLC0415  icalendar is slow to import

    held = read.held(raw)
    if held is None and not force:
        raise CannotWrite(
            f"{name}: not written by milipol, so left as it is; --force replaces it"
        )
    return held
