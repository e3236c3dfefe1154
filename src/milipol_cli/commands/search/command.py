"""`milipol search`."""

import functools
from typing import Annotated

import typer

from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.commands.search import query
from milipol_cli.commands.search.results import KINDS
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.when import day_named
from milipol_cli.picks.as_of import own_picks


def _kinds(incomplete: str) -> list[str]:
    return [kind for kind in KINDS if kind.startswith(incomplete)]


app = options.command()


@app.command(
    help="""Search shows, editions, themes, sessions with their rooms, speakers,
    exhibitors, venues, news and your own agenda entries for all of the words. Accents
    and case are ignored. Words also match inside longer words; one- or two-letter words
    only at the start. Best results first: titles, then speakers, then summaries; whole
    words before parts; then the nearest in time. Exhibitors come last, nearest edition
    first; only five companies without --kind.

    \b
      milipol search legacy games
      milipol search nunez --kind speaker
      milipol search keynote paris --from 2023-01-01 --to 2023-12-31
      milipol search police --show qatar --show paris
      milipol search drones --kind exhibitor
      milipol search counter-uas --fairs      on lists of other fairs, too
    """
)
def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="The words, in any order.")],
    show: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SHOW",
            autocompletion=completion.shows,
            help="Only this show, like paris; repeatable.",
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            autocompletion=_kinds,
            help=f"Only this kind: {', '.join(KINDS)}; repeatable.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only from this day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only up to this day.")
    ] = None,
    fairs: Annotated[
        bool,
        typer.Option(
            "--fairs", help="Search the lists of other fairs, too, and show all companies."
        ),
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
    most = options.positive_number(limit, "--limit")
    rows, most = options.selection(fields, sort, asked_format, limit=most)
    first = None if since is None else day_named(since, "--from", as_of.reader_day)
    last = None if until is None else day_named(until, "--to", as_of.reader_day)
    data = environment.open_catalog()
    terms = query.terms(
        text, kinds=kind or (), first=first, last=last, fairs=fairs, shows=data.show_ids(show or ())
    )

    entries = functools.cache(lambda: own_picks(agenda_if_sound(), data.shows, as_of))
    answer = query.search(data, as_of, terms, entries=entries, limit=most)
    output.write(
        answer,
        asked_format,
        data.sources_of_lists if fairs else lambda: data.sources,
        out,
        __package__,
        rows,
    )
    # `show` knows no other fairs.
    ids = (result.id for result in answer.results if not result.is_of_fair)
    best = next(filter(None, ids), None)
    if asked_format == "table" and best is not None and out is None:
        options.suggest(f"milipol show {best}")
