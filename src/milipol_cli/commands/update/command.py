"""`milipol update`."""

import datetime as dt
import functools
import os
from pathlib import Path
from typing import Annotated

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, InvalidData
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_if_sound
from milipol_cli.cli.settings import remember_address, remembered_address
from milipol_cli.commands.update import store
from milipol_cli.commands.update.source import PublishedFolder, published_folder
from milipol_cli.commands.update.store import Offer, ShowUse, Update
from milipol_cli.commands.update.words import outcome_line
from milipol_cli.look import output
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.fetched import (
    MANIFEST,
    State,
    bundle_reviews,
    fetched_in_use,
    read_state,
    reviewed_in_use,
    reviews,
    shows_used,
    why_future,
)

# The exit code of --check if there is newer data.
NEWER = 10

app = options.command()


@app.command(
    help="""Fetch newer data from a folder that milipol publish wrote: at an https://
    address, on this computer or on a USB stick. The address is remembered.

    \b
      milipol update https://www.example.org/milipol
      milipol update                          from the same address
      milipol update --check                  exits with 10 if there is newer data
      milipol update --back                   switch back to the previous data

    For each show, the newer data is used: the publisher's or the bundled data. Shows
    that only the publisher has are added. All data is checked before it is used. If
    anything goes wrong, the data stays as it is. No other command uses the network.
    """
)
def update(
    context: typer.Context,
    address: Annotated[
        str | None,
        typer.Argument(
            metavar="[URL|FOLDER]",
            help="Where to look (default: MILIPOL_UPDATE_URL or the last address).",
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only check for newer data.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Switch back to the previous data.")] = False,
    remember_it: Annotated[
        bool, typer.Option("--remember", help="Remember the address, even without new data.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
) -> None:
    root = environment.fetched_folder()
    if root is None:
        raise InvalidData("your home folder is not known, so there is no place for data; set HOME")
    if back:
        options.refuse(context, ["check", "remember_it"], "cannot be used with --back")
        if address is not None:
            raise BadInput("--back takes no address")
        answer = _go_back(root)
    else:
        state = read_state(root)
        try:
            answer = _update(
                root, address, only_look=check, is_remembered=remember_it, is_quiet=quiet or json
            )
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
    root: Path, named: str | None, *, only_look: bool, is_remembered: bool, is_quiet: bool
) -> Update:
    """Updates the data, or only looks.

    Newer data is fetched and put in use, or only reported. If there is none, the serial
    of what is there is noted, unless it only looks.

    The address that the user named is remembered if that is asked for, if its data is
    used, or if none was remembered before.
    """
    source = published_folder(_address_known(root) if named is None else named)
    before, state = reviewed_in_use(root), read_state(root)
    new_update = functools.partial(Update, address=source.address, before=before)
    offer = store.find_offer(source, root)  # None if nothing there changed
    today = read_as_of(None, None).reader_day
    _refuse_future(source, offer, today)
    if offer is None or not offer.is_new:
        if not only_look:
            _note_offer(root, offer, state)
            is_first = remembered_address(_config(root)) is None
            if named is not None and (is_remembered or is_first):
                remember_address(_config(root), source.address)
        uses = _uses_if_several(root, offer)
        return new_update(outcome="up to date", reviewed=before, uses=uses)
    if only_look:
        newer = _newer_shows(offer)
        return new_update(outcome="newer", reviewed=offer.fetched.reviewed, only=newer)
    # It loads what reports news.
    from milipol_cli.commands.update import query  # noqa: PLC0415

    old = _data_before(root)
    bar = output.progress("Fetching data", "json" if is_quiet else "table")
    with store.update_lock(root, state), bar as progress:
        number = store.fetch_checked(offer, source, root, progress)
        if named is not None:
            remember_address(_config(root), source.address)
        store.put_in_use(root, offer)
        new = environment.open_quietly()
        changes = query.changes_between(old, new, agenda_if_sound(), today)
    return new_update(
        outcome="updated",
        reviewed=reviewed_in_use(root),
        files=number,
        changes=changes,
        uses=store.show_uses(new, root, offer.manifest.reviews),
    )


def _newer_shows(offer: Offer) -> tuple[str, ...]:
    """The ids of the shows of an offer that would be used; empty for all bundled."""
    used = shows_used(offer.manifest.reviews, adds=offer.fetched.adds)
    return () if used >= bundle_reviews().keys() else tuple(sorted(used))


def _config(root: Path) -> Path:
    return root.parent / "config.toml"


def _address_known(root: Path) -> str:
    """The address to look at if none is given; raises BadInput without any."""
    name = os.environ.get("MILIPOL_UPDATE_URL") or remembered_address(_config(root))
    if name is None:
        raise BadInput(
            "no address saved yet; give a published folder, as in milipol update"
            " https://www.example.org/milipol"
        )
    return name


def _refuse_future(source: PublishedFolder, offer: Offer | None, today: dt.date) -> None:
    """Raises InvalidData for data that was reviewed later than today."""
    why = offer and why_future(offer.fetched.reviewed, today)
    if why:
        raise InvalidData(f"{source.address}/{MANIFEST}: {why}; the data stays as it is")


def _note_offer(root: Path, offer: Offer | None, state: State) -> None:
    """Notes the serial of data that is here, so that no older data is taken later."""
    if offer is not None and offer.is_known and offer.fetched != state.current:
        with store.update_lock(root, state):
            store.note_serial(root, offer)


def _data_before(root: Path) -> Catalog:
    """The data in use until now, with the user's own, to compare with."""
    base = store.sound_base(root)
    folders = [base.root, *environment.data_folders()[1:]]
    return Catalog(folders, lambda _: None, base=base)


def _uses_if_several(root: Path, offer: Offer | None) -> tuple[ShowUse, ...]:
    """Which data of each show is used; empty if one place has the newest of all.

    Without an offer, the publisher has what was fetched last.
    """
    if offer is not None:
        offered = offer.manifest.reviews
    else:
        current = read_state(root).current
        assert current is not None  # a server knew its tag
        offered = reviews(root / current.folder)
    is_older = any(bundle_reviews().get(show, day) > day for show, day in offered.items())
    if environment.base().other is None and not is_older:
        return ()
    return store.show_uses(environment.open_quietly(), root, offered)


def _go_back(root: Path) -> Update:
    """Switches back to the previous data, and says what differs."""
    # It loads what reports news.
    from milipol_cli.commands.update import query  # noqa: PLC0415

    old, before = _data_before(root), reviewed_in_use(root)
    then = fetched_in_use(root)
    store.go_back(root)
    now = fetched_in_use(root)
    new, today = environment.open_quietly(), read_as_of(None, None).reader_day
    return Update(
        outcome="back",
        address=None if now is None else now.address,
        reviewed=reviewed_in_use(root),
        before=before,
        changes=query.changes_between(old, new, agenda_if_sound(), today),
        uses=store.show_uses(new, root, {}),
        now=now,
        then=then,
    )
