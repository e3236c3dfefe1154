"""`milipol remind`."""

from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.commands.remind import query
from milipol_cli.look import output
from milipol_cli.look.words.dates import not_shown
from milipol_cli.look.words.programme import programmes_known
from milipol_cli.network.as_of import read_as_of
from milipol_cli.picks.follow_ups import with_follow_ups

# How far ahead alarms are due: the longest wait for a timer that runs every 15 minutes.
WITHIN = "15m"

app = options.command()


@app.command(
    help="""List alarms due now or soon, one per line: when, what, where and id. If
    none is due, print nothing. These are the alarms that `milipol export agenda`
    writes. Run it from cron or a systemd timer for reminders without a calendar.

    \b
      milipol remind
      milipol remind --within 2h
      milipol remind --all --within 24h       alarms of all upcoming editions

    Time counts from the start of this minute: running it every 15 minutes with --within
    15m lists each alarm once.
    """
)
def remind(
    within: Annotated[
        str, typer.Option(metavar="TIME", help="List alarms in the next 15m, 2h, 3d, ...")
    ] = WITHIN,
    everything: Annotated[
        bool,
        typer.Option("--all", help="List alarms of all upcoming editions, not of your agenda."),
    ] = False,
    limit: options.Limit = None,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = query.with_moment(read_as_of(on, tz))
    span = options.length(within, "--within")
    if not span:
        raise BadInput(f"--within {within!r}: too short; expected 1m or longer")
    data = environment.open_catalog()
    answer = query.remind(
        data,
        as_of,
        picks=None if everything else with_follow_ups(open_agenda(), with_texts=True),
        within=span,
        limit=options.positive_number(limit, "--limit"),
    )
    output.write(answer, asked_format, lambda: data.sources, out, __package__)
    if output.is_for_people(asked_format):
        # On stderr, so that scripts read only alarms.
        with_programme = [
            due.event.edition
            for due in answer.due
            if due.event.edition is not None
            and (due.event.session is not None or due.event.kind == "day")
        ]
        streams.report(not_shown(answer.left_out, "alarm"))
        streams.report(programmes_known(with_programme, as_of))
