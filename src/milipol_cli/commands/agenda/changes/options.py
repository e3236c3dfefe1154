"""The ids and options that describe picks, and their meaning."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from milipol_cli.base.errors import (
    BadInput,
    MilipolError,
    UnknownId,
    did_you_mean,
    one_of,
    suggestion_text,
    with_consequence,
)
from milipol_cli.cli import completion, environment, options
from milipol_cli.commands.agenda.changes.picks import Clocks, NewTime, pick_of
from milipol_cli.look.words.dates import join_names
from milipol_cli.look.words.programme import city_at
from milipol_cli.network import when
from milipol_cli.network.as_of import AsOf, system_zone, with_name, zone_of
from milipol_cli.network.editions import EditionAsOf, editions_as_of, nearness
from milipol_cli.network.exhibitors import company_in
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of, meant_matches
from milipol_cli.network.model.picks import FOLLOW_UP, OWN, OWN_KINDS, OwnKind, Pick
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.picks.as_of import at_in_zone
from milipol_cli.picks.follow_ups import items_by_id

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

# No more editions are named in an error.
_MOST_EDITIONS = 5

Kind = Annotated[
    str | None,
    typer.Option(
        metavar="KIND",
        autocompletion=lambda incomplete: [k for k in OWN_KINDS if k.startswith(incomplete)],
        help=f"Kind of entry: {', '.join(OWN_KINDS)}.",
    ),
]
Edition = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        autocompletion=completion.ids,
        help="Edition of the entry; without --tz, --at is in its time zone.",
    ),
]
Company = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=completion.companies,
        help="Company of the entry; for an exhibitor, its name or id.",
    ),
]
Before = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help="Make it a deadline this long before --edition starts, like 8w or 10d."
    ),
]
Met = Annotated[
    list[str] | None,
    typer.Option("--met", metavar="TEXT", help="Person you met, like 'Jo Doe, sales'; repeatable."),
]
Place = Annotated[str | None, typer.Option(metavar="TEXT", help="Room, hall or stand.")]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Note to yourself.")]
FollowUp = Annotated[str | None, typer.Option(metavar="TEXT", help="Task for afterwards.")]
By = Annotated[str | None, typer.Option(metavar="WHEN", help="Due date of the follow-up.")]
NoAlarm = Annotated[bool, typer.Option("--no-alarm", help="Export without alarms.")]


def own_kind(name: str) -> OwnKind:
    """The kind of a reader's entry that --kind names."""
    for kind in OWN_KINDS:
        if kind == name:
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(OWN_KINDS)}")


def company_named(
    name: str | None, edition: EditionAsOf | None, data: Catalog, as_of: AsOf
) -> str | None:
    """The company that --company names, as the list of the edition spells it if it is there."""
    exhibitors = None if name is None or edition is None else data.exhibitors(edition.id)
    if name is None or exhibitors is None or not as_of.knows(exhibitors):
        return name
    listed = company_in(exhibitors.as_of_day(as_of.reader_day), name)
    return name if listed is None else listed.exhibitor.name


def refuse_unwritable(texts: Mapping[str, str | None]) -> None:
    """Raises BadInput for a text of an option that no agenda file can have."""
    for option, text in texts.items():
        if text is None:
            continue
        if not text.strip():
            raise BadInput(f"{option}: empty; expected a text")
        if text != text.encode(errors="ignore").decode():
            raise BadInput(f"{option}: not UTF-8")
        if len(text) > MOST_CHARACTERS:
            raise BadInput(f"{option}: {len(text)} characters; expected at most {MOST_CHARACTERS}")


