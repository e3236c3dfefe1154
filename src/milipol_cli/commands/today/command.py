"""`milipol today`."""

from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import InvalidData
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.commands.today import query
from milipol_cli.commands.today.prompt import prompt_line
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of

app = options.command()


@app.command(
    help="""Show the day's theme and sessions at each show that is on, with what is on
    now and next. If none is on, show the next and last shows, and shows on this day in
    other years. The day is the date at the venue.

    \b
      milipol today
      milipol today --on 2023-11-17
      milipol today --on 2023-11-15T10:20+01:00 --tz Asia/Singapore
      milipol today --line                    one short line for a prompt
    """
)
def today(
    context: typer.Context,
    show: Annotated[str | None, options.shows("[SHOW]", "Only this show, like paris.")] = None,
    line: Annotated[
        bool, typer.Option("--line", help="Print one short line for a prompt.")
    ] = False,
    within: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="With --line: print nothing until 30d, 8w, ... before a show."
        ),
    ] = None,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    within_days = options.days(within, "--within")
    if line:
        others = ("form", "json", "out")
        options.refuse(context, others, "cannot be used with --line, which prints one line")
    else:
        why = "works only with --line; see milipol today --help"
        options.refuse(context, ["within"], why)
    as_of = read_as_of(on, tz)
    if line:
        streams.write_line(_prompt_line(show, as_of, within_days))
        return
    data = environment.open_catalog()
    answer = query.today(
        data,
        as_of,
        news=data.news,
        shows=data.show_ids([show] if show else []),
        get_picks=agenda_if_sound,
    )
    output.write(answer, asked_format, lambda: data.sources, out, __package__)
    if asked_format == "table" and not answer.days and out is None:
        options.suggest("milipol today --on 2023-11-17")


def _prompt_line(show: str | None, as_of: AsOf, within_days: int | None) -> str:
    """The line for a prompt; empty if the data has errors: a prompt must not fail."""
    try:
        data = environment.open_quietly()
        shows = data.show_ids([show] if show else [])
        answer = query.today(
            data, as_of, shows=shows, get_picks=lambda: agenda_if_sound(warn=False)
        )
    except InvalidData:
        return ""
    return prompt_line(answer, within_days)
