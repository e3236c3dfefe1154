"""`milipol show`."""

from typing import Annotated

import typer

from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.show import query

app = options.command()


@app.command(
    help="""Everything about a show, an edition, a day or a session, except news.
    Without an id: the list of shows.

    \b
      milipol show
      milipol show paris                      its history and figures
      milipol show paris-2023                 dates, figures and programme
      milipol show paris-2023/2023-11-17      one day of it
      milipol show raid-demonstration         a session
      milipol show qatar --sources            with all its sources
    """
)
def show(
    context: typer.Context,
    key: Annotated[
        str | None,
        options.ids("[ID]", "A show, edition, day or session."),
    ] = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="List the sources with their addresses.")
    ] = False,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    if key is None:
        why = "needs an id; see milipol show --help"
        options.refuse(context, ["sources"], why)
        shows = query.show_list(data.shows, as_of)
        output.write(shows, asked_format, dict, out, __package__)
        return
    match = data.find(key, as_of)
    answer = _answer(match, data, as_of, with_sources=sources)
    if not isinstance(answer, query.Unknown):
        # A history marks no picks.
        picks = () if match.edition is None else agenda_if_sound()
        cited = {source.id for source in answer.sources}
        answer = query.with_own(
            answer,
            additions=data.additions(match, cited),
            picked={pick.id for pick in picks},
        )
    output.write(answer, asked_format, lambda: data.sources, out, __package__)


def _answer(
    match: Match, data: Catalog, as_of: AsOf, *, with_sources: bool
) -> query.Details | query.Unknown:
    """What was known about the thing that an id names."""
    answer: query.Details | None
    if match.edition is None:
        answer = query.history(
            match.show, as_of, sources=data.sources, with_sources=with_sources
        )
        return answer or query.Unknown(as_of=as_of, id=match.id)
    programme = data.programme(match.edition.id)
    if match.session is not None and programme is not None:
        answer = query.session_details(
            match.session,
            match.edition,
            match.show,
            as_of,
            programme=programme,
            sources=data.sources,
            with_sources=with_sources,
        )
    else:
        answer = query.edition_details(
            match.edition,
            match.show,
            as_of,
            programme=programme,
            sources=data.sources,
            day=match.day,
            with_sources=with_sources,
        )
    return answer or query.Unknown(as_of=as_of, id=match.id)
