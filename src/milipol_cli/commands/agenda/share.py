"""`milipol agenda share`."""

from collections.abc import Callable, Iterable

from milipol_cli.base import streams
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.commands.agenda.query import Shared, agenda
from milipol_cli.look import output
from milipol_cli.look.words.dates import count
from milipol_cli.network.as_of import read_as_of
from milipol_cli.picks.as_of import PickAsOf, is_past

app = options.command()

HELP = """Print the ids of your upcoming picks, one per line, ready for a chat; others
    add them with agenda import. Private sessions, your own entries and meetings at
    stands are never printed.

    \b
      milipol agenda share
    """


@app.command(help=HELP)
def share(
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    answer = agenda(open_agenda(), data, as_of)
    upcoming = [pick for pick in answer.picks if not is_past(pick, as_of)]
    ids = ids_to_share(upcoming, data.may_share)
    withheld = sum(_is_withheld(pick, data.may_share) for pick in upcoming)
    if json:
        output.write(Shared(ids, withheld), "json", dict, None, __package__)
        return
    if withheld:
        why = "private sessions, meetings and your own entries are never shared"
        streams.report([f"{count(withheld, 'pick')} withheld: {why}."])
    elif not ids:
        streams.report(["No upcoming picks to share."])
    for pick_id in ids:
        streams.write_line(pick_id)


def ids_to_share(picks: Iterable[PickAsOf], may_share: Callable[[str], bool]) -> list[str]:
    """The ids of the picks that are still to be attended and that others may see."""
    return [
        pick.id
        for pick in picks
        if pick.edition is not None  # else others have no such id
        and not (pick.pick.done or _is_withheld(pick, may_share))
        and not pick.has("cancelled", "postponed", "gone", "not read")
    ]


def _is_withheld(pick: PickAsOf, may_share: Callable[[str], bool]) -> bool:
    """Whether a pick is for the reader alone: an entry or a private session.

    So are all sessions of an edition that may not be shared.
    """
    if pick.session is None:
        return pick.pick.is_entry
    assert pick.edition is not None  # as of every session
    return pick.session.private or not may_share(pick.edition.id)
