"""`milipol agenda undo`."""

import datetime as dt
import os

from milipol_cli.base import streams
from milipol_cli.cli import options
from milipol_cli.cli.agenda import agenda_file
from milipol_cli.commands.agenda.query import TakenBack
from milipol_cli.look import output
from milipol_cli.look.words.dates import count
from milipol_cli.network.as_of import read_as_of
from milipol_cli.picks.write import take_back

app = options.command()

HELP = """Undo the last command that changed your agenda; run it again to redo the
    change. Calendars follow at the next export. Nothing is undone if the agenda was
    changed since by another program, such as an editor or a sync.

    \b
      milipol agenda undo
    """

# More ids of picks are only counted.
_MOST_NAMED = 3


@app.command(help=HELP)
def undo(
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    path = agenda_file()
    as_of = read_as_of(on, tz)
    age = None
    if as_of.moment is not None and path.exists():
        changed = dt.datetime.fromtimestamp(os.stat(path).st_mtime, dt.UTC)
        age = max(as_of.moment - changed, dt.timedelta())
    command, now, restored = take_back(path, as_of.reader_day)
    answer = TakenBack(str(path), command, now, restored)
    if json:
        output.write(answer, "json", dict, None, __package__)
    else:
        streams.report(_lines(answer, age))


def _lines(answer: TakenBack, age: dt.timedelta | None) -> list[str]:
    """The command that was undone, how long ago it ran, and how to go back.

    "Undone: agenda remove agenda/acme (2 min ago). 1 pick is back." An undo may have been a redo,
    so the answer only calls it the last undo.
    """
    ids = [*answer.ids_back, *answer.ids_gone, *answer.ids_restored]
    named = " ".join(ids[:_MOST_NAMED])
    if len(ids) > _MOST_NAMED:
        named += f" and {len(ids) - _MOST_NAMED} more"
    ago = "" if age is None else f" ({_ago(age)})"
    text, again = f"Undone: agenda {answer.command} {named}{ago}.", "To redo it"
    if answer.command == "undo":
        text, again = f"Undid the last undo{ago}: {named}.", "To reverse that"
    for picks, one, several in (
        (answer.ids_back, "is back", "are back"),
        (answer.ids_gone, "is off the agenda again", "are off the agenda again"),
        (answer.ids_restored, "is as before", "are as before"),
    ):
        if picks:
            text += f" {count(len(picks), 'pick')} {one if len(picks) == 1 else several}."
    return [text, f"{again}, run milipol agenda undo again."]


def _ago(age: dt.timedelta) -> str:
    """How long ago, in the largest unit: "just now", "2 min ago", "3 days ago"."""
    minutes = age // dt.timedelta(minutes=1)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if age.days < 1 else f"{count(age.days, 'day')} ago"
