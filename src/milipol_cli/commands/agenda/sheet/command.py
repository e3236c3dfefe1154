"""`milipol agenda sheet`."""

from typing import Annotated

import typer

from milipol_cli.base import files, streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.commands.agenda import time_options
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.commands.agenda.sheet.query import sheet_of
from milipol_cli.look.words.dates import count
from milipol_cli.network.as_of import read_as_of, with_reader_zone
from milipol_cli.network.editions import nearness
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.when import day_named

app = options.command()

HELP = """Write your days at an edition as a page to print (HTML, A4): each day in time
    order with free time, visits by hall and stand with boxes to tick and a line for
    notes, and the follow-ups that are due. Your notes are included only with --notes.

    \b
      milipol agenda sheet paris-2027
      milipol agenda sheet paris-2027 --day 2027-11-17 -o wednesday.html
    """


EDITION = typer.Argument(
    metavar="[EDITION]",
    autocompletion=completion.editions,
    help="An edition, or a show for its next edition "
    "(default: the current or next one on your agenda).",
)
OUT = typer.Option(
    "-o",
    "--output",
    metavar="FILE|-",
    callback=options.output_file,
    help="File to write (default: a name like milipol-paris-2027.html); - is stdout.",
)


@app.command(help=HELP)
def sheet(
    edition: Annotated[str | None, EDITION] = None,
    day: Annotated[str | None, typer.Option(metavar="WHEN", help="Write only this day.")] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="Add your notes and the people you met.")
    ] = False,
    out: Annotated[str | None, OUT] = None,
    quiet: options.Quiet = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if options.has_ending(out, ".pdf"):
        advice = "write it to .html, and save it as PDF when you print it"
        raise BadInput(f"-o {out!r}: the sheet is HTML; {advice}")
    as_of = with_reader_zone(read_as_of(on, tz))
    asked_day = None if day is None else day_named(day, "--day", as_of.reader_day)
    data = environment.open_catalog()
    planned = agenda(open_agenda(), data, as_of, gap=options.length(time_options.GAP, "--gap"))
    if edition:
        asked_edition = edition_named(edition, data, as_of)
    else:
        editions = [
            pick.edition for pick in planned.known if pick.edition and pick.edition.phase != "over"
        ]
        if not editions:
            advice = "give an edition, as in milipol agenda sheet paris-2027"
            raise BadInput(f"none of your picks is at a current or upcoming edition; {advice}")
        asked_edition = min(editions, key=lambda edition: nearness(edition, as_of))
    answer = sheet_of(planned, asked_edition, asked_day, with_notes=notes)
    if not answer.days:
        raise BadInput(f"nothing planned at {asked_edition.id}; see milipol agenda add --help")
    from milipol_cli.commands.agenda.sheet.page import sheet_page  # noqa: PLC0415  errors need no templates

    raw = sheet_page(answer)
    if out == "-":
        streams.write_bytes(raw)
        return
    ending = "" if asked_day is None else f"-{asked_day}"
    name = out or f"milipol-{asked_edition.id}{ending}.html"
    files.write_whole(name, [raw], is_private=True)
    streams.report([f"Wrote {name}: {count(len(answer.days), 'day')}."])
