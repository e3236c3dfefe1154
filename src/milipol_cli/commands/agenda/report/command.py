"""`milipol agenda report`."""

from collections.abc import Iterable
from typing import Annotated

import typer

from milipol_cli.base import files, streams
from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.commands.agenda.query import Agenda, agenda
from milipol_cli.commands.agenda.report.query import report_of
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import EditionAsOf, editions_as_of, nearness
from milipol_cli.network.load import Catalog
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


@app.command(help=HELP)
def report(
    context: typer.Context,
    edition: Annotated[
        str | None,
        typer.Argument(
            metavar="[EDITION]",
            autocompletion=completion.editions,
            help="An edition, or a show's current or last one (default: the current"
            " or last one on your agenda).",
        ),
    ] = None,
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
        reported = _last_on_agenda(planned)
    else:
        reported = _edition_reported(edition, data, as_of)
    answer = report_of(planned, reported)
    if out is not None and options.has_ending(out, _CARDS) and form is None:
        options.refuse(context, ("fields", "sort"), f"cannot be used with -o {out!r}")
        # Only .vcf needs icalendar.
        from milipol_cli.commands.agenda.report.cards import cards_file  # noqa: PLC0415

        files.write_whole(out, [cards_file(answer)], is_private=True)
    else:
        output.write(answer, asked_format, lambda: data.sources, out, __package__, rows)
    if out not in (None, "-"):
        of = "" if edition else f", the report of {reported.title}"
        streams.report([f"Wrote {out}{of}."])


def _last_on_agenda(answer: Agenda) -> EditionAsOf:
    """The current or last edition of a pick; raises BadInput if there is none."""
    editions = (pick.edition for pick in answer.known if pick.edition)
    last = _last_begun(editions, answer.as_of)
    if last is None:
        raise BadInput(
            "none of your picks is at an edition that has begun; give an edition,"
            " as in milipol agenda report paris-2025"
        )
    return last


def _edition_reported(name: str, data: Catalog, as_of: AsOf) -> EditionAsOf:
    """The edition that an id is of; of a show, the one that is on or was last.

    Raises UnknownId for an unknown id, and for a show without an edition yet.
    """
    match = data.find(name.partition("/")[0], as_of)
    editions = editions_as_of([match.show], as_of)
    edition = edition_of(match, editions) if match.edition else _last_begun(editions, as_of)
    if edition is None:
        raise UnknownId(f"no edition of {match.id} yet; see milipol show {match.id}")
    return edition


def _last_begun(editions: Iterable[EditionAsOf], as_of: AsOf) -> EditionAsOf | None:
    """The edition that is on or was last; None if none has begun."""
    begun = (
        edition for edition in editions if window(edition.dates)[0] <= as_of.day_at(edition.zone)
    )
    return min(begun, key=lambda edition: nearness(edition, as_of), default=None)
