"""`milipol agenda import`."""

from typing import Annotated

import typer

from milipol_cli.agenda import new_picks, pick_options
from milipol_cli.agenda.changed import Changed, answer, changed
from milipol_cli.agenda.incoming import (
    Incoming,
    LeftOut,
    Request,
    followed,
    incoming,
    text_from,
    with_ids,
    without_known,
)
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.errors import UnknownId
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.picks.changes import to_change
from milipol_cli.picks.model import Pick, Picks

app = options.command()

HELP = """Add picks from a file, or from stdin: ids one a line, as agenda share prints
    them; a calendar (.ics), whose events become entries of your own unless milipol
    wrote them; or another agenda.toml. Entries follow their events in a calendar;
    other picks that you have already stay as they are.

    \b
      milipol agenda import picks.txt
      milipol agenda import invitation.ics --dry-run
      milipol agenda share | ssh tablet milipol agenda import -
    """


@app.command(help=HELP)
def import_picks(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The file; - is stdin.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be added; add nothing.")
    ] = False,
    change: pick_options.Change = pick_options.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    text, source = text_from(file)
    held = incoming(text, source, Request(tz=tz, updated=as_of.reader_day))
    data = environment.open_catalog()
    by_id, unknown = _picks_of(held, data, as_of)

    def with_new(old: Picks) -> Changed:
        current, moved = followed(old, held, as_of.reader_day)
        new, known = without_known(current, [*by_id, *held.picks])
        picks, ids = new_picks.with_added(current, new)
        return changed(
            "import",
            (*moved, *ids),
            old,
            picks,
            as_of,
            data,
            pause,
            known=tuple(pick_id for pick_id in known if pick_id not in moved),
            left_out=(*with_ids(held.left_out, old), *unknown),
            is_dry_run=dry_run,
        )

    if dry_run:
        done = with_new(open_agenda())
    else:
        with to_change(agenda_file()) as (old, write):
            done = with_new(old)
            write(done.new)
    answer(done, data, json=json)


def _picks_of(
    held: Incoming, data: Catalog, as_of: AsOf
) -> tuple[list[Pick], list[LeftOut]]:
    """The picks that the ids name; those of a calendar that are not known are left out.

    Raises UnknownId for an id in a list.
    """
    if not held.is_calendar:
        return pick_options.picks_named(held.ids, data, as_of), []
    # Ids of strangers are not looked up, since that takes long for unknown ones.
    known = {key for key, _ in data.editions()}
    heads = {name.partition("/")[0] for name in held.ids} & known
    known |= {key for head in heads for key, _ in data.parts(head)}
    editions = editions_as_of(data.shows, as_of)
    picks: list[Pick] = []
    left_out = []
    for name in dict.fromkeys(held.ids):
        if name not in known:
            left_out.append(LeftOut(name, "it is not in the data"))
            continue
        try:
            match = data.find(name, as_of)
            picks.append(new_picks.pick_of(match, editions, data.programme))
        except UnknownId:
            left_out.append(LeftOut(name, "nothing was known about it yet"))
    return picks, left_out
