"""The edition that a file is imported for, and the show that is added for it."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import BadInput, InvalidData, did_you_mean
from milipol_cli.folding import slug
from milipol_cli.import_flow import shown_name
from milipol_cli.importing.country_names import code_of
from milipol_cli.importing.sessions import Imported
from milipol_cli.look.words.dates import day_plain, joined
from milipol_cli.network.countries import countries
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog, needed
from milipol_cli.network.load.data import show_name
from milipol_cli.network.model.dates import MOST_DAYS, Dates, reach
from milipol_cli.network.model.kinds import ShowId
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import Edition, ShowFile
from milipol_cli.toml_values import toml_value

# The options about a new show, by their fields.
_OPTIONS = {
    "name": "--name",
    "city": "--city",
    "country_code": "--country",
    "zone": "--zone",
}


class NewShow(Record, frozen=True, kw_only=True):
    """A show as options describe it, with None for what they leave out.

    Without `zone`, that of the file is meant. `start` is its first day, for files that
    do not name days.
    """

    id: str
    name: str | None
    city: str | None
    country_code: str | None
    zone: ZoneInfo | None
    start: dt.date | None


def country_named(name: str) -> str:
    """The code of a country by its name or code; raises BadInput."""
    code = code_of(name)
    if code is None or code not in countries():
        names = {name.casefold(): name for name in countries().values()}
        near = did_you_mean(name.casefold(), names)
        hint = near or "expected a code like FR (ISO 3166)"
        raise BadInput(f"--country {name!r}: no such country; {hint}")
    return code


class Target(NamedTuple):
    """An edition with its zone, days and `organiser`, or the name of a new show.

    `advice` is what to do if the programme is on other days.
    """

    edition: str
    zone: ZoneInfo
    first: dt.date
    last: dt.date
    organiser: str
    advice: str = ""

    @property
    def source(self) -> str:
        """The id of the source that its imported programme cites."""
        return _source(self.edition)


class ShowChange(NamedTuple):
    """What is added to a show.toml: a text at the end of the one that is there.

    `days_before` are those of the edition if it has other days now.
    """

    text: str
    is_new: bool
    days_before: Dates | None = None


def target_named(edition: EditionAsOf) -> Target:
    """The edition that `--edition` names, with its days."""
    show = edition.show
    if _has_imported_days(edition.record):
        instead = f"write --new-show {show.id} instead of --edition"
        advice = f"to use the days of the file, {instead}"
    else:
        advice = f"if it moved, add a notice with its days to {show_name(show.id)}"
    days = reach(edition.dates)
    return Target(edition.id, edition.zone, *days, show.organiser or show.name, advice)


def known_show(data: Catalog, show: NewShow, *, has_file: bool) -> ShowFile | None:
    """The show that an earlier import added; None if it is new.

    `has_file` is whether its file is in the data folder that is written. Raises
    BadInput if another show has the id, if options differ from a known show, or lack
    for a new one.
    """
    known = next((file for file in data.shows if file.show.id == show.id), None)
    taken = any(show.id in file.show.aliases for file in data.shows)
    if taken or (known is not None and not has_file):
        raise BadInput(
            f"--new-show {show.id!r}: this show is known already; use --edition"
        )
    if known is None:
        _check_new(show)
        return None
    for field, option in _OPTIONS.items():
        value, held = getattr(show, field), getattr(known.show, field)
        if value is not None and value != held:
            raise BadInput(
                f"{option} {str(value)!r}: {show_name(show.id)} has {str(held)!r};"
                " change it there, or leave the option out"
            )
    return known


def _check_new(show: NewShow) -> None:
    """Raises BadInput for a wrong id, or if options lack that a new show needs."""
    try:
        msgspec.convert(show.id, ShowId)
    except msgspec.ValidationError:
        raise BadInput(
            f"--new-show {show.id!r}: expected an id of at most 40 lowercase letters,"
            " digits and hyphens"
        ) from None
    for finding in needed.reserved(("show", "id"), show.id):
        raise BadInput(f"--new-show {show.id!r}: expected {finding.expected}")
    missing = [
        option
        for field, option in _OPTIONS.items()
        if field != "zone" and getattr(show, field) is None
    ]
    if missing:
        zone = "" if show.zone else ", and --zone unless the file names its time zone"
        raise BadInput(f"--new-show {show.id!r}: {joined(missing)} missing{zone}")


def target_of(
    imported: Imported, show: NewShow, known: ShowFile | None, day: dt.date, file: str
) -> tuple[Target, ShowChange | None]:
    """The edition from the first to the last day of a file, and how the show changes.

    An edition that was given days by hand keeps them, too. `known` is the show that an
    earlier import added, if any. Raises InvalidData for a file without days or with
    days too far apart, and BadInput without a zone.
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
            f" {MOST_DAYS} days"
        )
    edition_id = f"{show.id}-{first.year}"
    target = Target(edition_id, zone, first, last, organiser or str(show.name))
    if known is None:
        text = _show_text(show, target, day, shown_name(file))
        return target, ShowChange(text, is_new=True)
    edition = next((e for e in known.edition if e.id == target.edition), None)
    if edition is None:
        return target, ShowChange(f"\n{_edition_text(target, day)}", is_new=False)
    dated = [notice.dates for notice in edition.notice if notice.dates is not None]
    before = reach(dated[-1])
    if not _has_imported_days(edition):
        target = target._replace(first=min(before[0], first), last=max(before[1], last))
    if (target.first, target.last) == before:
        return target, None
    if edition is not known.edition[-1]:  # only that is at the end of the file
        raise InvalidData(
            f"{file}: {target.edition} has other days now; add a notice with them to"
            " its show.toml"
        )
    # Notices are in the order in which they were known.
    notice = _notice_text(
        target, max(edition.notice[-1].day_known, _known(target, day))
    )
    return target, ShowChange(f"\n{notice}", is_new=False, days_before=dated[-1])


