"""`milipol export`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.commands.export.query import (
    Export,
    Selection,
    default_file,
    has_dates,
    picked_ids,
    select,
)
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.load import Catalog, Match

if TYPE_CHECKING:
    from milipol_cli.network.model.picks import Picks

# Instead of an id: everything on the agenda.
AGENDA = "agenda"

app = options.command()


def _exportable(context: typer.Context, incomplete: str) -> list[completion.Offer]:
    agenda = (AGENDA, "Everything on your agenda")
    ids = completion.ids(context, incomplete)
    return [*completion.matching_offers([agenda], incomplete), *ids]


@app.command(
    help="""Write events with alarms to an .ics file, to import into a calendar, or to a
    folder with one file per event (--vdir), for khal and vdirsyncer. WHAT is a show
    (its next edition), an edition, a day, a session, or agenda (your picks); the
    default is all upcoming editions.
    Run it again later to update the file: events keep their identity, and changes are
    listed.

    \b
      milipol export paris-2027
      milipol export paris-2023 --sessions -o paris.ics
      milipol export paris-2027 --alarm 2w --alarm 1d@18:00
      milipol export paris-2023/raid-demonstration --dry-run
      milipol export agenda                   your picks, with their alarms
      milipol export agenda --vdir ~/.calendars/milipol

    Default alarms: 14 days and 1 day before all-day events, at 09:00; 15 minutes before
    timed events; none for past ones.
    Google drops all alarms when it imports a file: use --reminder-events. Outlook keeps
    only the first.
    """
)
def export(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]...",
            autocompletion=_exportable,
            help="Ids, like paris-2027 or qatar, or agenda.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|-",
            callback=options.output_file,
            help="File to write; - is stdout (default: milipol.ics or, for an id,"
            " a name like milipol-paris-2027.ics).",
        ),
    ] = None,
    vdir: Annotated[
        str | None,
        typer.Option(
            "--vdir", metavar="FOLDER", help="Write to a folder instead, one file per event."
        ),
    ] = None,
    sessions: Annotated[
        bool, typer.Option("--sessions", help="Add the programme: days and sessions.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="With --sessions: add private ones, too.")
    ] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="With agenda: add your notes and people you met.")
    ] = False,
    alarm: options.Alarm = None,
    no_alarm: Annotated[bool, typer.Option("--no-alarm", help="Write no alarms.")] = False,
    reminder_events: Annotated[
        bool,
        typer.Option(
            "--reminder-events",
            help="Add a short event for each alarm: Google drops alarms on import.",
        ),
    ] = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Leave out past and cancelled events, and remove them from FILE or FOLDER.",
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that milipol did not write.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if json and out == "-":
        raise BadInput("--json cannot be used with -o -; give a file")
    if out is not None and vdir is not None:
        raise BadInput("--vdir cannot be used with -o")
    offsets = options.alarm_offsets(alarm, no_alarm=no_alarm)
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    names = ids or []
    picks = _picks_named(names, with_texts=notes)
    matches = _matches(names, data, as_of)

    def select_events(has_reminders: bool = False) -> Selection:
        """The events to export; reminders that a file has already move with them.

        The writer calls this once it has read the file.
        """
        return select(
            data,
            as_of,
            matches=matches,
            picks=picks,
            sessions=sessions,
            private=private,
            offsets=offsets,
            reminders=reminder_events or has_reminders,
            prune=prune,
            notes=notes,
        )

    # It loads the modules that read and write calendars.
    from milipol_cli.commands.export import calendar_file  # noqa: PLC0415

    if out == "-":
        _write_to_stdout(select_events())
        return
    is_folder = vdir is not None
    name = out if vdir is None else vdir
    if name is None:
        name = default_file(matches, data.shows, as_of, with_picks=picks is not None)
    picked = _ids_not_cancelled(picks)
    write = calendar_file.write_folder if is_folder else calendar_file.write_file
    plan = Export(name, is_folder, select_events, picked, prune, force, dry_run)
    summary = write(plan)
    if json or dry_run:
        form = output.format_named(None, json=json)
        output.write(summary, form, lambda: data.sources, None, __package__)
    else:
        output.write_to_stderr(summary, __package__)


def _write_to_stdout(selection: Selection) -> None:
    """Writes a new file to stdout and notes to stderr; only notes without events."""
    from milipol_cli.commands.export import calendar_file, words  # noqa: PLC0415  see above

    streams.report(words.selection_notes(selection))
    if selection.events:
        for part in calendar_file.new_file(selection):
            streams.write_bytes(part)


def _picks_named(names: Sequence[str], *, with_texts: bool) -> "Picks | None":
    """The picks, with deadlines of follow-ups; None if the agenda is not named."""
    if AGENDA not in names:
        return None
    from milipol_cli.picks.follow_ups import with_follow_ups  # noqa: PLC0415  of agendas

    return with_follow_ups(open_agenda(), with_texts=with_texts)


def _ids_not_cancelled(picks: "Picks | None") -> set[str] | None:
    """The ids of events that an update keeps for the picks; None if it keeps all.

    If there is no agenda, cron may lack MILIPOL_AGENDA, so nothing is cancelled.
    """
    if picks is None or not agenda_file().exists():
        return None
    return picked_ids(picks)


def _matches(names: list[str], data: Catalog, as_of: AsOf) -> list[Match]:
    """The matches of the ids; the agenda is not an id.

    Raises BadInput for an exhibitor, which has no date, and for the name of a file, as
    people forget -o.
    """
    for name in names:
        if name.casefold().endswith(".ics"):
            raise BadInput(f"{name}: a file, not an id; to write it, use -o {name}")
    editions = editions_as_of(data.shows, as_of)
    matches = options.all_named(
        [name for name in names if name != AGENDA],
        lambda name: data.find(name, as_of, lambda near: has_dates(near, editions)),
        "exported",
    )
    for match in matches:
        if match.exhibitor is not None:
            raise BadInput(
                f"{match.id}: an exhibitor has no date; pick it with milipol agenda add"
                f" {match.id}, then milipol export agenda"
            )
    return matches
