"""`milipol agenda report`."""

from typing import Annotated

import typer

from milipol_cli.agenda.query import agenda
from milipol_cli.agenda.report.query import report_of
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load.ids import edition_named

app = options.command()

HELP = """What you did at an edition, by day: exhibitors visited, sessions and meetings
    attended, with your notes, the people you met and the follow-ups; then what you did
    not reach. It is for you: it has your notes.

    \b
      milipol agenda report paris-2025
      milipol agenda report paris-2025 -o report.md
      milipol agenda report paris-2025 -o contacts.csv     a row for each contact
    """


@app.command(help=HELP)
def report(
    edition: Annotated[
        str,
        typer.Argument(
            metavar="EDITION", autocompletion=completion.editions, help="Its id."
        ),
    ],
    quiet: options.Quiet = False,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    answer = report_of(
        agenda(open_agenda(), data, as_of), edition_named(edition, data, as_of)
    )
    output.write(answer, asked_format, lambda: data.sources, out, __package__)
