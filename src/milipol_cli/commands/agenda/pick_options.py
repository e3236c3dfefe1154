"""What the ids and options mean that describe picks."""

import contextlib
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, get_args

import msgspec
import typer

from milipol_cli.base.errors import (
    BadInput,
    MilipolError,
    UnknownId,
    did_you_mean,
    one_of,
    suggest,
)
from milipol_cli.base.folding import fold
from milipol_cli.cli import completion, environment, options
from milipol_cli.commands.agenda import new_picks
from milipol_cli.commands.agenda.pick_times import Clocks, NewTime
from milipol_cli.look.words.dates import join_names
from milipol_cli.look.words.programme import city_at
from milipol_cli.network import when
from milipol_cli.network.as_of import AsOf, system_zone, with_name, zone_of
from milipol_cli.network.editions import EditionAsOf, editions_as_of
from milipol_cli.network.exhibitors import company_in
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.ids import edition_of, meant_matches
from milipol_cli.network.model.picks import OWN, OwnKind, Pick
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.picks import conflicts
from milipol_cli.picks.as_of import at_in_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

CHANGE = f"{conflicts.CHANGE // dt.timedelta(minutes=1)}m"

Change = Annotated[
    str,
    typer.Option(
        metavar="TIME",
        help="Warn if there is less time than this to change rooms.",
    ),
]


_KINDS: tuple[OwnKind, ...] = get_args(OwnKind)

Kind = Annotated[
    str | None,
    typer.Option(
        metavar="KIND",
        autocompletion=lambda incomplete: [
            k for k in _KINDS if k.startswith(incomplete)
        ],
        help=f"{', '.join(_KINDS)}.",
    ),
]
Edition = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        autocompletion=completion.ids,
        help="The edition it belongs to; without --tz, --at is in its time zone.",
    ),
]
Place = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Its room, hall or stand.")
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="A note to yourself.")]
Met = Annotated[
    list[str] | None,
    typer.Option(
        "--met", metavar="TEXT", help="A person, like 'Jo Doe, sales'; repeatable."
    ),
]
FollowUp = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What is to be done afterwards.")
]
By = Annotated[
    str | None, typer.Option(metavar="WHEN", help="The day the follow-up is due.")
]
Before = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="A deadline so long before the first day of --edition, like 8w or 10d.",
    ),
]
Company = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=completion.companies,
        help="The company that it is about; also one that exhibits, by name or id.",
    ),
]
NoAlarm = Annotated[bool, typer.Option("--no-alarm", help="Export it without alarms.")]


def company_named(
    name: str | None, edition: EditionAsOf | None, data: Catalog, as_of: AsOf
) -> str | None:
    """The company that --company names, as the list of its edition has it, if it is."""
    if name is None or edition is None:
        return name
    exhibitors = data.exhibitors(edition.id)
    if exhibitors is None or not as_of.knows(exhibitors):
        return name
    listed = company_in(exhibitors.by(as_of.reader_day), name)
    return name if listed is None else listed.exhibitor.name


def own_kind(name: str) -> OwnKind:
    """The kind of an own entry that --kind names."""
    for kind in _KINDS:
        if kind == name:
            return kind
    raise BadInput(f"--kind {name!r}: no such kind; expected {one_of(_KINDS)}")


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


def picks_named(ids: Sequence[str], data: Catalog, as_of: AsOf) -> list[Pick]:
    """The picks that ids name, each once; raises UnknownId with all that are wrong."""
    editions = editions_as_of(data.shows, as_of)

    def pick_named(name: str) -> Pick:
        match = data.find(name, as_of, lambda near: bool(edition_of(near, editions)))
        return new_picks.pick_of(match, editions, data)

    picks = options.all_named(ids, pick_named, "added")
    return list({pick.id: pick for pick in picks}.values())


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

    Without an offset, a time is on the clock of --tz, else of its edition, else of
    shows that are on, else of the `old` entry, else of the system; a time alone is on
    the day of the old entry, else today.
    """
    on = [each for each in editions_as_of(data.shows, as_of) if each.is_or_may_be_on]
    clocks: dict[ZoneInfo, EditionAsOf | None] = {each.zone: each for each in on}
    if tz is not None or edition is not None:
        clocks = {zone_of(tz) if edition is None or tz else edition.zone: edition}
    elif not clocks:
        clocks = {(old and old.zone) or system_zone(): None}
    readings = {}
    for clock in clocks:
        today = as_of.day_at(clock)
        text = _with_plain_clock(at, today)
        if old is not None and old.at is not None and re.match(r"\d+:\d\d", text):
            assert old.zone is not None  # it has one with `at`
            shown = old.zone if edition is None else edition.zone
            today = at_in_zone(old.at, old.zone).astimezone(shown).date()
        named = when.when_named(text, "--at", today, clock, takes_clock=True)
        readings[named] = clock
    if len(readings) > 1:
        cities = join_names(sorted({city_at(each, each.zone) for each in on}))
        raise BadInput(
            f"--at {at!r}: shows are on in {cities}; name one with --edition, or a time"
            " zone with --tz"
        )
    ((named, clock),) = readings.items()
    zone = with_name(clock) if isinstance(named, dt.datetime) else clock
    clocks_shown = Clocks(clocks.get(zone), zone_of(tz))
    return NewTime(named, zone), clocks_shown


def _with_plain_clock(at: str, today: dt.date) -> str:
    """The text of --at with a time like "9am", "9.30" or "9h30" written as "09:30"."""
    words = at.split()
    if re.search(r"\d:\d\d$", at) or when.day_if_named(at, today) is not None:
        return at
    from milipol_cli.imports.when import time_of_day  # noqa: PLC0415  rare

    for first in range(len(words)):
        day = " ".join(words[:first]).removesuffix(" at")
        clock = fold(" ".join(words[first:]))
        minutes = None if clock.isdecimal() else time_of_day(clock)
        if minutes is None or minutes >= 24 * 60:
            continue
        if not day or when.day_if_named(day, today) is not None:
            return f"{day} {minutes // 60:02}:{minutes % 60:02}".strip()
    return at


def last_day(until: str | None, as_of: AsOf) -> dt.date | None:
    """The day that --until names."""
    if until is None:
        return None
    return when.day_named(until, "--until", as_of.reader_day)


def length(text: str | None) -> int | None:
    """The minutes that --minutes names: 90, or 8h."""
    if text is None or not text.endswith(("m", "h", "d")):
        return options.count(text, "--minutes")
    return options.length(text, "--minutes") // dt.timedelta(minutes=1)


def ids_in(
    picks: Sequence[Pick], names: Sequence[str], as_of: AsOf, verb: str
) -> tuple[str, ...]:
    """The ids of the picks that names stand for, each once; see `id_in`."""
    named = options.all_named(names, lambda name: id_in(picks, name, as_of), verb)
    return tuple(dict.fromkeys(named))


def id_in(picks: Sequence[Pick], name: str, as_of: AsOf) -> str:
    """The id of the pick that a full id names, the end of one, or a short own id.

    An end that several have means the session of the edition that is on, else of the
    next one, else of the last. Raises UnknownId with the nearest ids.
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
    # What all own entries begin with would make them look alike.
    known = {pick_id.rpartition("/")[2]: pick_id for pick_id in ids}
    known |= {pick_id: pick_id for pick_id in ids if not pick_id.startswith(OWN)}
    word = name.removeprefix(OWN)
    near = near or [
        *{known[key]: None for key in known if word and key.startswith(word)}
    ]
    hint = suggest(near[:3]) or did_you_mean(word, known)
    raise UnknownId(f"no pick {name!r}; {hint or 'see milipol agenda'}")
