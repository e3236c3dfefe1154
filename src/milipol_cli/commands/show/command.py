"""`milipol show`."""

from typing import Annotated

import msgspec
import typer

from milipol_cli.base.errors import UnknownId
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.commands.show import query
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import days_on
from milipol_cli.network.model.news import is_feed_id
from milipol_cli.network.when import day_if_named

app = options.command()


@app.command(
    help="""Show everything about a show, an edition, a day, a session, an exhibitor or
    a news item. Without an id, list the shows.

    \b
      milipol show
      milipol show paris                      its history and figures
      milipol show paris-2023                 dates, figures and programme
      milipol show paris-2023/2023-11-17      one day of it
      milipol show 2023-11-17                 that day of the show that was on
      milipol show raid-demonstration         a session
      milipol show paris-2025/exhibitors/thales
                                              an exhibitor, at all editions
      milipol show paris-2025-eve             a news item, by its id
      milipol show qatar --sources            with all its sources
    """
)
def show(
    context: typer.Context,
    key: Annotated[
        str | None,
        options.ids("[ID]", "A show, edition, day, session, exhibitor or news item, or a date."),
    ] = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="List the sources with their addresses.")
    ] = False,
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
    if key is None:
        options.refuse(context, ["sources"], "needs an id; see milipol show --help")
        most = options.positive_number(limit, "--limit")
        shows = query.show_list(data.shows, as_of, limit=most)
        output.write(shows, asked_format, dict, out, __package__)
        return
    options.refuse(context, ["limit"], "works only without an id")
    answer = _news(key, data, as_of) or _details(key, data, as_of)
    cited = {}
    if isinstance(answer, query.Details | query.NewsDetails):
        answer = msgspec.structs.replace(answer, with_sources=sources)
        cited = {source.id: source for source in answer.sources}  # of fairs, too
    output.write(answer, asked_format, lambda: data.sources | cited, out, __package__)


def _news(key: str, data: Catalog, as_of: AsOf) -> query.ShowAnswer | None:
    """The news item with this id, as in the data or the feed; None if there is none."""
    if not is_feed_id(key) and data.news_item(key) is None:
        return None
    from milipol_cli.commands.show.news_query import news_details  # noqa: PLC0415  only for news

    return news_details(data, key, as_of)


def _details(key: str, data: Catalog, as_of: AsOf) -> query.Details | query.Unknown:
    match = data.find(_whole_id(key, data, as_of), as_of)
    details = query.details(
        data, match, as_of, picked=lambda: {pick.id for pick in agenda_if_sound()}
    )
    return details or query.Unknown(as_of=as_of, id=match.id)


def _whole_id(text: str, data: Catalog, as_of: AsOf) -> str:
    """The id that a text stands for: "paris 2027" for paris-2027.

    A date stands for that day of the edition that is on. Other texts are ids. Raises
    UnknownId, with the ids, if several editions are on.
    """
    day = day_if_named(text, as_of.reader_day)
    if day is not None:
        ids = days_on(day, editions_as_of(data.shows, as_of))
        if len(ids) > 1:
            choices = ", ".join(ids)
            raise UnknownId(f"{len(ids)} shows are on {text}; choose one: {choices}")
        return ids[0] if ids else text
    if " " in text:
        subject, other_words = data.subject_among(text.split())
        if subject is not None and not other_words:
            return subject.id
    return text
