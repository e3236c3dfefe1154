"""The ids and options that describe picks, and their meaning."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

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
from milipol_cli.commands.agenda.changes import new_picks
from milipol_cli.commands.agenda.changes.pick_times import Clocks, NewTime
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
Place = Annotated[str | None, typer.Option(metavar="TEXT", help="Room, hall or stand.")]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Note to yourself.")]
Met = Annotated[
    list[str] | None,
    typer.Option("--met", metavar="TEXT", help="Person you met, like 'Jo Doe, sales'; repeatable."),
]
FollowUp = Annotated[str | None, typer.Option(metavar="TEXT", help="Task for afterwards.")]
By = Annotated[str | None, typer.Option(metavar="WHEN", help="Due date of the follow-up.")]
Before = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help="Make it a deadline this long before --edition starts, like 8w or 10d."
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
NoAlarm = Annotated[bool, typer.Option("--no-alarm", help="Export without alarms.")]


def company_named(
    name: str | None, edition: EditionAsOf | None, data: Catalog, as_of: AsOf
) -> str | None:
    """The company that --company names, as the exhibitor list of the edition spells it.

    As it is given if it is on no list that is known; None if it is not given.
    """
    if name is None or edition is None:
        return name
    exhibitors = data.exhibitors(edition.id)
    if exhibitors is None or not as_of.knows(exhibitors):
        return name
    listed = company_in(exhibitors.as_of_day(as_of.reader_day), name)
    return name if listed is None else listed.exhibitor.name


def own_kind(name: str) -> OwnKind:
    """The kind of a reader's entry that --kind names."""
    for kind in OWN_KINDS:
        if kind == name:
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(OWN_KINDS)}")


def refuse_unwritable(texts: Mapping[str, str | None]) -> None:
    """Raises BadInput for a text of an option that no agenda file can have."""
    for option, text in texts.items():
        if text is not None and not text.strip():
            raise BadInput(f"{option}: empty; expected a text")
        if text is not None and text != text.encode(errors="ignore").decode():
            raise BadInput(f"{option}: not UTF-8")
        if text is not None and len(text) > MOST_CHARACTERS:
            most = f"expected at most {MOST_CHARACTERS}"
            raise BadInput(f"{option}: {len(text)} characters; {most}")


def visit_values(
    met: Sequence[str] | None, follow_up: str | None, by: str | None, as_of: AsOf
) -> dict[str, Any]:
    """The values of a pick that --met, --follow-up and --by give; "" clears a value.

    An option that is not given (None) gives no value. An empty follow-up clears its
    day, too, unless `by` gives one. Raises BadInput for a text that no agenda file can
    have.
    """
    values: dict[str, Any] = {}
    if met is not None:
        values["met"] = tuple(filter(None, met))
    if follow_up is not None:
        values["follow_up"] = follow_up or None
    if by is not None or follow_up == "":
        day = when.day_named(by, "--by", as_of.reader_day) if by else None
        values["follow_up_by"] = day
    refuse_unwritable({"--follow-up": follow_up or None})
    for person in filter(None, met or ()):
        refuse_unwritable({"--met": person})
    return values


@contextlib.contextmanager
def hint_at_quotes(texts: Mapping[str, str | None]) -> Iterator[None]:
    """Replaces the advice for unknown ids by a hint at quotes, if a text is one word.

    Of `--note ask for prices`, "for" and "prices" are read as ids; the error then says
    `use quotes, like --note "ask ..."`.
    """
    try:
        yield
    except UnknownId as error:
        quoted = [
            f'{option} "{text} ..."' for option, text in texts.items() if text and " " not in text
        ]
        if not quoted:
            raise
        without_advice = re.sub("; see milipol [^;]*", "", str(error))
        hint = f"for a text of several words, use quotes, like {quoted[0]}"
        raise UnknownId(with_consequence(without_advice, hint)) from None


