"""The ids and options that describe picks, and their meaning."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
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
        autocompletion=lambda incomplete: [
            k for k in OWN_KINDS if k.startswith(incomplete)
        ],
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
    typer.Option(
        "--met",
        metavar="TEXT",
        help="Person you met, like 'Jo Doe, sales'; repeatable.",
    ),
]
FollowUp = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Task for afterwards.")
]
By = Annotated[
    str | None, typer.Option(metavar="WHEN", help="Due date of the follow-up.")
]
Before = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="Make it a deadline this long before --edition starts, like 8w or 10d.",
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
    """The company that --company names, as the list of its edition has it, if it is."""
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
    """The values of a pick that --met, --follow-up and --by name; "" clears one."""
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
    """Adds to the error of unknown ids which text may have lost its other words.

    Without quotes, all words of a text but the first are read as ids.
    """
    try:
        yield
    except UnknownId as error:
        words = [
            f'{option} "{text} ..."'
            for option, text in texts.items()
            if text and " " not in text
        ]
        if not words:
            raise
        unknown = re.sub("; see milipol [^;]*", "", str(error))
        hint = f"for a text of several words, use quotes, like {words[0]}"
        raise UnknownId(with_consequence(unknown, hint)) from None


def picks_named(ids: Sequence[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """The picks that ids name, each once; raises UnknownId with all that are wrong.

    A short id is never of an edition that is over, which has a whole id.
    """
    editions = editions_as_of(data.shows, as_of)
    over = {edition.id for edition in editions if edition.phase == "over"}

    def pick_named(name: str) -> Pick:
        match = data.find(name, as_of, lambda near: bool(edition_of(near, editions)))
        if "/" not in name and "/" in match.id and match.id.partition("/")[0] in over:
            raise _error_of_past_id(name, match, editions, data, as_of)
        return new_picks.pick_of(match, editions, data)

    picks = options.all_named(ids, pick_named, "added")
    return list({pick.id: pick for pick in picks}.values())


def _error_of_past_id(
    name: str, match: Match, editions: Sequence[EditionAsOf], data: Catalog, as_of: AsOf
) -> UnknownId:
    """The error for a short id that is only at editions that are over.

    A session is at one; for an exhibitor it names all, the last first.
    """
    ids = {match.id.partition("/")[0]}
    if match.exhibitor is not None:
        named = data.exhibitors_named(match.exhibitor.key, as_of)
        ids = {choice.id.partition("/")[0] for choice in named}
    named_editions = [edition for edition in editions if edition.id in ids]
    named_editions.sort(key=lambda edition: nearness(edition, as_of))
    names = [edition.id for edition in named_editions[:_MOST_EDITIONS]]
    if more := len(named_editions) - len(names):
        names.append(f"{more} more")
    where = join_names(names)
    is_one = len(named_editions) == 1
    over = f"{where}, which is over" if is_one else f"{where}, which are over"
    return UnknownId(
        f"{name!r} is only at {over}; for a past one, use its whole id, like {match.id}"
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

    Without an offset, a time is in the zone of the first of these that there is: --tz,
    its edition, the shows that are on, the `old` entry, the system. A time alone is on
    the day of the old entry, or else today.
    """
    on = [
        running
        for running in editions_as_of(data.shows, as_of)
        if running.is_or_may_be_on
    ]
    clocks: dict[ZoneInfo, EditionAsOf | None] = {
        running.zone: running for running in on
    }
    if tz is not None or edition is not None:
        clocks = {zone_of(tz) if edition is None or tz else edition.zone: edition}
    elif not clocks:
        clocks = {(old and old.zone) or system_zone(): None}
    readings = {}
    for clock in clocks:
        today = as_of.day_at(clock)
        if old is not None and old.at is not None and when.is_clock_alone(at):
            assert old.zone is not None  # it has one with `at`
            shown = old.zone if edition is None else edition.zone
            today = at_in_zone(old.at, old.zone).astimezone(shown).date()
        named = when.when_named(at, "--at", today, clock)
        readings[named] = clock
    if len(readings) > 1:
        cities = join_names(sorted({city_at(running, running.zone) for running in on}))
        raise BadInput(
            f"--at {at!r}: shows are on in {cities}; choose one with --edition, or a"
            " time zone with --tz"
        )
    ((named, clock),) = readings.items()
    zone = with_name(clock) if isinstance(named, dt.datetime) else clock
    clocks_shown = Clocks(clocks.get(zone), zone_of(tz))
    return NewTime(named, zone), clocks_shown


def last_day(until: str | None, as_of: AsOf) -> dt.date | None:
    """The day that --until names."""
    if until is None:
        return None
    return when.day_named(until, "--until", as_of.reader_day)


def length(text: str | None) -> int | None:
    """The minutes that --minutes names: 90, or 8h."""
    if text is None or not text.endswith(("m", "h", "d")):
        number = "a number of minutes from 1 to 999999, or a time like 8h"
        return options.positive_number(text, "--minutes", number)
    return options.length(text, "--minutes") // dt.timedelta(minutes=1)


def ids_in(
    picks: Sequence[Pick], names: Sequence[str], as_of: AsOf, verb: str
) -> tuple[str, ...]:
    """The ids of the picks that names stand for, each once; see `id_in`."""
    named = options.all_named(names, lambda name: id_in(picks, name, as_of), verb)
    return tuple(dict.fromkeys(named))


def id_in(picks: Sequence[Pick], name: str, as_of: AsOf) -> str:
    """The id of the pick that a full id names, the end of one, or a short own id.

    An end that several have means the session at the edition that is on, or at the
    next or last one. Raises UnknownId with the nearest ids.
    """
    name = name.casefold()
    ids = [pick.id for pick in picks]
    if name in ids:
        return name
    own = f"{OWN}{name.removeprefix(OWN)}"
    near = [pick_id for pick_id in ids if pick_id.endswith(f"/{name}")]
    if len(near) > 1:
        # All of them if the data lacks any.
        with contextlib.suppress(MilipolError):
            data = environment.open_quietly()
            matches = [data.find(pick_id, as_of) for pick_id in near]
            near = [match.id for match in meant_matches(matches, as_of)]
    near = near or [pick_id for pick_id in ids if pick_id.startswith(f"{own}-")]
    if len(near) == 1:
        return near[0]
    # What all the reader's entries begin with would make them look alike.
    id_by_name = {pick_id.rpartition("/")[2]: pick_id for pick_id in ids}
    id_by_name |= {pick_id: pick_id for pick_id in ids if not pick_id.startswith(OWN)}
    word = name.removeprefix(OWN)
    near = near or [
        *{id_by_name[key]: None for key in id_by_name if word and key.startswith(word)}
    ]
    hint = suggestion_text(near[:3]) or did_you_mean(word, id_by_name)
    if name in items_by_id(picks):
        edit = f'milipol agenda edit {name} --follow-up ""'
        raise UnknownId(f"{name}: a follow-up, not a pick; to take it off: {edit}")
    if name.startswith(FOLLOW_UP):
        raise UnknownId(f"no follow-up {name!r}; see milipol agenda --follow-ups")
    raise UnknownId(f"no pick {name!r}; {hint or 'see milipol agenda'}")
