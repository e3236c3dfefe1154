"""`milipol agenda remove`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from milipol_cli.agenda.changed import Changed, answer
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, pick_ids
from milipol_cli.cli.options import all_named
from milipol_cli.errors import MilipolError, UnknownId, did_you_mean, suggest
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.load.ids import is_past, meant
from milipol_cli.picks.changes import to_change
from milipol_cli.picks.model import OWN, Pick

HELP = """Remove picks from your agenda, by the ids that it shows.

    \b
      milipol agenda remove raid-demonstration agenda/meet-acme
    """


def remove(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            autocompletion=pick_ids,
            help="Ids as the agenda shows them.",
        ),
    ],
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    path = agenda_file()
    as_of = read_as_of(on, tz)
    with to_change(path) as (old, write):
        named = all_named(ids, lambda name: find_id(old, name, as_of), "removed")
        new = tuple(pick for pick in old if pick.id not in named)
        write(new)
    change = Changed(
        command="remove",
        as_of=as_of,
        file=str(path),
        ids=tuple(dict.fromkeys(named)),
        old=old,
        new=new,
    )
    answer(change, json=json)


def find_id(picks: Sequence[Pick], name: str, as_of: AsOf) -> str:
    """The id of the pick that a full id names, or the end of one.

    An end that several have means the session of the edition that is on, else of the
    next one, else of the last; but no exhibitor of an edition that is over. Raises
    UnknownId, with the nearest ids, if no pick has that name, or if several are meant.
    """
    name = name.casefold()
    ids = [pick.id for pick in picks]
    if name in ids:
        return name
    tails = [pick_id for pick_id in ids if pick_id.rpartition("/")[2] == name]
    if len(tails) > 1:
        tails = _meant(tails, as_of)
    if len(tails) == 1:
        return tails[0]
    # What all own entries begin with would make them look alike.
    known = {pick_id.rpartition("/")[2]: pick_id for pick_id in ids}
    known |= {pick_id: pick_id for pick_id in ids if not pick_id.startswith(OWN)}
    name_alone = name.removeprefix(OWN)
    begun = [known[key] for key in known if name_alone and key.startswith(name_alone)]
    hint = suggest(tails or [*dict.fromkeys(begun)][:3]) or did_you_mean(
        name_alone, known
    )
    raise UnknownId(f"no pick {name!r}; {hint or 'see milipol agenda'}")


def _meant(ids: list[str], as_of: AsOf) -> list[str]:
    """Those of several ids that their common end means; all if the data lacks any."""
    try:
        data = environment.open_quietly()
        matches = [data.find(pick_id, as_of) for pick_id in ids]
    except MilipolError:
        return ids
    found = meant(matches, as_of)
    if found[0].exhibitor is not None and is_past(found[0], as_of):
        return ids
    return [match.id for match in found]