def picks_named(ids: Sequence[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """The picks that ids name, each once; raises UnknownId with all that are wrong.

    At an edition that is over, only a whole id names a session or an exhibitor.
    """
    editions = editions_as_of(data.shows, as_of)
    over = {edition.id for edition in editions if edition.phase == "over"}

    def pick_named(name: str) -> Pick:
        match = data.find(name, as_of, lambda near: bool(edition_of(near, editions)))
        is_short = "/" not in name and "/" in match.id
        if is_short and match.id.partition("/")[0] in over:
            ids = [edition.id for edition in _editions_with(match, data, as_of)]
            raise _error_of_past_id(name, match.id, ids)
        return new_picks.pick_of(match, editions, data)

    picks = options.all_named(ids, pick_named, "added")
    return list({pick.id: pick for pick in picks}.values())


def _editions_with(match: Match, data: Catalog, as_of: AsOf) -> list[EditionAsOf]:
    """The edition of a session, or all editions of an exhibitor, the nearest first."""
    ids = {match.id.partition("/")[0]}
    if match.exhibitor is not None:
        named = data.exhibitors_named(match.exhibitor.key, as_of)
        ids = {choice.id.partition("/")[0] for choice in named}
    editions = [found for found in editions_as_of(data.shows, as_of) if found.id in ids]
    return sorted(editions, key=lambda edition: nearness(edition, as_of))


def _error_of_past_id(name: str, whole_id: str, edition_ids: Sequence[str]) -> UnknownId:
    """The error for a short id that is only at these editions, which are over."""
    names = [*edition_ids[:_MOST_EDITIONS]]
    if more := len(edition_ids) - len(names):
        names.append(f"{more} more")
    are = "is" if len(edition_ids) == 1 else "are"
    return UnknownId(
        f"{name!r} is only at {join_names(names)}, which {are} over; to pick it all the"
        f" same, use its whole id, like {whole_id}"
    )


def with_place(listed: Pick, place: str) -> Pick:
    """A pick of an exhibitor at a place; raises BadInput if its list has a stand."""
    if listed.place is None:
        return msgspec.structs.replace(listed, place=place)
    raise BadInput(f"--place: {listed.id} is at {listed.place}; elsewhere, use --own")


def time_named(
    at: str,
    edition: EditionAsOf | None,
    tz: str | None,
    data: Catalog,
    as_of: AsOf,
    old: Pick | None = None,
) -> tuple[NewTime, Clocks]:
    """The date or time that --at names, in the zone to write it in, and its clocks.

    A time like "15:30" is today, or on the day of the `old` entry if there is one.
    Raises BadInput for a text that names none, and if shows are on in several zones
    where it would be another time.
    """
    shows_on = [edition for edition in editions_as_of(data.shows, as_of) if edition.is_or_may_be_on]
    clocks = _clocks_of_time(edition, tz, shows_on, old)  # mostly one
    clock_by_time: dict[dt.date, ZoneInfo] = {}
    for clock in clocks:
        day = as_of.day_at(clock)
        if old is not None and old.at is not None and when.is_clock_alone(at):
            day = _day_on_clock(old.at, old.zone, edition)
        clock_by_time[when.when_named(at, "--at", day, clock)] = clock
    # On the clocks of several shows, a day or a time with an offset is the same.
    if len(clock_by_time) > 1:
        cities = join_names(sorted({city_at(show, show.zone) for show in shows_on}))
        raise BadInput(
            f"--at {at!r}: shows are on in {cities}; choose one with --edition, or a"
            " time zone with --tz"
        )
    ((day_or_time, clock),) = clock_by_time.items()
    # An agenda file names the zone of a time.
    zone = with_name(clock) if isinstance(day_or_time, dt.datetime) else clock
    return NewTime(day_or_time, zone), Clocks(clocks.get(zone), zone_of(tz))


def _clocks_of_time(
    edition: EditionAsOf | None, tz: str | None, shows_on: Sequence[EditionAsOf], old: Pick | None
) -> dict["ZoneInfo", EditionAsOf | None]:
    """The zones that a time without an offset may be in, each with its edition.

    --tz comes first, then the zone of its edition, of the shows that are on, of the
    `old` entry, and of the system. Only shows that are on may give several.
    """
    if edition is not None and not tz:
        return {edition.zone: edition}
    if tz is not None:
        return {zone_of(tz): edition}
    if shows_on:
        return {show.zone: show for show in shows_on}
    return {(old and old.zone) or system_zone(): None}


def _day_on_clock(
    moment: dt.datetime, zone: "ZoneInfo | None", edition: EditionAsOf | None
) -> dt.date:
    """The day of a time in a zone; on the clock of the new edition, if there is one."""
    assert zone is not None  # every entry with a time has one
    there = zone if edition is None else edition.zone
    return at_in_zone(moment, zone).astimezone(there).date()


def last_day_named(until: str | None, as_of: AsOf) -> dt.date | None:
    """The day that --until names; None without it."""
    if until is None:
        return None
    return when.day_named(until, "--until", as_of.reader_day)


def minutes_named(text: str | None) -> int | None:
    """The minutes that --minutes names: 90, or 8h; None without it."""
    if text is None or not text.endswith(("m", "h", "d")):
        number = "a number of minutes from 1 to 999999, or a time like 8h"
        return options.positive_number(text, "--minutes", number)
    return options.length(text, "--minutes") // dt.timedelta(minutes=1)


def ids_in(picks: Sequence[Pick], names: Sequence[str], as_of: AsOf, verb: str) -> tuple[str, ...]:
    """The ids of the picks that names stand for, each once; see `id_in`.

    The error for several wrong names begins with "nothing" and the verb: "removed".
    """
    named = options.all_named(names, lambda name: id_in(picks, name, as_of), verb)
    return tuple(dict.fromkeys(named))


def id_in(picks: Sequence[Pick], name: str, as_of: AsOf) -> str:
    """The id of the pick that a full id names, the end of one, or a short own id.

    "thales" may name "paris-2025/exhibitors/thales", and "agenda/order" or "order" may
    name "agenda/order-2027-09-30". An end that several have means the session at the
    edition that is on, or at the next or last one. Raises UnknownId with similar ids.
    """
    name = name.casefold()
    ids = [pick.id for pick in picks]
    if name in ids:
        return name
    start_of_own = f"{OWN}{name.removeprefix(OWN)}-"
    meant = _ids_with_end(ids, name, as_of) or [
        pick_id for pick_id in ids if pick_id.startswith(start_of_own)
    ]
    if len(meant) == 1:
        return meant[0]
    if name in items_by_id(picks):
        edit = f'milipol agenda edit {name} --follow-up ""'
        raise UnknownId(f"{name}: a follow-up, not a pick; to take it off: {edit}")
    if name.startswith(FOLLOW_UP):
        raise UnknownId(f"no follow-up {name!r}; see milipol agenda --follow-ups")
    hint = suggestion_text(meant[:3]) or _hint_at_id(ids, name.removeprefix(OWN))
    raise UnknownId(f"no pick {name!r}; {hint or 'see milipol agenda'}")


def _ids_with_end(ids: Iterable[str], end: str, as_of: AsOf) -> list[str]:
    """The ids of sessions, exhibitors or entries with a last part like "thales".

    Of several, only the ids at the edition that is meant; all if the data lacks one.
    """
    with_end = [pick_id for pick_id in ids if pick_id.endswith(f"/{end}")]
    if len(with_end) > 1:
        with contextlib.suppress(MilipolError):
            data = environment.open_quietly()
            matches = [data.find(pick_id, as_of) for pick_id in with_end]
            return [match.id for match in meant_matches(matches, as_of)]
    return with_end


def _hint_at_id(ids: Sequence[str], word: str) -> str | None:
    """The ids that a word begins, or else similar ones, as a hint; None without any.

    A word is compared with whole ids and with their last parts. Entries have only the
    last part, since all of them begin with "agenda/".
    """
    id_by_name = {pick_id.rpartition("/")[2]: pick_id for pick_id in ids}
    id_by_name |= {pick_id: pick_id for pick_id in ids if not pick_id.startswith(OWN)}
    longer_names = [name for name in id_by_name if word and name.startswith(word)]
    begun_ids = list(dict.fromkeys(id_by_name[name] for name in longer_names))
    return suggestion_text(begun_ids[:3]) or did_you_mean(word, id_by_name)
