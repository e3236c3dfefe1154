"""`milipol publish`."""

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, InvalidData, UnknownId
from milipol_cli.cli import environment, options
from milipol_cli.commands.publish.checking import refuse_errors
from milipol_cli.commands.publish.contents import losses_between, losses_of_shows
from milipol_cli.commands.publish.folder import FolderState, folder_state, write_folder
from milipol_cli.commands.publish.outcome_lines import omissions, refuse_loss, summary_lines
from milipol_cli.commands.publish.paths import web_address
from milipol_cli.commands.publish.query import Publication, publication
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.fetched import why_future
from milipol_cli.network.load.sharing import SharedData, shared_data

# A host with a path; without anything that a link could not have.
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(/[\w.~!$&'()*+,;=:@%/-]*)?", re.ASCII)

# Enough of a hash to distinguish the user's data folders, without their paths.
_DIGITS = 16

app = options.command()


@app.command(
    help="""Write a folder of files for a web server: pages, calendars to subscribe to,
    a news feed, schedules for phone apps, and the data for milipol update. Private
    sessions and your agenda are never published. Run it again with the same options to
    update the folder: only changed files are written. Defaults for --by, --base-url,
    --name and SHOW can be set in publish.toml in your data folder.

    \b
      milipol publish public
      milipol publish public --base-url https://shows.example.org/
      milipol publish public paris qatar      only these shows, and their data
    """
)
def publish(
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help="Folder to write to; created if missing.")
    ],
    shows: Annotated[
        list[str] | None, options.shows("[SHOW]...", "Only these shows, like paris (default: all).")
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Address of the folder on the web, for links to it."),
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the site.")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Publisher named on the pages.")
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Write even if the folder has other files or other shows, or would"
            " lose the shows of a missing data folder.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="List everything left out, even if unchanged.")
    ] = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    as_of = read_as_of(on, tz)
    left_out: list[str] = []
    data = environment.open_data(left_out.append)
    own_folders = _folder_digests(data.own_folders)
    state = folder_state(Path(folder))
    only = _show_ids(data, shows, folder, state, own_folders)
    published = _publication(data, as_of, only, base_url, name, by)
    now = read_as_of(None, None).moment
    assert now is not None  # without --on
    if why := why_future(published.reviewed, now.date()):
        raise InvalidData(f"nothing published, because the data {why}")
    refuse_loss(
        losses_between(state.contents, published.contents),
        folder,
        errors=data.errors(),
        is_data_missing=not force and state.lacks(own_folders),
        advice="; --force publishes",
    )
    shared = _checked_data(data, published, state)
    left_out += omissions(shared)
    summary = write_folder(
        folder,
        published,
        shared,
        now=now,
        force=force,
        dry_run=dry_run,
        left_out=left_out,
        own_folders=own_folders,
    )
    if json:
        output.write(summary, "json", dict, None, __package__)
    else:
        streams.report(summary_lines(summary))
    for line in left_out if verbose else summary.newly_left_out:
        streams.complain(line)


def _show_ids(
    data: Catalog,
    shows: Sequence[str] | None,
    folder: str,
    state: FolderState,
    own_folders: Sequence[str],
) -> Sequence[str]:
    """The ids of the shows to publish; none for all.

    If a show cannot be found, the error says what the folder would lose.
    """
    asked = shows or data.publish_settings().shows
    try:
        return data.show_ids(asked)
    except (InvalidData, UnknownId):
        refuse_loss(
            losses_of_shows(state.contents, asked),
            folder,
            errors=data.errors(),
            is_data_missing=state.lacks(own_folders),
        )
        raise


def _publication(
    data: Catalog,
    as_of: AsOf,
    only: Sequence[str],
    base_url: str | None,
    name: str | None,
    by: str | None,
) -> Publication:
    """Everything to publish, by the options; those not given are in publish.toml."""
    kept = data.publish_settings()
    address = base_url or kept.base_url
    return publication(
        data,
        as_of,
        only=only,
        base_url=None if address is None else _address(address),
        name=name or kept.name,
        by=by or kept.by,
    )


def _checked_data(data: Catalog, published: Publication, state: FolderState) -> SharedData:
    """The data to publish; raises InvalidData if `milipol update` would refuse it.

    The same data is not checked again in the next run. The bundled data alone never is.
    """
    shared = shared_data(data, published.only)
    if (shared.adds or published.only) and not state.has_checked(shared.files):
        refuse_errors(shared)
    has_fetched = any(data.base.is_fetched(show.id) for show in published.shows)
    return shared._replace(adds=shared.adds or (has_fetched and environment.base_adds()))


def _address(text: str) -> str:
    uri = web_address(text, may_be_local=True) or ""
    if not _ADDRESS.fullmatch(uri):
        raise BadInput(
            f"--base-url {text!r}: not the address of a folder; expected one like"
            " https://shows.example.org/"
        )
    return uri if uri.endswith("/") else f"{uri}/"


def _folder_digests(folders: Sequence[Path]) -> tuple[str, ...]:
    """The user's data folders that have data files, as digests of their paths."""
    used = [folder for folder in folders if any(folder.glob("**/*.toml"))]
    names = sorted(os.fsencode(folder.resolve()) for folder in used)
    return tuple(hashlib.sha256(name).hexdigest()[:_DIGITS] for name in names)
