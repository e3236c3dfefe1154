"""`milipol upcoming`."""

from typing import Annotated

import typer

from milipol_cli.cli import environment, options
from milipol_cli.commands.upcoming import query
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of

app = options.command()


@app.command(
    help="""List shows on now or upcoming, soonest first; then shows without announced
    dates, with their last edition.

    \b
      milipol upcoming
      milipol upcoming paris qatar --within 1y
      milipol upcoming --on 2023-11-16        as of that day
      milipol upcoming --json
    """
)
def upcoming(
    shows: Annotated[
        list[str] | None, options.shows("[SHOW]...", "Only these shows, like paris.")
    ] = None,
    limit: options.Limit = None,
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only editions that begin within 8w, 1y, ...")
    ] = None,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    within_days = options.days(within, "--within")
    data = environment.open_catalog()
    answer = query.upcoming(
        data.shows,
        as_of,
        shows=data.show_ids(shows or ()),
        limit=options.positive_number(limit, "--limit"),
        within_days=within_days,
    )
    output.write(answer, asked_format, lambda: data.sources, out, __package__)
    if asked_format == "table" and on is None and out is None:
        options.suggest("milipol upcoming --on 2023-11-16, milipol today --on 2023-11-17")