def visit_values(
    met: Sequence[str] | None, follow_up: str | None, by: str | None, as_of: AsOf
) -> dict[str, Any]:
    """The values of a pick that --met, --follow-up and --by give; "" clears a value.

    An empty follow-up clears its day, too, unless `by` gives one. Raises BadInput.
    """
    values: dict[str, Any] = {}
    if met is not None:
        values["met"] = tuple(filter(None, met))
    if follow_up is not None:
        values["follow_up"] = follow_up or None
    if by is not None or follow_up == "":
        values["follow_up_by"] = when.day_named(by, "--by", as_of.reader_day) if by else None
    refuse_unwritable({"--follow-up": follow_up or None})
    for person in filter(None, met or ()):
        refuse_unwritable({"--met": person})
    return values


def minutes_named(text: str | None) -> int | None:
    """The minutes that --minutes names: 90, or 8h; None without it."""
    if text is None or not text.endswith(("m", "h", "d")):
        number = "a number of minutes from 1 to 999999, or a time like 8h"
        return options.positive_number(text, "--minutes", number)
    return options.length(text, "--minutes") // dt.timedelta(minutes=1)


def time_named(
    at: str,
    edition: EditionAsOf | None,
    tz: str | None,
    data: Catalog,
    as_of: AsOf,
    old: Pick | None = None,
) -> tuple[NewTime, Clocks]:
    """The date or time that --at names, in the zone to write it in, and its clocks.

    A time like "15:30" is today, or on the day of the `old` entry if there is one. It is on the
    clock of --tz, or else of the edition, of the shows that are on, of the `old` entry or of the
    system. Raises BadInput if it names no time, or several where shows are on.
    """
    shows_on = [show for show in editions_as_of(data.shows, as_of) if show.is_or_may_be_on]
    clocks: dict[ZoneInfo, EditionAsOf | None]  # mostly one
    if edition is not None and not tz:
        clocks = {edition.zone: edition}
    elif tz is not None:
        clocks = {zone_of(tz): edition}
    else:
        clocks = {show.zone: show for show in shows_on} or {
            (old and old.zone) or system_zone(): None
        }
    clock_by_time: dict[dt.date, ZoneInfo] = {}
    for clock in clocks:
        day = as_of.day_at(clock)
        if old is not None and old.at is not None and when.is_clock_alone(at):
            assert old.zone is not None  # every entry with a time has one
            there = old.zone if edition is None else edition.zone
            day = at_in_zone(old.at, old.zone).astimezone(there).date()
        clock_by_time[when.when_named(at, "--at", day, clock)] = clock
    # On the clocks of several shows, a day or a time with an offset is the same.
    if len(clock_by_time) > 1:
        cities = join_names(sorted({city_at(show, show.zone) for show in shows_on}))
        choose = "choose one with --edition, or a time zone with --tz"
        raise BadInput(f"--at {at!r}: shows are on in {cities}; {choose}")
    ((day_or_time, clock),) = clock_by_time.items()
    # An agenda file names the zone of a time.
    zone = with_name(clock) if isinstance(day_or_time, dt.datetime) else clock
    return NewTime(day_or_time, zone), Clocks(clocks.get(zone), zone_of(tz))


@contextlib.contextmanager
def hint_at_quotes(texts: Mapping[str, str | None]) -> Iterator[None]:
    """Replaces the advice for unknown ids by a hint at quotes, if a text is one word.

    Of `--note ask for prices`, "for" and "prices" are read as ids.
    """
    try:
        yield
    except UnknownId as error:
        words = [(option, text) for option, text in texts.items() if text and " " not in text]
        if not words:
            raise
        option, text = words[0]
        hint = f'for a text of several words, use quotes, like {option} "{text} ..."'
        without_advice = re.sub("; see milipol [^;]*", "", str(error))
        raise UnknownId(with_consequence(without_advice, hint)) from None


