"""`milipol agenda import`."""

import datetime as dt
from typing import Annotated

import msgspec
import typer

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.commands.agenda import changes, time_options
from milipol_cli.commands.agenda.changes import options as pick_options
from milipol_cli.commands.agenda.changes.outcome import Outcome
from milipol_cli.commands.agenda.importing.file import (
    FileContents,
    ImportOptions,
    bytes_from,
    contents_of_file,
)
from milipol_cli.commands.agenda.importing.plan import entries_of_plan
from milipol_cli.commands.agenda.importing.query import (
    days_around,
    edition_days,
    editions_in,
    find_picks,
    outcome_of_import,
)
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.picks import Picks
from milipol_cli.picks.write import open_to_change

app = options.command()

HELP = """Add picks from a file or stdin: a calendar (.ics), whose events become your
    own entries unless milipol wrote them; ids, one per line, or a CSV with an ID
    column; a plan, which is a CSV with Title, Date or Before (8w), Kind and Note; or
    another agenda.toml. Events on the days of a show on your agenda, or of --edition,
    are kept in its time zone. If you import a calendar again, entries follow their
    events; your other picks stay as they are.

    \b
      milipol agenda import picks.txt
      milipol agenda import invitation.ics --dry-run
      milipol agenda import outlook.ics --edition paris-2027
      milipol agenda import plan.csv --edition paris-2027
      milipol exhibitors match accounts.csv -o matched.csv
      milipol agenda import matched.csv
      milipol agenda share | ssh tablet milipol agenda import -
    """


@app.command(help=HELP)
def import_picks(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The file; - is stdin.")],
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.ids,
            help="Edition of the events or the plan; times are in its time zone.",
        ),
    ] = None,
    kind: pick_options.Kind = None,
    possible: Annotated[
        bool, typer.Option("--perhaps", help="Also add possible matches from exhibitors match.")
    ] = False,
    past: Annotated[
        bool, typer.Option("--past", help="Also add matches at editions that are over.")
    ] = False,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Encoding of the file, like windows-1252.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be added; add nothing.")
    ] = False,
    change: time_options.Change = time_options.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    raw, source = bytes_from(file)
    data = environment.open_catalog()
    named = None if edition is None else edition_named(edition, data, as_of)
    picked = {pick.edition_id for pick in open_agenda() if pick.edition_id}
    asked = ImportOptions(
        tz=tz,
        now=as_of.moment or dt.datetime.combine(as_of.reader_day, dt.time(), dt.UTC),
        updated=as_of.reader_day,
        kind=None if kind is None else pick_options.own_kind(kind),
        editions=tuple(edition_days(named, picked | editions_in(raw), data, as_of)),
        encoding=encoding,
        has_possible=possible,
    )
    contents = contents_of_file(raw, source, asked)
    if contents.plan:
        contents = _with_plan(contents, named, kind, as_of)
    else:
        _refuse_options_of_calendars(contents, named, kind)
    found = find_picks(contents, data, as_of, with_past=past)

    def outcome(old: Picks) -> Outcome:
        answer = outcome_of_import(
            contents, found, old, data, as_of, pause, is_of_kind=kind is not None
        )
        return msgspec.structs.replace(answer, source=file, is_dry_run=dry_run)

    if dry_run:
        answer = outcome(open_agenda())
    else:
        with open_to_change(agenda_file(), "import") as (old, write):
            answer = outcome(old)
            write(answer.new)
    if json:
        folder = changes.__name__
        output.write(answer, "json", lambda: data.sources, None, folder)
    else:
        output.write_to_stderr(answer, __package__)


def _with_plan(
    contents: FileContents, edition: EditionAsOf | None, kind: str | None, as_of: AsOf
) -> FileContents:
    """The contents of a plan, with the entries of its rows for an edition.

    Raises BadInput without an edition, and with a kind, which is in its rows.
    """
    if edition is None:
        raise BadInput("--edition: missing; a plan is for an edition, like paris-2027")
    if kind is not None:
        raise BadInput("--kind: only for a calendar; a plan has a column Kind")
    picks, left_out = entries_of_plan(contents.plan, edition, as_of.reader_day)
    return contents._replace(picks=picks, left_out=left_out)


def _refuse_options_of_calendars(
    contents: FileContents, edition: EditionAsOf | None, kind: str | None
) -> None:
    """Raises BadInput for options of calendars with another file.

    A calendar needs an edition whose days are known.
    """
    if contents.is_calendar:
        if edition is not None and days_around(edition) is None:
            raise BadInput(f"--edition {edition.id}: its days are not known")
    elif edition is not None or kind:
        option = "--kind" if edition is None else "--edition"
        raise BadInput(f"{option}: only for a calendar")
