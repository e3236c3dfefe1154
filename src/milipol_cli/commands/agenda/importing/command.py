"""`milipol agenda import`."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Annotated

import msgspec
import typer

from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.agenda import agenda_file, open_agenda
from milipol_cli.commands.agenda import new_picks, pick_options, time_options
from milipol_cli.commands.agenda.importing.file import (
    EditionDays,
    ImportedFile,
    ImportOptions,
    bytes_from,
    contents_of_file,
)
from milipol_cli.commands.agenda.importing.plan import entries_of_plan
from milipol_cli.commands.agenda.left_out import LeftOut
from milipol_cli.commands.agenda.outcome import Outcome, outcome_of
from milipol_cli.commands.agenda.pick_edits import pick_after_event
from milipol_cli.ics.events import UID_END
from milipol_cli.look import output
from milipol_cli.look.words.editions import venue_address
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import EditionAsOf, editions_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.dates import ONE_DAY
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks.as_of import identity
from milipol_cli.picks.write import open_to_change

# The edition that an event of milipol is of, in its UID.
_EDITION_IN_UID = re.compile(
    rb"^UID:([a-z0-9-]+-[0-9]{4})(?:/[a-z0-9/-]*)?" + UID_END.encode(), re.MULTILINE
)

app = options.command()

HELP = """Add picks from a file or stdin: a calendar (.ics), whose events become your
    own entries unless milipol wrote them; ids, one per line, or a CSV with an ID
    column; a plan, which is a CSV with Title, Date or Before (8w), Kind and Note; or
    another agenda.toml. Events on the days of a show on your agenda, or of --edition,
    are kept in its time zone. If you import a calendar again, entries follow their
    events; your other picks stay as they are.

    \b
      milipol agenda import picks.txt
      milipol agenda import invitation.ics --dry-run
      milipol agenda import outlook.ics --edition paris-2027
      milipol agenda import plan.csv --edition paris-2027
      milipol exhibitors match accounts.csv -o matched.csv
      milipol agenda import matched.csv
      milipol agenda share | ssh tablet milipol agenda import -
    """


@app.command(help=HELP)
def import_picks(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The file; - is stdin.")
    ],
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.ids,
            help="Edition of the events or the plan; times are in its time zone.",
        ),
    ] = None,
    kind: pick_options.Kind = None,
    possible: Annotated[
        bool,
        typer.Option(
            "--perhaps", help="Also add possible matches from exhibitors match."
        ),
    ] = False,
    past: Annotated[
        bool,
        typer.Option("--past", help="Also add matches at editions that are over."),
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Encoding of the file, like windows-1252."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be added; add nothing.")
    ] = False,
    change: time_options.Change = time_options.CHANGE,
    quiet: options.Quiet = False,
    json: options.JsonReport = False,
    on: options.On = None,
    tz: options.Tz = None,
) -> None:
    pause = options.length(change, "--change")
    as_of = read_as_of(on, tz)
    raw, source = bytes_from(file)
    data = environment.open_catalog()
    named = None if edition is None else edition_named(edition, data, as_of)
    asked = ImportOptions(
        tz=tz,
        now=as_of.moment or dt.datetime.combine(as_of.reader_day, dt.time(), dt.UTC),
        updated=as_of.reader_day,
        kind=None if kind is None else pick_options.own_kind(kind),
        editions=tuple(_edition_days(named, {*_picked(raw)}, data, as_of)),
        encoding=encoding,
        has_possible=possible,
    )
    contents = contents_of_file(raw, source, asked)
    if contents.plan:
        contents = _with_plan(contents, named, kind, as_of)
    else:
        _refuse_unfit_options(contents, named, kind)
    by_id, unknown = _picks_of(contents, data, as_of)
    all_matched = len(by_id)
    if contents.is_matched and not past:
        by_id = _without_past(by_id, data, as_of)
    over = {"past": all_matched - len(by_id)} if all_matched > len(by_id) else {}

    def with_new(old: Picks) -> Outcome:
        """The picks with what the file adds or moves, and what was left out."""
        current, moved, kept = _with_events_followed(
            old, contents, as_of.reader_day, is_of_kind=kind is not None
        )
        new, known = _without_known(current, [*by_id, *contents.picks])
        picks, ids = new_picks.with_added(current, new)
        answer = outcome_of("import", (*moved, *ids), old, picks, as_of, data, pause)
        return msgspec.structs.replace(
            answer,
            known=tuple(pick_id for pick_id in known if pick_id not in moved),
            left_out=(*_with_ids(contents.left_out, old), *kept, *unknown),
            not_kept={**contents.not_kept, **over},
            series=tuple(contents.series),
            source=file,
            shows_beside=tuple(_shows_beside(answer, contents, data)),
            is_dry_run=dry_run,
            is_plan=bool(contents.plan),
        )

    if dry_run:
        answer = with_new(open_agenda())
    else:
        with open_to_change(agenda_file(), "import") as (old, write):
            answer = with_new(old)
            write(answer.new)
    if json:
        package = "milipol_cli.commands.agenda"
        output.write(answer, "json", lambda: data.sources, None, package)
    else:
        output.write_to_stderr(answer, __package__)


def _with_plan(
    contents: ImportedFile, edition: EditionAsOf | None, kind: str | None, as_of: AsOf
) -> ImportedFile:
    """A plan with the entries of its rows, which belong to an edition."""
    if edition is None:
        raise BadInput("--edition: missing; a plan is for an edition, like paris-2027")
    if kind is not None:
        raise BadInput("--kind: only for a calendar; a plan has a column Kind")
    picks, left_out = entries_of_plan(contents.plan, edition, as_of.reader_day)
    return contents._replace(picks=picks, left_out=left_out)


def _refuse_unfit_options(
    contents: ImportedFile, edition: EditionAsOf | None, kind: str | None
) -> None:
    """Raises BadInput for options of calendars with another file."""
    if contents.is_calendar:
        if edition is not None and days_around(edition) is None:
            raise BadInput(f"--edition {edition.id}: its days are not known")
    elif edition is not None or kind:
        option = "--kind" if edition is None else "--edition"
        raise BadInput(f"{option}: only for a calendar")


def _without_past(picks: list[Pick], data: Catalog, as_of: AsOf) -> list[Pick]:
    """The picks at editions that are not over."""
    editions = editions_as_of(data.shows, as_of)
    over = {edition.id for edition in editions if edition.phase == "over"}
    return [pick for pick in picks if pick.edition_id not in over]


def _picked(raw: bytes) -> Iterator[str]:
    """The ids of editions on the agenda, and of those in a calendar of milipol."""
    yield from (pick.edition_id for pick in open_agenda() if pick.edition_id)
    yield from (name.decode() for name in _EDITION_IN_UID.findall(raw))


def _edition_days(
    named: EditionAsOf | None, picked: Collection[str], data: Catalog, as_of: AsOf
) -> Iterator[EditionDays]:
    """The days of the named edition and of those that are picked and have dates."""
    for edition in editions_as_of(data.shows, as_of):
        is_named = named is not None and edition.id == named.id
        if not (is_named or edition.id in picked):
            continue
        if days := days_around(edition):
            address = venue_address(edition)
            yield EditionDays(edition.id, edition.zone, *days, is_named, address)


def days_around(edition: EditionAsOf) -> tuple[dt.date, dt.date] | None:
    """The day before an edition and the day after it; None if it has no days."""
    start, end = edition.dates.start, edition.dates.end
    if start is None or edition.is_void:
        return None
    return start - ONE_DAY, (end or start) + ONE_DAY


def _shows_beside(
    answer: Outcome, contents: ImportedFile, data: Catalog
) -> Iterator[tuple[EditionAsOf, int]]:
    """Shows to come on whose days entries of a calendar are that belong to none."""
    times = [
        pick.starts
        for pick in answer.picks
        if contents.is_calendar and pick.edition is None and pick.starts is not None
    ]
    for edition in editions_as_of(data.shows, answer.as_of):
        days = None if edition.phase == "over" else days_around(edition)
        if days is not None:
            on_days = [t.astimezone(edition.zone).date() for t in times]
            if number := sum(days[0] <= day <= days[1] for day in on_days):
                yield edition, number


def _picks_of(
    contents: ImportedFile, data: Catalog, as_of: AsOf
) -> tuple[list[Pick], list[LeftOut]]:
    """The picks that the ids name, and which of a calendar are not known."""
    if not (contents.is_calendar or contents.is_table):
        return pick_options.picks_named(contents.ids, data, as_of), []
    # Ids from elsewhere are not looked up, since that takes long for unknown ones.
    ids = {key for key, _ in data.editions()}
    heads = {name.partition("/")[0] for name in contents.ids} & ids
    ids |= {key for head in heads for key, _ in data.parts(head)}
    if contents.is_table:
        ids |= {key for head in heads for key, _ in data.exhibitor_ids(head)}
    editions = editions_as_of(data.shows, as_of)
    picks: list[Pick] = []
    left_out = []
    for name in dict.fromkeys(contents.ids):
        if name not in ids:
            left_out.append(LeftOut(name, "it is not in the data"))
            continue
        try:
            match = data.find(name, as_of)
            picks.append(new_picks.pick_of(match, editions, data))
        except UnknownId:
            left_out.append(LeftOut(name, "nothing was known about it yet"))
    return picks, left_out


def _with_events_followed(
    old: Picks, contents: ImportedFile, updated: dt.date, *, is_of_kind: bool
) -> tuple[Picks, list[str], list[LeftOut]]:
    """An agenda with its entries as their events are now, and the ids that changed.

    Only events of other programs are followed: those of milipol change on the agenda.
    A text that differs from the reader's note is left out, and reported.
    """
    # Of events that share a UID, the first one counts.
    now: dict[str | None, Pick] = {
        pick.uid: pick
        for pick in reversed(contents.picks)
        if pick.uid in contents.foreign
    }
    picks = tuple(
        pick_after_event(pick, now[pick.uid], updated, is_of_kind=is_of_kind)
        if pick.uid in now
        else pick
        for pick in old
    )
    kept = [
        LeftOut(pick.title or pick.id, "its text is not in your note, which is kept")
        for pick in picks
        if pick.uid in now and (now[pick.uid].note or "") not in (pick.note or "")
    ]
    picks_before = {*old}
    return picks, [pick.id for pick in picks if pick not in picks_before], kept


def _with_ids(left_out: Iterable[LeftOut], picks: Iterable[Pick]) -> Iterator[LeftOut]:
    """The omissions; a cancelled event with its pick, if that is on the agenda.

    A date of a series that was cancelled matters only then.
    """
    id_by_key = {pick.key: pick.id for pick in picks}
    for event in left_out:
        if entry := id_by_key.get(event.cancelled or ""):
            remove = f"but still on your agenda: milipol agenda remove {entry}"
            yield event._replace(why=f"{event.why}, {remove}")
        elif not event.is_date:
            yield event


def _without_known(
    old: Iterable[Pick], picks: Iterable[Pick]
) -> tuple[list[Pick], list[str]]:
    """The picks that are not on an agenda yet, each once, and the ids of the others."""
    id_by_key = {key: pick.id for pick in old for key in _keys(pick)}
    new = []
    ids_there = []
    for pick in picks:
        if same := [id_by_key[key] for key in _keys(pick) if key in id_by_key]:
            ids_there.append(same[0])
            continue
        id_by_key |= dict.fromkeys(_keys(pick), pick.id)
        uid = pick.uid or (new_picks.new_uid() if pick.is_entry else None)
        new.append(msgspec.structs.replace(pick, uid=uid))
    return new, ids_there


def _keys(pick: Pick) -> list[object]:
    """The keys that no two picks of an agenda share."""
    keys: list[object] = [] if pick.uid is None else [pick.uid]
    return [*keys, identity(pick) if pick.is_own else pick.id]