def _source(edition_id: str) -> str:
    return f"{edition_id}-programme"


def _has_imported_days(edition: Edition) -> bool:
    """Whether the days of an edition are those of an imported programme."""
    dated = [notice for notice in edition.notice if notice.dates is not None]
    return dated[-1].source == (_source(edition.id),)


def _known(target: Target, day: dt.date) -> dt.date:
    """When the days were known if they are imported on a day.

    That is at the latest when it began: a programme may be imported years later.
    """
    return min(day, target.first)


def _show_text(show: NewShow, target: Target, day: dt.date, file: str) -> str:
    """A show.toml with an edition, imported from a file on a day."""
    source = (target.source,)
    place = {
        "city": show.city,
        "country": countries()[str(show.country_code)],
        "country_code": show.country_code,
        "zone": target.zone,
    }
    about = {"id": show.id, "name": show.name, **place, "reviewed": day}
    venue = {"id": slug(str(show.city)), **place, "source": source}
    return "\n".join(
        (
            f"# milipol import made this file for {file}; it is yours to change.\n",
            _table("[show]", {**about, "source": source}),
            _table("[[venue]]", venue),
            f"{_edition_text(target, day)}venue = {toml_value(venue['id'])}\n",
        )
    )


def _edition_text(target: Target, day: dt.date) -> str:
    """An edition, for the end of a show.toml."""
    notice = _notice_text(target, _known(target, day))
    return f"{_table('[[edition]]', {'id': target.edition})}\n{notice}"


def _notice_text(target: Target, known_by: dt.date) -> str:
    """A notice that gives the last edition of a show.toml its days."""
    values = {
        "start": target.first,
        "end": target.last,
        "status": "announced",
        "known_by": known_by,
        "source": (target.source,),
    }
    return _table("[[edition.notice]]", values)


def _table(header: str, values: Mapping[str, object]) -> str:
    lines = [f"{key} = {toml_value(value)}\n" for key, value in values.items()]
    return "".join([f"{header}\n", *lines])
