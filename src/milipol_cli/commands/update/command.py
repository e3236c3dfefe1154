"""`milipol update`."""

import functools
import os
from pathlib import Path
from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.cli.environment import remember, remembered_address
from milipol_cli.commands.update import store
from milipol_cli.commands.update.source import source_named
from milipol_cli.commands.update.store import Update
from milipol_cli.commands.update.words import outcome_line
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.fetched import (
    MANIFEST,
    fetched_in_use,
    read_state,
    reviewed_in_use,
    why_future,
)

# The exit code of --check if there is newer data.
NEWER = 10

app = options.command()


@app.command(
    help="""Fetch newer data from a folder that milipol publish wrote: at an address
    with https://, or on this computer or a stick. The address is remembered.

    \b
      milipol update https://www.example.org/milipol
      milipol update                          from the same address
      milipol update --check                  exits with 10 if there is newer data
      milipol update --back                   switch back to the previous data

    All data is checked before it is used. If anything goes wrong, the data stays as it
    is. milipol uses the network only for this command.
    """
)
def update(
    context: typer.Context,
    address: Annotated[
        str | None,
        typer.Argument(
            metavar="[URL|FOLDER]",
            help="Where to look; without it, MILIPOL_UPDATE_URL or the last address.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only look whether there is newer data.")
    ] = False,
    back: Annotated[
        bool, typer.Option("--back", help="Switch back to the previous data.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
) -> None:
    root = environment.fetched_folder()
    if root is None:
        raise InvalidData(
            "your home folder is not known, so there is no place for data; set HOME"
        )
    if back:
        options.refuse(context, ["check"], "cannot be used with --back")
        if address is not None:
            raise BadInput("--back takes no address")
        before = reviewed_in_use(root)
        store.go_back(root)
        current = fetched_in_use(root)
        answer = Update(
            outcome="back",
            address=None if current is None else current.address,
            reviewed=reviewed_in_use(root),
            before=before,
        )
    else:
        state = read_state(root)
        try:
            answer = _update(root, address, only_look=check, is_quiet=quiet or json)
        except KeyboardInterrupt:
            if read_state(root) != state:  # newer data is in use already
                raise
            raise InvalidData("interrupted; the data stays as it is") from None
    if json:
        output.write(answer, "json", dict, None, __package__)
    elif answer.changes is None:
        streams.report([outcome_line(answer)])
    else:
        output.write_to_stderr(answer, __package__)
    if answer.outcome == "newer":
        raise typer.Exit(NEWER)


def _update(
    root: Path, named: str | None, *, only_look: bool, is_quiet: bool
) -> Update:
    config = root.parent / "config.toml"
    name = named
    if name is None:
        name = os.environ.get("MILIPOL_UPDATE_URL") or remembered_address(config)
    if name is None:
        raise BadInput(
            "no address is known yet; name a published folder once, as in milipol"
            " update https://www.example.org/milipol"
        )
    source = source_named(name)
    before, state = reviewed_in_use(root), read_state(root)
    report = functools.partial(Update, address=source.address, before=before)
    offer = store.find_offer(source, root)
    today = read_as_of(None, None).reader_day
    why = offer and why_future(offer.fetched.reviewed, today)
    if why:
        raise InvalidData(
            f"{source.address}/{MANIFEST}: {why}; the data stays as it is"
        )
    if offer is None or offer.is_known:
        if offer is not None and offer.fetched != state.current and not only_look:
            with store.update_lock(root, state):
                store.note_serial(root, offer)
        if named is not None and not only_look:
            remember(config, source.address)
        return report(outcome="up to date", reviewed=before)
    if only_look:
        return report(outcome="newer", reviewed=offer.fetched.reviewed)
    # It loads what reports news.
    from milipol_cli.commands.update import query  # noqa: PLC0415

    folders = [store.sound_base(root), *environment.data_folders()[1:]]
    old = Catalog(folders, lambda _: None)
    shown = output.progress("Fetching data", "json" if is_quiet else "table")
    with store.update_lock(root, state), shown as progress:
        files = store.fetch_checked(offer, source, root, progress)
        if named is not None:
            remember(config, source.address)
        store.put_in_use(root, offer)
        new = environment.open_quietly()
        changes = query.changes_between(old, new, agenda_if_sound(), today)
    reviewed = reviewed_in_use(root)
    return report(outcome="updated", reviewed=reviewed, files=files, changes=changes)
