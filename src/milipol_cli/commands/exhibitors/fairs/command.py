"""`milipol exhibitors fairs`."""

from milipol_cli.cli import environment, options
from milipol_cli.commands.exhibitors.fairs import query
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of

app = options.command()


@app.command(
    help="""List other security and defence fairs, with their latest exhibitor list and
    how many of its exhibitors are also at the latest Milipol Paris, most first.

    \b
      milipol exhibitors fairs
      milipol exhibitors fairs --limit 5
      milipol exhibitors eurosatory-2026 drones
    """
)
def fairs(
    limit: options.Limit = None,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    answer = query.fairs(data, as_of, limit=options.positive_number(limit, "--limit"))
    output.write(answer, asked_format, data.sources_of_lists, out, __package__)
