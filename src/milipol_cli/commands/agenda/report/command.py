"""`milipol agenda report`."""

from collections.abc import Iterable
from typing import Annotated

import typer

from milipol_cli.base import files, streams
from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.commands.agenda.report.query import report_of
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import EditionAsOf, editions_as_of, nearness
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.dates import window

app = options.command()

# The extension of a file of contacts.
_CARDS = ".vcf"

HELP = """Show what you did at an edition, by day: exhibitors visited, sessions and
    meetings attended, with your notes, the people you met and the follow-ups; then the
    picks that you missed. It includes your private notes.

    \b
      milipol agenda report paris-2025
      milipol agenda report paris-2025 -o report.md
      milipol agenda report paris-2025 -o contacts.csv     one row per contact
      milipol agenda report paris-2025 -o contacts.vcf     for your address book
    """

EDITION = typer.Argument(
    metavar="[EDITION]",
    autocompletion=completion.editions,
    help="An edition, or a show's current or last one "
    "(default: the current or last one on your agenda).",
)


@app.command(help=HELP)
def report(
    context: typer.Context,
    edition: Annotated[str | None, EDITION] = None,
    fields: options.FieldNames = None,
    sort: options.SortKeys = None,
    quiet: options.Quiet = False,
    on: options.On = None,
    tz: options.Tz = None,
    form: Annotated[str | None, options.format_option(also=_CARDS)] = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    rows, _ = options.selection(fields, sort, asked_format, limit=None)
    data = environment.open_catalog()
    planned = agenda(open_agenda(), data, as_of)
    if edition is None:
        reported = _last_begun((pick.edition for pick in planned.known if pick.edition), as_of)
        if reported is None:
            advice = "give an edition, as in milipol agenda report paris-2025"
            raise BadInput(f"none of your picks is at an edition that has begun; {advice}")
    else:  # of a show, the one that is on or was last
        match = data.find(edition.partition("/")[0], as_of)
        editions = editions_as_of([match.show], as_of)
        reported = edition_of(match, editions) if match.edition else _last_begun(editions, as_of)
        if reported is None:
            raise UnknownId(f"no edition of {match.id} yet; see milipol show {match.id}")
    answer = report_of(planned, reported)
    if out is not None and options.has_ending(out, _CARDS) and form is None:
        options.refuse(context, ("fields", "sort"), f"cannot be used with -o {out!r}")
        from milipol_cli.commands.agenda.report.cards import cards_file  # noqa: PLC0415  loads icalendar

        files.write_whole(out, [cards_file(answer)], is_private=True)
    else:
        output.write(answer, asked_format, lambda: data.sources, out, __package__, rows)
    if out not in (None, "-"):
        of = "" if edition else f", the report of {reported.title}"
        streams.report([f"Wrote {out}{of}."])


def _last_begun(editions: Iterable[EditionAsOf], as_of: AsOf) -> EditionAsOf | None:
    """The edition that is on or was last; None if none has begun."""
    begun = (each for each in editions if window(each.dates)[0] <= as_of.day_at(each.zone))
    return min(begun, key=lambda edition: nearness(edition, as_of), default=None)
