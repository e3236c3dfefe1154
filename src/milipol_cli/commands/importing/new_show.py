"""The edition that a file is imported for, and the show that is added for it."""

import datetime as dt
import re
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base.errors import BadInput, InvalidData, did_you_mean
from milipol_cli.base.folding import slug
from milipol_cli.base.toml_values import toml_text
from milipol_cli.imports import flow
from milipol_cli.imports.formats import Imported
from milipol_cli.imports.texts import code_of
from milipol_cli.look.words.dates import day_plain, join_names
from milipol_cli.network.countries import countries
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.data import show_name
from milipol_cli.network.load.integrity import reserved_names, show_errors
from milipol_cli.network.model.dates import MOST_DAYS, Dates, reach
from milipol_cli.network.model.record import Record, ShowId
from milipol_cli.network.model.shows import Edition, Notice, Show, ShowFile, Venue

_REVIEWED = re.compile(r"^(reviewed\s*=\s*)(\d{4}-\d{2}-\d{2})", re.MULTILINE)

# The options about a new show, by their fields.
_NEEDED = {"name": "--name", "city": "--city", "country_code": "--country"}
_OPTIONS = {**_NEEDED, "zone": "--zone"}  # which a file may name


class NewShow(Record, frozen=True, kw_only=True):
    """A show as options describe it, with None for what they leave out."""

    id: str
    name: str | None
    city: str | None
    country_code: str | None
    zone: ZoneInfo | None
    start: dt.date | None


def country_named(name: str) -> str:
    """The code of a country by its name or code; raises BadInput."""
    code = code_of(name)
    if code in countries():
        return code
    names = {name.casefold(): name for name in countries().values()}
    hint = did_you_mean(name.casefold(), names) or "expected a code like FR (ISO 3166)"
    raise BadInput(f"--country {name!r}: no such country; {hint}")


class Target(NamedTuple):
    """An edition with its zone, days and organiser, or the name of a new show.

    `advice` is what to do if the programme is on other days. `show_text` is the new
    text of its show.toml if that changes, `days_before` are those it had if it moved.
    """

    edition: str
    zone: ZoneInfo
    first: dt.date
    last: dt.date
    organiser: str
    advice: str = ""
    show_text: str | None = None
    days_before: Dates | None = None


def target_named(edition: EditionAsOf) -> Target:
    """The edition that `--edition` names, with its days."""
    show = edition.show
    advice = f"if it moved, add a notice with its days to {show_name(show.id)}"
    if _has_imported_days(edition.record):
        instead = f"write --new-show {show.id} instead of --edition"
        advice = f"to use the days of the file, {instead}"
    days = reach(edition.dates)
    return Target(edition.id, edition.zone, *days, show.organiser or show.name, advice)


def known_show(data: Catalog, show: NewShow, root: Path) -> tuple[ShowFile | None, str]:
    """The show that an earlier import added, and the text of its file, if any."""
    try:
        msgspec.convert(show.id, ShowId)
        if any(reserved_names((), show.id)):
            raise msgspec.ValidationError
    except msgspec.ValidationError:
        raise BadInput(
            f"--new-show {show.id!r}: expected an id of at most 40 lowercase letters,"
            " digits and hyphens that is not 'agenda' and does not end in a year"
        ) from None
    known, text = flow.contents(
        root / show_name(show.id), ShowFile, lambda file: show_errors(file, show.id)
    )
    if known is None:
        if any(show.id in (f.show.id, *f.show.aliases) for f in data.shows):
            raise BadInput(
                f"--new-show {show.id!r}: this show is known already; use --edition"
            )
        missing = [_NEEDED[f] for f in _NEEDED if getattr(show, f) is None]
        if missing:
            raise BadInput(
                f"--new-show {show.id!r}: {join_names(missing)} missing; --zone is"
                " needed, too, unless the file names its time zone"
            )
        return None, ""
    for field, option in _OPTIONS.items():
        value, held = getattr(show, field), getattr(known.show, field)
        if value is not None and value != held:
            raise BadInput(
                f"{option} {str(value)!r}: {show_name(show.id)} has {str(held)!r};"
                " change it there, or leave the option out"
            )
    return known, text