def picks_named(ids: Sequence[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """The picks that ids name, each once; raises UnknownId with all that are wrong.

    At an edition that is over, only a whole id names a session or an exhibitor.
    """
    editions = editions_as_of(data.shows, as_of)
    over = {edition.id for edition in editions if edition.phase == "over"}

    def pick_named(name: str) -> Pick:
        match = data.find(name, as_of, lambda near: bool(edition_of(near, editions)))
        if "/" not in name and "/" in match.id and match.id.partition("/")[0] in over:
            raise _error_of_past_id(name, match, editions, data, as_of)
        return pick_of(match, editions, data)

    picks = options.all_named(ids, pick_named, "added")
    return list({pick.id: pick for pick in picks}.values())


def _error_of_past_id(
    name: str, match: Match, editions: Sequence[EditionAsOf], data: Catalog, as_of: AsOf
) -> UnknownId:
    """The error for a short id that is only at editions that are over, the nearest named first."""
    matches = [match]
    if match.exhibitor is not None:
        matches = data.exhibitors_named(match.exhibitor.key, as_of)
    ids = {named.id.partition("/")[0] for named in matches}
    with_it = [edition for edition in editions if edition.id in ids]
    names = [
        edition.id for edition in sorted(with_it, key=lambda edition: nearness(edition, as_of))
    ]
    are = "is" if len(names) == 1 else "are"
    if more := len(names[_MOST_EDITIONS:]):
        names[_MOST_EDITIONS:] = [f"{more} more"]
    whole = f"to pick it all the same, use its whole id, like {match.id}"
    return UnknownId(f"{name!r} is only at {join_names(names)}, which {are} over; {whole}")


def with_place(listed: Pick, place: str) -> Pick:
    """A pick of an exhibitor at a place; raises BadInput if its list has a stand."""
    if listed.place is None:
        return replace(listed, place=place)
    raise BadInput(f"--place: {listed.id} is at {listed.place}; elsewhere, use --own")


def ids_in(picks: Sequence[Pick], names: Sequence[str], as_of: AsOf, verb: str) -> tuple[str, ...]:
    """The ids of the picks that names stand for, each once; see `id_in`.

    The error for several wrong names begins with "nothing" and the verb: "removed".
    """
    named = options.all_named(names, lambda name: id_in(picks, name, as_of), verb)
    return tuple(dict.fromkeys(named))


def id_in(picks: Sequence[Pick], name: str, as_of: AsOf) -> str:
    """The id of the pick that a full id names, the end of one, or a short own id.

    "thales" may name "paris-2025/exhibitors/thales", and "agenda/order" or "order" may name
    "agenda/order-2027-09-30". An end that several have means the session at the edition that is
    on, or at the next or last one. Raises UnknownId with similar ids.
    """
    name = name.casefold()
    ids = [pick.id for pick in picks]
    if name in ids:
        return name
    word = name.removeprefix(OWN)
    meant = [pick_id for pick_id in ids if pick_id.endswith(f"/{name}")]
    if len(meant) > 1:
        with contextlib.suppress(MilipolError):
            data = environment.open_quietly()
            matches = [data.find(pick_id, as_of) for pick_id in meant]
            meant = [match.id for match in meant_matches(matches, as_of)]
    meant = meant or [pick_id for pick_id in ids if pick_id.startswith(f"{OWN}{word}-")]
    if len(meant) == 1:
        return meant[0]
    if name in items_by_id(picks):
        edit = f'milipol agenda edit {name} --follow-up ""'
        raise UnknownId(f"{name}: a follow-up, not a pick; to take it off: {edit}")
    if name.startswith(FOLLOW_UP):
        raise UnknownId(f"no follow-up {name!r}; see milipol agenda --follow-ups")
    # A word may begin whole ids or their last parts, or be like them; all entries begin with
    # "agenda/", so only their last parts count.
    id_by_name = {pick_id.rpartition("/")[2]: pick_id for pick_id in ids}
    id_by_name |= {pick_id: pick_id for pick_id in ids if not pick_id.startswith(OWN)}
    begun = dict.fromkeys(
        id_by_name[longer] for longer in id_by_name if word and longer.startswith(word)
    )
    hint = (
        suggestion_text(meant[:3])
        or suggestion_text([*begun][:3])
        or did_you_mean(word, id_by_name)
    )
    raise UnknownId(f"no pick {name!r}; {hint or 'see milipol agenda'}")
