"""`milipol agenda done`."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import msgspec
import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.base.folding import slug
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import agenda_file, done_ids
from milipol_cli.commands.agenda.changes import follow_up_edits, pick_options
from milipol_cli.commands.agenda.changes.new_picks import pick_of
from milipol_cli.commands.agenda.changes.outcome import outcome_of
from milipol_cli.commands.agenda.changes.outcome_lines import print_outcome
from milipol_cli.commands.agenda.query import agenda
from milipol_cli.look.words.dates import day_plain, with_full_stop
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import by_day, edition_as_of, editions_as_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.model.exhibitor_ids import key_in
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.network.when import day_named
from milipol_cli.picks.follow_ups import items_by_id
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


@app.command(help=HELP)
def done(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            autocompletion=done_ids,
            help="Ids of picks or follow-ups on your agenda, or of exhibitors.",
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Mark all sessions, meetings and meals of this day."),
    ] = None,
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
    given = any(value is not None for value in (note, met, follow_up, by))
    if undo and given:
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
    with open_to_change(path, "done") as (old, write):
        names = ids or []
        if asked_day is not None:
            names = [*_ids_on(asked_day, old, data, as_of, undo=undo)]
        person = met[0] if met else None
        texts = {"--note": note, "--met": person, "--follow-up": follow_up}
        with pick_options.hint_at_quotes(texts if len(names) > 1 else {}):
            marked = _mark_done(old, names, values, data, as_of, undo=undo)
        write(marked.after)
    if asked_day is not None and not marked.ids and not json:
        state = "not done" if undo else "done"
        streams.report([f"Nothing to mark as {state} on {day_plain(asked_day)}."])
        return
    answer = outcome_of("done", marked.ids, marked.before, marked.after, as_of, data)
    answer = msgspec.structs.replace(answer, items=marked.items, new_visits=marked.new_visits)
    print_outcome(answer, json=json)


class _Marked(NamedTuple):
    """The ids of the picks and follow-ups (`items`) that are marked, and all picks.

    New visits are in `before`, too, so that the notes on them are reported as changes.
    """

    ids: tuple[str, ...]
    items: tuple[str, ...]
    new_visits: tuple[str, ...]
    before: Picks
    after: Picks


def _mark_done(
    old: Picks,
    names: Sequence[str],
    values: Mapping[str, Any],
    data: Catalog,
    as_of: AsOf,
    *,
    undo: bool,
) -> _Marked:
    """Marks the picks and follow-ups with these names as done, or not with `undo`.

    Picks get the values. An exhibitor that was not picked is added as a visit. Raises
    BadInput for values of a follow-up, which is only done or not.
    """
    item_ids = _items_named(old, names)
    if item_ids and values:
        raise BadInput(f"{item_ids[0]}: is a follow-up; use agenda edit for its text or day")
    names_of_picks = [name for name in names if not follow_up_edits.follow_up_named(old, name)]
    new_visits = _visits_named(old, names_of_picks, data, as_of, undo=undo)
    before = (*old, *new_visits)
    state = "not done" if undo else "done"
    ids = pick_options.ids_in(before, names_of_picks, as_of, f"marked as {state}")
    marked: Picks = before
    for pick_id in ids:
        marked = _with_marked(marked, pick_id, values, as_of, undo=undo)
    after = _with_items_done(marked, item_ids, None if undo else as_of.reader_day)
    new_ids = tuple(visit.id for visit in new_visits)
    return _Marked(ids, item_ids, new_ids, before, after)


def _ids_on(day: dt.date, picks: Picks, data: Catalog, as_of: AsOf, *, undo: bool) -> Iterable[str]:
    """The ids of picks on a day that can be marked as done, with `undo` as not done.

    Cancelled and postponed picks, deadlines, journeys, visits and whole days cannot.
    """
    for pick in agenda(picks, data, as_of).picks:
        record = pick.pick
        is_attended = not (record.is_of_days or record.is_visit or record.is_errand)
        is_off = pick.has("cancelled", "postponed", "gone")
        if pick.first == day and is_attended and not is_off and record.done == undo:
            yield pick.id


def _items_named(picks: Picks, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the follow-ups among the names, each once."""
    named = (follow_up_edits.follow_up_named(picks, name) for name in names)
    return tuple(dict.fromkeys(found[1].id for found in named if found))