def target_of(
    imported: Imported,
    show: NewShow,
    known: ShowFile | None,
    text: str,
    day: dt.date,
    file: str,
) -> Target:
    """The edition from the first to the last day of a file.

    An edition that was given days by hand keeps them, too. `known` and `text` are the
    show that an earlier import added. Raises InvalidData or BadInput.
    """
    days = imported.days
    if not days:
        raise InvalidData(f"{file}: no session has a date, so there is no edition")
    zone = show.zone or imported.zone if known is None else known.show.zone
    organiser = known and (known.show.organiser or known.show.name)
    if zone is None:
        raise BadInput(f"{file}: no time zone in the file; add --zone")
    first, last = days[0], days[-1]
    if (last - first).days >= MOST_DAYS:  # `milipol check` warns about it, too
        places = {s.date: s.place for s in reversed(imported.sessions)}
        ends = (f"{day_plain(day)} ({places[day]})" for day in (first, last))
        raise InvalidData(
            f"{file}: sessions from {' to '.join(ends)}; expected an edition of at most"
            f" {MOST_DAYS} days; leave only its sessions in the file"
        )
    edition_id = f"{show.id}-{first.year}"
    target = Target(edition_id, zone, first, last, organiser or str(show.name))
    if known is None:
        about = f"# milipol import made this file for {flow.shown_name(file)};"
        tables = toml_text(_show_file(show, target, day))
        return target._replace(show_text=f"{about} it is yours to change.\n{tables}")
    edition = next((e for e in known.edition if e.id == target.edition), None)
    notice = _notice(target, day)
    if edition is None:
        edition = Edition(id=target.edition, notice=(notice,))
        return target._replace(show_text=_longer(text, "edition", edition, day))
    dated = [notice.dates for notice in edition.notice if notice.dates is not None]
    before = reach(dated[-1])
    if not _has_imported_days(edition):
        target = target._replace(first=min(before[0], first), last=max(before[1], last))
    if (target.first, target.last) == before:
        return target
    if edition is not known.edition[-1]:  # only that is at the end of the file
        raise InvalidData(
            f"{file}: {target.edition} has other days now; add a notice with them to"
            " its show.toml"
        )
    # Notices are in the order in which they were known.
    known_by = max(edition.notice[-1].day_known, notice.day_known)
    notice = msgspec.structs.replace(_notice(target, day), known_by=known_by)
    longer = _longer(text, "edition.notice", notice, day)
    return target._replace(show_text=longer, days_before=dated[-1])


def _longer(text: str, header: str, added: Record, day: dt.date) -> str:
    """A show.toml with a table at its end, reviewed on a day if that is later."""
    text = _REVIEWED.sub(lambda match: max(match[0], f"{match[1]}{day}"), text, count=1)
    table = toml_text(added, f"{header}.")
    return f"{text.rstrip()}\n\n[[{header}]]\n{table}"


def source_id(edition_id: str) -> str:
    """The id of the source that the imported programme of an edition cites."""
    return f"{edition_id}-programme"


def _has_imported_days(edition: Edition) -> bool:
    dated = [notice for notice in edition.notice if notice.dates is not None]
    return dated[-1].source == (source_id(edition.id),)


def _notice(target: Target, day: dt.date, venue: str | None = None) -> Notice:
    """The days of an edition, known on a day or, years later, when it began."""
    return Notice(
        start=target.first,
        end=target.last,
        status="announced",
        known_by=min(day, target.first),
        venue=venue,
        source=(source_id(target.edition),),
    )


def _show_file(show: NewShow, target: Target, day: dt.date) -> ShowFile:
    assert show.name and show.city and show.country_code  # noqa: PT018  checked before
    place: dict[str, Any] = {
        "city": show.city,
        "country": countries()[show.country_code],
        "country_code": show.country_code,
        "zone": target.zone,
        "source": (source_id(target.edition),),
    }
    venue = Venue(id=slug(show.city), **place)
    notice = _notice(target, day, venue.id)
    return ShowFile(
        show=Show(id=show.id, name=show.name, reviewed=day, **place),
        venue=(venue,),
        edition=(Edition(id=target.edition, notice=(notice,)),),
    )
