"""`milipol news`."""

from typing import Annotated

import typer

from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.commands.news import query
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.when import day_named

app = options.command()


@app.command(
    help="""List the news of the network, newest first: announcements, moves,
    cancellations, results and newsletters.

    \b
      milipol news
      milipol news india
      milipol news paris-2025                 the news of one edition
      milipol news --since 2025-01-01
      milipol news --since -8w
      milipol news --since -1d --added        added to the data since yesterday
      milipol news --on 2023-11-17            as of that day
    """
)
def news(
    shows: Annotated[
        list[str] | None, options.shows("[SHOW]...", "Only these shows or editions, like paris.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only news since this day, like -8w.")
    ] = None,
    added: Annotated[
        bool,
        typer.Option("--added", help="With --since: only news added to the data since that day."),
    ] = False,
    fields: options.FieldNames = None,
    sort: options.SortKeys = None,
    limit: options.Limit = None,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    if added and since is None:
        raise BadInput("--added needs --since, the day to count from")
    first = None if since is None else day_named(since, "--since", as_of.reader_day)
    data = environment.open_catalog()
    most = options.positive_number(limit, "--limit")
    rows, most = options.selection(fields, sort, asked_format, limit=most)
    answer = query.news(
        data, as_of, ids=data.subjects(shows or ()), since=first, added=added, limit=most
    )
    output.write(answer, asked_format, lambda: data.sources, out, __package__, rows)
