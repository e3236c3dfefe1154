"""`milipol show`."""

from typing import Annotated

import typer

from milipol_cli.cli import environment, options
from milipol_cli.look import output
from milipol_cli.network import load as catalog
from milipol_cli.network.as_of import AsOf, read_as_of, with_reader_zone
from milipol_cli.show import query as history
from milipol_cli.show.query import EditionPage, History, SessionPage, Unknown

_Answer = History | EditionPage | SessionPage | Unknown


app = options.command()


@app.command(
    help="""All there is on a show, an edition, a day or a session. Without an id: the
    shows there are.

    \b
      milipol show
      milipol show paris                      its history, with figures
      milipol show paris-2023                 dates, figures, programme
      milipol show paris-2023/2023-11-17      one day of it
      milipol show raid-demonstration         a session
      milipol show qatar --sources            with the address of every source
    """
)
def show(
    context: typer.Context,
    wanted: Annotated[
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
    if wanted is None:
        why = "goes with an id only; see milipol show --help"
        options.refuse(context, ["sources"], why)
        output.write(history.show_list(data.shows, as_of), asked_format, dict, out)
        return
    found = data.find(wanted, as_of)
    answer = _answer(found, data, as_of, with_sources=sources)
    if not isinstance(answer, Unknown):
        if asked_format in output.WITH_CLOCKS:
            answer = history.seen_by(answer, with_reader_zone)
        # A history marks no picks.
        picks = () if found.edition is None else environment.agenda_if_sound()
        answer = history.with_own(
            answer,
            overrides=data.additions(found, {it.id for it in answer.sources}),
            picked={pick.id for pick in picks},
        )
    output.write(answer, asked_format, lambda: data.sources, out)


def _answer(
    found: catalog.Found, data: catalog.Catalog, as_of: AsOf, *, with_sources: bool
) -> _Answer:
    """What is known by now of what an id names."""
    answer: _Answer | None
    if found.edition is None:
        answer = history.history(
            found.show, as_of, sources=data.sources, with_sources=with_sources
        )
        return answer or Unknown(as_of=as_of, id=found.id)
    programme = data.programme(found.edition.id)
    if found.session is not None and programme is not None:
        answer = history.session_page(
            found.session,
            found.edition,
            found.show,
            as_of,
            programme=programme,
            sources=data.sources,
            with_sources=with_sources,
        )
    else:
        answer = history.edition_page(
            found.edition,
            found.show,
            as_of,
            programme=programme,
            sources=data.sources,
            day=found.day,
            with_sources=with_sources,
        )
    return answer or Unknown(as_of=as_of, id=found.id)
