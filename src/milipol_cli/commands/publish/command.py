"""`milipol publish`."""

import re
from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.cli import environment, options
from milipol_cli.commands.publish.folder import write_folder
from milipol_cli.commands.publish.paths import web_address
from milipol_cli.commands.publish.query import publication
from milipol_cli.commands.publish.report import omissions, refuse_errors, report
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.fetched import why_future
from milipol_cli.network.load.sharing import shared_data

# A host with a path; without anything that a link could not have.
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(/[\w.~!$&'()*+,;=:@%/-]*)?", re.ASCII)

app = options.command()


@app.command(
    help="""Write a folder of files for a web server: pages, calendars to subscribe to,
    the news as a feed, schedules for apps on a phone, and the data for milipol update.
    Without SHOW, all shows. Private sessions and your agenda are never published.
    Run it again with the same options: only what changed is written.

    \b
      milipol publish public
      milipol publish public --base-url https://shows.example.org/
      milipol publish public paris qatar      only these shows, without the data
    """
)
def publish(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER", help="Folder to write; it is created if there is none."
        ),
    ],
    shows: Annotated[
        list[str] | None, options.shows("[SHOW]...", "Only these shows, like paris.")
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Address of the folder on the web, for links to it."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the site.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Publisher named on the pages.")
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Write into a folder that has other files or other shows."
        ),
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", help="List what is left out, even if it is the same as before."
        ),
    ] = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    as_of = read_as_of(on, tz)
    address = None if base_url is None else _address(base_url)
    lines: list[str] = []
    data = Catalog(environment.data_folders(), lines.append)
    published = publication(
        data,
        as_of,
        only=data.show_ids(shows or ()),
        base_url=address,
        name=name,
        by=by,
    )
    now = read_as_of(None, None).moment
    assert now is not None  # without --on
    why = why_future(published.reviewed, now.date())
    if why is not None:
        raise InvalidData(f"nothing published, because the data {why}")
    shared = None if published.only else shared_data(data)
    if shared is not None:
        refuse_errors(shared)
        shared = shared._replace(adds=shared.adds or environment.base_adds())
        lines += omissions(shared)
    summary = write_folder(
        folder, published, shared, now=now, force=force, left_out=lines
    )
    if json:
        output.write(summary, "json", dict, None, __package__)
    else:
        streams.report(report(summary))
    for line in lines if verbose else summary.newly_left_out:
        streams.complain(line)


def _address(text: str) -> str:
    uri = web_address(text, may_be_local=True) or ""
    if not _ADDRESS.fullmatch(uri):
        raise BadInput(
            f"--base-url {text!r}: not the address of a folder; expected one like"
            " https://shows.example.org/"
        )
    return uri if uri.endswith("/") else f"{uri}/"
