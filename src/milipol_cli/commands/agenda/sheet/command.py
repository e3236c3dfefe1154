"""`milipol agenda sheet`."""

from typing import Annotated

import typer

from milipol_cli.base import files, streams
from milipol_cli.base.errors import BadInput
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.commands.agenda import time_options
from milipol_cli.commands.agenda.query import Agenda, agenda
from milipol_cli.commands.agenda.sheet.query import sheet_of
from milipol_cli.look.words.dates import count
from milipol_cli.network.as_of import read_as_of, with_reader_zone
from milipol_cli.network.editions import EditionAsOf, nearness
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


@app.command(help=HELP)
def sheet(
    edition: Annotated[
        str | None,
        typer.Argument(
            metavar="[EDITION]",
            autocompletion=completion.editions,
            help="An edition, or a show for its next edition (default: the current or"
            " next one on your agenda).",
        ),
    ] = None,
    day: Annotated[str | None, typer.Option(metavar="WHEN", help="Write only this day.")] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="Add your notes and the people you met.")
    ] = False,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|-",
            callback=options.output_file,
            help="File to write (default: a name like milipol-paris-2027.html); - is stdout.",
        ),
    ] = None,
    quiet: options.Quiet = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if options.has_ending(out, ".pdf"):
        raise BadInput(
            f"-o {out!r}: the sheet is HTML; write it to .html, and save it as PDF when"
            " you print it"
        )
    as_of = with_reader_zone(read_as_of(on, tz))
    asked_day = None if day is None else day_named(day, "--day", as_of.reader_day)
    data = environment.open_catalog()
    planned = agenda(open_agenda(), data, as_of, gap=options.length(time_options.GAP, "--gap"))
    asked_edition = edition_named(edition, data, as_of) if edition else _edition_planned(planned)
    answer = sheet_of(planned, asked_edition, asked_day, with_notes=notes)
    if not answer.days:
        raise BadInput(f"nothing planned at {asked_edition.id}; see milipol agenda add --help")
    # Imported here, since errors need no templates.
    from milipol_cli.commands.agenda.sheet.page import sheet_page  # noqa: PLC0415

    raw = sheet_page(answer)
    if out == "-":
        streams.write_bytes(raw)
        return
    ending = "" if asked_day is None else f"-{asked_day}"
    name = out or f"milipol-{asked_edition.id}{ending}.html"
    files.write_whole(name, [raw], is_private=True)
    streams.report([f"Wrote {name}: {count(len(answer.days), 'day')}."])


def _edition_planned(answer: Agenda) -> EditionAsOf:
    """The current or next edition of a pick; raises BadInput if there is none."""
    editions = [
        pick.edition
        for pick in answer.known
        if pick.edition is not None and pick.edition.phase != "over"
    ]
    if not editions:
        raise BadInput(
            "none of your picks is at a current or upcoming edition; give an edition,"
            " as in milipol agenda sheet paris-2027"
        )
    return min(editions, key=lambda edition: nearness(edition, answer.as_of))
