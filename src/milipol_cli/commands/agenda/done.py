"""`milipol agenda done`."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.base.folding import slug
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, done_ids
from milipol_cli.commands.agenda.changes import options as pick_options
from milipol_cli.commands.agenda.changes import picks as changes
from milipol_cli.commands.agenda.changes.outcome import outcome_of, print_outcome
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.look.words.dates import day_plain, with_full_stop
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import by_day, edition_as_of, editions_as_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.model.exhibitor_ids import key_in
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.network.when import day_named
from milipol_cli.picks.follow_ups import items_by_id, with_item
from milipol_cli.picks.write import open_to_change

app = options.command()

HELP = """Mark exhibitors as visited, sessions and your own entries as attended, and
    follow-ups as done. They stay on the agenda with your notes, and agenda report lists
    them. Exhibitors that are not on the agenda yet are added. Notes and people are
    never shared.

    \b
      milipol agenda done paris-2025/exhibitors/thales
      milipol agenda done thales --note "asked for a demo" --met "Jo Doe, sales" \\
                          --follow-up "send the data sheet" --by 2025-12-01
      milipol agenda done agenda/follow-up/paris-2025-exhibitors-thales
      milipol agenda done --day 2025-11-19       all sessions and meetings of a day
      milipol agenda done thales --undo
    """

IDS = typer.Argument(
    metavar="[ID]...",
    autocompletion=done_ids,
    help="Ids of picks or follow-ups on your agenda, or of exhibitors.",
)
DAY = typer.Option(metavar="WHEN", help="Mark all sessions, meetings and meals of this day.")


@app.command(help=HELP)
def done(
    ids: Annotated[list[str] | None, IDS] = None,
    day: Annotated[str | None, DAY] = None,
    note: pick_options.Note = None,
    met: pick_options.Met = None,
    follow_up: pick_options.FollowUp = None,
    by: pick_options.By = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Mark picks or follow-ups as not done.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    if undo and any(value is not None for value in (note, met, follow_up, by)):
        raise BadInput("--undo cannot be used with --note, --met, --follow-up or --by")
    if (day is None) == (not ids):
        raise BadInput("expected either ids of picks, or --day for all of a day")
    path = agenda_file()
    as_of = read_as_of(on, tz)
    asked_day = None if day is None else day_named(day, "--day", as_of.reader_day)
    pick_options.refuse_unwritable({"--note": note})
    values = pick_options.visit_values(met, follow_up, by, as_of)
    if note is not None:
        values["note"] = note
    data = environment.open_catalog()
    state = "not done" if undo else "done"
    with open_to_change(path, "done") as (old, write):
        names = ids or []
        if asked_day is not None:
            names = [*_ids_on(asked_day, old, data, as_of, undo=undo)]
        texts = {"--note": note, "--met": met[0] if met else None, "--follow-up": follow_up}
        with pick_options.hint_at_quotes(texts if len(names) > 1 else {}):
            found = {name: changes.follow_up_named(old, name) for name in names}
            item_ids = tuple(dict.fromkeys(item.id for _, item in filter(None, found.values())))
            if item_ids and values:
                edit = "use agenda edit for its text or day"
                raise BadInput(f"{item_ids[0]}: is a follow-up; {edit}")
            names = [name for name in names if not found[name]]
            visits = [] if undo else _new_visits(old, names, data, as_of)
            # New visits were there before, too, so that the notes on them are reported as changes.
            before = picks = (*old, *visits)
            named = pick_options.ids_in(before, names, as_of, f"marked as {state}")
        for pick_id in named:
            picks = tuple(
                _with_mark(pick, values, as_of, picks, undo=undo) if pick.id == pick_id else pick
                for pick in picks
            )
        for item_id in item_ids:
            owner, item = items_by_id(picks)[item_id]
            new_owner = with_item(owner, replace(item, done=None if undo else as_of.reader_day))
            picks = tuple(new_owner if pick.id == owner.id else pick for pick in picks)
        write(picks)
    if asked_day is not None and not named and not json:
        streams.report([f"Nothing to mark as {state} on {day_plain(asked_day)}."])
        return
    answer = outcome_of("done", named, before, picks, as_of, data)
    new_visits = tuple(visit.id for visit in visits)
    print_outcome(replace(answer, items=item_ids, new_visits=new_visits), json=json)


def _ids_on(day: dt.date, picks: Picks, data: Catalog, as_of: AsOf, *, undo: bool) -> Iterator[str]:
    """The ids of picks on a day that can be marked as done, with `undo` as not done.

    Cancelled and postponed picks, deadlines, journeys, visits and whole days cannot.
    """
    for pick in agenda(picks, data, as_of).picks:
        record = pick.pick
        is_attended = not (record.is_of_days or record.is_visit or record.is_errand)
        is_off = pick.has("cancelled", "postponed", "gone")
        if pick.first == day and is_attended and not is_off and record.done == undo:
            yield pick.id


def _new_visits(picks: Picks, names: list[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """A visit to each exhibitor that is named and was not picked."""
    editions = editions_as_of(data.shows, as_of)
    visits: dict[str, Pick] = {}
    for name in names:
        try:
            pick_options.id_in(picks, name, as_of)
        except UnknownId:
            if match := _exhibitor_named(name, data, as_of):
                visits[match.id] = changes.pick_of(match, editions, data)
    return list(visits.values())


def _exhibitor_named(name: str, data: Catalog, as_of: AsOf) -> Match | None:
    """The exhibitor of a whole or a short id at the show that is on, or was last.

    None if nobody has the short id there. Raises BadInput if several shows are on that have it. A
    company's name with spaces finds it, too, so that its id is suggested.
    """
    if key_in(name):
        return data.find(name, as_of)
    matches = [
        (edition, match)
        for match in data.exhibitors_named(slug(name), as_of)
        if match.edition is not None  # as of every exhibitor
        if (edition := edition_as_of(match.edition, match.show, as_of)) is not None
    ]
    on = [match for edition, match in matches if edition.is_or_may_be_on]
    if len(on) > 1:
        raise BadInput(f"{name!r} is ambiguous: {', '.join(match.id for match in on)}")
    if on:
        return on[0]
    over = [pair for pair in matches if pair[0].phase == "over"]
    return max(over, key=lambda pair: by_day(pair[0]), default=(None, None))[1]


def _with_mark(
    pick: Pick, values: Mapping[str, Any], as_of: AsOf, picks: Picks, *, undo: bool
) -> Pick:
    """The pick as done, with values added to its own; with `undo` as not done.

    It gets the time only with values, since milipol 2.0 does not know the time. Raises BadInput
    for an edition or a day. `picks` are all, for the id of a new follow-up.
    """
    if pick.is_of_days:
        raise BadInput(f"{pick.id}: is an edition or a day, and cannot be marked as done")
    if undo:
        return replace(pick, done=False, done_at=None)
    if not values:
        return replace(pick, done=True)
    added, of_follow_up = changes.split_values(values)
    added["met"] = tuple(dict.fromkeys((*pick.met, *added.get("met", ()))))
    if pick.note not in (None, added.get("note", pick.note)):
        added["note"] = f"{with_full_stop(pick.note)} {added['note']}"
    # As of a date, its midnight without an offset.
    now = as_of.moment or dt.datetime.combine(as_of.reader_day, dt.time())
    done_at = pick.done_at or now.replace(second=0, microsecond=0)
    marked = replace(pick, **added, done=True, done_at=done_at)
    return changes.with_follow_up(marked, of_follow_up, picks, adds=True)