def _visits_named(
    picks: Picks, names: Iterable[str], data: Catalog, as_of: AsOf, *, undo: bool
) -> list[Pick]:
    """A visit to each exhibitor that is named and was not picked; with `undo`, none.

    A short id means the exhibitor at the edition that is on, or else at the last one.
    """
    editions = editions_as_of(data.shows, as_of)
    visits: dict[str, Pick] = {}
    for name in () if undo else names:
        try:
            pick_options.id_in(picks, name, as_of)
        except UnknownId:
            match = _exhibitor_named(name, data, as_of)
            if match is not None:
                visits[match.id] = pick_of(match, editions, data)
    return list(visits.values())


def _exhibitor_named(name: str, data: Catalog, as_of: AsOf) -> Match | None:
    """The exhibitor of a whole or a short id at the show that is on, or was last.

    None if nobody has the short id there. Raises BadInput if several shows are on that
    have it. A company's name with spaces finds it, too, so that its id is suggested.
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
        ids = ", ".join(match.id for match in on)
        raise BadInput(f"{name!r} is ambiguous: {ids}")
    if on:
        return on[0]
    over = [pair for pair in matches if pair[0].phase == "over"]
    _, last = max(over, key=lambda pair: by_day(pair[0]), default=(None, None))
    return last


def _with_marked(
    picks: Picks, pick_id: str, values: Mapping[str, Any], as_of: AsOf, *, undo: bool
) -> Picks:
    """The picks with the pick of this id marked."""
    return tuple(
        _with_mark(pick, values, as_of, picks, undo=undo) if pick.id == pick_id else pick
        for pick in picks
    )


def _with_items_done(picks: Picks, ids: Iterable[str], day: dt.date | None) -> Picks:
    """The picks with these follow-ups done on a day; open again if that is None."""
    for item_id in ids:
        owner, item = items_by_id(picks)[item_id]
        new_owner = follow_up_edits.with_done_item(owner, item, day)
        picks = tuple(new_owner if pick.id == owner.id else pick for pick in picks)
    return picks


def _with_mark(
    pick: Pick, values: Mapping[str, Any], as_of: AsOf, picks: Picks, *, undo: bool
) -> Pick:
    """The pick as done, with values added to its own; with `undo` as not done.

    It gets the time only with values, since milipol 2.0 does not know the time. Raises
    BadInput for an edition or a day. `picks` are all, for the id of a new follow-up.
    """
    if pick.is_of_days:
        raise BadInput(f"{pick.id}: is an edition or a day, and cannot be marked as done")
    if undo:
        return msgspec.structs.replace(pick, done=False, done_at=None)
    if not values:
        return msgspec.structs.replace(pick, done=True)
    notes, of_follow_up = follow_up_edits.split_values(values)
    done_at = pick.done_at or _minute_of(as_of)
    with_notes = msgspec.structs.replace(
        pick, **_added_notes(pick, notes), done=True, done_at=done_at
    )
    return follow_up_edits.with_follow_up(with_notes, of_follow_up, picks, adds=True)


def _minute_of(as_of: AsOf) -> dt.datetime:
    """The minute that it is now; as of a date, its midnight without an offset."""
    moment = as_of.moment or dt.datetime.combine(as_of.reader_day, dt.time())
    return moment.replace(second=0, microsecond=0)


def _added_notes(pick: Pick, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the note and the people after those that the pick has already.

    A note that it has, and people that it has, are not added again.
    """
    people = dict.fromkeys((*pick.met, *values.get("met", ())))
    added = {**values, "met": tuple(people)}
    if pick.note not in (None, values.get("note", pick.note)):
        added["note"] = f"{with_full_stop(pick.note)} {values['note']}"
    return added
