"""`milipol agenda import`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
import typer

from milipol_cli.base.errors import UnknownId
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.commands.agenda import new_picks, pick_options
from milipol_cli.commands.agenda.import_file import (
    ImportedFile,
    LeftOut,
    contents_of_file,
    text_from,
)
from milipol_cli.commands.agenda.outcome import Outcome, outcome_of
from milipol_cli.commands.agenda.outcome_lines import print_outcome
from milipol_cli.commands.agenda.pick_edits import pick_after_event
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks.write import open_to_change

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
    contents = contents_of_file(text, source, tz, as_of.reader_day)
    data = environment.open_catalog()
    by_id, unknown = _picks_of(contents, data, as_of)

    def with_new(old: Picks) -> Outcome:
        current, moved = _with_events_followed(old, contents, as_of.reader_day)
        new, known = _without_known(current, [*by_id, *contents.picks])
        picks, ids = new_picks.with_added(current, new)
        answer = outcome_of("import", (*moved, *ids), old, picks, as_of, data, pause)
        return msgspec.structs.replace(
            answer,
            known=tuple(pick_id for pick_id in known if pick_id not in moved),
            left_out=(*_with_ids(contents.left_out, old), *unknown),
            is_dry_run=dry_run,
        )

    if dry_run:
        answer = with_new(open_agenda())
    else:
        with open_to_change(agenda_file()) as (old, write):
            answer = with_new(old)
            write(answer.new)
    print_outcome(answer, data, json=json)


def _picks_of(
    contents: ImportedFile, data: Catalog, as_of: AsOf
) -> tuple[list[Pick], list[LeftOut]]:
    """The picks that the ids name, and which of a calendar are not known."""
    if not contents.is_calendar:
        return pick_options.picks_named(contents.ids, data, as_of), []
    # Ids of strangers are not looked up, since that takes long for unknown ones.
    known = {key for key, _ in data.editions()}
    heads = {name.partition("/")[0] for name in contents.ids} & known
    known |= {key for head in heads for key, _ in data.parts(head)}
    editions = editions_as_of(data.shows, as_of)
    picks: list[Pick] = []
    left_out = []
    for name in dict.fromkeys(contents.ids):
        try:
            if name not in known:
                raise UnknownId(name)
            match = data.find(name, as_of)
            picks.append(new_picks.pick_of(match, editions, data))
        except UnknownId:
            left_out.append(LeftOut(name, "it is not in the data, or not known yet"))
    return picks, left_out


def _with_events_followed(
    old: Picks, contents: ImportedFile, updated: dt.date
) -> tuple[Picks, list[str]]:
    """An agenda with its entries as their events are now, and the ids that changed.

    Only events of other programs are followed: those of milipol change on the agenda.
    """
    # Of events that share a UID, the first one counts.
    now: dict[str | None, Pick] = {
        pick.uid: pick
        for pick in reversed(contents.picks)
        if pick.uid in contents.foreign
    }
    picks = tuple(
        pick_after_event(pick, now[pick.uid], updated) if pick.uid in now else pick
        for pick in old
    )
    known = {*old}
    return picks, [pick.id for pick in picks if pick not in known]


def _with_ids(left_out: Iterable[LeftOut], picks: Iterable[Pick]) -> Iterator[LeftOut]:
    """What was left out; a cancelled event with its pick, if that is on the agenda."""
    id_by_key = {pick.key: pick.id for pick in picks}
    for event in left_out:
        entry = id_by_key.get(event.cancelled or "")
        remove = f", but still on your agenda: milipol agenda remove {entry}"
        yield event._replace(why=f"{event.why}{remove if entry else ''}")


def _without_known(
    old: Iterable[Pick], picks: Iterable[Pick]
) -> tuple[list[Pick], list[str]]:
    """The picks that are not on an agenda yet, each once, and the ids of the others."""
    id_by_key = {key: pick.id for pick in old for key in _keys(pick)}
    new = []
    known = []
    for pick in picks:
        if same := [id_by_key[key] for key in _keys(pick) if key in id_by_key]:
            known.append(same[0])
            continue
        id_by_key |= dict.fromkeys(_keys(pick), pick.id)
        uid = pick.uid or (new_picks.new_uid() if pick.is_entry else None)
        new.append(msgspec.structs.replace(pick, uid=uid))
    return new, known


def _keys(pick: Pick) -> list[object]:
    """What no two picks of an agenda share."""
    keys: list[object] = [] if pick.uid is None else [pick.uid]
    return [*keys, new_picks.identity(pick) if pick.is_own else pick.id]
